"""The deadline that a promise states: a year, the end of the term, the first year."""

from __future__ import annotations

import re

from planoteca.extraction.number_words import fold

END_OF_TERM = "end_of_term"
FIRST_YEAR = "first_year"

_TERM = r"(?:gestion|gobierno|periodo|mandato|administracion)"
_OF_TERM = rf"(?:(?:de |del |en )?(?:la |el |nuestra |nuestro |su |esta |este |presente )*)?{_TERM}"
_END = re.compile(
    rf"\b(?:al?|para|hasta|hacia)\s+(?:el\s+)?(?:finalizar|final|finales|fin|fines|termino|terminar|"
    rf"concluir|culminar|cierre)\s+{_OF_TERM}\b"
    rf"|\ben (?:el|los|nuestro|este) (?:periodo|(?:4|04|cuatro) anos) {_OF_TERM}\b"
    r"|\ben (?:los )?(?:4|04|cuatro) anos\b"
)
_FIRST = re.compile(
    r"\b(?:en|durante|dentro de|al|a)\s*(?:el|l)?\s*primer ano\b|\bprimer ano de (?:la )?"
    rf"{_TERM}\b"
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
    if _END.search(text):
        return END_OF_TERM
    return FIRST_YEAR if _FIRST.search(text) else None
