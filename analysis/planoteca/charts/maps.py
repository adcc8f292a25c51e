"""The places of plans on the outline of Peru."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

import altair as alt
import polars as pl

from planoteca import workspace
from planoteca.charts import map_sentences, theme
from planoteca.charts.formats import amount, commitments, label, number, pick

MAX_POINTS = 250
MAX_LABELS = 15
_COLUMNS = [
    *("place_id", "place_name", "latitude", "longitude", "plans", "commitments"),
    *("leading_dimension_id", "indicator_id", "indicator_value", "indicator_basis"),
]
# The window of the map in degrees; the room east of Peru is for the names of the places.
_WEST, _NORTH, _SOUTH = -81.6, 0.2, -18.6
_PIXELS = 27.0  # per degree
_NAMES_AT = -67.6
_NAME_STEP = 17 / _PIXELS
_LAND = "#f1f1ee"
_BORDER = "#8a8a8a"
_AREAS = ((MAX_LABELS, 900), (80, 450), (MAX_POINTS, 220))  # points up to -> largest, in px²
# In the ocean, where no place is.
_LEGEND: dict[str, Any] = {
    "orient": "bottom-left",
    "direction": "vertical",
    "columns": 1,
    "offset": 0,
    "titleLimit": 200,
    "titleFontWeight": "normal",
    "titleColor": theme.MUTED,
}
_BASES = {"official": ("oficial", "official"), "stated": ("según el plan", "as plans state")}


def places_on_map(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """The places of plans as circles: area by commitments, colour by an indicator.

    `frame`: query `places_with_plans`; above 250 places, of `place_level="province"`. Where no
    place has a figure of the indicator, colour is the dimension with most commitments. Places
    without coordinates are counted in the subtitle.
    """
    rows = theme.prepare(frame, language, _COLUMNS, "query places_with_plans")
    located = [row for row in rows if row["latitude"] is not None and row["longitude"] is not None]
    notes = [map_sentences.missing(rows, located, language)]
    if not located:
        title = pick(
            language,
            "No hay planes de lugares con coordenadas",
            "There are no plans of places with coordinates",
        )
        return theme.nothing(title, source=source, language=language)
    located.sort(key=lambda row: (-row["commitments"], row["place_id"]))
    shown = located[:MAX_POINTS]
    if len(shown) < len(located):
        hidden = number(len(located) - len(shown), language)
        notes.append(pick(language, f"Y {hidden} lugares más.", f"And {hidden} more places."))
    valued = [row for row in shown if row["indicator_value"] is not None]
    notes += map_sentences.indicator(shown, valued, language)
    points = [_point(row, language) for row in shown]
    circles = _circles(points, bool(valued), shown, language)
    lines, names = _names(points) if len(points) <= MAX_LABELS else ([], [])
    layers = [_outline_layer(), *lines, *circles, *names]
    chart = theme.layered(*layers).properties(
        width=theme.WIDTH, height=round((_NORTH - _SOUTH) * _PIXELS)
    )
    chart = chart.project(
        type="equirectangular",
        scale=_PIXELS * 180 / math.pi,
        translate=[-_WEST * _PIXELS, _NORTH * _PIXELS],
    )
    whole = theme.finish(
        chart,
        title=map_sentences.title(shown, valued, language),
        subtitle=[" ".join(note for note in notes if note)] if any(notes) else [],
        source=source,
        language=language,
        described=[f"{point['name']}: {point['text']}" for point in points],
    )
    # A legend of the whole concatenation would stand above the title.
    return cast("alt.VConcatChart", whole.resolve_legend(size="independent"))


@cache
def outline() -> Mapping[str, Any]:
    """Peru as a GeoJSON feature (data/reference/peru.geojson), degrees."""
    path = workspace.find().reference / "peru.geojson"
    feature: dict[str, Any] = json.loads(path.read_text("utf-8"))
    # Vega takes a ring that runs the other way for the whole globe without it.
    feature["geometry"]["coordinates"] = [
        ring if _area(ring) < 0 else ring[::-1] for ring in feature["geometry"]["coordinates"]
    ]
    return feature


def _area(ring: Sequence[Sequence[float]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * north - east * y for (x, y), (east, north) in pairs) / 2


def _outline_layer() -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[dict(outline())])).mark_geoshape(
        fill=_LAND, stroke=_BORDER, strokeWidth=1
    )


def _point(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    value = row["indicator_value"]
    unit = row.get("unit_symbol")
    shown = "–" if value is None else amount(value, unit, language, 1)
    basis = _BASES.get(row["indicator_basis"])
    leading = label(row, "leading_dimension", language)
    text = commitments(row["commitments"], language)
    return {
        "lon": row["longitude"],
        "lat": row["latitude"],
        "name": _name(row, language),
        "plans": row["plans"],
        "n": row["commitments"],
        "text": text if value is None else f"{text}, {shown}",
        "short": number(row["commitments"], language) if value is None else shown,
        "value": value,
        "shown": shown if value is None or basis is None else f"{shown} ({pick(language, *basis)})",
        "leading": leading or "–",
    }


def _name(row: Mapping[str, Any], language: str) -> str:
    name = str(row["place_name"] or pick(language, "Sin nombre", "No name"))
    around = row.get("department")
    return name if around in {None, row["place_name"]} else f"{name} ({around})"


def _circles(
    points: Sequence[Mapping[str, Any]],
    has_values: bool,
    rows: Sequence[Mapping[str, Any]],
    language: str,
) -> list[alt.Chart]:
    title = pick(language, "Compromisos", "Commitments")
    largest_area = next(area for count, area in _AREAS if len(points) <= count)
    largest_count = max(1, *(point["n"] for point in points))
    indicator = label(rows[0], "indicator", language) or str(rows[0]["indicator_id"])
    size = alt.Size(
        "n:Q",
        scale=alt.Scale(domain=[0, largest_count], range=[12, largest_area]),
        legend=alt.Legend(
            title=title,
            symbolType="circle",
            symbolFillColor="#ffffff",
            symbolStrokeColor=theme.INK,
            symbolStrokeWidth=1,
            values=sorted({math.ceil(largest_count * part) for part in (0.25, 0.5, 1)}),
            format=",d",
            **_LEGEND,
        ),
    )
    tooltip = [
        alt.Tooltip("name:N", title=pick(language, "Lugar", "Place")),
        alt.Tooltip("plans:Q", title=pick(language, "Planes", "Plans")),
        alt.Tooltip("n:Q", title=title),
        alt.Tooltip("leading:N", title=pick(language, "Más en", "Most in")),
        alt.Tooltip("shown:N", title=_plain(indicator)),
    ]

    def layer(chosen: Sequence[Mapping[str, Any]]) -> alt.Chart:
        return (
            alt.Chart(theme.data(chosen))
            .mark_circle(opacity=0.85, stroke=theme.INK, strokeWidth=0.6)
            .encode(longitude="lon:Q", latitude="lat:Q", size=size, tooltip=tooltip)
        )

    if not has_values:
        return [layer(points).encode(color=_dimension_colour(rows, language))]
    without = [point for point in points if point["value"] is None]
    colour = alt.Color(
        "value:Q",
        scale=alt.Scale(scheme="viridis", reverse=True, nice=False, zero=False),
        legend=alt.Legend(title=_plain(indicator), gradientLength=90, tickCount=3, **_LEGEND),
    )
    valued = layer([point for point in points if point["value"] is not None]).encode(color=colour)
    grey = layer(without).encode(color=alt.value(theme.NONE_COLOUR))
    return [grey, valued] if without else [valued]


def _dimension_colour(rows: Sequence[Mapping[str, Any]], language: str) -> alt.Color:
    colours: dict[str, str] = {}
    for key, colour in theme.DIMENSION_COLOURS.items():
        for row in rows:
            if row["leading_dimension_id"] == key:
                colours.setdefault(label(row, "leading_dimension", language) or "–", colour)
    return alt.Color(
        "leading:N",
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(
            title=pick(language, "Más compromisos en", "Most commitments in"),
            symbolType="circle",
            **_LEGEND,
        ),
    )


def _names(points: Sequence[Mapping[str, Any]]) -> tuple[list[alt.Chart], list[alt.Chart]]:
    """Names in a column east of the country, in the order of their latitudes, each with a line."""
    ordered = sorted(points, key=lambda point: (-point["lat"], point["lon"]))
    heights = _spread([float(point["lat"]) for point in ordered])
    names = [
        {
            "lon": point["lon"],
            "lat": point["lat"],
            "at": _NAMES_AT,
            "height": height,
            "name": f"{point['name']}: {point['short']}",
        }
        for point, height in zip(ordered, heights, strict=True)
    ]
    base = alt.Chart(theme.data(names))
    lines = base.mark_rule(color="#9a9a9a", strokeWidth=0.7).encode(
        longitude="lon:Q", latitude="lat:Q", longitude2="at:Q", latitude2="height:Q"
    )
    texts = base.mark_text(align="left", dx=4, limit=180).encode(
        longitude="at:Q", latitude="height:Q", text="name:N"
    )
    return [lines], [texts]


def _spread(latitudes: Sequence[float]) -> list[float]:
    """Latitudes from north to south, moved apart until texts of one line do not overlap."""
    heights: list[float] = []
    for latitude in latitudes:
        ceiling = heights[-1] - _NAME_STEP if heights else _NORTH - _NAME_STEP / 2
        heights.append(min(latitude, ceiling))
    floor = _SOUTH + _NAME_STEP / 2
    for place in range(len(heights) - 1, -1, -1):
        heights[place] = max(heights[place], floor)
        floor = heights[place] + _NAME_STEP
    return heights


def _plain(text: str) -> str:
    """A title of legends and tooltips on one line."""
    return " ".join(text.split())
