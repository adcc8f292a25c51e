"""Figures that plans give place by place: poverty, population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import sentences, theme
from planoteca.charts.formats import amount, label, lines_text, number, pick, unit_of

MAX_PLACES = 25
_BAR = 15
_GAP = 12
# Finest first; countries and regions are never drawn beside their parts.
_LEVELS = {
    "community": ("comunidad", "community"),
    "district": ("distrito", "district"),
    "city": ("ciudad", "city"),
    "province": ("provincia", "province"),
}
_UNITS = {"people": ("personas", "people"), "percent": ("%", "%")}
_STATISTIC = ["document_id", "document", "indicator_id", "place_name", "place_level", "value"]


@dataclass(frozen=True)
class Series:
    """The bars of one colour: an indicator or a year."""

    label: str
    colour: str


def statistics_by_place(
    frame: pl.DataFrame,
    *,
    unit_id: str = "people",
    place_level: str = "district",
    language: str = "es",
    source: str = "",
) -> alt.VConcatChart:
    """Indicators place by place, one bar per indicator, highest first; one unit on one axis.

    `frame`: query `poverty`, or `baseline_statistics` of one topic. Rows of another unit or level
    are left out (a province's total would dwarf its districts) and counted in the subtitle.
    """
    columns = [*_STATISTIC, "unit_id", "year", "population_group"]
    rows = theme.prepare(frame, language, columns, "query poverty")
    chosen = [r for r in rows if r["unit_id"] == unit_id and r["place_level"] == place_level]
    unit = _unit(chosen, unit_id, language)
    level = pick(language, *_LEVELS.get(place_level, (place_level, place_level)))
    if not chosen:
        message = pick(
            language,
            f"No hay cifras por {level} ({unit})",
            f"There are no figures by {level} ({unit})",
        )
        return theme.nothing(message, source=source, language=language)
    _name_places(chosen, language, with_years=True)
    indicators = list(dict.fromkeys(row["indicator_id"] for row in chosen))
    names = {row["indicator_id"]: label(row, "indicator", language) or "" for row in chosen}
    for row in chosen:
        row["series"] = row["indicator_id"]
    colours = theme.SERIES_COLOURS
    series = {key: Series(names[key], colours[i % 6]) for i, key in enumerate(indicators)}
    return _grouped(
        chosen,
        series,
        title=sentences.statistics_by_place(chosen, unit, language),
        notes=[_scope_note(chosen, level, language)],
        left_out=len(rows) - len(chosen),
        axis=unit if unit == "%" else unit.capitalize(),
        unit=unit,
        language=language,
        source=source,
    )


def population_by_place(
    frame: pl.DataFrame,
    *,
    place_level: str | None = None,
    language: str = "es",
    source: str = "",
) -> alt.VConcatChart:
    """Population of each place, its years side by side, most populous first.

    `frame`: query `baseline_statistics` with `indicator_id="population"`. Without a `place_level`
    the one with most figures is drawn. Figures of a part of the population are left out.
    """
    columns = [*_STATISTIC, "year", "nature", "population_group"]
    rows = theme.prepare(frame, language, columns, "query baseline_statistics (population)")
    whole = [
        row
        for row in rows
        if row["indicator_id"] == "population" and row["population_group"] is None
    ]
    level = place_level or _fullest_level(whole)
    chosen = [row for row in whole if row["place_level"] == level]
    if not chosen:
        message = pick(
            language,
            "No hay cifras de población por lugar",
            "There are no population figures by place",
        )
        return theme.nothing(message, source=source, language=language)
    _name_places(chosen, language)
    years = sorted({row["year"] for row in chosen if row["year"] is not None})
    kept = years[-len(theme.YEAR_COLOURS) :]
    drawn = [row for row in chosen if row["year"] is None or row["year"] in kept]
    series = {
        year: Series(_year_label(year, drawn, language), theme.YEAR_COLOURS[i])
        for i, year in enumerate(reversed(kept))
    }
    ordered: dict[Any, Series] = {year: series[year] for year in kept}
    if any(row["year"] is None for row in drawn):
        undated = pick(language, "Sin año", "No year stated")
        ordered[None] = Series(undated, theme.NONE_COLOUR)
    for row in drawn:
        row["series"] = row["year"]
    unit = pick(language, "habitantes", "inhabitants")
    return _grouped(
        drawn,
        ordered,
        title=sentences.population(drawn, language),
        notes=[],
        left_out=len(rows) - len(drawn),
        axis=unit.capitalize(),
        unit="",
        language=language,
        source=source,
    )


def _grouped(
    rows: Sequence[dict[str, Any]],
    series: Mapping[Any, Series],
    *,
    title: str,
    notes: Sequence[str],
    left_out: int,
    axis: str,
    unit: str,
    language: str,
    source: str,
) -> alt.VConcatChart:
    cells: dict[tuple[str, Any], dict[str, Any]] = {}
    for row in rows:
        cells.setdefault((row["place"], row["series"]), row)
    repeated = sum(cells[r["place"], r["series"]]["value"] != r["value"] for r in rows)
    first = next(iter(series))
    places = sorted(
        {place for place, _ in cells},
        key=lambda place: (
            -cells.get((place, first), {"value": float("-inf")})["value"],
            -max(row["value"] for (name, _), row in cells.items() if name == place),
            place,
        ),
    )
    shown = places[:MAX_PLACES]
    marks = [
        {
            "place": place,
            "series": series[key].label,
            "value": row["value"],
            "shown": amount(row["value"], unit if unit == "%" else None, language),
            "plan": row["document"],
            "lines": lines_text(row),
        }
        for place in shown
        for key in series
        if (place, key) in cells
        for row in [cells[place, key]]
    ]
    hidden = [(len(places) - len(shown), left_out, repeated)]
    return theme.finish(
        _grouped_bars(marks, list(series.values()), shown, axis, language),
        title=title,
        subtitle=[note for note in [*notes, *_hidden_notes(*hidden[0], language)] if note],
        source=source,
        language=language,
        described=[f"{m['place']}, {m['series']}: {m['shown']}" for m in marks],
    )


def _grouped_bars(
    marks: Sequence[Mapping[str, Any]],
    series: Sequence[Series],
    places: Sequence[str],
    axis: str,
    language: str,
) -> alt.LayerChart:
    names = [item.label for item in series]
    base = theme.chart(marks).encode(
        x=alt.X("value:Q", axis=alt.Axis(format=",~f", tickCount=5, title=axis)),
        y=alt.Y(
            "place:N",
            sort=list(places),
            title=None,
            axis=alt.Axis(ticks=False),
            scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
        ),
        yOffset=alt.YOffset("series:N", sort=names),
    )
    bars = base.mark_bar().encode(
        color=alt.Color(
            "series:N", scale=alt.Scale(domain=names, range=[item.colour for item in series])
        ),
        tooltip=[
            alt.Tooltip("place:N", title=pick(language, "Lugar", "Place")),
            alt.Tooltip("series:N", title=pick(language, "Serie", "Series")),
            alt.Tooltip("shown:N", title=pick(language, "Valor", "Value")),
            alt.Tooltip("plan:N", title="Plan"),
            alt.Tooltip("lines:N", title=pick(language, "Líneas", "Lines")),
        ],
    )
    values = base.mark_text(align="left", dx=4, fontSize=11).encode(text=alt.Text("shown:N"))
    height = len(places) * (_BAR * len(series) + _GAP)
    return theme.layered(bars, values, width=theme.WIDTH, height=max(height, 40))


def _hidden_notes(places: int, left_out: int, repeated: int, language: str) -> list[str]:
    notes = []
    if places:
        notes.append(pick(language, f"Y {places} lugares más.", f"And {places} more places."))
    if left_out:
        text = number(left_out, language)
        notes.append(
            pick(
                language,
                f"Sin dibujar: {text} cifras de otra unidad, otro nivel, otro año u otro grupo.",
                f"Not drawn: {text} figures of another unit, level, year or group.",
            )
        )
    if repeated:
        text = number(repeated, language)
        notes.append(
            pick(
                language,
                f"{text} cifras contradicen a otra del mismo lugar; se dibuja la primera.",
                f"{text} figures contradict another of the same place; the first is drawn.",
            )
        )
    return notes


def _name_places(
    rows: Sequence[dict[str, Any]], language: str, *, with_years: bool = False
) -> None:
    """Give each row its `place`: the name, and what tells it from its namesakes."""
    plans = {row["document_id"] for row in rows}
    years = {row["year"] for row in rows}
    for row in rows:
        parts = [row["place_name"] or pick(language, "Sin lugar", "No place")]
        group = label(row, "population_group", language)
        if group:
            parts.append(group.lower().replace("_", " "))
        if with_years and len(years) > 1 and row["year"] is not None:
            parts.append(str(row["year"]))
        if len(plans) > 1:
            parts.append(f"({row['document']})")
        row["place"] = ", ".join(parts).replace(", (", " (")


def _fullest_level(rows: Sequence[Mapping[str, Any]]) -> str | None:
    figures = {(row["place_level"], row["place_name"], row["year"]) for row in rows}
    counts = Counter(level for level, _, _ in figures if level in _LEVELS)
    return max(_LEVELS, key=lambda level: counts[level]) if counts else None


def _year_label(year: int, rows: Sequence[Mapping[str, Any]], language: str) -> str:
    natures = {row["nature"] for row in rows if row["year"] == year}
    projected = pick(language, " (proyección)", " (projection)")
    return f"{year}{projected}" if natures == {"projection"} else str(year)


def _scope_note(rows: Sequence[Mapping[str, Any]], level: str, language: str) -> str:
    years = sorted({row["year"] for row in rows if row["year"] is not None})
    note = pick(language, f"Por {level}", f"By {level}")
    if not years:
        return note + pick(language, "; cifras sin año.", "; figures without a year.")
    return f"{note}, {years[0]}." if len(years) == 1 else f"{note}."


def _unit(rows: Sequence[Mapping[str, Any]], unit_id: str, language: str) -> str:
    if unit_id in _UNITS:
        return pick(language, *_UNITS[unit_id])
    return (unit_of(rows[0], language) if rows else None) or unit_id
