"""The blocks of a parsed web page: lines of text with their list marks, and grids.

The page is walked as a stream of start and end tags, never recursively: strangers nest deeply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.etree import _Element as Element

from planoteca.documents import markup
from planoteca.documents.docx.lists import BULLET, format_number
from planoteca.documents.model import Cell, Fragment, Line
from planoteca.documents.spans import MAX_CELLS, GridTooLarge, place
from planoteca.documents.tables import Piece


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LEFT_OUT = _tags(
    "script style template noscript head title iframe object svg canvas audio video select del"
)
_TITLES = _tags("h1 h2 h3 h4 h5 h6")
_SECTIONS = _tags("thead tbody tfoot")
_CELLS = _tags("td th")
_LISTS = _tags("ul ol menu dir")
_BLOCKS = _tags(
    "html body p div section article main nav aside header footer address blockquote pre figure"
    " figcaption form fieldset legend center details summary hr br li dl dt dd table caption tr"
) | (_TITLES | _SECTIONS | _CELLS | _LISTS)
_HIDDEN = re.compile(r"(?i)\b(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_UNMARKED = re.compile(r"(?i)list-style(?:-type)?\s*:[^;]{0,50}\bnone")
_NUMBER_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WHOLE = re.compile(r"\s{0,9}-?\d{1,9}")
_MAX_COLSPAN = 1_000  # as the standard of HTML has it


@dataclass
class _List:
    """An open list: how its items are marked, and the number of the next."""

    mark: str  # "", the bullet, or a number format
    count: int
    step: int = 1

    def next_label(self, item: Element) -> str:
        if self.mark in {"", BULLET}:
            return self.mark
        count = _whole(item.get("value"), self.count)
        self.count = count + self.step
        return f"{format_number(count, self.mark)}."


@dataclass
class _Grid:
    """An open table: where each of its cells belongs, and the fragments read so far."""

    places: dict[Element, tuple[int, int]]
    rows: list[dict[int, list[Fragment]]]
    line_start: int | None = None


@dataclass
class BlockReader:
    """Collects lines and grids while it goes through a page once."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)  # of the line that is not ended yet
    _label: str = ""  # of the list item that has no text yet
    _lists: list[_List] = field(default_factory=list)
    _grid: _Grid | None = None
    _grid_tag: Element | None = None
    _cell: list[Fragment] | None = None
    _cell_tag: Element | None = None
    _titles: int = 0  # open headings
    _verbatim: int = 0  # open <pre>

    def read(self, root: Element) -> None:
        """Read the whole page; raises GridTooLarge."""
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "end":
                self._end(element)
                self._add(element.tail)
            elif _is_left_out(element):
                events.skip_subtree()
            else:
                self._start(element)
                self._add(element.text)
        self._flush()

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        if tag in _LISTS:
            self._lists.append(_open_list(element))
        elif tag == "li":
            self._label = self._lists[-1].next_label(element) if self._lists else BULLET
        elif tag in _TITLES:
            self._titles += 1
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "table" and self._grid is None:
            self._grid = _open_grid(element)
            self._grid_tag = element if self._grid else None
        elif tag in _CELLS and self._grid and element in self._grid.places:
            row, column = self._grid.places[element]
            self._cell = self._grid.rows[row][column]
            self._cell_tag = element
            self._grid.line_start = self._grid.line_start or len(self.lines) + 1

    def _end(self, element: Element) -> None:
        tag = element.tag
        if _is_left_out(element):
            return
        if tag in _BLOCKS:
            self._flush()
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag in _TITLES:
            self._titles -= 1
        elif tag == "pre":
            self._verbatim -= 1
        elif element is self._cell_tag:
            self._cell = self._cell_tag = None
        elif element is self._grid_tag and self._grid:
            self._close_grid(self._grid)
            self._grid = self._grid_tag = None

    def _add(self, text: str | None) -> None:
        if not text:
            return
        first, *others = text.split("\n") if self._verbatim else (text,)
        self._text.append(first)
        for other in others:
            self._flush()
            self._text.append(other)

    def _flush(self) -> None:
        """End the line; one without text is none."""
        text = markup.collapse("".join(self._text))
        self._text.clear()
        if not text:
            return
        label, self._label = self._label, ""
        shown = f"{label} {text}" if label else text
        line = Line(len(self.lines) + 1, shown, is_title=self._titles > 0)
        self.lines.append(line)
        if self._cell is not None:
            fragments = markup.fragments(shown, line.number)
            self._cell += (replace(f, is_item=True) for f in fragments) if label else fragments

    def _close_grid(self, grid: _Grid) -> None:
        rows = place(
            [{column: Cell(tuple(held)) for column, held in row.items()} for row in grid.rows]
        )
        if grid.line_start and any(cell.fragments for row in rows for cell in row):
            self.pieces.append(Piece(rows, grid.line_start, len(self.lines)))


def _is_left_out(element: Element) -> bool:
    """Whether a browser does not show the element, or shows no text of the page in it."""
    return (
        not isinstance(element.tag, str)
        or element.tag in _LEFT_OUT
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _open_list(element: Element) -> _List:
    if _UNMARKED.search(element.get("style", "")):
        return _List("", 0)
    if element.tag != "ol":
        return _List(BULLET, 0)
    step = -1 if element.get("reversed") is not None else 1
    items = sum(1 for _ in element.iterchildren("li")) if step < 0 else 1
    mark = _NUMBER_STYLES.get(element.get("type", ""), "decimal")
    return _List(mark, _whole(element.get("start"), items), step)


def _open_grid(table: Element) -> _Grid | None:
    """The grid of a table; None for a box: one column, or declared to be mere layout."""
    if _role(table) in {"presentation", "none"}:
        return None
    places = {}
    rows: list[dict[int, list[Fragment]]] = []
    for row in lay_out(table):
        for column, cell in row.items():
            places[cell] = (len(rows), column)
        rows.append({column: [] for column in row})
    if len({column for _, column in places.values()}) < 2:
        return None
    return _Grid(places, rows)


def _role(element: Element) -> str:
    return element.get("role", "").strip().lower()


def lay_out(table: Element) -> list[dict[int, Element]]:
    """The cells of each row by the column they start at, rows without cells left out.

    Raises GridTooLarge where spans claim more cells than any plan has.
    """
    found: list[dict[int, Element]] = []
    above: dict[int, int] = {}  # column -> further rows that a cell reaches down to
    work = 0
    for cells in _rows(table):
        row: dict[int, Element] = {}
        below = {column: left - 1 for column, left in above.items() if left > 1}
        column = 0
        for cell in cells:
            while column in above:
                column += 1
            row[column] = cell
            width = min(max(_whole(cell.get("colspan"), 1), 1), _MAX_COLSPAN)
            height = _whole(cell.get("rowspan"), 1)
            height = height if height > 0 else MAX_CELLS  # 0: down to the end
            if height > 1:
                below |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        work += column + len(below)
        if work > 4 * MAX_CELLS:
            raise GridTooLarge(f"a table of {work} cells and more")
        above = below
        if row:
            found.append(row)
    return found


def _rows(table: Element) -> Iterator[list[Element]]:
    """The cells of each row; those that a section holds without a row form one."""
    loose: list[Element] = []
    for part in table:
        for child in part if part.tag in _SECTIONS else (part,):
            if child.tag in _CELLS:
                loose.append(child)
                continue
            if loose:
                yield loose
                loose = []
            if child.tag == "tr":
                yield [cell for cell in child if cell.tag in _CELLS]
    if loose:
        yield loose


def _whole(text: str | None, default: int) -> int:
    found = _WHOLE.match(text or "")
    return int(found[0]) if found else default
