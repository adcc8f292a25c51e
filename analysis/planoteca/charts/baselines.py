"""The drawing of baselines and targets: two marks and the line between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from planoteca.charts import theme
from planoteca.charts.formats import amount, pick, shorten
from planoteca.charts.lines import LABEL_WIDTH, STEP, row_axis

_MARK_AT = 0.18
_TEXT_AT = -0.2
_CLOSE = 0.09
_FULL = 100.0
_TARGET = theme.SERIES_COLOURS[0]


def draw_baselines(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    notes: Sequence[str],
    unit: str,
    language: str,
    source: str,
) -> alt.VConcatChart:
    """One row per target: rows of `targets_with_baseline` with `label` and `is_change`."""
    span = _span(rows, unit)
    points = [
        point for place, row in enumerate(rows) for point in _points(row, place, unit, language)
    ]
    _place_values(points, span, language)
    joins = [
        {"start": row["baseline_start"], "end": row["target_value"], "row": place + _MARK_AT}
        for place, row in enumerate(rows)
        if row["baseline_start"] is not None and not row["is_change"]
    ]
    labels = [
        {"label": shorten(row["label"], LABEL_WIDTH), "row": place + _TEXT_AT}
        for place, row in enumerate(rows)
    ]
    if any(point["kind"] == _kinds(language)[1] for point in points):
        notes = [
            *notes,
            pick(
                language,
                "Rombo: la línea de base mide algo relacionado, no lo mismo que la meta.",
                "Diamond: the baseline measures something related, not the same as the target.",
            ),
        ]
    if any(row["relation"] == "complement" for row in rows):
        notes = [
            *notes,
            pick(
                language,
                "* 100 menos la parte sin servicio o en carencia que da el plan.",
                "* 100 minus the share in want that the plan states.",
            ),
        ]
    chart = _layers(joins, points, labels, span, unit, language).properties(
        width=theme.WIDTH, height=STEP * len(rows)
    )
    return theme.finish(
        chart,
        title=title,
        subtitle=notes,
        source=source,
        language=language,
        described=[f"{point['subject']}, {point['kind']}: {point['shown']}" for point in points],
    )


def _kinds(language: str) -> tuple[str, str, str]:
    return (
        pick(language, "Línea de base", "Baseline"),
        pick(language, "Línea de base relacionada", "Related baseline"),
        pick(language, "Meta", "Target"),
    )


def _points(row: Mapping[str, Any], place: int, unit: str, language: str) -> list[dict[str, Any]]:
    baseline, related, target = _kinds(language)
    result = []

    def add(kind: str, value: float, shown: str) -> None:
        result.append(
            {
                "row": place + _MARK_AT,
                "kind": kind,
                "value": value,
                "shown": shown,
                "subject": row["label"],
                "stated": amount(row["baseline_value"], unit, language)
                if row["baseline_value"] is not None
                else "–",
            }
        )

    start = row["baseline_start"]
    value = amount(row["target_value"], unit, language)
    promised = pick(language, f"; cambio prometido: {value}", f"; change promised: {value}")
    suffix = promised if row["is_change"] else ""
    if start is not None:
        mark = "*" if row["relation"] == "complement" else ""
        add(baseline, start, amount(round(start, 4), unit, language) + mark + suffix)
    elif row["baseline_value"] is not None:
        add(related, row["baseline_value"], amount(row["baseline_value"], unit, language) + suffix)
    if not row["is_change"]:
        add(target, row["target_value"], value)
    return result


def _place_values(points: Sequence[dict[str, Any]], span: float, language: str) -> None:
    """Put each value on the outer side of its mark; two close ones become one text."""
    by_row: dict[float, list[dict[str, Any]]] = {}
    for point in points:
        point["left"], point["right"] = "", point["shown"]
        by_row.setdefault(point["row"], []).append(point)
    for pair in by_row.values():
        if len(pair) == 1:
            continue
        low, high = sorted(pair, key=lambda point: point["value"])
        low["right"] = ""
        # At the left end there is no room for a text beside the mark.
        if high["value"] - low["value"] < _CLOSE * span or low["value"] < _CLOSE * span:
            first, second = pair
            goal = pick(language, "; meta ", "; target ")
            between = " → " if first["kind"] == _kinds(language)[0] else goal
            high["right"] = f"{first['shown']}{between}{second['shown']}"
        else:
            low["left"] = low["shown"]


def _span(rows: Sequence[Mapping[str, Any]], unit: str) -> float:
    values = [
        abs(float(row[name]))
        for row in rows
        for name in ("baseline_start", "baseline_value", "target_value")
        if row[name] is not None
    ]
    highest = max(values, default=1.0)
    return max(_FULL, highest) if unit == "%" else highest * 1.05


def _layers(
    joins: Sequence[Mapping[str, Any]],
    points: Sequence[Mapping[str, Any]],
    labels: Sequence[Mapping[str, Any]],
    span: float,
    unit: str,
    language: str,
) -> alt.LayerChart:
    kinds = _kinds(language)
    present = [kind for kind in kinds if any(point["kind"] == kind for point in points)]
    shapes = dict(zip(kinds, ("circle", "diamond", "circle"), strict=True))
    fills = dict(zip(kinds, (theme.PAPER, theme.PAPER, _TARGET), strict=True))
    strokes = dict(zip(kinds, (theme.INK, theme.SERIES_COLOURS[1], _TARGET), strict=True))
    axis = (
        theme.percent_axis(pick(language, "Porcentaje", "Percent"), language)
        if unit == "%"
        else alt.Axis(format=",~f", tickCount=5, title=unit or None)
    )
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(domain=[0, span], nice=False))
    y = alt.Y("row:Q", axis=None, scale=row_axis(len(labels)))
    rules = (
        alt.Chart(theme.data(joins))
        .mark_rule(color="#9a9a9a", strokeWidth=2.5)
        .encode(x=alt.X("start:Q"), x2=alt.X2("end:Q"), y=y)
    )
    base = alt.Chart(theme.data(points)).encode(x=x, y=y)

    def by_kind(values: Mapping[str, str]) -> alt.Scale:
        return alt.Scale(domain=present, range=[values[kind] for kind in present])

    marks = base.mark_point(opacity=1, size=110, strokeWidth=2).encode(
        shape=alt.Shape("kind:N", scale=by_kind(shapes), legend=alt.Legend(title=None)),
        fill=alt.Fill("kind:N", scale=by_kind(fills), legend=alt.Legend(title=None)),
        stroke=alt.Stroke("kind:N", scale=by_kind(strokes), legend=alt.Legend(title=None)),
        tooltip=[
            alt.Tooltip("subject:N", title=pick(language, "Qué", "What")),
            alt.Tooltip("kind:N", title=pick(language, "Marca", "Mark")),
            alt.Tooltip("shown:N", title=pick(language, "Valor", "Value")),
            alt.Tooltip("stated:N", title=pick(language, "Base declarada", "Baseline as stated")),
        ],
    )
    right = base.mark_text(align="left", dx=9).encode(text="right:N")
    left = base.mark_text(align="right", dx=-9).encode(text="left:N")
    names = (
        alt.Chart(theme.data(labels))
        .mark_text(align="left")
        .encode(x=alt.value(0), y=y, text="label:N")
    )
    return theme.layered(rules, marks, right, left, names)
