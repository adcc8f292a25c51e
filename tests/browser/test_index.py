"""The index of many pages in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from opened import Opened
from playwright.sync_api import Page

import report_pages
from planoteca.reports.index import render
from report_pages import BUILD, HOSTILE

DEPARTMENTS = ("Áncash", "Cusco", "Tacna")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 plans in two languages, one of them hostile, and the comparison."""
    plans = [
        report_pages.page(
            f"plan_profile-p{n}.{language}.html",
            HOSTILE if n == 7 else f"Plan {n}",
            report={"es": "Perfil", "en": "Profile"}[language],
            place=f"Ñaupa {n}",
            department=DEPARTMENTS[n % 3],
            organisation=HOSTILE if n == 7 else f"Lista {n % 10}",
            commitments=n,
            dimension={"es": "Económica", "en": "Economic"}[language] if n % 2 else "Social",
        )
        for n in range(300)
        for language in ("es", "en")
    ]
    comparison = report_pages.page("plan_comparison.es.html", "Todos", report="Comparación")
    path = tmp_path_factory.mktemp("index") / "index.html"
    path.write_text(render([*plans, comparison], BUILD), "utf-8")
    return path


def _status(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_the_first_pages_are_shown_in_the_readers_language(
    index: Path, new_page: Callable[..., Opened]
) -> None:
    spanish = new_page().page
    spanish.goto(index.as_uri())
    assert _status(spanish) == "301 de 301 informes · se muestran los primeros 200; hay 101 más"
    assert spanish.locator("tbody tr").count() == 200
    assert spanish.locator("tbody a").first.inner_text() == "Todos"
    english = new_page(locale="en-GB").page
    english.goto(index.as_uri())
    assert _status(english) == "300 of 300 reports · the first 200 are shown; there are 100 more"
    english.goto(f"{index.as_uri()}#es")
    assert _status(english).startswith("301 de 301 informes")
    assert english.get_by_text("Peru’s municipal").is_hidden()


def test_pages_are_searched_and_filtered(index: Path, page: Page) -> None:
    page.goto(index.as_uri())
    page.get_by_role("searchbox").fill("naupa 12 ANCASH")
    assert _status(page) == "5 de 301 informes"
    page.get_by_role("searchbox").fill("")
    page.get_by_role("combobox", name="Departamento").select_option("Áncash")
    assert _status(page) == "100 de 301 informes"
    assert page.get_by_role("combobox", name="Departamento").locator(
        "option"
    ).all_inner_texts() == [
        "Todo",
        "Áncash (100)",
        "Cusco (100)",
        "Tacna (100)",
    ]
    page.get_by_role("combobox", name="Dimensión principal").select_option("Económica")
    assert _status(page) == "50 de 301 informes"
    page.get_by_role("combobox", name="Organización").select_option("Lista 3")
    assert _status(page) == "10 de 301 informes"
    page.get_by_role("combobox", name="Informe").select_option("Comparación")
    assert _status(page) == "0 de 301 informes"


def test_the_language_is_chosen_by_keyboard(index: Path, page: Page) -> None:
    page.goto(index.as_uri())
    page.get_by_role("combobox", name="Idioma").focus()
    page.keyboard.type("Eng")
    assert _status(page).startswith("300 of 300 reports")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.get_by_role("combobox", name="Department").is_visible()


def test_hostile_titles_run_nothing(index: Path, page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(index.as_uri())
    page.get_by_role("combobox", name="Organización").select_option(HOSTILE)
    assert page.locator("tbody a").all_inner_texts() == [HOSTILE]
    assert page.locator("img").count() == 0


def test_without_script_the_index_is_a_list(index: Path, new_page: Callable[..., Opened]) -> None:
    page = new_page(java_script_enabled=False).page
    page.goto(index.as_uri())
    assert page.locator("tbody a").count() == 200
    assert page.get_by_text("Peru’s municipal").is_visible()


def test_the_index_of_a_run_leads_to_every_page(pages: Path, page: Page) -> None:
    page.goto((pages / "index.html").as_uri())
    assert _status(page) == "2 de 2 informes"
    links = page.locator("tbody a")
    for link in links.all():
        assert (pages / str(link.get_attribute("href"))).is_file()
    assert page.locator("tbody tr").last.locator("td").all_inner_texts() == [
        "Candarave 2019-2022: perfil del plan",
        "Candarave, Tacna",
        "Vamos Perú",
        "28",
        "Ambiental",
    ]
    links.last.click()
    assert page.locator("h1").inner_text() == "Candarave 2019-2022: perfil del plan"
