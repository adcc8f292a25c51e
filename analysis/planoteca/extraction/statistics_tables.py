"""Statistics of data tables: every numeric cell is a row, read by its column's header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planoteca.codebook import Codebook
from planoteca.documents.model import Cell, Fragment, Table
from planoteca.extraction import circumstances, numbers, places_in_text
from planoteca.extraction.indicators import Scope
from planoteca.extraction.numbers import fold, parse_column
from planoteca.extraction.sentences import Setting
from planoteca.extraction.units import unit_of

_TOTAL = re.compile(r"^\W*(?:total(?:es)?|suma|promedio)\b|\btotal\s*$")
_YEAR_CELL = re.compile(r"^\s*(?:ano\s*)?((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d))?\s*$")
_NUMERIC = re.compile(r"^[\s\d.,'%()+\-−–*S/$]*\d[\s\d.,'%()*]*$")
_PLACE_HEADERS = (
    (re.compile(r"\bdistritos?\b"), "district"),
    (re.compile(r"\bprovincias?\b"), "province"),
    (re.compile(r"\bregion(?:es)?\b|\bdepartamentos?\b"), "region"),
    (re.compile(r"\bciudad(?:es)?\b"), "city"),
    (
        re.compile(r"\b(?:comunidad|localidad)(?:es)?\b|\b(?:centro|caserio|anexo)s?\b"),
        "community",
    ),
)
_ORDER_HEADER = re.compile(r"^\s*(?:n\s?[°º]?|no|nro|item|orden|#)?\W*$")
_PERCENT_HEADER = re.compile(r"%|\bporcentajes?\b|\btasa\b")
_CAPTION_LINES = 6
_SOURCE_LINES = 6


@dataclass(frozen=True)
class _Column:
    """A numeric column: its header over all header rows, and the values of its data rows."""

    header: str
    year: str | None
    values: Sequence[float | None]


def find_table_statistics(
    table: Table, passages: Sequence[Fragment], setting: Setting
) -> list[dict[str, Any]]:
    """Rows of SCHEMAS['statistics'] (without sequence) of one data table, row by row.

    The first column names the row: a place where its header says so, else what is counted; a
    TOTAL row is the plan's own place. The caption is the passage above, the source the one below.
    """
    first = _first_data_row(table)
    if first is None:
        return []
    caption = _near(passages, table.line_start - _CAPTION_LINES, table.line_start)
    source_line = _near(passages, table.line_end, table.line_end + _SOURCE_LINES, want="fuente")
    source = circumstances.find_source(source_line) or circumstances.find_source(caption)
    label_column = _label_column(table, first)
    columns = {i: _column(table, first, i) for i in range(table.width) if i != label_column}
    level = _place_level(_header(table, first, label_column))
    caption_year = None if any(column.year for column in columns.values()) else _year_of(caption)
    place = setting.place
    rows = []
    for offset, cells in enumerate(table.rows[first:]):
        label = cells[label_column].text.strip()
        if not label or circumstances.find_source(label):
            continue
        row_place = _row_place(label, level, place)
        for i, column in columns.items():
            value = column.values[offset]
            if value is None or _ORDER_HEADER.match(fold(column.header)):
                continue
            cell = cells[i]
            described = (column.header, label if row_place == place else "", caption)
            indicator, unit = _meaning(cell, described, setting)
            year = column.year or caption_year
            rows.append(
                {
                    "indicator": indicator,
                    "place": row_place[0] if row_place else None,
                    "place_level": row_place[1] if row_place else None,
                    "value": value,
                    "value_text": cell.text.strip(),
                    "unit": unit,
                    "year": year,
                    "population_group": _group(column.header, label, setting.codebook),
                    "stated_source": source,
                    "nature": circumstances.nature_of(
                        fold(caption), year, setting.start_of_term, ""
                    ),
                    "context": " | ".join(part for part in (caption, label, column.header) if part),
                    "page": cell.fragments[0].page_start,
                    "line_start": cell.fragments[0].line_start,
                    "line_end": cell.fragments[-1].line_end,
                }
            )
    return rows


def _first_data_row(table: Table) -> int | None:
    """The first row with a number beside its label that is no year of a header."""
    for i, cells in enumerate(table.rows):
        texts = [cell.text for cell in cells]
        values = [t for t in texts[1:] if _NUMERIC.match(t) and not _YEAR_CELL.match(fold(t))]
        if values and any(re.search(r"[^\W\d]", text) for text in texts):
            return i
    return None


def _label_column(table: Table, first: int) -> int:
    """The leftmost column of words (a column of item numbers before it is passed over)."""
    for i in range(table.width):
        texts = [row[i].text for row in table.rows[first:] if row[i].text.strip()]
        if texts and sum(not _NUMERIC.match(text) for text in texts) * 2 > len(texts):
            return i
    return 0


def _column(table: Table, first: int, i: int) -> _Column:
    header = _header(table, first, i)
    texts = [row[i].text if _NUMERIC.match(row[i].text) else "" for row in table.rows[first:]]
    year = next(
        (_year_of(t) for t in reversed(_header_cells(table, first, i)) if _year_of(t)), None
    )
    return _Column(header, year, parse_column(texts))


def _header_cells(table: Table, first: int, i: int) -> list[str]:
    """The header texts of a column from the top; a merged header spans the blanks to its right."""
    texts = []
    for depth, cells in enumerate(table.rows[:first]):
        text = cells[i].text.strip()
        below = any(row[i].text.strip() for row in table.rows[depth + 1 : first])
        left = i
        while not text and below and left > 0:
            left -= 1
            text = cells[left].text.strip()
        if text:
            texts.append(text)
    return texts


def _header(table: Table, first: int, i: int) -> str:
    return " ".join(_header_cells(table, first, i))


def _year_of(text: str) -> str | None:
    folded = fold(text)
    return circumstances.find_year(folded, len(folded), 0, len(folded))


def _place_level(header: str) -> str | None:
    folded = fold(header)
    return next((level for pattern, level in _PLACE_HEADERS if pattern.search(folded)), None)


def _row_place(
    label: str, level: str | None, place: tuple[str, str] | None
) -> tuple[str, str] | None:
    if _TOTAL.search(fold(label)):
        return place
    named = [m for m in places_in_text.find_mentions(label) if m.name]
    if named:
        return named[0].name, named[0].level
    return (label.title() if label.isupper() else label, level) if level else place


def _meaning(cell: Cell, described: tuple[str, str, str], setting: Setting) -> tuple[str, str]:
    """Indicator and unit of a cell from its column's header, its row's label, and the caption."""
    own = numbers.find(cell.text)
    index = setting.index
    printed = unit_of(fold(cell.text), own[0], setting.codebook) if own else ""
    header = fold(described[0])
    if not printed and _PERCENT_HEADER.search(header):
        printed = "percent"
    for text in described:
        folded = fold(text)
        choice = index.choose(folded, index.matches(folded), printed, Scope.whole(folded))
        if choice is not None:
            return choice.indicator, index.units[choice.indicator] or printed or "count"
    return "other", printed or "count"


def _group(header: str, label: str, codebook: Codebook) -> str | None:
    for text in (fold(header), fold(label)):
        group = circumstances.find_group(text, "", codebook["population_groups"])
        if group:
            return group
    return None


def _near(passages: Sequence[Fragment], low: int, high: int, want: str = "") -> str:
    """The nearest passage wholly within lines [low, high] (the last one, or the one wanted)."""
    inside: Iterator[Fragment] = (p for p in passages if low <= p.line_start and p.line_end <= high)
    texts = [p.text for p in inside if want in fold(p.text)]
    return (texts[0] if want else texts[-1]) if texts else ""
