"""How each plan's commitments divide: by dimension, by measurability, by deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import sentences, theme
from planoteca.charts.formats import commitments, label, number, percent, pick

MAX_PLANS = 40
_DIGIT_PCT = 1.5
_LABEL, _HEAD, _TAIL = 36, 20, 13


@dataclass(frozen=True)
class Part:
    """One segment of a plan's bar: its category with label and colour, and its count."""

    key: Any
    label: str
    colour: str
    commitments: int
    note: str = ""


def _coded_part(
    column: str, colours: Mapping[str | None, str], none: str, language: str
) -> Callable[[Mapping[str, Any]], Part]:
    """How a row becomes a segment where each code of a column has its own fixed colour."""

    def part(row: Mapping[str, Any]) -> Part:
        key = row[column]
        name = label(row, column.removesuffix("_id"), language) or none
        return Part(key, name, colours.get(key, theme.NONE_COLOUR), row["commitments"])

    return part


def targets_by_dimension(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Each plan's commitments by dimension, as shares of its own.

    `frame`: query `targets_by_dimension` (one plan or all). Colours are fixed per dimension.
    """
    columns = ["document_id", "document", "dimension_id", "commitments"]
    rows = theme.prepare(frame, language, columns, "query targets_by_dimension")
    none = pick(language, "Otro eje", "Other axis")
    part = _coded_part("dimension_id", theme.DIMENSION_COLOURS, none, language)
    return _stacked(
        rows,
        part,
        _order(theme.DIMENSION_COLOURS),
        title=sentences.targets_by_dimension(frame, language),
        category=pick(language, "Dimensión", "Dimension"),
        language=language,
        source=source,
    )


def measurability(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Each plan's commitments by grade of measurability, as shares of its own.

    `frame`: query `measurability` (one plan or all). The darker, the better measurable.
    """
    columns = ["document_id", "document", "measurability", "commitments"]
    rows = theme.prepare(frame, language, columns, "query measurability")
    none = pick(language, "Sin grado", "Not graded")
    part = _coded_part("measurability", theme.MEASURABILITY_COLOURS, none, language)
    return _stacked(
        rows,
        part,
        _order(theme.MEASURABILITY_COLOURS),
        title=sentences.measurability(frame, language),
        category=pick(language, "Medibilidad", "Measurability"),
        language=language,
        source=source,
        notes=[
            pick(
                language,
                "Resultado: un número mide un cambio en la vida de las personas. Producto: un "
                "número cuenta lo que la municipalidad entrega.",
                "Outcome: a number measures a change in people's conditions. Output: a number "
                "counts what the municipality delivers.",
            )
        ],
    )


def deadlines(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """Each plan's commitments by the year they are promised for, as shares of its own.

    `frame`: query `deadlines` (one plan or all). The tooltip has the deadline as the plan says it.
    """
    columns = ["document_id", "document", "deadline", "deadline_year", "commitments"]
    rows = theme.prepare(frame, language, columns, "query deadlines")
    years = sorted({row["deadline_year"] for row in rows if row["deadline_year"] is not None})
    own = years[: len(theme.YEAR_COLOURS)]
    # The last year is the darkest: mostly the end of the term, in one plan as in all.
    colours = dict(zip(reversed(own), theme.YEAR_COLOURS, strict=False))
    other = pick(language, "Otro plazo", "Other deadline")

    def part(row: Mapping[str, Any]) -> Part:
        year, count = row["deadline_year"], row["commitments"]
        note = label(row, "deadline", language) or ""
        if row["deadline"] is None and year is None:
            none = pick(language, "Sin plazo", "None stated")
            return Part("none", none, theme.NONE_COLOUR, count, none)
        if year is None:
            return Part("other", other, theme.SERIES_COLOURS[5], count, note)
        if len(years) > len(own) and year >= own[-1]:
            later = pick(language, f"{own[-1]} o después", f"{own[-1]} or later")
            return Part(own[-1], later, colours[own[-1]], count, note)
        return Part(year, str(year), colours[year], count, note)

    return _stacked(
        rows,
        part,
        lambda key: (isinstance(key, str), key == "none", str(key)),
        title=sentences.deadlines(frame, language),
        category=pick(language, "Plazo", "Deadline"),
        language=language,
        source=source,
    )


def _order(colours: Mapping[Any, str]) -> Callable[[Any], int]:
    places = {key: place for place, key in enumerate(colours)}
    return lambda key: places.get(key, len(places) - 1)


def _stacked(
    rows: Sequence[Mapping[str, Any]],
    part: Callable[[Mapping[str, Any]], Part],
    order: Callable[[Any], Any],
    *,
    title: str,
    category: str,
    language: str,
    source: str,
    notes: Sequence[str] = (),
) -> alt.VConcatChart:
    plans: dict[str, dict[Any, Part]] = {}
    names: dict[str, str] = {}
    for row in rows:
        names[row["document_id"]] = row["document"]
        _add(plans.setdefault(row["document_id"], {}), part(row))
    totals = {plan: sum(p.commitments for p in parts.values()) for plan, parts in plans.items()}
    shown = sorted((p for p in totals if totals[p]), key=lambda p: -totals[p])[:MAX_PLANS]
    if not shown:
        return theme.nothing(title, source=source, language=language)
    labels = _row_labels(names)
    segments = [
        segment
        for plan in plans
        if plan in shown
        for segment in _segments(
            f"{labels[plan]} ({number(totals[plan], language)})", plans[plan], order, language
        )
    ]
    return theme.finish(
        _bars(segments, plans, order, category, language),
        title=title,
        subtitle=[*notes, *_row_notes(len(plans) - len(shown), language)],
        source=source,
        language=language,
        described=[
            f"{s['plan']}: {s['category']} {number(s['commitments'], language)}" for s in segments
        ],
    )


def _add(parts: dict[Any, Part], new: Part) -> None:
    old = parts.get(new.key)
    if old is None:
        parts[new.key] = new
        return
    notes = [note for note in dict.fromkeys((old.note, new.note)) if note]
    count = old.commitments + new.commitments
    parts[new.key] = Part(new.key, new.label, new.colour, count, " · ".join(notes))


def _row_labels(names: Mapping[str, str]) -> dict[str, str]:
    """A label per plan that fits beside its bar and that no other plan has."""
    short = {
        plan: name if len(name) <= _LABEL else f"{name[:_HEAD].rstrip()} … {name[-_TAIL:].lstrip()}"
        for plan, name in names.items()
    }
    taken = Counter(short.values())
    return {plan: plan if taken[name] > 1 else name for plan, name in short.items()}


def _row_notes(hidden: int, language: str) -> list[str]:
    notes = [
        pick(
            language,
            "Entre paréntesis, los compromisos de cada plan.",
            "In brackets, the commitments of each plan.",
        )
    ]
    if hidden:
        notes.append(
            pick(
                language,
                f"Se muestran los {MAX_PLANS} planes con más compromisos, y {hidden} más no.",
                f"The {MAX_PLANS} plans with most commitments are shown, {hidden} more are not.",
            )
        )
    return notes


def _segments(
    plan: str, parts: Mapping[Any, Part], order: Callable[[Any], Any], language: str
) -> list[dict[str, Any]]:
    total = sum(part.commitments for part in parts.values())
    start = 0
    result = []
    for key in sorted(parts, key=order):
        part = parts[key]
        share = 100 * part.commitments / total
        count = number(part.commitments, language)
        result.append(
            {
                "plan": plan,
                "category": part.label,
                "commitments": part.commitments,
                "share_pct": share,
                "start_pct": 100 * start / total,
                "end_pct": 100 * (start + part.commitments) / total,
                "middle_pct": 100 * (start + part.commitments / 2) / total,
                "count": count if share > (len(count) + 1) * _DIGIT_PCT else "",
                "ink": theme.ink_on(part.colour),
                "note": part.note,
                "share": f"{percent(share, language, 1)}",
                "of": commitments(total, language),
            }
        )
        start += part.commitments
    return result


def _bars(
    segments: Sequence[Mapping[str, Any]],
    plans: Mapping[str, Mapping[Any, Part]],
    order: Callable[[Any], Any],
    category: str,
    language: str,
) -> alt.LayerChart:
    present = {part.key: part for parts in plans.values() for part in parts.values()}
    legend = [present[key] for key in sorted(present, key=order)]
    labels = list(dict.fromkeys(segment["plan"] for segment in segments))
    tooltip = [
        alt.Tooltip("plan:N", title="Plan"),
        alt.Tooltip("category:N", title=category),
        alt.Tooltip(
            "commitments:Q", title=pick(language, "Compromisos", "Commitments"), format=","
        ),
        alt.Tooltip("share:N", title=pick(language, "Del plan", "Of the plan")),
    ]
    if any(segment["note"] for segment in segments):
        tooltip.append(alt.Tooltip("note:N", title=pick(language, "Dice el plan", "As stated")))
    y = alt.Y("plan:N", sort=labels, title=None, axis=alt.Axis(ticks=False, domain=False))
    of_plan = pick(
        language, "Porcentaje de los compromisos del plan", "Percent of the plan's commitments"
    )
    axis = theme.percent_axis(of_plan, language)
    base = alt.Chart(theme.data(segments))
    bars = base.mark_bar(stroke=theme.PAPER, strokeWidth=1).encode(
        x=alt.X("start_pct:Q", axis=axis, scale=alt.Scale(domain=[0, 100])),
        x2=alt.X2("end_pct:Q"),
        y=y,
        color=alt.Color(
            "category:N",
            scale=alt.Scale(domain=[p.label for p in legend], range=[p.colour for p in legend]),
            legend=alt.Legend(symbolStrokeColor="#9a9a9a", symbolStrokeWidth=0.5),
        ),
        tooltip=tooltip,
    )
    counts = base.mark_text(baseline="middle").encode(
        x=alt.X("middle_pct:Q"), y=y, text=alt.Text("count:N"), fill=alt.Fill("ink:N", scale=None)
    )
    height = 56 if len(labels) == 1 else 30 * len(labels)
    return theme.layered(bars, counts).properties(width=theme.WIDTH, height=height)
