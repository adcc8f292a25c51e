"""How a share goes over many plans: its middle, where most plans are, and the extremes by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import altair as alt

from planoteca.charts import slots, theme
from planoteca.charts.formats import number, percent, pick
from planoteca.charts.parts import Division, dimmed, selection

_MARK = 30
_MAX_POINTS = 200
_MAX_NAME = 40
_GOLDEN = 0.618033988749895  # spreads points of close values evenly, and always the same way


@dataclass(frozen=True)
class Share:
    """A plan's share of a category in percent, and the count it comes from."""

    plan: str
    value: float
    count: int


@dataclass(frozen=True)
class Spread:
    """A category and its share in every plan, zeros included."""

    name: str
    colour: str
    shares: Sequence[Share]

    @property
    def median(self) -> float:
        return median(share.value for share in self.shares)

    @property
    def middle_half(self) -> tuple[float, float]:
        first, _, third = quantiles((s.value for s in self.shares), n=4, method="inclusive")
        return first, third


def extremes(spread: Spread, language: str) -> str:
    """The lowest and the highest share with their plans: `0 % (9 planes) … 62 % (Ilo)`."""
    low = min(share.value for share in spread.shares)
    high = max(share.value for share in spread.shares)
    ends = [_end(spread, value, language) for value in (low, high)]
    if low == high:
        return ends[0]
    return pick(language, f"de {ends[0]} a {ends[1]}", f"from {ends[0]} to {ends[1]}")


def draw_spreads(
    spreads: Sequence[Spread],
    division: Division,
    *,
    title: str,
    notes: Sequence[str],
    language: str,
    source: str,
) -> alt.VConcatChart:
    """One row per category: a point per plan, a bar for the middle half, a tick at the median.

    Above 200 plans only the extremes are drawn as points.
    """
    texts = [_label(spread, language) for spread in spreads]
    placed = slots.place(texts, _MARK)
    points = [
        {
            division.field: spread.name,
            "plan": share.plan,
            "share_pct": share.value,
            "share": percent(share.value, language, 1),
            "count": share.count,
            "at": slot.top + 4 + (_MARK - 8) * (place * _GOLDEN % 1),
            "colour": spread.colour,
        }
        for spread, slot in zip(spreads, placed.rows, strict=True)
        for place, share in enumerate(_drawn(spread))
    ]
    boxes = [
        {
            division.field: spread.name,
            "low": spread.middle_half[0],
            "high": spread.middle_half[1],
            "median": spread.median,
            "top": slot.top,
            "bottom": slot.bottom,
        }
        for spread, slot in zip(spreads, placed.rows, strict=True)
    ]
    plans = len(spreads[0].shares)
    explained = pick(
        language,
        f"{number(plans, language)} planes; cada punto es un plan"
        f"{' (solo los extremos)' if plans > _MAX_POINTS else ''}, la franja la mitad central de "
        "ellos, la raya la mediana.",
        f"{number(plans, language)} plans; each point is a plan"
        f"{' (the extremes only)' if plans > _MAX_POINTS else ''}, the band the middle half of "
        "them, the line the median.",
    )
    chart = _layers(points, boxes, placed, division, language)
    return theme.finish(
        chart.properties(width=theme.WIDTH, height=placed.height),
        title=title,
        subtitle=[explained, *notes],
        source=source,
        language=language,
        described=texts,
    )


def _layers(
    points: Sequence[Mapping[str, Any]],
    boxes: Sequence[Mapping[str, Any]],
    placed: slots.Slots,
    division: Division,
    language: str,
) -> alt.LayerChart:
    field = division.field
    axis = theme.percent_axis(division.of_plan(language), language)
    scale = alt.Scale(domain=[0, 100])
    chosen = selection(field, by_legend=False)
    box = theme.chart(boxes)
    bands = box.mark_bar(color="#e0e0e0").encode(
        x=alt.X("low:Q", axis=axis, scale=scale),
        x2=alt.X2("high:Q"),
        y=placed.y("top"),
        y2=alt.Y2("bottom:Q"),
    )
    ticks = box.mark_rule(color=theme.INK, strokeWidth=2).encode(
        x=alt.X("median:Q"), y=placed.y("top"), y2=alt.Y2("bottom:Q")
    )
    marks = (
        theme.chart(points)
        .mark_point(filled=True, size=46, stroke=theme.INK, strokeWidth=0.4, cursor="pointer")
        .encode(
            x=alt.X("share_pct:Q"),
            y=placed.y("at"),
            fill=alt.Fill("colour:N", scale=None),
            opacity=dimmed(chosen),
            tooltip=[
                alt.Tooltip("plan:N", title="Plan"),
                alt.Tooltip(f"{field}:N", title=division.name),
                alt.Tooltip("count:Q", title=division.noun(language).capitalize(), format=","),
                alt.Tooltip("share:N", title=pick(language, "Del plan", "Of the plan")),
            ],
        )
        .add_params(chosen)
        .properties(name=f"{field}_points")
    )
    return theme.layered(bands, marks, ticks, placed.labels())


def _drawn(spread: Spread) -> Sequence[Share]:
    if len(spread.shares) <= _MAX_POINTS:
        return spread.shares
    ordered = sorted(spread.shares, key=lambda share: share.value)
    return [*ordered[:5], *ordered[-5:]]


def _label(spread: Spread, language: str) -> str:
    middle = percent(spread.median, language)
    return pick(
        language,
        f"{spread.name}: mediana {middle}; {extremes(spread, language)}",
        f"{spread.name}: median {middle}; {extremes(spread, language)}",
    )


def _end(spread: Spread, value: float, language: str) -> str:
    names = [share.plan for share in spread.shares if share.value == value]
    shown = percent(value, language)
    if len(names) > 1 or len(names[0]) > _MAX_NAME:
        plans = pick(language, "planes", "plans") if len(names) > 1 else "plan"
        return f"{shown} ({number(len(names), language)} {plans})"
    return f"{shown} ({names[0]})"
