"""Agreement of two codings of one document: units matched by place and text, then code by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import krippendorff
import polars as pl

_MIN_OVERLAP = 0.5
_ALIKE = 0.8  # similarity from which two texts can be the same unit


@dataclass(frozen=True)
class UnitAgreement:
    """How many units two coders share: `pairs` holds their (sequence, sequence)."""

    pairs: tuple[tuple[int, int], ...]
    first_count: int
    second_count: int

    @property
    def recall(self) -> float:
        """Share of the first coder's units that the second found."""
        return len(self.pairs) / self.first_count if self.first_count else 1.0

    @property
    def precision(self) -> float:
        """Share of the second coder's units that the first has."""
        return len(self.pairs) / self.second_count if self.second_count else 1.0

    @property
    def f1(self) -> float:
        total = self.first_count + self.second_count
        return 2 * len(self.pairs) / total if total else 1.0


def match_units(
    first: pl.DataFrame, second: pl.DataFrame, text: str = "statement"
) -> UnitAgreement:
    """Pair the rows of two commitment (or statistic) frames, each at most once.

    Two rows can be the same unit when their line spans overlap by at least half (intersection
    over union); where one of them gives no lines, when their texts are alike and they share a
    page. Among those the closest text wins, then the same section, then the reading order.
    """
    left, right = first.rows(named=True), second.rows(named=True)
    candidates = sorted(
        (-similarity, place, i + j, i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (place := _distance(a, b)) is not None
        and (similarity := _similarity(a[text], b[text])) >= (0.0 if _have_lines(a, b) else _ALIKE)
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs = []
    for *_, i, j in candidates:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((left[i]["sequence"], right[j]["sequence"]))
    return UnitAgreement(tuple(sorted(pairs)), len(left), len(right))


def share_equal(
    first: pl.DataFrame, second: pl.DataFrame, units: UnitAgreement, column: str
) -> float:
    """Share of matched units on which both coders gave the same code (null equals null)."""
    codes = _paired(first, second, units, column)
    return sum(a == b for a, b in codes) / len(codes) if codes else 1.0


def alpha(first: pl.DataFrame, second: pl.DataFrame, units: UnitAgreement, column: str) -> float:
    """Krippendorff's alpha (nominal) of two coders on the matched units; 1 when nothing varies."""
    codes = [(str(a), str(b)) for a, b in _paired(first, second, units, column)]
    values = sorted({value for pair in codes for value in pair})
    if len(values) < 2:
        return 1.0
    data = [[values.index(pair[coder]) for pair in codes] for coder in (0, 1)]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _paired(
    first: pl.DataFrame, second: pl.DataFrame, units: UnitAgreement, column: str
) -> Sequence[tuple[Any, Any]]:
    left = dict(first.select("sequence", column).iter_rows())
    right = dict(second.select("sequence", column).iter_rows())
    return [(left[a], right[b]) for a, b in units.pairs]


def _have_lines(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return a["line_start"] is not None and b["line_start"] is not None


def _distance(a: Mapping[str, Any], b: Mapping[str, Any]) -> float | None:
    """How far apart two rows stand, 0 to 1; None where they cannot be the same unit."""
    if _have_lines(a, b):
        overlap = _overlap(a["line_start"], a["line_end"], b["line_start"], b["line_end"])
        return 1 - overlap if overlap >= _MIN_OVERLAP else None
    pages = (*_pages(a), *_pages(b))
    if None not in pages and _overlap(*pages) == 0:
        return None
    return 0.0 if a.get("section") == b.get("section") else 1.0


def _pages(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    first = row.get("page_start", row.get("page"))
    return first, row.get("page_end", first)


def _overlap(a_start: Any, a_end: Any, b_start: Any, b_end: Any) -> float:
    shared: int = min(a_end, b_end) - max(a_start, b_start) + 1
    union: int = max(a_end, b_end) - min(a_start, b_start) + 1
    return shared / union if shared > 0 else 0.0


def _similarity(a: str | None, b: str | None) -> float:
    """How alike two texts are, 0 to 1, the spaces that a page breaks left aside."""
    first, second = ("".join((text or "").split()).casefold() for text in (a, b))
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
