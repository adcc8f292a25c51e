"""The database as a lake of Parquet files: its views give the same rows without the database."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from databases import rows_of
from planoteca import database, queries
from planoteca.arrow import ArrowStream
from planoteca.exports import folder, lake, writing
from planoteca.exports.formats import FileFormat

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = queries.catalogue(ROOT / "queries")
READING = ("plan_commitment", "plan_competence", "plan_quantity", "plan_statistic", "plan_theme")


def _lake(path: Path, target: Path) -> duckdb.DuckDBPyConnection:
    """A connection that has the lake of a database, and nothing of the database."""
    writing.write(path, target, FileFormat.LAKE)
    connection = duckdb.connect()
    connection.execute("SET VARIABLE lake = ?", [str(target)])
    connection.execute((target / "lake.sql").read_text("utf-8"))
    return connection


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> pl.DataFrame:
    return pl.DataFrame(ArrowStream(connection.sql(sql)))


@pytest.mark.parametrize("name", ["plans", "specimens"])
def test_every_view_gives_the_rows_of_the_database(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = request.getfixturevalue(name)
    with _lake(path, tmp_path / "lake") as found, database.reading(path) as connection:
        views = {query.name: query.sql for query in CATALOGUE.values() if query.is_view}
        views |= {view: f"FROM {view} ORDER BY ALL" for view in READING}
        for view, sql in views.items():
            expected = _rows(connection, sql)
            assert_frame_equal(_rows(found, sql), expected, rel_tol=1e-9)
            assert found.sql(f"FROM {view}").columns == expected.columns
        # A query with a required parameter is no view; its file runs just so.
        for one in (connection, found):
            one.execute("SET VARIABLE text = 'agua'")
        passages = CATALOGUE["passages"].sql
        assert_frame_equal(_rows(found, passages), _rows(connection, passages))


def test_every_table_is_there_with_its_columns(plans: Path, tmp_path: Path) -> None:
    sql = """
        SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE schema_name = 'main' AND NOT internal AND table_name IN (SELECT * FROM tables)
        ORDER BY table_name, column_index
    """
    names = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'plans'"
    tables = [name for (name,) in rows_of(plans, names)]
    assert {"line", "commitment", "place"} < set(tables)
    found = []
    with _lake(plans, tmp_path / "lake") as made, database.reading(plans) as connection:
        for one in (connection, made):
            one.execute("CREATE TEMP TABLE tables AS SELECT unnest(?::VARCHAR[])", [tables])
            found.append(one.execute(sql).fetchall())
    assert found[0] == found[1]


def test_plans_are_in_the_folder_of_their_department_and_term(plans: Path, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{plans}' AS source (READ_ONLY)")
        connection.execute("ATTACH ':memory:' AS plans")
        connection.execute("USE plans")
        for table in ("document", "place", "commitment"):  # without their references
            connection.execute(f"CREATE TABLE {table} AS FROM source.{table}")
        connection.execute((ROOT / "queries" / "schema" / "macros.sql").read_text("utf-8"))
        for changed, plan in (
            ("place_id = '060101'", "espinar-2018"),
            ("place_id = '0206', period_start = 2023", "huancane-2018"),
            ("place_id = NULL, period_start = NULL", "ilo-2018"),
        ):
            connection.execute(f"UPDATE document SET {changed} WHERE document_id = '{plan}'")  # noqa: S608
        lake.write(connection, tmp_path, ROOT / "queries")
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT DISTINCT document_id, split_part(filename, '/commitment/', 2) "
            "FROM read_parquet($files, filename = true) ORDER BY document_id",
            {"files": f"{tmp_path}/commitment/*/*/*.parquet"},
        ).fetchall()
    unknown = "__HIVE_DEFAULT_PARTITION__"
    assert found == [
        ("candarave-2018", "plan_department=tacna/plan_year=2019/data_0.parquet"),
        ("espinar-2018", "plan_department=cajamarca/plan_year=2019/data_0.parquet"),
        ("huancane-2018", "plan_department=ancash/plan_year=2023/data_0.parquet"),
        ("ilo-2018", f"plan_department={unknown}/plan_year={unknown}/data_0.parquet"),
        ("tarata-2018", "plan_department=tacna/plan_year=2019/data_0.parquet"),
    ]


def test_the_duckdb_cli_reads_a_lake_from_inside_and_from_elsewhere(
    plans: Path, tmp_path: Path
) -> None:
    client = shutil.which("duckdb", path=str(Path(sys.executable).parent))
    if client is None:
        pytest.skip("the DuckDB CLI (package duckdb-cli) is not installed")
    folder_of_lake = tmp_path / "l'ago"
    writing.write(plans, folder_of_lake, FileFormat.LAKE)
    where = str(folder_of_lake).replace("'", "''")
    for cwd, script in (
        (folder_of_lake, [".read lake.sql"]),
        (
            tmp_path,
            [f"SET VARIABLE lake = '{where}/';", f'.read "{folder_of_lake}/lake.sql"'],
        ),
    ):
        done = subprocess.run(
            [client, "-bail", "-csv", "-noheader"],
            input="\n".join([*script, "SELECT sum(commitments) FROM plan_overview;"]),
            cwd=cwd,
            text=True,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stdout.strip()) == (0, "195"), done.stderr


def test_an_earlier_lake_is_replaced_and_files_of_others_stay(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    writing.write(plans, out, FileFormat.LAKE)
    mine = out / "commitment" / "plan_department=tacna" / "mine.txt"
    mine.write_text("mine", "utf-8")
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("mine", "utf-8")
    writing.write(plans, out, FileFormat.CSV, ["place"])
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found - {"commitment/plan_department=tacna/mine.txt", "notes/mine.txt"} == {
        *("about.csv", "codes.csv", "dictionary.csv", "place.csv"),
        *("CITATION.txt", "LICENSE.txt", folder.MARKER),
    }
    assert mine.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
