"""An executed notebook as one page that needs no network, and the index of all pages."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
import nbformat
import vl_convert

from planoteca.charts.formats import pick
from planoteca.reports import body, chart_files, citation
from planoteca.reports.body import Chart
from planoteca.reports.pages import Page

ASSETS = "assets"
_LISTED = 200
_MAX_STEM = 150  # of a file name's 255 bytes
# What index.js expects of each page, in its order.
_COLUMNS = (
    "file_name",
    "title",
    "language",
    "report",
    "place",
    "department",
    "organisation",
    "commitments",
    "dimension",
)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Rendered:
    """A page's text, and the files it links to by name (all in one folder of its own)."""

    text: str
    files: Mapping[str, bytes]


def render(
    notebook: nbformat.NotebookNode,
    page: Page,
    build: Mapping[str, Any],
    pages: Container[str] = (),
    document: Mapping[str, Any] | None = None,
) -> Rendered:
    """The page of an executed notebook: outputs only; charts interactive, else as SVG.

    `build` is the row of table `build`; `pages` has the names of the pages that links may lead
    to; `document` is the plan's row of table `document`, for a page on one plan.
    """
    content = body.read(notebook, page.file_name, page.language, pages)
    files: dict[str, bytes] = {}

    def figure(number: int, chart: Chart) -> str:
        links = {}
        for ending, data in chart_files.files(chart.spec, chart.svg).items():
            name = f"{page.stem[:_MAX_STEM]}-{number}-{chart.section}.{ending}"
            files[name] = data
            links[ending] = f"{ASSETS}/{page.stem}/{name}"
        return body.figure(chart, number, links)

    other = {"es": "en", "en": "es"}[page.language]
    twin = f"{page.stem.removesuffix(f'.{page.language}')}.{other}.html"
    scripts = [_asset("page.js")]
    if content.charts:
        scripts.append(_bundle())
    text = _template("page.html.j2").render(
        page=page,
        build=build,
        document=document,
        headings=[heading for heading in content.headings if heading.level in {2, 3}],
        body=content.filled(figure),
        citation=citation.sentence(page, build),
        bibtex=citation.bibtex(page, build),
        twin=twin if twin in pages else None,
        style=_asset("page.css"),
        scripts=scripts,
        hashes=_hashes(scripts),
    )
    return Rendered(text, files)


def render_index(pages: Sequence[Page], build: Mapping[str, Any]) -> str:
    """The list of all pages, to search and filter; without script the first of them."""
    # Pages on all plans come first.
    ordered = sorted(pages, key=lambda page: (page.place is not None, page.title.casefold()))
    rows = [[getattr(page, name) for name in _COLUMNS] for page in ordered]
    scripts = [_asset("index.js")]
    return _template("index.html.j2").render(
        pages=ordered[:_LISTED],
        rest=max(0, len(ordered) - _LISTED),
        data=json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        build=build,
        style=_asset("page.css"),
        scripts=scripts,
        hashes=_hashes(scripts),
    )


@cache
def _bundle() -> str:
    """Vega, Vega-Lite and the loader as one script (about 900 kB)."""
    return vl_convert.javascript_bundle(_asset("charts.js")).replace("</script", "<\\/script")


def _hashes(scripts: Sequence[str]) -> str:
    """The scripts of a page for its security policy: no other one runs on it."""
    return " ".join(f"'sha256-{_hash(script)}'" for script in scripts)


@cache
def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _asset(name: str) -> str:
    return (_FOLDER / "assets" / name).read_text("utf-8")


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["translator"] = lambda language: partial(pick, language)
    return environment.get_template(name)
