"""What a command costs beyond its work: CPU seconds of whole processes, from start to end.

Prints a table and writes the same figures as JSON. `ratio` is to the query plan_overview in a bare
Python: start, import of duckdb, opening the file, the rows. All of one run, the best of several.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import figures

from planoteca import building, workspace

_REPEATS = 5
_QUERY = "plan_overview"
_BARE = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(connection.execute(f"FROM {sys.argv[2]}").fetchall())
"""
_COLUMNS = {"command": "<46", "cpu_s": "8.3f", "ratio": "7.2f"}


def main() -> None:
    """Measure, print, and write the JSON file."""
    arguments = figures.parser(__doc__).parse_args()
    figures.write(arguments.json, figures.table(measure(), _COLUMNS))


def measure() -> Iterator[dict[str, Any]]:
    """One row for each command: CPU seconds, and how many times those of the bare query."""
    with tempfile.TemporaryDirectory() as folder:
        project = workspace.find()
        path = Path(folder) / "plans.duckdb"
        building.build(project, None, path)
        program = str(Path(sys.executable).parent / "planoteca")
        tarata = str(project.coding / "tarata-2018")
        bare = _seconds([sys.executable, "-c", _BARE, str(path), _QUERY])
        yield {"command": f"bare Python, {_QUERY}", "cpu_s": bare, "ratio": 1.0}
        for given in (
            ("--version",),
            ("--help",),
            ("query", "--list"),
            ("query", _QUERY),
            ("query", "commitment_list", "--format", "csv"),
            ("agreement", tarata, tarata),
            ("build",),
        ):
            where = {"query": ("--database", str(path)), "build": ("--output", str(path))}
            seconds = _seconds([program, *given, *where.get(given[0], ())])
            shown = " ".join(Path(each).name for each in given)
            yield {"command": f"planoteca {shown}", "cpu_s": seconds, "ratio": seconds / bare}


def _seconds(command: list[str]) -> float:
    """CPU seconds of a process, the best of several."""
    best = float("inf")
    for _ in range(_REPEATS):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"it failed: {' '.join(command)}")
        best = min(best, usage.ru_utime + usage.ru_stime)
    return best


if __name__ == "__main__":
    main()
