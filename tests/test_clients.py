"""plans.duckdb in the programs people open it with, alone and while builds replace it."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import duckdb_clients
import reading_loop
from duckdb_clients import ask, needed, opened
from planoteca import connections, corpus, database, official, places, queries, registry
from planoteca.codebook import Codebook
from planoteca.errors import DatabaseUnavailable
from planoteca.workspace import Workspace

RELATIONS = """
    SELECT table_name FROM duckdb_tables() WHERE NOT internal AND database_name = 'plans'
    UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'plans'
    ORDER BY ALL
"""
VALUES = {"text": "agua", "document_id": "aruma-tabla", "dimension_id": "social"}
REBUILDS = 20
READERS = ("api", "api", "connection", "connection", "command", *duckdb_clients.NAMES)
Build = Callable[[int], str]


@pytest.fixture
def build(project: Workspace, vocabularies: Codebook, tmp_path: Path) -> Build:
    """Writes `tmp_path / plans.duckdb` with so many of the five plans; returns its build_id.

    Without most of the queries: what is written is as large, and a build takes half the time.
    """
    few = tmp_path / "queries"
    for folder in ("schema", "rows", "findings"):
        shutil.copytree(project.queries / folder, few / folder)
    shutil.copy(project.queries / "data_version.sql", few)
    gazetteer = places.load(project.reference)
    figures = official.load(project.reference, vocabularies, gazetteer)
    entries = corpus.attach_codings(
        registry.load(project.registry, vocabularies, gazetteer), project.coding, vocabularies
    )

    def write(plans: int) -> str:
        given = (entries[:plans], vocabularies, gazetteer, figures, few, "test")
        path = tmp_path / "plans.duckdb"
        return str(database.write(path, *given, inputs=f"{plans:012}")["build_id"])

    return write


def _relations(path: Path) -> list[str]:
    with connections.reading(path) as connection:
        return [name for (name,) in connection.execute(RELATIONS).fetchall()]


def _copies(path: Path, folder: Path, project: Workspace) -> list[str]:
    """Statements that write the rows of every relation, and of every query with values set."""
    folder.mkdir()
    return [
        *(f"COPY (FROM {name}) TO '{folder}/{name}.csv';" for name in _relations(path)),
        *(f"SET VARIABLE {name} = '{value}';" for name, value in VALUES.items()),
        *(
            f"COPY ({_one_line(query.sql)}) TO '{folder}/{query.name}-set.csv';"
            for query in queries.catalogue(project.queries).values()
        ),
    ]


def _one_line(sql: str) -> str:
    return " ".join(line.split("--")[0].strip() for line in sql.splitlines())


def _rows(folder: Path) -> dict[str, list[list[str]]]:
    """The rows of each file, sorted; sums of floats may differ in their last digit."""

    def plain(cell: str) -> str:
        return f"{float(cell):.9g}" if re.fullmatch(r"-?\d+\.\d+", cell) else cell

    result = {}
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            result[path.name] = sorted([plain(cell) for cell in row] for row in csv.reader(file))
    return result


@pytest.mark.parametrize("name", duckdb_clients.NAMES)
def test_every_client_gives_the_same_rows(
    name: str, specimens: Path, project: Workspace, tmp_path: Path
) -> None:
    needed(name)
    with connections.reading(specimens) as connection:
        for statement in _copies(specimens, tmp_path / "expected", project):
            connection.execute(statement)
    duckdb_clients.run(name, specimens, _copies(specimens, tmp_path / "found", project))
    expected, found = (_rows(tmp_path / each) for each in ("expected", "found"))
    assert expected.keys() == found.keys()
    assert [each for each in expected if expected[each] != found[each]] == []


def test_node_has_every_value_as_json(specimens: Path) -> None:
    names = _relations(specimens)
    printed = duckdb_clients.run("node", specimens, [f"FROM {name};" for name in names])
    with connections.reading(specimens) as connection:
        for name, line in zip(names, printed, strict=True):
            relation = connection.table(name)
            rows = json.loads(line)
            assert len(rows) == len(relation.fetchall()), name
            assert all(list(row) == relation.columns for row in rows), name


def test_a_client_keeps_its_build_and_a_new_one_sees_the_next(build: Build, tmp_path: Path) -> None:
    path = tmp_path / "plans.duckdb"
    first = build(5)
    for name in duckdb_clients.NAMES:
        with opened(needed(name), path) as held, opened(needed(name), path) as beside:
            # Nothing of the tables is read yet when the file is replaced.
            assert ask(held, "SELECT build_id FROM build") == {"build_id": first}
            assert ask(beside, "SELECT build_id FROM build") == {"build_id": first}
            second = build(2)
            assert ask(held, reading_loop.CHECK) == {"build_id": first, "is_whole": True}
            with opened(needed(name), path) as later:
                assert ask(later, reading_loop.CHECK) == {"build_id": second, "is_whole": True}
        first = build(5)


def test_a_database_that_another_program_writes_to_is_named_and_can_be_built_again(
    build: Build, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    build(1)
    client = [each for each in needed("duckdb-1.5") if each != "-readonly"]
    with opened(client, path) as writer:
        assert ask(writer, "CREATE TABLE own AS SELECT 1 AS a; SELECT 1 AS a") == {"a": 1}
        with pytest.raises(DatabaseUnavailable, match="open for writing in another program"):
            connections.connect(path)
        # What it wrote is in a log beside the file, which is no part of the next build.
        second = build(2)
        with connections.reading(path) as connection:
            assert connection.execute(reading_loop.CHECK).fetchall() == [(second, True)]


def test_eight_readers_see_no_error_and_no_half_of_twenty_builds(
    build: Build, tmp_path: Path
) -> None:
    """Half a minute, nearly all of it the twenty builds: fewer would meet readers too seldom."""
    path, stop = tmp_path / "plans.duckdb", tmp_path / "stop"
    written = [build(5)]
    readers = [
        subprocess.Popen(
            [sys.executable, reading_loop.__file__, way, path, stop],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for way in READERS
    ]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "ready\n" or reader.communicate()[1] == ""
        written += [build(1 + number % 5) for number in range(REBUILDS)]
        stop.touch()
        for way, reader in zip(READERS, readers, strict=True):
            told, errors = reader.communicate()
            assert errors == "", way
            found = json.loads(told)
            assert found["halves"] == [], way
            assert found["last"] == written[-1], way
            assert set(found["seen"]) <= set(written), way
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()


def test_the_file_is_of_the_storage_version_that_older_clients_open(plans: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{plans}' AS plans (READ_ONLY)")
        sql = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'plans'"
        assert "v1.4" in str(connection.execute(sql).fetchall())


def test_the_file_of_a_few_plans_is_small_enough_to_send(plans: Path) -> None:
    assert plans.stat().st_size < 5_000_000
