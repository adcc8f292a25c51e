"""Delimited text (CSV): told from prose by its shape, read into tables and the lines around them.

The delimiter is the one of tab, ";", "|" and "," by which the rows come out equally wide under a
row of titles (`csv.Sniffer` guesses from single letters and takes prose for data). Lines are the
file's own; a cell in quotes may span several.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planoteca.documents.model import Document, Line
from planoteca.documents.tabular import grids
from planoteca.documents.tabular.grids import PrintedRow
from planoteca.documents.text import decode, split_lines
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "text/csv"

Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
_DELIMITERS = "\t;|,"
# The first line of files that Excel is to open with a certain delimiter.
_EXCEL_HINT = re.compile(r"(?i)sep=([\t;|,])")
_REGULAR = 0.8  # of the rows are as wide as most
_MIN_ROWS = 2
_MIN_WIDTH = 2
# Prose puts a space after its commas; data that does must be wider and longer to be believed.
_SPACED = re.compile(r"[,;]\s")
_MIN_SPACED = 3
_QUOTED_CELL = re.compile(r'(?m)(?:^|\t)"(?:[^"]|"")*"(?:\t|$)')
_MAX_ROWS = 200_000


@dataclass(frozen=True)
class _Layout:
    """The rows by one delimiter; `width` is that of most rows, `regular` counts those."""

    rows: tuple[PrintedRow, ...]
    delimiter: str
    width: int
    regular: int
    printed: int  # rows that hold anything

    @property
    def rank(self) -> tuple[float, int]:
        return self.regular / self.printed, self.width


def is_csv(text: str) -> bool:
    """Whether a decoded text is delimited data with column titles, not prose with commas in it.

    Two rows of equal width at least, of which the first holds short titles without sentences;
    four in five rows as wide as that; and hardly anything but such rows.
    """
    lines = split_lines(text)
    layout = _layout(lines)
    if layout is None:
        return False
    wide = [row for row in layout.rows if len(row.texts) >= _MIN_WIDTH and row.filled]
    if layout.regular < max(_MIN_ROWS, len(wide) * _REGULAR) or len(wide) * 2 < layout.printed:
        return False
    header = next((row for row in wide if row.filled >= _MIN_WIDTH), None)
    if header is None or not grids.is_header(header.texts):
        return False
    return _is_believable(layout, header, lines)


def _is_believable(layout: _Layout, header: PrintedRow, lines: Sequence[Line]) -> bool:
    printed = lines[header.line_start - 1].text
    if layout.delimiter == "|" and printed.lstrip().startswith("|"):
        return False  # a table in Markdown
    if layout.delimiter == "\t":
        # The reader of text knows tables with tabs, and the page breaks in them; not quotes.
        return _QUOTED_CELL.search("\n".join(line.text for line in lines)) is not None
    if layout.delimiter in ",;" and _SPACED.search(printed) and '"' not in printed:
        is_even = layout.regular == layout.printed >= _MIN_SPACED
        return is_even and layout.width >= _MIN_SPACED
    return True


def read_csv(data: bytes, file_name: str, sha256: str) -> Document:
    """The Document of a CSV; raises UnreadableDocument when no delimiter makes columns of it.

    Rows of one text outside the tables (titles) are lines that read as that text alone, without
    the delimiters that pad them. Short rows are filled up with blank cells; of a row that is too
    long every cell stays where it is.
    """
    lines = split_lines(decode(data, file_name))
    layout = _layout(lines)
    if layout is None:
        raise UnreadableDocument(
            f"{file_name}: no delimiter (tab, semicolon, bar or comma) parts its lines into columns"
            " under a row of titles; save it again as CSV or as text (UTF-8)"
        )
    if len(layout.rows) > _MAX_ROWS:
        raise UnreadableDocument(
            f"{file_name}: it has {len(layout.rows)} rows, more than any plan ({_MAX_ROWS} at"
            " most); check that it is a plan and save only its table"
        )
    tables = grids.find_tables(layout.rows)
    return Document(file_name, sha256, MEDIA_TYPE, _plain_titles(lines, layout.rows), tables)


def _plain_titles(lines: tuple[Line, ...], rows: Sequence[PrintedRow]) -> tuple[Line, ...]:
    found = list(lines)
    for row in rows:
        if row.filled <= 1 and row.line_start == row.line_end:
            number = row.line_start - 1
            title = next((text.strip() for text in row.texts if text.strip()), "")
            found[number] = replace(found[number], text=title)
    return tuple(found)


def _layout(lines: Sequence[Line]) -> _Layout | None:
    """The best layout; with quotes read as plain letters only where they are not balanced."""
    hint = _EXCEL_HINT.fullmatch(lines[0].text.strip()) if lines else None
    delimiters = hint[1] if hint else _DELIMITERS
    start = 1 if hint else 0
    has_quotes = any('"' in line.text for line in lines)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE) if has_quotes else (csv.QUOTE_NONE,):
        found = [
            layout
            for delimiter in delimiters
            if (layout := _parse(lines[start:], delimiter, quoting, start)) is not None
        ]
        if found:
            # Ties go to the delimiter that prose uses least: `max` keeps the first.
            return max(found, key=lambda layout: layout.rank)
    return None


def _parse(lines: Sequence[Line], delimiter: str, quoting: Quoting, skipped: int) -> _Layout | None:
    """The rows by one delimiter; None when it parts nothing or the quotes are not balanced."""
    parted = sum(delimiter in line.text for line in lines)
    if not parted:
        return None
    if quoting == csv.QUOTE_NONE:
        if sum(bool(line.text.strip()) for line in lines) > 2 * parted:
            return None  # prose, which need not be parted to tell
        texts = (line.text for line in lines)
        cells = (text.count(delimiter) + 1 for text in texts if text.replace(delimiter, "").strip())
        if _usual(cells)[0] < _MIN_WIDTH:
            return None
    try:
        rows = tuple(_rows(lines, delimiter, quoting, skipped))
    except csv.Error:
        return None
    printed = [row for row in rows if row.filled]
    width, regular = _usual(len(row.texts) for row in printed)
    if width < _MIN_WIDTH:
        return None
    return _Layout(rows, delimiter, width, regular, len(printed))


def _usual(widths: Iterable[int]) -> tuple[int, int]:
    """The width that most rows have, and how many they are."""
    counted = Counter(widths)
    return max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def _rows(
    lines: Sequence[Line], delimiter: str, quoting: Quoting, skipped: int
) -> Iterator[PrintedRow]:
    reader = csv.reader(
        (f"{line.text}\n" for line in lines),
        delimiter=delimiter,
        quoting=quoting,
        skipinitialspace=True,
        strict=True,
    )
    start = skipped + 1
    for texts in reader:
        end = skipped + reader.line_num
        yield PrintedRow(tuple(texts), start, end)
        start = end + 1
