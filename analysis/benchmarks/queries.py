"""How long every named query takes: on five plans, and on as many as a country has.

`five_ms`: on the five plans of the project; `all_ms`: on all plans of a database made by
country.py, with the number of `rows`; `page_ms`: its first hundred rows; `plan_ms`: for one plan
of it, where the query has a parameter document_id. Best of three, the rows left in DuckDB.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import corpus
import country
import duckdb
import figures

from planoteca import building, database, queries, workspace
from planoteca.queries import Query
from planoteca.workspace import Workspace

_REQUIRED = {"text": "agua"}
_PAGE = 100
_REPEATS = 3
_GENERATED = 60
_LINKED = ("data", "queries")


def main() -> None:
    """Measure, print, and write the JSON file."""
    parser = figures.parser(__doc__)
    parser.add_argument("--plans", type=int, default=15_000, help="plans of the country")
    parser.add_argument("--source", type=Path, help="database of its plans [default: generated]")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        five = building.build(workspace.find(), None, folder / "five.duckdb").path
        whole = folder / "country.duckdb"
        country.multiply(arguments.source or _generated(folder), whole, arguments.plans)
        rows = figures.table(
            measure(five, whole),
            {
                "query": "<30",
                "five_ms": "9.1f",
                "all_ms": "9.0f",
                "rows": "11,d",
                "page_ms": "9.0f",
                "plan_ms": "9.1f",
            },
        )
    figures.write(arguments.json, rows)


def measure(five: Path, whole: Path) -> Iterator[dict[str, Any]]:
    """One row for each query."""
    catalogue = queries.catalogue(workspace.find().queries)
    with database.reading(five) as small, database.reading(whole) as large:
        plans = [_some_plan(connection) for connection in (small, large)]
        for query in catalogue.values():
            of_small, of_large = (
                {
                    name: _REQUIRED.get(name, plan)
                    for name, parameter in query.parameters.items()
                    if parameter.default is None
                }
                for plan in plans
            )
            seconds, rows = _timed(large, query, of_large)
            page = plan = None
            if rows > _PAGE:
                page = 1000 * _timed(large, query, of_large, _PAGE)[0]
            if "document_id" in query.parameters:
                plan = 1000 * _timed(large, query, {**of_large, "document_id": plans[1]})[0]
            yield {
                "query": query.name,
                "five_ms": 1000 * _timed(small, query, of_small)[0],
                "all_ms": 1000 * seconds,
                "rows": rows,
                "page_ms": page,
                "plan_ms": plan,
            }


def _timed(
    connection: duckdb.DuckDBPyConnection,
    query: Query,
    values: Mapping[str, str],
    at_most: int | None = None,
) -> tuple[float, int]:
    """Seconds of a query, and the number of its rows."""
    connection.execute("RESET VARIABLE document_id")
    best, rows = float("inf"), 0
    for _ in range(_REPEATS):
        start = time.perf_counter()
        relation = queries.relation(connection, query, values)
        held = (relation if at_most is None else relation.limit(at_most)).materialize()
        best = min(best, time.perf_counter() - start)
        [(rows,)] = held.aggregate("count(*)").fetchall()
    return best, rows


def _some_plan(connection: duckdb.DuckDBPyConnection) -> str:
    [(plan,)] = connection.execute(
        "SELECT document_id FROM document ORDER BY document_id "
        "OFFSET (SELECT count(*) // 2 FROM document) LIMIT 1"
    ).fetchall()
    return str(plan)


def _generated(folder: Path) -> Path:
    """A database of generated plans, in a project of its own, so that no cache is touched."""
    project, plans = folder / "project", folder / "plans"
    project.mkdir()
    for name in _LINKED:
        (project / name).symlink_to(workspace.find().root / name)
    corpus.write(plans, _GENERATED, shares=corpus.Shares.of(0))
    return building.build(Workspace(project), plans, None).path


if __name__ == "__main__":
    main()
