"""Statistics of data tables: every numeric cell is a row, read by its column's header."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from planoteca.documents.model import Fragment, Table
from planoteca.extraction import circumstances, places_in_text
from planoteca.extraction.indicators import Scope
from planoteca.extraction.numbers import fold
from planoteca.extraction.sentences import Setting
from planoteca.extraction.table_columns import (
    TOTAL,
    YEAR_CELL,
    Column,
    figure_columns,
    first_data_row,
    header,
    is_programme,
    label_column,
    title_to_the_left,
    year_of,
)
from planoteca.extraction.table_grid import Entry, Grid, Row, grid_of
from planoteca.extraction.table_meaning import group_of, meaning_of
from planoteca.extraction.units import unit_in_title

# The first words of a header that announces places: 'DISTRITOS', 'Nombre del centro poblado'.
_PLACE_HEADERS = tuple(
    (
        re.compile(
            rf"^\W*(?:(?:nombres?|n\s?[°º]|lugar)\W+(?:del?\s+)?(?:las?\s+|los\s+)?)?(?:{noun})\b"
        ),
        level,
    )
    for noun, level in (
        ("distritos?", "district"),
        ("provincias?", "province"),
        ("region(?:es)?|departamentos?", "region"),
        ("ciudad(?:es)?", "city"),
        (
            r"comunidad(?:es)?|localidad(?:es)?|centros?\s+poblados?|cc\.?\s?pp|caserios?|anexos?"
            r"|sector(?:es)?|barrios?|asentamientos?",
            "community",
        ),
    )
)
_BELOW = {"country": "region", "region": "province", "province": "district"}
_NO_FIGURE = re.compile(
    r"\b(?:dispositivo|ley|decreto|resolucion|ubigeo|codigo|fecha|telefono|ruc)\b"
)
_LABEL_ONLY = re.compile(r"^\W*(?:cuadro|tabla|grafico|figura)\s*(?:n\s?[°º]?|nro)?\W*\d*\W*$")
_LINE = attrgetter("line_start")
_CAPTION_LINES = 6
_SOURCE_LINES = 6


@dataclass(frozen=True)
class _Sheet:
    """A grid with what all of its cells share."""

    grid: Grid
    first: int
    labels: int
    level: str | None
    caption: str
    source: str | None
    is_fields: bool
    setting: Setting


def find_table_statistics(
    table: Table, passages: Sequence[Fragment], setting: Setting
) -> list[dict[str, Any]]:
    """Rows of SCHEMAS['statistics'] (without sequence) of one data table, row by row.

    The first column of words names the row: a place where its header says so, else what is
    counted; a TOTAL row is the plan's own place. The caption is the passage above, the source the
    one below. Tables of the plan's own projects and their costs state nothing about the place.
    """
    grid = grid_of(table)
    first = first_data_row(grid)
    if first is None or is_programme(grid, first):
        return []
    sheet = _sheet(table, grid, first, passages, setting)
    columns = figure_columns(grid, first, sheet.labels)
    return list(_rows(sheet, columns))


def _sheet(
    table: Table, grid: Grid, first: int, passages: Sequence[Fragment], setting: Setting
) -> _Sheet:
    above = _caption(passages, table)
    below = _near(passages, table.line_end, table.line_end + _SOURCE_LINES, want="fuente")
    labels = label_column(grid, first)
    is_fields = _is_fields(grid, labels, setting)
    title = header(grid, first, labels)
    return _Sheet(
        grid,
        first,
        labels,
        None if is_fields else _place_level(title),
        " ".join(part for part in (above, grid.title) if part),
        circumstances.find_source(below) or circumstances.find_source(above),
        is_fields,
        setting,
    )


def _rows(sheet: _Sheet, columns: Mapping[int, Column]) -> Iterator[dict[str, Any]]:
    setting, level = sheet.setting, sheet.level
    has_years = any(column.year for column in columns.values())
    caption_year = None if has_years else year_of(sheet.caption)
    for offset, row in enumerate(sheet.grid.rows[sheet.first :]):
        name = _label(row, sheet.labels)
        label = name.text
        if not label or circumstances.find_source(label) or _NO_FIGURE.search(fold(label)):
            continue
        place, level = _row_place(label, level, setting.place)
        is_place = level is not None and place != setting.place
        row_year = _label_year(label)
        for i, column in columns.items():
            value = column.values[offset]
            if value is None:
                continue
            entry = row[i]
            told = "" if is_place or name.is_shared else label
            described = _described(sheet, column, i, told)
            indicator, unit = meaning_of(entry.text, value, column, described, setting)
            year = column.year or row_year or caption_year
            is_category = not (is_place or row_year or sheet.is_fields)
            group = group_of(column, label, indicator, setting, is_category=is_category)
            context = (sheet.caption, label, column.header)
            yield {
                "indicator": indicator,
                "place": place[0] if place else None,
                "place_level": place[1] if place else None,
                "value": value,
                "value_text": entry.text,
                "unit": unit,
                "year": year,
                "population_group": group,
                "stated_source": sheet.source,
                "nature": _nature(sheet, year),
                "context": " | ".join(part for part in context if part),
                "page": entry.page,
                "line_start": entry.line_start,
                "line_end": entry.line_end,
            }


def _described(sheet: _Sheet, column: Column, i: int, label: str) -> tuple[str, ...]:
    """What may say what a cell measures, in the order in which it is asked."""
    if sheet.is_fields:
        return (label, "")
    title = column.header
    if YEAR_CELL.match(fold(title)):
        title = f"{title_to_the_left(sheet.grid, sheet.first, i)} {title}"
    return (title, label, sheet.grid.title, sheet.caption)


def _label(row: Row, labels: int) -> Entry:
    """The words that name a row: the label cell's, else those of its next cell of words."""
    if YEAR_CELL.match(fold(row[labels].text)):
        return row[labels]
    entries: list[Entry] = row[labels:]
    return next((entry for entry in entries if re.search(r"[^\W\d]", entry.text)), Entry())


def _label_year(label: str) -> str | None:
    return year_of(label) if re.search(r"(?:19|20)\d\d", label) else None


def _is_fields(grid: Grid, labels: int, setting: Setting) -> bool:
    """Whether a table of two columns names a different measure in each row."""
    if grid.width != 2:
        return False
    named = set()
    for row in grid.rows:
        folded = fold(row[labels].text)
        choice = setting.index.choose(
            folded,
            setting.index.matches(folded),
            unit_in_title(folded, setting.codebook),
            Scope.whole(folded),
        )
        if choice and re.search(r"\d", row[1 - labels].text):
            named.add(choice.indicator)
    return len(named) > 2


def _place_level(title: str) -> str | None:
    """The level of the places that a header announces; none where it names a place itself."""
    folded = fold(title)
    named = places_in_text.find_mentions(title.title() if title.isupper() else title)
    if named and named[0].name and named[0].level in _BELOW:
        return _BELOW[named[0].level]
    return next((level for pattern, level in _PLACE_HEADERS if pattern.search(folded)), None)


def _row_place(
    label: str, level: str | None, place: tuple[str, str] | None
) -> tuple[tuple[str, str] | None, str | None]:
    """The place of a row, and the level of those below it."""
    if TOTAL.search(fold(label)):
        return place, level
    shown = label.title() if label.isupper() else label
    named = [m for m in places_in_text.find_mentions(shown) if m.name]
    if named and level:
        found = named[0].name, named[0].level
        return found, _BELOW.get(found[1], level)
    if named:
        return (named[0].name, named[0].level), level
    return ((shown, level) if level else place), level


def _nature(sheet: _Sheet, year: str | None) -> str:
    folded = fold(sheet.caption)
    heading = folded if year is None else ""
    return circumstances.nature_of(folded, year, sheet.setting.start_of_term, heading)


def _caption(passages: Sequence[Fragment], table: Table) -> str:
    """The passage above a table, with the one before it where it only says 'Cuadro N° 3'."""
    low, high = table.line_start - _CAPTION_LINES, table.line_start
    texts = [t for t in _within(passages, low, high) if re.search(r"[^\W\d]{3}", t)]
    if not texts:
        return ""
    is_bare = _LABEL_ONLY.match(fold(texts[-1])) is not None
    return " ".join(texts[-2:]) if is_bare else texts[-1]


def _near(passages: Sequence[Fragment], low: int, high: int, want: str) -> str:
    """The first passage wholly within lines [low, high] that holds a word."""
    return next((text for text in _within(passages, low, high) if want in fold(text)), "")


def _within(passages: Sequence[Fragment], low: int, high: int) -> list[str]:
    """The texts of the passages, which are in the order of their lines, in lines [low, high]."""
    start = bisect_left(passages, low, key=_LINE)
    end = bisect_right(passages, high, key=_LINE)
    return [passage.text for passage in passages[start:end] if passage.line_end <= high]
