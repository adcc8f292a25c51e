"""Statistics of running text: each number of a sentence with what it measures, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planoteca.extraction import circumstances
from planoteca.extraction.comparators import MONEY
from planoteca.extraction.indicators import Choice, Scope, same_family
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.paragraphs import Paragraph, sentences
from planoteca.extraction.places_in_text import find_mentions, governing
from planoteca.extraction.sentences import Sentence, Setting, read_sentence

_SOURCE_LINE = re.compile(r"^\W*fuente\b")
# A number that no indicator fits counts something when a plural noun follows.
_COUNTED = re.compile(r"\s+(?:de\s+)?(?!(?:las|los|sus|más|mas|tras|pues|nos)\b)[a-záéíóúñ]{3,}s\b")
_GOES_ON = re.compile(r"\s+[a-záéíóúñ]")
_OWN_PHRASE = re.compile(r"\s[^\W\d_A-Z]\w*(?:\s+\w+){2}")  # what a number says of its own
_REPRESENTS = re.compile(r"\b(?:represent\w+|equival\w+|es decir|o sea)\b|\(\s*$")
_TOTAL = re.compile(r"\btotal\w*\b")
_CONTEXT_LENGTH = 240  # characters
_SHORT_GAP = 12  # words
# Units that prose leaves out: 'tasa de crecimiento de 2.24', '6 distritos'.
_BARE_DECIMAL = frozenset({"index", "percent", "per_thousand", "people_per_km2"})
_BARE_WHOLE = frozenset({"count", "people", "households", "dwellings", "people_per_km2"})
# Units too common for a far word to decide what they measure.
_COMMON = frozenset({"", "percent", "people", "count"})
# Where a place lies does not change with the year of the source.
_TIMELESS = frozenset({"degrees", "metres"})


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
        read = read_sentence(text, offset, sentence, " ".join(paragraph.headings), subject, setting)
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
        governs = [m for m in read.mentions if m.governs and m.name]
        if governs:
            subject = (governs[0].name, governs[0].level)


def _sentence_rows(
    sentence: Sentence, setting: Setting
) -> Iterator[tuple[dict[str, Any], int, int]]:
    previous: _Reading | None = None
    for i, (number, scope, unit) in enumerate(
        zip(sentence.numbers, sentence.scopes, sentence.units, strict=True)
    ):
        goes_on = previous is not None and _goes_on(sentence.folded, previous, number)
        own_phrase = _OWN_PHRASE.match(sentence.text[slice(*scope.after(sentence.folded))])
        inherited = previous if goes_on else None
        counts_noun = not unit and _COUNTED.match(sentence.text, number.end) is not None
        goes_further = not unit and _GOES_ON.match(sentence.text, number.end) is not None
        choice = setting.index.choose(
            sentence.folded,
            sentence.matches,
            unit,
            scope.beside() if goes_further else scope,
            _BARE_WHOLE if number.value.is_integer() else _BARE_DECIMAL,
        )
        if choice is None and inherited and not (counts_noun or own_phrase):
            choice = _inherited(sentence.folded, inherited, number, unit, setting)
        if choice is None and unit not in _COMMON:
            choice = _anywhere(sentence, unit, setting)
        if choice is None and i == 0 and unit:
            choice = _of_heading(sentence.heading, unit, setting)
        if choice is None:
            choice = _of_unit(unit, setting)
        if not _is_statistic(sentence.text, number, unit, choice):
            continue
        before, after = scope.before(sentence.folded), scope.after(sentence.folded)
        known = setting.codebook["population_groups"]
        near, past = sentence.folded[slice(*after)], sentence.folded[slice(*before)]
        group = circumstances.find_group(near, past, known)
        if not group and not scope.has_right:
            group = circumstances.find_group(sentence.folded[scope.end : scope.high], "", known)
        is_total = _TOTAL.search(sentence.folded, *before) is not None
        if inherited and not group and before[0] == scope.low:
            group = inherited.group
        reading = _Reading(
            number, unit, choice, group, is_total or bool(inherited and inherited.is_total)
        )
        previous = reading
        yield _row(sentence, reading, setting), number.start, max(number.end, scope.end - 1)


def _row(sentence: Sentence, reading: _Reading, setting: Setting) -> dict[str, Any]:
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


def _inherited(
    folded: str, previous: _Reading, number: Number, unit: str, setting: Setting
) -> Choice | None:
    """The indicator of the number before: the same, or the share it 'represents'."""
    is_bare = not unit and number.value.is_integer() and previous.unit in _COMMON
    if previous.choice is None or previous.unit == unit or is_bare:
        return previous.choice
    share = f"{previous.choice.indicator}_share"
    represents = _REPRESENTS.search(folded, previous.number.end, number.start)
    if unit == "percent" and represents and share in setting.codebook["indicators"]:
        return Choice(share, 0.0)
    return None


def _anywhere(sentence: Sentence, unit: str, setting: Setting) -> Choice | None:
    """The indicator of a rare unit from the whole sentence."""
    whole = Scope.whole(sentence.folded)
    return setting.index.choose(sentence.folded, sentence.matches, unit, whole)


def _of_unit(unit: str, setting: Setting) -> Choice | None:
    """The indicator that the unit itself names: 'dwellings', or the only one measured in it."""
    is_named = unit in setting.codebook["indicators"] and unit != "other"
    code = unit if is_named else setting.index.only_of.get(unit, "")
    return Choice(code, 0.0) if code and code != "other" else None


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
    wanted = "" if indicator == "other" else setting.index.units[indicator]
    is_detail = not unit or (unit in MONEY and same_family(unit, wanted))
    return wanted if wanted and is_detail else unit or "count"


def _end_of_levels(indicator: str, sentence: Sentence, reading: _Reading, setting: Setting) -> str:
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
        return indicator
    return f"{stem}_max" if reading.number.value == max(levels) else f"{stem}_min"


def _heading_place(paragraph: Paragraph, setting: Setting) -> tuple[str, str] | None:
    for heading in reversed(paragraph.headings):
        named = [m for m in find_mentions(heading) if m.name]
        if named:
            return named[0].name, named[0].level
    return setting.place


def _place(
    sentence: Sentence, reading: _Reading, setting: Setting
) -> tuple[str | None, str] | None:
    number = reading.number
    mention = governing(sentence.folded, sentence.mentions, number.start, number.end)
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
