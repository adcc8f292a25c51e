"""DuckDB in memory, as every part of the package uses it."""

from __future__ import annotations

import duckdb


def in_memory() -> duckdb.DuckDBPyConnection:
    """A database in memory of its own; close it. It prints no progress of long queries."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection
