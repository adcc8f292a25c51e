"""Shares of commitments with their intervals: a dot and a line in a row for each code or group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import phrases, theme
from planoteca.charts.formats import commitments, counted, label, number, percent, pick, shorten

MOST_ROWS = 26  # Peru's departments and Callao, and those of no known place
_ENDS = 6  # rows of each end, where there are more
_ROW = 26
_NAME = 30
_LABELS = 190
_VALUE = 46  # for the share, at the right
_COLUMNS = (
    *("group", "group_name", "code", "plans", "commitments", "share_pct", "low_pct", "high_pct"),
    *("method", "with_coding_error"),
)


def share_intervals(
    frame: pl.DataFrame, *, code: str = "", language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """The share of each code, or of one code in each group, with its 95 % interval.

    `frame`: what `planoteca.shares` gives; with groups, `code` chooses the code. Above 26 groups
    only those are drawn that are surely highest (by the low end of the interval) and surely lowest.
    """
    rows = theme.prepare(frame, language, _COLUMNS, "planoteca.shares")
    rows = [row for row in rows if row["code"] == code] if code else rows
    if not rows:
        return theme.nothing(phrases.no_commitments(language), source=source, language=language)
    by_group = bool(code)
    ordered = sorted(rows, key=lambda row: -row["share_pct"]) if by_group else rows
    chosen = _ends(ordered) if len(ordered) > MOST_ROWS else ordered
    shown = _shown(chosen, by_group, language)
    return theme.finish(
        _layers(shown, language),
        title=(_of_groups if by_group else _of_codes)(chosen, language),
        subtitle=_notes(rows, len(chosen), language),
        source=source,
        language=language,
        described=[f"{row['name']}: {row['share']} ({row['interval']})" for row in shown],
    )


def _ends(ordered: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    told = [row for row in ordered if row["low_pct"] is not None]
    highest = sorted(told, key=lambda row: (-row["low_pct"], -row["share_pct"]))[:_ENDS]
    names = {row["group"] for row in highest}
    rest = [row for row in told if row["group"] not in names]
    lowest = sorted(rest, key=lambda row: (row["high_pct"], row["share_pct"]))[:_ENDS]
    return [*highest, *reversed(lowest)]


def _shown(
    rows: Sequence[Mapping[str, Any]], by_group: bool, language: str
) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    shown = []
    for row in rows:
        name = shorten(_name(row, by_group, language), _NAME)
        seen[name] += 1
        shown.append(
            {
                "name": f"{name} ({seen[name]})" if seen[name] > 1 else name,
                "whole": _name(row, by_group, language),
                "share_pct": row["share_pct"],
                "low_pct": row["low_pct"],
                "high_pct": row["high_pct"],
                "share": percent(row["share_pct"], language),
                "interval": _interval(row, language),
                "of": _of(row, language),
                "colour": theme.SERIES_COLOURS[0]
                if by_group
                else theme.DIMENSION_COLOURS.get(row["code"], theme.SERIES_COLOURS[0]),
            }
        )
    return shown


def _layers(rows: Sequence[Mapping[str, Any]], language: str) -> alt.LayerChart:
    axis = theme.percent_axis(
        pick(language, "Porcentaje de los compromisos", "Percent of the commitments"), language
    )
    names = alt.Axis(ticks=False, domain=False, labelPadding=10, labelLimit=_LABELS)
    y = alt.Y("name:N", sort=[row["name"] for row in rows], title=None, axis=names)
    x = alt.X("share_pct:Q", axis=axis, scale=alt.Scale(domain=[0, 100], nice=False))
    colour = alt.Color("colour:N", scale=None)
    tooltip = [
        alt.Tooltip("whole:N", title=pick(language, "Qué", "What")),
        alt.Tooltip("share:N", title=pick(language, "Parte", "Share")),
        alt.Tooltip("interval:N", title=pick(language, "Intervalo de 95 %", "95% interval")),
        alt.Tooltip("of:N", title=pick(language, "De", "Of")),
    ]
    width = theme.WIDTH - min(_LABELS, int(theme.text_room([row["name"] for row in rows])))
    base = theme.chart(rows)
    lines = (
        theme.chart([row for row in rows if row["low_pct"] is not None])
        .mark_rule(strokeWidth=3, opacity=0.55)
        .encode(x=alt.X("low_pct:Q", axis=axis), x2=alt.X2("high_pct:Q"), y=y, color=colour)
        .encode(tooltip=tooltip)
    )
    dots = base.mark_point(filled=True, size=80, opacity=1, stroke=theme.PAPER).encode(
        x=x, y=y, color=colour, tooltip=tooltip
    )
    values = base.mark_text(align="right", fontWeight="bold").encode(
        x=alt.value(width + _VALUE), y=y, text=alt.Text("share:N")
    )
    return theme.layered(lines, dots, values, width=width, height=_ROW * len(rows))


def _of_codes(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    top = max(rows, key=lambda row: row["share_pct"])
    name, share = label(top, "code", language), percent(top["share_pct"], language)
    of = _of(top, language)
    if top["low_pct"] is None:
        return pick(language, f"{name}: {share} de {of}", f"{name}: {share} of {of}")
    low, high = (percent(top[end], language) for end in ("low_pct", "high_pct"))
    return pick(
        language,
        f"{name}: {share} de {of}, o entre {low} y {high}",
        f"{name}: {share} of {of}, or between {low} and {high}",
    )


def _of_groups(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    what = label(rows[0], "code", language)
    ordered = sorted(rows, key=lambda row: -row["share_pct"])
    high, low = (
        f"{percent(row['share_pct'], language)} ({_name(row, True, language)}; "
        f"{_interval(row, language)})"
        for row in (ordered[0], ordered[-1])
    )
    if len(rows) == 1:
        return f"{what}: {high}"
    return pick(language, f"{what}: de {low} a {high}", f"{what}: from {low} to {high}")


def _notes(rows: Sequence[Mapping[str, Any]], drawn: int, language: str) -> list[str]:
    is_one_each = all(row["method"] in {"commitments", "wilson"} for row in rows)
    notes = [
        pick(
            language,
            "Línea: intervalo de 95 %, lo que diría un plan de igual intención y extensión."
            if is_one_each
            else "Línea: intervalo de 95 %, los planes tomados como muestra de otros semejantes.",
            "Line: 95% interval, what a plan of the same intent and length might say."
            if is_one_each
            else "Line: 95% interval, the plans taken as a sample of others like them.",
        ),
        pick(
            language,
            "Con los errores de codificación, hasta donde se midieron."
            if rows[0]["with_coding_error"]
            else "Sin errores de codificación.",
            "With errors of coding, as far as measured."
            if rows[0]["with_coding_error"]
            else "Errors of coding are not in it.",
        ),
    ]
    if drawn < len(rows):
        total = number(len(rows), language)
        notes.append(
            pick(
                language,
                f"De {total}, los {_ENDS} con más seguridad altos y los {_ENDS} bajos.",
                f"Of {total}, the {_ENDS} most surely high and the {_ENDS} most surely low.",
            )
        )
    return notes


def _name(row: Mapping[str, Any], by_group: bool, language: str) -> str:
    if not by_group:
        return label(row, "code", language) or str(row["code"])
    return row["group_name"] or pick(language, "No consta", "Not known")


def _interval(row: Mapping[str, Any], language: str) -> str:
    if row["low_pct"] is None:
        return pick(language, "sin intervalo", "no interval")
    low, high = (number(round(row[end]), language) for end in ("low_pct", "high_pct"))
    return f"{low}–{pick(language, high + ' %', high + '%')}"


def _of(row: Mapping[str, Any], language: str) -> str:
    plans = counted(row["plans"], language, ("plan", "planes"), ("plan", "plans"))
    return pick(
        language,
        f"{commitments(row['commitments'], language)} de {plans}",
        f"{commitments(row['commitments'], language)} of {plans}",
    )
