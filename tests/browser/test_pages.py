"""The report pages in a real browser, opened from disk with the network off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from opened import Opened
from playwright.sync_api import Page

COMPARISON = "plan_comparison.es.html"
PROFILE = "plan_profile-candarave-2018.es.html"
# A4 less the margins of @page, in CSS pixels.
PRINTED_HEIGHT = (297 - 2 * 18) * 96 / 25.4
_DRAWN = (
    "document.querySelectorAll('figure.chart').length"
    " === document.querySelectorAll('figure.chart[data-drawn]').length"
)
_OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def _open(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.wait_for_function(_DRAWN)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", [COMPARISON, "plan_comparison.en.html", PROFILE])
def test_every_chart_is_drawn_offline(
    name: str, width: int, pages: Path, new_page: Callable[..., Opened]
) -> None:
    page = new_page(width).page
    _open(page, pages / name)
    charts = page.locator("figure.chart")
    assert charts.count() >= 3
    for chart in charts.all():
        assert chart.locator("svg path, svg rect").count() > 3
        assert chart.locator("[role=graphics-document][aria-label]").count() == 1
        assert chart.locator("figcaption button").all_inner_texts()[:2] == ["SVG", "PNG"]
    assert page.evaluate(_OVERFLOW) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["index.html", COMPARISON, PROFILE])
def test_pages_are_accessible(
    name: str, width: int, scheme: str, pages: Path, new_page: Callable[..., Opened]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = new_page(width, color_scheme=scheme).page
    _open(page, pages / name)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    results = axe.Axe().run(page)
    violations = [
        (each["id"], node["html"][:200], node["failureSummary"])
        for each in results.response["violations"]
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
    assert violations == []


@pytest.mark.parametrize("name", [COMPARISON, PROFILE])
def test_every_chart_is_printed_whole(
    name: str, pages: Path, tmp_path: Path, new_page: Callable[..., Opened]
) -> None:
    page = new_page(673, color_scheme="dark").page  # A4 is as wide, less its margins
    _open(page, pages / name)
    page.emulate_media(media="print")
    for chart in page.locator("figure.chart").all():
        box = chart.bounding_box()
        assert box
        assert box["height"] <= PRINTED_HEIGHT
        assert box["width"] <= 673
    for selector in (".bar", ".contents", ".filters", ".files"):
        assert page.locator(selector).locator("visible=true").count() == 0
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    printed = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    try:
        texts = [sheet.get_textpage().get_text_range() for sheet in printed]
        assert {round(sheet.get_height()) for sheet in printed} == {842}
    finally:
        printed.close()
    assert any("Cómo citar" in text for text in texts)
    if name == PROFILE:
        heads = [text for text in texts if "Medibilidad" in text and "Líneas" in text]
        assert len(heads) > 1, "the head of a table comes again on each of its pages"


def test_the_contents_lead_through_the_page(pages: Path, new_page: Callable[..., Opened]) -> None:
    page = new_page().page
    _open(page, pages / PROFILE)
    contents = page.get_by_role("navigation", name="Contenido")
    last = contents.get_by_role("link").last
    last.click()
    assert page.locator("main h2").last.evaluate("e => e.getBoundingClientRect().top") < 900
    narrow = new_page(390).page
    _open(narrow, pages / PROFILE)
    contents = narrow.get_by_role("navigation", name="Contenido")
    assert contents.get_by_role("link").count() == 0, "folded"
    contents.locator("summary").press("Enter")
    assert contents.get_by_role("link").count() > 5


def test_the_keyboard_goes_past_the_header(pages: Path, page: Page) -> None:
    _open(page, pages / PROFILE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


def test_wide_things_scroll_by_keyboard_where_they_do_not_fit(
    pages: Path, new_page: Callable[..., Opened]
) -> None:
    narrow = new_page(390).page
    _open(narrow, pages / PROFILE)
    tables = narrow.get_by_role("region", name="Tabla")
    tables.first.wait_for()
    assert tables.first.get_attribute("tabindex") == "0"
    wide = "[...document.querySelectorAll('.paper')].filter(e => e.scrollWidth > e.clientWidth + 1)"
    assert narrow.evaluate(f"{wide}.length") == 0  # charts shrink to fit


def test_lines_lead_to_the_row_of_record(pages: Path, page: Page) -> None:
    _open(page, pages / PROFILE)
    link = page.locator("main td > a").first
    link.press("Enter")
    opened = page.locator("td > details[open]")
    opened.wait_for()
    assert opened.count() == 1
    assert opened.locator("summary").inner_text() == link.inner_text()
    assert page.locator(".passage-row .passage").is_visible()
    assert page.locator(".passage-row").evaluate("e => e.getBoundingClientRect().bottom") < 900


def test_a_plan_of_the_comparison_leads_to_its_profile(pages: Path, page: Page) -> None:
    _open(page, pages / COMPARISON)
    page.get_by_role("link", name="Candarave 2019-2022").first.click()
    assert page.url.endswith(PROFILE)
    page.get_by_role("link", name="Planoteca").click()
    assert page.locator("h1").inner_text() == "Planoteca"


def test_the_other_language_is_one_step_away(pages: Path, page: Page) -> None:
    _open(page, pages / COMPARISON)
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("plan_comparison.en.html")
    page.get_by_role("link", name="All reports").click()
    assert page.get_by_role("status").inner_text() == "2 of 2 reports"
