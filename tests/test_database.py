"""What is in a database of plans, and how it is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from databases import FIVE, SCANNED, SPECIMENS, rows_of, tables_of
from planoteca import database, places
from planoteca.codebook import Codebook
from planoteca.errors import DatabaseUnavailable
from planoteca.workspace import Workspace
from targets import plan, target


def test_the_five_plans_are_there_with_their_hand_coding(plans: Path) -> None:
    assert [row[0] for row in rows_of(plans, "SELECT document_id FROM document ORDER BY 1")] == FIVE
    assert rows_of(plans, "SELECT DISTINCT coverage FROM document") == [("coded",)]
    assert rows_of(plans, "SELECT count(*) FROM plan_commitment") == [(195,)]
    assert rows_of(plans, "SELECT count(*) FROM plan_statistic") == [(160,)]
    assert rows_of(plans, "SELECT DISTINCT method, is_preferred FROM coding") == [("manual", True)]


def test_the_build_row_counts_what_is_there(plans: Path) -> None:
    sql = """
        SELECT documents = (SELECT count(*) FROM document),
            commitments = (SELECT count(*) FROM commitment),
            statistics = (SELECT count(*) FROM statistic),
            build_id = inputs_sha256[:12]
        FROM build
    """
    assert rows_of(plans, sql) == [(True, True, True, True)]


@pytest.mark.parametrize("kind", ["tables", "views", "columns"])
def test_everything_has_a_comment(plans: Path, kind: str) -> None:
    sql = f"""
        SELECT * FROM duckdb_{kind}()
        WHERE database_name = 'plans' AND NOT internal AND coalesce(trim(comment), '') = ''
    """  # noqa: S608 - a name of this test
    assert rows_of(plans, sql) == []


def test_places_of_statistics_carry_their_ubigeo(plans: Path) -> None:
    sql = """
        SELECT place_id FROM plan_statistic
        WHERE place_name = 'Curibaya' AND indicator_id = 'poverty_population'
    """
    assert rows_of(plans, sql) == [("230204",)]


def test_a_district_is_found_near_its_plan(project: Workspace) -> None:
    gazetteer = places.load(project.reference)
    # Several provinces have a district of this name.
    assert gazetteer.resolve("Santa Rosa", "district") is None
    assert gazetteer.resolve("SANTA ROSA", "district", near="2108") == "210808"
    assert gazetteer.resolve("Huancané", "province") == "2106"
    assert gazetteer.resolve("huancane", "district", near="2106") == "210601"


def test_baselines_are_linked_to_their_targets(plans: Path) -> None:
    sql = """
        SELECT baseline_value, relation, statistic_id IS NOT NULL
        FROM baseline_link ORDER BY commitment_id
    """
    assert rows_of(plans, sql) == [
        (41, "same", True),
        (68.5, "complement", True),
        (30, "related", True),
        (51.98, "complement", True),
    ]


@pytest.mark.parametrize(
    ("deadline", "start", "year"),
    [
        *(("2021", 2019, 2021), ("end_of_term", 2019, 2022), ("first_100_days", 2019, 2019)),
        *(("first_year", 2019, 2019), ("second_year", 2019, 2020), ("third_year", 2019, 2021)),
        *(("first_half_of_term", 2019, 2020), ("first_year", None, None), (None, 2019, None)),
    ],
)
def test_relative_deadlines_are_counted_from_the_term(
    deadline: str | None,
    start: int | None,
    year: int | None,
    project: Workspace,
    vocabularies: Codebook,
) -> None:
    promised = target("Reducir la anemia al 20 %.", 20, "reduce_to", deadline=deadline)
    entry = replace(plan([promised], []), period_start=start)
    gazetteer = places.load(project.reference)
    with tables_of([entry], project, vocabularies, gazetteer) as connection:
        found = connection.execute("SELECT deadline_year FROM commitment").fetchall()
    assert found == [(year,)]


def test_specimens_have_both_codings_and_prefer_the_hand(specimens: Path) -> None:
    sql = "SELECT document_id FROM coding WHERE method = ? AND is_preferred = ? ORDER BY 1"
    with database.reading(specimens) as connection:
        manual = connection.execute(sql, ["manual", True]).fetchall()
        automatic = connection.execute(sql, ["automatic", False]).fetchall()
    assert [name for (name,) in manual] == SPECIMENS
    assert [name for (name,) in automatic] == [name for name in SPECIMENS if name != SCANNED]
    assert rows_of(specimens, "SELECT count(*) FROM coding") == [(19,)]


def test_a_scanned_plan_keeps_its_hand_coding_and_the_reason_why_it_was_not_read(
    specimens: Path,
) -> None:
    sql = f"SELECT coverage, coverage_reason FROM document WHERE document_id = '{SCANNED}'"  # noqa: S608
    ((coverage, reason),) = rows_of(specimens, sql)
    assert coverage == "coded"
    assert "aruma-escaneado.pdf: 3 of its 3 page(s) are images without text" in str(reason)
    assert "--ocr" in str(reason)
    assert rows_of(specimens, "SELECT count(*) FROM document WHERE coverage <> 'coded'") == [(0,)]


def test_specimens_are_of_places_that_do_not_exist(specimens: Path) -> None:
    sql = "SELECT DISTINCT place_name, place_id FROM document ORDER BY 1"
    assert rows_of(specimens, sql) == [
        ("Aruma", None),
        ("Chaupimayo", None),
        ("Lloclla", None),
        ("Pampa Verde", None),
    ]


def test_every_commitment_of_a_plan_that_was_read_has_its_passage(specimens: Path) -> None:
    sql = """
        SELECT document_id, count(*) FROM commitment WHERE verbatim IS NULL
        GROUP BY ALL ORDER BY ALL
    """
    assert rows_of(specimens, sql) == [(SCANNED, 22)]


def test_rows_of_a_coding_by_pages_cite_pages_and_no_lines(specimens: Path) -> None:
    for table, page in (("commitment", "page_start"), ("statistic", "page")):
        sql = f"""
            SELECT DISTINCT document_id FROM {table} JOIN coding USING (coding_id, document_id)
            WHERE method = 'manual' AND {page} IS NOT NULL AND line_start IS NULL ORDER BY 1
        """  # noqa: S608
        paged = ["aruma-cajas", "aruma-distrito-regla", SCANNED, "aruma-sin-reglas"]
        assert [name for (name,) in rows_of(specimens, sql)] == paged


def test_constraints_hold_against_wrong_rows(plans: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(plans.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        for sql in (
            "INSERT INTO document (document_id, title, coverage) VALUES ('x', 'X', 'lost')",
            "INSERT INTO coding VALUES ('x:manual', 'nowhere', 'a', 'manual', '1', true)",
            "INSERT INTO quantity BY NAME SELECT * REPLACE (99 AS position, 'cubits' AS unit_id) "
            "FROM quantity LIMIT 1",
        ):
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(sql)


def test_a_missing_damaged_or_older_database_says_what_to_do(plans: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="make it with: planoteca build"):
        database.connect(tmp_path / "none.duckdb")
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database" * 1000)
    with pytest.raises(DatabaseUnavailable, match="cannot be opened"):
        database.connect(damaged)
    older = tmp_path / "older.duckdb"
    older.write_bytes(plans.read_bytes())
    with duckdb.connect(str(older)) as connection:
        connection.execute("UPDATE build SET schema_version = 0")
    with pytest.raises(DatabaseUnavailable, match=r"schema version 0.*planoteca build"):
        database.connect(older)
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
    with pytest.raises(DatabaseUnavailable, match="not made by this version"):
        database.connect(foreign)


def test_nothing_can_be_written_through_a_reader(plans: Path) -> None:
    with database.reading(plans) as connection, pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("DELETE FROM quantity")


def test_hand_coded_numbers_get_their_printed_form(specimens: Path) -> None:
    sql = """
        SELECT document_id, count(*) FROM quantity
        JOIN coding USING (coding_id, document_id)
        WHERE method = 'manual' AND value_text IS NULL GROUP BY ALL ORDER BY ALL
    """
    assert rows_of(specimens, sql) == [(SCANNED, 17)]


def test_a_place_is_found_however_its_words_are_joined(project: Workspace) -> None:
    gazetteer = places.load(project.reference)
    assert gazetteer.resolve("Vilquechico", "district", near="2106") == "210608"


def test_lines_are_those_that_commitments_cite(specimens: Path, plans: Path) -> None:
    assert rows_of(plans, "SELECT count(*) FROM line") == [(0,)]
    cited = """
        SELECT count(*), count(line.line) FROM commitment
        LEFT JOIN line ON line.document_id = commitment.document_id
            AND line.line = commitment.line_start
        WHERE commitment.line_start IS NOT NULL AND commitment.document_id <> ?
    """
    with database.reading(specimens) as connection:
        ((cites, lines),) = connection.execute(cited, [SCANNED]).fetchall()
    assert cites == lines > 200
    read = "SELECT DISTINCT document_id FROM line ORDER BY ALL"
    assert [name for (name,) in rows_of(specimens, read)] == [n for n in SPECIMENS if n != SCANNED]
    twice = "SELECT document_id, line FROM line GROUP BY ALL HAVING count(*) > 1"
    assert rows_of(specimens, twice) == []
