"""Columns of tables that have rulings between their rows only.

Such rulings, and the shading of rows, are drawn cell by cell: where they meet, a column ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planoteca.documents.printed.page import Box

_NEAR = 3.0  # points
_MIN_WIDTH = 20.0  # points of a cell
_FAR = 400.0  # points; the rows of one page's table are no further apart
_HAIRLINE = 0.1  # points

Row = tuple[float, tuple[float, ...]]  # height, and where its pieces begin, meet and end


def sides(rulings: Sequence[Box], shades: Sequence[Box] = ()) -> tuple[Box, ...]:
    """The rulings that stand for the columns of such tables, and those above and below shades.

    `shades`: filled boxes. None where vertical rulings are drawn: those say where columns are.
    """
    edges = tuple(_edges(shades))
    drawn = [ruling for ruling in rulings if ruling.height >= ruling.width]
    found: list[Box] = []
    for rows in _tables([*rulings, *edges]):
        top, bottom = rows[0][0], rows[-1][0]
        if not any(_crosses(ruling, rows[0][1], top, bottom) for ruling in drawn):
            found += (Box(x, top, x + _HAIRLINE, bottom) for x in rows[0][1])
    return (*edges, *found) if found else ()


def _edges(shades: Sequence[Box]) -> Iterator[Box]:
    """The upper and lower edges of shades that stand side by side, as the cells of a row do."""
    rows: dict[tuple[int, int], list[Box]] = {}
    for shade in shades:
        if shade.width >= _MIN_WIDTH:
            rows.setdefault((round(shade.top), round(shade.bottom)), []).append(shade)
    for row in rows.values():
        if len(row) > 1:
            for shade in row:
                yield Box(shade.x0, shade.top, shade.x1, shade.top + _HAIRLINE)
                yield Box(shade.x0, shade.bottom, shade.x1, shade.bottom + _HAIRLINE)


def _tables(rulings: Sequence[Box]) -> Iterator[list[Row]]:
    """Runs of rows whose pieces meet at the same places."""
    run: list[Row] = []
    for row in _rows(rulings):
        if run and not (_alike(run[-1][1], row[1]) and row[0] - run[-1][0] < _FAR):
            if len(run) > 1:
                yield run
            run = []
        run.append(row)
    if len(run) > 1:
        yield run


def _rows(rulings: Sequence[Box]) -> Iterator[Row]:
    """The heights at which two pieces at least meet end to end, from the top down."""
    across = sorted(
        (r for r in rulings if r.width > r.height and r.width >= _MIN_WIDTH), key=lambda r: r.top
    )
    level: list[Box] = []
    for ruling in [*across, None]:
        if level and (ruling is None or ruling.top - level[0].top > _NEAR):
            places = _places(sorted({(round(r.x0, 1), round(r.x1, 1)) for r in level}))
            if len(places) > 2:
                yield level[0].top, places
            level = []
        if ruling is not None:
            level.append(ruling)


def _places(pieces: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Where pieces begin, meet and end; () where they leave gaps or lie over each other."""
    if any(abs(a[1] - b[0]) > _NEAR for a, b in pairwise(pieces)):
        return ()
    return (pieces[0][0], *(b[0] for _, b in pairwise(pieces)), pieces[-1][1])


def _alike(first: Sequence[float], second: Sequence[float]) -> bool:
    return len(first) == len(second) and all(
        abs(a - b) <= _NEAR for a, b in zip(first, second, strict=True)
    )


def _crosses(ruling: Box, places: Sequence[float], top: float, bottom: float) -> bool:
    """Whether a vertical ruling stands between the outer sides of the table."""
    inside = places[0] + _NEAR < ruling.x0 < places[-1] - _NEAR
    return inside and ruling.top < bottom and ruling.bottom > top
