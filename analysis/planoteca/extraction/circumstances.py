"""When, of whom and by whose account: year, population group, source and nature of a statistic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from planoteca.codebook import Vocabulary
from planoteca.extraction.number_words import fold, has_any
from planoteca.extraction.references import MONTHS

_YEAR = r"(?:1[89]|20)\d\d"
_SPAN = re.compile(
    rf"\b(?P<first>{_YEAR})\s?(?:[-–—/]|\s(?:al?|y(?:\s+(?:el|del))?|hasta)(?:\s+el|\s+ano)?\s)\s?(?P<last>{_YEAR})\b"
)
_SINGLE = re.compile(rf"(?<![\d.,/-])({_YEAR})(?![\d/]|[.,]\d|-\d)")
_DATED = re.compile(
    rf"\b(?:{MONTHS})\s+(?:del?\s+)?(?:ano\s+(?:de\s+)?)?$|\b(?:ley|decreto|ordenanza|resolucion|n\s?[°º])\s*\S*\s*$"
    rf"|\d\s*-\s*$|\b(?:sismo|terremoto|creacion|creada|creado|fundada|fundado)\b[^.;]{{0,24}}$"
)
_TERM = re.compile(r"\b(20\d\d)\s?(?:[-–—/]|al?)\s?(20\d\d)\b")
_TERM_YEARS = 4  # local terms since 2003 (Ley 26864)
# What is urban or rural without counting people: 'infraestructura urbana', 'Agro Rural'.
_NOT_OF_PEOPLE = "".join(
    rf"(?<!\b{noun} )"
    for noun in (
        *("infraestructura", "desarrollo", "agro", "expansion", "renovacion", "planeamiento"),
        *(
            "plan",
            "planificacion",
            "equipamiento",
            "turismo",
            "transporte",
            "tejido",
            "todo es area",
        ),
        *("camionetas", "paisaje", "ordenamiento", "mobiliario", "casco", "trama", "habilitacion"),
    )
)
_GROUPS = (
    ("women", ("mujer", "femenin"), re.compile(r"\b(?:mujer(?:es)?|femenin[oa]s?)\b")),
    (
        "men",
        ("varon", "hombre", "masculin"),
        re.compile(r"\b(?:varon(?:es)?|hombres?|masculin[oa]s?)\b"),
    ),
    ("urban", ("urban",), re.compile(rf"{_NOT_OF_PEOPLE}\burban[oa]s?\b")),
    ("rural", ("rural",), re.compile(rf"{_NOT_OF_PEOPLE}\brural(?:es)?\b")),
)
_BETWEEN_AGES = re.compile(
    r"\b(\d{1,2})\s?(?:a|y|-|–|hasta)\s?(?:los\s)?(\d{1,2})\s?(?:anos|meses)\b"
)
_UNDER_AGE = re.compile(
    r"\b(?:menor(?:es)?\s+(?:de|a)|<)\s?(?:los\s)?(\d{1,2}|cinco|tres)\s?(?:anos)?\b"
)
_OVER_AGE = re.compile(
    r"\b(?:mayor(?:es)?\s+(?:de|a)|>)\s?(\d{1,2})\s?(?:anos)?\b|\b(\d{1,2})\s?anos\s(?:a|y|o)\smas\b"
)
_FOUNT = re.compile(
    r"[Ff](?:uente|UENTE)\s*:?\s*(?P<source>[^)\n;]{3,90}?)\s*(?:\)|\.\s(?!\d{4}\b)|\.?$)"
)
_CLOSING_FOUNT = re.compile(r"[Ff](?:uente|UENTE)s?\s*:\s*(?P<source>[^()\n;]{3,90}?)\)?\s?\.?\s*$")
_CITED = re.compile(r"\((?:[^()]*\W)?fuente\b[^()]*\)")
_CENSUS = re.compile(
    rf"(?<![Ee]ntre el )(?<![Ee]ntre los )"
    rf"(?i:censos?\s+(?:nacional(?:es)?\s+)?(?:del\s+)?(?:a[ñn]o\s+)?){_YEAR}\b"
)
_CAPITALISED = r"[A-ZÁÉÍÓÚÑ][\w.-]*"
_ACCORDING = re.compile(
    r"\b(?i:seg[uú]n|de\s+acuerdo\s+(?:al?|con)|conforme\s+al?)\s+(?i:(?:el|la|los|las)\s+)?"
    rf"(?P<source>(?!Ley\b|LEY\b){_CAPITALISED}"
    rf"(?:\s+(?:(?:del?|la|las|los|el|y|e)\s+){{0,2}}(?:{_CAPITALISED}|\([A-Z]+\)|\d{{4}}))*)"
)
_PROJECTED = re.compile(
    r"\b(?:proyec(?:ta|cion|tad)\w*|se\s+estima|estimad[oa]s?|se\s+espera|previst[oa]s?|pronostic\w+)\b"
)
_FORESEEN = re.compile(
    r"\b(?:proyectad[oa]s?|previst[oa]s?|proxim[oa]s?|se\s+(?:proyecta|espera|preve))\b"
)
_SCENARIO = re.compile(r"\b(?:escenario|proyeccion(?:es)?|tendencial|prospectiv\w+)\b")


def find_year(folded: str, position: int, low: int, high: int) -> str | None:
    """The year, or span of years, that dates the number at `position` within [low, high).

    The nearest one before it, else the nearest after it; dates of laws and days do not count, nor
    that of a source cited in brackets for what stands before the brackets.
    """
    found, cited = _dates(folded, low, high)
    earlier = [item for item in found if item[0] < position]
    before = [item for item in earlier if not any(a <= item[0] < b for a, b in cited)]
    after = [item for item in found if item[0] >= position]
    if before:
        return max(before)[1]
    return min(after)[1] if after else None


@lru_cache(maxsize=64)  # every number of a sentence asks for its dates
def _dates(
    folded: str, low: int, high: int
) -> tuple[Sequence[tuple[int, str]], Sequence[tuple[int, int]]]:
    """The years and spans of years in [low, high), with where they stand, and the cited sources."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    cited = [match.span() for match in _CITED.finditer(folded, low, high)]
    for match in _SPAN.finditer(folded, low, high):
        taken.append(match.span())
        found.append((match.start(), f"{match['first']}-{match['last']}"))
    for match in _SINGLE.finditer(folded, low, high):
        is_taken = any(start <= match.start() < end for start, end in taken)
        if not is_taken and not _DATED.search(folded, max(low, match.start() - 48), match.start()):
            found.append((match.start(), match[1]))
    return found, cited


def find_group(after: str, before: str, known: Vocabulary) -> str | None:
    """The population group that the folded text after a number names, or else the one before it.

    Ages of one side go with the sex of the other ('mayores de 15 años ... 27.5 % en mujeres').
    """
    names, ages = _names(after), _age(after)
    if not names and not ages:
        names, ages = _names(before), _age(before)
    elif not ages:
        ages = _age(before)
    for candidate in _codes(names, ages):
        code = known.resolve(candidate)
        if code in known:
            return code
    return None


def find_source(text: str) -> str | None:
    """The source a sentence or line states: 'Fuente: ...', 'según ...', 'censo del año ...'."""
    folded = fold(text)
    for pattern, stems in ((_FOUNT, ("fuente",)), (_ACCORDING, ("segun", "acuerdo", "conforme"))):
        match = pattern.search(text) if has_any(folded, stems) else None
        if match:
            return match["source"].strip(" :.-–") or None
    match = _CENSUS.search(text) if "censo" in folded else None
    return match.group() if match else None


def find_source_of(sentence: str, folded: str, position: int) -> str | None:
    """The source of what stands at `position`: one in brackets is that of what is before it."""
    cited = list(_CITED.finditer(folded)) if "fuente" in folded else []
    if not cited:
        return find_source(sentence)
    behind = next((match for match in cited if match.end() > position), None)
    return find_source(sentence[slice(*behind.span())]) if behind else None


def find_closing_source(text: str) -> str | None:
    """The source that a paragraph names at its end: it holds for all of it."""
    match = _CLOSING_FOUNT.search(text)
    return match["source"].strip(" :.-–") or None if match else None


def term_start(texts: Iterable[str]) -> int | None:
    """First year of the four-year term ('2019-2022') that a plan's texts print most often."""
    starts = Counter(
        int(match[1])
        for text in texts
        if "20" in text
        for match in _TERM.finditer(text)
        if int(match[2]) - int(match[1]) == _TERM_YEARS - 1
    )
    return max(starts, key=lambda year: (starts[year], year)) if starts else None


def nature_of(folded: str, year: str | None, start_of_term: int | None, heading: str) -> str:
    """`projection` for what is dated after the plan, foreseen, or part of a growth scenario."""
    last = int(year[-4:]) if year else None
    if last is not None and start_of_term is not None:
        return "projection" if last >= start_of_term else "observed"
    is_ahead = _PROJECTED.search(folded) if last is not None else _FORESEEN.search(folded)
    return "projection" if is_ahead or _SCENARIO.search(heading) else "observed"


def _age(text: str) -> tuple[str, str] | None:
    between = _BETWEEN_AGES.search(text)
    if between:
        return f"age_{int(between[1])}_{int(between[2])}", ""
    under = _UNDER_AGE.search(text)
    if under:
        limit = {"cinco": "5", "tres": "3"}.get(under[1], under[1])
        return f"under_{int(limit)}", ""
    over = _OVER_AGE.search(text)
    if over:
        limit = over[1] or over[2]
        return f"age_{limit}_plus", f"_{limit}_plus"
    return None


def _names(text: str) -> list[str]:
    names = [
        name for name, stems, pattern in _GROUPS if has_any(text, stems) and pattern.search(text)
    ]
    both = {"urban", "rural"}
    return [name for name in names if name not in both] if both <= set(names) else names


def _codes(names: list[str], ages: tuple[str, str] | None) -> list[str]:
    name = names[0] if names else ""
    codes = []
    if ages and name:
        codes.append(f"{name}{ages[1]}" if ages[1] else f"{name}_{ages[0]}")
    if ages:
        codes.append(ages[0])
    if name:
        codes.append(name)
    return codes
