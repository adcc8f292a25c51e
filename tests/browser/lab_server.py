"""JupyterLab as `planoteca lab` starts it, on a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from planoteca import building
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
URL = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
SLOW = 180_000  # milliseconds: starting a kernel on a busy machine


@dataclass(frozen=True)
class Lab:
    """A running server, and the project it is on."""

    url: str
    project: Workspace


@contextmanager
def running(home: Path) -> Iterator[Lab]:
    """`planoteca lab` on a clone, called from another folder, with no browser at hand."""
    project = Workspace(home / "clone")
    for folder in ("data", "queries", "notebooks"):
        ignore = shutil.ignore_patterns(".ipynb_checkpoints")
        shutil.copytree(ROOT / folder, project.root / folder, ignore=ignore)
    building.build(project, None, None)
    elsewhere = project.root / "data" / "specimens"
    program = [sys.executable, "-c", "from planoteca.cli import main; main()", "lab"]
    own = {name: str(home / name) for name in ("HOME", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    source = str(ROOT / "analysis")
    server = subprocess.Popen(
        [*program, "--no-browser", "--port=0", "--allow-root"],
        cwd=elsewhere,
        env={**os.environ, **own, "PYTHONPATH": source},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        log = iter(server.stderr.readline, "")
        said = next((found[0] for line in log if (found := URL.search(line))), None)
        assert said is not None, "the server named no URL"
        # Nobody else reads what it says from now on, and a full pipe would stop it.
        rest = threading.Thread(target=lambda: list(log))
        rest.start()
        yield Lab(said, project)
    finally:
        server.terminate()
        server.wait()
    rest.join()
    server.stderr.close()


@contextmanager
def new_page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and every request of it that leaves this machine."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(SLOW)
    left: list[str] = []
    page.on("request", lambda r: left.append(r.url) if _leaves(r.url) else None)
    yield page, left
    context.close()


def choose_theme(page: Page, theme: str) -> None:
    page.locator("#jp-MainMenu").get_by_text("Settings", exact=True).click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_text(theme, exact=True).click()
    page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}
