"""Rows of plain text (of a CSV, a sheet, a list of records) as the Tables of a Document.

Pure functions, shared by the readers whose formats have rows and cells and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planoteca.documents import markup
from planoteca.documents.model import Cell, Table
from planoteca.documents.tables import is_unfinished, pad, starts_lower

_LINE_BREAK = re.compile(r"\r\n|\n|\r|\x0b|\u2028")
# Line breaks that an export wrote as the letters of their escape.
_ESCAPED_BREAK = re.compile(r"\\r\\n|\\[nr](?=\s|[-•A-ZÁÉÍÓÚÑ\d]|$)")
_SENTENCE = re.compile(r"[.;:!?]\s|[,;:!?]$|\w{5}\.$")
_LETTERS = re.compile(r"[^\W\d_]{2}|#|[Nn][°º]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENUMERATOR = re.compile(r"\W*\w{1,3}[.)]-?")
_MAX_TITLE = 90  # letters
_MAX_TITLE_WORDS = 12
_MIN_FILLED = 2


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The cells of a row as text, and the lines it stands on (1-based, inclusive)."""

    texts: tuple[str, ...]
    line_start: int
    line_end: int

    @property
    def filled(self) -> int:
        """How many of its cells hold anything."""
        return sum(1 for text in self.texts if text.strip())


def to_cell(text: str, line_start: int, line_end: int | None = None) -> Cell:
    """A cell whose text stands on the given lines.

    A line break inside of a cell was typed there: it parts paragraphs, unless the sentence
    plainly goes on (texts pasted from a PDF are broken anywhere).
    """
    fragments = [
        fragment
        for paragraph in _paragraphs(text)
        for fragment in markup.fragments(paragraph, line_start, line_end=line_end)
    ]
    return Cell(tuple(fragments))


def _paragraphs(text: str) -> list[str]:
    if "\\" in text:
        text = _ESCAPED_BREAK.sub("\n", text)
    found: list[str] = []
    for part in map(str.strip, _LINE_BREAK.split(text)):
        goes_on = found and part and (starts_lower(part) or is_unfinished(found[-1]))
        if goes_on and found[-1] and not markup.strip_mark(part)[1]:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return [part for part in found if part]


def is_header(texts: Sequence[str]) -> bool:
    """Whether the cells look like column titles: short, all different, no sentences.

    At least two of them, and at least half of the cells, hold a title.
    """
    filled = [text.strip() for text in texts if text.strip()]
    if len(filled) < _MIN_FILLED or len(filled) * 2 < len(texts):
        return False
    return len({title.casefold() for title in filled}) == len(filled) and all(
        map(_is_title, filled)
    )


def _is_title(text: str) -> bool:
    if _YEAR.fullmatch(text):
        return True
    return (
        len(text) <= _MAX_TITLE
        and len(text.split()) <= _MAX_TITLE_WORDS
        and _LETTERS.search(text) is not None
        and _SENTENCE.search(text) is None
        and _ENUMERATOR.fullmatch(text) is None
    )


def find_tables(rows: Sequence[PrintedRow]) -> tuple[Table, ...]:
    """The tables among the rows; titles above a table (one filled cell) belong to none.

    A blank row parts two tables where a title or column titles follow it; otherwise it only
    parts rows of one table. Columns that are blank at either side of all tables are left out.
    """
    groups = list(_groups(rows))
    used = [
        column
        for group in groups
        for row in group
        for column, text in enumerate(row.texts)
        if text.strip()
    ]
    if not used:
        return ()
    first, last = min(used), max(used)
    return tuple(_table(group, first, last + 1) for group in groups)


def _groups(rows: Iterable[PrintedRow]) -> Iterator[list[PrintedRow]]:
    group: list[PrintedRow] = []
    is_parted, is_titled = True, False
    for row in rows:
        if not row.filled:
            is_parted = True
            continue
        if is_parted and row.filled == 1 and (not group or row.texts[0].strip()):
            is_titled = True
            continue
        if is_parted and group and (is_titled or is_header(row.texts)):
            yield group
            group = []
        group.append(row)
        is_parted = is_titled = False
    if group:
        yield group


def _table(rows: Sequence[PrintedRow], first: int, last: int) -> Table:
    cells = [
        tuple(to_cell(text, row.line_start, row.line_end) for text in row.texts[first:last])
        for row in rows
    ]
    return Table(pad(cells, last - first), rows[0].line_start, rows[-1].line_end)
