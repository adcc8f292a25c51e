"""The outputs of an executed notebook as the text of a page: headings, tables, links, charts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

import lxml.html
import nbformat
from nbconvert import HTMLExporter

from planoteca.charts import MIME_TYPE
from planoteca.reports import pages as page_files

_HEADINGS = ("h1", "h2", "h3", "h4")
_MAX_SLUG = 48
_PLACE = re.compile(r'<div id="output-(\d+)"></div>')


@dataclass(frozen=True)
class Heading:
    """A heading for the table of contents."""

    level: int
    text: str
    identity: str


@dataclass(frozen=True)
class Chart:
    """A chart of the page; `section` is the id of the heading it stands under."""

    spec: Mapping[str, Any]
    section: str


@dataclass(frozen=True)
class Body:
    """The text of a page as markup, with an empty `figure` where each chart belongs."""

    markup: str
    headings: Sequence[Heading]
    charts: Sequence[Chart]

    def filled(self, figure: Callable[[int, Chart], str]) -> str:
        """The markup with `figure(n, chart)` in the place of the n-th chart, from 1."""
        return re.sub(
            r'<figure class="chart" id="chart-(\d+)"></figure>',
            lambda found: figure(int(found[1]), self.charts[int(found[1]) - 1]),
            self.markup,
        )


def read(
    notebook: nbformat.NotebookNode, file_name: str, language: str, pages: Container[str]
) -> Body:
    """The body of the page `file_name`; links lead to a plan's profile where `pages` has it."""
    specs: list[Mapping[str, Any]] = []
    own: list[str] = []
    outline = _outlined(notebook, specs, own)
    markup, _ = _exporter().from_notebook_node(outline)
    markup = _PLACE.sub(lambda place: own[int(place[1])], markup)
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    for element in root.iter():
        # Those of the notebook's cells say nothing to readers.
        if element.get("id", "").startswith("cell-id="):
            del element.attrib["id"]
    headings = _headings(root)
    _tables(root)
    _link_passages(root, file_name, language, pages)
    charts = [Chart(spec, section) for spec, section in zip(specs, _sections(root), strict=True)]
    return Body(lxml.html.tostring(root, encoding="unicode"), headings, charts)


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        exclude_input=True,
        exclude_output_prompt=True,
        embed_images=True,
        optimistic_validation=True,  # once, not after each of its steps
    )


def slug(text: str) -> str:
    """A text as an id or part of a file name: `Qué promete` is `que-promete`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:_MAX_SLUG].strip("-")


def _outlined(
    notebook: nbformat.NotebookNode, specs: list[Mapping[str, Any]], markup: list[str]
) -> nbformat.NotebookNode:
    """The notebook with a place for each chart and each output of markup, which are added to both.

    nbconvert would leave markup as it is, and take longer over it than over all the rest.
    """

    def outlined(output: Mapping[str, Any]) -> Mapping[str, Any]:
        data = output.get("data", {})
        if MIME_TYPE in data:
            specs.append(data[MIME_TYPE])
            markup.append(f'<figure class="chart" id="chart-{len(specs)}"></figure>')
            data = {}
        elif "text/html" in data:
            markup.append("".join(data["text/html"]))
        else:
            return output
        place = f'<div id="output-{len(markup) - 1}"></div>'
        return {**output, "data": {**data, "text/html": place}}

    cells = [
        {**cell, "outputs": [outlined(output) for output in cell["outputs"]]}
        if "outputs" in cell
        else cell
        for cell in notebook.cells
    ]
    outline: nbformat.NotebookNode = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {**notebook, "cells": cells}
    )
    return outline


def _headings(root: lxml.html.HtmlElement) -> list[Heading]:
    """Give every heading an id of its own; return them."""
    taken = {element.get("id") for element in root.iter() if element.get("id")}
    found = []
    for element in root.iter(*_HEADINGS):
        text = " ".join(element.text_content().replace("¶", "").split())
        wanted = slug(text) or "part"
        identity, number = wanted, 1
        while identity in taken:
            number += 1
            identity = f"{wanted}-{number}"
        taken.add(identity)
        element.set("id", identity)
        found.append(Heading(_HEADINGS.index(str(element.tag)) + 1, text, identity))
    return found


def _sections(root: lxml.html.HtmlElement) -> list[str]:
    """The id of the heading above each chart."""
    current = "chart"
    result = []
    for element in root.iter(*_HEADINGS, "figure"):
        if element.tag != "figure":
            current = element.get("id", "")
        elif element.get("class") == "chart":
            result.append(current)
    return result


def _tables(root: lxml.html.HtmlElement) -> None:
    """Leave the look of every table to the page, and give each a box that may scroll."""
    for table in list(root.iter("table")):
        box = table.getparent()
        if box is not None and "gt_table" in table.get("class", ""):
            for element in box.findall("style"):
                box.remove(element)
            box.attrib.clear()
        else:
            box = lxml.html.Element("div")
            table.addprevious(box)
            box.tail, table.tail = table.tail, None
            box.append(table)
        box.set("class", "table")
        _caption(table)


def _caption(table: lxml.html.HtmlElement) -> None:
    """The title as a caption: as a row of the head it would come again on every printed page."""
    title = table.find("thead/tr[@class='gt_heading']")
    if title is None:
        return
    caption = lxml.html.Element("caption")
    caption.text = title.text_content().strip()
    title.drop_tree()
    table.insert(0, caption)
    table.attrib.pop("aria-labelledby", None)


def _link_passages(
    root: lxml.html.HtmlElement, file_name: str, language: str, pages: Container[str]
) -> None:
    """Turn what names a row into a link to it, or into plain text where no page has it."""
    own = {element.get("id") for element in root.iter("details")}
    for element in list(root.iter("a")):
        identity = element.attrib.pop("data-passage", None)
        if identity is None:
            continue
        # An id begins with that of its document, which alone stands for the whole plan.
        document, colon, _ = identity.partition(":")
        target = page_files.file_name(page_files.PASSAGES, [document], language)
        row = f"#{quote(identity)}" if colon else ""
        if target == file_name and identity in own:
            element.set("href", row)
        elif target != file_name and target in pages:
            element.set("href", f"{quote(target)}{row}")
        else:
            element.drop_tag()


def figure(chart: Chart, number: int, name: str, svg: str) -> str:
    """A chart's SVG, and its specification for the page's script to draw over it.

    `name` is that of the files which the page makes of the chart.
    """
    text = json.dumps(chart.spec, ensure_ascii=False, separators=(",", ":"))
    # A "</script>" inside a string of the data must not end the element.
    text = text.replace("<", "\\u003c")
    return (
        f'<figure class="chart" id="chart-{number}" data-name="{escape(name)}">'
        f'<div class="paper"><div class="drawn">{svg}</div></div>'
        f'<script type="application/json">{text}</script></figure>'
    )
