"""An executed notebook as one page that needs no network, and the index of all pages."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Container, Mapping, Sequence
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any

import jinja2
import nbformat
import vl_convert

from planoteca.charts import renderer
from planoteca.charts.formats import pick
from planoteca.reports import body, citation
from planoteca.reports.body import Chart
from planoteca.reports.pages import Page

ASSETS = "assets"
_LISTED = 200
_OTHER = {"es": "en", "en": "es"}
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


def write(
    folder: Path,
    notebook: nbformat.NotebookNode,
    page: Page,
    build: Mapping[str, Any],
    pages: Container[str] = (),
    document: Mapping[str, Any] | None = None,
) -> Path:
    """Put the page of an executed notebook in a folder, beside the script that its charts share."""
    text = render(notebook, page, build, pages, document)
    script = folder / _script_name()
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        _replace(script, vl_convert.javascript_bundle(_asset("charts.js")))
    return _replace(folder / page.file_name, text)


def render(
    notebook: nbformat.NotebookNode,
    page: Page,
    build: Mapping[str, Any],
    pages: Container[str] = (),
    document: Mapping[str, Any] | None = None,
) -> str:
    """The page of an executed notebook: outputs only; charts interactive, else as SVG.

    `build` is the row of table `build`; `pages` has the names of the pages that links may lead
    to; `document` is the plan's row of table `document`, for a page on one plan.
    """
    content = body.read(notebook, page.file_name, page.language, pages)

    def figure(number: int, chart: Chart) -> str:
        name = f"{page.stem[:_MAX_STEM]}-{number}-{chart.section}"
        return body.figure(chart, number, name, renderer.draw(chart.spec))

    markup = content.filled(figure)
    other = twin(page.file_name)
    scripts = [_asset("page.js")]
    return _template("page.html.j2").render(
        page=page,
        build=build,
        document=document,
        headings=[heading for heading in content.headings if heading.level in {2, 3}],
        body=markup,
        citation=citation.sentence(page, build),
        bibtex=citation.bibtex(page, build),
        twin=other if other in pages else None,
        style=_asset("page.css"),
        scripts=scripts,
        hashes=_hashes(scripts),
        shared=_script_name() if content.charts else None,
        # Whoever wrote a plan cannot know it: it depends on all that the page says.
        nonce=hashlib.sha256(markup.encode()).hexdigest()[:32],
    )


def twin(file_name: str) -> str:
    """The file name of the same page in the other language."""
    stem, language, ending = file_name.rsplit(".", 2)
    return f"{stem}.{_OTHER[language]}.{ending}"


def write_index(folder: Path, pages: Sequence[Page], build: Mapping[str, Any]) -> Path:
    """Put the list of all pages in their folder."""
    return _replace(folder / "index.html", render_index(pages, build))


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
def _script_name() -> str:
    """The path of the script that draws the charts of all pages in a folder: Vega and its loader.

    It is named by its content, so that pages made by another version keep theirs.
    """
    content = f"{metadata.version('vl-convert-python')} {_asset('charts.js')}"
    return f"{ASSETS}/charts-{hashlib.sha256(content.encode()).hexdigest()[:12]}.js"


def _replace(path: Path, text: str) -> Path:
    """Write a file so that no reader sees half of it."""
    new = path.with_name(f".{path.name}.{os.getpid()}.making")
    try:
        new.write_text(text, "utf-8")
        return new.replace(path)
    finally:
        new.unlink(missing_ok=True)


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
