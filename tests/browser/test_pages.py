"""The report pages in a real browser, opened from disk with the network off."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


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
    """A page, and what went wrong on it: console errors and every request that leaves the disk."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else trouble.append(r.url),
    )
    yield page, trouble
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "name",
    ["plan_comparison.es.html", "plan_comparison.en.html", "plan_profile-candarave-2018.es.html"],
)
def test_every_chart_is_drawn_offline(
    name: str, width: int, pages: Path, opened: tuple[Page, list[str]]
) -> None:
    page, trouble = opened
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((pages / name).as_uri())
    charts = page.locator("figure.chart")
    assert charts.count() >= 3
    page.wait_for_function(
        "document.querySelectorAll('figure.chart').length"
        " === document.querySelectorAll('figure.chart[data-drawn]').length"
    )
    for chart in charts.all():
        assert chart.locator("svg path, svg rect").count() > 3
        assert chart.get_attribute("aria-label")
    assert trouble == []
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_the_index_leads_to_every_page(pages: Path, opened: tuple[Page, list[str]]) -> None:
    page, trouble = opened
    page.goto((pages / "index.html").as_uri())
    links = page.locator("main li a")
    assert links.count() == 4
    for link in [link.get_attribute("href") for link in links.all()]:
        assert (pages / str(link)).is_file()
    links.first.click()
    assert page.locator("h1").count() == 1
    page.get_by_text("Todos los informes").click()
    assert page.locator("h1").inner_text() == "Planoteca"
    assert trouble == []
