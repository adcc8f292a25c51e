from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from planoteca import building, corpus, database, places
from planoteca.documents.ocr import recognition as ocr
from planoteca.errors import DatabaseUnavailable, InvalidData, PlanotecaError
from planoteca.rows import deadline_year
from planoteca.workspace import Workspace

SCANNED = "aruma-escaneado"
SPECIMENS = [
    *("aruma-cajas", "aruma-distrito-regla", SCANNED, "aruma-lineas", "aruma-propuestas"),
    *("aruma-provincia", "aruma-resumen-json", "aruma-resumen-xlsx", "aruma-sin-reglas"),
    "aruma-tabla",
]
FIVE = ["candarave-2018", "espinar-2018", "huancane-2018", "ilo-2018", "tarata-2018"]


def _rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with database.reading(path) as connection:
        return connection.execute(sql).fetchall()


def test_the_five_plans_are_there_with_their_hand_coding(plans: Path) -> None:
    assert [row[0] for row in _rows(plans, "SELECT document_id FROM document ORDER BY 1")] == FIVE
    assert _rows(plans, "SELECT DISTINCT coverage FROM document") == [("coded",)]
    assert _rows(plans, "SELECT count(*) FROM plan_commitment") == [(195,)]
    assert _rows(plans, "SELECT count(*) FROM plan_statistic") == [(160,)]
    assert _rows(plans, "SELECT DISTINCT method, is_preferred FROM coding") == [("manual", True)]


def test_the_build_row_counts_what_is_there(plans: Path) -> None:
    sql = """
        SELECT documents = (SELECT count(*) FROM document),
            commitments = (SELECT count(*) FROM commitment),
            statistics = (SELECT count(*) FROM statistic),
            build_id = inputs_sha256[:12]
        FROM build
    """
    assert _rows(plans, sql) == [(True, True, True, True)]


@pytest.mark.parametrize("kind", ["tables", "views", "columns"])
def test_everything_has_a_comment(plans: Path, kind: str) -> None:
    sql = f"""
        SELECT * FROM duckdb_{kind}()
        WHERE database_name = 'plans' AND NOT internal AND coalesce(trim(comment), '') = ''
    """  # noqa: S608 - a name of this test
    assert _rows(plans, sql) == []


def test_places_of_statistics_carry_their_ubigeo(plans: Path) -> None:
    sql = """
        SELECT place_id FROM plan_statistic
        WHERE place_name = 'Curibaya' AND indicator_id = 'poverty_population'
    """
    assert _rows(plans, sql) == [("230204",)]


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
    assert _rows(plans, sql) == [
        (41, "same", True),
        (68.5, "complement", True),
        (30, "related", True),
        (51.98, "complement", True),
    ]


@pytest.mark.parametrize(
    ("deadline", "year"),
    [("2021", 2021), ("end_of_term", 2022), ("first_year", 2019), ("second_year", 2020)],
)
def test_relative_deadlines_are_counted_from_the_term(deadline: str, year: int) -> None:
    assert deadline_year(deadline, 2019, 2022) == year


def test_a_relative_deadline_without_a_term_has_no_year() -> None:
    assert deadline_year("first_year", None, None) is None


def test_specimens_have_both_codings_and_prefer_the_hand(specimens: Path) -> None:
    sql = "SELECT document_id FROM coding WHERE method = ? AND is_preferred = ? ORDER BY 1"
    with database.reading(specimens) as connection:
        manual = connection.execute(sql, ["manual", True]).fetchall()
        automatic = connection.execute(sql, ["automatic", False]).fetchall()
    assert [name for (name,) in manual] == SPECIMENS
    assert [name for (name,) in automatic] == [name for name in SPECIMENS if name != SCANNED]
    assert _rows(specimens, "SELECT count(*) FROM coding") == [(19,)]


def test_a_scanned_plan_keeps_its_hand_coding_and_the_reason_why_it_was_not_read(
    specimens: Path,
) -> None:
    sql = f"SELECT coverage, coverage_reason FROM document WHERE document_id = '{SCANNED}'"  # noqa: S608
    ((coverage, reason),) = _rows(specimens, sql)
    assert coverage == "coded"
    assert "aruma-escaneado.pdf: 3 of its 3 page(s) are images without text" in str(reason)
    assert "--ocr" in str(reason)
    assert _rows(specimens, "SELECT count(*) FROM document WHERE coverage <> 'coded'") == [(0,)]


def test_specimens_are_of_places_that_do_not_exist(specimens: Path) -> None:
    sql = "SELECT DISTINCT place_name, place_id FROM document ORDER BY 1"
    assert _rows(specimens, sql) == [
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
    assert _rows(specimens, sql) == [(SCANNED, 22)]


def test_rows_of_a_coding_by_pages_cite_pages_and_no_lines(specimens: Path) -> None:
    for table, page in (("commitment", "page_start"), ("statistic", "page")):
        sql = f"""
            SELECT DISTINCT document_id FROM {table} JOIN coding USING (coding_id, document_id)
            WHERE method = 'manual' AND {page} IS NOT NULL AND line_start IS NULL ORDER BY 1
        """  # noqa: S608
        paged = ["aruma-cajas", "aruma-distrito-regla", SCANNED, "aruma-sin-reglas"]
        assert [name for (name,) in _rows(specimens, sql)] == paged


def test_constraints_hold_against_wrong_rows(plans: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(plans.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        for sql in (
            "INSERT INTO document (document_id, title, coverage) VALUES ('x', 'X', 'lost')",
            "INSERT INTO coding VALUES ('x:manual', 'nowhere', 'a', 'manual', '1', true)",
            "INSERT INTO quantity (commitment_id, position, value, unit_id, comparator_id) "
            "VALUES ('candarave-2018:manual:c0001', 9, 1, 'cubits', 'reach')",
        ):
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(sql)


def test_the_same_inputs_give_the_same_build_id(
    project: Workspace, plans: Path, tmp_path: Path
) -> None:
    built = building.build(project, None, tmp_path / "again.duckdb")
    assert [(built.build["build_id"],)] == _rows(plans, "SELECT build_id FROM build")


def test_a_reader_open_during_a_rebuild_keeps_its_data_and_a_new_one_sees_the_new(
    project: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, None, path)
    old = database.connect(path)
    building.build(project, project.root / "data" / "specimens", path)
    assert old.execute("SELECT count(*) FROM document").fetchall() == [(5,)]
    assert _rows(path, "SELECT count(*) FROM document") == [(len(SPECIMENS),)]
    old.close()


def test_a_failed_build_leaves_the_earlier_database_whole(
    project: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, None, path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database, "_comment", full)
    with pytest.raises(PlanotecaError, match=r"was not replaced.*No space left"):
        building.build(project, None, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["plans.duckdb"]


def test_a_killed_build_leaves_the_earlier_database_and_the_next_one_tidies_up(
    project: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, None, path)
    before = path.read_bytes()
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from planoteca import building, database, workspace\n"
        "database._comment = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "building.build(workspace.find(), None, Path(sys.argv[1]))\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=project.root, check=False
    )
    assert killed.returncode == -9
    assert path.read_bytes() == before
    assert any(".building" in file.name for file in tmp_path.iterdir())
    building.build(project, None, path)
    assert [file.name for file in tmp_path.iterdir()] == ["plans.duckdb"]


def test_a_build_that_is_running_is_not_tidied_away(project: Workspace, tmp_path: Path) -> None:
    running = tmp_path / f".plans.duckdb.{os.getppid()}.building"
    running.write_text("x")
    building.build(project, None, tmp_path / "plans.duckdb")
    assert running.exists()


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


def test_specimens_never_go_into_the_plans_database(project: Workspace) -> None:
    with pytest.raises(PlanotecaError, match="name its database with --output"):
        building.build(project, project.root / "data" / "specimens", None)


def test_a_folder_of_new_and_bad_plans(project: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    source = (project.root / "data" / "specimens" / "aruma-tabla.txt").read_text("utf-8")
    (folder / "Plan Nuevo.txt").write_text(source, "utf-8")
    (folder / "again.txt").write_text(source, "utf-8")
    (folder / "windows.txt").write_bytes(
        source.replace("–", "-").encode("cp1252", "replace") + b"\n"
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "prose.txt").write_text("Somos un grupo de vecinos.\n\nGracias.\n", "utf-8")
    (folder / ".hidden").write_text("x")
    built = building.build(project, folder, tmp_path / "out.duckdb")
    states = {entry.document_id: entry.coverage for entry in built.entries}
    assert {name: states[name] for name in states if name not in FIVE} == {
        "plan-nuevo": "coded",
        "windows": "coded",
        "empty": "unreadable",
        "binary": "unreadable",
        "prose": "no_commitments",
    }
    path = tmp_path / "out.duckdb"
    sql = "SELECT place_name, period_start, period_end FROM document WHERE document_id = 'windows'"
    assert _rows(path, sql) == [("Aruma", 2019, 2022)]
    sql = "SELECT coverage_reason FROM document WHERE document_id = 'empty'"
    assert "empty.txt" in str(_rows(path, sql)[0][0])


def _end_at_a(shared: corpus._Shared, path: Path) -> corpus.Found:
    """Read a file, unless it is a.txt, which ends the process (in a worker)."""
    if path.name == "a.txt":
        os._exit(3)
    return corpus._code(shared, path)


def test_a_crash_while_reading_one_plan_does_not_stop_the_others(
    project: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_text("uno\n", "utf-8")
    (folder / "b.txt").write_text("dos\n", "utf-8")
    monkeypatch.setattr(corpus, "_code", _end_at_a)
    built = building.build(project, folder, tmp_path / "out.duckdb")
    entries = {entry.document_id: entry for entry in built.entries}
    assert entries["a"].coverage == "unreadable"
    assert "a.txt: the reader ended by itself" in str(entries["a"].reason)
    assert entries["a"].sha256 is not None
    assert (entries["b"].coverage, entries["b"].reason) == ("no_commitments", None)


Row = dict[str, str]


def _recode(folder: Path, document_id: str, change: Callable[[Row], None]) -> None:
    """Change the first statistic of a coding."""
    path = folder / "coding" / document_id / "statistics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("document_id", "place", "problem"),
    [
        ("aruma-tabla", {"line_start": "1", "line_end": "1"}, "is not in lines 1-1"),
        ("aruma-cajas", {"page": "1"}, "is not in page 1"),
        ("aruma-cajas", {"page": "9"}, r"page 9 is not in the document \(4 pages\)"),
    ],
)
def test_a_coded_number_that_is_not_where_it_is_cited_stops_the_build(
    document_id: str, place: Row, problem: str, project: Workspace, tmp_path: Path
) -> None:
    folder = _specimens_copy(project, tmp_path)
    _recode(folder, document_id, lambda row: row.update(place))
    with pytest.raises(InvalidData, match=rf"{document_id}: statistics? 1: .*{problem}"):
        building.build(project, folder, tmp_path / "out.duckdb")
    assert not (tmp_path / "out.duckdb").exists()


def test_a_changed_document_is_noticed_by_check(project: Workspace, tmp_path: Path) -> None:
    folder = _specimens_copy(project, tmp_path)
    verified: list[str] = []
    building.check(project, folder, verified)
    assert sorted(verified) == [name for name in SPECIMENS if name != SCANNED]
    with (folder / "aruma-tabla.txt").open("a", encoding="utf-8") as file:
        file.write("una línea más\n")
    with pytest.raises(InvalidData, match=r"aruma-tabla\.txt"):
        building.check(project, folder, [])


@pytest.mark.skipif(ocr.availability() is not None, reason=str(ocr.availability()))
def test_a_scanned_plan_has_both_codings_with_ocr(project: Workspace, tmp_path: Path) -> None:
    folder = _specimens_copy(project, tmp_path)
    for path in folder.glob("aruma-*"):
        if path.stem != SCANNED:
            path.unlink()
    built = building.build(project, folder, tmp_path / "out.duckdb", ocr=True)
    (entry,) = [each for each in built.entries if each.document_id == SCANNED]
    assert (set(entry.codings), entry.reason) == ({"manual", "automatic"}, None)
    assert entry.codings["manual"].commitments["verbatim"].null_count() == 0


def test_every_cited_number_of_the_five_plans_stands_in_its_lines(
    project: Workspace, shared: Path, tmp_path: Path
) -> None:
    built = building.build(project, shared / "documents" / "text", tmp_path / "out.duckdb")
    assert [entry.document_id for entry in built.entries] == FIVE
    assert all(set(entry.codings) == {"manual", "automatic"} for entry in built.entries)


def _specimens_copy(project: Workspace, tmp_path: Path) -> Path:
    return Path(shutil.copytree(project.root / "data" / "specimens", tmp_path / "specimens"))


def test_the_registry_is_checked_all_at_once(project: Workspace, tmp_path: Path) -> None:
    folder = _specimens_copy(project, tmp_path)
    registry = folder / "documents.csv"
    header, *rows = registry.read_text("utf-8").splitlines()
    names = header.split(",")
    cells = dict(zip(names, rows[0].split(","), strict=True))
    cells |= {"document_id": "Malo Uno", "place_id": "999999", "level": "provincia", "sha256": "x"}
    bad = ",".join(cells[name] for name in names)
    registry.write_text("\n".join([header, *rows, rows[0], bad]) + "\n", "utf-8")
    with pytest.raises(InvalidData) as caught:
        building.build(project, folder, tmp_path / "out.duckdb")
    text = str(caught.value)
    for part in (
        f"documents.csv:{len(rows) + 2}: document_id 'aruma-",
        f"documents.csv:{len(rows) + 3}: document_id 'Malo Uno': use a-z",
        f"documents.csv:{len(rows) + 3}: place_id '999999' is no INEI ubigeo",
        f"documents.csv:{len(rows) + 3}: level 'provincia'; allowed: country, region",
        f"documents.csv:{len(rows) + 3}: sha256 'x'",
    ):
        assert part in text


def test_hand_coded_numbers_get_their_printed_form(specimens: Path) -> None:
    sql = """
        SELECT document_id, count(*) FROM quantity
        JOIN commitment USING (commitment_id) JOIN coding USING (coding_id, document_id)
        WHERE method = 'manual' AND value_text IS NULL GROUP BY ALL ORDER BY ALL
    """
    assert _rows(specimens, sql) == [(SCANNED, 17)]


def test_a_place_is_found_however_its_words_are_joined(project: Workspace) -> None:
    gazetteer = places.load(project.reference)
    assert gazetteer.resolve("Vilquechico", "district", near="2106") == "210608"
