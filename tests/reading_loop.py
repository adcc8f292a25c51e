"""A reader of plans.duckdb that asks again and again while builds replace the file.

python reading_loop.py WAY DATABASE STOP: prints a line once it has had an answer, goes on until the
file STOP is there, asks once more, and prints what it has seen as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb_clients
import planoteca
from planoteca import connections

# The counts of a build, against the rows of its tables and through its views: one snapshot.
CHECK = (
    "SELECT build_id, documents = (SELECT count(*) FROM document)"
    " AND documents = (SELECT count(DISTINCT document_id) FROM coding)"
    " AND commitments = (SELECT count(*) FROM plan_commitment)"
    " AND statistics = (SELECT count(*) FROM plan_statistic) AS is_whole FROM build;"
)
Answer = tuple[str, bool]


def _by_api(path: Path) -> Answer:
    return tuple(planoteca.sql(CHECK.rstrip(";"), database_path=path).row(0))  # type: ignore[return-value]


def _by_connection(path: Path) -> Answer:
    with connections.reading(path) as connection:
        return connection.execute(CHECK).fetchall()[0]


def _by_command(path: Path) -> Answer:
    """`planoteca query`, which tells the build and no count of another table."""
    program = [str(Path(sys.executable).parent / "planoteca"), "query", "data_version"]
    (row,) = _json([*program, "--format", "json", "--database", str(path)])
    return row["build_id"], True


def _by_client(name: str) -> Callable[[Path], Answer]:
    client = duckdb_clients.command(name)
    if client is None:
        return _by_connection

    def ask(path: Path) -> Answer:
        (row,) = _json([*client, str(path)], CHECK)
        return row["build_id"], row["is_whole"]

    return ask


def _json(command: list[str], text: str = "") -> Any:
    done = subprocess.run(command, input=f"{text}\n", text=True, capture_output=True, check=False)
    if done.returncode or done.stderr:
        raise RuntimeError(f"{command[0]}: {done.stderr}")
    return json.loads(done.stdout)


WAYS: dict[str, Callable[[Path], Answer]] = {
    "api": _by_api,
    "connection": _by_connection,
    "command": _by_command,
    **{name: _by_client(name) for name in duckdb_clients.NAMES},
}


def main() -> None:
    """Ask until told to stop; give way to the build, as two processors are soon taken."""
    os.nice(19)
    ask, path, stop = WAYS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    held = planoteca.open_database(path)
    first = held.execute(CHECK).fetchall()
    answers = [ask(path)]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not stop.exists():
        answers.append(ask(path))
        if held.execute(CHECK).fetchall() != first:
            raise RuntimeError("a connection that is held has changed its data")
    answers.append(ask(path))
    seen = list(dict.fromkeys(build for build, _ in answers))
    halves = [build for build, is_whole in answers if not is_whole]
    json.dump({"seen": seen, "last": answers[-1][0], "halves": halves}, sys.stdout)


if __name__ == "__main__":
    main()
