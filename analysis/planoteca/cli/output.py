"""What commands print: tables for people, formats for programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from planoteca.errors import InvalidParameter

if TYPE_CHECKING:
    import polars as pl


class Format(StrEnum):
    """Formats of the rows that a command prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def chosen_format(format: Format, output: Path | None) -> Format:  # noqa: A002
    """The format asked for; for a file and no format, that of the file's ending."""
    if output is None or format is not Format.TABLE or output.suffix in {"", ".txt"}:
        return format
    if output.suffix[1:] not in set(Format):
        endings = ", ".join(f".{each}" for each in Format if each is not Format.TABLE)
        raise InvalidParameter(f"{output}: no format has this ending; known: {endings}")
    return Format(output.suffix[1:])


def write_frame(frame: pl.DataFrame, format: Format, output: Path | None) -> None:  # noqa: A002
    """Print the rows, or write them to a file."""
    import io  # noqa: PLC0415

    if format is Format.TABLE:
        content = f"{text_table(frame)}\n{len(frame)} row(s)\n".encode()
    elif format is Format.CSV:
        content = frame.write_csv().encode()
    elif format is Format.JSON:
        content = f"{frame.write_json()}\n".encode()
    else:
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        content = buffer.getvalue()
    if output is None and format is Format.PARQUET and sys.stdout.isatty():
        raise InvalidParameter("parquet is binary; name a file with --output")
    write(content, output)


def write(content: bytes, output: Path | None) -> None:
    """Print the content as it is, or write it to a file."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(content)


def text_table(frame: pl.DataFrame) -> str:
    """A frame as people read it."""
    import polars as pl  # noqa: PLC0415

    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        fmt_str_lengths=60,
        tbl_width_chars=200,
        tbl_hide_column_data_types=True,
        tbl_hide_dataframe_shape=True,
    ):
        return str(frame)
