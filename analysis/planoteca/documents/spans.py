"""Cells that span columns: from the column each one starts at to rows of equally many cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planoteca.documents.model import Cell
from planoteca.documents.tables import BLANK, Row

MAX_COLUMNS = 1_000  # Word allows 63
MAX_CELLS = 2_000_000


class GridTooLarge(Exception):
    """A table that claims more columns or cells than any plan has; the message says how many."""


def place(rows: Sequence[Mapping[int, Cell]]) -> tuple[Row, ...]:
    """Rows of equally many cells, of rows that map the column of each cell to it.

    Columns that a cell only spans are blank. A column at which no cell starts is left out: office
    programs draw tables on a finer grid than they show. Raises GridTooLarge.
    """
    columns = sorted({column for row in rows for column in row})
    if len(columns) > MAX_COLUMNS:
        raise GridTooLarge(f"a table of {len(columns)} columns")
    if len(rows) * len(columns) > MAX_CELLS:
        raise GridTooLarge(f"a table of {len(rows)} rows and {len(columns)} columns")
    return tuple(tuple(row.get(column, BLANK) for column in columns) for row in rows)
