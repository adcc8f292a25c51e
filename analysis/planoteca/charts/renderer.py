"""Charts that show without a network: in JupyterLab, on GitHub, in print and in reports."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, cast

import altair as alt
import vl_convert

from planoteca import connections, workspace
from planoteca.charts.formats import check_language, pick
from planoteca.charts.theme import FONT, config

# JupyterLab would try to draw the public Vega-Lite type and fail on its version 6; nothing but
# Planoteca's own pages knows this one, so every other front end shows the SVG.
MIME_TYPE = "application/vnd.planoteca.vegalite+json"
_NAME = "planoteca"
# Text is as wide as Arial's here; a machine without it, Helvetica or Liberation shows a wider one,
# which would be cut at the picture's edge.
_PADDING = {"left": 28, "right": 90, "top": 5, "bottom": 5}
_TAG = re.compile(r"<[a-z][^<>]*>")
# Of the parts of a picture that has a description as a whole: no reader, script or style sees it.
_IDLE = re.compile(r' (?:aria-[a-z]+|class|pointer-events|role)="[^"]*"')


def enable(language: str = "es") -> None:
    """Show every Altair chart of this session as an SVG made here, in Planoteca's look.

    Reports find the chart's specification beside the SVG and make it interactive.
    """
    check_language(language)
    look = cast("alt.theme.ThemeConfig", {"config": config(language).to_dict()})
    alt.theme.register(_NAME, enable=True)(lambda: look)
    alt.renderers.register(_NAME, _bundle)
    alt.renderers.enable(_NAME)


def source(language: str = "es", database_path: str | Path | None = None) -> str:
    """The source line of charts of a database, with its build.

    Raises DatabaseUnavailable.
    """
    check_language(language)
    path = Path(database_path) if database_path else workspace.find().database
    with connections.reading(path) as connection:
        build = connection.execute("SELECT build_id FROM build").fetchall()[0][0]
    return pick(
        language,
        f"Fuente: Planoteca, build {build}; planes de gobierno.",
        f"Source: Planoteca, build {build}; government plans.",
    )


def draw(spec: Mapping[str, Any]) -> str:
    """The SVG of a chart's specification, with its description as its label."""
    svg = vl_convert.vegalite_to_svg(
        json.dumps({"padding": _PADDING, **spec}), allowed_base_urls=[]
    )
    start, end, rest = svg.partition(">")
    font = f' font-family="{escape(FONT)}"'
    rest = _TAG.sub(lambda tag: _IDLE.sub("", tag[0].replace(font, "")), rest)
    text = str(spec.get("description", ""))
    label = f' role="img" aria-label="{escape(text, quote=True)}"' if text else ""
    return f"<svg{label}{font}{start.removeprefix('<svg')}{end}{rest}"


def undrawn(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A chart for a notebook whose reader draws it."""
    return {MIME_TYPE: spec, "text/plain": str(spec.get("description", ""))}


def _bundle(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    return {**undrawn(spec), "image/svg+xml": draw(spec)}
