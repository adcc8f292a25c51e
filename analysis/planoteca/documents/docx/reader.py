"""Word files: paragraphs and tables in reading order, list marks computed, merges resolved.

Every paragraph is one line, of more than one where line breaks part it; lines are numbered over
the body, then the notes, then running headers and footers. Word has no pages until it is printed.

A table of one column is a box around text, not a grid: its paragraphs are ordinary lines, and
tables inside it are tables of their own. The text of a table inside a cell flows into the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element as Element

from planoteca.documents import containers, markup, tables
from planoteca.documents.docx import parts as docx_parts
from planoteca.documents.docx.lists import Marks
from planoteca.documents.docx.parts import REMOVED, has, number, value, w, walk
from planoteca.documents.model import Cell, Document, Fragment, Line
from planoteca.documents.spans import GridTooLarge, place
from planoteca.documents.tables import Piece
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _BOX = map(w, ("p", "tbl", "tr", "tc", "r", "txbxContent"))
_BLOCKS = frozenset({_PARAGRAPH, _TABLE})
_TEXT = w("t")
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SYMBOL = w("sym")
_MARKS = {
    **dict.fromkeys((w("tab"), w("ptab")), " "),
    **dict.fromkeys((w("br"), w("cr")), "\n"),
    w("noBreakHyphen"): "-",
}
_INLINE = frozenset({_TEXT, _FORMULA, _SYMBOL, _BOX, *_MARKS})
# The reading aid above a word, and what a paragraph or run says about itself.
_NO_TEXT = REMOVED | {w("rt"), w("pPr"), w("rPr")}
_SPACE = re.compile(r"[\t\n\r]")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_MAX_SPAN = 1_000
_SAME_WIDTH = 40  # twentieths of a point

# The column and element of each cell of a row; None where it goes on with the cell above.
Layout = list[tuple[int, Element | None]]


def read(data: bytes, file_name: str, sha256: str) -> Document:
    """The Document of a Word file (DOCX, its macro and template variants).

    Raises UnreadableDocument when the file is damaged, encrypted, a bomb, nested too deeply,
    another kind of file, or without text.
    """
    containers.check_zip(data, file_name)
    parts = docx_parts.load(data, file_name)
    reader = _Reader(Marks(parts))
    try:
        reader.read_body(parts.document)
    except GridTooLarge as error:
        raise containers.oversized(file_name, f"it has {error}") from error
    reader.read_notes(parts.notes)
    lines = tuple(reader.lines)
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocument(
            f"{file_name}: it holds no text, perhaps only pictures of pages; check that the file"
            " was exported completely"
        )
    reader.read_furniture(parts.furniture)
    return Document(
        file_name,
        sha256,
        MEDIA_TYPE,
        lines,
        tables.join_pieces(reader.pieces),
        furniture=tuple(line for line in reader.lines[len(lines) :] if line.text.strip()),
        has_whole_lines=True,
    )


class _Reader:
    """Collects lines and grids while it goes through the parts once."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self._widths: tuple[int, ...] = ()  # of the table above, if only blank lines part it

    def read_body(self, body: Element) -> None:
        self._blocks(body, in_cell=False)

    def read_notes(self, roots: Sequence[Element]) -> None:
        for note in (note for root in roots for note in root):
            if note.get(w("type")) not in _SEPARATORS:
                self._blocks(note, in_cell=True)

    def read_furniture(self, roots: Sequence[Element]) -> None:
        for root in roots:
            self._blocks(root, in_cell=True)

    def _blocks(self, container: Element, *, in_cell: bool) -> list[Fragment]:
        """Read paragraphs and tables; `in_cell`: tables are no grids, their text flows."""
        found: list[Fragment] = []
        for block in walk(container, _BLOCKS):
            if block.tag == _PARAGRAPH:
                found += self._paragraph(block, in_cell=in_cell)
            elif in_cell:
                found += self._flow(_layout(block), in_cell=True)
            else:
                self._table(block)
        return found

    def _paragraph(self, paragraph: Element, *, in_cell: bool) -> list[Fragment]:
        text, boxes = _text(paragraph)
        label = self._marks.label(paragraph)
        is_title = self._marks.is_title(paragraph)
        found: list[Fragment] = []
        for part in _split(text):
            if not part.strip():
                self.lines.append(Line(len(self.lines) + 1, ""))
                continue
            shown = f"{label} {part.lstrip()}" if label else part
            line = Line(len(self.lines) + 1, shown, is_title=is_title)
            self.lines.append(line)
            fragments = markup.fragments(shown, line.number)
            found += (replace(f, is_item=True) for f in fragments) if label else fragments
            label = ""
        if not in_cell and text.strip():
            self._widths = ()
        for box in boxes:
            found += self._blocks(box, in_cell=in_cell)
        return found

    def _flow(self, layout: Sequence[Layout], *, in_cell: bool) -> list[Fragment]:
        found: list[Fragment] = []
        for cell in (cell for row in layout for _, cell in row if cell is not None):
            found += self._blocks(cell, in_cell=in_cell)
        return found

    def _table(self, table: Element) -> None:
        layout = _layout(table)
        if len({column for row in layout for column, cell in row if cell is not None}) < 2:
            self._flow(layout, in_cell=False)
            return
        start = len(self.lines) + 1
        rows = place(
            [
                {
                    column: Cell(tuple(self._blocks(cell, in_cell=True)))
                    for column, cell in row
                    if cell is not None
                }
                for row in layout
            ]
        )
        if not any(cell.fragments for row in rows for cell in row):
            return
        widths = _widths(table)
        self.pieces.append(
            Piece(rows, start, len(self.lines), continues=_are_same(self._widths, widths))
        )
        self._widths = widths


def _text(paragraph: Element) -> tuple[str, list[Element]]:
    """The visible text of a paragraph, line breaks kept, and the text boxes anchored in it."""
    found: list[str] = []
    boxes: list[Element] = []
    for run in walk(paragraph, {_RUN, _FORMULA}, _NO_TEXT):
        if run.tag == _FORMULA:
            found.append(_SPACE.sub(" ", run.text or ""))
            continue
        properties = run.find(w("rPr"))
        if has(properties, "vanish"):
            continue
        for element in walk(run, _INLINE, _NO_TEXT):
            if element.tag == _BOX:
                boxes.append(element)
            elif element.tag == _SYMBOL:
                found.append(_symbol(element.get(w("char"), "")))
            else:
                found.append(_MARKS.get(str(element.tag)) or _SPACE.sub(" ", element.text or ""))
    return "".join(found), boxes


def _symbol(code: str) -> str:
    """The character of a symbol font, which has its place in the private use area."""
    try:
        shown = chr(int(code[:6], 16))
    except (ValueError, OverflowError):
        return ""
    return shown if shown.isprintable() or shown >= "\ue000" else ""


def _split(text: str) -> list[str]:
    """The lines of a paragraph; breaks before the first and after the last text do not count."""
    return text.strip("\n").split("\n")


def _layout(table: Element) -> list[Layout]:
    """Where the cells of each row start, rows deleted in tracked changes left out."""
    found: list[Layout] = []
    above: dict[int, int] = {}  # column -> span of the merged cells that may go on
    for row in walk(table, {_ROW}):
        properties = row.find(w("trPr"))
        if has(properties, "del"):
            continue
        column = min(number(value(properties, "gridBefore")) or 0, _MAX_SPAN)
        cells: Layout = []
        merged: dict[int, int] = {}
        for cell, span, merge in _cells(row):
            if merge:
                merged[column] = span
            goes_on = merge == "continue" and above.get(column) == span
            cells.append((column, None if goes_on else cell))
            column += span
        found.append(cells)
        above = merged
    return found


def _cells(row: Element) -> Iterator[tuple[Element, int, str]]:
    """(cell, columns it spans, "restart", "continue" or "" of a merge over rows)."""
    for cell in walk(row, {_CELL}):
        properties = cell.find(w("tcPr"))
        span = number(value(properties, "gridSpan")) or 1
        merge = None if properties is None else properties.find(w("vMerge"))
        kind = "" if merge is None else merge.get(w("val"), "continue")
        yield cell, min(max(span, 1), _MAX_SPAN), kind


def _widths(table: Element) -> tuple[int, ...]:
    """The widths of the grid's columns; () where the table does not say."""
    grid = table.find(w("tblGrid"))
    columns = () if grid is None else grid.findall(w("gridCol"))
    found = [number(column.get(w("w"))) for column in columns]
    return tuple(width for width in found if width is not None)


def _are_same(above: tuple[int, ...], below: tuple[int, ...]) -> bool:
    """Whether two grids have the same columns; widths may differ by what rounding makes."""
    return (
        0 < len(above) == len(below)
        and max(abs(a - b) for a, b in zip(above, below, strict=True)) <= _SAME_WIDTH
    )
