"""JupyterLab as `planoteca lab` starts it, in a real browser: the notebooks run and show charts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from planoteca import building
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
URL = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
SLOW = 120_000  # milliseconds: starting a kernel on a busy machine


@dataclass(frozen=True)
class Lab:
    """A running server, and the project it is on."""

    url: str
    project: Workspace


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`planoteca lab` on a clone, called from another folder, with no browser at hand."""
    home = tmp_path_factory.mktemp("lab")
    project = Workspace(home / "clone")
    for folder in ("data", "queries", "notebooks"):
        shutil.copytree(ROOT / folder, project.root / folder)
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
        threading.Thread(target=lambda: list(log), daemon=True).start()
        yield Lab(said, project)
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and every request of it that leaves this machine."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(SLOW)
    left: list[str] = []
    page.on("request", lambda r: left.append(r.url) if _leaves(r.url) else None)
    yield page, left
    context.close()


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}


def _run_all(page: Page) -> None:
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").first.wait_for()
    page.locator("#jp-MainMenu").get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".jp-Notebook .jp-CodeCell").last.click()


def test_every_cell_of_the_start_notebook_runs_and_its_charts_show(
    lab: Lab, opened: tuple[Page, list[str]]
) -> None:
    page, left = opened
    page.goto(lab.url)
    _run_all(page)
    # The last code cell writes the file: when it is there, all cells have run.
    page.wait_for_function(
        "!document.querySelector('.jp-Notebook').innerText.includes('[*]')"
        " && [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".every(prompt => /\\[\\d+\\]/.test(prompt.innerText))"
    )
    page.screenshot(path="/tmp/lab/look/lab.png")
    assert left == []
