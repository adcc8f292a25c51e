"""A sentence as statistics read it: its numbers, their units, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planoteca.codebook import Codebook
from planoteca.extraction import numbers
from planoteca.extraction.indicators import IndicatorIndex, Match, Scope
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.places_in_text import Mention, find_mentions
from planoteca.extraction.promised_parts import promised_spans
from planoteca.extraction.references import is_age_or_duration, is_reference
from planoteca.extraction.units import unit_and_end

_DIGIT = re.compile(r"\d")
EXISTENCE = re.compile(r"\b(?:cuentan?|existen?|hay|tienen?|posee|funcionan?|dispone)\b")
_BETWEEN_ENDS = re.compile(
    r"\s*(?:y|a|al|hasta|e|-|–|o)\s*(?:los\s+|las\s+)?(?:(?:mujeres|varones|hombres)\s+)?"
)
# What plans count without measuring the place: 'tres objetivos', '12 meses'.
_NOT_COUNTED = re.compile(
    r"\s+(?:(?:grandes|nuevos|nuevas)\s+)?(?:objetivos?|metas?|pais(?:es)?|estados|politicas|ideas"
    r"|ejes?|dimension(?:es)?|lineamientos?|principios?|puntos?|pasos?|articulos?|capitulos?"
    r"|componentes?|etapas?|mes(?:es)?|minutos?|horas?|anos?|veces|partes?|pilares|fortalezas"
    r"|oportunidades)\b"
)
_EXISTENCE_REACH = 150  # characters
_FLAT_FIGURES = 3


@dataclass(frozen=True)
class Setting:
    """What all rows of a document share."""

    codebook: Codebook
    index: IndicatorIndex
    place: tuple[str, str] | None
    region: str | None
    start_of_term: int | None


class Sentence(NamedTuple):
    """A sentence with what was found in it and what stands around it."""

    text: str
    folded: str
    heading: str
    numbers: tuple[Number, ...]
    scopes: tuple[Scope, ...]
    units: tuple[str, ...]
    matches: tuple[Match, ...]
    mentions: tuple[Mention, ...]
    subject: tuple[str, str] | None


def read_sentence(
    text: str,
    offset: int,
    sentence: str,
    heading: str,
    subject: tuple[str, str] | None,
    setting: Setting,
) -> Sentence:
    folded = fold(sentence)
    if _is_flat_table(sentence):
        folded = ""
    past = text[max(0, offset - _EXISTENCE_REACH) : offset]
    candidates = [
        number
        for number in (_unpromised(sentence, folded) if folded else ())
        if not is_reference(folded, number)
        and not is_age_or_duration(folded, number)
        and (number.is_percent or not _NOT_COUNTED.match(folded, number.end))
        and (not number.is_article or _exists(past, folded, number))
    ]
    matches = tuple(setting.index.matches(folded)) if candidates else ()
    found = tuple(
        number
        for number in candidates
        if not number.is_article or _is_counted(number, matches, setting)
    )
    measured = [unit_and_end(folded, number, setting.codebook) for number in found]
    units = [unit for unit, _ in measured]
    for i in range(len(found) - 2, -1, -1):
        between = folded[found[i].end : found[i + 1].start]
        if not units[i] and units[i + 1] and _BETWEEN_ENDS.fullmatch(between):
            units[i] = units[i + 1]
    scopes = tuple(_scope(found, i, end, len(sentence)) for i, (_, end) in enumerate(measured))
    mentions = find_mentions(sentence)
    if setting.place and folded.startswith(f"{fold(setting.place[0])} "):
        own = Mention(*setting.place, 0, len(setting.place[0]), governs=True)
        mentions = (own, *mentions)
    return Sentence(
        sentence, folded, heading, found, scopes, tuple(units), matches, mentions, subject
    )


def _unpromised(sentence: str, folded: str) -> list[Number]:
    """The numbers of a sentence that are no targets of the plan."""
    found = numbers.find(sentence)
    promised = promised_spans(sentence, folded) if found else ()
    return [n for n in found if not any(start <= n.start < end for start, end in promised)]


def _exists(past: str, folded: str, article: Number) -> bool:
    """Whether an article may count: 'existe un hospital', 'se cuenta con una posta'."""
    before = fold(past) + folded[: article.start]
    return EXISTENCE.search(before, max(0, len(before) - _EXISTENCE_REACH)) is not None


def _is_counted(article: Number, matches: Sequence[Match], setting: Setting) -> bool:
    """Whether what follows an article is something that the vocabulary counts."""
    return any(
        0 < match.start - article.end <= 1
        and any(setting.index.units[indicator] == "count" for indicator in match.indicators)
        for match in matches
    )


def _is_flat_table(sentence: str) -> bool:
    """Whether figures stand together without words: a table row whose header is lost."""
    if not _DIGIT.search(sentence):
        return False
    words = sentence.split()
    figures = sum(word[0].isdigit() for word in words)
    return figures >= _FLAT_FIGURES and figures * 2 >= len(words)


def _scope(found: Sequence[Number], i: int, end: int, length: int) -> Scope:
    number = found[i]
    low = max((n.end for n in found[:i] if n.end <= number.start), default=0)
    high = min((n.start for n in found[i + 1 :] if n.start >= number.end), default=length)
    return Scope(
        low, number.start, number.end, min(end, high), high, low > 0, has_right=high < length
    )
