"""How plans divide into parts: bars for one plan, stacked for up to twelve, spreads for more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt

from planoteca.charts import slots, theme
from planoteca.charts.formats import number, percent, pick
from planoteca.charts.parts import Division, Part, Plan, dimmed, plans_of, selection, short_titles
from planoteca.charts.spreads import Share, Spread, draw_spreads

_BAR = 24
_STEP = 34
_DIGIT_PCT = 1.75
_ROOM = 92  # for the value written after the longest bar of one plan


def draw_division(
    rows: Sequence[Mapping[str, Any]],
    part: Callable[[Mapping[str, Any]], Part],
    division: Division,
    *,
    title: str,
    language: str,
    source: str,
    notes: Sequence[str] = (),
) -> alt.VConcatChart:
    """The chart of a division: rows with document_id and document, and how each is a part."""
    plans = plans_of(rows, part)
    if not plans:
        return theme.nothing(title, source=source, language=language)
    if len(plans) > theme.MANY_PLANS:
        return draw_spreads(
            _spreads(plans, division),
            division,
            title=title,
            notes=notes,
            language=language,
            source=source,
        )
    if len(plans) == 1:
        (plan,) = plans.values()
        chart = _one_plan(plan, division, language)
        described = [
            f"{part.label}: {number(part.count, language)}"
            for part in sorted(plan.parts.values(), key=lambda part: division.order(part.key))
        ]
        of = division.counted(plan.total, language)
        explained = pick(language, f"Número y parte de {of}.", f"Number and share of {of}.")
    else:
        chart, segments = _several_plans(plans, division, language)
        described = [
            f"{s['plan']}: {s[division.field]} {number(s['count'], language)} ({s['share']})"
            for s in segments
        ]
        explained = pick(
            language,
            f"Número de {division.noun(language)} y su parte del plan; {len(plans)} planes.",
            f"Number of {division.noun(language)} and their share of the plan; {len(plans)} plans.",
        )
    return theme.finish(
        chart,
        title=title,
        subtitle=[explained, *notes],
        source=source,
        language=language,
        described=described,
    )


def _spreads(plans: Mapping[str, Plan], division: Division) -> list[Spread]:
    present = {part.key: part for plan in plans.values() for part in plan.parts.values()}
    titles = short_titles({key: plan.title for key, plan in plans.items()})
    counts = {
        key: {name: plan.parts[key].count for name, plan in plans.items() if key in plan.parts}
        for key in present
    }
    return [
        Spread(
            present[key].label,
            present[key].colour,
            [
                Share(
                    titles[name],
                    100 * counts[key].get(name, 0) / plan.total,
                    counts[key].get(name, 0),
                )
                for name, plan in plans.items()
            ],
        )
        for key in sorted(present, key=division.order)
    ]


def _one_plan(plan: Plan, division: Division, language: str) -> alt.LayerChart:
    """One bar per category, with its count and share written after it."""
    total = plan.total
    parts = [plan.parts[key] for key in sorted(plan.parts, key=division.order)]
    marks = [
        {
            division.field: part.label,
            "count": part.count,
            "share_pct": 100 * part.count / total,
            "share": percent(100 * part.count / total, language, 1),
            "shown": f"{number(part.count, language)} · "
            f"{percent(100 * part.count / total, language)}",
            "colour": part.colour,
            "note": part.note,
        }
        for part in parts
    ]
    names = [part.label for part in parts]
    chosen = selection(division.field, by_legend=False)
    base = theme.chart(marks).encode(
        x=alt.X("count:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        y=alt.Y(
            f"{division.field}:N",
            sort=names,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=0, labelPadding=8),
            scale=alt.Scale(paddingInner=0.28, paddingOuter=0),
        ),
    )
    bars = (
        base.mark_bar(stroke="#9a9a9a", strokeWidth=0.5, cursor="pointer")
        .encode(
            color=alt.Color("colour:N", scale=None),
            opacity=dimmed(chosen),
            tooltip=_tooltip(division, marks, language),
        )
        .add_params(chosen)
        .properties(name=f"{division.field}_bars")
    )
    values = base.mark_text(align="left", baseline="middle", dx=6).encode(text=alt.Text("shown:N"))
    room = theme.text_room(names) + _ROOM
    return theme.layered(
        bars, values, width=max(theme.WIDTH - room, theme.WIDTH / 3), height=_STEP * len(parts)
    )


def _several_plans(
    plans: Mapping[str, Plan], division: Division, language: str
) -> tuple[alt.LayerChart, list[dict[str, Any]]]:
    """A bar of 100 % per plan, in the order given; the chart and its segments."""
    titles = short_titles({key: plan.title for key, plan in plans.items()})
    labels = {
        key: f"{titles[key]}: {division.counted(plan.total, language)}"
        for key, plan in plans.items()
    }
    placed = slots.place(list(labels.values()), _BAR)
    segments = [
        {**segment, "plan": titles[key], "top": slot.top, "bottom": slot.bottom, "at": slot.middle}
        for (key, plan), slot in zip(plans.items(), placed.rows, strict=True)
        for segment in _segments(plan, division, language)
    ]
    present = {part.key: part for plan in plans.values() for part in plan.parts.values()}
    legend = [present[key] for key in sorted(present, key=division.order)]
    chosen = selection(division.field, by_legend=True)
    of_plan = division.of_plan(language)
    base = theme.chart(segments)
    bars = (
        base.mark_bar(stroke=theme.PAPER, strokeWidth=1, cursor="pointer")
        .encode(
            x=alt.X(
                "start_pct:Q",
                axis=theme.percent_axis(of_plan, language),
                scale=alt.Scale(domain=[0, 100]),
            ),
            x2=alt.X2("end_pct:Q"),
            y=placed.y("top"),
            y2=alt.Y2("bottom:Q"),
            color=alt.Color(
                f"{division.field}:N",
                scale=alt.Scale(domain=[p.label for p in legend], range=[p.colour for p in legend]),
                legend=theme.legend([p.label for p in legend]),
            ),
            opacity=dimmed(chosen),
            tooltip=[alt.Tooltip("plan:N", title="Plan"), *_tooltip(division, segments, language)],
        )
        .add_params(chosen)
        .properties(name=f"{division.field}_bars")
    )
    shares = base.mark_text(baseline="middle").encode(
        x=alt.X("middle_pct:Q"),
        y=placed.y("at"),
        text=alt.Text("shown:N"),
        fill=alt.Fill("ink:N", scale=None),
    )
    chart = theme.layered(bars, shares, placed.labels(), width=theme.WIDTH, height=placed.height)
    return chart, segments


def _segments(plan: Plan, division: Division, language: str) -> list[dict[str, Any]]:
    start = 0
    result = []
    for key in sorted(plan.parts, key=division.order):
        part = plan.parts[key]
        share = 100 * part.count / plan.total
        count = number(part.count, language)
        both = f"{count} · {percent(share, language)}"
        fitting = [text for text in (both, count) if share > (len(text) + 1) * _DIGIT_PCT]
        result.append(
            {
                division.field: part.label,
                "count": part.count,
                "share_pct": share,
                "start_pct": 100 * start / plan.total,
                "end_pct": 100 * (start + part.count) / plan.total,
                "middle_pct": 100 * (start + part.count / 2) / plan.total,
                "shown": fitting[0] if fitting else "",
                "ink": theme.ink_on(part.colour),
                "note": part.note,
                "share": percent(share, language, 1),
            }
        )
        start += part.count
    return result


def _tooltip(
    division: Division, marks: Sequence[Mapping[str, Any]], language: str
) -> list[alt.Tooltip]:
    tooltip = [
        alt.Tooltip(f"{division.field}:N", title=division.name),
        alt.Tooltip("count:Q", title=division.noun(language).capitalize(), format=","),
        alt.Tooltip("share:N", title=pick(language, "Del plan", "Of the plan")),
    ]
    if any(mark["note"] for mark in marks):
        tooltip.append(alt.Tooltip("note:N", title=pick(language, "Dice el plan", "As stated")))
    return tooltip
