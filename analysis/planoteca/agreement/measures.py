"""Figures of agreement: shares, Krippendorff's alpha, and bootstrap intervals for any of them.

Every figure is a function of sums over units (rows), so one way of resampling serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import krippendorff
import numpy as np
import polars as pl
from numpy.typing import NDArray

from planoteca.agreement.units import UnitAgreement

SAMPLES = 1000
SEED = 20181007  # any number does; the same one gives the same intervals
_LEVELS = (0.025, 0.975)

Numbers = NDArray[np.float64]
# (samples x columns) of sums -> (samples) of the figure; nan where a sample does not define it.
Figure = Callable[[Numbers], Numbers]
Interval = tuple[float | None, float | None]


def interval(
    counts: Numbers, figure: Figure, *, samples: int = SAMPLES, seed: int = SEED
) -> Interval:
    """The 95 % percentile bootstrap interval of a figure; Nones where no sample defines it.

    `counts`: (units x columns), what each unit adds to the sums that `figure` takes. Each sample
    draws as many units as there are, with replacement.
    """
    units = len(counts)
    if not units:
        return None, None
    draws = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), samples)
    found = figure(draws.astype(np.float64) @ counts)
    found = found[~np.isnan(found)]
    if not len(found):
        return None, None
    low, high = np.quantile(found, _LEVELS)
    return float(low), float(high)


def ratio(sums: Numbers) -> Numbers:
    """The first column over the second; nan where that is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(sums[:, 1] > 0, sums[:, 0] / sums[:, 1], np.nan)


def f1(sums: Numbers) -> Numbers:
    """F1 of columns (units of both, of the first coder, of the second); nan without any."""
    return ratio(np.stack([2 * sums[:, 0], sums[:, 1] + sums[:, 2]], axis=1))


def nominal(first: str, second: str) -> float:
    """The distance of codes that are alike or not."""
    return float(first != second)


def alpha_figure(
    pairs: Sequence[tuple[str, str]], distance: Callable[[str, str], float] = nominal
) -> tuple[Numbers, Figure]:
    """Counts (units x kinds of pair) of the codes of two coders, and their alpha for a distance.

    The figure is nan where nothing varies: alpha is 0/0 then. Memory: units x kinds x 8 bytes.
    """
    kinds = sorted(set(pairs))
    codes = sorted({code for pair in kinds for code in pair})
    counts = np.zeros((len(pairs), len(kinds)))
    counts[np.arange(len(pairs)), [kinds.index(pair) for pair in pairs]] = 1
    of_code = np.zeros((len(kinds), len(codes)))
    for row, pair in enumerate(kinds):
        for code in pair:
            of_code[row, codes.index(code)] += 1
    apart = np.array([distance(a, b) for a, b in kinds])
    distances = np.array([[distance(a, b) for b in codes] for a in codes])

    def figure(sums: Numbers) -> Numbers:
        marginals = sums @ of_code
        values = marginals.sum(axis=1)  # two for each unit
        expected = (marginals @ distances * marginals).sum(axis=1)
        observed = 2 * (sums @ apart) * (values - 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(expected > 0, 1 - observed / expected, np.nan)

    return counts, figure


def ordinal_alpha_figure(pairs: Sequence[tuple[int, int]], ranks: int) -> tuple[Numbers, Figure]:
    """As `alpha_figure`, of ranks 0, 1, ... below `ranks`, with the ordinal distance.

    It is the square of how many values lie from one rank to the other, both counted by half
    (K. Krippendorff, Content Analysis, 2019), so it changes with every sample.
    """
    kinds = sorted(set(pairs))
    counts = np.zeros((len(pairs), len(kinds)))
    counts[np.arange(len(pairs)), [kinds.index(pair) for pair in pairs]] = 1
    of_rank = np.zeros((len(kinds), ranks))
    for row, pair in enumerate(kinds):
        for rank in pair:
            of_rank[row, rank] += 1
    ends = np.array(kinds, int).reshape(-1, 2)

    def figure(sums: Numbers) -> Numbers:
        marginals = sums @ of_rank
        middles = marginals.cumsum(axis=1) - marginals / 2
        apart = (middles[:, ends[:, 0]] - middles[:, ends[:, 1]]) ** 2
        distances = (middles[:, :, None] - middles[:, None, :]) ** 2
        expected = np.einsum("si,sij,sj->s", marginals, distances, marginals)
        observed = 2 * (sums * apart).sum(axis=1) * (marginals.sum(axis=1) - 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(expected > 0, 1 - observed / expected, np.nan)

    return counts, figure


def alpha_of(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha (nominal) of the codes of two coders; None where nothing varies."""
    values = sorted({value for pair in pairs for value in pair})
    if len(values) < 2:
        return None
    data = [[values.index(pair[coder]) for pair in pairs] for coder in (0, 1)]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def share_equal(
    first: pl.DataFrame, second: pl.DataFrame, units: UnitAgreement, column: str
) -> float:
    """Share of matched units on which both coders gave the same code (null equals null)."""
    codes = _paired(first, second, units, column)
    return sum(a == b for a, b in codes) / len(codes) if codes else 1.0


def alpha(first: pl.DataFrame, second: pl.DataFrame, units: UnitAgreement, column: str) -> float:
    """Krippendorff's alpha (nominal) of two coders on the matched units; 1 when nothing varies."""
    found = alpha_of([(str(a), str(b)) for a, b in _paired(first, second, units, column)])
    return 1.0 if found is None else found


def _paired(
    first: pl.DataFrame, second: pl.DataFrame, units: UnitAgreement, column: str
) -> Sequence[tuple[Any, Any]]:
    left = dict(first.select("sequence", column).iter_rows())
    right = dict(second.select("sequence", column).iter_rows())
    return [(left[a], right[b]) for a, b in units.pairs]
