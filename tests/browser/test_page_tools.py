"""Filters, order, passages and charts that choose, on a page of invented rows."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.etree
import polars as pl
import pytest
from opened import Opened
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

import report_pages
from report_pages import PROFILE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = report_pages.commitments(20)
    columns = ("dimension", "statement", "value", "lines")
    return report_pages.write(
        tmp_path_factory.mktemp("made"),
        report_pages.page(),
        "<h1>Aruma</h1><h2>Por dimensión</h2>",
        report_pages.dimension_chart(),
        "<h2>Compromisos</h2>",
        report_pages.table(frame[:12], "statement", "lines"),
        report_pages.table(frame, *columns, anchors=True),
        others={PROFILE},
    )


@pytest.fixture
def opened(made: Path, page: Page) -> Page:
    page.goto(made.as_uri())
    page.wait_for_selector("figure[data-drawn]")
    return page


def _rows(page: Page) -> Locator:
    return page.locator("table").last.locator("tbody tr:not(.passage-row)").locator("visible=true")


def test_only_long_tables_have_filters(opened: Page) -> None:
    assert opened.locator("table").count() == 2
    assert opened.get_by_role("searchbox").count() == 1
    assert opened.get_by_role("status").inner_text() == "20 de 20 filas"


def test_search_takes_no_account_of_accents_and_case(opened: Page) -> None:
    search = opened.get_by_role("searchbox", name="Buscar")
    search.fill("REGION economica 107")
    assert opened.get_by_role("status").inner_text() == "1 de 20 filas"
    assert _rows(opened).count() == 1
    search.fill("nada de esto")
    assert opened.get_by_role("status").inner_text() == "0 de 20 filas"


def test_dimension_is_chosen_by_keyboard(opened: Page) -> None:
    select = opened.get_by_role("combobox", name="Dimensión")
    assert select.locator("option").all_inner_texts() == [
        "Todas",
        "Económica",
        "Ambiental",
        "Social",
    ]
    select.focus()
    opened.keyboard.type("Amb")
    assert opened.get_by_role("status").inner_text() == "7 de 20 filas"
    assert set(_rows(opened).locator("td:first-child").all_inner_texts()) == {"Ambiental"}


def test_a_column_is_put_in_order(opened: Page) -> None:
    head = opened.get_by_role("button", name="Valor")
    head.press("Enter")
    assert head.locator("..").get_attribute("aria-sort") == "ascending"
    assert "Construir 1 " in _rows(opened).first.inner_text()
    head.press("Enter")
    assert head.locator("..").get_attribute("aria-sort") == "descending"
    assert "Construir 20 " in _rows(opened).first.inner_text()
    opened.get_by_role("button", name="Dimensión").click()
    assert head.locator("..").get_attribute("aria-sort") is None
    assert "Ambiental" in _rows(opened).first.inner_text()


def test_a_passage_opens_below_its_row_and_closes(opened: Page) -> None:
    summary = opened.locator("summary", has_text="l.\u00a0105")
    summary.press("Enter")
    passage = opened.get_by_text("Palabras impresas de la fila 5")
    passage.wait_for()
    assert passage.locator("xpath=ancestor::tr").get_attribute("class") == "passage-row"
    opened.get_by_role("button", name="Valor").click()
    assert not passage.is_visible()
    summary.press("Enter")
    passage.wait_for()
    summary.press("Enter")
    passage.wait_for(state="hidden")
    assert opened.locator(".passage-row").count() == 0


def test_an_address_with_a_row_opens_it_through_a_filter(opened: Page) -> None:
    opened.get_by_role("searchbox").fill("nada de esto")
    opened.locator("td > a", has_text="l.\u00a0105").press("Enter")
    opened.get_by_text("Palabras impresas de la fila 5").wait_for()
    assert opened.get_by_role("status").inner_text() == "20 de 20 filas"
    opened.goto(f"{opened.url.partition('#')[0]}#aruma-2018:manual:c0009")
    opened.get_by_text("Palabras impresas de la fila 9").wait_for()
    assert opened.evaluate("document.activeElement.textContent") == "l.\u00a0109"


def test_an_address_with_no_row_does_nothing(made: Path, page: Page) -> None:
    page.goto(f"{made.as_uri()}#%E0%A4%A")
    page.wait_for_selector("figure[data-drawn]")
    assert page.locator("details[open]").count() == 1  # the contents


def test_a_dimension_chosen_in_a_chart_filters_the_tables(opened: Page) -> None:
    opened.locator("figure svg").get_by_text("Ambiental").click()
    status = opened.get_by_role("status")
    status.filter(has_text="7 de 20 filas").wait_for()
    assert opened.get_by_role("combobox", name="Dimensión").input_value() == "Ambiental"
    opened.locator("figure svg").dblclick(position={"x": 5, "y": 5})
    status.filter(has_text="20 de 20 filas").wait_for()


def test_a_chart_can_be_taken_away_as_svg_png_and_csv(opened: Page) -> None:
    name = "plan_profile-aruma-2018.es-1-por-dimension"
    assert _taken(opened, "CSV", f"{name}.csv").decode("utf-8-sig") == (
        "dimension,n\r\nSocial,1\r\nEconómica,2\r\nAmbiental,3\r\n"
    )
    svg = lxml.etree.fromstring(_taken(opened, "SVG", f"{name}.svg"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    picture = Image.open(io.BytesIO(_taken(opened, "PNG", f"{name}.png")))
    assert picture.width == pytest.approx(2 * float(svg.get("width")), abs=2)
    assert len(picture.getcolors(100_000)) > 10, "something is drawn"


def test_a_page_sent_alone_shows_its_charts_and_tables(
    made: Path, tmp_path: Path, browser: Browser
) -> None:
    """Without the script that it shares, charts stay still; all else works."""
    alone = Path(shutil.copy(made, tmp_path))
    page = browser.new_page(accept_downloads=True)
    page.goto(alone.as_uri())
    assert page.get_by_role("img", name="Barras").is_visible()
    assert page.get_by_role("searchbox").count() == 1
    assert _taken(page, "PNG").startswith(b"\x89PNG")
    page.close()


def test_the_rows_of_a_chart_open_safely_in_a_spreadsheet(tmp_path: Path, page: Page) -> None:
    also = ["\xa0=1", "\uff1d1", "'+1", "\u200b@1", "\u2003-1", "\n=1"]
    rows = [
        {"place": "=1+1", "n": -2, "parts": [1]},
        {"place": report_pages.HOSTILE, "n": 3, "is_last": True},
        {"place": 'a, "b"\n', "n": None},
        *({"place": text} for text in also),
    ]
    spec = {"data": {"values": rows}, "mark": "bar", "encoding": {"y": {"field": "place"}}}
    few = {"data": {"values": [{}]}, "mark": "text"}
    charts = [report_pages.chart(each) for each in (spec, few)]
    path = report_pages.write(tmp_path, report_pages.page(), *charts, others=set())
    page.goto(path.as_uri())
    page.wait_for_selector("figure[data-drawn]")
    text = _taken(page, "CSV").decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == [
        {"place": "'=1+1", "n": "-2", "is_last": ""},
        {"place": report_pages.HOSTILE, "n": "3", "is_last": "true"},
        {"place": 'a, "b"\n', "n": "", "is_last": ""},
        *({"place": f"'{text}", "n": "", "is_last": ""} for text in also),
    ]
    assert page.locator("figure").last.locator("button").all_inner_texts() == ["SVG", "PNG"]


def _taken(page: Page, kind: str, name: str | None = None) -> bytes:
    """The file that the button of the first chart gives."""
    with page.expect_download() as download:
        page.locator("figure").first.get_by_role("button", name=kind).click()
    assert name in {None, download.value.suggested_filename}
    return Path(download.value.path()).read_bytes()


def test_without_script_all_is_there_to_read(made: Path, new_page: Callable[..., Opened]) -> None:
    page = new_page(java_script_enabled=False).page
    page.goto(made.as_uri())
    assert page.get_by_role("searchbox").count() == 0
    assert _rows(page).count() == 20
    assert page.get_by_role("img", name="Barras").count() == 1
    assert page.get_by_role("navigation", name="Contenido").get_by_role("link").count() == 2
    page.locator("summary", has_text="l.\u00a0105").click()
    assert page.get_by_text("Palabras impresas de la fila 5").is_visible()


def test_hostile_text_runs_nothing(tmp_path: Path, page: Page) -> None:
    text = report_pages.HOSTILE
    frame = report_pages.commitments(20).with_columns(
        pl.lit(text).alias(name) for name in ("dimension_es", "statement", "verbatim", "document")
    )
    path = report_pages.write(
        tmp_path,
        report_pages.page(title=text, place=text, organisation=text),
        report_pages.table(frame, "document", "dimension", "statement", "lines", anchors=True),
        others=set(),
    )
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{path.as_uri()}#{text}")
    page.locator("td summary").first.click()
    page.get_by_role("combobox").select_option(text)
    assert page.get_by_role("status").inner_text() == "20 de 20 filas"
    assert page.locator("blockquote").first.inner_text() == text
    assert page.locator("img").count() == 0
