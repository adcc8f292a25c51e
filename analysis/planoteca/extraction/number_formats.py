"""How a printed number's separators are read: alone, and as one format per table column.

Peruvian plans mix decimal comma, decimal point and thousands marks of every kind, inside one
table too (CODEBOOK.md, numbers). All values are plain floats in the unit printed beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"[.,'’´]")
_MARK_CHOICES = (frozenset(""), frozenset(","), frozenset("."))
_MANY = 5  # cells of one kind that make another kind a misprint
_APOSTROPHES = "'’´"
_BODY = re.compile(
    r"[-−+]?\s?(?:[1-9]\d{0,2}(?:[   ]\d{3})+(?:[.,]\d+)?(?![\d.,])|\d(?:[\d.,'’´]*\d)?)"
)
_BLANKS = str.maketrans("", "", "   ")


def read(body: str, decimal: str = "", *, is_percent: bool = False) -> float | None:
    """The value of digits with separators, or None where they form no number ('4.4.1').

    `decimal` names the mark that the context proves to be the decimal one. Without it a single
    mark before exactly three digits separates thousands ('20,138'), except after a zero ('0,543')
    and in percentages ('51,987 %').
    """
    body = body.translate(_BLANKS)
    marks = _MARK.findall(body)
    if not marks:
        return float(body)
    groups = _MARK.split(body)
    split = _decimal_position(marks, groups, decimal, is_percent=is_percent)
    whole = groups[: split + 1]
    if len(whole) > 1 and not _are_thousands(whole):
        return None
    fraction = groups[split + 1] if split + 1 < len(groups) else "0"
    return float(f"{''.join(whole)}.{fraction}")


def parse_column(cells: Sequence[str], total: int | None = None) -> list[float | None]:
    """The values of one table column: one number format for all its cells.

    A mark that some cell proves to be decimal ('381,62') is decimal in every cell; one that some
    cell proves to separate thousands ('1,234,567') never is. Where the cell at `total` is the sum
    of the others in one reading only, that reading holds. Cells that hold no number, or several,
    are None.
    """
    bodies = [_only_number(cell) for cell in cells]
    is_percent = [("%" in cell) for cell in cells]
    present = [body for body in bodies if body]
    proven = frozenset(mark for mark in ",." if _evidence(present, mark) == "decimal")
    values = _values(bodies, is_percent, proven)
    if total is None or values[total] is None or _adds_up(values, total):
        return values
    for marks in _MARK_CHOICES:
        other = _values(bodies, is_percent, marks)
        if _adds_up(other, total):
            return other
    return values


def _values(
    bodies: Sequence[str | None], is_percent: Sequence[bool], decimals: frozenset[str]
) -> list[float | None]:
    """The values of a column's cells where the marks `decimals` are decimal ones."""
    values: list[float | None] = []
    for body, percent in zip(bodies, is_percent, strict=True):
        if body is None:
            values.append(None)
            continue
        sign = -1 if body[0] in "-−" else 1
        digits = body.lstrip("-−+ ")
        mark = next((m for m in sorted(decimals) if digits.count(m) == 1), "")
        value = read(digits, mark, is_percent=percent)
        values.append(None if value is None else sign * value)
    return values


def _adds_up(values: Sequence[float | None], total: int) -> bool:
    """Whether the cells before a total sum up to it, rounding apart."""
    parts = [value for value in values[:total] if value is not None]
    whole = values[total]
    return whole is not None and len(parts) > 1 and abs(sum(parts) - whole) <= 0.001 * abs(whole)


def _decimal_position(
    marks: Sequence[str], groups: Sequence[str], decimal: str, *, is_percent: bool
) -> int:
    """Index of the mark before the decimals; len(marks) when all separate thousands."""
    last, tail = marks[-1], groups[-1]
    none = len(marks)
    if last in _APOSTROPHES:
        return none
    if len(marks) > 1:
        differs = any(mark != last for mark in marks[:-1])
        if marks.count(last) == 1 and differs and any(m not in _APOSTROPHES for m in marks[:-1]):
            return none - 1
        return none if len(tail) == 3 else none - 1
    if decimal:
        return 0 if last == decimal else none
    is_thousands = len(tail) == 3 and len(groups[0]) <= 3 and not groups[0].startswith("0")
    return none if is_thousands and not is_percent else 0


def _are_thousands(groups: Sequence[str]) -> bool:
    return (
        1 <= len(groups[0]) <= 3
        and not (groups[0].startswith("0") and len(groups[0]) > 1)
        and all(len(group) == 3 for group in groups[1:])
    )


def _evidence(bodies: Sequence[str], mark: str) -> str:
    """'decimal', 'thousands' or '' (undecided or contradictory) for a mark in a column."""
    found: set[str] = set()
    odd, plain = 0, 0  # groups of more than three digits, of exactly three
    for body in bodies:
        groups = body.lstrip("-−+ ").translate(_BLANKS).split(mark)
        if len(groups) == 2:
            whole, fraction = groups
            if not fraction.isdigit():
                found.add("thousands")
            elif len(fraction) == 3 and len(whole) <= 3 and re.fullmatch(r"[1-9]\d*", whole):
                plain += 1
            elif len(fraction) > 3 and whole != "0":
                odd += 1
            else:
                found.add("decimal")
        elif len(groups) > 2 and all(len(group) == 3 for group in groups[1:]):
            found.add("thousands")
    if odd and plain < _MANY * odd:  # else one digit too many among thousands: '1,5211'
        found.add("decimal")
    return found.pop() if len(found) == 1 else ""


def _only_number(cell: str) -> str | None:
    found = _BODY.findall(cell.strip())
    return found[0] if len(found) == 1 and found[0][-1].isdigit() else None
