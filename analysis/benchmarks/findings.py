"""How the time of each rule of findings grows with the figures of one plan.

Prints a table and, with --json FILE, the same figures. The plan of findings.sql is made at two
sizes, with all its figures about one place and with few about each of many. A ratio of the times
near that of the sizes (4) is linear work, one near its square (16) is not. Ratios hold on other
machines; rows a second do not.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from planoteca import building, queries, workspace

_PLAN = Path(__file__).with_suffix(".sql")
_SIZES = (25_000, 100_000)
_SHAPES = {"one place": 10**9, "many places": 36}  # figures that may be compared with each other
_REPEATS = 3


def main() -> None:
    """Measure, print, and write the JSON file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="file for the figures")
    arguments = parser.parse_args()
    rows = list(measure())
    small, large = (f"rows/s, {size:,}" for size in _SIZES)
    print(f"{'rule':24}{'plan':>13}{small:>17}{large:>17}{'time, x':>10}")  # noqa: T201
    for row in rows:
        first, second = row["rows_per_s"]
        print(  # noqa: T201
            f"{row['rule']:24}{row['plan']:>13}{first:>17,.0f}{second:>17,.0f}{row['ratio']:>10.1f}"
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1), "utf-8")


def measure() -> Iterator[dict[str, Any]]:
    """One row for each shape of plan and rule: rows a second at both sizes, ratio of the times."""
    for shape, alike in _SHAPES.items():
        small, large = (_seconds(size, alike) for size in _SIZES)
        for rule in small:
            yield {
                "rule": rule,
                "plan": shape,
                "rows_per_s": [_SIZES[0] / small[rule], _SIZES[1] / large[rule]],
                "ratio": large[rule] / small[rule],
            }


def _seconds(figures: int, alike: int) -> dict[str, float]:
    """Seconds of each rule on one plan, the best of several runs."""
    project = workspace.find()
    rules = queries.catalogue(project.queries / "findings")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plans.duckdb"
        building.build(project, None, path)
        with duckdb.connect(path) as connection:
            connection.execute("SET VARIABLE figures = ?", [figures])
            connection.execute("SET VARIABLE alike = ?", [alike])
            connection.execute(_PLAN.read_text("utf-8"))
            return {
                name: min(_timed(connection, rule) for _ in range(_REPEATS))
                for name, rule in rules.items()
            }


def _timed(connection: duckdb.DuckDBPyConnection, rule: queries.Query) -> float:
    start = time.perf_counter()
    queries.run(connection, rule, {})
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
