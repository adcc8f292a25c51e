"""The blocks of printed pages in reading order: running text, furniture, tables."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from planoteca.documents.printed import columns_of_text, layout, ruled_grids
from planoteca.documents.printed.layout import Column, Line
from planoteca.documents.printed.page import Box, Page, Word
from planoteca.documents.printed.ruled_grids import Grid


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
    unruled: Grid | None = None
    for page in pages:
        is_aside = [(page.number, index) in aside for index in range(len(page.lines))]
        ruled = ruled_grids.find(page.rulings)
        inside = [_grid_of(line, ruled) for line in page.lines]
        # A letterhead is a table too; the titles of a table that returns are not furniture.
        kept = {grid for grid, alone in zip(inside, is_aside, strict=True) if grid and not alone}
        body: list[Line] = []
        for line, grid, alone in zip(page.lines, inside, is_aside, strict=True):
            if alone and grid not in kept:
                yield Aside(page.number, layout.text_of(line))
            else:
                body.append(line)
        found = [grid for grid in ruled if grid in kept]
        if any(len(line) > 1 for line in page.lines):
            outside = [line for line in body if not _grid_of(line, found)]
            found += columns_of_text.find(outside, unruled) if outside else []
        found.sort(key=lambda grid: grid.box.top)
        above = yield from _page_blocks(page, body, found, above)
        unruled = found[-1] if found and above is None and found[-1] not in kept else None


def _grid_of(line: Line, found: Sequence[Grid]) -> Grid | None:
    box = layout.box_of(line)
    return next((grid for grid in found if grid.holds(box)), None)


@dataclass(frozen=True)
class _Above:
    """The last line of running text, its column, and the line that opened its paragraph."""

    line: Line
    column: Column
    opening: Line


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
                parted = above is not None and _parted(above, line)
                yield Text(page.number, text, parted)
                opening = line if above is None or parted else above.opening
                above = _Above(line, column, opening)
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
    return layout.parts(above.line, line, above.column, above.opening)


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
