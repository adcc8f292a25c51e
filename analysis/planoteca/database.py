"""plans.duckdb: written whole beside the old file, checked, then swapped in."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from planoteca import findings, queries, reuse, rows
from planoteca.arrow import ArrowStream
from planoteca.codebook import Codebook
from planoteca.connections import SCHEMA_VERSION, connect, quoted, reading
from planoteca.errors import PlanotecaError
from planoteca.places import Gazetteer
from planoteca.registry import Entry
from planoteca.workers import is_running

__all__ = ["SCHEMA_VERSION", "STORAGE_VERSION", "connect", "reading", "write"]

# DuckDB 1.4 (long-term support) and later open files of this storage version.
STORAGE_VERSION = "v1.4.0"
_HASHED_ROWS = 50_000  # at once
_PLANS_READ = 500  # at once, for their words
_NOT_HASHED = {"line"}  # documents and the version of the reader stand for it


def write(
    path: Path,
    entries: Sequence[Entry],
    codebook: Codebook,
    gazetteer: Gazetteer,
    official: pl.DataFrame,
    query_folder: Path,
    version: str,
    *,
    with_reuse: bool = True,
) -> dict[str, Any]:
    """Write a new database and put it at `path` in one step; returns its `build` row.

    `official`: frame official.STATISTIC. Without `with_reuse` the texts of the plans are not
    compared, and the tables of `reuse` are empty.

    The file is complete and checked before it takes the place of an earlier one; after an error,
    a kill or a full disk the earlier one is as it was.
    """
    tables = rows.tables(entries, codebook, gazetteer, official)
    build = _build_row(tables, codebook, query_folder, version, with_reuse=with_reuse)
    sibling = path.with_name(f".{path.name}.{os.getpid()}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        tables["build"] = pl.DataFrame([build])
        _write_file(sibling, tables, codebook, query_folder, with_reuse=with_reuse)
        # What another program has written to the old file and not yet merged into it would make
        # the new one impossible to open.
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        sibling.replace(path)
    except (duckdb.Error, OSError) as error:
        raise PlanotecaError(
            f"{path} was not replaced; the new database failed: {error}"
        ) from error
    finally:
        with suppress(OSError):
            sibling.unlink(missing_ok=True)
            sibling.with_name(f"{sibling.name}.wal").unlink(missing_ok=True)
    return build


def _build_row(
    tables: Mapping[str, pl.DataFrame],
    codebook: Codebook,
    query_folder: Path,
    version: str,
    *,
    with_reuse: bool,
) -> dict[str, Any]:
    digest = hashlib.sha256(f"{version} {SCHEMA_VERSION} {codebook.sha256} {with_reuse}".encode())
    for file in sorted(query_folder.rglob("*.sql")):
        digest.update(file.read_bytes())
    for name, table in tables.items():
        if name in _NOT_HASHED:
            continue
        digest.update(f"{name}\n".encode())
        for part in range(0, max(1, len(table)), _HASHED_ROWS):
            printed = table[part : part + _HASHED_ROWS].write_csv(include_header=part == 0)
            digest.update(printed.encode())
    preferred = tables["coding"].filter("is_preferred")["coding_id"].implode()
    return {
        "build_id": digest.hexdigest()[:12],
        "schema_version": SCHEMA_VERSION,
        "version": version,
        "codebook_version": codebook.version,
        "created_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        "inputs_sha256": digest.hexdigest(),
        "documents": len(tables["document"]),
        "commitments": int(tables["commitment"]["coding_id"].is_in(preferred).sum()),
        "statistics": int(tables["statistic"]["coding_id"].is_in(preferred).sum()),
    }


def _write_file(
    path: Path,
    tables: dict[str, pl.DataFrame],
    codebook: Codebook,
    query_folder: Path,
    *,
    with_reuse: bool,
) -> None:
    """Write and check the file; takes the tables out of the dict, for the memory they hold."""
    rows_of = {name: len(table) for name, table in tables.items()}
    schema = query_folder / "schema"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(path)} AS plans (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE plans")
        connection.execute((schema / "tables.sql").read_text("utf-8"))
        for name in rows_of:
            _insert(connection, name, tables.pop(name))
        if with_reuse:
            for name, table in reuse.find(_lines(connection)).items():
                rows_of[name] = len(table)
                _insert(connection, name, table)
        connection.execute((schema / "macros.sql").read_text("utf-8"))
        found = findings.find(connection, query_folder / "findings", codebook["finding_rules"])
        rows_of["finding"] = len(found)
        _insert(connection, "finding", found)
        connection.execute((schema / "views.sql").read_text("utf-8"))
        catalogue = queries.catalogue(query_folder)
        for query in queries.in_order(catalogue):
            connection.execute(f"CREATE VIEW {query.name} AS {query.sql}")
        connection.execute("BEGIN")  # hundreds of comments, each of them a write otherwise
        _comment(connection, schema / "comments.csv", catalogue.values())
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT plans")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {quoted(path)} AS plans (READ_ONLY)")
        for name, expected in rows_of.items():
            written = connection.execute(f"SELECT count(*) FROM plans.{name}").fetchall()  # noqa: S608
            if written != [(expected,)]:
                raise PlanotecaError(f"{name}: {expected} rows expected, {written} written")


def _insert(connection: duckdb.DuckDBPyConnection, name: str, table: pl.DataFrame) -> None:
    connection.register("incoming", ArrowStream(table))
    columns = ", ".join(table.columns)
    connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM incoming")  # noqa: S608
    connection.unregister("incoming")


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


def _remove_leftovers(path: Path) -> None:
    """Remove what builds that were killed left beside the database."""
    for file in path.parent.glob(f".{path.name}.*.building*"):
        process = int(file.name.removeprefix(f".{path.name}.").split(".")[0])
        if not is_running(process):
            file.unlink(missing_ok=True)
