"""The review tool's page in a real browser, answered by the Python side in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from opened import Opened
from playwright.sync_api import Locator, Page

from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.reviewing import opening, wording
from planoteca.reviewing.opening import Plan
from planoteca.reviewing.widget import Review
from reviews import document, figures, plan, promises

FOLDER = Path(wording.__file__).parent
HOSTILE = '<img src=x onerror="document.title=1"><b>negrita</b>'
# The page's side of a Jupyter model: messages go to Python, and views come back from it.
MOUNT = """async ([script, frame, view]) => {
  const listeners = [];
  const model = window.model = {
    state: { frame, view }, sent: [], held: false,
    get: (name) => model.state[name],
    on: (_, listener) => listeners.push(listener),
    off: () => {},
    send: (message) => {
      model.sent.push(message);
      if (!model.held) model.answer(message);
    },
    answer: async (message) => {
      model.state.view = await window.say(message);
      listeners.forEach((listener) => listener());
    },
  };
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { default: tool } = await import(url);
  tool.render({ model, el: document.querySelector("main") });
}"""


@pytest.fixture
def found(vocabularies: Codebook, tmp_path: Path) -> Plan:
    machine = promises({}, {"statement": HOSTILE}, {"dimension": None}, {})
    return plan(tmp_path, vocabularies, machine, document(lines=60, pages=6))


@pytest.fixture
def show(new_page: Callable[..., Opened]) -> Callable[[Review], Locator]:
    """Puts a tool on a page."""

    def shown(tool: Review) -> Locator:
        page = new_page(color_scheme="light").page

        def say(message: dict[str, Any]) -> dict[str, Any]:
            tool.answer(message)
            view: dict[str, Any] = tool.view
            return view

        page.expose_function("say", say)
        page.set_content("<!doctype html><title>tool</title><main></main>")
        page.add_style_tag(content=(FOLDER / "widget.css").read_text("utf-8"))
        script = (FOLDER / "widget.js").read_text("utf-8")
        page.evaluate(MOUNT, [script, tool.frame, tool.view])
        root = page.locator(".planoteca-review")
        root.focus()
        return root

    return shown


def _wait(root: Locator, done: int) -> None:
    root.page.wait_for_function(
        "n => document.querySelectorAll('nav .done').length === n", arg=done
    )


def _answered(root: Locator) -> None:
    """Every message so far has its answer, and none waits to be sent."""
    root.page.wait_for_function("() => model.state.view.answered === model.sent.at(-1).id")


def _press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def test_keys_typed_faster_than_answers_code_the_rows_they_were_meant_for(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    tool = Review(opening.blind_units(found, "ana", None, 3, 1), "ana", "es")
    root = show(tool)
    root.evaluate("() => { window.model.held = true; }")
    # Two rows, three fields more than have keys in a row: the active field moves on by itself.
    _press(root.page, "1 2 1 3 2 0 0 Enter")
    _press(root.page, "3 4 0 4 1 1 0 Enter")
    assert root.evaluate("() => window.model.sent.length") == 1  # the others wait
    root.evaluate("() => { window.model.held = false; window.model.answer(window.model.sent[0]); }")
    _wait(root, 2)
    rows = tool.coding.commitments
    assert rows["kind"].to_list() == ["target", "proposal"]
    assert rows["section"].to_list() == ["metas_list", "dimension_proposals"]
    assert rows["dimension"].to_list() == ["social", None]
    assert rows["measurability"].to_list() == ["activity", "aspiration"]
    assert rows["accomplished"].to_list() == [False, True]
    assert rows["deadline"].to_list() == [None, "end_of_term"]
    assert coding.load(tool.folder, found.codebook).commitments.height == 2


def test_texts_of_a_plan_stay_texts(found: Plan, show: Callable[[Review], Locator]) -> None:
    root = show(Review(opening.review(found, "ana"), "ana", "es"))
    _press(root.page, "j")
    root.locator(".statement", has_text="<b>negrita</b>").wait_for()
    root.page.keyboard.press("e")
    root.get_by_label("Compromiso", exact=True).fill(f"{HOSTILE} y más")
    root.page.keyboard.press("Escape")
    _wait(root, 1)
    root.page.keyboard.press("g")
    root.locator(".agreement").wait_for()
    assert root.locator("img, b:text('negrita')").count() == 0
    assert root.page.title() == "tool"


def test_a_kernel_that_does_not_answer_is_told(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    root = show(Review(opening.review(found, "ana"), "ana", "en"))
    root.page.clock.install()
    root.evaluate("() => { window.model.held = true; }")
    _press(root.page, "Enter")
    root.page.clock.fast_forward(10_000)
    alert = root.get_by_role("alert")
    alert.get_by_text("the last step is not saved").wait_for()
    root.evaluate("() => window.model.answer(window.model.sent[0])")
    _wait(root, 1)
    assert alert.inner_text() == ""


def test_adding_splitting_striking_and_undoing(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    tool = Review(opening.review(found, "ana"), "ana", "en")
    root = show(tool)
    page = root.page
    _press(page, "a ArrowDown Space ArrowDown ArrowDown Enter")  # lines 11 to 13
    root.locator(".statement", has_text="línea 11 línea 12 línea 13").wait_for()
    _press(page, "2 2 0 0 Enter")  # headings are those of the row above: four are left
    _wait(root, 1)
    assert tool.coding.commitments["measurability"].to_list() == ["output"]

    _press(page, "k p")
    root.get_by_label("First part").fill("Uno")
    root.get_by_label("Second part").fill("Dos")
    root.locator("[data-id=split-send]").click()
    root.locator("nav button").nth(5).wait_for()
    _press(page, "d")
    root.locator("nav .deleted").wait_for()
    _press(page, "u u")
    page.wait_for_function("() => document.querySelectorAll('nav button').length === 5")
    assert root.locator("nav .deleted").count() == 0

    lines = root.locator(".lines li")
    root.locator("[data-id=add]").click()
    lines.nth(0).click()
    lines.nth(1).click()
    root.locator("[data-id=add-here]").click()
    page.wait_for_function("() => document.querySelectorAll('nav button').length === 6")


def test_numbers_themes_and_notes_are_written(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    tool = Review(opening.review(found, "ana"), "ana", "en")
    root = show(tool)
    page = root.page
    root.locator("[data-id=add-quantity]").click()
    page.keyboard.type("12.5")
    root.get_by_label("Unit", exact=True).select_option("km")
    assert root.locator("nav .done").count() == 0  # not complete yet, so not a step
    root.get_by_label("Terms", exact=True).select_option("count")
    _wait(root, 1)
    root.get_by_label("What is measured").fill("canales")
    root.get_by_label("What is measured").press("Escape")
    _answered(root)
    _press(page, "t")
    page.keyboard.type("TRÁN")  # nor accents nor capitals matter
    page.keyboard.press("Enter")
    root.get_by_role("button", name="Transport and roads", pressed=True).wait_for()
    _answered(root)
    _press(page, "Escape n")
    page.keyboard.type("j d u 1: una duda")  # no commands while writing
    root.locator("[data-id=confirm]").click()  # the click outlives the answer to the note
    root.locator("nav button").nth(1).and_(root.locator("[aria-current]")).wait_for()
    kept = coding.load(tool.folder, found.codebook)
    assert kept.quantities.select("value", "unit", "subject").row(0) == (12.5, "km", "canales")
    assert kept.commitments["notes"].to_list() == ["j d u 1: una duda"]
    assert (tool.folder / "themes.ana.csv").read_text("utf-8").endswith("1,transport\n")


def test_a_changed_file_offers_to_be_read_again(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    tool = Review(opening.review(found, "ana"), "ana", "en")
    root = show(tool)
    _press(root.page, "Enter")
    _wait(root, 1)
    path = tool.folder / "commitments.csv"
    path.write_text(path.read_text("utf-8").replace("social", "economic"), "utf-8")
    _press(root.page, "Enter")
    root.get_by_role("button", name="Read the files again").click()
    root.get_by_text("what they say now was read").wait_for()
    _press(root.page, "k")
    root.get_by_role("button", name="Economic", pressed=True).wait_for()


def test_figures_of_the_place_are_chosen_written_and_added(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    made = replace(found, machine=figures({}, {"year": "2007"}))
    tool = Review(opening.review(made, "ana", table="statistics"), "ana", "en")
    root = show(tool)
    page = root.page
    # The list of many codes opens by its key and takes the letters typed; Escape leaves it.
    _press(page, "i")
    page.keyboard.type("illit")
    _press(page, "Escape l 4 c 2 Enter")
    root.locator("nav button").nth(1).and_(root.locator("[aria-current]")).wait_for()
    _press(page, "Enter a ArrowDown Space Enter")
    # An added one begins where it is printed.
    root.locator("[data-id=text-value_text]:focus").wait_for()
    page.keyboard.type("línea 21")
    _press(page, "Tab")
    page.keyboard.type("21")
    _press(page, "Enter")
    _answered(root)
    root.get_by_label("Indicator", exact=True).select_option("population")
    root.get_by_label("Unit", exact=True).select_option("people")
    root.locator("[data-id=code-nature-observed]").click()
    _wait(root, 3)
    root.locator("mark", has_text="línea 21").wait_for()
    assert root.get_by_role("button", name="Split in two").count() == 0
    rows = coding.load_table(tool.folder, "statistics", found.codebook)
    assert rows["indicator"].to_list() == ["illiteracy_rate", "poverty_rate", "population"]
    assert rows["place_level"].to_list() == ["district", "province", None]
    assert rows["nature"].to_list() == ["projection", "observed", "observed"]
    assert rows["value"].to_list() == [10, 20, 21]
    assert rows["line_start"].to_list() == [10, 20, 21]


def test_a_plan_in_which_nothing_was_found_shows_its_lines_to_add_from(
    found: Plan, show: Callable[[Review], Locator]
) -> None:
    tool = Review(opening.review(found, "ana", table="statistics"), "ana", "es")
    root = show(tool)
    root.locator("[data-id=add]").click()
    root.locator(".lines li", has_text="línea 31").click()
    root.locator("[data-id=add-here]").click()
    root.locator("[data-id=text-value_text]:focus").wait_for()
    assert tool.view["row"]["lines"] == [31]


@pytest.mark.parametrize("task", ["review", "blind", "pages", "adjudicate", "figures"])
def test_it_is_accessible(task: str, found: Plan, show: Callable[[Review], Locator]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    coding.save(promises({"measurability": "output"}, {}, {}), found.folder("luis"))
    coding.save(figures({}, {}), found.folder("eva"))
    coding.save(figures({"year": "2007", "indicator": "other"}), found.folder("rosa"))
    opened = {
        "review": lambda: opening.review(found, "ana"),
        "blind": lambda: opening.blind_units(found, "ana", None, 3, 1),
        "pages": lambda: opening.blind_passages(found, "ana", None, 3, 1),
        "figures": lambda: opening.adjudicate(
            found, "eva", "rosa", with_texts=True, table="statistics"
        ),
        "adjudicate": lambda: opening.adjudicate(found, "automatic", "luis", with_texts=False),
    }[task]()
    root = show(Review(opened, "ana", "es"))
    _press(root.page, "?")
    root.locator(".keys").wait_for()
    if task == "adjudicate":
        _press(root.page, "g")
        root.locator(".agreement").wait_for()
        _press(root.page, "e")
    found_by_axe = axe.Axe().run(root.page, context=".planoteca-review")
    told = [(each["id"], each["nodes"][0]["html"]) for each in found_by_axe.response["violations"]]
    assert told == []
