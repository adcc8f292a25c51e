"""A data table as its numbers are read: one number per cell, titles apart from headers.

Readers of PDFs often hand over several printed rows as one ('35 38 78' beside '1 ... 2 ... 3 ...'),
and two narrow columns as one ('N° %' over '577 15.2'). Both are parted where the counts agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from planoteca.documents.model import Cell, Table
from planoteca.extraction.number_words import fold

_FIGURE = r"[-−+]?\(?\d[\d.,'’´]*\)?\s?%*"
_FIGURES = re.compile(rf"(?:{_FIGURE}|[-–—])(?:\s+(?:{_FIGURE}|[-–—]))*")
_TOKEN = re.compile(rf"{_FIGURE}|[-–—]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\s\d{3})+(?:[.,]\d+)?")
_TWIN = re.compile(
    r"(?P<first>.*?(?:n\s?[°º]s?|nro\.?|casos|abs\w*\.?|cant\w*\.?|total|poblacion|hab\w*\.?))\s*(?P<second>%)\s*$"
)
_CAPITAL = re.compile(r"(?<=[a-záéíóúñ)])\s+(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")
_NUMBERED = re.compile(r"(?:^|\s)(?P<number>\d{1,2})[.)]?\s+(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Entry:
    """The text of a cell and its lines; `is_shared` by rows that cannot be told apart."""

    text: str = ""
    page: int | None = None
    line_start: int = 0
    line_end: int = 0
    is_shared: bool = False


Row = list[Entry]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equally many entries; `title` is what stood alone over all columns."""

    title: str
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def grid_of(table: Table) -> Grid:
    """The grid of a table, its doubled columns and stacked rows parted."""
    cells = [list(row) for row in table.rows]
    titles: list[str] = []
    while len(cells) > 1 and table.width > 1 and _is_title(cells[0]):
        titles.append(cells.pop(0)[0].text.strip())
    rows = [[_entries(cell) for cell in row] for row in cells]
    for column in reversed(range(table.width)):
        rows = _part_twins(rows, column)
    parted = [row for tokens in rows for row in _unstack(tokens)]
    return Grid(" ".join(titles), tuple(parted))


def _is_title(row: Sequence[Cell]) -> bool:
    return bool(row[0].text.strip()) and not any(cell.text.strip() for cell in row[1:])


def _entries(cell: Cell) -> list[Entry]:
    """A cell's fragments, or its single figures with their lines where it holds only figures."""
    text = cell.text.strip()
    if not _FIGURES.fullmatch(text):
        return [
            Entry(part.text.strip(), part.page_start, part.line_start, part.line_end)
            for part in cell.fragments
        ]
    found = []
    for part in cell.fragments:
        tokens = _TOKEN.findall(part.text)
        lines = part.line_end - part.line_start + 1
        for i, token in enumerate(tokens):
            first = part.line_start + i * lines // len(tokens)
            last = first if lines <= len(tokens) else part.line_end
            found.append(Entry(token.strip(), part.page_start, first, last))
    return found


def _part_twins(rows: list[list[list[Entry]]], column: int) -> list[list[list[Entry]]]:
    """The rows with a column of two titles ('N° %') parted in two, if its figures are pairs."""
    header = next((row[column] for row in rows if row[column]), [])
    title = _TWIN.match(fold(_whole(header).text))
    below = [row[column] for row in rows if row[column] and row[column] is not header]
    if not title or not below or any(len(c) % 2 or not _is_figures(c) for c in below):
        return rows
    parted = []
    for row in rows:
        cell = row[column]
        if cell is header:
            text, whole = _whole(cell).text, _whole(cell)
            year = re.match(r"\d{4}\b|", text)
            pair = [
                [replace(whole, text=text[: title.end("first")].strip())],
                [replace(whole, text=f"{year[0] if year else ''} %".strip())],
            ]
        else:
            pair = [cell[0::2], cell[1::2]]
        parted.append([*row[:column], *pair, *row[column + 1 :]])
    return parted


def _unstack(row: list[list[Entry]]) -> list[Row]:
    """The printed rows of a row: several where all its cells of figures hold equally many."""
    figures = [cell for cell in row if cell and _is_figures(cell)]
    counts = {len(cell) for cell in figures}
    size = counts.pop() if len(counts) == 1 else 0
    labels = {i: _pieces(cell, size) for i, cell in enumerate(row) if not _is_figures(cell)}
    is_proven = len(figures) > 1 or any(labels.values())
    if size < 2 or not is_proven or _could_be_thousands(figures, labels):
        return [[_whole(cell) for cell in row]]
    return [
        [
            cell[k] if i not in labels else (labels[i] or [_shared(cell)] * size)[k]
            for i, cell in enumerate(row)
        ]
        for k in range(size)
    ]


def _could_be_thousands(figures: Sequence[Sequence[Entry]], labels: dict[int, list[Entry]]) -> bool:
    """Whether each cell may be one number with blanks ('20 138'), and no label speaks against."""
    one_each = all(_THOUSANDS.fullmatch(_whole(cell).text) for cell in figures)
    return one_each and not any(labels.values())


def _is_figures(cell: Sequence[Entry]) -> bool:
    return bool(cell) and all(_FIGURES.fullmatch(entry.text) for entry in cell)


def _whole(cell: Sequence[Entry]) -> Entry:
    if not cell:
        return Entry()
    text = " ".join(entry.text for entry in cell)
    return replace(cell[0], text=text, line_end=cell[-1].line_end)


def _shared(cell: Sequence[Entry]) -> Entry:
    return replace(_whole(cell), is_shared=True)


def _pieces(cell: Sequence[Entry], size: int) -> list[Entry]:
    """The `size` labels that a cell of words holds; none where they cannot be told apart."""
    if size < 2 or not cell:
        return []
    if len(cell) == size:
        return list(cell)
    whole = _whole(cell)
    starts = [m.start("number") for m in _NUMBERED.finditer(whole.text)]
    numbers = [int(m["number"]) for m in _NUMBERED.finditer(whole.text)]
    if len(numbers) == size and starts[0] == 0 and all(b == a + 1 for a, b in pairwise(numbers)):
        ends = [*starts[1:], len(whole.text)]
        texts = [whole.text[a:b].strip() for a, b in zip(starts, ends, strict=True)]
        return [replace(whole, text=re.sub(r"^\d+[.)]?\s+", "", text)) for text in texts]
    parts = [
        replace(entry, text=text) for entry in cell for text in _CAPITAL.split(entry.text) if text
    ]
    return parts if len(parts) == size else []
