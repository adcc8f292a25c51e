"""The blocks of printed pages in reading order, and the Document that they make."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planoteca.documents import layout, markup, ruled_grids, tables
from planoteca.documents.ruled_grids import Grid
from planoteca.documents.layout import Column, Line
from planoteca.documents.model import Cell, Document, Fragment
from planoteca.documents.model import Line as NumberedLine
from planoteca.documents.page import Box, Page, Word
from planoteca.documents.tables import BLANK, Piece, Row

_ENDS = (".", ":", ";")
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
    """The last line of running text and its column."""

    line: Line
    column: Column


def _page_blocks(
    page: Page, body: Sequence[Line], found: Sequence[Grid], above: _Above | None
) -> Generator[Block, None, _Above | None]:
    """Running text and tables of a page; returns the last line where text ends the page."""
    tables_ = [PrintedTable(page.number, grid, ruled_grids.words_in(grid, body)) for grid in found]
    for run in _runs(_outside(body, found)):
        column = Column.of(run)
        for line in run:
            top = layout.box_of(line).top
            while tables_ and tables_[0].grid.box.top < top:
                yield tables_.pop(0)
                above = None
            text = layout.text_of(line)
            if text:
                yield Text(page.number, text, parted=above is not None and _parted(above, line))
                above = _Above(line, column)
    yield from tables_
    return None if tables_ else above


def _outside(body: Sequence[Line], found: Sequence[Grid]) -> list[Line]:
    """The lines outside the grids, from the top down where there are any."""
    if not found:
        return list(body)
    lines = (
        tuple(word for word in line if not any(grid.cell_at(word.box) for grid in found))
        for line in body
    )
    return layout.join_rows([line for line in lines if line])


def _parted(above: _Above, line: Line) -> bool:
    """Whether a paragraph ends before the line; over a column or page the height says nothing."""
    down = layout.box_of(line).top - layout.box_of(above.line).top
    if down < 0:
        line = tuple(Word(word.text, _moved(word.box, -down)) for word in line)
    return layout.parts(above.line, line, above.column)


def _moved(box: Box, down: float) -> Box:
    return Box(box.x0, box.top + down, box.x1, box.bottom + down)


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
            same = [
                line
                for (_, other), held in table.lines.items()
                if other == column
                for line in held
            ]
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
        if not lines:
            return Cell((), ((page, box),))
        setting = Column.of_cell(box, lines, column)
        for paragraph in layout.paragraphs(lines, setting):
            texts = [text for line in paragraph if (text := layout.text_of(line))]
            if not texts:
                continue
            start = self.count + 1
            for text in texts:
                self.number(page, text, self.lines)
            for content, is_item in markup.parts(layout.join(texts)):
                fragments.append(Fragment(content, start, self.count, page, page, is_item))
        last = layout.box_of(lines[-1])
        is_open = (
            setting.is_full(lines[-1])
            and box.bottom - last.bottom < last.height
            and not layout.text_of(lines[-1]).endswith(_ENDS)
        )
        return Cell(tuple(fragments), ((page, box),), is_open)


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
