"""Headings, paragraphs and small tables of report pages; whatever comes from data is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Markup:
    """A piece of a page that a notebook shows as HTML."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def heading(text: str, level: int = 2) -> Markup:
    """A heading of a page."""
    return Markup(f"<h{level}>{escape(text)}</h{level}>")


def paragraph(*sentences: str) -> Markup:
    """Sentences as one paragraph; each gets its full stop, empty ones are dropped."""
    text = " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)
    return Markup(f"<p>{escape(text)}</p>" if text else "")


def fact_table(rows: Sequence[tuple[str, str]]) -> Markup:
    """Names and values as a compact table."""
    cells = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in rows
    )
    return Markup(f'<table class="facts"><tbody>{cells}</tbody></table>')
