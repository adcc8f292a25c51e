"""The review tool in JupyterLab: keys, undo, a page loaded again, a kernel started again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lab_server import Lab, choose_theme
from playwright.sync_api import Locator, Page

from planoteca import coding
from planoteca.codebook import Codebook

CELLS = 5  # to the first tool, that of the review
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"  # other tests leave theirs open


def _run_cells(page: Page) -> Locator:
    """Run the first cells with Shift+Enter; the tool they show."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator(f"{SHOWN} .jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    for _ in range(CELLS):
        page.keyboard.press("Shift+Enter")
    tool = page.locator(f"{SHOWN} .planoteca-review")
    tool.wait_for()
    return tool


def _press(tool: Locator, keys: str) -> None:
    tool.focus()
    for key in keys.split():
        tool.page.keyboard.press(key)


def _states(tool: Locator, states: str) -> None:
    """Wait for the states of the first rows, one letter each."""
    told = (
        "states => [...document.querySelectorAll('.planoteca-review nav button')].map("
        "each => each.className[0]).join('').startsWith(states)"
    )
    tool.page.wait_for_function(told, arg=states)


def _grades(folder: Path) -> list[str]:
    with (folder / "commitments.csv").open(encoding="utf-8", newline="") as file:
        return [row["measurability"] for row in csv.DictReader(file)]


def test_hand_coding_survives_the_page_and_the_kernel(
    lab: Lab, opened: tuple[Page, list[str]], vocabularies: Codebook
) -> None:
    page, left = opened
    notebook = lab.url.replace("start_here", "hand_coding")
    page.goto(notebook)
    tool = _run_cells(page)
    folder = lab.project.outputs / "coding" / "aruma-propuestas" / "ana"

    # The first as it is, the second graded otherwise, the third struck: JupyterLab's own keys
    # (m, d d, Enter ...) stay out of it.
    _press(tool, "Enter m 4 Enter d")
    _states(tool, "ddd")  # done, done, deleted
    assert _grades(folder) == ["outcome", "aspiration"]
    _press(tool, "u")
    _states(tool, "ddo")
    # Nor are keys JupyterLab's while a button or a list has the focus: d d would delete the cell.
    tool.locator("[data-id=next]").focus()
    for key in ("d", "d", "u", "u"):
        page.keyboard.press(key)
    tool.locator("[data-id=add-quantity]").click()
    tool.get_by_label("Unidad", exact=True).last.focus()
    page.keyboard.type("dd")
    page.keyboard.press("Escape")
    _states(tool, "ddo")
    assert page.locator(f"{SHOWN} .jp-Cell").count() == 19

    with page.expect_response(lambda r: r.request.method == "PUT" and "hand_coding" in r.url):
        page.keyboard.press("Control+s")
    page.goto("about:blank")
    page.goto(notebook)
    tool = page.locator(f"{SHOWN} .planoteca-review")
    tool.wait_for()  # the kernel still has it
    _press(tool, "Enter")
    _states(tool, "dddo")
    assert len(_grades(folder)) == 3

    page.locator("#jp-MainMenu").get_by_text("Kernel", exact=True).click()
    page.get_by_text("Restart Kernel and Clear Outputs of All Cells…").click()
    page.get_by_role("button", name="Confirm").click()
    tool.wait_for(state="detached")
    tool = _run_cells(page)
    _states(tool, "dddo")
    _press(tool, "Enter g")
    _states(tool, "ddddo")
    agreement = tool.locator(".agreement")
    agreement.get_by_text("Acuerdo entre automatic y ana").wait_for()
    graded = agreement.locator("tr", has_text="Medibilidad")
    assert graded.first.locator("td").nth(2).inner_text() == "75"
    assert "Aspiración" in graded.last.inner_text()

    assert coding.load(folder, vocabularies).commitments.height == 4
    assert left == []


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_it_is_read_in_light_and_dark(theme: str, lab: Lab, opened: tuple[Page, list[str]]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page, _ = opened
    page.goto(lab.url.replace("start_here", "hand_coding"))
    choose_theme(page, theme)
    tool = _run_cells(page)
    _press(tool, "? t")
    tool.locator(".keys").wait_for()
    found = axe.Axe().run(page, context=".planoteca-review")
    told = [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]
    assert told == []
