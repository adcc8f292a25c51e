"""Forms drawn as tables: rows of one labelled box above the columns of the targets.

Such rows ("4. Objetivo a lograr: ...") are read as the lines that they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planoteca.documents.model import Cell, Document, Table
from planoteca.extraction import headings, outline_numbers
from planoteca.extraction.lexicon import Lexicon


def as_lines(document: Document, lexicon: Lexicon) -> Document:
    """The document with its tables cut where they open with labelled boxes."""
    tables = (_less_boxes(table, lexicon) for table in document.tables)
    return replace(document, tables=tuple(table for table in tables if table.rows))


def _less_boxes(table: Table, lexicon: Lexicon) -> Table:
    boxes = 0
    while boxes < len(table.rows) and _is_box(table.rows[boxes]):
        boxes += 1
    if not any(_is_labelled(row[0], lexicon) for row in table.rows[:boxes]):
        return table
    rows = table.rows[boxes:]
    if not rows:
        return replace(table, rows=())
    first = min(each.line_start for row in rows for cell in row for each in cell.fragments)
    pages = [each.page_start for row in rows for cell in row for each in cell.fragments]
    return replace(table, rows=rows, line_start=first, page_start=pages[0])


def _is_box(row: Sequence[Cell]) -> bool:
    return bool(row[0].fragments) and not any(cell.fragments for cell in row[1:])


def _is_labelled(cell: Cell, lexicon: Lexicon) -> bool:
    text = outline_numbers.numbering(cell.fragments[0].text)[2]
    return ":" in text and headings.find_label(text, lexicon) is not None
