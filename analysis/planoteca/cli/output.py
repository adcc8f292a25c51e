"""What commands print: tables for people, formats for programs."""

from __future__ import annotations

import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from planoteca.arrow import ArrowStream
from planoteca.cli.text_tables import text_table
from planoteca.errors import InvalidParameter

if TYPE_CHECKING:
    import duckdb
    import polars as pl


class Format(StrEnum):
    """Formats of the rows that a command prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_OPTIONS = {
    Format.CSV: "FORMAT csv, HEADER",
    Format.JSON: "FORMAT json, ARRAY",
    Format.PARQUET: "FORMAT parquet, COMPRESSION zstd",
}


_SHOWN = 1_000  # rows of a table for people
_FOR_ALL = "--format csv, json or parquet gives every row"


def chosen_format(format: Format, output: Path | None) -> Format:  # noqa: A002
    """The format asked for; for a file and no format, that of the file's ending."""
    if output is None or format is not Format.TABLE or output.suffix in {"", ".txt"}:
        return format
    if output.suffix[1:] not in set(Format):
        endings = ", ".join(f".{each}" for each in Format if each is not Format.TABLE)
        raise InvalidParameter(f"{output}: no format has this ending; known: {endings}")
    return Format(output.suffix[1:])


def write_frame(frame: pl.DataFrame, format: Format, output: Path | None) -> None:  # noqa: A002
    """Print the rows of a frame, or write them to a file."""
    from planoteca import sessions

    with sessions.in_memory() as connection:
        write_rows(connection.from_arrow(ArrowStream(frame)), format, output)


def write_rows(
    rows: duckdb.DuckDBPyRelation,
    format: Format,  # noqa: A002
    output: Path | None,
) -> None:
    """Print the rows of a relation, or write them to a file; DuckDB holds few of them at once.

    In CSV, texts that a spreadsheet may take for formulas get an apostrophe, as in exports.
    """
    if output is None and format is Format.PARQUET and sys.stdout.isatty():
        raise InvalidParameter("parquet is binary; name a file with --output")
    if format is Format.TABLE:
        found = rows.limit(_SHOWN + 1).fetchall()
        table = text_table(rows.columns, found[:_SHOWN])
        is_all = len(found) <= _SHOWN
        counted = f"{len(found)} row(s)" if is_all else f"the first {_SHOWN} rows; {_FOR_ALL}"
        write(f"{table}\n{counted}\n".encode(), output)
    elif output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        _copy(rows, output, format)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows"
            _copy(rows, path, format)
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)


def write(content: bytes, output: Path | None) -> None:
    """Print the content as it is, or write it to a file."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(content)


def _copy(rows: duckdb.DuckDBPyRelation, path: Path, format: Format) -> None:  # noqa: A002
    from planoteca.connections import quoted

    if format is Format.CSV:
        rows = _without_formulas(rows)
    rows.query("answer", f"COPY answer TO {quoted(path)} ({_OPTIONS[format]})")


def _without_formulas(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    from planoteca.connections import quoted
    from planoteca.exports.formulas import PATTERN

    columns = []
    for name, type_ in zip(rows.columns, rows.types, strict=True):
        column = '"' + name.replace('"', '""') + '"'
        if str(type_) == "VARCHAR":
            is_formula = f"regexp_matches({column}, {quoted(PATTERN)})"
            text = f"CASE WHEN {is_formula} THEN concat('''', {column}) ELSE {column} END"
            column = f"{text} AS {column}"
        columns.append(column)
    return rows.project(", ".join(columns))
