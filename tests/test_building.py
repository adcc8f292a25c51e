"""Building a database: again, broken off, from bad plans, and what is checked on the way."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from databases import FIVE, SCANNED, SPECIMENS, rows_of
from planoteca import building, coded_files, database
from planoteca.documents.ocr import recognition as ocr
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.found import Summary
from planoteca.workspace import Workspace


def test_the_same_inputs_give_the_same_build_id(
    project: Workspace, plans: Path, tmp_path: Path
) -> None:
    built = building.build(project, None, tmp_path / "again.duckdb")
    assert [(built.build["build_id"],)] == rows_of(plans, "SELECT build_id FROM build")


def test_a_reader_open_during_a_rebuild_keeps_its_data_and_a_new_one_sees_the_new(
    project: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, None, path)
    old = database.connect(path)
    building.build(project, project.root / "data" / "specimens", path)
    assert old.execute("SELECT count(*) FROM document").fetchall() == [(5,)]
    assert rows_of(path, "SELECT count(*) FROM document") == [(len(SPECIMENS),)]
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
        building.build(project, None, path, reuse=False)
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
        "building.build(workspace.find(), None, Path(sys.argv[1]), reuse=False)\n"
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
    assert rows_of(path, sql) == [("Aruma", 2019, 2022)]
    sql = "SELECT coverage_reason FROM document WHERE document_id = 'empty'"
    assert "empty.txt" in str(rows_of(path, sql)[0][0])


def _end_at_a(job: coded_files._Job, path: Path) -> Summary:
    """Read a file, unless it is a.txt, which ends the process (in a worker)."""
    if path.name == "a.txt":
        os._exit(3)
    return coded_files._code(job, path)


def test_a_crash_while_reading_one_plan_does_not_stop_the_others(
    project: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_text("uno\n", "utf-8")
    (folder / "b.txt").write_text("dos\n", "utf-8")
    monkeypatch.setattr(coded_files, "_code", _end_at_a)
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
    assert (set(entry.methods), entry.reason) == ({"manual", "automatic"}, None)
    assert entry.manual is not None
    assert entry.manual.commitments["verbatim"].null_count() == 0


def test_every_cited_number_of_the_five_plans_stands_in_its_lines(
    project: Workspace, shared: Path, tmp_path: Path
) -> None:
    built = building.build(project, shared / "documents" / "text", tmp_path / "out.duckdb")
    assert [entry.document_id for entry in built.entries] == FIVE
    assert all(set(entry.methods) == {"manual", "automatic"} for entry in built.entries)


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
