"""Sheets as any reader of workbooks finds them: the text of their cells, and its limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planoteca.errors import UnreadableDocument

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 5_000_000  # looked at, blank ones included


@dataclass
class Sheet:
    """A visible sheet: its name, and the cells of each row that has any, by number from 1."""

    name: str
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def add(self, number: int, texts: Sequence[str], file_name: str) -> None:
        """Add a row; blank cells at its end are dropped, and a blank row altogether.

        Raises UnreadableDocument for text further down or to the right than any plan has.
        """
        width = max((i for i, text in enumerate(texts, 1) if text.strip()), default=0)
        if not width:
            return
        if number > MAX_ROWS or width > MAX_COLUMNS:
            raise UnreadableDocument(
                f"{file_name}: sheet {self.name!r} has text in row {number}, column {width}; at"
                f" most {MAX_ROWS} rows and {MAX_COLUMNS} columns are read: delete what lies"
                " outside the plan and save it again"
            )
        self.rows[number] = tuple(texts[:width])

    def in_order(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every row from the first to the last with text, blank ones in between as ()."""
        last = max(self.rows, default=0)
        return ((number, self.rows.get(number, ())) for number in range(1, last + 1))


def too_many_cells(file_name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{file_name}: its sheets claim more than {MAX_CELLS} cells, more than any plan; copy the"
        " tables of the plan to a new workbook and save that"
    )
