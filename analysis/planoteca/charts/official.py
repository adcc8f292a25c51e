"""Figures that plans state beside the official ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import slots, theme
from planoteca.charts.formats import (
    amount,
    counted,
    label,
    lines_text,
    lowered,
    number,
    percent,
    pick,
    unit_beside,
)

MAX_ROWS = 15
_MARK = 14
_ROUNDING = 1.0  # percent of the official figure within which two figures are the same
_HIGHEST = 250.0  # percent of the official figure; beyond, a misprint would squeeze the rest
_OFFICIAL = theme.SERIES_COLOURS[0]
_COLUMNS = [
    *("document_id", "document", "indicator_id", "place_name", "value", "year"),
    *("official_value", "official_year", "difference_pct"),
]


def stated_and_official(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Stated figures and official ones of the same place, the furthest apart first.

    `frame`: query `stated_and_official`. The axis is percent of the official figure, so that
    places of every size are on one scale. Of several equal statements of a plan one is drawn.
    """
    rows = theme.prepare(frame, language, _COLUMNS, "query stated_and_official")
    distinct = {
        (row["document_id"], row["indicator_id"], row["place_name"], row["value"], row["year"]): row
        for row in reversed(rows)
        if row["difference_pct"] is not None
    }
    chosen = sorted(
        distinct.values(),
        key=lambda row: (
            -abs(row["difference_pct"]),
            *(str(row[name]) for name in ("place_name", "document_id", "year", "value")),
        ),
    )
    if not chosen:
        title = pick(
            language,
            "No hay cifras de los planes que comparar con las oficiales",
            "There are no figures of plans to compare with official ones",
        )
        return theme.nothing(title, source=source, language=language)
    shown = chosen[:MAX_ROWS]
    notes = [
        pick(
            language,
            "La cifra oficial es la del año más cercano o, si el plan no da año, la más parecida.",
            "The official figure is of the nearest year or, where the plan has none, the closest.",
        )
    ]
    repeated = len(rows) - len(chosen)
    if repeated:
        count = number(repeated, language)
        notes.append(
            pick(language, f"Repetidas, sin dibujar: {count}.", f"Repeated, not drawn: {count}.")
        )
    if len(chosen) > len(shown):
        more = number(len(chosen) - len(shown), language)
        notes.append(pick(language, f"Y {more} más.", f"And {more} more."))
    if any(_share(row) > _HIGHEST for row in shown):
        notes.append(
            pick(
                language,
                f"Cortadas en {percent(_HIGHEST, language)}: las que pasan; se escribe su valor.",
                f"Those above {percent(_HIGHEST, language)} are cut; their value is written.",
            )
        )
    texts = [_text(row, language) for row in shown]
    return theme.finish(
        _layers(shown, texts, language),
        title=_title(chosen, language),
        subtitle=[" ".join(notes)],
        source=source,
        language=language,
        described=texts,
    )


def _share(row: Mapping[str, Any]) -> float:
    return 100.0 + float(row["difference_pct"])


def _text(row: Mapping[str, Any], language: str) -> str:
    unit = unit_beside(row, language)
    stated = amount(row["value"], unit, language)
    official = amount(row["official_value"], unit, language)
    year = row["year"] or pick(language, "sin año", "no year")
    name = lowered(label(row, "indicator", language) or str(row["indicator_id"]))
    level = label(row, "place_level", language)
    place = (
        f"{row['place_name']} ({_LEVELS[level][language == 'en']})"
        if level in _LEVELS
        else (row["place_name"])
    )
    word = pick(language, "oficial", "official")
    return f"{place}, {name}: {stated} ({year}); {word} {official} ({row['official_year']})"


_LEVELS = {
    "region": ("región", "region"),
    "province": ("provincia", "province"),
    "district": ("distrito", "district"),
}


def _layers(
    rows: Sequence[Mapping[str, Any]], texts: Sequence[str], language: str
) -> alt.LayerChart:
    stated = pick(language, "Dicho por el plan", "Stated by the plan")
    official = pick(language, "Oficial", "Official")
    points = []
    joins = []
    placed = slots.place(texts, _MARK)
    for row, text, slot in zip(rows, texts, placed.rows, strict=True):
        at = min(_share(row), _HIGHEST)
        more = {"row": slot.middle, "text": text, "plan": row["document"]}
        more["lines"] = lines_text(row)
        gap = _signed(row["difference_pct"], language, 1)
        points.append(more | {"kind": stated, "value": at, "gap": gap})
        points.append(more | {"kind": official, "value": 100.0, "gap": ""})
        joins.append({"row": slot.middle, "start": at, "end": 100.0})
    values = [point["value"] for point in points]
    room = max(10.0, 0.15 * (max(values) - min(values)))
    axis = theme.percent_axis(
        pick(language, "Porcentaje de la cifra oficial", "Percent of the official figure"), language
    )
    scale = alt.Scale(domain=[min(values) - room, max(values) + room], nice=False, zero=False)
    y = placed.y("row")
    lines = (
        theme.chart(joins)
        .mark_rule(color="#9a9a9a", strokeWidth=2.5)
        .encode(x=alt.X("start:Q", axis=axis, scale=scale), x2=alt.X2("end:Q"), y=y)
    )
    base = theme.chart(points).encode(x=alt.X("value:Q", axis=axis, scale=scale), y=y)

    def by_kind(of_stated: str, of_official: str) -> alt.Scale:
        return alt.Scale(domain=[stated, official], range=[of_stated, of_official])

    marks = base.mark_point(opacity=1, size=110, strokeWidth=2, shape="circle").encode(
        fill=alt.Fill("kind:N", scale=by_kind(theme.PAPER, _OFFICIAL), legend=_legend()),
        stroke=alt.Stroke("kind:N", scale=by_kind(theme.INK, _OFFICIAL), legend=_legend()),
        tooltip=[
            alt.Tooltip("text:N", title=pick(language, "Qué", "What")),
            alt.Tooltip("kind:N", title=pick(language, "Marca", "Mark")),
            alt.Tooltip("plan:N", title="Plan"),
            alt.Tooltip("lines:N", title=pick(language, "Dónde", "Where")),
        ],
    )
    right = base.transform_filter("datum.value >= 100").mark_text(align="left", dx=9)
    left = base.transform_filter("datum.value < 100").mark_text(align="right", dx=-9)
    return theme.layered(
        lines,
        marks,
        right.encode(text=alt.Text("gap:N")),
        left.encode(text=alt.Text("gap:N")),
        placed.labels(),
        width=theme.WIDTH,
        height=placed.height,
    )


def _signed(value: float, language: str, decimals: int = 0) -> str:
    text = percent(value, language, decimals)
    return text if value <= 0 or text.startswith("<") else f"+{text}"


def _legend() -> alt.Legend:
    return alt.Legend(title=None, symbolType="circle")


def _title(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    apart = sum(abs(row["difference_pct"]) > _ROUNDING for row in rows)
    first = rows[0]
    name = lowered(label(first, "indicator", language) or str(first["indicator_id"]))
    figures = counted(len(rows), language, ("cifra", "cifras"), ("figure", "figures"))
    limit = percent(_ROUNDING, language)
    if not apart:
        return pick(
            language,
            f"{figures} de los planes: a lo más {limit} de la oficial",
            f"{figures} of the plans: at most {limit} from the official one",
        )
    far = _signed(first["difference_pct"], language)
    of = f"{number(apart, language)} {pick(language, 'de', 'of')} {figures}"
    verb = pick(language, "dista", "is") if apart == 1 else pick(language, "distan", "are")
    return pick(
        language,
        f"{of} de los planes {verb} más de {limit} de la oficial; la que más, {name} de "
        f"{first['place_name']} ({far})",
        f"{of} of the plans {verb} more than {limit} from the official one; the furthest, {name} "
        f"of {first['place_name']} ({far})",
    )
