"""In a notebook: a notice under the cell when the database was rebuilt since cells read it.

A query always reads the last build, but frames, charts and open connections stay as they were.
"""

from __future__ import annotations

import sys
import weakref
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from planoteca import connections
from planoteca.errors import DatabaseUnavailable

_REBUILT = """\
{name} was rebuilt (build {old} → {new}). What earlier cells hold is of build {old}: \
run them again (Run → Run All Cells).
{name} se volvió a construir (build {old} → {new}). Lo que guardan las celdas anteriores es del \
build {old}: ejecútelas de nuevo (Run → Run All Cells)."""
_HELD = """\
An open connection still shows build {old} of {name}, not {new}: close it and call \
planoteca.open_database() again.
Una conexión abierta aún muestra el build {old} de {name}, no el {new}: ciérrela y llame de nuevo \
a planoteca.open_database()."""

Stamp = tuple[int, int, int]


@dataclass
class _File:
    """A database file as this session knows it, and the connections that are held to it."""

    stamp: Stamp
    build: str
    held: list[tuple[weakref.ref[duckdb.DuckDBPyConnection], str]] = field(default_factory=list)


@dataclass
class Watch:
    """The database files that a session has read."""

    files: dict[Path, _File] = field(default_factory=dict)

    def note(
        self, path: Path, connection: duckdb.DuckDBPyConnection, *, is_held: bool = False
    ) -> None:
        """Remember which build was read from `path`; a held connection until it is closed."""
        build = _build(connection)
        # What is known stays as it is: `notices` tells the difference first.
        known = self.files.setdefault(path.resolve(), _File(_stamp(path), build))
        if is_held:
            known.held.append((weakref.ref(connection), build))

    def notices(self) -> list[str]:
        """What to say now: once for each rebuild, and as long as a connection shows an old one."""
        return [line for path, known in self.files.items() for line in _notices(path, known)]


_watch = Watch()


def note(path: Path, connection: duckdb.DuckDBPyConnection, *, is_held: bool = False) -> None:
    """Watch a database file for this notebook; nothing outside a notebook."""
    if "IPython" not in sys.modules:
        return
    from IPython.core.getipython import get_ipython  # noqa: PLC0415 - only where it runs already

    shell = get_ipython()
    if shell is None:
        return
    if not _watch.files:
        shell.events.register("post_run_cell", _after_cell)
    _watch.note(path, connection, is_held=is_held)


def _after_cell(_: object) -> None:
    for line in _watch.notices():
        print(line, file=sys.stderr)  # noqa: T201 - into the cell's output


def _notices(path: Path, known: _File) -> list[str]:
    said = []
    old = known.build
    try:
        stamp = _stamp(path)
        if stamp != known.stamp:
            with connections.reading(path) as connection:
                known.stamp, known.build = stamp, _build(connection)
    except (OSError, DatabaseUnavailable):
        return []  # the next query says what is wrong
    if known.build != old:
        said.append(_REBUILT.format(name=path.name, old=old, new=known.build))
    known.held = [(held, build) for held, build in known.held if _is_open(held())]
    stale = sorted({build for _, build in known.held if build != known.build})
    said += [_HELD.format(name=path.name, old=build, new=known.build) for build in stale]
    return said


def _is_open(connection: duckdb.DuckDBPyConnection | None) -> bool:
    if connection is None:
        return False
    try:
        connection.cursor().close()  # unlike a query, this leaves rows not yet fetched alone
    except duckdb.ConnectionException:
        return False
    return True


def _build(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute("SELECT build_id FROM build").fetchall()[0][0])


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size
