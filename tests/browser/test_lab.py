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
from playwright.sync_api import Browser, Page

from planoteca import building
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
URL = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
# The pictures in view that have marks: their sources.
DRAWN_CHARTS = """() => [...document.querySelectorAll('.jp-RenderedSVG img, .jp-RenderedSVG svg')]
  .filter(each => each.getBoundingClientRect().width > 300)
  .map(each => each.src ? decodeURIComponent(each.src) : each.outerHTML)
  .filter(svg => (svg.match(/<path /g) || []).length > 10)"""
# Contrast of text and ground of the cells of tables in view.
CONTRASTS = """() => {
  const light = rgb => {
    const [r, g, b] = rgb.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll('td.gt_row')].map(cell => {
    const style = getComputedStyle(cell);
    const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
}"""
SLOW = 60_000  # milliseconds: starting a kernel on a busy machine


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
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator("#jp-MainMenu").get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    # The last code cell counts itself when it is done.
    cells = json.loads((ROOT / "notebooks" / "explore" / "start_here.ipynb").read_text("utf-8"))
    last = sum(cell["cell_type"] == "code" for cell in cells["cells"])
    page.get_by_text(f"[{last}]:", exact=True).wait_for()


def _scroll_through(page: Page) -> Iterator[None]:
    """Bring one screenful after the other of the notebook into view: only those are in the page."""
    panel = page.locator(".jp-WindowedPanel-outer").first
    top = 0
    while top <= panel.evaluate("panel => panel.scrollHeight"):
        panel.evaluate("(panel, top) => panel.scrollTo(0, top)", top)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")
        yield
        top += 600


def _choose(page: Page, theme: str) -> None:
    page.locator("#jp-MainMenu").get_by_text("Settings", exact=True).click()
    page.get_by_text("Theme", exact=True).hover()
    page.get_by_text(theme, exact=True).click()
    page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")


def test_the_start_notebook_runs_and_shows_its_charts_and_tables(
    lab: Lab, opened: tuple[Page, list[str]]
) -> None:
    page, left = opened
    page.goto(lab.url)
    _run_all(page)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        _choose(page, theme)
        charts: set[str] = set()
        contrasts: list[float] = []
        for _ in _scroll_through(page):
            assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
            charts |= set(page.evaluate(DRAWN_CHARTS))
            contrasts += page.evaluate(CONTRASTS)
        assert len(charts) == 3
        assert min(contrasts) > 4.5  # WCAG 2.2, contrast (minimum)
    assert (lab.project.own_notebooks / "my_rows.csv").is_file()  # by the last cell
    assert page.get_by_text("Jupyter news").count() == 0
    assert left == []


def test_the_projects_own_files_stay_as_they_are(lab: Lab) -> None:
    for folder in ("data", "queries", "notebooks"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                copy = lab.project.root / path.relative_to(ROOT)
                assert copy.read_bytes() == path.read_bytes()
    made = {path.name for path in lab.project.root.iterdir()}
    assert made == {"data", "queries", "notebooks", "outputs"}
    assert not list((lab.project.root / "notebooks").rglob(".ipynb_checkpoints"))
