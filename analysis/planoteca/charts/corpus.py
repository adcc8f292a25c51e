"""A whole corpus at a glance: how its plans spread, how long they are. Any number of plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import theme
from planoteca.charts.formats import counted, label, lowered, number, percent, pick

_ROW = 46
_BAR = 12
_COUNTED = ("plan", "planes"), ("plan", "plans")
_OTHER = "#8c8c8c"


def plan_shares(
    frame: pl.DataFrame, *, topic: str = "priorities", language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """How the plans' shares spread: median, middle half and middle eight tenths of the plans.

    `frame`: query `corpus_shares`. `topic`: `priorities` (dimensions) or `precision` (number,
    deadline, baseline).
    """
    quantiles = ["p10_pct", "p25_pct", "median_pct", "p75_pct", "p90_pct"]
    columns = ["measure", "topic", "plans", "plans_with", *quantiles]
    rows = theme.prepare(frame, language, columns, "query corpus_shares")
    rows = [row for row in rows if row["topic"] == topic]
    if not rows:
        return theme.nothing(no_plans(language), source=source, language=language)
    shown = [_spread(row, language) for row in rows]
    names = [row["name"] for row in shown]
    base = theme.chart(shown)
    axis = theme.percent_axis(
        pick(
            language, "Porcentaje de los compromisos del plan", "Percent of the plan's commitments"
        ),
        language,
    )
    scale = alt.Scale(domain=[0, 100], nice=False)
    y = alt.Y(
        "name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=12)
    )
    colour = alt.Color("colour:N", scale=None)
    tooltip = [
        alt.Tooltip("name:N", title=pick(language, "Qué", "What")),
        alt.Tooltip("median:N", title=pick(language, "Mediana", "Median")),
        alt.Tooltip("middle:N", title=pick(language, "Mitad central", "Middle half")),
        alt.Tooltip("wide:N", title=pick(language, "8 de cada 10", "8 of 10")),
        alt.Tooltip("with:N", title=pick(language, "Planes con alguno", "Plans with any")),
    ]
    wide = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("p10_pct:Q", axis=axis, scale=scale),
        x2=alt.X2("p90_pct:Q"),
        y=y,
        color=colour,
        tooltip=tooltip,
    )
    middle = base.mark_bar(height=_BAR, opacity=0.55).encode(
        x=alt.X("p25_pct:Q", axis=axis, scale=scale),
        x2=alt.X2("p75_pct:Q"),
        y=y,
        color=colour,
        tooltip=tooltip,
    )
    dots = base.mark_point(filled=True, size=110, opacity=1, stroke="white").encode(
        x=alt.X("median_pct:Q", axis=axis, scale=scale), y=y, color=colour, tooltip=tooltip
    )
    labels = base.mark_text(dy=-17, fontWeight="bold").encode(
        x=alt.X("median_pct:Q", axis=axis, scale=scale), y=y, text=alt.Text("median:N")
    )
    return theme.finish(
        theme.layered(
            wide, middle, dots, labels, width=theme.WIDTH - 130, height=_ROW * len(shown)
        ),
        title=_shares_title(rows, topic, language),
        subtitle=[_shares_note(rows[0]["plans"], language)],
        source=source,
        language=language,
        described=[f"{row['name']}: {row['median']} ({row['middle']})" for row in shown],
    )


def plan_sizes(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """How many plans have how many commitments, in classes.

    `frame`: query `corpus_sizes`.
    """
    columns = ["size_from", "size_to", "plans", "plans_pct"]
    rows = theme.prepare(frame, language, columns, "query corpus_sizes")
    total = sum(row["plans"] for row in rows)
    if not total:
        return theme.nothing(no_plans(language), source=source, language=language)
    shown = [
        {
            "size": _size(row),
            "plans": row["plans"],
            "shown": number(row["plans"], language),
            "share": percent(row["plans_pct"], language),
        }
        for row in rows
    ]
    base = theme.chart(shown)
    x = alt.X(
        "size:N",
        sort=[row["size"] for row in shown],
        title=pick(language, "Compromisos del plan", "Commitments of the plan"),
        axis=alt.Axis(labelAngle=0, ticks=False),
    )
    bars = base.mark_bar(color=theme.SERIES_COLOURS[0]).encode(
        x=x,
        y=alt.Y("plans:Q", axis=None),
        tooltip=[
            alt.Tooltip("size:N", title=pick(language, "Compromisos", "Commitments")),
            alt.Tooltip("shown:N", title=pick(language, "Planes", "Plans")),
            alt.Tooltip("share:N", title=pick(language, "Parte", "Share")),
        ],
    )
    labels = base.mark_text(dy=-8).encode(
        x=x, y=alt.Y("plans:Q", axis=None), text=alt.Text("shown:N")
    )
    top = max(rows, key=lambda row: row["plans"])
    share, classes = percent(top["plans_pct"], language), _size(top)
    plans = counted(total, language, *_COUNTED)
    return theme.finish(
        theme.layered(bars, labels, width=theme.WIDTH, height=220),
        title=pick(
            language,
            f"Lo más común son planes de {classes} compromisos: {share} de {plans}",
            f"Most common are plans of {classes} commitments: {share} of {plans}",
        ),
        subtitle=[pick(language, "Número de planes por clase.", "Number of plans in each class.")],
        source=source,
        language=language,
        described=[f"{row['size']}: {row['shown']}" for row in shown],
    )


def no_plans(language: str) -> str:
    """The sentence of a corpus in which no plan has commitments."""
    return pick(language, "Ningún plan tiene compromisos", "No plan has commitments")


def _spread(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    low, high = percent(row["p25_pct"], language), percent(row["p75_pct"], language)
    return {
        **{name: row[name] for name in row if name.endswith("_pct")},
        "name": label(row, "measure", language),
        "colour": theme.DIMENSION_COLOURS.get(row["measure"], _OTHER),
        "median": percent(row["median_pct"], language),
        "middle": f"{low} – {high}",
        "wide": f"{percent(row['p10_pct'], language)} – {percent(row['p90_pct'], language)}",
        "with": f"{number(row['plans_with'], language)} / {number(row['plans'], language)}",
    }


def _shares_title(rows: list[dict[str, Any]], topic: str, language: str) -> str:
    top = max(rows, key=lambda row: row["median_pct"])
    share = percent(top["median_pct"], language)
    name = lowered(label(top, "measure", language))
    if topic == "priorities":
        return (
            pick(
                language,
                f"En el plan típico, {share} de los compromisos son de la dimensión {name}",
                f"In the typical plan, {share} of the commitments are in the {name} dimension",
            )
            if top["measure"] != "other_axis"
            else pick(
                language,
                f"En el plan típico, {share} de los compromisos no tienen dimensión",
                f"In the typical plan, {share} of the commitments have no dimension",
            )
        )
    measurable = next((row for row in rows if row["measure"] == "measurable"), top)
    share = percent(measurable["median_pct"], language)
    return pick(
        language,
        f"En el plan típico, {share} de los compromisos tienen un número que los mide",
        f"In the typical plan, {share} of the commitments have a number that measures them",
    )


def _shares_note(plans: int, language: str) -> str:
    count = counted(plans, language, *_COUNTED)
    return pick(
        language,
        f"Punto: mediana de {count}; barra: la mitad central de los planes; línea: 8 de cada 10.",
        f"Dot: median of {count}; bar: the middle half of the plans; line: 8 of every 10.",
    )


def _size(row: Mapping[str, Any]) -> str:
    start, end = row["size_from"], row["size_to"]
    if end is None:
        return f"{start}+"
    return str(start) if start == end else f"{start}–{end}"
