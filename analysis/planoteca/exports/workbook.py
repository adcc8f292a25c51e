"""One Excel workbook with a sheet per view, written row by row."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from planoteca import sessions
from planoteca.errors import InvalidParameter
from planoteca.exports.formulas import is_formula

MOST_ROWS = 1_048_575  # of a sheet, under its header
LONGEST_TEXT = 32_767  # in UTF-16 units
CUT_MARK = " […]"
_FETCHED = 5_000
_WIDTH = 18
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def check_rows(sheet: str, rows: int) -> None:
    """Raises InvalidParameter when the rows are more than a sheet holds."""
    if rows > MOST_ROWS:
        raise InvalidParameter(
            f"{sheet} has {rows:,} rows and a sheet of Excel holds {MOST_ROWS:,}; "
            "choose --format csv, parquet or stata"
        )


def write(path: Path, staged: Mapping[str, Path], frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """Write a sheet for each staged Parquet file, then one for each frame.

    Returns a sentence for each column in which texts longer than a cell were cut.
    """
    book = Workbook(write_only=True)
    cut: dict[str, int] = {}
    with sessions.in_memory() as connection:
        for name, source in staged.items():
            result = connection.execute("FROM read_parquet($path)", {"path": str(source)})
            header = [column[0] for column in result.description or ()]
            _write_sheet(book, name, header, _fetched(result), cut)
    for name, frame in frames.items():
        _write_sheet(book, name, frame.columns, frame.iter_rows(), cut)
    book.save(path)
    return [f"{where}: {n} text(s) cut at {LONGEST_TEXT:,} characters" for where, n in cut.items()]


def _fetched(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(_FETCHED):
        yield from rows


def _write_sheet(
    book: Workbook,
    name: str,
    header: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    cut: dict[str, int],
) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = _WIDTH
    sheet.append(header)
    quoted = WriteOnlyCell(sheet)
    quoted.quotePrefix = True
    style = quoted._style  # noqa: SLF001 - made once: a style made per cell takes most of the time
    for row in rows:
        cells: list[object] = []
        for column, value in zip(header, row, strict=True):
            if isinstance(value, str):
                text = _storable(value)
                if len(text) * 2 > LONGEST_TEXT and _length(text) > LONGEST_TEXT:
                    text = _shortened(text)
                    cut[f"{name}.{column}"] = cut.get(f"{name}.{column}", 0) + 1
                cells.append(_text_cell(sheet, text, style))
            elif isinstance(value, float) and not math.isfinite(value):
                cells.append(None)
            else:
                cells.append(value)
        sheet.append(cells)


def _text_cell(sheet: Any, text: str, style: object) -> object:
    """The text, or where openpyxl or Excel would take it for something else, a cell of text."""
    formula = is_formula(text)
    if not formula and not text.startswith("#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if formula:
        cell._style = style  # noqa: SLF001
    return cell


def _storable(text: str) -> str:
    """The text without what XML cannot hold, and safe from Excel's reading of _x0041_ as A."""
    return _ESCAPE.sub("_x005F_", _UNSTORABLE.sub("\ufffd", text))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + CUT_MARK
