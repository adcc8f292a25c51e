"""The clients that people open plans.duckdb with, each asked on its standard input."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "clients"
NODE = FOLDER / "node_modules" / "@duckdb" / "node-api"
NAMES = ("duckdb-1.4", "duckdb-1.5", "node")


def command(name: str) -> list[str] | None:
    """The client's program and options, which the database follows; None if not installed."""
    if name == "node":
        program = shutil.which("node")
        return [program, str(FOLDER / "client.mjs")] if program and NODE.is_dir() else None
    beside = (
        str(Path(sys.executable).parent) if name == "duckdb-1.5" else str(FOLDER / name / "bin")
    )
    client = shutil.which("duckdb", path=beside)
    return [client, "-readonly", "-bail", "-json"] if client else None


def needed(name: str) -> list[str]:
    """`command`; the test is skipped where the client is not installed."""
    found = command(name)
    if found is None:
        pytest.skip(f"the client {name} is not installed: make clients")
    return found


def run(name: str, path: Path, lines: list[str]) -> list[str]:
    """What a client prints for statements that are a line each; it must end without error."""
    done = subprocess.run(
        [*needed(name), str(path)],
        input="\n".join([*lines, ""]),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@contextmanager
def opened(client: list[str], path: Path) -> Iterator[subprocess.Popen[str]]:
    """A client that has the database open until the end of the block."""
    with subprocess.Popen(
        [*client, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ask(process: subprocess.Popen[str], sql: str) -> dict[str, Any]:
    """The one row that answers a statement of one line."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{sql.rstrip(';')};\n")
    process.stdin.flush()
    (row,) = json.loads(process.stdout.readline())
    return dict(row)
