"""Statistics of running text: each number of a sentence with what it measures, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planoteca.extraction import circumstances
from planoteca.extraction.measured_numbers import Measure, read_number
from planoteca.extraction.numbers import Number, any_in, fold
from planoteca.extraction.paragraphs import Paragraph, sentences
from planoteca.extraction.places_in_text import find_mentions, governing
from planoteca.extraction.sentences import Sentence, Setting, read_sentence

_SOURCE_LINE = re.compile(r"^\W*fuente\b")
_CONTEXT_LENGTH = 240  # characters
# Where a place lies does not change with the year of the source.
_TIMELESS = frozenset({"degrees", "metres"})


def paragraph_rows(paragraph: Paragraph, setting: Setting) -> Iterator[dict[str, Any]]:
    """The statistics of one paragraph in reading order."""
    text = paragraph.text
    if not any_in(text) or _SOURCE_LINE.match(fold(text)):
        return
    subject = _heading_place(paragraph, setting)
    closing = circumstances.find_closing_source(text)
    carried: str | None = None  # by 'Según X, ...' to the sentences after it
    for offset, sentence in sentences(text):
        folded = fold(sentence)
        if "fuente" not in folded:
            carried = circumstances.find_source(sentence) or carried
        read = read_sentence(text, offset, sentence, " ".join(paragraph.headings), subject, setting)
        for row, start, end in _sentence_rows(read, setting):
            first = paragraph.fragment_at(offset + start)
            last = paragraph.fragment_at(min(len(text) - 1, offset + end))
            source = circumstances.find_source_of(sentence, folded, start)
            yield {
                **row,
                "stated_source": source or closing or carried,
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
    previous: Measure | None = None
    for i, (number, scope) in enumerate(zip(sentence.numbers, sentence.scopes, strict=True)):
        reading = read_number(sentence, i, previous, setting)
        if reading is not None:
            previous = reading
            yield _row(sentence, reading, setting), number.start, max(number.end, scope.end - 1)


def _row(sentence: Sentence, reading: Measure, setting: Setting) -> dict[str, Any]:
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
        "unit": setting.index.unit_for(indicator, reading.unit),
        "year": year,
        "population_group": reading.group,
        "nature": circumstances.nature_of(
            sentence.folded, year, setting.start_of_term, fold(sentence.heading)
        ),
        "context": _context(sentence.text, number),
    }


def _end_of_levels(indicator: str, sentence: Sentence, reading: Measure, setting: Setting) -> str:
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


def _place(sentence: Sentence, reading: Measure, setting: Setting) -> tuple[str | None, str] | None:
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
