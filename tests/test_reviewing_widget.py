"""What the review tool answers to the browser, and what `planoteca.review` opens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import planoteca
from planoteca.codebook import Codebook
from planoteca.errors import PlanotecaError
from planoteca.reviewing import opening, wording
from planoteca.reviewing.fields import FIELDS, SHEETS
from planoteca.reviewing.opening import Plan
from planoteca.reviewing.widget import Review
from reviews import document, plan, promises, say

FOLDER = Path(wording.__file__).parent
SCRIPT = (FOLDER / "widget.js").read_text("utf-8")
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def found(vocabularies: Codebook, tmp_path: Path) -> Plan:
    machine = promises({}, {"statement": HOSTILE}, {"measurability": "outcome"})
    return plan(tmp_path, vocabularies, machine, document(lines=60, pages=6))


@pytest.fixture
def tool(found: Plan) -> Review:
    return Review(opening.review(found, "ana"), "ana", "en")


def test_steps_are_answered_and_saved(tool: Review) -> None:
    view = say(tool, "set", field="measurability", value="aspiration")
    assert view["counts"] == {"open": 2, "done": 1, "skipped": 0, "deleted": 0}
    assert view["row"]["sides"][0]["cells"]["measurability"] == "activity"  # what it was
    assert planoteca.load_coding(tool.folder).commitments["measurability"].item() == "aspiration"
    assert tool.coding.commitments.height == 1
    assert say(tool, "confirm")["row"]["key"] == 2
    assert say(tool, "undo")["row"]["key"] == 1
    assert say(tool, "undo")["counts"]["open"] == 3
    assert not tool.view["can_undo"]
    assert say(tool, "undo")["notice"] == {"kind": "refused", "text": "There is nothing to undo."}


def test_numbers_that_no_file_takes_are_refused(tool: Review) -> None:
    for line in (10**30, -1):
        view = say(tool, "add", line_start=line, line_end=line, statement="una promesa")
        assert "is not a whole number from 1" in view["notice"]["text"]
    number = {"unit": "count", "comparator": "count", "subject": "pozos"}
    view = say(tool, "set", field="quantities", value=[{**number, "value": "inf"}])
    assert "'inf' is not a plain decimal number" in view["notice"]["text"]
    view = say(tool, "set", field="quantities", value=[{**number, "value": 1e20}])
    assert view["notice"] is None
    assert len(view["row"]["quantities"]) == 1


def test_refusals_are_told_and_change_nothing(tool: Review) -> None:
    view = say(tool, "set", field="deadline", value="soon")
    assert "deadline 'soon' is unknown" in view["notice"]["text"]
    say(tool, "add", line_start=33, line_end=31)
    view = say(tool, "confirm")
    assert view["lacking"] == ["measurability", "accomplished", "deadline", "quantities"]
    assert view["notice"]["text"] == (
        "Lacking: Measurability, Told as already done, Deadline, Quantities."
    )
    for message in ({"step": "explode"}, {}, {"step": "set", "row": {"a": 1}}):
        tool.answer({"id": "m2", **message})
        assert tool.view["notice"]["kind"] == "refused"
        assert tool.view["answered"] == "m2"


def test_picked_lines_become_a_commitment_with_its_words_and_pages(tool: Review) -> None:
    row = say(tool, "add", line_start=32, line_end=30)["row"]
    assert row["cells"]["statement"] == "línea 30 línea 31 línea 32"
    assert row["place"] == "pages 3-4, lines 30-32"
    assert row["lines"] == [30, 31, 32]
    assert row["marks"]["30"] == [[2, 10]]


def test_a_grade_that_numbers_do_not_support_is_pointed_out(tool: Review) -> None:
    assert tool.view["row"]["hint"] is None
    assert "no quantity here" in say(tool, "move", row=3)["row"]["hint"]
    assert "a quantity here" in say(tool, "move", row=2)["row"]["hint"]


def test_a_file_changed_elsewhere_stops_the_step_until_it_is_read(tool: Review) -> None:
    say(tool, "confirm")
    path = tool.folder / "commitments.csv"
    path.write_text(path.read_text("utf-8").replace("activity", "aspiration"), "utf-8")
    view = say(tool, "confirm")
    assert view["notice"]["kind"] == "changed"
    assert "commitments.csv" in view["notice"]["text"]
    assert view["counts"]["done"] == 1
    assert say(tool, "reread")["notice"]["kind"] == "info"
    assert say(tool, "confirm")["counts"]["done"] == 2
    assert tool.coding.commitments["measurability"].to_list() == ["aspiration", "activity"]


def test_a_disk_that_takes_nothing_is_told(tool: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planoteca.reviewing.storage._write", full)
    view = say(tool, "confirm")
    assert view["notice"]["kind"] == "error"
    assert "the step is not saved" in view["notice"]["text"]
    assert view["counts"]["done"] == 0


def test_agreement_is_shown_in_words_and_closes_a_blind_coding(found: Plan) -> None:
    tool = Review(opening.blind_units(found, "luis", None, 2, 1), "luis", "es")
    assert say(tool, "agreement")["notice"]["text"].endswith("faltan 2.")
    with pytest.raises(PlanotecaError, match="faltan 2"):
        tool.agreement()
    for _ in range(2):
        for field in FIELDS[:-1]:
            value: object = {"quantities": [], "deadline": ""}.get(field.name)
            if value is None:
                code = {"accomplished": "false"}.get(field.name)
                value = code or next(iter(found.codebook[field.vocabulary or ""]))
            say(tool, "set", field=field.name, value=value)
        say(tool, "confirm")
    shown = say(tool, "agreement")["agreement"]
    assert shown["title"] == "Acuerdo entre automatic y luis"
    labels = [row["label"] for row in shown["figures"]]
    assert labels[:2] == ["Compromisos hallados", "Tipo"]
    graded = next(row for row in shown["disagreements"] if row["label"] == "Medibilidad")
    assert graded["second"] == "Resultado"
    assert tool.view["is_sealed"]
    assert "Cerrada" in say(tool, "set", field="kind", value="action")["notice"]["text"]
    again = Review(opening.blind_units(found, "luis", None, 2, 1), "luis", "es")
    assert again.view["is_sealed"]
    assert tool.agreement().figures.height > 0


def test_nobodys_codes_are_in_what_a_blind_coder_is_sent(found: Plan) -> None:
    tool = Review(opening.blind_units(found, "luis", None, 3, 1), "luis", "es")
    row = tool.view["row"]
    assert row["sides"] == []
    chosen = {name: value for name, value in row["cells"].items() if value}
    assert set(chosen) <= {"statement", "problem", "objective", "indicator_text"}
    assert row["quantities"] == row["themes"] == []


def test_the_output_kept_in_a_notebook_holds_no_text_of_the_plan(tool: Review) -> None:
    say(tool, "confirm")
    assert repr(tool) == "<Review plan, review by ana: 1 of 3 rows>"
    data, _ = tool._repr_mimebundle_() or ({}, {})
    assert set(data) == {"text/plain", "application/vnd.jupyter.widget-view+json"}


def test_every_word_of_the_tool_is_used_and_every_used_one_is_there() -> None:
    used = set(re.findall(r"\bwords\.(\w+)", SCRIPT)) | {"open", "done", "skipped", "deleted"}
    made = {"agreement_with", "sealed"}  # by Python
    assert used | made == set(wording.WORDS)
    for pair in (*wording.WORDS.values(), *wording.TASKS.values()):
        assert len(pair) == 2
        assert all(pair)
    for sheet in SHEETS.values():
        for name in (*(field.name for field in sheet.fields), *sheet.texts):
            assert wording.column(name, "es") != name
            assert wording.column(name, "en") != name


def test_texts_are_never_set_as_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", SCRIPT)


def test_no_key_has_two_meanings() -> None:
    block = SCRIPT[SCRIPT.index("const KEYS = {") :]
    commands = re.findall(r'^    "?([^\s":]+)"?:? ?', block[: block.index("  };")], re.MULTILINE)
    commands = [each.rstrip(",:") or each for each in commands]
    assert {"j", "k", "u", "s", "d", "p"} <= set(commands)
    for table, allowed in (("commitments", {"t"}), ("statistics", set())):
        keys = [*commands, *(field.key for field in SHEETS[table].fields)]
        clashes = {key for key in keys if keys.count(key) > 1}
        assert clashes == allowed  # the same field, with its list of themes opened
