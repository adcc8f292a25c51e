"""What notebooks use: query the database, open it, extract one plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from planoteca import codebook, database, documents, extraction, queries, workspace
from planoteca.coding import Coding


def query(name: str, *, database_path: str | Path | None = None, **parameters: Any) -> pl.DataFrame:
    """Run a named query of `queries/` and return its rows.

    The database is opened for this call only, so the answer is always that of the last build.
    Raises UnknownName (with the nearest name), InvalidParameter or DatabaseUnavailable.
    """
    project = workspace.find()
    found = queries.find(project.queries, name)
    with database.reading(_path(database_path, project)) as connection:
        return queries.run(connection, found, parameters)


def open_database(path: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to plans.duckdb as it is now; close it when done.

    It never locks the file, and goes on showing the data of its build after a rebuild: compare
    `SELECT build_id FROM build` with a new connection's.
    """
    return database.connect(_path(path, workspace.find()))


def extract(path: str | Path) -> Coding:
    """Read one plan and code it by machine: `.commitments`, `.quantities`, `.statistics`.

    Raises UnreadableDocument.
    """
    vocabularies = codebook.load(workspace.find().codebook)
    return extraction.extract(documents.read(Path(path)), vocabularies)


def _path(path: str | Path | None, project: workspace.Workspace) -> Path:
    return Path(path) if path is not None else project.database
