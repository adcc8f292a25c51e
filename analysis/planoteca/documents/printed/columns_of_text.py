"""Tables without rulings: columns and rows that only the placing of their texts shows.

A run of printed rows that leave the same gutters free is a table where it has three columns. Two
are columns of prose, or names with their values ("Distrito : Aruma"), which read well as lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from planoteca.documents.printed import layout
from planoteca.documents.printed.layout import Column, Line
from planoteca.documents.printed.page import Box
from planoteca.documents.printed.ruled_grids import Grid

_GUTTER = 12.0  # points; wider than the spaces of justified text
_MIN_FREE = 6.0  # points that a gutter leaves free over all rows
_MIN_ROWS = 3
_ALIGNED = 3.0  # points
_MARK = 16.0  # points; narrower texts before a gap are list marks
_FAR = 3.5  # times the usual distance of lines; a table does not go on over more
_TITLE = 0.6  # of a table's width, which a title across its columns does not fill
_ROW_GAP = 1.3  # times the usual distance of lines

_AGREED = 2  # columns that begin a paragraph at the same height; or one, after a wide gap

Segments = tuple[Line, ...]


def may_be_aligned(pieces: Sequence[Box]) -> bool:
    """Whether three printed rows at least have a second text that starts at the same place.

    `pieces`: boxes of the texts of a page. A cheap test: columns of prose pass.
    """
    starts: dict[int, int] = {}
    rows = sorted(pieces, key=lambda piece: (round(piece.bottom / _ALIGNED), piece.x0))
    for previous, piece in pairwise(rows):
        if (
            abs(piece.bottom - previous.bottom) < _ALIGNED
            and piece.x0 - previous.x1 > _GUTTER
            and previous.width > _MARK
        ):
            key = round(piece.x0 / _ALIGNED)
            starts[key] = starts.get(key, 0) + 1
    return any(count + starts.get(key + 1, 0) >= _MIN_ROWS for key, count in starts.items())


def find(lines: Sequence[Line], above: Grid | None = None) -> list[Grid]:
    """The tables among the printed lines, which lie outside ruled tables.

    `above`: the table without rulings that ended the page before; this page may go on with it.
    """
    rows = [_segments(line) for line in layout.join_rows(lines)]
    grids = []
    if above is not None:
        edges = above.columns[1:-1]
        gutters = [(edge - _MIN_FREE / 2, edge + _MIN_FREE / 2) for edge in edges]
        end = next(
            (i for i, row in enumerate(rows) if not _fits(row, gutters, above.box.width)), len(rows)
        )
        if any(len(row) > 1 for row in rows[:end]):
            grids.append(_grid(rows[:end], gutters))
            rows = rows[end:]
    for run in _runs(rows):
        gutters = _gutters(run)
        if _is_table(run, gutters):
            grids.append(_grid(run, gutters))
    return grids


def _fits(row: Segments, gutters: Sequence[tuple[float, float]], width: float) -> bool:
    """Whether a row stands in the columns of a table, or is a title across them."""
    boxes = [layout.box_of(part) for part in row]
    free = all(box.x1 <= a or box.x0 >= b for box in boxes for a, b in gutters)
    return free or (len(row) == 1 and boxes[0].width < _TITLE * width)


def _segments(line: Line) -> Segments:
    """The texts of a printed row, parted where a gutter may be; a list mark stays with its text."""
    parts: list[Line] = [line[:1]]
    for before, word in pairwise(line):
        is_mark = len(parts[-1]) == 1 and parts[-1][0].box.width < _MARK
        if word.box.x0 - before.box.x1 > _GUTTER and not is_mark:
            parts.append((word,))
        else:
            parts[-1] = (*parts[-1], word)
    return tuple(parts)


def _runs(rows: Sequence[Segments]) -> Iterator[list[Segments]]:
    """Consecutive rows that leave a common gutter free, as long as they can be."""
    run: list[Segments] = []
    pitch = _pitch(rows)
    for row in rows:
        if run and (_top(row) - _top(run[-1]) > _FAR * pitch or not _goes_on(run, row)):
            yield run
            run = []
        # A table begins with a row of several texts: titles, not the paragraph above it.
        if run or len(row) > 1:
            run.append(row)
    if run:
        yield run


def _goes_on(run: Sequence[Segments], row: Segments) -> bool:
    """Whether the row leaves a gutter free, or is a title across the columns."""
    if len(row) > 1:
        return bool(_gutters([*run, row]))
    return not _crosses(row, _gutters(run)) or _is_title(run, row)


def _is_title(run: Sequence[Segments], row: Segments) -> bool:
    table = Box.around(layout.box_of(part) for held in run for part in held)
    return layout.box_of(row[0]).width < _TITLE * table.width


def _crosses(row: Segments, gutters: Sequence[tuple[float, float]]) -> bool:
    box = layout.box_of(row[0])
    return len(row) == 1 and any(box.x0 < a and box.x1 > a + _MIN_FREE / 2 for a, _ in gutters)


def _pitch(rows: Sequence[Segments]) -> float:
    steps = [_top(b) - _top(a) for a, b in pairwise(rows) if _top(b) > _top(a)]
    return median(steps) if steps else 0.0


def _top(row: Segments) -> float:
    return min(layout.box_of(part).top for part in row)


def _gutters(run: Sequence[Segments]) -> list[tuple[float, float]]:
    """The x ranges that no row of several texts crosses, with text on both sides."""
    rows = (row for row in run if len(row) > 1)
    spans = sorted((box.x0, box.x1) for row in rows for box in map(layout.box_of, row))
    gutters: list[tuple[float, float]] = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach >= _MIN_FREE:
            gutters.append((reach, x0))
        reach = max(reach, x1)
    return gutters


def _is_table(run: Sequence[Segments], gutters: Sequence[tuple[float, float]]) -> bool:
    several = sum(1 for row in run if len(row) > 1)
    return len(gutters) > 1 and several >= _MIN_ROWS


def _columns(run: Sequence[Segments], gutters: Sequence[tuple[float, float]]) -> list[list[Line]]:
    edges = [(a + b) / 2 for a, b in gutters]
    columns: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for row in run:
        for part in row:
            columns[sum(1 for edge in edges if part[0].box.x0 > edge)].append(part)
    return columns


def _grid(run: Sequence[Segments], gutters: Sequence[tuple[float, float]]) -> Grid:
    titles = [layout.box_of(row[0]) for row in run if _crosses(row, gutters)]
    columns = _columns([row for row in run if not _crosses(row, gutters)], gutters)
    around = Box.around(layout.box_of(part) for row in run for part in row)
    xs = (around.x0, *((a + b) / 2 for a, b in gutters), around.x1)
    edges = {*_row_edges(columns), *(y for title in titles for y in (title.top, title.bottom))}
    ys = (around.top, *sorted(y for y in edges if around.top < y < around.bottom), around.bottom)
    cells = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        is_title = any(top <= (title.top + title.bottom) / 2 <= bottom for title in titles)
        sides = [(around.x0, around.x1)] if is_title else list(pairwise(xs))
        cells += [(row, i, Box(left, top, right, bottom)) for i, (left, right) in enumerate(sides)]
    return Grid(around, xs, ys, tuple(cells))


def _row_edges(columns: Sequence[list[Line]]) -> list[float]:
    """Where a row ends: two columns, or the only one that goes on, begin a paragraph there."""
    begins: dict[float, int] = {}
    pitch = _tightest(columns)
    for column in filter(None, columns):
        setting = Column.of(column)
        for above, below in pairwise(column):
            a, b = layout.box_of(above), layout.box_of(below)
            far = b.top - a.top > _ROW_GAP * pitch
            if far or layout.parts(above, below, setting, above):
                key = next((y for y in begins if abs(y - b.top) < _ALIGNED), b.top)
                begins[key] = begins.get(key, 0) + (_AGREED if far else 1)
    agreed = [top for top, count in begins.items() if count >= _AGREED]
    return sorted(top - 1.0 for top in agreed if _is_free(columns, top))


def _tightest(columns: Sequence[list[Line]]) -> float:
    """The distance of two lines of one paragraph: the least there is."""
    tops = [[layout.box_of(line).top for line in column] for column in columns]
    steps = [b - a for column in tops for a, b in pairwise(column)]
    return min((step for step in steps if step > _ALIGNED), default=0.0)


def _is_free(columns: Sequence[list[Line]], top: float) -> bool:
    """Whether no printed line of any column lies across the height."""
    boxes = (layout.box_of(line) for column in columns for line in column)
    return not any(box.top < top - 2 * _ALIGNED and box.bottom > top + _ALIGNED for box in boxes)
