"""Pieces of the Markdown pages of a release; what comes from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable


def code(text: object) -> str:
    """A name or code, in backticks, that no table or page mistakes for anything else."""
    plain = " ".join(str(text).replace("`", "'").replace("|", "¦").split())
    return f"`{plain}`"


def table(header: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A table; cells of data come as `code` or `cell`."""
    header = tuple(header)
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def cell(text: str | None) -> str:
    """A sentence for a table."""
    return " ".join((text or "").replace("|", "\\|").replace("<", "&lt;").split())


def section(*parts: str) -> str:
    """Parts of a page, a blank line between them."""
    return "\n\n".join(parts) + "\n"
