"""A build of what a database was made of leaves it as it is; any change makes it anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planoteca import building, fingerprints, identity
from planoteca.building import Build
from planoteca.documents.ocr import recognition
from planoteca.workspace import Workspace


@pytest.fixture(scope="module")
def made(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A project of its own with a database of the specimen in it."""
    root = tmp_path_factory.mktemp("made")
    for name in ("data/codebook", "data/reference", "data/coding", "queries"):
        shutil.copytree(project.root / name, root / name)
    shutil.copy(project.registry, root / "data")
    (root / "plans").mkdir()
    shutil.copy(project.root / "data" / "specimens" / "aruma-tabla.txt", root / "plans")
    copied = Workspace(root)
    assert _build(copied).is_new
    return copied


def _build(project: Workspace) -> Build:
    return building.build(project, project.root / "plans", None)


def test_a_build_of_the_same_leaves_the_database(made: Workspace) -> None:
    before = made.database.stat()
    built = _build(made)
    assert not built.is_new
    assert made.database.stat().st_mtime_ns == before.st_mtime_ns
    (first, *_) = building.summary(built, with_coverage=False)
    assert first.endswith(f"build {built.build['build_id']} (nothing has changed)")
    assert built.build["documents"] == len(built.entries) == 6


def _append(path: str, line: str) -> Callable[[Workspace], None]:
    def change(project: Workspace) -> None:
        with (project.root / path).open("a", encoding="utf-8") as file:
            file.write(line)

    return change


CHANGES: dict[str, Callable[[Workspace], None]] = {
    "registry": _append("data/documents.csv", "nuevo,Nuevo,,,,,,,,,\n"),
    "coding": _append("data/coding/ilo-2018/quantities.csv", "1,9,5,count,count,,\n"),
    "vocabulary": _append("data/codebook/topics.csv", "new,Nuevo,New,Nuevo.,New.\n"),
    "query": _append("queries/deadlines.sql", "\n"),
    "comment": _append("queries/schema/comments.csv", '*,nothing,"Nothing"\n'),
    "document": _append("plans/aruma-tabla.txt", "\nUna línea más.\n"),
    "database damaged": lambda project: project.database.write_bytes(b"no database"),
    "database gone": lambda project: project.database.unlink(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_makes_it_anew(what: str, made: Workspace) -> None:
    CHANGES[what](made)
    assert _build(made).is_new


def test_other_code_makes_it_anew(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _build(made).build
    monkeypatch.setattr(identity, "code_sha256", lambda: "another")
    built = _build(made)
    assert built.is_new
    assert built.build["build_id"] == before["build_id"]


def test_another_recogniser_makes_it_anew(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is coded of a plan may be the same while its lines are not."""

    def build() -> Build:
        return building.build(made, made.root / "plans", None, ocr=True)

    monkeypatch.setattr(recognition, "version", lambda: "5.3.0")
    build()
    assert not build().is_new
    monkeypatch.setattr(recognition, "version", lambda: "5.4.0")
    assert build().is_new


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in ("a", "b")]
    for path in paths:
        path.write_text(path.stem)
    return paths


def _hashes(
    files: list[Path], memory: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[Path, str], list[str]]:
    """What the files hash to, and the names of those that were read for it."""
    read: list[str] = []
    sha256_of = fingerprints.sha256_of

    def noted(path: Path, largest: float) -> str | None:
        read.append(path.name)
        return sha256_of(path, largest)

    with monkeypatch.context() as patch:
        patch.setattr(fingerprints, "sha256_of", noted)
        found = fingerprints.of_files(files, 1e9, memory)
    return found, sorted(read)


def test_a_file_as_it_was_is_not_read_again(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory.parquet"
    monkeypatch.setattr(fingerprints, "_SETTLED", 0)
    first = _hashes(files, memory, monkeypatch)
    assert first[1] == ["a.txt", "b.txt"]
    assert _hashes(files, memory, monkeypatch) == (first[0], [])
    status = files[0].stat()
    files[0].write_text("c")
    os.utime(files[0], ns=(status.st_atime_ns, status.st_mtime_ns))
    second = _hashes(files, memory, monkeypatch)
    assert second[1] == ["a.txt"]
    assert second[0][files[0]] != first[0][files[0]]
    assert second[0][files[1]] == first[0][files[1]]
    memory.write_bytes(b"damaged")
    assert _hashes(files, memory, monkeypatch) == (second[0], ["a.txt", "b.txt"])


def test_a_file_changed_just_now_is_read_again(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory.parquet"
    monkeypatch.setattr(fingerprints, "_SETTLED", 10**12)
    for _ in range(2):
        assert _hashes(files, memory, monkeypatch)[1] == ["a.txt", "b.txt"]
