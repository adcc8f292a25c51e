"""Values of one unit: a row each with its label, or where they are many dots by ranges."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil, floor, log10
from typing import Any, cast

import altair as alt

from planoteca.charts import slots, theme
from planoteca.charts.formats import amount, number, pick
from planoteca.charts.lines import MAX_LINES

_MARK = 18
_ROOM = 72  # for the value written after the last dot
_DOT = 11.0
_LINE = 15.0
_GAP = 9.0
_PERCENT_EDGES = [10.0, 20.0, 40.0, 60.0, 80.0, 100.0, 100.000001]
_WIDE_RANGE = 50


@dataclass(frozen=True)
class Dot:
    """One value: what it is of, how it is written, its colour and what the tooltip says."""

    label: str
    value: float
    shown: str
    series: str
    colour: str
    statement: str
    where: str


def draw_dots(
    dots: Sequence[Dot],
    *,
    title: str,
    notes: Sequence[str],
    unit: str,
    language: str,
    source: str,
) -> alt.VConcatChart:
    """Up to 25 dots on rows of their own, in the order given; more are gathered by ranges.

    Rows whose values differ more than fiftyfold stand on a logarithmic scale; the notes say so.
    """
    notes = list(notes)
    if len(dots) <= MAX_LINES:
        scale, is_log = _scale([dot.value for dot in dots], unit)
        if is_log:
            notes.append(pick(language, "Escala logarítmica.", "Logarithmic scale."))
        chart = _rows(dots, scale, unit, language)
    else:
        chart = _bins(dots, unit, language)
        count = number(len(dots), language)
        notes.append(
            pick(
                language,
                f"Cada punto es una de {count} cantidades; cada fila, un tramo de valores.",
                f"Each dot is one of {count} quantities; each row, a range of values.",
            )
        )
    return theme.finish(
        chart,
        title=title,
        subtitle=notes,
        source=source,
        language=language,
        described=[f"{dot.label}: {dot.shown}" for dot in dots],
    )


def _scale(values: Sequence[float], unit: str) -> tuple[alt.Scale, bool]:
    low, high = min(values), max(values)
    is_log = low > 0 and high / low > _WIDE_RANGE and unit != "%"
    if is_log:
        domain = [10.0 ** floor(log10(low)), high * 1.15]
        return alt.Scale(type="log", domain=domain, nice=False), True
    top = max(high, 100.0) if unit == "%" else high * 1.08
    return alt.Scale(domain=[min(0.0, low), top or 1.0], nice=False), False


def _rows(dots: Sequence[Dot], scale: alt.Scale, unit: str, language: str) -> alt.LayerChart:
    axis = (
        theme.percent_axis(pick(language, "Porcentaje", "Percent"), language)
        if unit == "%"
        else alt.Axis(
            format=",~f",
            tickCount=5,
            tickMinStep=1 if all(dot.value == int(dot.value) for dot in dots) else alt.Undefined,
            title=unit or pick(language, "Número", "Number"),
        )
    )
    x = alt.X("value:Q", axis=axis, scale=scale)
    placed = slots.place([dot.label for dot in dots], _MARK)
    start = cast("list[float]", scale.to_dict()["domain"])[0]
    rows = [
        {**asdict(dot), "start": start, "at": slot.middle}
        for dot, slot in zip(dots, placed.rows, strict=True)
    ]
    base = theme.chart(rows).encode(x=x, y=placed.y("at"))
    marks = base.mark_point(
        filled=True, opacity=1, size=90, fill=theme.SERIES_COLOURS[0], stroke=theme.PAPER
    ).encode(tooltip=_tooltip(language))
    lines = base.mark_rule(color=theme.GRID, strokeWidth=2).encode(
        x=alt.X("start:Q"), x2=alt.X2("value:Q")
    )
    values = base.mark_text(align="left", baseline="middle", dx=8, fontWeight="bold").encode(
        text=alt.Text("shown:N")
    )
    return theme.layered(
        lines, marks, values, placed.labels(), width=theme.WIDTH - _ROOM, height=placed.height
    )


def _bins(dots: Sequence[Dot], unit: str, language: str) -> alt.LayerChart:
    rows, labels = _binned(dots, unit, language)
    height = (max(row["at"] for row in rows) + _DOT / 2) if rows else _DOT
    series = {dot.series: dot.colour for dot in dots}
    scale = alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False)
    y = alt.Y("at:Q", axis=None, scale=scale)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, theme.WIDTH], nice=False))
    marks = (
        theme.chart(rows)
        .mark_point(filled=True, opacity=1, size=(_DOT * 0.8) ** 2)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "series:N",
                scale=alt.Scale(domain=list(series), range=list(series.values())),
                legend=theme.legend(list(series)) if len(series) > 1 else None,
            ),
            tooltip=_tooltip(language),
        )
    )
    base = theme.chart(labels).encode(y=y)
    names = base.mark_text(align="right").encode(x=alt.X("name_x:Q"), text=alt.Text("name:N"))
    counts = base.mark_text(align="left", fontWeight="bold").encode(
        x=alt.X("count_x:Q"), text=alt.Text("shown:N")
    )
    return theme.layered(marks, names, counts, width=theme.WIDTH, height=height)


def _binned(
    dots: Sequence[Dot], unit: str, language: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Each dot in the row of its bin, and each row's name and count; positions in pixels."""
    edges = _PERCENT_EDGES if unit == "%" else _edges(max(dot.value for dot in dots))
    by_series = Counter(dot.series for dot in dots)
    members: dict[int, list[Dot]] = {}
    for dot in sorted(dots, key=lambda dot: (-by_series[dot.series], dot.series, dot.value)):
        members.setdefault(bisect_right(edges, dot.value), []).append(dot)
    names = {place: _bin_name(members[place], unit, language) for place in sorted(members)}
    left = theme.text_room(list(names.values())) + 6
    across = int((theme.WIDTH - left - _ROOM) / _DOT)
    rows, labels, top = [], [], 0.0
    for place, name in names.items():
        own = members[place]
        for i, dot in enumerate(own):
            x = left + (i % across + 0.5) * _DOT
            rows.append({**_plain(dot), "x": x, "at": top + (i // across + 0.5) * _DOT})
        lines = ceil(len(own) / across)
        labels.append(
            {
                "name": name,
                "name_x": left - 6,
                "count_x": left + min(len(own), across) * _DOT + 6,
                "at": top + lines * _DOT / 2,
                "count": len(own),
                "shown": number(len(own), language),
            }
        )
        top += max(lines * _DOT, _LINE) + _GAP
    return rows, labels


def _bin_name(dots: Sequence[Dot], unit: str, language: str) -> str:
    """From which to which value a row goes: the values that are there, not the bin's edges."""
    low, high = min(dot.value for dot in dots), max(dot.value for dot in dots)
    sign = unit if unit == "%" else None
    if low == high:
        return amount(low, sign, language)
    return f"{number(low, language)} – {amount(high, sign, language)}"


def _edges(highest: float) -> list[float]:
    """1, 2, 5, 10, 20, 50 ... up to a value."""
    powers = range(int(log10(max(highest, 1.0))) + 1)
    return [step * 10.0**power for power in powers for step in (1, 2, 5)]


def _plain(dot: Dot) -> Mapping[str, Any]:
    return {
        "label": dot.label,
        "shown": dot.shown,
        "series": dot.series,
        "statement": dot.statement,
        "where": dot.where,
    }


def _tooltip(language: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("statement:N", title=pick(language, "Compromiso", "Commitment")),
        alt.Tooltip("label:N", title=pick(language, "Qué", "What")),
        alt.Tooltip("shown:N", title=pick(language, "Valor", "Value")),
        alt.Tooltip("where:N", title=pick(language, "Dónde", "Where")),
    ]
