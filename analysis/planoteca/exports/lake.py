"""The whole database as Parquet files, partitioned, with SQL that makes its views over them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from planoteca import queries
from planoteca.connections import quoted
from planoteca.exports import views
from planoteca.exports.views import View

FILES = "files.csv"
VIEWS = "lake.sql"
_WHOLE = {"document", "coding", "document_words"}  # a few rows of each plan
_PARTITIONS = Path(__file__).with_name("partitions.sql")


def write(
    connection: duckdb.DuckDBPyConnection, folder: Path, query_folder: Path
) -> dict[str, int]:
    """Write every table of a database into the folder; returns their rows by name.

    Tables of the rows of plans are folders with a Parquet file for each department and first year
    of a term, the others one file each. `files.csv` lists all files; `lake.sql` makes the tables
    and views of the database over them. Rows go from the database to the files in pieces.
    """
    # One thread keeps the order of the rows, and makes one file of each partition.
    connection.execute("SET threads = 1")
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'plans' ORDER BY table_oid"
    ).fetchall()
    rows: dict[str, int] = {}
    files: list[tuple[str, str]] = []
    for table in views.find(connection, [name for (name,) in names]):
        rows[table.name], written = _copy(connection, table, folder)
        files += [(table.name, path.relative_to(folder).as_posix()) for path in written]
    pl.DataFrame(files, ["relation", "file"], orient="row").write_csv(folder / FILES)
    (folder / VIEWS).write_text(_views(query_folder), "utf-8")
    return rows


def _copy(
    connection: duckdb.DuckDBPyConnection, table: View, folder: Path
) -> tuple[int, list[Path]]:
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {table.name}").fetchall()  # noqa: S608
    is_partitioned = (
        rows > 0  # a table without rows would have no partition, and so no file
        and table.name not in _WHOLE
        and any(column.name == "document_id" for column in table.columns)
    )
    if is_partitioned:
        source = _PARTITIONS.read_text("utf-8").format(table=table.name)
        path, options = folder / table.name, ", PARTITION_BY (plan_department, plan_year)"
    else:
        source, path, options = f"FROM {table.name}", folder / f"{table.name}.parquet", ""
    [(_, files)] = connection.execute(
        f"COPY ({source}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA $comments, RETURN_FILES{options})",
        {"comments": table.comments},
    ).fetchall()
    return rows, [Path(file) for file in files]


def _views(query_folder: Path) -> str:
    """The statements that make tables, macros and views; queries with required parameters are no
    views."""
    schema = query_folder / "schema"
    parts = [(schema / f"{name}.sql").read_text("utf-8") for name in ("lake", "macros", "views")]
    parts += [
        f"CREATE VIEW {query.name} AS\n{query.sql};\n"
        for query in queries.in_order(queries.catalogue(query_folder))
    ]
    return "\n".join(parts)
