"""Joining the pieces of a table that page breaks parted: rows, and cells cut in the middle.

Pure functions over grids; every reader that meets page breaks uses them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planoteca.documents.model import Cell, Fragment, Table

Row = tuple[Cell, ...]

BLANK = Cell()
# Words that cannot end a Spanish sentence or title: what follows belongs to it.
_UNFINISHED = re.compile(
    r"(?:(?<!\w)(?:a|al|ante|bajo|como|con|contra|cada|de|del|desde|e|el|en|entre|hacia|hasta|la|"
    r"las|los|mediante|ni|o|para|pero|por|que|según|segun|sin|sobre|su|sus|tras|u|un|una|y)|[,(/])$",
    re.IGNORECASE,
)
_LONGEST = 2000  # letters; no sentence that a page break cuts is longer
_OPENING = "“\"'‘«(["
_HYPHENATED = re.compile(r"[^\W\d_]{2}-$")


@dataclass(frozen=True)
class Piece:
    """Rows (equally many cells) of one run; `continues`: nothing but a page break lies before."""

    rows: tuple[Row, ...]
    line_start: int
    line_end: int
    page_start: int | None = None
    page_end: int | None = None
    continues: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0])


def join_pieces(pieces: Sequence[Piece]) -> tuple[Table, ...]:
    """The tables that the pieces form.

    A piece of the same width that follows another over a page break goes on with its table. A
    narrower one (trailing blank cells are easily lost) does so when its first row ends a cell of
    the row above. A header repeated on the new page is dropped.
    """
    groups: list[tuple[list[Row], list[Piece]]] = []
    for piece in pieces:
        rows, joined = groups[-1] if groups else ([], [])
        if not (joined and piece.continues and _goes_on(joined[0].width, rows[-1], piece)):
            groups.append((list(piece.rows), [piece]))
            continue
        added = pad(piece.rows, joined[0].width)
        if len(added) > 1 and _same_text(added[0], rows[0]):
            added = added[1:]
        _append(rows, added[0])
        rows.extend(added[1:])
        joined.append(piece)
    return tuple(
        Table(
            tuple(rows),
            joined[0].line_start,
            joined[-1].line_end,
            joined[0].page_start,
            joined[-1].page_end,
        )
        for rows, joined in groups
    )


def pad(rows: Sequence[Row], width: int = 0) -> tuple[Row, ...]:
    """The rows with blank cells added so that all are as wide as the widest (or `width`)."""
    width = max(width, *(len(row) for row in rows))
    return tuple(row + (BLANK,) * (width - len(row)) for row in rows)


def continues(above: Cell, below: Cell) -> bool:
    """Whether `below`, first after a page break, goes on with the cell `above` it.

    Evidence: it starts in lower case; the text above cannot end there or fills its last line; or
    the cell above is a list and this one starts without a list mark. A list item goes on with the
    item above where it starts in lower case and no sentence ended: exporters open a new list on
    every page.
    """
    if not above.fragments or not below.fragments:
        return False
    last, first = above.fragments[-1], below.fragments[0]
    if len(last.text) > _LONGEST:
        return False
    if first.is_item:
        return last.is_item and starts_lower(first.text) and last.text[-1] not in ".;:"
    return above.is_open or starts_lower(first.text) or is_unfinished(last.text) or last.is_item


def starts_lower(text: str) -> bool:
    """Whether the text opens in lower case, in a quotation or bracket too.

    "mkiiAl", a slip before a capital, does not.
    """
    text = text.lstrip(_OPENING)
    return text[:1].islower() and text.split(maxsplit=1)[0].islower()


def is_unfinished(text: str) -> bool:
    """Whether the text ends where no sentence can: at an article, preposition, comma, bracket."""
    end = text[-_LONGEST:]
    return _UNFINISHED.search(end[-12:]) is not None or end.count("(") > end.count(")")


def join_cells(above: Cell, below: Cell) -> Cell:
    """One cell of both; a sentence that the break cut becomes one fragment over both places."""
    boxes = above.boxes + below.boxes
    if not continues(above, below):
        return Cell(above.fragments + below.fragments, boxes, below.is_open)
    last, first = above.fragments[-1], below.fragments[0]
    joined = (*above.fragments[:-1], join_fragments(last, first), *below.fragments[1:])
    return Cell(joined, boxes, below.is_open)


def join_fragments(first: Fragment, second: Fragment) -> Fragment:
    """One fragment from the start of the first to the end of the second."""
    return replace(
        first,
        text=join_text(first.text, second.text),
        line_end=second.line_end,
        page_end=second.page_end,
    )


def join_text(first: str, second: str) -> str:
    """Both texts with a space, or as one word where a hyphen cut it."""
    if _HYPHENATED.search(first[-4:]) and starts_lower(second):
        return first[:-1] + second
    return f"{first} {second}"


def _goes_on(width: int, last: Row, piece: Piece) -> bool:
    if piece.width == width:
        return True
    first = piece.rows[0]
    return piece.width < width and any(map(continues, last, first))


def _append(rows: list[Row], row: Row) -> None:
    """Add the first row after a break, or end the row above with it.

    Merged cells span leading columns, the last column never is one: a row whose last cell is
    blank, or goes on, cannot be a row of its own once another of its cells goes on. Where the last
    cell is new, the row is new, and leading cells that go on end the merged cell above.
    """
    above = [_last_filled(rows, column) for column in range(len(row))]
    going_on = [
        index is not None and continues(rows[index][column], row[column])
        for column, index in enumerate(above)
    ]
    last = row[-1]
    leading_blank = not any(cell.fragments for cell in row[:-1])
    is_new = not leading_blank and not any(going_on[:-1])
    if last.fragments and going_on[-1] and is_new and not _is_rest(rows[-1], row):
        # New leading cells: a list is followed by a plain paragraph, not continued by it.
        going_on[-1] = False
    if any(going_on) and (not last.fragments or going_on[-1]):
        for column, cell in enumerate(row):
            index = above[column]
            goes_to = index if going_on[column] and index is not None else len(rows) - 1
            _join(rows, goes_to, column, cell)
        return
    kept = list(row)
    for column, index in enumerate(above):
        ended = index is not None and rows[index][column].text.endswith((".", ";"))
        if (
            going_on[column]
            and index is not None
            and starts_lower(row[column].text)
            and not (ended and is_new)
        ):
            _join(rows, index, column, row[column])
            kept[column] = BLANK
    rows.append(tuple(kept))


def _join(rows: list[Row], index: int, column: int, cell: Cell) -> None:
    changed = list(rows[index])
    changed[column] = join_cells(changed[column], cell)
    rows[index] = tuple(changed)


def _is_rest(above: Row, row: Row) -> bool:
    """Whether a row goes on in its last cell while the others add items or were blank so far."""
    return starts_lower(row[-1].text) and all(
        not new.fragments or not old.fragments or new.fragments[0].is_item
        for old, new in zip(above[:-1], row[:-1], strict=True)
    )


def _last_filled(rows: Sequence[Row], column: int) -> int | None:
    """The last row with something in the column; a merged cell reaches down over blank ones."""
    start = max(0, len(rows) - 50)
    return next((i for i in range(len(rows) - 1, start - 1, -1) if rows[i][column].fragments), None)


def _same_text(first: Row, second: Row) -> bool:
    return [cell.text.casefold() for cell in first] == [cell.text.casefold() for cell in second]
