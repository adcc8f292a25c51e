"""Prose as it reads: paragraphs joined where a page broke them, each with its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planoteca.documents.model import Fragment

_OPEN_END = re.compile(r"[.;:!?]\s*$")
_NUMBERED = re.compile(r"^\s*(?P<number>\d+(?:\.\d+)*)\.?-?\s*")
_LETTERED = re.compile(r"^\s*(?:[a-zA-Z][.)]|[IVX]+[.)-])\s*")
_PART = re.compile(r"(?i)^\W*(?:cap[ií]tulo|parte|t[ií]tulo|secci[oó]n)\b")
_MAX_HEADING = 90
_MAX_SENTENCE = 2_000
# A full stop ends a sentence unless it shortens a unit or name ('201 ha. De maíz', 'J. Pérez').
_SENTENCE_END = re.compile(
    r"[.;](?<![\d\s][hH][aA].)(?<!\bhas.)(?<!\b[A-Z].)(?<!\s[kKmM]m.)"
    r"(?=\s+(?:[^\sa-z\d]|\d+(?:[.,]\d+)?\s?%))|\s[•✓➢]\s"
)


@dataclass(frozen=True)
class Paragraph:
    """Passages joined where a sentence runs on, under their headings (outermost first)."""

    fragments: tuple[Fragment, ...]
    headings: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(fragment.text for fragment in self.fragments)

    def fragment_at(self, position: int) -> Fragment:
        """The passage that holds a character of `text`."""
        for fragment in self.fragments[:-1]:
            position -= len(fragment.text) + 1
            if position < 0:
                return fragment
        return self.fragments[-1]


def paragraphs(passages: Sequence[Fragment]) -> Iterator[Paragraph]:
    """Paragraphs in reading order; a heading is a paragraph of its own and heads the next ones."""
    headings: tuple[tuple[str, str], ...] = ()  # (number, text)
    pending: list[Fragment] = []
    for passage in passages:
        if pending and not _runs_on(pending[-1], passage):
            yield Paragraph(tuple(pending), tuple(text for _, text in headings))
            pending = []
        if is_heading(passage.text):
            headings = _under(headings, passage.text)
        pending.append(passage)
    if pending:
        yield Paragraph(tuple(pending), tuple(text for _, text in headings))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with its position; endless ones are cut at a blank."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        while end - start > _MAX_SENTENCE:
            cut = text.find(" ", start + _MAX_SENTENCE, end)
            if cut < 0:
                break
            yield start, text[start:cut]
            start = cut
        if text[start:end].strip():
            yield start, text[start:end]
        start = end


def is_heading(text: str) -> bool:
    """Whether a passage is a title: short, without a closing stop, capitals or an outline mark."""
    if len(text) > _MAX_HEADING or text.rstrip().endswith((".", ",", ";")):
        return False
    body = _LETTERED.sub("", _NUMBERED.sub("", text))
    if not body:
        return False
    has_digits = re.search(r"\d", body) is not None
    return body.isupper() or (body != text and not has_digits) or _PART.match(text) is not None


def _under(headings: tuple[tuple[str, str], ...], text: str) -> tuple[tuple[str, str], ...]:
    """The headings above a new one: those whose outline number it continues."""
    numbered = _NUMBERED.match(text)
    number = numbered["number"] if numbered else ""
    if _PART.match(text):
        return (("", text),)
    if number:
        kept = tuple(h for h in headings if h[0] and number.startswith(f"{h[0]}."))
    elif _LETTERED.match(text):
        kept = tuple(h for h in headings if not _LETTERED.match(h[1]) or h[0])
    else:
        kept = ()
    return (*kept, (number, text))


def _runs_on(before: Fragment, after: Fragment) -> bool:
    if after.is_item or not after.text[:1].islower():
        return False
    return not (_OPEN_END.search(before.text) or is_heading(before.text))
