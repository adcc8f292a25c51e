"""JupyterLab on copies of the notebooks to explore in: the project's own stay as they are."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planoteca.errors import PlanotecaError
from planoteca.workspace import Workspace

START = "start_here.ipynb"
_MARK = "planoteca"  # key of the copy's metadata: the cells it was copied with
# JupyterLab would look, and ask to look, for news and newer versions of itself on the network.
_OFFLINE = (
    f"--LabApp.app_settings_dir={Path(__file__).with_name('lab_settings')}",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def lay_out(project: Workspace) -> list[str]:
    """Copy the notebooks to `outputs/notebooks`; returns the names of copies that are out of date.

    A copy whose cells were changed is the user's own and never overwritten, nor is one renamed; one
    that was only run is replaced when the project has a newer notebook.
    """
    folder = project.own_notebooks
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shipped = sorted(project.explore_notebooks.glob("*.ipynb"))
        return [path.name for path in shipped if not _copy(path, folder / path.name)]
    except OSError as error:
        raise PlanotecaError(f"{folder} cannot be written: {error.strerror}") from error


def command(project: Workspace, options: Sequence[str]) -> list[str]:
    """The command line of the JupyterLab server, with options of its own such as --no-browser."""
    start = (project.own_notebooks / START).relative_to(project.root).as_posix()
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={project.root}",
        f"--LabApp.default_url=/lab/tree/{start}",
        "--log-level=WARN",
        *_OFFLINE,
        *options,
    ]


def _copy(source: Path, target: Path) -> bool:
    """Bring a copy up to date; false where it is the user's own and the project's has changed."""
    notebook = json.loads(source.read_text("utf-8"))
    cells = _cells(notebook)
    if target.exists():
        own = _load(target)
        copied_with = own and own.get("metadata", {}).get(_MARK)
        if own is None or _cells(own) != copied_with:
            return copied_with == cells
        if copied_with == cells:
            return True
    notebook["metadata"][_MARK] = cells
    target.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return True


def _load(path: Path) -> dict[str, Any] | None:
    """A notebook; None for a file that is none (the user's, to be left alone)."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _cells(notebook: dict[str, Any]) -> str:
    """The kinds and sources of the cells as a digest; outputs do not count."""
    cells = [(each["cell_type"], "".join(each["source"])) for each in notebook.get("cells", [])]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]
