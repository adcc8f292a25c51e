"""The Document that the blocks of printed pages make: lines numbered, tables joined over pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planoteca.documents import markup, tables
from planoteca.documents.model import Cell, Document, Fragment
from planoteca.documents.model import Line as NumberedLine
from planoteca.documents.printed import layout
from planoteca.documents.printed.layout import Column, Line
from planoteca.documents.printed.page import Box
from planoteca.documents.printed.page_blocks import Aside, Block, PrintedTable, Text
from planoteca.documents.tables import BLANK, Piece

_ENDS = (".", ":", ";")
_SAME_EDGE = 12.0  # points by which the side of a column may shift from page to page


def assemble(
    found: Iterable[Block], file_name: str, sha256: str, media_type: str, pages: int
) -> Document:
    """The Document of the blocks. Lines count through all pages, cell by cell in tables."""
    assembler = _Assembler()
    for block in found:
        assembler.add(block)
    return Document(
        file_name,
        sha256,
        media_type,
        tuple(assembler.lines),
        tables.join_pieces(list(_with_same_columns(assembler.pieces))),
        pages,
        tuple(assembler.furniture),
    )


@dataclass(frozen=True)
class _Placed:
    """A piece of a table and the sides of its columns."""

    piece: Piece
    edges: tuple[float, ...]


@dataclass
class _Assembler:
    """Numbers the lines as they come."""

    lines: list[NumberedLine] = field(default_factory=list)
    furniture: list[NumberedLine] = field(default_factory=list)
    pieces: list[_Placed] = field(default_factory=list)
    count: int = 0
    is_after_text: bool = True

    def add(self, block: Block) -> None:
        if isinstance(block, Aside):
            self._number(block.page, block.text, self.furniture)
        elif isinstance(block, Text):
            if block.parted:
                self._number(block.page, "", self.lines)
            self._number(block.page, block.text, self.lines)
            self.is_after_text = True
        else:
            self._add_table(block)

    def _number(self, page: int, text: str, into: list[NumberedLine]) -> None:
        self.count += 1
        into.append(NumberedLine(self.count, text, page))

    def _add_table(self, table: PrintedTable) -> None:
        start = self.count + 1
        rows = [[BLANK] * table.grid.width for _ in table.grid.rows[1:]]
        columns: dict[int, list[Line]] = {}
        for (_, column), lines in table.lines.items():
            columns.setdefault(column, []).extend(lines)
        for row, column, box in table.grid.cells:
            lines = layout.join_rows(table.lines[row, column])
            setting = Column.of_cell(box, lines, columns[column]) if lines else None
            rows[row][column] = self._cell(table.page, box, lines, setting)
        filled = tuple(tuple(row) for row in rows if any(cell.fragments for cell in row))
        if filled:
            place = (start, self.count, table.page, table.page)
            piece = Piece(filled, *place, continues=not self.is_after_text)
            self.pieces.append(_Placed(piece, table.grid.columns))
            self.is_after_text = False

    def _cell(self, page: int, box: Box, lines: Sequence[Line], setting: Column | None) -> Cell:
        if setting is None:
            return Cell((), ((page, box),))
        found: list[Fragment] = []
        for paragraph in layout.paragraphs(lines, setting):
            texts = [text for line in paragraph if (text := layout.text_of(line))]
            start = self.count + 1
            for text in texts:
                self._number(page, text, self.lines)
            found += [
                Fragment(content, start, self.count, page, page, is_item)
                for content, is_item in markup.parts(layout.join(texts))
            ]
        return Cell(tuple(found), ((page, box),), _is_open(box, lines[-1], setting))


def _is_open(cell: Box, last: Line, setting: Column) -> bool:
    """Whether the text may go on after the page: its last line is full and at the cell's end."""
    box = layout.box_of(last)
    at_end = cell.bottom - box.bottom < box.height
    return at_end and setting.is_full(last) and not layout.text_of(last).endswith(_ENDS)


def _with_same_columns(placed: Sequence[_Placed]) -> Iterator[Piece]:
    """The pieces; those that go on with each other as wide as the widest whose sides they share.

    Merged cells take a column out of the piece of a table that one page shows.
    """
    run: list[_Placed] = []
    for each in placed:
        if run and not each.piece.continues:
            yield from _widened(run)
            run = []
        run.append(each)
    yield from _widened(run)


def _widened(run: Sequence[_Placed]) -> Iterator[Piece]:
    widest = max((each.edges for each in run), key=len, default=())
    for each in run:
        places = [_place(edge, widest) for edge in each.edges[:-1]]
        if len(each.edges) == len(widest) or None in places or len(set(places)) < len(places):
            yield each.piece
            continue
        rows = []
        for row in each.piece.rows:
            wide = [BLANK] * (len(widest) - 1)
            for place, cell in zip(places, row, strict=True):
                wide[place or 0] = cell
            rows.append(tuple(wide))
        yield replace(each.piece, rows=tuple(rows))


def _place(edge: float, edges: Sequence[float]) -> int | None:
    """The column whose left side the edge is."""
    near = min(range(len(edges) - 1), key=lambda i: abs(edges[i] - edge))
    return near if abs(edges[near] - edge) <= _SAME_EDGE else None
