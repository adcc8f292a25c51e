"""Grids of ruled tables: the cells between rulings, and the words in each.

The geometry of cells is pdfplumber's; rulings and words are ours, so that a page costs
milliseconds and a recognised scan goes the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber import table as plumber

from planoteca.documents.printed.page import Box, Word

Line = tuple[Word, ...]
Edge = dict[str, Any]  # pdfplumber's form of a ruling

_SNAP = 3.0  # points; rulings closer than this are one
_REACH = 4.0  # points by which a ruling may miss the one it meets
_MIN_SIDE = 6.0  # points; narrower rows and columns lie between the sides of a double ruling


@dataclass(frozen=True)
class Grid:
    """The cells of a table: (row, column) of the upper left corner, and box, of each.

    `columns` and `rows` are the coordinates of the rulings, one more than there are cells. A cell
    that reaches over several rows or columns stands in the first.
    """

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int, int, Box], ...]

    @property
    def width(self) -> int:
        return len(self.columns) - 1

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies in the grid."""
        return _holds(self.box, *_middle(box))

    def cell_at(self, box: Box) -> tuple[int, int] | None:
        """(row, column) of the cell that holds the middle of a box."""
        x, y = _middle(box)
        if _holds(self.box, x, y):
            for row, column, (x0, top, x1, bottom) in self.cells:
                if x0 <= x <= x1 and top <= y <= bottom:
                    return row, column
        return None


def find(rulings: Sequence[Box]) -> list[Grid]:
    """The grids that the rulings form, two cells wide at least, from the top down."""
    edges = [_edge(ruling) for ruling in rulings]
    found = (_grid(_closed(group)) for group in _connected(_merged(edges)))
    return sorted(
        (grid for grid in found if grid is not None and grid.width > 1),
        key=lambda grid: grid.box.top,
    )


def words_in(grid: Grid, lines: Sequence[Line]) -> dict[tuple[int, int], list[Line]]:
    """The printed lines in each cell, parted where a line of the page runs over several cells.

    A word belongs to the cell that holds its middle.
    """
    held: dict[tuple[int, int], list[Line]] = {(row, column): [] for row, column, _ in grid.cells}
    for line in lines:
        parts: dict[tuple[int, int], list[Word]] = {}
        for word in line:
            key = grid.cell_at(word.box)
            if key is not None:
                parts.setdefault(key, []).append(word)
        for key, words in parts.items():
            held[key].append(tuple(words))
    return held


def _merged(edges: list[Edge]) -> list[Edge]:
    if not edges:
        return []
    merged: list[Edge] = plumber.merge_edges(edges, _SNAP, _SNAP, _REACH, _REACH)
    return merged


def _edge(ruling: Box) -> Edge:
    """The middle line of a ruling."""
    if ruling.width > ruling.height:
        y = (ruling.top + ruling.bottom) / 2
        return _edge_of("h", ruling.x0, y, ruling.x1, y)
    x = (ruling.x0 + ruling.x1) / 2
    return _edge_of("v", x, ruling.top, x, ruling.bottom)


def _edge_of(orientation: str, x0: float, top: float, x1: float, bottom: float) -> Edge:
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _connected(edges: list[Edge]) -> Iterator[list[Edge]]:
    """The groups of edges that touch each other."""
    waiting = edges
    while waiting:
        group, waiting = [waiting[0]], waiting[1:]
        for member in group:
            apart: list[Edge] = []
            for edge in waiting:
                (group if _touch(member, edge) else apart).append(edge)
            waiting = apart
        yield group


def _touch(a: Edge, b: Edge) -> bool:
    return bool(
        a["x0"] <= b["x1"] + _REACH
        and b["x0"] <= a["x1"] + _REACH
        and a["top"] <= b["bottom"] + _REACH
        and b["top"] <= a["bottom"] + _REACH
    )


def _closed(group: list[Edge]) -> list[Edge]:
    """The group with its four outer sides: tables are left open at page ends and at their sides."""
    if {edge["orientation"] for edge in group} != {"h", "v"}:
        return []
    x0, x1 = min(e["x0"] for e in group), max(e["x1"] for e in group)
    top, bottom = min(e["top"] for e in group), max(e["bottom"] for e in group)
    sides = [
        _edge_of("h", x0, top, x1, top),
        _edge_of("h", x0, bottom, x1, bottom),
        _edge_of("v", x0, top, x0, bottom),
        _edge_of("v", x1, top, x1, bottom),
    ]
    return _merged([*group, *sides])


def _grid(edges: list[Edge]) -> Grid | None:
    found = plumber.intersections_to_cells(plumber.edges_to_intersections(edges, _REACH, _REACH))
    cells = (Box(*cell) for cell in found)
    boxes = [box for box in cells if min(box.width, box.height) >= _MIN_SIDE]
    if not boxes:
        return None
    columns = _levels([x for box in boxes for x in (box.x0, box.x1)])
    rows = _levels([y for box in boxes for y in (box.top, box.bottom)])
    placed = sorted(
        ((_nearest(rows, box.top), _nearest(columns, box.x0), box) for box in boxes),
        key=lambda cell: cell[:2],
    )
    return Grid(Box.around(boxes), columns, rows, tuple(placed))


def _levels(values: list[float]) -> tuple[float, ...]:
    """The distinct coordinates; those closer than the least side of a cell are one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] >= _MIN_SIDE:
            levels.append(value)
    return tuple(levels)


def _nearest(levels: tuple[float, ...], value: float) -> int:
    return min(range(len(levels)), key=lambda i: abs(levels[i] - value))


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
