"""The tables of a release: the views of an export, as Parquet, CSV and Stata files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from planoteca import sessions
from planoteca.arrow import ArrowStream
from planoteca.exports import delimited, stata, views
from planoteca.exports.views import Column, View
from planoteca.releases import texts

CODES = View(
    "codes",
    "The codes of every vocabulary with their labels",
    (
        Column("vocabulary", "VARCHAR", "Name of the vocabulary", None),
        Column("code", "VARCHAR", "The code as used in the data", None),
        Column(
            "number", "INTEGER", "Place of the code in its vocabulary: its value in Stata", None
        ),
        Column("label_es", "VARCHAR", "Label, in Spanish", None),
        Column("label_en", "VARCHAR", "Label, in English", None),
        Column("description_es", "VARCHAR", "What it means, in Spanish", None),
        Column("description_en", "VARCHAR", "What it means, in English", None),
    ),
)
_CORPORA = ("quanteda", "manifesto")
_ROW_GROUP = 100_000  # rows
_HEADER = 1024  # bytes: where the header of a .dta file ends at the latest
_LABELS = "en"  # of Stata's values, as the labels of its variables are


def write(
    connection: duckdb.DuckDBPyConnection, folder: Path, scratch: Path, *, with_texts: bool
) -> Mapping[str, int]:
    """Write parquet/, csv/, stata/ and corpus/ in the folder; returns the rows of each table.

    The same rows give the same bytes.
    """
    machine = None if with_texts else texts.machine_coded(connection)
    codes = views.codes(connection)
    for name in ("parquet", "csv", "stata", "corpus"):
        (folder / name).mkdir()
    rows = {}
    for view in released(connection):
        staged = scratch / f"{view.name}.parquet"
        if view is CODES:
            codes.write_parquet(staged)
        else:
            views.stage(connection, view, staged)
        lazy = pl.scan_parquet(staged)
        if machine is not None:
            lazy = texts.without_printed(lazy, machine)
        path = folder / "parquet" / staged.name
        comments = {view.name: view.description} | {c.name: c.description for c in view.columns}
        lazy.sink_parquet(path, row_group_size=_ROW_GROUP, metadata=comments)
        staged.unlink()
        delimited.write(pl.scan_parquet(path), folder / "csv" / f"{view.name}.csv")
        frame = pl.read_parquet(path)
        rows[view.name] = len(frame)
        _write_stata(frame, folder / "stata" / f"{view.name}.dta", view, codes)
    _write_corpora(folder)
    return rows


def released(connection: duckdb.DuckDBPyConnection) -> Sequence[View]:
    """The tables of a release."""
    return [*views.find(connection, list(views.DEFAULT)), CODES]


def _write_stata(frame: pl.DataFrame, path: Path, view: View, codes: pl.DataFrame) -> None:
    stata.write(frame, path, view, codes, _LABELS)
    _without_time(path)


def _without_time(path: Path) -> None:
    """Put Stata's first minute in the place of the time of writing, which no reader needs."""
    tag, first = b"<timestamp>\x11", b"01 Jan 1960 00:00"
    with path.open("r+b") as file:
        file.seek(file.read(_HEADER).index(tag) + len(tag))
        file.write(first)


def _write_corpora(folder: Path) -> None:
    with sessions.in_memory() as connection:
        for path in sorted((folder / "parquet").glob("*.parquet")):
            connection.read_parquet(str(path)).create_view(path.stem)
        for name in _CORPORA:
            sql = Path(__file__).with_name(f"{name}.sql").read_text("utf-8")
            rows = pl.DataFrame(ArrowStream(connection.sql(sql)))
            delimited.write(rows.lazy(), folder / "corpus" / f"{name}.csv")
