"""The place a plan is written for, as its title names it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, islice
from typing import NamedTuple

from planoteca.codebook import Codebook
from planoteca.documents import markup
from planoteca.documents.model import Document
from planoteca.extraction.number_words import fold

_FIRST_LINES = 400
_CLASS = r"(?:municipalidad|gobierno|distrit|provinci|regi[oó]n|departamento)"
_WORD = rf"(?!(?i:{_CLASS}))[A-ZÁÉÍÓÚÑÜ][\w'’]+"
_JOINED = r"[ -](?:(?:de|del|la|las|los|el|DE|DEL|LA|LAS|LOS|EL) ){0,2}"
_NAME = rf"(?P<name>{_WORD}(?:{_JOINED}{_WORD}){{0,3}})"
_OF = r"\s+(?:(?i:de|del)\s+)?"
# The municipality a plan is for goes before a place it merely mentions.
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (level, initials, re.compile(rf"(?i:{title}){_OF}{_NAME}"))
    for level, initials, title in (
        ("district", "ma", r"(?:municipalidad|municipio|alcald[ií]a)\s+distrital"),
        ("province", "ma", r"(?:municipalidad|municipio|alcald[ií]a)\s+provincial"),
        ("region", "g", r"gobierno\s+regional"),
        ("district", "d", r"distrito"),
        ("province", "p", r"provincia"),
        ("region", "r", r"regi[oó]n"),
    )
)
# What every title begins with, in folded text.
_TITLE = re.compile(r"\b(?:municip|alcaldia|gobierno|distrito|provincia|region)")
_MUNICIPALITY = re.compile(r"(?i)\bmunicipalidad\s+(?:distrital|provincial)")
_TITLE_LINES = 25
_HEADERS = 20  # lines of running headers
# Words in capitals after the name that are not part of it ("PROVINCIAL DE X DEL PARTIDO ...").
_AFTER_NAME = re.compile(
    r"(?i)\s+(?:del?\s+)?(?:(?:el|la|los|las)\s+)?(?:partido|movimiento|organizaci[oó]n|alianza|"
    r"frente|para|per[ií]odo|plan|al|20\d\d)\b.*$"
)
_TRAILING = re.compile(r"(?i)(?:\s+(?:de|del|la|las|los|el|y))+$|\s+$")
_SMALL = frozenset({"De", "Del", "La", "Las", "Los", "El", "Y"})


class Place(NamedTuple):
    """The plan's own place as named, and the first province that the text names."""

    name: str
    level: str
    province: str | None = None


def find_place(document: Document, codebook: Codebook) -> Place | None:
    """The plan's own place; None when no place is named.

    The first place that the text names at least twice, or whose municipality the title names; of
    the names that start alike, the longest (titles break lines inside of names).
    """
    with_text = (line for line in document.lines if line.text.strip())
    printed = chain(islice(with_text, _FIRST_LINES), document.furniture[:_HEADERS])
    lines = [markup.plain(line.text) for line in printed]
    text = "\n".join(lines)
    title = len("\n".join(lines[:_TITLE_LINES]))
    found = sorted(
        (match.start(), name, level)
        for title_start in _TITLE.finditer(fold(text))
        for level, initials, pattern in _PATTERNS
        if title_start[0][0] in initials
        if level in codebook["place_levels"]
        if (match := pattern.match(text, title_start.start()))
        if (name := _TRAILING.sub("", _AFTER_NAME.sub("", match["name"])))
    )
    if not found:
        return None
    counts = Counter((fold(name), level) for _, name, level in found)
    titled = {match.start() for match in _MUNICIPALITY.finditer(text[:title])}
    repeated = [
        item for item in found if counts[fold(item[1]), item[2]] > 1 or item[0] in titled
    ] or found
    _, name, level = repeated[0]
    longer = [
        other
        for _, other, other_level in repeated
        if other_level == level and fold(other).startswith(f"{fold(name)} ")
    ]
    province = next((_as_title(other) for _, other, each in found if each == "province"), None)
    return Place(_as_title(max([name, *longer], key=len)), level, province)


def _as_title(name: str) -> str:
    """Names set in capitals in title case: "DOS DE MAYO" is "Dos de Mayo"."""
    if not name.isupper():
        return name
    first, *rest = name.title().split(" ")
    return " ".join([first, *(word.lower() if word in _SMALL else word for word in rest)])
