"""What a reader returns: a Document of lines and table grids, each with its place in the file.

Readers know formats and nothing of plans. Lines are 1-based and count the file's own line
breaks; pages are 1-based and None where the format has none. Text is composed Unicode (NFC),
whatever the file has: programs on a Mac write "ó" as two characters, which no search would find.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from planoteca.documents.printed.page import Box


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line of the file, without markup clean-up.

    `is_title`: the format itself marks it as a heading (a Word style, an HTML heading).
    """

    number: int
    text: str
    page: int | None = None
    is_title: bool = False

    def __post_init__(self) -> None:
        _compose(self)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One paragraph or list item of a cell, whitespace collapsed, markup and bullets removed."""

    text: str
    line_start: int
    line_end: int
    page_start: int | None = None
    page_end: int | None = None
    is_item: bool = False

    def __post_init__(self) -> None:
        _compose(self)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: its paragraphs in order (none when the cell is blank).

    `boxes`: (page, rectangle) of each piece of the cell, where the format has geometry.
    `is_open`: its text fills the cell to the end of the page and ends no sentence.
    """

    fragments: tuple[Fragment, ...] = ()
    boxes: tuple[tuple[int, Box], ...] = ()
    is_open: bool = False

    @property
    def text(self) -> str:
        return " ".join([fragment.text for fragment in self.fragments])


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: rows of equally many cells; pieces parted by page breaks are already joined."""

    rows: tuple[tuple[Cell, ...], ...]
    line_start: int
    line_end: int
    page_start: int | None = None
    page_end: int | None = None

    @property
    def width(self) -> int:
        return len(self.rows[0])


@dataclass(frozen=True, slots=True)
class Document:
    """A plan as read: identity, lines in reading order, and grids of the tables found.

    `furniture`: the running headers, footers and page numbers, set apart from the lines; numbers
    count through both. `unread_pages`: those that are images of text and were not recognised.
    `has_whole_lines`: each line is a paragraph of its own, as in Word and HTML.
    """

    file_name: str
    sha256: str
    media_type: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    furniture: tuple[Line, ...] = ()
    unread_pages: tuple[int, ...] = ()
    has_whole_lines: bool = False

    @property
    def line_count(self) -> int:
        """The number of the last line, furniture included."""
        return max((lines[-1].number for lines in (self.lines, self.furniture) if lines), default=0)

    def passage(self, line_start: int, line_end: int) -> str:
        """The text of lines `line_start`..`line_end` (inclusive), spaces collapsed."""
        first = bisect_left(self.lines, line_start, key=lambda line: line.number)
        last = bisect_right(self.lines, line_end, key=lambda line: line.number)
        return " ".join(" ".join(line.text for line in self.lines[first:last]).split())

    def page_text(self, page_start: int, page_end: int) -> str:
        """The text of whole pages (inclusive), spaces collapsed."""
        held = (line.text for line in self.lines if page_start <= (line.page or 0) <= page_end)
        return " ".join(" ".join(held).split())


def _compose(part: Line | Fragment) -> None:
    if not (part.text.isascii() or unicodedata.is_normalized("NFC", part.text)):
        object.__setattr__(part, "text", unicodedata.normalize("NFC", part.text))
