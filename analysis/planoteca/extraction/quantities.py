"""Quantities of a commitment, and the baseline printed in its problem."""

from __future__ import annotations

import re
from typing import Any

from planoteca.codebook import Codebook
from planoteca.extraction import numbers
from planoteca.extraction.baselines import find_baseline
from planoteca.extraction.comparators import comparator_of, is_change, is_start_level
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.references import is_age_or_duration, is_reference, is_span_of_time
from planoteca.extraction.units import unit_and_end

__all__ = ["find_baseline", "find_quantities"]

_DETERMINED = re.compile(r"\b(?:los|las|sus|ambos|ambas|estos|estas|otros|otras|cada)\s+$")
_SHARE_BEFORE = re.compile(r"\b(?:al|en un|en el)\s+$")
_TIME_REACH = 100  # characters
_TIME = re.compile(r"\b(?:tiempos?|plazos?|espera|demoras?|duracion|recorrido|viaje|traslado)\b")
_SERVICE = re.compile(
    r"\b(?:tramites?|licencias?|permisos?|expedientes?|respuestas?|denuncias?|emergencias?|partidas"
    r"|certificados?|continuidad|cobertura|abastecimiento|horario)\b"
)
_TIME_BEFORE = re.compile(
    r"\b(?:en|al?|hasta|de)\s+(?:(?:un|no)\s+)?(?:(?:menos|mas|maximo|plazo|promedio)\s+(?:maximo\s+)?(?:de\s+)?)?$"
    r"|\b(?:maximo|menos)\s+(?:de\s+)?$"
)
_SPANS_LONG = re.compile(r"\s?(?:semanas?|meses|mes|anos?)\b")
_INDEX = re.compile(r"\b(?:idh|indice|coeficiente)\b[^.;\d]{0,40}$")
_POINTS = re.compile(r"\s*puntos\b(?!\s+(?:de|del|focales|criticos|limpios|turisticos))")
_ALSO_DETERMINED = re.compile(r"\b(?:los|las)\s+(?:\w+\s+){1,3}[ye]\s+$")
_COUNTED_BY_UNIT = frozenset({"people", "head", "dwellings"})  # units that are the noun itself
_LAST = re.compile(r"[\s.]*$")
_SENTENCE_END = re.compile(r"[.;]\s*$")
_WITHOUT_SIGN = (100.0, 1005.0)  # '%' is shift-5 on a Spanish keyboard: '1005' is a slip for '100%'
_ENDS = re.compile(r"\s*(?:[.;,:)\"”]|$)")
_VERB_AFTER = re.compile(
    r"\s+(?:y\b|de\b|del\b|en\b|a\b|con\b|por\b|para\b|los\b|las\b|la\b|el\b|goza\w*|cuent\w+|recib\w+"
    r"|tien\w+|acced\w+|\w+(?:ado|ada|ados|adas|ido|ida|idos|idas)\b)"
)
_OF = re.compile(r"\s*del?\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:[\s),]+|entre \d{4} y \d{4}|(?:del?|los?|las?|el|un[ao]?|que|se|al \d{4})\s+)+",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"[.,;:()\"“”]|\s(?:que|para|mediante|al? \d{4}|en un|en el)\s"
    r"|\s(?:(?:y|en|por|al?)\s)?(?:\d|S/)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;:]\s")
_OPENING = re.compile(
    r"^(?:(?:al|hasta el|en el|a partir del?(?: año)?) \d{4},?\s*)?"
    r"(?:(?:se\s+)?(?:redu[cz]\w+|disminu\w+|increment\w+|aument\w+|elev\w+|lograr|alcanzar)\s*)?"
    r"(?:(?:del?|los?|las?|el)\s+)*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s+(?:(?:hasta|en|al?|con|por|un|el|del?|la|no|menos|más|mas)\s+)*$", re.IGNORECASE
)
_SUBJECT_WORDS = 7
_SUBJECT_REACH = 400  # characters


def find_quantities(statement: str, codebook: Codebook) -> list[dict[str, Any]]:
    """The quantities of a commitment statement: rows of SCHEMAS['quantities'] without sequence.

    Excluded by CODEBOOK.md: years alone, articles, ordinals, age limits, durations, list and law
    numbers, and the level a change starts from.
    """
    folded = fold(statement)
    found = [number for number in numbers.find(statement) if _is_quantity(folded, number)]
    rows: list[dict[str, Any]] = []
    for index, number in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and is_start_level(folded, number, following):
            continue
        printed, end = unit_and_end(folded, number, codebook)
        unit = printed or _implied_unit(folded, number)
        rows.append(
            {
                "position": len(rows) + 1,
                "value": number.value,
                "unit": unit,
                "comparator": comparator_of(folded, number, "" if unit == "count" else unit),
                "subject": _subject(
                    statement, number, unit, number.end if unit in _COUNTED_BY_UNIT else end
                ),
                "value_text": number.text,
            }
        )
    return rows


def _is_quantity(folded: str, number: Number) -> bool:
    if number.is_article or number.is_coordinate or is_reference(folded, number):
        return False
    if _is_stray(folded, number):
        return False
    if number.is_word and not number.is_percent:
        before = folded[max(0, number.start - 32) : number.start]
        if _DETERMINED.search(before) or _ALSO_DETERMINED.search(before):
            return False
    if is_span_of_time(folded, number):
        return _measures_time(folded, number)
    return not is_age_or_duration(folded, number)


def _measures_time(folded: str, number: Number) -> bool:
    """Whether a span of time is itself promised ('licencias en 5 días'), not a date or an hour."""
    before = folded[max(0, number.start - _TIME_REACH) : number.start]
    nearby = before + folded[number.end : number.end + _TIME_REACH // 2]
    if _SPANS_LONG.match(folded, number.end):
        return _TIME.search(nearby) is not None and is_change(folded, number)
    is_level = _TIME_BEFORE.search(before) is not None
    is_timed = _TIME.search(nearby) or _SERVICE.search(nearby)
    return is_timed is not None and (is_level or number.range_end != "")


def _is_stray(folded: str, number: Number) -> bool:
    """Whether a bare number stands alone after a full stop (a page or note number)."""
    is_last = _LAST.match(folded, number.end) is not None
    before = folded[max(0, number.start - 4) : number.start]
    is_bare = not (number.is_percent or number.is_per_thousand or number.is_padded)
    return is_bare and is_last and _SENTENCE_END.search(before) is not None


def _implied_unit(folded: str, number: Number) -> str:
    """The unit of a number without one: a sum of money, a share whose sign is missing, a count."""
    before = folded[max(0, number.start - 60) : number.start]
    if number.value >= 10_000 and re.search(
        r"\b(?:inversi\w+|presupuest\w+|monto|costo)\b", before
    ):
        return "soles"
    if _POINTS.match(folded, number.end) and is_change(folded, number):
        return "percentage_points"
    if number.value < 1 and _INDEX.search(before):
        return "index"
    is_bare = _ENDS.match(folded, number.end) and not _ENDS.fullmatch(before[-2:])
    if _SHARE_BEFORE.search(before) and (is_bare or _VERB_AFTER.match(folded, number.end)):
        return "percent"
    if is_bare and number.value in _WITHOUT_SIGN and number.start > 0:
        return "percent"
    return "count"


def _subject(statement: str, number: Number, unit: str, end: int) -> str:
    """What is measured: the words after the number and unit, or before it when nothing follows."""
    after = _phrase(statement[end : end + _SUBJECT_REACH])
    is_named_after = unit != "percent" or "cada" in number.text or _OF.match(statement, number.end)
    is_bracketed = statement[end : end + 1] == ")"  # 'rondas campesinas (3)'
    if after and is_named_after and not is_bracketed:
        return after
    before = statement[max(0, number.start - 2 * _SUBJECT_REACH) : number.start]
    sentence = _SENTENCE.split(before.rstrip(" :"))[-1]
    sentence = _OPENING.sub("", _CLOSING.sub("", f"{sentence} ").strip(" ,-–•("))
    return " ".join(sentence.split()[:_SUBJECT_WORDS]) or after


def _phrase(text: str) -> str:
    text = _LEADING.sub("", text)
    end = _SUBJECT_END.search(text)
    return " ".join((text[: end.start()] if end else text).split()[:_SUBJECT_WORDS])
