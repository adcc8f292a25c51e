"""Agreement of two codings that give each unit one code of a list, perhaps in an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from planoteca.agreement.measures import interval, ordinal_alpha_figure
from planoteca.agreement.themes import THEME_FIGURE, Key, theme_figures

# As THEME_FIGURE. `code`: null for all together. `measure`: equal, alpha (nominal) and
# alpha_ordinal; of a code, alpha, f1, precision and recall.
CODE_FIGURE = {"code": pl.String, **{k: v for k, v in THEME_FIGURE.items() if k != "theme_id"}}
_OF_SETS = ("f1", "precision", "recall", "mean_alpha")  # say nothing more where each set has one


def code_figures(
    first: Mapping[Key, str], second: Mapping[Key, str], order: Sequence[str]
) -> pl.DataFrame:
    """The frame CODE_FIGURE of two codings of the same units.

    `order`: the codes that are ranked, the lowest first; units to which a coder gives another
    one do not count for alpha_ordinal. Raises ValueError where the units are not the same.
    """
    sets = [{key: frozenset([code]) for key, code in side.items()} for side in (first, second)]
    figures = theme_figures(*sets).rename({"theme_id": "code"})
    is_whole = pl.col("code").is_null()
    figures = figures.filter(~(is_whole & pl.col("measure").is_in(_OF_SETS)))
    ranked = [
        (order.index(first[key]), order.index(second[key]))
        for key in first
        if first[key] in order and second[key] in order
    ]
    counts, figure = ordinal_alpha_figure(ranked, len(order))
    value = float(figure(counts.sum(axis=0, keepdims=True))[0]) if ranked else np.nan
    bounds = (None, None) if np.isnan(value) else interval(counts, figure)
    row = (None, "alpha_ordinal", *[len(ranked)] * 2, None if np.isnan(value) else value, *bounds)
    ordinal = pl.DataFrame([row], CODE_FIGURE, orient="row")
    return pl.concat([figures.filter(is_whole), ordinal, figures.filter(~is_whole)])
