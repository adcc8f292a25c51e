"""The notebooks to be opened, `%%sql` and notices of a rebuild, in real kernels."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbformat import NotebookNode

from planoteca import building, lab
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks" / "explore").glob("*.ipynb"))
pytestmark = pytest.mark.filterwarnings("ignore")  # nbclient's own, about its dependencies


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A built copy of the project, with the copies of the notebooks that JupyterLab opens."""
    root = tmp_path_factory.mktemp("clone")
    for folder in ("data", "queries", "notebooks"):
        shutil.copytree(ROOT / folder, root / folder)
    workspace = Workspace(root)
    building.build(workspace, None, None)
    lab.lay_out(workspace)
    return workspace


def _run(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Run every cell (in a thread of its own, whose event loop is closed)."""
    resources = {"metadata": {"path": str(folder)}}
    try:
        return NotebookClient(notebook, allow_errors=True, resources=resources).execute()
    finally:
        ensure_event_loop().close()


@pytest.fixture(scope="module")
def executed(clone: Workspace) -> Iterator[dict[str, NotebookNode]]:
    """Every notebook after all its cells ran in a kernel of its own, two kernels at once."""

    def run(name: str) -> NotebookNode:
        path = clone.own_notebooks / f"{name}.ipynb"
        return _run(nbformat.read(path, as_version=4), path.parent)

    with ThreadPoolExecutor(2) as pool:
        yield dict(zip(NOTEBOOKS, pool.map(run, NOTEBOOKS), strict=True))


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def _cells(sources: Sequence[str], folder: Path) -> list[str]:
    """What each cell shows as text, run one after the other in one kernel."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(_run, nbformat.v4.new_notebook(cells=cells), folder).result()
    return ["\n".join(map(_text, cell.outputs)) for cell in done.cells]


def _text(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    if output.output_type == "error":
        return "\n".join(output.traceback)
    return str(output.data.get("text/plain"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_shows_charts(name: str, executed: dict[str, NotebookNode]) -> None:
    outputs = _outputs(executed[name])
    assert [_text(each) for each in outputs if each.output_type == "error"] == []
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert "image/svg+xml" in kinds
    assert "text/html" in kinds


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_speaks_both_languages_in_short_cells(name: str, clone: Workspace) -> None:
    notebook = nbformat.read(clone.explore_notebooks / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        assert len(cell.source.splitlines()) <= 12, cell.source
        if cell.cell_type == "markdown":
            assert "*" in cell.source.replace("**", "") or " · " in cell.source, cell.source


def test_there_is_a_notebook_to_start_with() -> None:
    assert "start_here" in NOTEBOOKS


def test_running_the_copies_leaves_the_projects_own_notebooks_alone(
    clone: Workspace, executed: dict[str, NotebookNode]
) -> None:
    assert executed
    for name in NOTEBOOKS:
        own = (clone.explore_notebooks / f"{name}.ipynb").read_bytes()
        assert own == (ROOT / "notebooks" / "explore" / f"{name}.ipynb").read_bytes()
    assert (clone.own_notebooks / "my_chart.svg").is_file()


def test_a_cell_of_sql(clone: Workspace) -> None:
    _, _, shown, kept, *wrong = _cells(
        [
            "%load_ext planoteca",
            "plan = 'ilo-2018'",
            "%%sql mine\nSELECT count(*) AS n, sum(sequence) AS total FROM plan_commitment"
            "\nWHERE document_id = $plan",
            "mine['n'].item(), mine['total'].item()",
            "%%sql\nSELECT documnt FROM plan_commitment",
            "%%sql\nSELECT $plann",
            "%%sql\nDELETE FROM commitment",
            "%%sql a b\nSELECT 1",
            "%%sql x --database nowhere.duckdb\nSELECT 1",
        ],
        clone.own_notebooks,
    )
    assert "71" in shown
    assert kept == "(71, 2556)"
    for text, told in zip(
        wrong,
        ['"document"', "did you mean 'plan'", "read-only", "%%sql [VARIABLE]", "planoteca build"],
        strict=True,
    ):
        assert told in text
        assert "Traceback" not in text


_REBUILD = """
import csv
from planoteca import building, workspace
project = workspace.find()
path = project.coding / "ilo-2018" / "commitments.csv"
text = path.read_text("utf-8")
path.write_text(text.replace("target", "action", 1), "utf-8")
building.build(project, None, None)
"""


def test_a_rebuild_is_noticed_and_fails_nothing(tmp_path: Path) -> None:
    """Queries read the new build; frames and connections that do not are named under the cell."""
    for folder in ("data", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    building.build(Workspace(tmp_path), None, None)
    count = "SELECT count(*) FROM commitment WHERE kind = 'action'"
    before, rebuilt, old, new, quiet = _cells(
        [
            f"import planoteca\nheld = planoteca.open_database()\nfirst = planoteca.sql({count!r})"
            "\nfirst.item()",
            f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {_REBUILD!r}])",
            f"held.execute({count!r}).fetchall()[0][0] == first.item()",
            f"held.close()\nplanoteca.sql({count!r}).item() - first.item()",
            "planoteca.query('data_version')['build_id'].item()",
        ],
        tmp_path,
    )
    assert before.isdigit()
    assert "was rebuilt (build " in rebuilt
    assert "se volvió a construir" in rebuilt
    assert "returncode=0" in rebuilt
    for text in (rebuilt, old):
        assert "open connection still shows build" in text
    assert "True" in old
    assert new == "1"  # closed: nothing shows old data any more
    assert len(quiet.splitlines()) == 1


def test_copies_of_notebooks_are_brought_up_to_date_but_never_a_users_own(tmp_path: Path) -> None:
    project = Workspace(tmp_path)
    shutil.copytree(ROOT / "notebooks" / "explore", project.explore_notebooks)
    source, copy = (
        folder / lab.START for folder in (project.explore_notebooks, project.own_notebooks)
    )
    assert lab.lay_out(project) == []

    _change(copy, lambda cell: cell.update(outputs=[], execution_count=7))
    assert lab.lay_out(project) == []
    assert '"execution_count": 7' in copy.read_text("utf-8")  # was only run: kept as it is
    _change(source, lambda cell: cell.update(source="new"))
    assert lab.lay_out(project) == []
    assert '"source": "new"' in copy.read_text("utf-8")

    _change(copy, lambda cell: cell.update(source="mine"))
    assert lab.lay_out(project) == []
    _change(source, lambda cell: cell.update(source="newer"))
    assert lab.lay_out(project) == [lab.START]
    assert '"source": "mine"' in copy.read_text("utf-8")


def _change(path: Path, change: object) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    change(next(cell for cell in notebook["cells"] if cell["cell_type"] == "code"))  # type: ignore[operator]
    path.write_text(json.dumps(notebook), "utf-8")
