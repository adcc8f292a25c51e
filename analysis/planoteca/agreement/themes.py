"""Agreement of two codings of themes: as sets of each commitment, and theme by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import polars as pl

from planoteca.agreement.measures import (
    Figure,
    Interval,
    Numbers,
    alpha_figure,
    f1,
    interval,
    ratio,
)

# One row for every figure. `theme_id`: null for all together. `measure`: equal, alpha (of sets:
# with the MASI distance), f1, precision, recall (the first coding taken for the reference), and
# mean_alpha, of the themes that vary, unweighted. `first`, `second`: commitments that each coding
# gives the theme, all of them for sets. `value`: null where nothing varies. `low`, `high`: the
# bounds of the 95 % bootstrap interval, commitments drawn; null for mean_alpha.
THEME_FIGURE = {
    "theme_id": pl.String,
    "measure": pl.String,
    "first": pl.Int64,
    "second": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
Themes = frozenset[str]
Key = TypeVar("Key")
_SEPARATOR = ";"


def masi(first: Themes, second: Themes) -> float:
    """The distance of two sets: 1 less Jaccard's index times the monotonicity of the pair.

    Monotonicity is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0
    where they do not. R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic
    and Pragmatic Annotation", LREC 2006.
    """
    if first == second:
        return 0.0
    common, union = len(first & second), len(first | second)
    if not common:
        return 1.0
    return 1 - common / union * (2 / 3 if first <= second or second <= first else 1 / 3)


def theme_figures(first: Mapping[Key, Themes], second: Mapping[Key, Themes]) -> pl.DataFrame:
    """The frame THEME_FIGURE of two codings of the same commitments, by any key.

    Raises ValueError where they are not of the same commitments.
    """
    if first.keys() != second.keys():
        raise ValueError("the two codings are not of the same commitments")
    pairs = [(first[key], second[key]) for key in first]
    themes = sorted({theme for pair in pairs for each in pair for theme in each})
    rows: list[dict[str, Any]] = []
    for theme in themes:
        rows += _of_theme(theme, [(theme in a, theme in b) for a, b in pairs])
    alphas = [row["value"] for row in rows if row["measure"] == "alpha"]
    varying = [value for value in alphas if value is not None]
    mean = sum(varying) / len(varying) if varying else None
    count = len(pairs)
    whole = [*_of_sets(pairs), _row(None, "mean_alpha", (count, count), mean, (None, None))]
    return pl.DataFrame([*whole, *rows], THEME_FIGURE)


def _of_sets(pairs: Sequence[tuple[Themes, Themes]]) -> list[dict[str, Any]]:
    equal = np.array([[float(a == b), 1.0] for a, b in pairs]).reshape(-1, 2)
    # Commitments have different numbers of themes, so precision and recall are of all their themes.
    hits = np.array([[len(a & b), len(a), len(b)] for a, b in pairs], float).reshape(-1, 3)
    spelt = [(_SEPARATOR.join(sorted(a)), _SEPARATOR.join(sorted(b))) for a, b in pairs]
    sizes = (len(pairs), len(pairs))
    return [
        _figure(None, "equal", sizes, equal, ratio),
        _figure(None, "alpha", sizes, *alpha_figure(spelt, _masi_of_spelt)),
        *_retrieval(None, sizes, hits),
    ]


def _of_theme(theme: str, pairs: Sequence[tuple[bool, bool]]) -> list[dict[str, Any]]:
    sides = np.array(pairs, float).reshape(-1, 2)
    hits = np.stack([sides.prod(axis=1), *sides.T], axis=1)
    sizes = (int(sides[:, 0].sum()), int(sides[:, 1].sum()))
    spelt = [(str(a), str(b)) for a, b in pairs]
    return [
        _figure(theme, "alpha", sizes, *alpha_figure(spelt)),
        *_retrieval(theme, sizes, hits),
    ]


def _retrieval(theme: str | None, sizes: tuple[int, int], hits: Numbers) -> list[dict[str, Any]]:
    return [
        _figure(theme, "f1", sizes, hits, f1),
        _figure(theme, "precision", sizes, hits, lambda sums: ratio(sums[:, [0, 2]])),
        _figure(theme, "recall", sizes, hits, lambda sums: ratio(sums[:, [0, 1]])),
    ]


def _masi_of_spelt(first: str, second: str) -> float:
    return masi(frozenset(first.split(_SEPARATOR)), frozenset(second.split(_SEPARATOR)))


def _figure(
    theme: str | None, measure: str, sizes: tuple[int, int], counts: Numbers, figure: Figure
) -> dict[str, Any]:
    found = float(figure(counts.sum(axis=0, keepdims=True))[0]) if len(counts) else np.nan
    if np.isnan(found):
        return _row(theme, measure, sizes, None, (None, None))
    return _row(theme, measure, sizes, found, interval(counts, figure))


def _row(
    theme: str | None,
    measure: str,
    sizes: tuple[int, int],
    value: float | None,
    bounds: Interval,
) -> dict[str, Any]:
    return dict(zip(THEME_FIGURE, (theme, measure, *sizes, value, *bounds), strict=True))
