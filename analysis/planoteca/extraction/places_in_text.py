"""Places named in running text: 'el distrito de X', 'la provincia de X', 'a nivel nacional'."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from planoteca.extraction.number_words import fold, has_any

Place = tuple[str, str]  # name as printed ('' when only the level is), place_level id

_LEVELS = {
    "distrito": "district",
    "distrital": "district",
    "provincia": "province",
    "region": "region",
    "departamento": "region",
    "gobierno regional": "region",
    "ciudad": "city",
    "comunidad": "community",
    "comunidad campesina": "community",
    "comunidad nativa": "community",
    "centro poblado": "community",
    "caserio": "community",
    "anexo": "community",
    "pueblo": "community",
    "localidad": "community",
}
_KIND = (
    r"(?i:distrito(?:\s+capital)?|provincia|regi[oó]n|departamento|ciudad"
    r"|comunidad(?:\s+(?:campesina|nativa))?|centro\s+poblado|caser[ií]o|anexo|localidad)"
)
# Every pattern below needs one of these.
_STEMS = (
    *("distrit", "provinci", "regi", "departament", "ciudad", "comunidad", "centro", "caseri"),
    *("anexo", "localidad", "nacional", "pais", "peru"),
)
_NAME_WORD = r"[A-ZÁÉÍÓÚÑÜ][\wáéíóúñü'’]*"
_NAMED = re.compile(
    rf"\b(?P<kind>{_KIND})\s+(?:(?i:de\s+la|de\s+los|del|de)\s+)?"
    rf"(?P<name>(?:(?i:san|santa|santo|la|el|los|las|nuevo|nueva|alto|villa)\s+)?{_NAME_WORD}"
    rf"(?:\s+(?:(?:de|del|la|las|los|el|y)\s+){{0,2}}{_NAME_WORD}){{0,3}})"
)
_COUNTRY = re.compile(
    r"\b(?:nivel nacional|promedio nacional|media nacional|ambito nacional|al peru|en el peru"
    r"|nivel pais|en el pais|en todo el pais)\b"
)
_REGIONAL = re.compile(
    r"\b(?:(?:nivel|promedio|media|el)\s+(?:regional|departamental)|departamental)\b"
)
_HERE = re.compile(
    r"\b(?:el|la|en|del|est[ae]|nuestr[oa]|dich[ao])\s+"
    r"(?P<kind>distrito(?:\s+capital)?|provincia|region|departamento|ciudad)\b"
)
_CLAUSE_START = re.compile(
    r"(?:^|[.,;:)(]|\by|\be|\bpero|\bque)\s*(?:solo\s+)?"
    r"(?:(?:en|para|dentro\s+de|a\s+nivel\s+de|respecto\s+a)\s+)?(?:el|la|los|las)?\s*$"
)
_FOLLOWS = re.compile(
    r"\s(?:(?:a|al|el|del?)\s)?"
    r"|\s[a-z ]{2,40}?\sque\s(?:conforman|integran|componen|forman|tiene)\s(?:la|el)\s"
)
_LIES_IN = re.compile(r"\s*[,-]?\s*(?:(?:en|de|del)\s+)?(?:la|el)?\s*")
_PARTED = re.compile(r"[,;()]|\s(?:y|e|que)\s")
_NEAR = 60
_IN_OR_OF = re.compile(r"\b(?:en|para)\s+(?:el|la)\s+$")
# A place that only says how far away another one is: 'a 20 km de la ciudad de X'.
_FAR_FROM = re.compile(
    r"\b(?:km|kms|kilometros?|horas?|minutos|metros)\.?\s+(?:al\s+\w+\s+)?(?:del?\s+)?(?:la\s+|el\s+|las\s+)?$"
)
_NOT_A_NAME = frozenset(
    {"y", "e", "o", "a", "al", "en", "de", "del", "la", "el", "los", "las", "con", "segun", "para"}
)


class Mention(NamedTuple):
    """A place named at [start, end); `governs` when a clause begins with it."""

    name: str
    level: str
    start: int
    end: int
    governs: bool


@lru_cache(maxsize=4096)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Places named in a text, in reading order; the name is blank for 'la provincia' alone."""
    folded = fold(text)
    if not has_any(folded, _STEMS):
        return ()
    found = []
    for match in _NAMED.finditer(text):
        kind = " ".join(fold(match["kind"]).split())
        level = "district" if kind.startswith("distrito") else _LEVELS[kind]
        name = _trim(match["name"])
        is_joined = " de" in fold(text[match.end("kind") : match.start("name")])
        is_header = name.isupper() and match["kind"].isupper() and not is_joined
        if not name or is_header:
            continue  # words of a table's header: 'LOCALIDAD INSTITUCION ESTADO'
        found.append(_mention(folded, name, level, match.start(), match.start("name") + len(name)))
    taken = [(mention.start, mention.end) for mention in found]
    for pattern, level, stems in (
        (_COUNTRY, "country", ("nacional", "pais", "peru")),
        (_REGIONAL, "region", ("regional", "departamental")),
    ):
        if not has_any(folded, stems):
            continue
        found += [
            Mention("Perú" if level == "country" else "", level, m.start(), m.end(), governs=True)
            for m in pattern.finditer(folded)
            if not _inside(m.start(), taken)
        ]
    for match in _HERE.finditer(folded):
        if _inside(match.start("kind"), taken):
            continue
        kind = match["kind"]
        level = "district" if kind.startswith("distrito") else _LEVELS[kind]
        found.append(_mention(folded, "", level, match.start("kind"), match.end()))
    in_order = sorted(found, key=lambda mention: mention.start)
    return tuple(_without_appositions(folded, in_order))


def _without_appositions(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions less those that only say where the one before lies ('provincia X, región Y,')."""
    kept: list[Mention] = []
    last_end = -1
    for mention in mentions:
        is_apposition = last_end >= 0 and _LIES_IN.fullmatch(folded, last_end, mention.start)
        last_end = mention.end
        if not is_apposition or (kept and kept[-1].level == mention.level):
            kept.append(mention)
    return kept


def governing(folded: str, mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The place a number at [start, end) of a folded sentence is about.

    In this order: a place that directly follows ('4.5 % departamental', 'cuatro provincias que
    conforman la región X'); the nearest before it, unless a comma or a relative clause parts
    them; the nearest that a clause begins with; the sentence's first.
    """
    mentions = [m for m in mentions if not _FAR_FROM.search(folded, max(0, m.start - 40), m.start)]
    for mention in mentions:
        if mention.start >= end and _FOLLOWS.fullmatch(folded, end, mention.start):
            return mention
    before = [mention for mention in mentions if mention.end <= start]
    if not before:
        return None
    nearest = before[-1]
    if start - nearest.end <= _NEAR and not _PARTED.search(folded, nearest.end, start):
        return nearest
    governs = [mention for mention in before if mention.governs]
    return governs[-1] if governs else before[0]


def _mention(folded: str, name: str, level: str, start: int, end: int) -> Mention:
    before = folded[max(0, start - 40) : start]
    governs = bool(_CLAUSE_START.search(before) or _IN_OR_OF.search(before))
    return Mention(name, level, start, end, governs)


def _trim(name: str) -> str:
    words = name.split()
    while words and fold(words[-1]) in _NOT_A_NAME:
        words.pop()
    name = " ".join(words)
    return name.title() if name.isupper() and len(name) > 3 else name


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of the spans, in order and apart from each other, holds a position."""
    before = bisect_right(spans, position, key=itemgetter(0))
    return before > 0 and position < spans[before - 1][1]
