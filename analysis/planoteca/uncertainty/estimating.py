"""The share of each code in one group of plans, and its interval, from the counts of each plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planoteca.uncertainty import intervals
from planoteca.uncertainty.coding_error import Error
from planoteca.uncertainty.intervals import Interval, Numbers

METHODS = {
    "commitments": "the commitments of the plan resampled",
    "plans": "the plans resampled",
    "wilson": "Wilson's interval: few commitments of the plan have the code, or few lack it",
    "wilson_plans": "Wilson's interval, the commitments counted for what the plans, which differ, "
    "make them worth: few plans, or few that have the code, or lack it",
    "unchecked": "none: too few commitments with the code, or without it, were coded by both",
}
_FEW = 5  # commitments or plans that have a code, or lack it: below it resamples say too little
_FEW_PLANS = 8  # resamples of fewer are too narrow, expanded or not


@dataclass(frozen=True)
class Counts:
    """Counts of the plans of a group: of each code (plans x codes), in all, and by whom.

    `is_erring`: whether the coder whose errors are known coded the plan. `is_one_plan`: the group
    is a plan of its own, whose commitments are resampled, and no sample of plans, be it of one.
    """

    counted: NDArray[np.int64]
    commitments: NDArray[np.int64]
    is_erring: NDArray[np.bool_]
    is_one_plan: bool

    @property
    def plans(self) -> int:
        return len(self.commitments)


@dataclass(frozen=True)
class Estimate:
    """The share of one code, 0 to 1, its interval (None: not known), and how that was found."""

    share: float
    interval: Interval | None
    method: str


def estimates(
    counts: Counts, known: Sequence[Error | None] | None, generator: np.random.Generator
) -> list[Estimate]:
    """One estimate for each code; `known`: the coder's error for each, None as a whole for none."""
    resampled = _resampled(counts, generator) if counts.plans >= _FEW_PLANS else None
    found = []
    for code in range(counts.counted.shape[1]):
        method = _method(counts, code)
        if known is None or not counts.is_erring.any():
            found.append(_counted(counts, code, method, resampled, generator))
        elif (error := known[code]) is None:
            share = counts.counted[:, code].sum() / counts.commitments.sum()
            found.append(Estimate(float(share), None, "unchecked"))
        else:
            found.append(_corrected(counts, code, method, resampled, error, generator))
    return found


def _method(counts: Counts, code: int) -> str:
    own = counts.counted[:, code]
    if counts.is_one_plan:
        return "wilson" if _is_few(own.sum(), counts.commitments.sum()) else "commitments"
    having, lacking = (own > 0).sum(), (own < counts.commitments).sum()
    is_few = min(having, lacking) < _FEW or counts.plans < _FEW_PLANS
    return "wilson_plans" if is_few else "plans"


def _is_few(counted: int, of: int) -> bool:
    return min(counted, of - counted) < _FEW


def _counted(
    counts: Counts,
    code: int,
    method: str,
    resampled: Numbers | None,
    generator: np.random.Generator,
) -> Estimate:
    """The share as counted."""
    hits, of = int(counts.counted[:, code].sum()), int(counts.commitments.sum())
    share = hits / of
    if method == "commitments":
        return Estimate(share, _of_one_plan(hits, of, generator), method)
    if method == "plans" and resampled is not None:
        codes = counts.counted.shape[1]
        sums = resampled[:, code] + resampled[:, codes + code]
        draws = sums / resampled[:, -2:].sum(axis=1)
        return Estimate(share, intervals.percentile(draws, counts.plans), method)
    units = (
        _effective(counts.counted[:, code], counts.commitments) if method == "wilson_plans" else of
    )
    return Estimate(share, intervals.wilson(share * units, units), method)


def _of_one_plan(hits: int, of: int, generator: np.random.Generator) -> Interval:
    return intervals.percentile(intervals.of_one(hits, of, generator) / of)


def _corrected(
    counts: Counts,
    code: int,
    method: str,
    resampled: Numbers | None,
    error: Error,
    generator: np.random.Generator,
) -> Estimate:
    """The share without the coder's errors, which only the plans of that coder have."""
    erring = counts.is_erring
    totals = [counts.commitments[part].sum() for part in (~erring, erring)]
    hits = [counts.counted[part, code].sum() for part in (~erring, erring)]
    share = (hits[0] + totals[1] * error.corrected(hits[1] / totals[1])) / sum(totals)
    if np.isnan(share):
        return Estimate(float(sum(hits) / sum(totals)), None, "unchecked")
    if method == "plans" and resampled is not None:
        codes = counts.counted.shape[1]
        right, told = resampled[:, code], resampled[:, codes + code]
        sizes = resampled[:, -2], resampled[:, -1]
        of_told = error.corrected_draws(told / np.maximum(sizes[1], 1))
        draws = (right + sizes[1] * of_told) / (sizes[0] + sizes[1])
        clusters: int | None = counts.plans
    else:
        parts = [
            _posterior(counts, code, part, generator) if part.any() else np.zeros(1)
            for part in (~erring, erring)
        ]
        draws = totals[0] * parts[0] + totals[1] * error.corrected_draws(parts[1])
        draws, clusters = draws / sum(totals), None
    draws = draws[~np.isnan(draws)]
    return Estimate(float(share), intervals.percentile(draws, clusters), method)


def _posterior(
    counts: Counts, code: int, part: NDArray[np.bool_], generator: np.random.Generator
) -> Numbers:
    """Draws of the share of some plans, about as wide as Wilson's interval (Jeffreys' prior)."""
    hits, commitments = counts.counted[part, code], counts.commitments[part]
    of = float(commitments.sum())
    units = of if counts.is_one_plan else _effective(hits, commitments)
    told = units * hits.sum() / of
    return generator.beta(told + 0.5, units - told + 0.5, intervals.SAMPLES)


def _resampled(counts: Counts, generator: np.random.Generator) -> Numbers:
    """Sums over resamples of the plans: codes of exact plans, of erring ones, and both totals."""
    erring = counts.is_erring
    parts = [counts.counted * ~erring[:, None], counts.counted * erring[:, None]]
    sizes = [counts.commitments * ~erring, counts.commitments * erring]
    columns = np.column_stack([*parts, *sizes]).astype(np.float64)
    return intervals.of_many(columns, generator)


def _effective(hits: NDArray[np.int64], commitments: NDArray[np.int64]) -> float:
    """How many independent commitments tell as much as those of these plans, which differ.

    Korn and Graubard (1998): the number of commitments over the design effect, less for few plans.
    At least the number of plans, those of several sizes counted as fewer (Kish 1965); just that
    where no commitment, or each, has the code and nothing is seen of how plans differ.
    """
    plans, of = len(commitments), float(commitments.sum())
    of_plans = of**2 / float((commitments.astype(np.float64) ** 2).sum())
    share = float(hits.sum()) / of
    if plans == 1 or not 0 < share < 1:
        return of_plans
    variance = plans / (plans - 1) * float(((hits - share * commitments) ** 2).sum()) / of**2
    effect = max(1.0, variance / (share * (1 - share) / of))
    return max(of_plans, of / effect * intervals.normal_over_student(plans) ** 2)
