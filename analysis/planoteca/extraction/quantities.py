"""Quantities of a commitment, and the baseline printed in its problem."""

from __future__ import annotations

import re
from typing import Any

from planoteca.codebook import Codebook
from planoteca.extraction import numbers
from planoteca.extraction.baselines import find_baseline
from planoteca.extraction.comparators import comparator_of, is_start_level
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.references import is_age_or_duration, is_reference
from planoteca.extraction.units import unit_and_end

__all__ = ["find_baseline", "find_quantities"]

_DETERMINED = re.compile(r"\b(?:los|las|sus|ambos|ambas|estos|estas|otros|otras|cada)\s+$")
_SHARE_BEFORE = re.compile(r"\b(?:al|en un|en el)\s+$")
_SENTENCE_END = re.compile(r"[.;]\s*$")
_WITHOUT_SIGN = (100.0, 1005.0)  # '%' is shift-5 on a Spanish keyboard: '1005' is a slip for '100%'
_ENDS = re.compile(r"\s*(?:[.;,:)\"”]|$)")
_VERB_AFTER = re.compile(
    r"\s+(?:y\b|de\b|del\b|en\b|a\b|con\b|por\b|para\b|los\b|las\b|la\b|el\b|goza\w*|cuent\w+|recib\w+"
    r"|tien\w+|acced\w+|\w+(?:ado|ada|ados|adas|ido|ida|idos|idas)\b)"
)
_OF = re.compile(r"\s*del?\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:[\s),]+|(?:del?|los?|las?|el|un[ao]?|que|se|al \d{4})\s+)+", re.IGNORECASE
)
_SUBJECT_END = re.compile(
    r"[.,;:()\"“”]|\s(?:que|para|mediante|al? \d{4}|en un|en el)\s"
    r"|\s(?:(?:y|en|por|al?)\s)?[\dS]/?\d",
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
                    statement, number, unit, number.end if unit == "people" else end
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
        before = folded[max(0, number.start - 12) : number.start]
        if _DETERMINED.search(before):
            return False
    return not is_age_or_duration(folded, number)


def _is_stray(folded: str, number: Number) -> bool:
    """Whether a bare number stands alone after a full stop (a page or note number)."""
    is_last = not folded[number.end :].strip(" .")
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
    is_bare = _ENDS.match(folded, number.end) and not _ENDS.fullmatch(before[-2:])
    if _SHARE_BEFORE.search(before) and (is_bare or _VERB_AFTER.match(folded, number.end)):
        return "percent"
    if is_bare and number.value in _WITHOUT_SIGN and number.start > 0:
        return "percent"
    return "count"


def _subject(statement: str, number: Number, unit: str, end: int) -> str:
    """What is measured: the words after the number and unit, or before it when nothing follows."""
    after = _phrase(statement[end:])
    if after and (unit != "percent" or _OF.match(statement, number.end)):
        return after
    sentence = _SENTENCE.split(statement[: number.start].rstrip(" :"))[-1]
    sentence = _OPENING.sub("", _CLOSING.sub("", f"{sentence} ").strip(" ,-–•("))
    return " ".join(sentence.split()[:_SUBJECT_WORDS]) or after


def _phrase(text: str) -> str:
    text = _LEADING.sub("", text)
    end = _SUBJECT_END.search(text)
    return " ".join((text[: end.start()] if end else text).split()[:_SUBJECT_WORDS])
