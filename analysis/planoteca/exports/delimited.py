"""CSV files, in the form programs read or in the form of Excel where it writes 1,5."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from planoteca.exports.formulas import neutralised


def write(frame: pl.LazyFrame, path: Path, *, decimal_comma: bool = False) -> None:
    """Write a UTF-8 CSV file piece by piece; texts that look like formulas get an apostrophe.

    With `decimal_comma` cells are parted by semicolons, and a byte order mark tells Excel the
    encoding.
    """
    neutralised(frame).sink_csv(
        path,
        separator=";" if decimal_comma else ",",
        decimal_comma=decimal_comma,
        include_bom=decimal_comma,
    )
