"""Named queries: `queries/*.sql`, each with a header that documents it, run with bound values.

A file begins with comment lines:

    -- question: What it answers, as one sentence.
    -- pregunta: The same in Spanish.
    -- parameter document_id VARCHAR = NULL: what it restricts     (without "= ..." it is required)
    -- column document_id: what the column holds

The SQL reads a parameter as getvariable('document_id'), which DuckDB binds and which is NULL when
not set, so that the same file runs in any DuckDB client (SET VARIABLE document_id = '...').
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planoteca.arrow import ArrowStream
from planoteca.errors import InvalidData, InvalidParameter, PlanotecaError, UnknownName

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_LINE = re.compile(r"--\s*(question|pregunta):\s*(.+)")
_PARAMETER = re.compile(r"--\s*parameter\s+(\w+)\s+(\w+)(?:\s*=\s*([^:]+))?:\s*(.+)")
_SOURCE = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
_COLUMN = re.compile(r"--\s*column\s+(\w+):\s*(.+)")
_TYPES: dict[str, tuple[type, ...]] = {
    "VARCHAR": (str,),
    "INTEGER": (int,),
    "DOUBLE": (int, float),
    "BOOLEAN": (bool,),
}
# Parameters that name a row: a value that no row has is a mistake, not an empty answer.
_IDENTITIES = {
    "department": "place",
    "document_id": "document",
    "dimension_id": "dimension",
    "indicator_id": "indicator",
    "organisation": "document",
    "place_id": "place",
    "theme_id": "theme",
    "unit_id": "unit",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query or report; `default` is its text, None when it is required."""

    name: str
    type: str
    default: str | None
    description: str


@dataclass(frozen=True)
class Query:
    """One file of `queries/`."""

    name: str
    question: str
    question_es: str
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    sql: str
    path: Path

    @property
    def is_view(self) -> bool:
        """Whether the database has it as a view: no parameter is required."""
        return all(parameter.default is not None for parameter in self.parameters.values())


def catalogue(folder: Path) -> dict[str, Query]:
    """All queries of a folder by name.

    Raises InvalidData listing every file whose header is incomplete.
    """
    return _read(sorted(folder.glob("*.sql")))


def in_order(queries: Mapping[str, Query]) -> Iterator[Query]:
    """The queries that are views, each after the views it reads."""
    views = {name: query for name, query in queries.items() if query.is_view}
    reads = {
        name: set(_SOURCE.findall(query.sql)) & views.keys() - {name}
        for name, query in views.items()
    }
    return (views[name] for name in TopologicalSorter(reads).static_order())


def find(folder: Path, name: str) -> Query:
    """The query of a name; raises UnknownName with what exists, InvalidData for its header."""
    path = folder / f"{name}.sql"
    if path.parent != folder or not path.is_file():
        raise UnknownName("query", name, catalogue(folder))
    return _read([path])[name]


def run(
    connection: duckdb.DuckDBPyConnection, query: Query, parameters: Mapping[str, Any]
) -> pl.DataFrame:
    """The query's rows, with every value bound and checked against the declared type.

    Raises UnknownName, InvalidParameter, or PlanotecaError with the query's name and file.
    """
    import polars as pl  # noqa: PLC0415 - the command line prints rows without loading it

    with failing_as(query):
        rows = relation(connection, query, parameters)
        return _plain_numbers(pl.DataFrame(ArrowStream(rows)))


def relation(
    connection: duckdb.DuckDBPyConnection, query: Query, parameters: Mapping[str, Any]
) -> duckdb.DuckDBPyRelation:
    """The query with its values bound; DuckDB runs it when its rows are taken.

    Take them within `failing_as`. Raises UnknownName, InvalidParameter.
    """
    values = check_parameters(f"query {query.name!r}", query.parameters, parameters)
    _check_identities(connection, values)
    for name in query.parameters:
        connection.execute(f"SET VARIABLE {name} = ?", [values.get(name)])
    return connection.sql(query.sql)


@contextmanager
def failing_as(query: Query) -> Iterator[None]:
    """What DuckDB raises in the block becomes a PlanotecaError with the query's name and file."""
    import duckdb  # noqa: PLC0415 - the command line lists queries without loading it

    try:
        yield
    except duckdb.Error as error:
        raise PlanotecaError(f"query {query.name!r} ({query.path}) failed: {error}") from error


def run_text(
    connection: duckdb.DuckDBPyConnection, text: str, values: Mapping[str, Any]
) -> pl.DataFrame:
    """The rows of the last statement of any SQL, each `$name` in it bound to its value.

    Raises PlanotecaError with DuckDB's own words.
    """
    import duckdb  # noqa: PLC0415
    import polars as pl  # noqa: PLC0415

    try:
        relation = connection.sql(text, params=dict(values) or None)
        if relation is not None:
            return _plain_numbers(pl.DataFrame(ArrowStream(relation)))
    except duckdb.Error as error:
        raise PlanotecaError(f"the SQL failed: {error}") from error
    raise PlanotecaError("the SQL gives no rows: end it with a SELECT")


def _plain_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without decimals, which DuckDB makes of sums and no chart can draw."""
    import polars as pl  # noqa: PLC0415

    casts = []
    for name, dtype in frame.schema.items():
        if isinstance(dtype, pl.Decimal):
            whole = pl.col(name).cast(pl.Int64, strict=False)
            is_whole = (
                dtype.scale == 0
                and frame.select(whole.is_null().eq(pl.col(name).is_null()).all()).item()
            )
            casts.append(whole if is_whole else pl.col(name).cast(pl.Float64))
    return frame.with_columns(casts)


def parameters_of(text: str) -> set[str]:
    """The names that SQL reads as `$name`; raises PlanotecaError where it cannot be parsed."""
    import duckdb  # noqa: PLC0415

    from planoteca import sessions  # noqa: PLC0415

    try:
        with sessions.in_memory() as connection:
            statements = connection.extract_statements(text)
            return {name for each in statements for name in each.named_parameters}
    except duckdb.Error as error:
        raise PlanotecaError(f"the SQL failed: {error}") from error


def check_parameters(
    owner: str, declared: Mapping[str, Parameter], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The given values of declared parameters (None is dropped); types are not converted.

    Raises UnknownName for a parameter that is not declared, InvalidParameter for a missing or
    mistyped one.
    """
    for name in given:
        if name not in declared:
            raise UnknownName("parameter", name, declared, of=owner)
    values = {name: value for name, value in given.items() if value is not None}
    for name, parameter in declared.items():
        if name not in values:
            if parameter.default is None:
                raise InvalidParameter(f"{owner} needs {name} ({parameter.type})")
            continue
        value = values[name]
        allowed = _TYPES[parameter.type]
        if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
            raise InvalidParameter(
                f"{owner}: {name} must be {parameter.type}, not {type(value).__name__} ({value!r})"
            )
    return values


def parse_value(owner: str, parameter: Parameter, text: str) -> Any:
    """A value typed on the command line, in the parameter's type; raises InvalidParameter."""
    try:
        if parameter.type == "INTEGER":
            return int(text)
        if parameter.type == "DOUBLE":
            return float(text)
        if parameter.type == "BOOLEAN":
            return {"true": True, "false": False}[text.lower()]
    except (ValueError, KeyError):
        raise InvalidParameter(
            f"{owner}: {parameter.name} must be {parameter.type}, not {text!r}"
        ) from None
    return text


def names_of(owner: str, text: str, known: Collection[str]) -> list[str]:
    """The names of a comma-separated list, each once; all known ones when it is blank.

    Raises UnknownName for one that is not known.
    """
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in known:
            raise UnknownName(owner, name, known)
    return names or list(known)


# Parameters that hold a code of a small vocabulary.
_CODES = {"kind": "kinds", "topic": "topics", "measurability": "measurability"}


def _check_identities(connection: duckdb.DuckDBPyConnection, values: Mapping[str, Any]) -> None:
    for name in values.keys() & _IDENTITIES.keys():
        table = _IDENTITIES[name]
        sql = f"SELECT 1 FROM {table} WHERE {name} = ? LIMIT 1"  # noqa: S608 - names of this module
        if not connection.execute(sql, [values[name]]).fetchall():
            sql = f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL ORDER BY {name}"  # noqa: S608
            known = [row[0] for row in connection.execute(sql).fetchall()]
            raise UnknownName(name.removesuffix("_id"), values[name], known)
    for name in values.keys() & _CODES.keys():
        rows = connection.execute(
            "SELECT code FROM code WHERE vocabulary = ?", [_CODES[name]]
        ).fetchall()
        if (values[name],) not in rows:
            raise UnknownName(name, values[name], [row[0] for row in rows])


def _read(paths: Iterable[Path]) -> dict[str, Query]:
    problems: list[str] = []
    found = {path.stem: _parse(path, problems) for path in paths}
    if problems:
        raise InvalidData(f"the queries have {len(problems)} problem(s)", problems)
    return found


def _parse(path: Path, problems: list[str]) -> Query:
    header: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    columns: dict[str, str] = {}
    lines = path.read_text("utf-8").splitlines()
    body = 0
    for body, line in enumerate(lines):
        if not line.startswith("--"):
            break
        if match := _LINE.fullmatch(line):
            header[match[1]] = match[2]
        elif match := _PARAMETER.fullmatch(line):
            default = match[3].strip() if match[3] else None
            parameters[match[1]] = Parameter(match[1], match[2], default, match[4])
        elif match := _COLUMN.fullmatch(line):
            columns[match[1]] = match[2]
        else:
            problems.append(f"{path}:{body + 1}: not a header line: {line}")
    sql = "\n".join(lines[body:]).strip().removesuffix(";")
    problems += [f"{path}: no '-- {key}:'" for key in ("question", "pregunta") if key not in header]
    if not columns:
        problems.append(f"{path}: no '-- column'")
    problems += [
        f"{path}: parameter {p.name} has type {p.type}; allowed: {', '.join(_TYPES)}"
        for p in parameters.values()
        if p.type not in _TYPES
    ]
    return Query(
        path.stem,
        header.get("question", ""),
        header.get("pregunta", ""),
        parameters,
        columns,
        sql,
        path,
    )
