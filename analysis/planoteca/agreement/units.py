"""Units of two codings paired by place and text: which rows are the same commitment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

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
        (-alike, place, i + j, i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (place := _distance(a, b)) is not None
        and (alike := similarity(a[text], b[text])) >= (0.0 if _have_lines(a, b) else _ALIKE)
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


def _have_lines(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return a["line_start"] is not None and b["line_start"] is not None


def _distance(a: Mapping[str, Any], b: Mapping[str, Any]) -> float | None:
    """How far apart two rows stand, 0 to 1; None where they cannot be the same unit."""
    if _have_lines(a, b):
        shared = overlap(a["line_start"], a["line_end"], b["line_start"], b["line_end"])
        return 1 - shared if shared >= _MIN_OVERLAP else None
    pages = (*_pages(a), *_pages(b))
    if None not in pages and overlap(*pages) == 0:
        return None
    return 0.0 if a.get("section") == b.get("section") else 1.0


def _pages(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    first = row.get("page_start", row.get("page"))
    return first, row.get("page_end", first)


def overlap(a_start: Any, a_end: Any, b_start: Any, b_end: Any) -> float:
    """What two spans (first and last number, both included) share, 0 to 1: intersection over union.

    0 where they share nothing.
    """
    shared: int = min(a_end, b_end) - max(a_start, b_start) + 1
    union: int = max(a_end, b_end) - min(a_start, b_start) + 1
    return shared / union if shared > 0 else 0.0


def similarity(a: str | None, b: str | None) -> float:
    """How alike two texts are, 0 to 1, the spaces that a page breaks left aside."""
    first, second = ("".join((text or "").split()).casefold() for text in (a, b))
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
