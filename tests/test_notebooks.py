"""The notebooks to be opened run top to bottom in a real kernel, on a project of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from planoteca import building
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks" / "explore").glob("*.ipynb"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A built copy of the project, as a user has it after `make report`."""
    root = tmp_path_factory.mktemp("clone")
    for folder in ("data", "queries", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    workspace = Workspace(root)
    building.build(workspace, None, None)
    return workspace


@pytest.mark.filterwarnings("ignore")  # papermill's own, about its dependencies
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_charts(notebook: Path, clone: Workspace, tmp_path: Path) -> None:
    done = tmp_path / "done.ipynb"
    papermill.execute_notebook(
        str(clone.explore_notebooks / notebook.name),
        str(done),
        cwd=str(clone.explore_notebooks),
        progress_bar=False,
    )
    cells = nbformat.read(done, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert "image/svg+xml" in kinds
    assert "text/html" in kinds


def test_there_is_a_notebook_to_start_with() -> None:
    assert "start_here" in {path.stem for path in NOTEBOOKS}
