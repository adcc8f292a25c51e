"""What was read and coded before is not read again, unless something of it changed."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from databases import rows_of
from planoteca import building, cache, codebook, coded_files, workers
from planoteca.workspace import Workspace

PROGRAM = str(Path(sys.executable).parent / "planoteca")
PACKAGE = Path(cache.__file__).parent
PLANS = ["damaged.pdf", "lines.txt", "proposals.md", "table.txt"]


@pytest.fixture
def clone(project: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A project with a codebook, a cache and outputs of its own."""
    root = tmp_path / "clone"
    (root / "data").mkdir(parents=True)
    shutil.copytree(project.codebook, root / "data" / "codebook")
    for name in ("data/reference", "data/coding", "data/documents.csv", "queries"):
        (root / name).symlink_to(project.root / name)
    monkeypatch.setattr(Workspace, "cache", property(lambda self: self.outputs / "cache"))
    return Workspace(root)


@pytest.fixture
def folder(project: Workspace, tmp_path: Path) -> Path:
    """Three plans that can be read and one that cannot."""
    folder = tmp_path / "plans"
    folder.mkdir()
    specimens = project.root / "data" / "specimens"
    for source, name in (
        *(("aruma-lineas.txt", "lines.txt"), ("aruma-propuestas.md", "proposals.md")),
        ("aruma-tabla.txt", "table.txt"),
    ):
        shutil.copy(specimens / source, folder / name)
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The names of the files that were read, a list for each build."""
    builds: list[list[str]] = []
    run_apart = workers.run_apart

    def noted(function: Any, shared: Any, items: Sequence[Path], **options: Any) -> Any:
        builds.append([item.name for item in items])
        return run_apart(function, shared, items, **options)

    monkeypatch.setattr(workers, "run_apart", noted)
    return builds


def _contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order they are stored; without the time of the build."""
    names = rows_of(path, "SELECT table_name FROM duckdb_tables() WHERE database_name = 'plans'")
    result = {}
    for (name,) in names:
        chosen = "* EXCLUDE (created_at)" if name == "build" else "*"
        result[str(name)] = rows_of(path, f"SELECT {chosen} FROM {name}")  # noqa: S608
    return result


def _files(project: Workspace) -> list[Path]:
    """The files of the cache that hold plans."""
    return sorted(path for path in project.cache.glob("*/*/*") if path.is_file())


def test_a_second_database_is_made_without_reading_and_holds_the_same(
    clone: Workspace, folder: Path, read: list[list[str]], tmp_path: Path
) -> None:
    building.build(clone, folder, None)
    first = _contents(clone.database)
    building.build(clone, folder, tmp_path / "again.duckdb")
    assert read == [PLANS, []]
    assert _contents(tmp_path / "again.duckdb") == first
    assert len(first["commitment"]) > 195
    assert {row[-2] for row in first["document"]} >= {"coded", "unreadable"}


def test_the_number_of_jobs_changes_nothing(clone: Workspace, folder: Path) -> None:
    built = []
    for jobs in (1, 2, 7):
        shutil.rmtree(clone.cache, ignore_errors=True)
        building.build(clone, folder, None, jobs=jobs)
        built.append(_contents(clone.database))
    assert built[0] == built[1] == built[2]


def test_only_what_changed_is_read_again(
    clone: Workspace, folder: Path, read: list[list[str]], tmp_path: Path
) -> None:
    building.build(clone, folder, None)
    with (folder / "lines.txt").open("a", encoding="utf-8") as file:
        file.write("\nUna línea más.\n")
    building.build(clone, folder, None)
    again = _contents(clone.database)
    assert read[1:] == [["lines.txt"]]
    shutil.rmtree(clone.cache)
    building.build(clone, folder, tmp_path / "anew.duckdb")
    assert _contents(tmp_path / "anew.duckdb") == again


def test_a_renamed_plan_is_known_by_its_content(
    clone: Workspace, folder: Path, read: list[list[str]]
) -> None:
    building.build(clone, folder, None)
    (folder / "damaged.pdf").rename(folder / "renamed.pdf")
    (folder / "table.txt").rename(folder / "Otro Nombre.txt")
    built = building.build(clone, folder, None)
    assert read[1:] == [[]]
    entries = {entry.document_id: entry for entry in built.entries}
    assert entries["otro-nombre"].file_name == "Otro Nombre.txt"
    assert str(entries["renamed"].reason).startswith("renamed.pdf: ")


def test_a_changed_codebook_makes_everything_be_read_again(
    clone: Workspace, folder: Path, read: list[list[str]]
) -> None:
    building.build(clone, folder, None)
    with (clone.codebook / "topics.csv").open("a", encoding="utf-8") as file:
        file.write("new,Nuevo,New,Nuevo.,New.\n")
    building.build(clone, folder, None)
    assert read == [PLANS, PLANS]


def test_only_the_versions_used_last_are_kept(
    clone: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = []
    for number, name in enumerate(["a", "b", "c", "d", "b", "e"]):
        monkeypatch.setattr(cache, "extractor", lambda name=name: name)
        building.build(clone, folder, None)
        used = cache.of(clone.cache, codebook.load(clone.codebook), ocr=False).folder.parent
        os.utime(used, (number, number))
        versions.append(used)
    folders = {path for path in clone.cache.iterdir() if path.is_dir()}
    assert folders == {versions[3], versions[4], versions[5]}


def test_changed_code_of_readers_or_extraction_makes_everything_be_read_again(
    clone: Workspace, folder: Path, read: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build(clone, folder, None)
    monkeypatch.setattr(cache, "extractor", lambda: "another")
    building.build(clone, folder, None)
    assert read == [PLANS, PLANS]


@pytest.mark.parametrize(
    ("module", "counts"),
    [
        ("documents/pdf/pages.py", True),
        ("extraction/numbers.py", True),
        ("coding.py", True),
        ("charts/theme.py", False),
        ("rows.py", False),
    ],
)
def test_the_version_is_that_of_the_code_that_codes_a_document(
    module: str, counts: bool, tmp_path: Path
) -> None:
    copy = shutil.copytree(PACKAGE, tmp_path / "planoteca")
    before = cache.extractor(copy)
    assert before == cache.extractor()
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    cache.extractor.cache_clear()
    assert (cache.extractor(copy) != before) == counts


def test_the_version_covers_all_that_readers_and_extraction_import() -> None:
    packages = metadata.packages_distributions()
    for room in cache.ROOMS:
        paths = sorted((PACKAGE / room).rglob("*.py")) or [PACKAGE / f"{room}.py"]
        for name in {name for path in paths for name in _imported(path)}:
            if name.startswith("planoteca"):
                assert name == "planoteca" or name.split(".")[1] in cache.ROOMS, (room, name)
            elif name.split(".")[0] not in sys.stdlib_module_names:
                assert set(packages[name.split(".")[0]]) & set(cache.PACKAGES), (room, name)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "foreign"])
def test_a_damaged_file_of_the_cache_is_noticed_and_made_again(
    damage: str, clone: Workspace, folder: Path, read: list[list[str]], tmp_path: Path
) -> None:
    building.build(clone, folder, None)
    first, files = _contents(clone.database), _files(clone)
    data = files[0].read_bytes()
    half = len(data) // 2
    files[0].write_bytes(
        {
            "cut": data[:half],
            "flipped": data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :],
            "emptied": b"",
            "foreign": files[1].read_bytes(),
        }[damage]
    )
    building.build(clone, folder, tmp_path / "again.duckdb")
    assert len(read[1]) == 1
    assert _contents(tmp_path / "again.duckdb") == first
    assert _files(clone) == files


def _end_at_table(job: Any, path: Path) -> Any:
    """Read a file, unless it is table.txt, which ends the process (in a worker)."""
    if path.name == "table.txt":
        os._exit(3)
    return coded_files._code(job, path)


def test_a_plan_that_was_stopped_is_tried_again_only_within_wider_limits_or_when_asked(
    clone: Workspace, folder: Path, read: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(coded_files, "_code", _end_at_table)
        building.build(clone, folder, None)
        built = building.build(clone, folder, None)
        reasons = {entry.document_id: entry.reason for entry in built.entries}
        assert str(reasons["table"]).startswith("table.txt: the reader ended by itself")
        wider = replace(workers.LIMITS, seconds=workers.LIMITS.seconds + 1)
        patch.setattr(workers, "LIMITS", wider)
        building.build(clone, folder, None)
    assert read == [PLANS, [], ["table.txt"]]
    assert list(building.unread(built))[-1].endswith("planoteca build --retry")
    built = building.build(clone, folder, None, retry=True)
    assert {e.document_id: e.coverage for e in built.entries}["table"] == "coded"
    building.build(clone, folder, None)
    assert read[3:] == [["table.txt"], []]


def test_a_killed_build_loses_no_plan_that_was_coded(
    clone: Workspace, folder: Path, read: list[list[str]], tmp_path: Path
) -> None:
    source = (folder / "table.txt").read_text("utf-8")
    names = [f"plan-{number:02}.txt" for number in range(40)]
    for number, name in enumerate(names):
        (folder / name).write_text(f"{source}\n\nCopia {number}.\n", "utf-8")
    process = subprocess.Popen(
        [PROGRAM, "build", "--documents", str(folder), "--jobs", "2"],
        cwd=clone.root,
        stderr=subprocess.DEVNULL,
    )
    while not list(clone.cache.rglob("*.parquet")):
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = len(list(clone.cache.rglob("*.parquet")))
    assert not clone.database.exists()
    building.build(clone, folder, None)
    assert 0 < len(read[0]) <= 44 - kept
    completed = _contents(clone.database)
    shutil.rmtree(clone.cache)
    building.build(clone, folder, tmp_path / "anew.duckdb")
    assert _contents(tmp_path / "anew.duckdb") == completed


def test_small_files_are_joined_and_leftovers_removed(
    clone: Workspace,
    folder: Path,
    read: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(cache, "_SMALL_FILES", 2)
    monkeypatch.setattr(cache, "_FULL", 3)
    building.build(clone, folder, None)
    first = _contents(clone.database)
    assert sorted(path.name[0] for path in _files(clone)) == ["1", "3"]
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = _files(clone)[0].with_suffix(f".{ended.pid}.writing")
    left.write_bytes(b"half")
    running = left.with_suffix("").with_suffix(f".{os.getpid()}.writing")
    running.write_bytes(b"half")
    building.build(clone, folder, tmp_path / "again.duckdb")
    assert read[1:] == [[]]
    assert _contents(tmp_path / "again.duckdb") == first
    assert not left.exists()
    assert running.exists()


def test_a_plan_that_is_coded_by_hand_later_is_verified_against_its_text(
    project: Workspace, clone: Workspace, tmp_path: Path, read: list[list[str]]
) -> None:
    specimens = Path(shutil.copytree(project.root / "data" / "specimens", tmp_path / "specimens"))
    for path in specimens.glob("aruma-*"):
        if path.name not in {"aruma-tabla.txt", "aruma-lineas.txt"}:
            path.unlink()
    output = tmp_path / "specimens.duckdb"
    shutil.rmtree(specimens / "outcomes")
    (specimens / "documents.csv").rename(tmp_path / "documents.csv")
    (specimens / "coding").rename(tmp_path / "coding")
    building.build(clone, specimens, output)
    (tmp_path / "documents.csv").rename(specimens / "documents.csv")
    (tmp_path / "coding").rename(specimens / "coding")
    contents = []
    for _ in range(2):
        building.build(clone, specimens, output)
        contents.append(_contents(output))
    assert read == [["aruma-lineas.txt", "aruma-tabla.txt"], [], []]
    assert contents[0] == contents[1]
    sql = "SELECT count(*) FROM commitment WHERE coding_id = 'aruma-tabla:manual' AND verbatim > ''"
    assert rows_of(output, sql) > [(0,)]


def test_a_cache_that_cannot_be_written_stops_nothing(clone: Workspace, folder: Path) -> None:
    clone.outputs.mkdir()
    clone.cache.write_text("no folder")
    built = building.build(clone, folder, None)
    assert {entry.document_id for entry in built.entries} >= {"lines", "proposals", "table"}


def test_extract_writes_the_same_with_any_number_of_jobs(clone: Workspace, folder: Path) -> None:
    paths = [folder / name for name in PLANS[1:]]
    written = []
    for jobs in ("1", "2"):
        output = folder.parent / jobs
        command = [PROGRAM, "extract", *map(str, paths), "--output", str(output), "--jobs", jobs]
        subprocess.run(command, cwd=clone.root, check=True, capture_output=True)
        written.append({str(p.relative_to(output)): p.read_bytes() for p in output.rglob("*.csv")})
        shutil.rmtree(clone.cache)
    assert written[0] == written[1]
    assert len(written[0]) == 9


def test_no_jobs_are_too_few(clone: Workspace, folder: Path) -> None:
    command = [PROGRAM, "build", "--documents", str(folder), "--jobs", "0"]
    done = subprocess.run(command, cwd=clone.root, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"--jobs" in done.stderr
