"""The plans that the databases of the tests hold, and the rows of a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from planoteca import database, official, rows
from planoteca.codebook import Codebook
from planoteca.places import Gazetteer
from planoteca.registry import Entry
from planoteca.workspace import Workspace

SCANNED = "aruma-escaneado"
SPECIMENS = [
    *("aruma-cajas", "aruma-distrito-regla", SCANNED, "aruma-lineas", "aruma-propuestas"),
    *("aruma-provincia", "aruma-resumen-json", "aruma-resumen-xlsx", "aruma-sin-reglas"),
    "aruma-tabla",
]
FIVE = ["candarave-2018", "espinar-2018", "huancane-2018", "ilo-2018", "tarata-2018"]


def rows_of(path: Path, sql: str) -> list[tuple[object, ...]]:
    with database.reading(path) as connection:
        return connection.execute(sql).fetchall()


@contextmanager
def tables_of(
    entries: Sequence[Entry], project: Workspace, codebook: Codebook, gazetteer: Gazetteer
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of these plans in memory, without views, findings and official statistics."""
    none = pl.DataFrame(schema=official.STATISTIC)
    with duckdb.connect() as connection:
        connection.execute((project.queries / "schema" / "tables.sql").read_text("utf-8"))
        for name, frame in rows.small_tables(entries, codebook, gazetteer, none).items():
            rows.insert_frame(connection, name, frame)
        rows.insert(connection, entries, codebook, gazetteer, project.queries)
        yield connection
