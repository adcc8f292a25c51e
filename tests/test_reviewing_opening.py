"""What a coder opens: a plan by its file, or by its id with the lines that the last build read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import planoteca
from planoteca import building
from planoteca.errors import PlanotecaError
from planoteca.reviewing.widget import Review
from planoteca.workspace import Workspace
from reviews import say

STEM = "aruma-propuestas"


@pytest.fixture
def clone(project: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The project with a specimen as its only plan, and no database yet."""
    root = tmp_path / "clone"
    (root / "data").mkdir(parents=True)
    shutil.copytree(project.specimens / "coding" / STEM, root / "data" / "coding" / STEM)
    for name in ("codebook", "reference"):
        (root / "data" / name).symlink_to(project.root / "data" / name)
    (root / "queries").symlink_to(project.queries)
    header, *rows = (project.specimens / "documents.csv").read_text("utf-8").splitlines()
    registry = [header, *(row for row in rows if row.startswith(STEM))]
    (root / "data" / "documents.csv").write_text("\n".join(registry) + "\n", "utf-8")
    monkeypatch.chdir(root)
    return Workspace(root)


def _build(clone: Workspace, project: Workspace) -> None:
    """Build with the file at hand."""
    plans = clone.root / "plans"
    plans.mkdir()
    shutil.copy(project.specimens / f"{STEM}.md", plans)
    building.build(clone, plans, None)


def test_a_plan_opened_by_its_id_has_the_lines_that_the_build_read(
    clone: Workspace, project: Workspace, tmp_path: Path
) -> None:
    _build(clone, project)
    by_id = planoteca.review(STEM, "ana", folder=tmp_path)
    by_file = planoteca.review(
        clone.root / "plans" / f"{STEM}.md", "ana", start="manual", folder=tmp_path / "other"
    )
    assert by_id.frame["lines"] == by_file.frame["lines"] != []
    assert by_id.view["row"] == by_file.view["row"]
    row = say(by_id, "add", line_start=30, line_end=31)["row"]
    assert row["lines"] == [30, 31]
    read = planoteca.review_blind(STEM, "rosa", pages=2, folder=tmp_path)
    assert all(each["is_passage"] for each in read.view["rows"])


def test_lines_of_another_file_than_the_registry_names_are_not_shown(
    clone: Workspace, project: Workspace, tmp_path: Path
) -> None:
    _build(clone, project)
    registry = clone.registry.read_text("utf-8")
    known = registry.splitlines()[1].rsplit(",", 1)[1]
    clone.registry.write_text(registry.replace(known, "0" * 64), "utf-8")
    assert planoteca.review(STEM, "ana", folder=tmp_path).frame["lines"] == []


def test_a_file_is_opened_with_its_lines_and_the_machines_coding(
    project: Workspace, tmp_path: Path
) -> None:
    file = project.specimens / "aruma-distrito-regla.pdf"
    tool = planoteca.review(file, "ana", folder=tmp_path, language="en")
    assert tool.folder == tmp_path / "aruma-distrito-regla" / "ana"
    assert tool.frame["title"] == "Review: aruma-distrito-regla · ana"
    assert tool.view["row"]["place"].startswith("page")
    assert tool.view["row"]["marks"]
    assert tool.frame["lines"]
    blind = planoteca.review_blind(file, "luis", size=2, folder=tmp_path)  # read once only
    assert len(blind.view["rows"]) == 2
    assert blind.frame["words"]["undo"] == "Deshacer"
    read = planoteca.review_blind(file, "rosa", pages=2, folder=tmp_path)
    assert all(row["is_passage"] for row in read.view["rows"])


def test_a_plan_that_was_never_read_is_reviewed_by_its_hand_coding(
    clone: Workspace, tmp_path: Path
) -> None:
    tool: Review = planoteca.review(STEM, "ana", folder=tmp_path)  # before any build
    assert tool.frame["lines"] == []
    building.build(clone, None, None)
    assert planoteca.review(STEM, "eva", folder=tmp_path).frame["lines"] == []
    assert len(tool.view["rows"]) == 14
    written = {"line_start": "90", "line_end": "91", "statement": "Abrir un vivero"}
    view = say(tool, "add", **written, page_start="", page_end="")
    assert view["row"]["place"] == "líneas 90-91"
    with pytest.raises(PlanotecaError, match="needs the file"):
        planoteca.review_blind(STEM, "luis", pages=3, folder=tmp_path)
    with pytest.raises(PlanotecaError, match="needs the file"):
        planoteca.review(STEM, "leo", start="automatic", folder=tmp_path)
    with pytest.raises(PlanotecaError, match="no such file"):
        planoteca.review("plans/nowhere.pdf", "ana", folder=tmp_path)
    with pytest.raises(PlanotecaError, match="no language 'qu'"):
        planoteca.review(STEM, "ana", folder=tmp_path, language="qu")
    with pytest.raises(PlanotecaError, match="did you mean 'aruma-propuestas'"):
        planoteca.review("aruma-propuesta", "ana", folder=tmp_path)
