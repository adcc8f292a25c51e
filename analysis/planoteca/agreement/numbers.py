"""Numbers of two codings paired: quantities by value, statistics by value and place.

A pair is what both coders read as the same printed number; its codes may still differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from planoteca.agreement.units import overlap

Row = Mapping[str, Any]
Pair = tuple[int | None, int | None]  # indices of the rows; None on the side that has none
Rank = tuple[float, ...]  # lower is nearer

_QUANTITY_CODES = ("unit", "comparator")
_STATISTIC_CODES = ("unit", "indicator", "place", "year", "population_group", "nature")


def pair_quantities(first: Sequence[Row], second: Sequence[Row]) -> list[Pair]:
    """The quantities of one commitment by value, then by unit, comparator and position."""

    def rank(a: Row, b: Row) -> Rank:
        return (*_differences(a, b, _QUANTITY_CODES), abs(a["position"] - b["position"]))

    return _pairs(first, second, rank)


def pair_statistics(first: Sequence[Row], second: Sequence[Row]) -> list[Pair]:
    """The statistics of one document by value and place, each at most once.

    The same value can be the same printing where the lines touch; where one of the two gives no
    lines, where they share a page, or where no page is given and the value is printed alike. Among
    those the printed form, the nearer lines and then the codes in common decide, for a value that
    stands several times in one line of a table.
    """

    def rank(a: Row, b: Row) -> Rank | None:
        form = float(_printed(a) != _printed(b))
        if a["line_start"] is not None and b["line_start"] is not None:
            shared = overlap(a["line_start"], a["line_end"], b["line_start"], b["line_end"])
            if not shared:
                return None
            place = 1 - shared
        elif a["page"] is not None and b["page"] is not None:
            if a["page"] != b["page"]:
                return None
            place = 0.0
        elif form:
            return None
        else:
            place = 1.0
        return (form, place, sum(_differences(a, b, _STATISTIC_CODES)))

    return _pairs(first, second, rank)


def value_key(value: float) -> Hashable:
    """What two values have in common that are the same but for the last bits."""
    return f"{value:.10g}"


def _pairs(first: Sequence[Row], second: Sequence[Row], rank: Any) -> list[Pair]:
    """Rows of one value paired, the nearest first, then in reading order; then the lone ones."""
    by_value: dict[Hashable, list[int]] = defaultdict(list)
    for j, row in enumerate(second):
        by_value[value_key(row["value"])].append(j)
    candidates = sorted(
        (near, abs(i - j), i, j)
        for i, row in enumerate(first)
        for j in by_value.get(value_key(row["value"]), ())
        if (near := rank(row, second[j])) is not None
    )
    left: set[int] = set()
    right: set[int] = set()
    found: list[tuple[int, int]] = []
    for *_, i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return [
        *sorted(found),
        *((i, None) for i in _others(first, left)),
        *((None, j) for j in _others(second, right)),
    ]


def _others(rows: Sequence[Row], taken: Iterable[int]) -> Iterator[int]:
    taken = set(taken)
    return (index for index in range(len(rows)) if index not in taken)


def _differences(a: Row, b: Row, columns: Iterable[str]) -> tuple[float, ...]:
    return tuple(float(a[column] != b[column]) for column in columns)


def _printed(row: Row) -> str:
    return "".join((row["value_text"] or "").split()).casefold()
