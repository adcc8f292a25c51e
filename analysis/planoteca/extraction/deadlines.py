"""The deadline that a promise states: a year, the end of the term, the first year."""

from __future__ import annotations

import re

from planoteca.extraction.number_words import fold

_TERM = r"(?:gestion|gobierno|periodo|mandato|administracion)"
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
    ("first_year", re.compile(_ORDINAL_YEAR.format(ordinal="primer"))),
    ("second_year", re.compile(_ORDINAL_YEAR.format(ordinal="segundo"))),
    ("third_year", re.compile(_ORDINAL_YEAR.format(ordinal="tercer"))),
    ("end_of_term", _END),
)
_YEAR = re.compile(
    r"\b(?:al|hasta|para|hacia|desde|durante|en|a partir de|a partir)\s*(?:el|del|l)?\s*"
    r"(?:ano\s+|fin(?:es|alizar)?\s+(?:de|del|el)\s+(?:ano\s+)?)?(20\d\d)\b(?![-–/]\d)"
)


def stated_deadline(statement: str) -> str | None:
    """The deadline in the statement itself, or None; an explicit year goes before a phrase."""
    text = fold(statement)
    year = _YEAR.search(text)
    if year:
        return year[1]
    return next((code for code, phrase in _PHRASES if phrase.search(text)), None)
