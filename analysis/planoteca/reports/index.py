"""The index of all pages of a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planoteca.reports import templates
from planoteca.reports.pages import Page

_LISTED = 200
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


def write(folder: Path, pages: Sequence[Page], build: Mapping[str, Any]) -> Path:
    """Put the index in the folder of its pages."""
    return templates.replace(folder / "index.html", render(pages, build))


def render(pages: Sequence[Page], build: Mapping[str, Any]) -> str:
    """The list of all pages, to search and filter; without script the first of them."""
    # Pages on all plans come first.
    ordered = sorted(pages, key=lambda page: (page.place is not None, page.title.casefold()))
    rows = [[getattr(page, name) for name in _COLUMNS] for page in ordered]
    scripts = [templates.asset("index.js")]
    return templates.template("index.html.j2").render(
        pages=ordered[:_LISTED],
        rest=max(0, len(ordered) - _LISTED),
        data=json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        build=build,
        style=templates.asset("page.css"),
        scripts=scripts,
        hashes=templates.hashes(scripts),
    )
