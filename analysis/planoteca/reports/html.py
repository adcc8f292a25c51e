"""An executed notebook as one page that needs no network."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any

import nbformat
import vl_convert

from planoteca.charts import renderer
from planoteca.charts.formats import pick
from planoteca.reports import body, citation, templates
from planoteca.reports.body import Chart
from planoteca.reports.pages import Page

ASSETS = "assets"
_MAX_STEM = 150  # of a file name's 255 bytes


def write(
    folder: Path,
    notebook: nbformat.NotebookNode,
    page: Page,
    build: Mapping[str, Any],
    pages: Container[str] = (),
    document: Mapping[str, Any] | None = None,
) -> Path:
    """Put the page of an executed notebook in a folder, beside the script that charts share."""
    text = render(notebook, page, build, pages, document)
    script = folder / _script_name()
    if _script_name() in text and not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        templates.replace(script, vl_convert.javascript_bundle(templates.asset("charts.js")))
    return templates.replace(folder / page.file_name, text)


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
    scripts = [templates.asset("page.js")]
    return templates.template("page.html.j2").render(
        t=partial(pick, page.language),
        page=page,
        build=build,
        document=document,
        headings=[heading for heading in content.headings if heading.level in {2, 3}],
        body=markup,
        citation=citation.sentence(page, build),
        bibtex=citation.bibtex(page, build),
        twin=page.twin if page.twin in pages else None,
        style=templates.asset("page.css"),
        scripts=scripts,
        hashes=templates.hashes(scripts),
        shared=_script_name() if content.charts else None,
        # Whoever wrote a plan cannot know it: it depends on all that the page says.
        nonce=hashlib.sha256(markup.encode()).hexdigest()[:32],
    )


@cache
def _script_name() -> str:
    """The path of the script that draws the charts of all pages in a folder: Vega and its loader.

    It is named by its content, so that pages made by another version keep theirs.
    """
    content = f"{metadata.version('vl-convert-python')} {templates.asset('charts.js')}"
    return f"{ASSETS}/charts-{hashlib.sha256(content.encode()).hexdigest()[:12]}.js"
