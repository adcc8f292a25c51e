"""The deadline that a promise states: a year, the end of the term, the first year."""

from __future__ import annotations

import re

from planoteca.extraction.number_words import fold
from planoteca.extraction.references import MONTHS

_TERMS = ("gestion", "gobierno", "periodo", "mandato", "administracion")
_TERM = f"(?:{'|'.join(_TERMS)})"
_OF_TERM = rf"(?:(?:de |del |en )?(?:la |el |nuestra |nuestro |su |esta |este |presente )*)?{_TERM}"
_END = re.compile(
    rf"\b(?:al?|para|hasta|hacia)\s+(?:el\s+)?(?:finalizar|final|finales|fin|fines|termino|terminar|"
    rf"concluir|culminar|cierre)\s+{_OF_TERM}\b"
    rf"|\ben (?:el|los|nuestro|este) (?:periodo|(?:4|04|cuatro) anos) {_OF_TERM}\b"
    r"|\ben (?:los )?(?:4|04|cuatro) anos\b"
)
_ORDINAL_YEAR = (
    r"\b(?:en|durante|dentro de|al|a|hasta|para)\s+(?:el\s+)?{ordinal} ano\b"
    rf"|\b{{ordinal}} ano de (?:la |nuestra |su )?{_TERM}\b"
)
# Code -> how texts say it; the first that matches counts.
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("first_100_days", re.compile(r"\bprimeros (?:100|cien) dias\b")),
    (
        "first_half_of_term",
        re.compile(
            rf"\bprimera mitad de (?:la |el |l )?{_TERM}\b"
            r"|\ben los (?:primeros (?:dos|2|02)|(?:dos|2|02) primeros) anos\b"
        ),
    ),
    ("first_year", re.compile(_ORDINAL_YEAR.format(ordinal=r"(?:primer|1\s?er|1\s?[°º])"))),
    ("second_year", re.compile(_ORDINAL_YEAR.format(ordinal=r"(?:segundo|2\s?do|2\s?[°º])"))),
    ("third_year", re.compile(_ORDINAL_YEAR.format(ordinal=r"(?:tercer|3\s?er|3\s?[°º])"))),
    ("end_of_term", _END),
)
# Every phrase needs one of these.
_STEMS = (" ano", "dias", "mitad", *_TERMS)
_YEAR = re.compile(
    r"\b(?:al|hasta|para|hacia|desde|durante|en|a partir de|a partir)\s*(?:el|del|l)?\s*"
    rf"(?:(?:\d{{1,2}}\s+de\s+|mes\s+de\s+)?(?:{MONTHS})\s+(?:del?\s+)?)?"
    r"(?:ano\s+|fin(?:es|alizar)?\s+(?:de|del|el)\s+(?:ano\s+)?)?(?P<year>20\d\d)\b(?![-–/]\d)"
    r"|\bentre\s+(?:el\s+)?20\d\d\s+y\s+(?:el\s+)?(?P<last>20\d\d)\b"
)


def stated_deadline(statement: str) -> str | None:
    """The deadline in the statement itself, or None; an explicit year goes before a phrase."""
    text = fold(statement)
    year = _YEAR.search(text)
    if year:
        return year["year"] or year["last"]
    if not any(stem in text for stem in _STEMS):
        return None
    return next((code for code, phrase in _PHRASES if phrase.search(text)), None)
