"""Whether plans give more to a theme where the need is greater."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import theme
from planoteca.charts.formats import (
    amount,
    counted,
    joined,
    label,
    lowered,
    number,
    percent,
    pick,
    shorten,
    unit_beside,
)
from planoteca.charts.share_table import STEP, Cell, draw_share_table, theme_axis

MAX_COLUMNS = 12  # plans side by side; of more, only the correlations are drawn
_HEAD = 26
_NAMES = 260  # px for the names of the themes and the values beside the bars
_MORE, _LESS = theme.SERIES_COLOURS[0], theme.SERIES_COLOURS[1]
_COLUMNS = [
    *("document_id", "document", "place_name", "need_rank", "indicator_id", "need_value"),
    *("need_basis", "unit_id"),
    *("theme_id", "share_pct", "mean_share_pct", "plans", "rank_correlation"),
]
Rows = Sequence[Mapping[str, Any]]


def salience_and_need(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """The share of each theme in the plans, by the need of their places.

    `frame`: query `salience_and_need`. Up to MAX_COLUMNS plans are a table, the neediest first; of
    more, a bar for each theme shows the rank correlation between its share and the need.
    """
    rows = theme.prepare(frame, language, _COLUMNS, "query salience_and_need")
    if not rows:
        message = pick(
            language,
            "No hay planes con cifra de la necesidad",
            "There are no plans with a figure of the need",
        )
        return theme.nothing(message, source=source, language=language)
    themes = {row["theme_id"]: row for row in rows if row["mean_share_pct"] > 0}
    order = sorted(
        themes.values(),
        key=lambda row: (-_correlation(row), -row["mean_share_pct"], row["theme_id"]),
    )
    few = rows[0]["plans"] <= MAX_COLUMNS
    chart, described = _table(rows, order, language) if few else _bars(order, language)
    return theme.finish(
        chart,
        title=_few_title(rows, language) if few else _many_title(rows, order, language),
        subtitle=[_note(rows[0], language, few), *_basis_note(rows, language)],
        source=source,
        language=language,
        described=described,
    )


def _correlation(row: Mapping[str, Any]) -> float:
    return -2.0 if row["rank_correlation"] is None else float(row["rank_correlation"])


def _table(rows: Rows, order: Rows, language: str) -> tuple[alt.LayerChart, list[str]]:
    heads = _heads(rows, language)
    drawn = {row["theme_id"] for row in order}
    cells = [
        Cell(
            heads[row["document_id"]],
            _theme(row, language),
            row["share_pct"],
            percent(row["share_pct"], language, 1),
        )
        for row in rows
        if row["theme_id"] in drawn
    ]
    chart = draw_share_table(
        cells,
        plans=list(heads.values()),
        themes=[_theme(row, language) for row in order],
        language=language,
        last={
            _theme(row, language): _rho(row, language)
            for row in order
            if row["rank_correlation"] is not None
        },
        last_head="ρ",
    )
    return chart, [f"{cell.plan}, {cell.theme}: {cell.told}" for cell in cells]


def _bars(order: Rows, language: str) -> tuple[alt.LayerChart, list[str]]:
    marks = [
        {
            "theme": _theme(row, language),
            "rho": row["rank_correlation"],
            "shown": _rho(row, language),
            "mean": percent(row["mean_share_pct"], language, 1),
            "colour": _colour(row),
        }
        for row in order
        if row["rank_correlation"] is not None
    ]
    base = theme.chart(marks).encode(
        x=alt.X(
            "rho:Q",
            axis=alt.Axis(title=pick(language, "ρ de Spearman", "Spearman's ρ"), tickCount=5),
            scale=alt.Scale(domain=_domain(marks), nice=True, zero=True),
        ),
        y=theme_axis([mark["theme"] for mark in marks]),
        tooltip=[
            alt.Tooltip("theme:N", title=pick(language, "Tema", "Theme")),
            alt.Tooltip("shown:N", title=pick(language, "ρ de Spearman", "Spearman's ρ")),
            alt.Tooltip("mean:N", title=pick(language, "Media de los planes", "Mean of the plans")),
        ],
    )
    bars = base.mark_bar().encode(color=alt.Color("colour:N", scale=None))
    above = base.transform_filter("datum.rho >= 0").mark_text(align="left", dx=5)
    below = base.transform_filter("datum.rho < 0").mark_text(align="right", dx=-5)
    chart = theme.layered(
        bars,
        above.encode(text=alt.Text("shown:N")),
        below.encode(text=alt.Text("shown:N")),
        width=theme.WIDTH - _NAMES + 60,
        height=STEP * len(marks),
    )
    return chart, [f"{mark['theme']}: {mark['shown']}" for mark in marks]


def _colour(row: Mapping[str, Any]) -> str:
    if abs(row["rank_correlation"]) < _by_chance(row["plans"]):
        return theme.NONE_COLOUR
    return _MORE if row["rank_correlation"] > 0 else _LESS


def _by_chance(plans: int) -> float:
    """What |rho| chance alone stays below 19 times in 20: rho has variance 1 / (n - 1)."""
    return 1.96 / sqrt(plans - 1)


def _domain(marks: Rows) -> list[float]:
    """From the lowest to the highest, with room for the value beside the longest bars."""
    values = [mark["rho"] for mark in marks]
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.2 * (high - low)
    return [low - room if low < 0 else 0.0, high + room if high > 0 else 0.0]


def _few_title(rows: Rows, language: str) -> str:
    neediest = [row for row in rows if row["document_id"] == rows[0]["document_id"]]
    top = max(neediest, key=lambda row: row["share_pct"])
    value = _value(top, language)
    name = lowered(_theme(top, language))
    share, mean = (percent(top[key], language) for key in ("share_pct", "mean_share_pct"))
    if top["plans"] == 1:
        return pick(
            language,
            f"{_indicator(top, language)} de {top['place_name']}: {value}; el tema con más "
            f"compromisos es {name} ({share})",
            f"{_indicator(top, language)} of {top['place_name']}: {value}; the theme with most "
            f"commitments is {name} ({share})",
        )
    extreme = _extreme(rows, language)
    return pick(
        language,
        f"{_indicator(top, language)}: donde es {extreme} ({top['place_name']}, {value}), el tema "
        f"con más compromisos es {name}: {share}; media de los planes, {mean}",
        f"{_indicator(top, language)}: where it is {extreme} ({top['place_name']}, {value}), the "
        f"theme with most commitments is {name}: {share}; mean of the plans, {mean}",
    )


def _many_title(rows: Rows, order: Rows, language: str) -> str:
    told = [
        row
        for row in order
        if row["rank_correlation"] is not None
        and abs(row["rank_correlation"]) >= _by_chance(row["plans"])
    ]
    indicator = _indicator(rows[0], language)
    if not told:
        return pick(
            language,
            f"{indicator}: ningún tema pesa más o menos donde es {_extreme(rows, language)} de "
            "lo que haría el azar",
            f"{indicator}: no theme weighs more or less where it is {_extreme(rows, language)} "
            "than by chance",
        )
    parts = []
    for row, es, en in ((told[0], "más a", "more to"), (told[-1], "menos a", "less to")):
        if (row["rank_correlation"] > 0) == (es == "más a"):
            name = f"{lowered(_theme(row, language))} (ρ {_rho(row, language)})"
            parts.append(f"{pick(language, es, en)} {name}")
    extreme = _extreme(rows, language)
    return pick(
        language,
        f"{indicator}: donde es {extreme}, los planes dan {joined(parts, language)}",
        f"{indicator}: where it is {extreme}, plans give {joined(parts, language)}",
    )


def _extreme(rows: Rows, language: str) -> str:
    """Which values are the need: the rows begin with the neediest place."""
    if rows[0]["need_value"] >= rows[-1]["need_value"]:
        return pick(language, "mayor", "highest")
    return pick(language, "menor", "lowest")


def _indicator(row: Mapping[str, Any], language: str) -> str:
    return label(row, "indicator", language) or str(row["indicator_id"])


def _note(row: Mapping[str, Any], language: str, few: bool) -> str:
    plans = counted(row["plans"], language, ("plan", "planes"), ("plan", "plans"))
    rho = pick(
        language,
        "ρ: correlación de rangos de Spearman entre la parte del tema y la necesidad",
        "ρ: Spearman's rank correlation between the theme's share and the need",
    )
    if not few:
        limit = number(_by_chance(row["plans"]), language)
        return pick(
            language,
            f"{rho} en {plans}. En gris, lo que puede ser azar: |ρ| menor que {limit} (5 %, cada "
            "tema por sí solo).",
            f"{rho} in {plans}. Grey: what may be chance, |ρ| below {limit} (5%, each theme by "
            "itself).",
        )
    shares = pick(
        language,
        "Porcentaje de los compromisos de cada plan; el que tiene varios temas se reparte.",
        "Percent of each plan's commitments; one with several themes is divided among them.",
    )
    if row["plans"] < 3:
        return shares
    return pick(
        language,
        f"{shares} {rho} en {plans}: con tan pocos puede ser azar.",
        f"{shares} {rho} in {plans}: with so few it may be chance.",
    )


def _basis_note(rows: Rows, language: str) -> list[str]:
    """Whose the figures are that are not official ones of the places themselves."""
    bases = Counter({row["document_id"]: row["need_basis"] for row in rows}.values())
    parts = []
    if bases["stated"]:
        count = number(bases["stated"], language)
        parts.append(
            pick(language, f"dicha por el plan, {count}", f"as the plan states it, {count}")
        )
    if bases["province"]:
        count = number(bases["province"], language)
        parts.append(pick(language, f"de su provincia, {count}", f"of their province, {count}"))
    if not parts:
        return []
    return [
        pick(language, "Cifra de la necesidad: ", "Figure of the need: ") + "; ".join(parts) + "."
    ]


def _value(row: Mapping[str, Any], language: str) -> str:
    unit = unit_beside(row, language)
    return amount(row["need_value"], unit, language, 1 if unit else 3)


def _heads(rows: Rows, language: str) -> dict[str, str]:
    """Each plan's column: its place and the figure; the plan's own name where places repeat."""
    plans = {row["document_id"]: row for row in rows}
    places = [row["place_name"] for row in plans.values()]
    heads = {}
    for plan, row in plans.items():
        alone = places.count(row["place_name"]) == 1
        name = shorten(row["place_name"] if alone else row["document"], _HEAD)
        heads[plan] = f"{name}, {_value(row, language)}"
    taken = list(heads.values())
    return {
        plan: head if taken.count(head) == 1 else f"{head} ({plan})" for plan, head in heads.items()
    }


def _theme(row: Mapping[str, Any], language: str) -> str:
    return label(row, "theme", language) or str(row["theme_id"])


def _rho(row: Mapping[str, Any], language: str) -> str:
    return number(row["rank_correlation"], language)
