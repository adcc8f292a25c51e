"""Baseline statistics: every quantitative statement about the place, in prose and in tables.

CODEBOOK.md defines a row; what no indicator of the vocabulary fits is kept as `other`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planoteca.codebook import Codebook
from planoteca.documents.model import Fragment, Table
from planoteca.extraction.circumstances import term_start
from planoteca.extraction.indicators import index_of
from planoteca.extraction.numbers import fold
from planoteca.extraction.paragraphs import paragraphs
from planoteca.extraction.places_in_text import Mention, find_mentions
from planoteca.extraction.sentences import Setting
from planoteca.extraction.statistics_prose import paragraph_rows
from planoteca.extraction.statistics_tables import find_table_statistics

_ITEM_NUMBER = re.compile(r"(?P<number>[1-9]\d?)\s+(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")


def find_statistics(
    passages: Sequence[Fragment],
    tables: Sequence[Table],
    place: tuple[str, str] | None,
    codebook: Codebook,
) -> list[dict[str, Any]]:
    """Rows of SCHEMAS['statistics'] (without sequence), in reading order.

    `passages` are the prose paragraphs and headings outside the sections of targets, `tables` the
    data tables, `place` the plan's own (name, place_level id).
    """
    inside = {n for table in tables for n in range(table.line_start, table.line_end + 1)}
    prose = _without_item_numbers([p for p in passages if p.line_start not in inside])
    named = [mention for p in prose for mention in find_mentions(p.text) if mention.name]
    setting = Setting(
        codebook,
        index_of(codebook),
        place,
        _region(named, place),
        term_start(passage.text for passage in passages),
    )
    spellings = _spellings(named)
    rows = [row for paragraph in paragraphs(prose) for row in paragraph_rows(paragraph, setting)]
    for table in tables:
        rows += find_table_statistics(table, prose, setting)
    for row in rows:
        row["place"] = spellings.get(fold(row["place"] or ""), row["place"])
    return sorted(rows, key=lambda row: (row["line_start"], row["line_end"]))


def _without_item_numbers(passages: Sequence[Fragment]) -> list[Fragment]:
    """Passages less the bare numbers that count them on: '3 Deficiente ...', '4 Escasa ...'."""
    numbered = [
        (i, int(m["number"]), m.end())
        for i, p in enumerate(passages)
        if (m := _ITEM_NUMBER.match(p.text))
    ]
    found = list(passages)
    for k, (i, number, end) in enumerate(numbered):
        beside = {numbered[j][1] for j in (k - 1, k + 1) if 0 <= j < len(numbered)}
        if beside & {number - 1, number + 1}:
            found[i] = replace(passages[i], text=passages[i].text[end:])
    return found


def _spellings(named: Sequence[Mention]) -> dict[str, str]:
    """How a plan mostly writes each place's name, by the name without accents and case."""
    names = Counter(mention.name for mention in named)
    return {fold(name): name for name, _ in reversed(names.most_common())}


def _region(named: Sequence[Mention], place: tuple[str, str] | None) -> str | None:
    """The region the plan's place lies in: the one it names most often."""
    if place and place[1] == "region":
        return place[0]
    regions = Counter(mention.name for mention in named if mention.level == "region")
    return regions.most_common(1)[0][0] if regions else None
