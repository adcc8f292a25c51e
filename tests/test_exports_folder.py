"""The folder of an export and its command: what is replaced, what is refused, what is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from databases import FIVE, rows_of
from planoteca import building
from planoteca.errors import InvalidParameter, PlanotecaError, UnknownName
from planoteca.exports import delimited, folder, views, writing
from planoteca.exports.formats import FileFormat
from planoteca.exports.views import View
from planoteca.workspace import Workspace

PROGRAM = str(Path(sys.executable).parent / "planoteca")


def _run(project: Workspace, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "export", *map(str, arguments)],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )


def _contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


def test_the_command_names_files_and_rows(project: Workspace, plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    chosen = ("--view", "measurability", "--view", "plan_commitment")
    done = _run(project, out, "--format", "csv", *chosen, "--database", plans)
    assert done.returncode == 0, done.stderr
    assert f"{out / 'plan_commitment.csv'}: 195 row(s)" in done.stdout
    [(build,)] = rows_of(plans, "SELECT build_id FROM build")
    assert f"build {build}" in done.stdout
    beside = {"CITATION.txt", "LICENSE.txt", "about.csv", "codes.csv", "dictionary.csv"}
    assert set(_contents(out)) - beside == {"export.json", "measurability.csv", chosen[3] + ".csv"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "csv", "--view", "plan_comitment"], "did you mean 'plan_commitment'?"),
        (["--format", "csv", "--language", "en"], "--language chooses Stata's value labels"),
        (["--format", "xlsx", "--decimal-comma"], "use it with --format csv"),
        (["--format", "lake", "--view", "place"], "a lake has all tables and views"),
        (["--format", "csv", "--database", "none.duckdb"], "make it with: planoteca build"),
    ],
)
def test_mistakes_get_a_clear_message_and_write_nothing(
    arguments: list[str], message: str, project: Workspace, plans: Path, tmp_path: Path
) -> None:
    given = arguments if "--database" in arguments else [*arguments, "--database", str(plans)]
    done = _run(project, tmp_path / "out", *given)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_view_lists_what_exists(plans: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"available: .*baseline_link.*commitment_list"):
        writing.write(plans, tmp_path / "out", FileFormat.CSV, ['place"; DROP TABLE place'])


def test_an_earlier_export_is_replaced_and_files_of_others_stay(
    plans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()  # an empty folder will do
    writing.write(plans, out, FileFormat.CSV)
    (out / "analysis.do").write_text("use plan_commitment", "utf-8")
    writing.write(plans, out, FileFormat.STATA, ["plan_commitment"])
    assert {name for name in _contents(out) if name.endswith((".csv", ".dta", ".do"))} == {
        *("about.csv", "analysis.do", "codes.csv", "dictionary.csv", "plan_commitment.dta")
    }
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_of_somebody_else_is_never_overwritten(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    writing.write(plans, out, FileFormat.CSV, ["findings"])
    (out / "place.csv").write_text("mine", "utf-8")
    before = _contents(out)
    with pytest.raises(InvalidParameter, match=r"would be replaced: place\.csv; move them"):
        writing.write(plans, out, FileFormat.CSV, ["place"])
    assert _contents(out) == before


@pytest.mark.parametrize("marker", [None, "{}", "[1", '{"planoteca_export": 2, "files": []}'])
def test_a_folder_of_something_else_is_refused(
    marker: str | None, plans: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis.docx").write_text("mine", "utf-8")
    if marker is not None:
        (tmp_path / folder.MARKER).write_text(marker, "utf-8")
    before = _contents(tmp_path)
    with pytest.raises(InvalidParameter, match="is not empty and holds no earlier export"):
        writing.write(plans, tmp_path, FileFormat.CSV)
    with pytest.raises(InvalidParameter, match="is a file; name a folder"):
        writing.write(plans, tmp_path / "thesis.docx", FileFormat.CSV)
    assert _contents(tmp_path) == before


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), pl.exceptions.ComputeError("No space left")]
)
def test_a_failure_leaves_the_earlier_export(
    error: Exception, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    writing.write(plans, out, FileFormat.PARQUET)
    before = _contents(out)

    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(delimited, "write", full)
    with pytest.raises(PlanotecaError, match=r"was not exported: .*No space left"):
        writing.write(plans, out, FileFormat.CSV)
    assert _contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_cannot_be_moved_keeps_the_earlier_export(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    writing.write(plans, out, FileFormat.CSV)
    before = _contents(out)
    rename = Path.rename

    def held(path: Path, target: Path) -> Path:
        if target == out and "earlier" not in path.name:
            raise PermissionError(13, "held by another program")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(PlanotecaError, match="held by another program"):
        writing.write(plans, out, FileFormat.PARQUET)
    assert _contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_rebuild_during_the_export_mixes_nothing(
    project: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, None, path)
    stage = views.stage

    def stage_and_rebuild(connection: duckdb.DuckDBPyConnection, view: View, target: Path) -> int:
        rows = stage(connection, view, target)
        if view.name == "plan_overview":
            building.build(project, project.root / "data" / "specimens", path)
        return rows

    monkeypatch.setattr(views, "stage", stage_and_rebuild)
    writing.write(path, tmp_path / "out", FileFormat.PARQUET)
    for name in ("plan_overview", "document"):
        read = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert sorted(read["document_id"]) == FIVE
    assert rows_of(path, "SELECT count(*) FROM document") != [(5,)]
