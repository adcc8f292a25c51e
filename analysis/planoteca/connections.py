"""plans.duckdb opened to read, as its last build left it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from planoteca import sessions
from planoteca.errors import DatabaseUnavailable

SCHEMA_VERSION = 4
_LOCKED = "Could not set lock on file"  # DuckDB's words


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the database file as it is now.

    The file is attached to an in-memory database of its own: DuckDB would otherwise hand out the
    instance of a file that a rebuild has since replaced, as long as one connection to it lives.

    Raises DatabaseUnavailable when the file is missing, damaged or of another schema version.
    """
    if not path.is_file():
        raise DatabaseUnavailable(f"no database at {path}; make it with: planoteca build")
    connection = sessions.in_memory()
    try:
        connection.execute(f"ATTACH {quoted(path)} AS plans (READ_ONLY)")
        connection.execute("USE plans")
        found = connection.execute("SELECT schema_version FROM build").fetchall()
    except duckdb.CatalogException as error:
        connection.close()
        raise DatabaseUnavailable(
            f"{path} was not made by this version; make it again with: planoteca build"
        ) from error
    except duckdb.Error as error:
        connection.close()
        if _LOCKED in str(error):
            raise DatabaseUnavailable(
                f"{path} is open for writing in another program ({_first_line(error)}); "
                "close it there, or open it there to read: duckdb -readonly"
            ) from error
        raise DatabaseUnavailable(
            f"{path} cannot be opened ({_first_line(error)}); make it again with: planoteca build"
        ) from error
    if found != [(SCHEMA_VERSION,)]:
        connection.close()
        stated = found[0][0] if found else "none"
        raise DatabaseUnavailable(
            f"{path} has schema version {stated}, this version of Planoteca reads "
            f"{SCHEMA_VERSION}; make it again with: planoteca build"
        )
    return connection


_kept: dict[Path, duckdb.DuckDBPyConnection] | None = None


def keep_open() -> None:
    """Open a database once for this process, as a report does: all that it shows is of one build.

    Elsewhere `reading` opens it for each block, and so reads the last build.
    """
    global _kept  # noqa: PLW0603
    _kept = {}


def is_kept_open() -> bool:
    """Whether `keep_open` was called."""
    return _kept is not None


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """`connect`, closed at the end of the block."""
    if _kept is None:
        with connect(path) as connection:
            yield connection
        return
    if path not in _kept:
        _kept[path] = connect(path)
    with _kept[path].cursor() as cursor:  # with variables of its own
        cursor.execute("USE plans")
        yield cursor


def quoted(value: object) -> str:
    """A literal of SQL, where DuckDB takes no bound value."""
    return "'" + str(value).replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
