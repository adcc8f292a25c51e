"""Printed lines put together to paragraphs: which line goes on with the one above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median

from planoteca.documents import markup
from planoteca.documents.printed import characters
from planoteca.documents.printed.page import Box, Word
from planoteca.documents.tables import is_unfinished, join_text, starts_lower

Line = tuple[Word, ...]

_ENUMERATOR = re.compile(r"(\d{1,2})\s?(?:[.)]-?|-|°)\s*(?=[^\W_])(?!\d{1,3}\b%)")
# "al 100 %" ends its clause: what follows in capitals on a new line is another.
_LEVEL = re.compile(r"\b(?:al|en|un)\s\d[\d.,]*\s?%$")
_LONGEST_BRACKET = 150  # letters; a bracket open for longer was forgotten
_ITEM_NUMBER = re.compile(r"(?:\d{1,2}|[a-z])\s?[.)]")
_INDENT = 5.0  # points by which the text of an item stands right of its mark
_PADDING = 6.0  # points between the text of a cell and its ruling, as word processors leave
_MANY = 8  # lines, from which the widest one tells where lines are wrapped
_WIDE_GAP = 1.45  # times the usual distance of lines
_SAME_LINE = 0.5  # share of its height that a line shares with another printed beside it
_CENTRED = 2.5  # points by which the middle of centred text may be off
_SPACE = 0.25  # of the letter size
_SLACK = 1.0  # points
_USUAL_PITCH = 1.6  # times the height of a line
_FLUSH = 1.5  # points from the right edge within which lines of justified text end
_FLUSH_SHARE = 0.5
_MIN_FLUSH = 4  # lines
_SHORT = 4.0  # points


def box_of(line: Line) -> Box:
    return line[0].box if len(line) == 1 else Box.around([word.box for word in line])


def text_of(line: Line) -> str:
    """The line's text, list mark first where it has one."""
    return characters.clean(" ".join(word.text for word in line))


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


@dataclass(frozen=True)
class Column:
    """Where the lines of a column begin and are wrapped, and how they are set."""

    left: float
    right: float
    pitch: float | None
    is_justified: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Column:
        """The column that the lines form."""
        boxes = [box_of(line) for line in lines]
        left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        return cls(left, right, _usual_pitch(boxes), _is_justified(boxes, right))

    @classmethod
    def of_cell(cls, cell: Box, lines: Sequence[Line], column: Sequence[Line]) -> Column:
        """The lines of a cell, wrapped where all lines of its column are.

        Where those are few, the cell's side tells where.
        """
        boxes, others = [box_of(line) for line in lines], [box_of(line) for line in column]
        left, right = min(box.x0 for box in others), max(box.x1 for box in others)
        few = len(boxes) < _MIN_FLUSH
        is_justified = _is_justified(others if few else boxes, right)
        if len(others) < _MANY and not is_justified:
            right = max(right, cell.x1 - _PADDING)
        return cls(left, right, _usual_pitch(boxes), is_justified)

    def is_full(self, line: Line) -> bool:
        """Whether justified text was wrapped after the line."""
        return self.is_justified and box_of(line).x1 > self.right - _FLUSH


def _is_justified(boxes: Sequence[Box], right: float) -> bool:
    full = sum(1 for box in boxes if box.x1 > right - _FLUSH)
    return full >= max(_MIN_FLUSH, _FLUSH_SHARE * len(boxes))


def paragraphs(lines: Sequence[Line], column: Column) -> list[list[Line]]:
    """The paragraphs of consecutive lines; the next number of a list opens one too."""
    found: list[list[Line]] = []
    for index, line in enumerate(lines):
        if index and not _ends(found[-1], line, column):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _ends(paragraph: Sequence[Line], below: Line, column: Column) -> bool:
    number = _number(paragraph[0])
    if number is not None and _number(below) == number + 1:
        return True
    if _in_brackets(paragraph) and text_of(below)[:1] != characters.BULLET:
        return False
    return parts(paragraph[-1], below, column, paragraph[0])


def _in_brackets(paragraph: Sequence[Line]) -> bool:
    text = " ".join(map(text_of, paragraph))
    return text.rfind("(") > text.rfind(")") and len(text) - text.rfind("(") < _LONGEST_BRACKET


def _number(line: Line) -> int | None:
    """The number of a list item that the line opens with."""
    mark = _ENUMERATOR.match(text_of(line))
    return int(mark[1]) if mark else None


def _usual_pitch(boxes: Sequence[Box]) -> float | None:
    """The usual distance from line to line; None where too few lines tell it."""
    steps = [b.top - a.top for a, b in pairwise(boxes) if b.top > a.top]
    return median(steps) if len(steps) > 1 else None


def parts(above: Line, below: Line, column: Column, opening: Line) -> bool:
    """Whether a paragraph, of which `opening` is the first line, ends between two lines.

    It does before a list mark; at a gap wider than usual; where a line of justified text ends
    short; and where the first word below would have fitted above, so that the line was ended on
    purpose: unless the text shows that it goes on, or stands below the text of a list item.
    """
    first, second = text_of(above), text_of(below)
    if not first or not second:
        return not first
    a, b = box_of(above), box_of(below)
    wide = _WIDE_GAP * (column.pitch or _USUAL_PITCH * a.height)
    is_far = b.top - a.top > wide
    hangs = not is_far and _is_item(opening) and b.x0 > box_of(opening).x0 + _INDENT
    if markup.strip_mark(second)[1]:
        aligned = hangs and above is not opening and abs(a.x0 - b.x0) < _SLACK
        return not (_is_inner_dash(first, second) or (aligned and second[0] in "-–—"))
    if hangs or starts_lower(second) or first.endswith("-"):
        return False
    is_short = column.is_justified and a.x1 < column.right - _SHORT
    if is_short or _fits(above, below, column):
        return not is_unfinished(first.rstrip(","))
    if _LEVEL.search(first) and (second[0].isupper() or second[0].isdigit()):
        return True
    return is_far and not is_unfinished(first)


def _is_item(line: Line) -> bool:
    """Whether a list item opens with the line; a mark other than a dash, or a number."""
    text = text_of(line)
    return text[:1] not in "-–—" and (
        markup.strip_mark(text)[1] or _ITEM_NUMBER.match(text) is not None
    )


def _is_inner_dash(first: str, second: str) -> bool:
    """Whether a dash at the start of a line stands between the words of a sentence."""
    goes_on = second.lstrip("-–— ")[:1].islower() and first[-1:] not in ".:;"
    return second[0] in "-–—" and goes_on


def _fits(above: Line, below: Line, column: Column) -> bool:
    a, b = box_of(above), box_of(below)
    word = below[0]
    share = len(word.text.split(maxsplit=1)[0]) / max(1, len(word.text))
    needed = a.width + word.box.width * share + _SPACE * a.height
    middle = (column.left + column.right) / 2
    is_centred = abs((a.x0 + a.x1) / 2 - middle) < _CENTRED and a.x0 > column.left + _CENTRED
    start = column.left if is_centred else min(a.x0, b.x0)
    return needed <= column.right - start - _SLACK


def join(lines: Sequence[str]) -> str:
    """One text of the lines of a paragraph; words cut by a hyphen are made whole."""
    return reduce(join_text, lines, "").strip()
