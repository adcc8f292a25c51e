"""Forms drawn as tables with a label at the left of every box: "Problema | ...", "Metas | ...".

Such a table is turned: its labels become the titles of columns, each item of the form a row. An
item ends where one of its labels returns; further columns of boxes are further items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planoteca.documents.model import Cell, Document, Table
from planoteca.extraction.columns import PROMISES, REASONS, title_role
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.lines import label_key

_MAX_LABEL_WORDS = 8
_MIN_ROLES_SHARE = 0.5


def as_columns(document: Document, lexicon: Lexicon) -> tuple[Document, frozenset[int]]:
    """The document with its tables of labelled rows turned, and the first lines of these."""
    forms = [_has_labels(table, lexicon) for table in document.tables]
    tables = tuple(
        _turned(table) if is_form else table
        for table, is_form in zip(document.tables, forms, strict=True)
    )
    lines = {table.line_start for table, is_form in zip(tables, forms, strict=True) if is_form}
    return replace(document, tables=tables), frozenset(lines)


def _has_labels(table: Table, lexicon: Lexicon) -> bool:
    """Whether the first column holds labels, among them a promise and its reason, and no other."""
    if table.width < 2:
        return False
    labels = [row[0].text for row in table.rows if row[0].fragments]
    if any(len(label.split()) > _MAX_LABEL_WORDS for label in labels):
        return False
    roles = [title_role(label, lexicon) for label in labels]
    known = {role for role in roles if role}
    if known.isdisjoint(PROMISES) or known.isdisjoint(REASONS):
        return False
    if len(roles) - roles.count(None) < len(roles) * _MIN_ROLES_SHARE:
        return False
    boxes = (cell for row in table.rows for cell in row[1:] if cell.fragments)
    return not any(title_role(cell.text, lexicon) for cell in boxes)


def _turned(table: Table) -> Table:
    items = [item for column in range(1, table.width) for item in _items(table.rows, column)]
    labels = {label_key(cell.text): cell for row in table.rows if (cell := row[0]).fragments}
    rows = [tuple(item.get(key, Cell(())) for key in labels) for item in items if item]
    return replace(table, rows=(tuple(labels.values()), *rows))


def _items(rows: Sequence[Sequence[Cell]], column: int) -> Iterator[dict[str, Cell]]:
    """The items of one column of boxes: their cells by label. A box without label goes on."""
    item: dict[str, Cell] = {}
    key = ""
    for row in rows:
        box = row[column]
        if row[0].fragments:
            key = label_key(row[0].text)
            if key in item:
                yield item
                item = {}
        if box.fragments and key:
            above = item.get(key)
            item[key] = replace(
                box, fragments=(*(above.fragments if above else ()), *box.fragments)
            )
    yield item
