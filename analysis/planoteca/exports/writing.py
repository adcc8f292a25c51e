"""The whole export: views to files of one format, with dictionary, codes, citation and licence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from planoteca import __version__, database, workspace
from planoteca.errors import PlanotecaError
from planoteca.exports import about, delimited, folder, lake, stata, views, workbook
from planoteca.exports.formats import FileFormat

WORKBOOK = "planoteca.xlsx"
_MEMORY = "1GB"  # for sorting; what is more goes to the disk, beside the export


@dataclass(frozen=True)
class Export:
    """What was written: the build, the rows of each file or sheet, and what was cut."""

    build_id: str
    rows: Mapping[str, int]
    notes: Sequence[str]


def write(
    database_path: Path,
    target: Path,
    format: FileFormat,  # noqa: A002
    names: Sequence[str] = (),
    *,
    language: str = "es",
    decimal_comma: bool = False,
) -> Export:
    """Export views of a database (default: `views.DEFAULT`) to the folder `target`.

    Parquet, CSV and Stata are one file per view, with dictionary.csv and codes.csv; Excel is one
    workbook; a lake has all tables, and SQL for the views. `language` is that of Stata's value
    labels, `decimal_comma` the form of CSV files.
    The folder is replaced whole at the end; after an error an earlier export is as it was.
    Raises UnknownName, InvalidParameter, DatabaseUnavailable.
    """
    try:
        with folder.replacing(target) as filled, database.reading(database_path) as connection:
            return _write(connection, filled, format, names, language, decimal_comma)
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        raise PlanotecaError(f"{target} was not exported: {error}") from error


def _write(
    connection: duckdb.DuckDBPyConnection,
    filled: Path,
    format: FileFormat,  # noqa: A002
    names: Sequence[str],
    language: str,
    decimal_comma: bool,
) -> Export:
    build = about.read_build(connection)
    connection.execute("SET memory_limit = $limit", {"limit": _MEMORY})
    connection.execute("SET temp_directory = $path", {"path": str(filled.with_name("sorting"))})
    staged: dict[str, Path] = {}
    if format is FileFormat.LAKE:
        chosen = views.everything(connection)
        rows = lake.write(connection, filled, workspace.find().queries)
    else:
        chosen = views.find(connection, names or list(views.DEFAULT))
        # Every other format is made from Parquet files: they can be read in pieces, and twice.
        staged = {view.name: filled / f"{view.name}.parquet" for view in chosen}
        rows = {view.name: views.stage(connection, view, staged[view.name]) for view in chosen}
    appendix = {
        "dictionary": views.dictionary(chosen),
        "codes": views.codes(connection),
        "about": about.facts(build, __version__, about.NOTES[format]),
    }
    notes: list[str] = []
    if format is FileFormat.XLSX:
        for name, count in rows.items():
            workbook.check_rows(name, count)
        notes = workbook.write(filled / WORKBOOK, staged, appendix)
    else:
        for view in chosen:
            if format is FileFormat.CSV:
                path = staged[view.name]
                lazy = pl.scan_parquet(path)
                delimited.write(lazy, path.with_suffix(format.suffix), decimal_comma=decimal_comma)
            elif format is FileFormat.STATA:
                path = staged[view.name]
                frame = pl.read_parquet(path)
                stata.write(
                    frame, path.with_suffix(format.suffix), view, appendix["codes"], language
                )
        for name, frame in appendix.items():
            delimited.write(frame.lazy(), filled / f"{name}.csv", decimal_comma=decimal_comma)
    if format is not FileFormat.PARQUET:
        for path in staged.values():
            path.unlink()
    (filled / "CITATION.txt").write_text(about.citation(build), "utf-8")
    (filled / "LICENSE.txt").write_text(about.licence(), "utf-8")
    folder.mark(filled, {"build_id": build.build_id, "format": format, "rows": rows, "cut": notes})
    written = {_name(format, view): count for view, count in rows.items()}
    return Export(build.build_id, written, notes)


def _name(format: FileFormat, view: str) -> str:  # noqa: A002
    """Where the rows of a view are, inside the folder."""
    if format is FileFormat.XLSX:
        return f"{WORKBOOK}, sheet {view}"
    return view if format is FileFormat.LAKE else f"{view}{format.suffix}"
