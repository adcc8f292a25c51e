"""The numbers of commitments: the terms they are set in, their values, where they start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import sentences, theme
from planoteca.charts.baselines import draw_baselines
from planoteca.charts.formats import amount, label, lines_text, number, percent, pick, unit_of
from planoteca.charts.lines import MAX_LINES, Line, draw_lines

MAX_PLANS = 40
_CHANGES = ("reduce_by", "increase_by")


def comparators(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """In what terms quantities are set: bars for one plan, a table of counts for several.

    `frame`: query `quantities_by_comparator` (one plan or all).
    """
    columns = ["document_id", "document", "comparator_id", "unit_id", "quantities", "median"]
    rows = theme.prepare(frame, language, columns, "query quantities_by_comparator")
    rows = [row for row in rows if row["quantities"]]
    title = sentences.comparators(frame, language)
    if not rows:
        return theme.nothing(title, source=source, language=language)
    plans = list(dict.fromkeys(row["document_id"] for row in rows))
    chart = _one_plan(rows, language) if len(plans) == 1 else _counts(rows, language)
    hidden = len(plans) - MAX_PLANS
    notes = [_terms_note(language)]
    if hidden > 0:
        notes.append(pick(language, f"Y {hidden} planes más.", f"And {hidden} more plans."))
    return theme.finish(
        chart,
        title=title,
        subtitle=notes,
        source=source,
        language=language,
        described=[
            f"{row['document']}: {label(row, 'comparator', language)} "
            f"({unit_of(row, language)}) {row['quantities']}"
            for row in rows
        ],
    )


def quantified_targets(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Every value promised in percent, highest first; light bars are changes, not levels.

    `frame`: rows of view `plan_quantity`; other units are left out and counted in the subtitle.
    """
    columns = ["document_id", "document", "comparator_id", "unit_id", "value", "statement"]
    rows = theme.prepare(frame, language, columns, "view plan_quantity")
    title = sentences.quantified_targets(frame, language)
    chosen = [row for row in rows if row["unit_id"] == "percent"]
    if not chosen:
        return theme.nothing(title, source=source, language=language)
    several = len({row["document_id"] for row in chosen}) > 1
    level = pick(language, "Nivel o parte por alcanzar", "Level or share to reach")
    change = pick(language, "Cambio", "Change")
    lines = [
        Line(
            text=_target_label(row, several, language),
            value=row["value"],
            shown=percent(row["value"], language, 2),
            series=change if row["comparator_id"] in _CHANGES else level,
            tooltip=lines_text(row),
        )
        for row in sorted(chosen, key=lambda row: -row["value"])
    ]
    return draw_lines(
        lines,
        {level: theme.SERIES_COLOURS[0], change: "#a6cbe3"},
        title=title,
        notes=_other_units(len(rows) - len(chosen), language),
        axis=pick(language, "Porcentaje prometido", "Percent promised"),
        language=language,
        source=source,
    )


def targets_and_baselines(
    frame: pl.DataFrame, *, unit_id: str | None = None, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Where each target starts and where it would go, on the target's own scale.

    `frame`: query `targets_with_baseline`. A line joins baseline and target when the baseline is
    on the target's scale; a hollow diamond marks one that is only related. A target that is a
    change ("reduce by") has no mark of its own: its value is written beside the baseline. One unit
    is drawn (`unit_id`, else the most frequent); others are counted in the subtitle.
    """
    columns = ["commitment_id", "document_id", "document", "baseline_value", "baseline_start"]
    columns += ["target_value", "unit_id", "unit_symbol", "comparator_id", "change_points"]
    rows = theme.prepare(frame, language, columns, "query targets_with_baseline")
    title = sentences.targets_and_baselines(frame, language)
    units = [row["unit_id"] for row in rows]
    unit = unit_id or (max(dict.fromkeys(units), key=units.count) if units else None)
    chosen = [row for row in rows if row["unit_id"] == unit]
    if not chosen:
        return theme.nothing(title, source=source, language=language)
    several = len({row["document_id"] for row in chosen}) > 1
    for row in chosen:
        row["label"] = _subject(row, several, language)
        row["is_change"] = row["comparator_id"] in _CHANGES
    notes = _other_units(len(rows) - len(chosen), language)
    if len(chosen) > MAX_LINES:
        rest = len(chosen) - MAX_LINES
        notes.append(pick(language, f"Y {rest} más.", f"And {rest} more."))
    return draw_baselines(
        chosen[:MAX_LINES],
        title=title,
        notes=notes,
        unit=unit_of(chosen[0], language) or "",
        language=language,
        source=source,
    )


def _one_plan(rows: Sequence[Mapping[str, Any]], language: str) -> alt.LayerChart:
    marks = [
        {
            "term": f"{label(row, 'comparator', language)} ({unit_of(row, language)})",
            "quantities": row["quantities"],
            "shown": number(row["quantities"], language),
            "range": _range(row, language),
        }
        for row in sorted(rows, key=lambda row: -row["quantities"])
    ]
    title = pick(language, "Cantidades", "Quantities")
    axis = alt.Axis(format=",d", tickCount=6, tickMinStep=1, title=title)
    base = alt.Chart(theme.data(marks)).encode(
        x=alt.X("quantities:Q", axis=axis),
        y=alt.Y(
            "term:N",
            sort=[mark["term"] for mark in marks],
            title=None,
            axis=alt.Axis(ticks=False),
        ),
    )
    bars = base.mark_bar(color=theme.SERIES_COLOURS[0]).encode(
        tooltip=[
            alt.Tooltip("term:N", title=pick(language, "Términos", "Terms")),
            alt.Tooltip("quantities:Q", title=pick(language, "Cantidades", "Quantities")),
            alt.Tooltip("range:N", title=pick(language, "Valores", "Values")),
        ]
    )
    counts = base.mark_text(align="left", dx=4).encode(text="shown:N")
    height = max(28 * len(marks), 50)
    return theme.layered(bars, counts).properties(width=theme.WIDTH, height=height)


def _counts(rows: Sequence[Mapping[str, Any]], language: str) -> alt.LayerChart:
    cells: dict[tuple[str, str], int] = {}
    totals: dict[str, int] = {}
    for row in rows:
        plan = row["document"]
        term = label(row, "comparator", language) or row["comparator_id"]
        cells[plan, term] = cells.get((plan, term), 0) + row["quantities"]
        totals[plan] = totals.get(plan, 0) + row["quantities"]
    plans = list(totals)[:MAX_PLANS]
    terms: dict[str, int] = {}
    for (_, term), count in cells.items():
        terms[term] = terms.get(term, 0) + count
    columns = sorted(terms, key=lambda term: -terms[term])
    marks = [
        {
            "plan": plan,
            "term": term,
            "quantities": count,
            "shown": number(count, language),
            "share_pct": 100 * count / totals[plan],
            "ink": theme.PAPER if count > totals[plan] / 2 else theme.INK,
        }
        for (plan, term), count in cells.items()
        if plan in plans
    ]
    base = alt.Chart(theme.data(marks)).encode(
        x=alt.X(
            "term:N",
            sort=columns,
            title=None,
            axis=alt.Axis(
                orient="top", labelAngle=-25, labelAlign="left", ticks=False, domain=False
            ),
        ),
        y=alt.Y("plan:N", sort=plans, title=None, axis=alt.Axis(ticks=False, domain=False)),
    )
    boxes = base.mark_rect(stroke=theme.PAPER, strokeWidth=2).encode(
        color=alt.Color(
            "share_pct:Q",
            scale=alt.Scale(domain=[0, 100], range=["#eaf3f9", "#0b4f86"]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("plan:N", title="Plan"),
            alt.Tooltip("term:N", title=pick(language, "Términos", "Terms")),
            alt.Tooltip("quantities:Q", title=pick(language, "Cantidades", "Quantities")),
            alt.Tooltip(
                "share_pct:Q", title=pick(language, "% del plan", "% of plan"), format=".1f"
            ),
        ],
    )
    counts = base.mark_text().encode(text="shown:N", fill=alt.Fill("ink:N", scale=None))
    return theme.layered(boxes, counts).properties(
        width=max(90 * len(columns), 200), height=30 * len(plans)
    )


def _terms_note(language: str) -> str:
    return pick(
        language,
        "Reducir o aumentar «en» da el tamaño del cambio; reducir o aumentar «a», y alcanzar, el "
        "nivel al que se llega; una parte es un porcentaje de avance o de cobertura.",
        "Reduce or increase “by” gives the size of the change; reduce or increase “to”, and reach, "
        "the level arrived at; a share is a percentage of completion or coverage.",
    )


def _range(row: Mapping[str, Any], language: str) -> str:
    low, high = row.get("minimum"), row.get("maximum")
    middle = amount(row["median"], unit_of(row, language), language)
    if low is None or high is None or low == high:
        return middle
    between = f"{number(low, language)} – {number(high, language)}"
    return pick(language, f"{between}; mediana {middle}", f"{between}; median {middle}")


def _target_label(row: Mapping[str, Any], several: bool, language: str) -> str:
    term = label(row, "comparator", language) or row["comparator_id"]
    return f"{term}: {_subject(row, several, language)}"


def _subject(row: Mapping[str, Any], several: bool, language: str) -> str:
    text = label(row, "subject", language) or label(row, "statement", language) or "–"
    return f"{text} · {row['document']}" if several else text


def _other_units(count: int, language: str) -> list[str]:
    if not count:
        return []
    return [
        pick(
            language,
            f"Sin dibujar: {count} en otras unidades.",
            f"Not drawn: {count} in other units.",
        )
    ]
