"""How the time of each rule of findings grows with the figures of one plan.

Prints a table and writes the same figures as JSON. The plan of findings.sql is made at two
sizes, with all its figures about one place and with few about each of many. A ratio of the times
near that of the sizes (4) is linear work, one near its square (16) is not. Ratios hold on other
machines; rows a second do not.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import figures

from planoteca import building, queries, workspace

_PLAN = Path(__file__).with_suffix(".sql")
_SIZES = (25_000, 100_000)
_SHAPES = {"one place": 10**9, "many places": 36}  # figures that may be compared with each other
_REPEATS = 3
_COLUMNS = {
    "rule": "<24",
    "plan": "<12",
    "rows_per_s": "12,.0f",
    "rows_per_s_large": "17,.0f",
    "ratio": "7.1f",
}


def main() -> None:
    """Measure, print, and write the JSON file if one is named."""
    arguments = figures.parser(__doc__).parse_args()
    figures.write(arguments.json, figures.table(measure(), _COLUMNS))


def measure() -> Iterator[dict[str, Any]]:
    """One row for each shape of plan and rule: rows a second at both sizes, ratio of the times."""
    for shape, alike in _SHAPES.items():
        small, large = (_seconds(size, alike) for size in _SIZES)
        for rule in small:
            yield {
                "rule": rule,
                "plan": shape,
                "rows_per_s": _SIZES[0] / small[rule],
                "rows_per_s_large": _SIZES[1] / large[rule],
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
