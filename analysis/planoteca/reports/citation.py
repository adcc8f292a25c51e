"""How to cite a page: a sentence and a BibTeX entry, both with the version of the data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from planoteca.charts.formats import pick
from planoteca.reports.pages import Page

_AUTHOR = "The Planoteca authors"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "{}&%$#_"},
}


def sentence(page: Page, build: Mapping[str, Any]) -> str:
    """The citation as text; `build` is the row of table `build`."""
    year, day = build["created_at"].year, build["created_at"].date().isoformat()
    return pick(
        page.language,
        f"{_AUTHOR} ({year}). «{page.title}». Planoteca {build['version']}, datos "
        f"{build['build_id']}, libro de códigos {build['codebook_version']}, {day}.",
        f"{_AUTHOR} ({year}). “{page.title}”. Planoteca {build['version']}, data "
        f"{build['build_id']}, codebook {build['codebook_version']}, {day}.",
    )


def bibtex(page: Page, build: Mapping[str, Any]) -> str:
    """The citation as a BibTeX entry."""
    key = re.sub(r"[^A-Za-z0-9]+", "-", f"planoteca-{page.stem}-{build['build_id']}")
    data = pick(page.language, "Datos", "Data")
    codebook = pick(page.language, "libro de códigos", "codebook")
    note = f"{data} {build['build_id']}, {codebook} {build['codebook_version']}"
    values = {
        "author": f"{{{_AUTHOR}}}",
        "title": f"{{{_escaped(page.title)}}}",
        "year": str(build["created_at"].year),
        "howpublished": f"Planoteca {_escaped(build['version'])}",
        "note": _escaped(note),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in values.items())
    return f"@misc{{{key},\n{lines}\n}}"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))
