"""Agreement of two codings of one document: units matched by their lines, then code by code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import krippendorff
import polars as pl

_MIN_OVERLAP = 0.5


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
    over union); among those the closest text wins, then the reading order.
    """
    left, right = first.rows(named=True), second.rows(named=True)
    candidates = sorted(
        (-_similarity(a[text], b[text]), -overlap, i + j, i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (overlap := _line_overlap(a, b)) >= _MIN_OVERLAP
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


def _line_overlap(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    shared = min(a["line_end"], b["line_end"]) - max(a["line_start"], b["line_start"]) + 1
    union = max(a["line_end"], b["line_end"]) - min(a["line_start"], b["line_start"]) + 1
    return shared / union if shared > 0 else 0.0


def _similarity(a: str | None, b: str | None) -> float:
    return SequenceMatcher(None, a or "", b or "", autojunk=False).ratio()
