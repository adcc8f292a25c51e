"""The places of plans on the outline of Peru."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import altair as alt
import polars as pl

from planoteca import workspace
from planoteca.charts import map_sentences, theme
from planoteca.charts.formats import amount, commitments, label, number, pick

MAX_POINTS = 300
MAX_LABELS = 15
_COLUMNS = [
    *("place_id", "place_name", "latitude", "longitude", "plans", "commitments"),
    *("leading_dimension_id", "indicator_id", "indicator_value", "indicator_basis"),
]
_COORDINATES = ("longitude", "latitude")
_HEIGHT = 508
_WIDTH = 560
_NAMES_AT = 378  # px; the room to the right is for the names of the places
_LINE = 17  # px
_LAND = "#f1f1ee"
_BORDER = "#8a8a8a"
_AREAS = ((MAX_LABELS, 900), (80, 450), (MAX_POINTS, 220))  # points up to -> largest, in px²
_LEGEND: dict[str, Any] = {
    "titleLimit": 200,
    "titleFontWeight": "normal",
    "titleColor": theme.MUTED,
}
_BASES = {"official": ("oficial", "official"), "stated": ("según el plan", "as plans state")}


_IN_THE_OCEAN = {"orient": "none", "direction": "vertical", "columns": 1, "legendX": 0}
_BELOW = {"orient": "bottom", "direction": "horizontal"}


@dataclass(frozen=True)
class _Window:
    """What part of the world a map shows, in degrees, and where its legends stand."""

    west: float
    north: float
    pixels: float  # per degree
    size_legend: Mapping[str, Any]
    colour_legend: Mapping[str, Any]


_PERU = _Window(
    -81.6,
    0.2,
    27.0,
    {**_IN_THE_OCEAN, "legendY": 300},
    {**_IN_THE_OCEAN, "legendY": 405},
)


def places_on_map(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """The places of plans as circles: area by commitments, colour by an indicator.

    `frame`: query `places_with_plans`; above 300 places, of `place_level="province"`. Places of
    one region fill the map, other ones stand on the outline of the country. Where no
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
    window = _window(shown)
    circles = _circles(shown, window, language)
    lines, names = _names(shown, window, language) if len(shown) <= MAX_LABELS else ([], [])
    layers = [_outline_layer(), *lines, *circles, *names]
    chart = theme.layered(*layers, width=_WIDTH, height=_HEIGHT).project(
        type="equirectangular",
        scale=window.pixels * 180 / math.pi,
        translate=[-window.west * window.pixels, window.north * window.pixels],
    )
    whole = theme.finish(
        chart,
        title=map_sentences.title(shown, valued, language),
        subtitle=[" ".join(note for note in notes if note)] if any(notes) else [],
        source=source,
        language=language,
        described=[_described(row, language) for row in shown],
    )
    # Legends of the whole concatenation would stand above the title.
    independent = whole.resolve_legend(color="independent", size="independent")
    return cast("alt.VConcatChart", independent)


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
    chart = theme.chart([outline()]).mark_geoshape(
        fill=_LAND, stroke=_BORDER, strokeWidth=1, clip=True
    )
    return cast("alt.Chart", chart)


def _window(rows: Sequence[Mapping[str, Any]]) -> _Window:
    """The country, or the surroundings of several places of one region."""
    if len(rows) == 1 or len({row["place_id"][:2] for row in rows}) > 1:
        return _PERU
    longitudes, latitudes = ([float(row[name]) for row in rows] for name in _COORDINATES)
    width, height = max(longitudes) - min(longitudes), max(latitudes) - min(latitudes)
    pixels = min(_NAMES_AT / (1.3 * width + 0.3), _HEIGHT / (1.3 * height + 0.3))
    return _Window(
        (max(longitudes) + min(longitudes) - _NAMES_AT / pixels) / 2,
        (max(latitudes) + min(latitudes) + _HEIGHT / pixels) / 2,
        pixels,
        _BELOW,
        _BELOW,
    )


def _point(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    basis = _BASES.get(row["indicator_basis"])
    value = row["indicator_value"]
    return {
        "lon": round(row["longitude"], 3),
        "lat": round(row["latitude"], 3),
        "name": _name(row, language),
        "plans": row["plans"],
        "n": row["commitments"],
        "value": None if value is None else round(value, 4),
        "shown": _figure(row, language) + (f" ({pick(language, *basis)})" if basis else ""),
        "leading": label(row, "leading_dimension", language) or "–",
    }


def _figure(row: Mapping[str, Any], language: str) -> str:
    value = row["indicator_value"]
    return "–" if value is None else amount(value, row.get("unit_symbol"), language, 1)


def _described(row: Mapping[str, Any], language: str) -> str:
    text = f"{_name(row, language)}: {commitments(row['commitments'], language)}"
    has_figure = row["indicator_value"] is not None
    return f"{text}, {_figure(row, language)}" if has_figure else text


def _name(row: Mapping[str, Any], language: str) -> str:
    name = str(row["place_name"] or pick(language, "Sin nombre", "No name"))
    around = row.get("department")
    return name if around in {None, row["place_name"]} else f"{name} ({around})"


def _circles(rows: Sequence[Mapping[str, Any]], window: _Window, language: str) -> list[alt.Chart]:
    points = [_point(row, language) for row in rows]
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
            **window.size_legend,
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
        circles = theme.chart(chosen).mark_circle(opacity=0.85, stroke=theme.INK, strokeWidth=0.6)
        encoded = circles.encode(
            longitude=alt.Longitude("lon:Q"),
            latitude=alt.Latitude("lat:Q"),
            size=size,
            tooltip=tooltip,
        )
        return cast("alt.Chart", encoded)

    if all(point["value"] is None for point in points):
        return [layer(points).encode(color=_dimension_colour(rows, window.colour_legend, language))]
    without = [point for point in points if point["value"] is None]
    colour = alt.Color(
        "value:Q",
        scale=alt.Scale(scheme="viridis", reverse=True, nice=True, zero=False),
        legend=alt.Legend(
            title=_plain(indicator),
            gradientLength=75,
            tickCount=3,
            **_LEGEND,
            **window.colour_legend,
        ),
    )
    valued = layer([point for point in points if point["value"] is not None]).encode(color=colour)
    grey = layer(without).encode(color=alt.value(theme.NONE_COLOUR))
    return [grey, valued] if without else [valued]


def _dimension_colour(
    rows: Sequence[Mapping[str, Any]], legend: Mapping[str, Any], language: str
) -> alt.Color:
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
            **legend,
        ),
    )


def _names(
    rows: Sequence[Mapping[str, Any]], window: _Window, language: str
) -> tuple[list[alt.Chart], list[alt.Chart]]:
    """Lines from places to the names in a column on the right, and the names."""
    ordered = sorted(rows, key=lambda row: (-row["latitude"], row["longitude"], row["place_id"]))
    heights = _spread([(window.north - row["latitude"]) * window.pixels for row in ordered])
    has_values = any(row["indicator_value"] is not None for row in rows)
    names = [
        {
            "lon": row["longitude"],
            "lat": row["latitude"],
            "at": window.west + _NAMES_AT / window.pixels,
            "height": window.north - height / window.pixels,
            "name": (_name(row, language) if window is _PERU else str(row["place_name"]))
            + ": "
            + (_figure(row, language) if has_values else number(row["commitments"], language)),
        }
        for row, height in zip(ordered, heights, strict=True)
    ]
    base = theme.chart(names)
    lines = base.mark_rule(color="#9a9a9a", strokeWidth=0.7).encode(
        longitude=alt.Longitude("lon:Q"),
        latitude=alt.Latitude("lat:Q"),
        longitude2=alt.Longitude2("at:Q"),
        latitude2=alt.Latitude2("height:Q"),
    )
    texts = base.mark_text(align="left", dx=4, limit=_WIDTH - _NAMES_AT).encode(
        longitude=alt.Longitude("at:Q"), latitude=alt.Latitude("height:Q"), text=alt.Text("name:N")
    )
    return [lines], [texts]


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights in px from the top, in order, moved apart until lines of text do not overlap."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + _LINE if moved else _LINE / 2))
    floor = _HEIGHT - _LINE / 2
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], floor)
        floor = moved[place] - _LINE
    return moved


def _plain(text: str) -> str:
    """A title of legends and tooltips on one line."""
    return " ".join(text.split())
