"""Printed lines put together to paragraphs: which line goes on with the one above it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from planoteca.documents import markup, printed_text
from planoteca.documents.page import Box, Word
from planoteca.documents.tables import is_unfinished, join_text, starts_lower

Line = tuple[Word, ...]

_PADDING = 6.0  # points between the text of a cell and its ruling, as word processors leave
_MANY = 8  # lines, from which the widest one tells where lines are wrapped
_WIDE_GAP = 1.45  # times the usual distance of lines
_SAME_LINE = 0.5  # share of its height that a line shares with another printed beside it
_CENTRED = 2.5  # points by which the middle of centred text may be off
_SPACE = 0.25  # of the letter size
_SLACK = 1.0  # points


def box_of(line: Line) -> Box:
    return Box.around(word.box for word in line)


def text_of(line: Line) -> str:
    """The line's text, list mark first where it has one."""
    return printed_text.clean(" ".join(word.text for word in line))


def join_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines from the top down; pieces printed side by side joined to one line."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda each: box_of(each).top):
        if rows and _beside(box_of(rows[-1]), box_of(line)):
            rows[-1] = tuple(sorted((*rows[-1], *line), key=lambda word: word.box.x0))
        else:
            rows.append(line)
    return rows


def _beside(a: Box, b: Box) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    apart = a.x1 <= b.x0 + _SLACK or b.x1 <= a.x0 + _SLACK
    return apart and shared > _SAME_LINE * min(a.height, b.height)


def wrap_edges(cell: Box, column: Sequence[Line]) -> tuple[float, float]:
    """Where the lines of a cell begin and are wrapped; `column`: the lines of its whole column."""
    boxes = [box_of(line) for line in column]
    left = min([box.x0 for box in boxes], default=cell.x0)
    right = max([box.x1 for box in boxes], default=cell.x1)
    if len(boxes) < _MANY:
        right = max(right, cell.x1 - _PADDING)
    return left, right


def paragraphs(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """The paragraphs of consecutive lines of a column that is wrapped at `right`."""
    found: list[list[Line]] = []
    pitch = usual_pitch(lines)
    for index, line in enumerate(lines):
        if index and not parts(lines[index - 1], line, left, right, pitch):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def usual_pitch(lines: Sequence[Line]) -> float | None:
    """The usual distance from line to line; None where too few lines tell it."""
    tops = [box_of(line).top for line in lines]
    steps = [b - a for a, b in pairwise(tops) if b > a]
    return median(steps) if len(steps) > 1 else None


def parts(above: Line, below: Line, left: float, right: float, pitch: float | None) -> bool:
    """Whether a paragraph ends between two consecutive lines.

    It does before a list mark; at a gap wider than usual; and where the first word below would
    have fitted above, so that the line was ended on purpose: unless the text shows that it goes on.
    """
    first, second = text_of(above), text_of(below)
    if markup.strip_mark(second)[1]:
        return True
    if not first or not second:
        return not first
    a, b = box_of(above), box_of(below)
    step = b.top - a.top
    if step > _WIDE_GAP * (pitch or 1.6 * a.height):
        return not (starts_lower(second) or is_unfinished(first))
    if starts_lower(second) or is_unfinished(first) or first.endswith("-"):
        return False
    return _fits(above, below, left, right)


def _fits(above: Line, below: Line, left: float, right: float) -> bool:
    a, b = box_of(above), box_of(below)
    word = below[0]
    share = len(word.text.split(maxsplit=1)[0]) / max(1, len(word.text))
    needed = a.width + word.box.width * share + _SPACE * a.height
    middle = (left + right) / 2
    is_centred = abs((a.x0 + a.x1) / 2 - middle) < _CENTRED and a.x0 > left + _CENTRED
    start = left if is_centred or a.x0 > b.x0 + right - left else a.x0
    return needed <= right - start - _SLACK


def join(lines: Sequence[str]) -> str:
    """One text of the lines of a paragraph; words cut by a hyphen are made whole."""
    text = lines[0]
    for line in lines[1:]:
        text = join_text(text, line)
    return text
