"""The pictures of the README, from the database and its report pages: `make pictures`."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

import planoteca
from planoteca import charts, reviewing, workspace

_FOLDER = Path(__file__).resolve().parents[1] / "docs"
_WIDE = 2  # pixels per point: sharp on dense screens


# The build would change with every edit, and the pictures with it.
_SOURCES = {
    "es": "Fuente: Planoteca; planes de gobierno presentados al JNE.",
    "en": "Source: Planoteca; government plans filed with the JNE.",
}
_SHOW = """async ([script, frame, view]) => {
  const state = { frame, view };
  const model = { get: (name) => state[name], on() {}, off() {}, send() {} };
  const module = new Blob([script], { type: "text/javascript" });
  const { default: tool } = await import(URL.createObjectURL(module));
  tool.render({ model, el: document.querySelector("main") });
}"""


def main() -> None:
    """Write docs/*.png, in Spanish and English."""
    dimensions = planoteca.query("targets_by_dimension")
    baselines = planoteca.query("targets_with_baseline")
    poverty = planoteca.query("poverty", document_id="candarave-2018")
    for language, source in _SOURCES.items():
        look = {"language": language, "source": source}
        pictures = {
            "five-plans": charts.targets_by_dimension(dimensions, **look),
            "baselines": charts.targets_and_baselines(baselines, **look),
            "poverty": charts.statistics_by_place(poverty, **look),
        }
        for name, chart in pictures.items():
            chart.save(_FOLDER / f"{name}.{language}.png", scale_factor=_WIDE)
    _photograph(workspace.find().outputs / "reports")


def _photograph(pages: Path) -> None:
    """The head of a profile as Chromium shows it; `planoteca report` has made the page."""
    size = {"width": 1200, "height": 780}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for language in _SOURCES:
            page = browser.new_page(viewport=size, device_scale_factor=1.5)
            page.goto((pages / f"plan_profile-candarave-2018.{language}.html").as_uri())
            page.wait_for_selector("figure.chart[data-drawn]")
            page.screenshot(path=_FOLDER / f"profile.{language}.png")
            _photograph_tool(browser, language)
        browser.close()


def _photograph_tool(browser: Browser, language: str) -> None:
    """The review tool on a specimen, the first rows coded."""
    source = Path(reviewing.__file__).parent
    file = workspace.find().specimens / "aruma-distrito-regla.pdf"
    with TemporaryDirectory() as folder:
        tool = planoteca.review(file, "ana", folder=folder, language=language)
        for _ in range(2):
            tool.answer({"step": "confirm", "row": tool.view["row"]["key"]})
        page = browser.new_page(viewport={"width": 1080, "height": 900}, device_scale_factor=1.5)
        page.set_content("<main></main>")
        page.add_style_tag(content=(source / "widget.css").read_text("utf-8"))
        page.evaluate(_SHOW, [(source / "widget.js").read_text("utf-8"), tool.frame, tool.view])
        page.locator(".planoteca-review").screenshot(path=_FOLDER / f"hand-coding.{language}.png")


if __name__ == "__main__":
    main()
