"""JupyterLab as `planoteca lab` starts it, in a real browser: the notebooks run and show charts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_server import Lab, choose_theme
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
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


def test_the_start_notebook_runs_and_shows_its_charts_and_tables(
    lab: Lab, opened: tuple[Page, list[str]]
) -> None:
    page, left = opened
    page.goto(lab.url)
    _run_all(page)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        choose_theme(page, theme)
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
