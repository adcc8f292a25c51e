"""The blocks of printed pages in reading order, and the Document that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planoteca.documents import layout, markup, ruled_grids, tables
from planoteca.documents.ruled_grids import Grid
from planoteca.documents.layout import Line
from planoteca.documents.model import Cell, Document, Fragment
from planoteca.documents.model import Line as NumberedLine
from planoteca.documents.page import Box, Page
from planoteca.documents.tables import BLANK, Piece, Row

_SAME_COLUMN = 8.0  # points by which a column may shift from page to page


@dataclass(frozen=True)
class Text:
    """A printed line of running text; `parted`: a paragraph ends before it."""

    page: int
    text: str
    parted: bool


@dataclass(frozen=True)
class Aside:
    """A line of a running header or footer, or a page number."""

    page: int
    text: str


@dataclass(frozen=True)
class PrintedTable:
    """A grid with the printed lines of its cells."""

    page: int
    grid: Grid
    lines: dict[tuple[int, int], list[Line]]


Block = Text | Aside | PrintedTable


def blocks(pages: Sequence[Page], aside: set[tuple[int, int]]) -> Iterator[Block]:
    """The blocks of all pages. `aside`: (page, index) of the lines that are furniture."""
    above: _Above | None = None
    for page in pages:
        found = ruled_grids.find(page.rulings)
        held = {grid: [line for line in page.lines if grid.holds(layout.box_of(line))] for grid in found}
        found = [grid for grid in found if _has_body(page, held[grid], aside)]
        body, furniture = [], []
        for index, line in enumerate(page.lines):
            in_grid = any(line in held[grid] for grid in found)
            is_aside = (page.number, index) in aside and not in_grid
            (furniture if is_aside else body).append(line)
        yield from (Aside(page.number, layout.text_of(line)) for line in furniture)
        above = yield from _page_blocks(page, body, found, above)


def _has_body(page: Page, lines: list[Line], aside: set[tuple[int, int]]) -> bool:
    """Whether a grid holds anything but furniture: letterheads are tables too."""
    indexes = {id(line): index for index, line in enumerate(page.lines)}
    return any((page.number, indexes[id(line)]) not in aside for line in lines)


@dataclass(frozen=True)
class _Above:
    """The last line of running text, and the right edge of its column."""

    line: Line
    right: float
    left: float
    pitch: float | None


def _page_blocks(page: Page, body, found, above):
    tables_ = {grid: ruled_grids.words_in(grid, body) for grid in found}
    in_grids = {id(word) for cells in tables_.values() for lines in cells.values() for line in lines for word in line}
    outside = [tuple(w for w in line if id(w) not in in_grids) for line in body]
    outside = [line for line in outside if line]
    if found:
        outside = layout.join_rows(outside)
    position = 0
    for run in _runs(outside):
        left = min(layout.box_of(line).x0 for line in run)
        right = max(layout.box_of(line).x1 for line in run)
        pitch = layout.usual_pitch(run)
        for line in run:
            top = layout.box_of(line).top
            while position < len(found) and found[position].box.top < top:
                yield PrintedTable(page.number, found[position], tables_[found[position]])
                position += 1
                above = None
            text = layout.text_of(line)
            if not text:
                continue
            parted = above is not None and _parted(above, line)
            yield Text(page.number, text, parted)
            above = _Above(line, right, left, pitch)
    for grid in found[position:]:
        yield PrintedTable(page.number, grid, tables_[grid])
        above = None
    return above


def _parted(above: _Above, line: Line) -> bool:
    box, other = layout.box_of(above.line), layout.box_of(line)
    pitch = above.pitch if other.top > box.top else None
    if other.top <= box.top:
        # A new column or page: the height says nothing.
        shifted = box.bottom - other.top
        line = tuple(type(w)(w.text, Box(w.box.x0, w.box.top + shifted, w.box.x1, w.box.bottom + shifted)) for w in line)
    return layout.parts(above.line, line, above.left, above.right, pitch)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other down the page: the lines of one column of text."""
    run: list[Line] = []
    for line in lines:
        if run and layout.box_of(line).top < layout.box_of(run[-1]).top:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


@dataclass
class _Assembler:
    """Numbers lines and puts the tables together."""

    lines: list[NumberedLine] = field(default_factory=list)
    furniture: list[NumberedLine] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    columns: list[tuple[float, ...]] = field(default_factory=list)
    count: int = 0
    is_parted: bool = True

    def number(self, page: int, text: str, into: list[NumberedLine]) -> int:
        self.count += 1
        into.append(NumberedLine(self.count, text, page))
        return self.count

    def add(self, block: Block) -> None:
        if isinstance(block, Aside):
            self.number(block.page, block.text, self.furniture)
        elif isinstance(block, Text):
            if block.parted:
                self.number(block.page, "", self.lines)
            self.number(block.page, block.text, self.lines)
            self.is_parted = True
        else:
            self.add_table(block)

    def add_table(self, table: PrintedTable) -> None:
        start = self.count + 1
        rows = [list[Cell]([BLANK] * table.grid.width) for _ in range(len(table.grid.rows) - 1)]
        for row, column, box in table.grid.cells:
            lines = layout.join_rows(table.lines[row, column])
            same = [l for (r, c), ls in table.lines.items() if c == column for l in ls]
            rows[row][column] = self.cell(table.page, box, lines, same)
        filled = [tuple(row) for row in rows if any(cell.fragments for cell in row)]
        if not filled:
            return
        self.pieces.append(
            Piece(tuple(filled), start, self.count, table.page, table.page, continues=not self.is_parted)
        )
        self.columns.append(table.grid.columns)
        self.is_parted = False

    def cell(self, page: int, box: Box, lines: list[Line], column: list[Line]) -> Cell:
        fragments: list[Fragment] = []
        left, right = layout.wrap_edges(box, column)
        for paragraph in layout.paragraphs(lines, left, right):
            texts = [text for line in paragraph if (text := layout.text_of(line))]
            if not texts:
                continue
            start = self.count + 1
            for text in texts:
                self.number(page, text, self.lines)
            for content, is_item in markup.parts(layout.join(texts)):
                fragments.append(Fragment(content, start, self.count, page, page, is_item))
        return Cell(tuple(fragments), ((page, box),))


def assemble(found: Iterable[Block], file_name: str, sha256: str, media_type: str, pages: int) -> Document:
    """The Document of the blocks: lines numbered through, tables joined over pages."""
    assembler = _Assembler()
    for block in found:
        assembler.add(block)
    return Document(
        file_name,
        sha256,
        media_type,
        tuple(assembler.lines),
        tables.join_pieces(_aligned(assembler.pieces, assembler.columns)),
        pages,
        tuple(assembler.furniture),
    )


def _aligned(pieces: list[Piece], columns: list[tuple[float, ...]]) -> list[Piece]:
    """Pieces that follow each other given the same columns where one's are among the other's."""
    return pieces
