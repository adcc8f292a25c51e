"""The figures of a comparison: units, codes, quantities and statistics, each with its interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from planoteca.agreement.comparing import CODES, QUANTITY_CODES, STATISTIC_CODES, TEXTS, Comparison
from planoteca.agreement.measures import (
    SAMPLES,
    SEED,
    Figure,
    Interval,
    Numbers,
    alpha_figure,
    alpha_of,
    f1,
    interval,
    ratio,
)

# One row for every figure. `table`: commitments, quantities or statistics. `variable`: a column of
# it, or `units` for the rows as such. `measure`: precision, recall, f1 (units of commitments);
# right, spurious (quantities), found, spurious (statistics); equal, alpha, similarity (variables).
# `compared`: how many units the figure is made of. `value`: a share of 0 to 1, or alpha; null
# where nothing was compared, and for an alpha where nothing varies. `low`, `high`: the bounds of
# the 95 % bootstrap interval.
FIGURE = {
    "table": pl.String,
    "variable": pl.String,
    "measure": pl.String,
    "compared": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}

_VARIABLES = {
    "commitments": (*CODES, *TEXTS),
    "quantities": QUANTITY_CODES,
    "statistics": STATISTIC_CODES,
}
_NOT_STATED = "\0"  # no code of a coder
_UNIT = ["document", "first"]  # what is drawn in a resample: a commitment, a statistic


@dataclass(frozen=True)
class _Draws:
    """How many resamples an interval is made of, and where the random numbers start."""

    samples: int
    seed: int


def figures(comparison: Comparison, *, samples: int = SAMPLES, seed: int = SEED) -> pl.DataFrame:
    """The frame FIGURE of a comparison, the first coding taken for the reference.

    Quantities are drawn by commitment, because those of one promise are read well or badly
    together. The same comparison and seed give the same intervals.
    """
    draws = _Draws(samples, seed)
    rows = [
        *_units(comparison.items, draws),
        *_quantities(comparison.items, draws),
        *_statistics(comparison.items, draws),
        *(
            row
            for table, variables in _VARIABLES.items()
            for variable in variables
            for row in _variable(comparison.codes, table, variable, draws)
        ),
    ]
    order = {table: index for index, table in enumerate(_VARIABLES)}
    rows.sort(key=lambda row: order[row["table"]])
    return pl.DataFrame(rows, FIGURE)


def _units(items: pl.DataFrame, draws: _Draws) -> Iterator[dict[str, Any]]:
    """Precision, recall and F1 of the commitments."""
    sides = _sides(items.filter(pl.col("table") == "commitments"))
    both = sides[:, 0] * sides[:, 1]
    counts = np.stack([both, *sides.T], axis=1)
    totals = counts.sum(axis=0)
    for measure, compared, figure in (
        ("precision", totals[2], lambda sums: ratio(sums[:, [0, 2]])),
        ("recall", totals[1], lambda sums: ratio(sums[:, [0, 1]])),
        ("f1", len(counts), f1),
    ):
        yield _row("commitments", "units", measure, int(compared), counts, figure, draws)


def _quantities(items: pl.DataFrame, draws: _Draws) -> Iterator[dict[str, Any]]:
    """Share of the reference's all right, and share of the other's that it does not have."""
    own = items.filter(pl.col("table") == "quantities")
    yield from _right_and_spurious("quantities", "right", own, draws)


def _statistics(items: pl.DataFrame, draws: _Draws) -> Iterator[dict[str, Any]]:
    """Share of the reference's found with value and unit, and share of the other's beside it."""
    own = items.filter(pl.col("table") == "statistics")
    yield from _right_and_spurious("statistics", "found", own, draws)


def _right_and_spurious(
    table: str, measure: str, items: pl.DataFrame, draws: _Draws
) -> Iterator[dict[str, Any]]:
    sides = _sides(items)
    right = items["is_right"].fill_null(value=False).to_numpy().astype(np.float64)
    lone = (1 - sides[:, 0]) * sides[:, 1]
    counts = _summed(np.stack([right, *sides.T, lone], axis=1), items)
    totals = counts.sum(axis=0)
    for name, compared, figure in (
        (measure, totals[1], lambda sums: ratio(sums[:, [0, 1]])),
        ("spurious", totals[2], lambda sums: ratio(sums[:, [3, 2]])),
    ):
        yield _row(table, "units", name, int(compared), counts, figure, draws)


def _variable(
    codes: pl.DataFrame, table: str, variable: str, draws: _Draws
) -> Iterator[dict[str, Any]]:
    own = codes.filter((pl.col("table") == table) & (pl.col("variable") == variable))
    equal = own["is_equal"].to_numpy().astype(np.float64)
    counts = _summed(np.stack([equal, np.ones(len(own))], axis=1), own)

    def second(measure: str, counted: Numbers, figure: Figure) -> dict[str, Any]:
        return _row(table, variable, measure, len(own), counted, figure, draws)

    yield second("equal", counts, ratio)
    if variable in TEXTS:
        alike = own["similarity"].to_numpy().astype(np.float64)
        yield second("similarity", np.stack([alike, np.ones(len(own))], axis=1), ratio)
        return
    shown = own.select(pl.col("first_code", "second_code").fill_null(_NOT_STATED))
    pairs = [(a, b) for a, b in shown.iter_rows()]
    if not pairs:
        yield second("alpha", np.zeros((0, 1)), ratio)
        return
    counted, figure = alpha_figure(pairs)
    summed = _summed(counted, own)
    row = second("alpha", summed, figure)
    # What is reported is the figure of the krippendorff package; the formula is for the samples.
    yield {**row, "value": alpha_of(pairs)}


def _row(
    table: str,
    variable: str,
    measure: str,
    compared: int,
    counts: Numbers,
    figure: Figure,
    draws: _Draws,
) -> dict[str, Any]:
    value: float | None = None
    bounds: Interval = (None, None)
    if compared:
        found = float(figure(counts.sum(axis=0, keepdims=True))[0])
        value = None if np.isnan(found) else found
    if value is not None:
        bounds = interval(counts, figure, samples=draws.samples, seed=draws.seed)
    return dict(zip(FIGURE, (table, variable, measure, compared, value, *bounds), strict=True))


def _sides(items: pl.DataFrame) -> Numbers:
    """(items x 2): 1 where the first, and where the second, coder has the item."""
    return items.select("in_first", "in_second").to_numpy().astype(np.float64).reshape(-1, 2)


def _summed(counts: Numbers, rows: pl.DataFrame) -> Numbers:
    """The counts of the rows summed by unit, lone ones of the second coder each for itself."""
    lone = pl.when(pl.col("first").is_null()).then(pl.int_range(pl.len()))
    unit = rows.select(pl.struct(*_UNIT, lone.alias("lone")).rank("dense")).to_series()
    if not len(unit):
        return counts
    index = unit.to_numpy().astype(np.int64) - 1
    summed = np.zeros((int(index.max()) + 1, counts.shape[1]))
    np.add.at(summed, index, counts)
    return summed
