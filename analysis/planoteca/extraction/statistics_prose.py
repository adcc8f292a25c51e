"""Statistics of running text: each number of a sentence with what it measures, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planoteca.codebook import Codebook
from planoteca.extraction import circumstances, numbers
from planoteca.extraction.indicators import Choice, IndicatorIndex, Match, Scope, same_family
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.paragraphs import Paragraph, sentences
from planoteca.extraction.places_in_text import Mention, find_mentions, governing
from planoteca.extraction.references import is_age_or_duration, is_reference
from planoteca.extraction.units import unit_and_end

_SOURCE_LINE = re.compile(r"^\W*fuente\b")
_EXISTENCE = re.compile(r"\b(?:cuentan?|existen?|hay|tienen?|posee|funcionan?|dispone)\b")
_BETWEEN_ENDS = re.compile(r"\s*(?:y|a|al|hasta|e|-|–|o)\s*(?:los\s+|las\s+)?")
# A number that no indicator fits counts something when a plural noun follows; not these.
_COUNTED = re.compile(
    r"\s+(?:de\s+)?(?!(?:objetivos|metas|pa[ií]ses|estados|pol[ií]ticas|ideas|ejes|dimensiones"
    r"|lineamientos|principios|puntos|pasos|art[ií]culos|cap[ií]tulos|componentes|etapas|meses|minutos"
    r"|horas|d[ií]as|a[ñn]os|veces|partes|los|las|sus|mas|más|tras|pues|nos)\b)[a-záéíóúñ]{3,}s\b"
)
_TOTAL = re.compile(r"\btotal\w*\b")
_CONTEXT_LENGTH = 240  # characters
_EXISTENCE_REACH = 150  # characters
_SHORT_GAP = 10  # words
_FLAT_FIGURES = 3
# Units that prose leaves out: 'tasa de crecimiento de 2.24', '6 distritos'.
_BARE_DECIMAL = frozenset({"index", "percent", "per_thousand", "people_per_km2"})
_BARE_WHOLE = _BARE_DECIMAL | {"count", "people"}
# Where a place lies does not change with the year of the source.
_TIMELESS = frozenset({"degrees", "metres", "masl"})


@dataclass(frozen=True)
class Setting:
    """What all rows of a document share."""

    codebook: Codebook
    index: IndicatorIndex
    place: tuple[str, str] | None
    region: str | None
    start_of_term: int | None


@dataclass(frozen=True)
class _Sentence:
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


@dataclass(frozen=True)
class _Reading:
    """What one number was taken to mean; the next one may go on from it."""

    number: Number
    unit: str
    choice: Choice | None
    group: str | None
    is_total: bool


def paragraph_rows(paragraph: Paragraph, setting: Setting) -> Iterator[dict[str, Any]]:
    """The statistics of one paragraph in reading order."""
    text = paragraph.text
    if _SOURCE_LINE.match(fold(text)):
        return
    subject = _heading_place(paragraph, setting)
    cited = circumstances.find_source(text)
    source = cited if "uente" in text else None
    for offset, sentence in sentences(text):
        source = circumstances.find_source(sentence) or source
        read = _read(text, offset, sentence, " ".join(paragraph.headings), subject, setting)
        for row, start, end in _sentence_rows(read, setting):
            first = paragraph.fragment_at(offset + start)
            last = paragraph.fragment_at(min(len(text) - 1, offset + end))
            yield {
                **row,
                "stated_source": source,
                "page": first.page_start,
                "line_start": first.line_start,
                "line_end": max(first.line_end, last.line_end),
            }
        governs = [m for m in read.mentions if m.governs and m.name and m.level != "country"]
        if governs:
            subject = (governs[0].name, governs[0].level)


def _read(
    text: str,
    offset: int,
    sentence: str,
    heading: str,
    subject: tuple[str, str] | None,
    setting: Setting,
) -> _Sentence:
    folded = "" if _is_flat_table(sentence) else fold(sentence)
    candidates = numbers.find(sentence) if folded else []
    matches = tuple(setting.index.matches(folded)) if candidates else ()
    context = fold(text[max(0, offset - _EXISTENCE_REACH) : offset]) + folded
    shift = len(context) - len(folded)
    found = tuple(
        number
        for number in candidates
        if not is_reference(folded, number)
        and not is_age_or_duration(folded, number)
        and (not number.is_article or _counts(context, shift, number, matches, setting))
    )
    measured = [unit_and_end(folded, number, setting.codebook) for number in found]
    units = [unit for unit, _ in measured]
    for i in range(len(found) - 2, -1, -1):
        between = folded[found[i].end : found[i + 1].start]
        if not units[i] and units[i + 1] and _BETWEEN_ENDS.fullmatch(between):
            units[i] = units[i + 1]
    scopes = tuple(_scope(found, i, end, len(sentence)) for i, (_, end) in enumerate(measured))
    mentions = tuple(find_mentions(sentence))
    return _Sentence(
        sentence, folded, heading, found, scopes, tuple(units), matches, mentions, subject
    )


def _is_flat_table(sentence: str) -> bool:
    """Whether figures stand together without words: a table row whose header is lost."""
    words = sentence.split()
    figures = sum(word[0].isdigit() for word in words)
    return figures >= _FLAT_FIGURES and figures * 2 > len(words)


def _counts(
    context: str, shift: int, number: Number, matches: Sequence[Match], setting: Setting
) -> bool:
    """Whether an article counts: 'existe un hospital', 'se cuenta con una posta'."""
    named = any(
        0 < match.start - number.end <= 1
        and any(setting.index.units[indicator] == "count" for indicator in match.indicators)
        for match in matches
    )
    position = shift + number.start
    reach = max(0, position - _EXISTENCE_REACH)
    return named and _EXISTENCE.search(context, reach, position) is not None


def _scope(found: Sequence[Number], i: int, end: int, length: int) -> Scope:
    number = found[i]
    low = max((n.end for n in found[:i] if n.end <= number.start), default=0)
    high = min((n.start for n in found[i + 1 :] if n.start >= number.end), default=length)
    return Scope(
        low, number.start, number.end, min(end, high), high, low > 0, has_right=high < length
    )


def _sentence_rows(
    sentence: _Sentence, setting: Setting
) -> Iterator[tuple[dict[str, Any], int, int]]:
    previous: _Reading | None = None
    for i, (number, scope, unit) in enumerate(
        zip(sentence.numbers, sentence.scopes, sentence.units, strict=True)
    ):
        goes_on = previous is not None and _goes_on(sentence.folded, previous, number)
        inherited = previous if goes_on else None
        choice = setting.index.choose(
            sentence.folded,
            sentence.matches,
            unit,
            scope,
            _BARE_WHOLE if number.value.is_integer() else _BARE_DECIMAL,
        )
        if choice is None and inherited and inherited.unit == unit:
            choice = inherited.choice
        if choice is None and i == 0 and unit:
            choice = _of_heading(sentence.heading, unit, setting)
        if not _is_statistic(sentence.text, number, unit, choice):
            continue
        before, after = scope.before(sentence.folded), scope.after(sentence.folded)
        group = circumstances.find_group(
            sentence.folded[slice(*after)],
            sentence.folded[slice(*before)],
            setting.codebook["population_groups"],
        )
        is_total = _TOTAL.search(sentence.folded, *before) is not None
        if inherited and not group and before[0] == scope.low:
            group = inherited.group
        reading = _Reading(
            number, unit, choice, group, is_total or bool(inherited and inherited.is_total)
        )
        previous = reading
        yield _row(sentence, reading, setting), number.start, max(number.end, scope.end - 1)


def _row(sentence: _Sentence, reading: _Reading, setting: Setting) -> dict[str, Any]:
    number = reading.number
    indicator = reading.choice.indicator if reading.choice else "other"
    year = circumstances.find_year(sentence.folded, number.start, 0, len(sentence.folded))
    if reading.unit in _TIMELESS:
        year = None
    place = _place(sentence, reading, setting)
    return {
        "indicator": _end_of_levels(indicator, sentence, reading, setting),
        "place": place[0] if place else None,
        "place_level": place[1] if place else None,
        "value": number.value,
        "value_text": number.text,
        "unit": _final_unit(reading.unit, indicator, setting),
        "year": year,
        "population_group": reading.group,
        "nature": circumstances.nature_of(
            sentence.folded, year, setting.start_of_term, fold(sentence.heading)
        ),
        "context": _context(sentence.text, number),
    }


def _goes_on(folded: str, previous: _Reading, number: Number) -> bool:
    """Whether a number goes on measuring what the one before it does ('20 % y 30 % rural')."""
    gap = folded[previous.number.end : number.start].split()
    return previous.number.start == number.start or len(gap) <= _SHORT_GAP


def _of_heading(heading: str, unit: str, setting: Setting) -> Choice | None:
    folded = fold(heading)
    matches = setting.index.matches(folded)
    return setting.index.choose(folded, matches, unit, Scope.whole(folded))


def _is_statistic(text: str, number: Number, unit: str, choice: Choice | None) -> bool:
    """Whether a number measures something: it has a unit, an indicator, or counts a noun."""
    if choice is not None:
        return True
    if number.is_word and not number.is_percent:
        return False
    return bool(unit) or _COUNTED.match(text, number.end) is not None


def _final_unit(unit: str, indicator: str, setting: Setting) -> str:
    """The indicator's unit where the printed one is missing or only its family ('soles')."""
    wanted = setting.index.units.get(indicator, "")
    return wanted if wanted and (not unit or same_family(unit, wanted)) else unit or "count"


def _end_of_levels(indicator: str, sentence: _Sentence, reading: _Reading, setting: Setting) -> str:
    """The lowest or highest of several levels in one sentence, where the vocabulary has both."""
    stem = indicator.removesuffix("_min").removesuffix("_max")
    known = setting.codebook["indicators"]
    if f"{stem}_min" not in known or f"{stem}_max" not in known:
        return indicator
    levels = [
        number.value
        for number, unit in zip(sentence.numbers, sentence.units, strict=True)
        if unit == reading.unit
    ]
    if len(levels) == 1:
        return stem if stem in known else indicator
    return f"{stem}_max" if reading.number.value == max(levels) else f"{stem}_min"


def _heading_place(paragraph: Paragraph, setting: Setting) -> tuple[str, str] | None:
    for heading in reversed(paragraph.headings):
        named = [m for m in find_mentions(heading) if m.name]
        if named:
            return named[0].name, named[0].level
    return setting.place


def _place(
    sentence: _Sentence, reading: _Reading, setting: Setting
) -> tuple[str | None, str] | None:
    number = reading.number
    mention = governing(sentence.folded, list(sentence.mentions), number.start, number.end)
    follows = mention is not None and mention.start >= number.end
    if reading.is_total and not follows:
        return setting.place
    if mention is None:
        return sentence.subject or setting.place
    if mention.name or mention.level == "region":
        return mention.name or setting.region, mention.level
    is_capital = "capital" in sentence.folded[mention.start : mention.end]
    if setting.place and (mention.level == "city" or is_capital):
        return setting.place[0], mention.level
    return setting.place


def _context(sentence: str, number: Number) -> str:
    """The text around a number, at most _CONTEXT_LENGTH characters."""
    if len(sentence) <= _CONTEXT_LENGTH:
        return sentence.strip()
    low = max(0, number.start - _CONTEXT_LENGTH // 2)
    low = sentence.rfind(" ", 0, low) + 1 if low else 0
    high = sentence.find(" ", low + _CONTEXT_LENGTH)
    return sentence[low : high if high > 0 else len(sentence)].strip()
