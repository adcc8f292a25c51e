"""Tables on paper, broken over pages as word processors do: in the middle of a row if need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from specimens.paper import BOTTOM, CellLine, Paper

Lines = Sequence[CellLine]
_HAIR = 0.5  # thickness of a ruling
_ROUNDING = 1e-6
_FEWEST = 2  # lines of a row that may stand alone at the foot of a page


@dataclass(frozen=True)
class Group:
    """Rows that share leading cells merged over all of them (`spanning`, maybe none)."""

    spanning: tuple[Lines, ...]
    rows: tuple[tuple[Lines, ...], ...]
    shaded: bool = False


@dataclass(frozen=True)
class Grid:
    """Columns between `edges` (x positions); rulings `filled` (as Word), `stroked` or `none`."""

    edges: tuple[float, ...]
    leading: float
    pad: float
    rulings: str
    header: Group | None = None  # printed again on each new page


def draw(paper: Paper, grid: Grid, group: Group) -> None:
    """Print a group at the cursor, on as many pages as it takes."""
    spanning = [list(cell) for cell in group.spanning]
    rows = [[list(cell) for cell in row] for row in group.rows]
    top = paper.y
    while rows:
        lines = _lines_needed(grid, rows, spanning, top - paper.y)
        room = _lines(grid, paper.y - BOTTOM)
        cut = lines > room
        taken = min(lines, room) if room >= _FEWEST or not cut else 0
        if taken:
            _row(paper, grid, group, rows[0], taken)
        if not cut:
            del rows[0]
        if cut or not rows:
            _close(paper, grid, spanning, top)
        if cut:
            paper.feed()
            if grid.header is not None:
                draw(paper, grid, grid.header)
            top = paper.y
    if any(spanning):
        raise ValueError("a merged cell was not printed to its end")


def cell(
    *paragraphs: tuple[str, Sequence[str]], like: CellLine, bullet: str = ""
) -> list[CellLine]:
    """The lines of a cell: (key, wrapped lines) of each paragraph, in the manner of `like`."""
    return [
        CellLine(key, text, like.style, like.indent, "" if number else bullet, like.centred)
        for key, lines in paragraphs
        for number, text in enumerate(lines)
    ]


def _lines(grid: Grid, height: float) -> int:
    """How many lines a row of that height has room for."""
    return int((height - 2 * grid.pad + _ROUNDING) // grid.leading)


def _lines_needed(
    grid: Grid, rows: list[list[list[CellLine]]], spanning: list[list[CellLine]], above: float
) -> int:
    """Lines of the first row; a long merged cell stretches the last row that it spans."""
    lines = max(len(cell) for cell in rows[0])
    if len(rows) == 1 and spanning:
        printed = int((above + _ROUNDING) // grid.leading)
        lines = max(lines, *(len(cell) - printed for cell in spanning))
    return lines


def _row(paper: Paper, grid: Grid, group: Group, row: list[list[CellLine]], lines: int) -> None:
    """Print the next `lines` lines of each cell of a row, and take them off."""
    height = lines * grid.leading + 2 * grid.pad
    first = len(group.spanning)
    if group.shaded:
        paper.canvas.setFillGray(0.88)
        x0, x1 = grid.edges[0], grid.edges[-1]
        paper.canvas.rect(x0, paper.y - height, x1 - x0, height, stroke=0, fill=1)
        paper.canvas.setFillGray(0)
    _horizontal(paper, grid, grid.edges[first], paper.y)
    for column, content in enumerate(row, first):
        _text(paper, grid, column, content[:lines], paper.y)
        del content[:lines]
    paper.y -= height


def _close(paper: Paper, grid: Grid, spanning: list[list[CellLine]], top: float) -> None:
    """Print the merged cells beside the rows since `top`, and the rulings around all of them."""
    if paper.y == top:
        return
    lines = _lines(grid, top - paper.y)
    for column, content in enumerate(spanning):
        _text(paper, grid, column, content[:lines], top)
        del content[:lines]
    for y in (top, paper.y):
        _horizontal(paper, grid, grid.edges[0], y)
    for x in grid.edges:
        _ruling(paper, grid, x, paper.y, x, top)


def _text(paper: Paper, grid: Grid, column: int, lines: Lines, top: float) -> None:
    x0, x1 = grid.edges[column] + grid.pad + 1, grid.edges[column + 1] - grid.pad - 1
    for number, line in enumerate(lines):
        paper.line(line, x0, x1, top - grid.pad - number * grid.leading)


def _horizontal(paper: Paper, grid: Grid, x0: float, y: float) -> None:
    _ruling(paper, grid, x0, y, grid.edges[-1], y)


def _ruling(paper: Paper, grid: Grid, x0: float, y0: float, x1: float, y1: float) -> None:
    if grid.rulings == "stroked":
        paper.canvas.setLineWidth(_HAIR)
        paper.canvas.line(x0, y0, x1, y1)
    elif grid.rulings == "filled":
        paper.canvas.rect(x0, y0, max(x1 - x0, _HAIR), max(y1 - y0, _HAIR), stroke=0, fill=1)
