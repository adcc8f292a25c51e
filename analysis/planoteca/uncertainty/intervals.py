"""Intervals of shares (0 to 1) from counts and resamples; every one is of 95 %."""

from __future__ import annotations

from math import pi, sqrt, tan
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Interval = tuple[float, float]

SAMPLES = 2000
SEED = 20181007  # any number does; the same one gives the same intervals
_TAIL = 0.025
_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(1 - _TAIL)
_AT_ONCE = 4_000_000  # numbers drawn, 32 MB


def wilson(hits: float, of: float) -> Interval:
    """The score interval of a proportion (Wilson 1927): never of no width, not even at 0 or all."""
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def percentile(draws: Numbers, clusters: int | None = None) -> Interval:
    """The percentile interval of resamples (Efron and Tibshirani 1993).

    With `clusters`, the number of units that were resampled, its levels are moved outward as those
    of a t interval are from those of a normal one (the expanded percentile interval, Hesterberg
    2015): resamples of few units are too narrow.
    """
    tail = _TAIL if clusters is None else expanded_tail(clusters)
    low, high = np.quantile(draws, (tail, 1 - tail))
    return float(low), float(high)


def expanded_tail(units: int) -> float:
    """The share of resamples outside each end of an expanded percentile interval."""
    return _NORMAL.cdf(-sqrt(units / (units - 1)) * _student(units - 1))


def normal_over_student(units: int) -> float:
    """How much narrower an interval from the normal is than from the t of so many units."""
    return _Z / _student(units - 1)


def difference(first: float, second: float, around: Interval, other: Interval) -> Interval:
    """The interval of first minus second, from the interval of each (Zou and Donner 2008).

    With Wilson's intervals this is Newcombe's (1998, method 10). The two are taken as independent.
    """
    middle = first - second
    low = middle - sqrt((first - around[0]) ** 2 + (other[1] - second) ** 2)
    high = middle + sqrt((around[1] - first) ** 2 + (second - other[0]) ** 2)
    return max(-1.0, low), min(1.0, high)


def of_one(hits: int, of: int, generator: np.random.Generator) -> Numbers:
    """The hits of SAMPLES resamples of the commitments of one plan (Benoit and others 2009)."""
    return generator.binomial(of, hits / of, SAMPLES).astype(np.float64)


def of_many(counts: Numbers, generator: np.random.Generator) -> Numbers:
    """(SAMPLES x columns): the sums of counts (plans x columns) over resamples of the plans."""
    plans = len(counts)
    even = np.full(plans, 1 / plans)
    parts = []
    left = SAMPLES
    while left:
        size = min(left, max(1, _AT_ONCE // plans))
        parts.append(generator.multinomial(plans, even, size).astype(np.float64) @ counts)
        left -= size
    return np.concatenate(parts)


def _student(freedom: int) -> float:
    """Student's t of 95 %: exact for 1 and 2 degrees of freedom, then by the series in 1/freedom.

    The series (Fisher and Cornish 1960) is right to two decimals from 3 degrees on.
    """
    if freedom == 1:
        return 1 / tan(pi * _TAIL)
    if freedom == 2:
        return (1 - 2 * _TAIL) * sqrt(2 / (1 - (1 - 2 * _TAIL) ** 2))
    z, n = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * n**4)
    )
