"""Whether plans give more to a theme where the need is greater."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import need_sentences, theme
from planoteca.charts.formats import (
    percent,
    pick,
    shorten,
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
    few = rows[0]["plans"] <= MAX_COLUMNS
    if not few:
        themes = {key: row for key, row in themes.items() if row["rank_correlation"] is not None}
    if not themes:
        message = pick(
            language,
            "No hay temas ni cifras que varíen entre los planes",
            "There are no themes or figures that vary between the plans",
        )
        return theme.nothing(message, source=source, language=language)
    order = sorted(
        themes.values(),
        key=lambda row: (-_correlation(row), -row["mean_share_pct"], row["theme_id"]),
    )
    chart, described = _table(rows, order, language) if few else _bars(order, language)
    return theme.finish(
        chart,
        title=need_sentences.few_title(rows, language)
        if few
        else need_sentences.many_title(rows, order, language),
        subtitle=[
            need_sentences.note(rows[0], language, few),
            *need_sentences.basis_note(rows, language),
        ],
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
            need_sentences.theme_name(row, language),
            row["share_pct"],
            percent(row["share_pct"], language, 1),
        )
        for row in rows
        if row["theme_id"] in drawn
    ]
    chart = draw_share_table(
        cells,
        plans=list(heads.values()),
        themes=[need_sentences.theme_name(row, language) for row in order],
        language=language,
        last={
            need_sentences.theme_name(row, language): need_sentences.rho(row, language)
            for row in order
            if row["rank_correlation"] is not None
        },
        last_head="ρ",
    )
    return chart, [f"{cell.plan}, {cell.theme}: {cell.told}" for cell in cells]


def _bars(order: Rows, language: str) -> tuple[alt.LayerChart, list[str]]:
    marks = [
        {
            "theme": need_sentences.theme_name(row, language),
            "rho": row["rank_correlation"],
            "shown": need_sentences.rho(row, language),
            "mean": percent(row["mean_share_pct"], language, 1),
            "colour": _colour(row),
        }
        for row in order
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
    if abs(row["rank_correlation"]) < need_sentences.by_chance(row["plans"]):
        return theme.NONE_COLOUR
    return _MORE if row["rank_correlation"] > 0 else _LESS


def _domain(marks: Rows) -> list[float]:
    """From the lowest to the highest, with room for the value beside the longest bars."""
    values = [mark["rho"] for mark in marks]
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.2 * (high - low)
    return [low - room if low < 0 else 0.0, high + room if high > 0 else 0.0]


def _heads(rows: Rows, language: str) -> dict[str, str]:
    """Each plan's column: its place and the figure; the plan's own name where places repeat."""
    plans = {row["document_id"]: row for row in rows}
    places = [row["place_name"] for row in plans.values()]
    heads = {}
    for plan, row in plans.items():
        alone = places.count(row["place_name"]) == 1
        name = shorten(row["place_name"] if alone else row["document"], _HEAD)
        heads[plan] = f"{name}, {need_sentences.value_text(row, language)}"
    taken = list(heads.values())
    return {
        plan: head if taken.count(head) == 1 else f"{head} ({plan})" for plan, head in heads.items()
    }
