"""plans.duckdb: written whole beside the old file, checked, then swapped in."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from planoteca import findings, identity, queries, rows, sessions
from planoteca.arrow import ArrowStream
from planoteca.codebook import Codebook
from planoteca.connections import SCHEMA_VERSION, connect, quoted, reading
from planoteca.errors import DatabaseUnavailable, PlanotecaError
from planoteca.places import Gazetteer
from planoteca.registry import Entry
from planoteca.workers import is_running

__all__ = ["SCHEMA_VERSION", "STORAGE_VERSION", "built", "connect", "reading", "write"]

# DuckDB 1.4 (long-term support) and later open files of this storage version.
STORAGE_VERSION = "v1.4.0"
# A table takes a block for each column at least: in small ones five plans take 2 MB instead of 20.
# Of a country they make the file a tenth larger, and take longer to write.
_FEW_PLANS, _SMALL_BLOCK, _BLOCK = 500, 16_384, 262_144
_PLANS_READ = 500  # at once, for their words
_MEMORY = "1GB"  # of DuckDB; what does not fit goes to a folder beside the new file


def write(
    path: Path,
    entries: Sequence[Entry],
    codebook: Codebook,
    gazetteer: Gazetteer,
    official: pl.DataFrame,
    query_folder: Path,
    version: str,
    *,
    inputs: str,
    with_reuse: bool = True,
) -> dict[str, Any]:
    """Write a new database and put it at `path` in one step; returns its `build` row.

    `official`: frame official.STATISTIC; `inputs`: identity.of_inputs. Without
    `with_reuse` the texts of the plans are not compared, and the tables of `reuse` are empty.

    The file is complete and checked before it takes the place of an earlier one; after an error,
    a kill or a full disk the earlier one is as it was.
    """
    sibling = path.with_name(f".{path.name}.{os.getpid()}.building")
    scratch = sibling.with_name(f"{sibling.name}.scratch")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with sessions.in_memory() as connection:
            _prepare(connection, sibling, scratch, len(entries))
            rows_of = _fill(
                connection,
                entries,
                codebook,
                gazetteer,
                official,
                query_folder,
                with_reuse=with_reuse,
            )
            build = _build_row(connection, codebook, version, inputs)
            rows.insert_frame(connection, "build", pl.DataFrame([build]))
            connection.execute("CHECKPOINT plans")
        _check(sibling, rows_of)
        # What another program has written to the old file and not yet merged into it would make
        # the new one impossible to open.
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        sibling.replace(path)
    except (duckdb.Error, OSError) as error:
        raise PlanotecaError(
            f"{path} was not replaced; the new database failed: {error}"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        with suppress(OSError):
            sibling.unlink(missing_ok=True)
            sibling.with_name(f"{sibling.name}.wal").unlink(missing_ok=True)
    return build


def built(path: Path) -> dict[str, Any] | None:
    """The `build` row of a database; None where there is none that this version reads."""
    try:
        with reading(path) as connection:
            cursor = connection.execute("SELECT * FROM build")
            names = [column[0] for column in cursor.description or ()]
            return dict(zip(names, cursor.fetchall()[0], strict=True))
    except (DatabaseUnavailable, duckdb.Error):
        return None


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, plans: int) -> None:
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute(f"SET temp_directory = {quoted(scratch)}")
    block = _SMALL_BLOCK if plans <= _FEW_PLANS else _BLOCK
    connection.execute(
        f"ATTACH {quoted(path)} AS plans (STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {block})"
    )
    connection.execute("USE plans")


def _build_row(
    connection: duckdb.DuckDBPyConnection, codebook: Codebook, version: str, inputs: str
) -> dict[str, Any]:
    counts = "SELECT count(*) FROM {} JOIN coding USING (coding_id) WHERE is_preferred"
    documents, commitments, statistics = (
        int(connection.execute(sql).fetchall()[0][0])
        for sql in (
            "SELECT count(*) FROM document",
            counts.format("commitment"),
            counts.format("statistic"),
        )
    )
    return {
        "build_id": inputs[:12],
        "schema_version": SCHEMA_VERSION,
        "version": version,
        "codebook_version": codebook.version,
        "created_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        "inputs_sha256": inputs,
        "code_sha256": identity.code_sha256(),
        "documents": documents,
        "commitments": commitments,
        "statistics": statistics,
    }


def _fill(
    connection: duckdb.DuckDBPyConnection,
    entries: Sequence[Entry],
    codebook: Codebook,
    gazetteer: Gazetteer,
    official: pl.DataFrame,
    query_folder: Path,
    *,
    with_reuse: bool,
) -> dict[str, int]:
    """Make tables, rows, views and comments; the numbers of rows by table."""
    schema = query_folder / "schema"
    connection.execute((schema / "tables.sql").read_text("utf-8"))
    rows_of = {}
    for name, frame in rows.small_tables(entries, codebook, gazetteer, official).items():
        rows_of[name] = rows.insert_frame(connection, name, frame)
    rows_of |= rows.insert(connection, entries, codebook, gazetteer, query_folder)
    if with_reuse:
        from planoteca import reuse  # noqa: PLC0415 - loads numpy

        for name, frame in reuse.find(_lines(connection)).items():
            rows_of[name] = rows.insert_frame(connection, name, frame)
    connection.execute((schema / "macros.sql").read_text("utf-8"))
    found = findings.find(connection, query_folder / "findings", codebook["finding_rules"])
    rows_of["finding"] = rows.insert_frame(connection, "finding", found)
    connection.execute((schema / "views.sql").read_text("utf-8"))
    catalogue = queries.catalogue(query_folder)
    for query in queries.in_order(catalogue):
        connection.execute(f"CREATE VIEW {query.name} AS {query.sql}")
    connection.execute("BEGIN")  # hundreds of comments, each of them a write otherwise
    _comment(connection, schema / "comments.csv", catalogue.values())
    connection.execute("COMMIT")
    return rows_of


def _check(path: Path, rows_of: Mapping[str, int]) -> None:
    with sessions.in_memory() as connection:
        connection.execute(f"ATTACH {quoted(path)} AS plans (READ_ONLY)")
        for name, expected in rows_of.items():
            written = connection.execute(f"SELECT count(*) FROM plans.{name}").fetchall()  # noqa: S608
            if written != [(expected,)]:
                raise PlanotecaError(f"{name}: {expected} rows expected, {written} written")


def _lines(connection: duckdb.DuckDBPyConnection) -> Iterator[pl.DataFrame]:
    """The lines of all plans in order, those of some plans at once."""
    found = connection.execute("SELECT DISTINCT document_id FROM line ORDER BY document_id")
    plans = [row[0] for row in found.fetchall()]
    for start in range(0, len(plans), _PLANS_READ):
        some = plans[start : start + _PLANS_READ]
        lines = connection.sql(
            "SELECT document_id, line, text FROM line "
            "WHERE document_id BETWEEN ? AND ? ORDER BY document_id, line",
            params=[some[0], some[-1]],
        )
        yield pl.DataFrame(ArrowStream(lines))


def _comment(
    connection: duckdb.DuckDBPyConnection, path: Path, catalogue: Iterable[queries.Query]
) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        texts = {(r["relation"], r["column"]): r["comment"] for r in csv.DictReader(file)}
    for query in catalogue:  # queries with a required parameter are no views: never looked up
        texts[query.name, ""] = query.question
        texts.update({(query.name, column): text for column, text in query.columns.items()})
    relations = connection.execute(
        "SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE database_name = 'plans' UNION ALL "
        "SELECT view_name, 'VIEW' FROM duckdb_views() "
        "WHERE database_name = 'plans' AND NOT internal"
    ).fetchall()
    columns = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'plans' "
        "AND NOT internal"
    ).fetchall()
    missing = []
    for name, kind in sorted(relations):
        text = texts.get((name, ""))
        if text is None:
            missing.append(name)
        else:
            connection.execute(f"COMMENT ON {kind} {name} IS {quoted(text)}")
    for name, column in sorted(columns):
        text = texts.get((name, column)) or texts.get(("*", column))
        if text is None:
            missing.append(f"{name}.{column}")
        else:
            connection.execute(f"COMMENT ON COLUMN {name}.{column} IS {quoted(text)}")
    if missing:
        raise PlanotecaError(f"{path} has no comment for", missing)


def remove_leftovers(path: Path) -> None:
    """Remove what builds that were killed left beside the database."""
    for left in path.parent.glob(f".{path.name}.*.building*"):
        process = int(left.name.removeprefix(f".{path.name}.").split(".")[0])
        if not is_running(process):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
