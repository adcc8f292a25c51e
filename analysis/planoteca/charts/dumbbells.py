"""Two values of one thing on one scale: two marks and the line between them, its label above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from planoteca.charts import slots, theme
from planoteca.charts.formats import pick

_MARK = 20
_CLOSE = 0.16
_FULL = 100.0
_ROOM = 64  # for the value written after the last mark


@dataclass(frozen=True)
class Kind:
    """What a mark stands for, and how it looks."""

    label: str
    shape: str
    fill: str
    stroke: str


@dataclass(frozen=True)
class Mark:
    """One value, and how it is written beside its mark."""

    kind: Kind
    value: float
    shown: str


@dataclass(frozen=True)
class Dumbbell:
    """One row: what its values are of, its marks from start to end, whether a line joins them.

    `details` is what the tooltip says besides.
    """

    label: str
    marks: Sequence[Mark]
    is_joined: bool
    details: Mapping[str, str]


def draw_dumbbells(
    rows: Sequence[Dumbbell],
    kinds: Sequence[Kind],
    *,
    title: str,
    notes: Sequence[str],
    unit: str,
    language: str,
    source: str,
) -> alt.VConcatChart:
    """One row per dumbbell, in the order given; `unit` is its symbol or name."""
    placed = slots.place([row.label for row in rows], _MARK)
    span = _span(rows, unit)
    points = [
        point
        for row, slot in zip(rows, placed.rows, strict=True)
        for point in _points(row, slot.middle, span)
    ]
    joins = [
        {"start": row.marks[0].value, "end": row.marks[-1].value, "at": slot.middle}
        for row, slot in zip(rows, placed.rows, strict=True)
        if row.is_joined
    ]
    present = [kind for kind in kinds if any(point["kind"] == kind.label for point in points)]
    chart = _layers(points, joins, present, placed, span, unit, language).properties(
        width=theme.WIDTH - _ROOM, height=placed.height
    )
    return theme.finish(
        chart,
        title=title,
        subtitle=notes,
        source=source,
        language=language,
        described=[f"{point['subject']}, {point['kind']}: {point['shown']}" for point in points],
    )


def _points(row: Dumbbell, at: float, span: float) -> list[dict[str, Any]]:
    points = [
        {
            "at": at,
            "kind": mark.kind.label,
            "value": mark.value,
            "shown": mark.shown,
            "subject": row.label,
            "left": "",
            "right": mark.shown,
            **row.details,
        }
        for mark in row.marks
    ]
    if len(points) == 2:
        _place_values(points, span)
    return points


def _place_values(points: Sequence[dict[str, Any]], span: float) -> None:
    """Put each value on the outer side of its mark; two close ones become one text."""
    first, second = points
    low, high = sorted(points, key=lambda point: float(point["value"]))
    low["right"] = ""
    # At the left end there is no room for a text beside the mark.
    if high["value"] - low["value"] < _CLOSE * span or low["value"] < _CLOSE * span:
        high["right"] = f"{first['shown']} → {second['shown']}"
    else:
        low["left"] = low["shown"]


def _span(rows: Sequence[Dumbbell], unit: str) -> float:
    highest = max((abs(mark.value) for row in rows for mark in row.marks), default=1.0) or 1.0
    return max(_FULL, highest) if unit == "%" else highest * 1.05


def _layers(
    points: Sequence[Mapping[str, Any]],
    joins: Sequence[Mapping[str, Any]],
    kinds: Sequence[Kind],
    placed: slots.Slots,
    span: float,
    unit: str,
    language: str,
) -> alt.LayerChart:
    axis = (
        theme.percent_axis(pick(language, "Porcentaje", "Percent"), language)
        if unit == "%"
        else alt.Axis(format=",~f", tickCount=5, title=unit or None)
    )
    lowest = min(0.0, *(float(point["value"]) for point in points))
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(domain=[lowest, span], nice=False))
    y = placed.y("at")
    rules = (
        theme.chart(joins)
        .mark_rule(color="#9a9a9a", strokeWidth=2.5)
        .encode(x=alt.X("start:Q"), x2=alt.X2("end:Q"), y=y)
    )
    base = theme.chart(points).encode(x=x, y=y)
    domain = [kind.label for kind in kinds]
    details = [name for name in points[0] if name.startswith("detail_")]
    titles = {
        "detail_statement": pick(language, "Compromiso", "Commitment"),
        "detail_stated": pick(language, "Base declarada", "Baseline as stated"),
        "detail_year": pick(language, "Año", "Year"),
        "detail_plan": "Plan",
        "detail_where": pick(language, "Dónde", "Where"),
        "detail_source": pick(language, "Fuente oficial", "Official source"),
    }
    marks = base.mark_point(opacity=1, size=110, strokeWidth=2).encode(
        shape=alt.Shape(
            "kind:N",
            scale=alt.Scale(domain=domain, range=[kind.shape for kind in kinds]),
            legend=alt.Legend(columns=2),
        ),
        fill=alt.Fill(
            "kind:N",
            scale=alt.Scale(domain=domain, range=[kind.fill for kind in kinds]),
            legend=alt.Legend(columns=2),
        ),
        stroke=alt.Stroke(
            "kind:N",
            scale=alt.Scale(domain=domain, range=[kind.stroke for kind in kinds]),
            legend=alt.Legend(columns=2),
        ),
        tooltip=[
            alt.Tooltip("subject:N", title=pick(language, "Qué", "What")),
            alt.Tooltip("kind:N", title=pick(language, "Marca", "Mark")),
            alt.Tooltip("shown:N", title=pick(language, "Valor", "Value")),
            *(alt.Tooltip(f"{name}:N", title=titles[name]) for name in details),
        ],
    )
    right = base.mark_text(align="left", dx=10).encode(text=alt.Text("right:N"))
    left = base.mark_text(align="right", dx=-10).encode(text=alt.Text("left:N"))
    return theme.layered(rules, marks, right, left, placed.labels())
