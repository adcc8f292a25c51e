"""An executed notebook as one self-contained page: no external address, one Vega bundle."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

import jinja2
import nbformat
import vl_convert
from nbconvert import HTMLExporter

CHART_MIME = "application/vnd.planoteca.vegalite+json"
_TITLE = re.compile(r"<title>(.*?) · Planoteca</title>")
_LANGUAGE = re.compile(r'<html lang="(\w+)">')
_BUILD = re.compile(r'<meta name="build_id" content="(\w+)">')
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Page:
    """One finished page, for the index: its file beside the index, its title and language."""

    file_name: str
    title: str
    language: str
    build_id: str


def render(notebook: nbformat.NotebookNode, title: str, language: str, build_id: str) -> str:
    """The page of an executed notebook: outputs only; charts interactive, else as SVG."""
    notebook = nbformat.from_dict(  # type: ignore[no-untyped-call]
        json.loads(json.dumps(notebook))
    )
    charts = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if CHART_MIME in data:
                output["data"] = {"text/html": _chart(data, charts)}
                charts += 1
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic", exclude_input=True, exclude_output_prompt=True, embed_images=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    return _template("page.html.j2").render(
        title=title,
        language=language,
        build_id=build_id,
        body=body,
        style=_asset("page.css"),
        charts=charts,
        bundle=_bundle() if charts else "",
    )


def describe(path: Path) -> Page:
    """What the index shows of a page that `render` made, from the page's own head."""
    head = path.read_text("utf-8")[:4000]
    title, language, build = (p.search(head) for p in (_TITLE, _LANGUAGE, _BUILD))
    return Page(
        path.name,
        unescape(title[1]) if title else path.stem,
        language[1] if language else path.stem.rsplit(".", 1)[-1],
        build[1] if build else "",
    )


def render_index(pages: Sequence[Page], build: Mapping[str, Any]) -> str:
    """The list of all pages, by language and report."""
    return _template("index.html.j2").render(
        pages=pages, build=build, style=_asset("page.css"), languages=("es", "en")
    )


def _chart(data: dict[str, Any], number: int) -> str:
    """The chart's SVG, and its specification for the loader of the page to draw over it."""
    spec = data[CHART_MIME]
    # A "</script>" inside a string of the data must not end the element.
    text = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    label = escape(str(spec.get("description", "")), quote=True)
    return (
        f'<figure class="chart" id="chart-{number}" role="img" aria-label="{label}">'
        f'<div class="drawn">{data.get("image/svg+xml", "")}</div>'
        f'<script type="application/json">{text}</script></figure>'
    )


@cache
def _bundle() -> str:
    """Vega, Vega-Lite and the loader as one script (about 900 kB)."""
    return vl_convert.javascript_bundle(_asset("charts.js")).replace("</script", "<\\/script")


def _asset(name: str) -> str:
    return (_FOLDER / "assets" / name).read_text("utf-8")


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(name)
