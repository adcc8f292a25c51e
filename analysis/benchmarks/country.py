"""A database of country size: the plans of a built one, many times over.

Every copy of a plan has ids, title, organisation, place, term and texts of its own, and stands
among copies of the others. The plans at hand state fewer figures than those of the country (about
half of a million for 15,000 plans), so each figure is there twice.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import duckdb

from planoteca import queries, workspace
from planoteca.database import STORAGE_VERSION

_IDS = ("document_id", "coding_id", "commitment_id", "statistic_id", "finding_id", "other_id")
_ORDER = ("document_id", "coding_id", "commitment_id", "sequence", "position", "line")
_TEXTS = (
    *("axis", "problem", "objective", "indicator_text", "statement", "statement_en", "verbatim"),
    *("subject", "context", "text", "message_es", "message_en"),
)
_DOCUMENT = {
    "title": "title || ' ' || copy",
    "organisation": "'Partido Inventado ' || hash(document_id, copy) % 60",
    "place_id": "places[1 + (hash(document_id, copy) % len(places))::BIGINT]",
    "election_year": "2014 + 4 * (copy % 3)",
    "period_start": "2015 + 4 * (copy % 3)",
    "period_end": "2018 + 4 * (copy % 3)",
    "sha256": "sha256(document_id || copy)",
}
_STATISTIC = {
    "statistic_id": "{statistic_id} || CASE half WHEN 1 THEN 'b' ELSE '' END",
    "sequence": "sequence + 100000 * half",
}


def multiply(source: Path, target: Path, plans: int) -> None:
    """Write a database of `plans` plans, or a few more, at `target`, which must not exist."""
    folder = workspace.find().queries
    schema = folder / "schema"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        connection.execute(f"ATTACH '{target}' AS plans (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE plans")
        connection.execute((schema / "tables.sql").read_text("utf-8"))
        [(one,)] = connection.execute("SELECT count(*) FROM source.document").fetchall()
        connection.execute("SET VARIABLE copies = ?", [-(-plans // one)])
        for table, columns in _tables(connection):
            connection.execute(_insert(table, columns))
        connection.execute(
            "UPDATE build SET documents = (SELECT count(*) FROM document), "
            "commitments = (SELECT count(*) FROM commitment), "
            "statistics = (SELECT count(*) FROM statistic)"
        )
        for name in ("macros", "views"):
            connection.execute((schema / f"{name}.sql").read_text("utf-8"))
        for query in queries.in_order(queries.catalogue(folder)):
            connection.execute(f"CREATE VIEW {query.name} AS {query.sql}")


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[str]]]:
    """The tables with their columns, in the order in which references allow filling them."""
    found = connection.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "WHERE database_name = 'plans' GROUP BY table_name, table_oid ORDER BY table_oid"
    )
    yield from found.fetchall()


def _insert(table: str, columns: list[str]) -> str:
    """The statement that fills a table with the rows of the source, as often as it takes."""
    if not any(column.endswith(_IDS) for column in columns):
        return f"INSERT INTO {table} BY NAME FROM source.{table}"
    own = _DOCUMENT if table == "document" else _STATISTIC if table == "statistic" else {}
    made = {name: _made(name) for name in columns}
    made |= {name: value.format(**made) for name, value in own.items()}
    halves = 2 if table == "statistic" else 1
    order = [name for name in _ORDER if name in columns]
    return f"""
        INSERT INTO {table} BY NAME
        SELECT {", ".join(f"{value} AS {name}" for name, value in made.items())}
        FROM source.{table}
        CROSS JOIN range(getvariable('copies')) AS copies (copy)
        CROSS JOIN range({halves}) AS halves (half)
        CROSS JOIN (
            SELECT list(place_id ORDER BY place_id) AS places
            FROM source.place WHERE level = 'district'
        )
        ORDER BY {", ".join(f"{table}.{name}" for name in order)}
    """  # noqa: S608


def _made(column: str) -> str:
    """The expression of a column of a copy."""
    if column.endswith(_IDS):
        return f"format('plan-{{:05}}-{{}}', copy, {column})"
    if column == "boilerplate_id":
        return "boilerplate_id + 100000 * copy"
    return f"{column} || ' ' || copy" if column in _TEXTS else column


def main() -> None:
    """Write a database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="a database that was built")
    parser.add_argument("target", type=Path, help="file to write")
    parser.add_argument("--plans", type=int, default=15_000)
    arguments = parser.parse_args()
    multiply(arguments.source, arguments.target, arguments.plans)


if __name__ == "__main__":
    main()
