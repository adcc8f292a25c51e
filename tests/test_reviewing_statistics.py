"""Statistics coded by hand: reviewed, added, settled; beside the commitments of the same coder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import planoteca
from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.errors import PlanotecaError
from planoteca.reviewing import context, opening, session
from planoteca.reviewing.fields import STATISTICS
from planoteca.reviewing.opening import Plan
from planoteca.reviewing.session import DELETED, DONE
from planoteca.reviewing.widget import Review
from planoteca.workspace import Workspace
from reviews import document, figures, plan, promises, say

THREE = figures({}, {"year": "2007"}, {"indicator": "illiteracy_rate"})


@pytest.fixture
def found(vocabularies: Codebook, tmp_path: Path) -> Plan:
    machine = replace(promises({}, {}), statistics=THREE.statistics)
    return plan(tmp_path, vocabularies, machine, document(lines=60, pages=6))


@pytest.fixture
def tool(found: Plan) -> Review:
    return Review(opening.review(found, "ana", table=STATISTICS), "ana", "en")


def _rows(tool: Review) -> list[dict[str, Any]]:
    """What is on disk."""
    path = tool.folder / "statistics.csv"
    return coding.load_table(path.parent, STATISTICS, tool._opened.plan.codebook).to_dicts()


def test_figures_are_accepted_changed_and_struck(tool: Review) -> None:
    assert tool.frame["title"] == "Review, figures on the place: plan · ana"
    assert tool.view["row"]["place"] == "line 10"
    say(tool, "confirm")
    say(tool, "set", field="year", value="1993-2007")
    say(tool, "set", field="population_group", value="rural")
    say(tool, "confirm")
    assert say(tool, "delete")["counts"] == {"open": 0, "done": 2, "skipped": 0, "deleted": 1}
    rows = _rows(tool)
    assert [(row["sequence"], row["value"], row["year"]) for row in rows] == [
        (1, 10.0, None),
        (2, 20.0, "1993-2007"),
    ]
    assert rows[1]["population_group"] == "rural"
    assert say(tool, "undo")["counts"]["deleted"] == 0


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("indicator", "povertyrate", "is unknown"),
        ("indicator", "", "indicator is blank"),
        ("value", "1,5", "plain decimal"),
        ("value", "nan", "plain decimal"),
        ("value", "1e999", "plain decimal"),
        ("value", float("inf"), "plain decimal"),
        ("where", {"line_start": "1" * 30, "line_end": "1" * 30}, "whole number from 1"),
        ("year", "last year", "neither a year nor a span"),
        ("kind", "target", "no column"),
        ("themes", ["health"], "no column"),
        ("quantities", [], "no column"),
        ("where", {"line_start": 3}, "go together"),
    ],
)
def test_wrong_values_are_refused(field: str, value: object, told: str, tool: Review) -> None:
    view = say(tool, "set", field=field, value=value)
    assert view["notice"]["kind"] == "refused"
    assert told in view["notice"]["text"]
    assert "only a commitment" in say(tool, "split", first="1", second="2")["notice"]["text"]


def test_a_missed_figure_is_added_where_it_is_printed(tool: Review) -> None:
    row = say(tool, "add", line_start=15, line_end=15)["row"]
    assert (row["place"], row["cells"]["value_text"]) == ("page 2, line 15", "")
    assert say(tool, "confirm")["lacking"] == [
        "indicator", "unit", "nature", "value_text", "value",
    ]  # fmt: skip
    written = {"value_text": "línea 15", "value": "15", "indicator": "population"}
    for field, value in (written | {"unit": "people", "nature": "observed"}).items():
        view = say(tool, "set", field=field, value=value)
    assert view["row"]["state"] == DONE
    assert view["row"]["marks"] == {"15": [[2, 10]]}
    say(tool, "confirm")
    assert [row["value"] for row in _rows(tool)] == [15.0]
    view = say(tool, "set", field="where", value={"page_start": "3", "line_start": ""})
    assert view["row"]["place"] == "page 3"


def test_a_plan_without_a_figure_can_be_given_one(found: Plan) -> None:
    none = replace(found, machine=promises({}))
    tool = Review(opening.review(none, "ana", table=STATISTICS), "ana", "es")
    assert tool.view["row"] is None
    tool.answer({"id": "m1", "step": "add", "line_start": 7, "line_end": 7})
    assert tool.view["row"]["place"] == "página 1, línea 7"
    again = opening.review(none, "ana", table=STATISTICS)
    assert [row.cells["line_start"] for row in again.session.rows] == [7]
    assert say(tool, "undo")["row"] is None


def test_a_figure_is_marked_as_printed_and_not_within_a_longer_one() -> None:
    lines = replace(document(lines=1)).lines
    (line,) = (replace(each, text="de 12,5 % a 2,5 % y 12,50; 12,5.") for each in lines)
    assert context.printed([line], "12,5") == {1: [[3, 7], [27, 31]]}
    assert context.printed([line], "12,5 %") == {1: [[3, 9]]}


def test_one_coder_has_a_session_of_each_table(found: Plan, tool: Review) -> None:
    for _ in range(3):
        say(tool, "confirm")
    commitments = Review(opening.review(found, "ana"), "ana", "en")
    for _ in range(2):
        say(commitments, "confirm")
    whole = coding.load(tool.folder, found.codebook)
    assert (whole.commitments.height, whole.statistics.height) == (2, 3)
    again = opening.review(found, "ana", table=STATISTICS)
    assert not again.was_changed
    assert again.session.count(DONE) == 3


def test_agreement_is_of_all_figures_or_none(tool: Review) -> None:
    assert say(tool, "agreement")["notice"]["text"].endswith("3 to go.")
    say(tool, "set", field="year", value="2007")
    for _ in range(3):
        say(tool, "confirm")
    shown = say(tool, "agreement")["agreement"]
    years = next(row for row in shown["figures"] if row["label"].endswith("Year"))
    assert (years["compared"], years["equal"]) == (3, pytest.approx(2 / 3))
    assert [row["second"] for row in shown["disagreements"]] == ["2007"]


def test_two_coders_of_figures_are_settled(found: Plan) -> None:
    other = figures({"place": "Belmor"}, {"year": "2007"})
    for name, made in (("eva", THREE), ("luis", other)):
        coding.save(made, found.folder(name))
    opened = opening.adjudicate(found, "eva", "luis", with_texts=True, table=STATISTICS)
    tool = Review(opened, "rosa", "en")
    undecided = [sorted(row.undecided) for row in opened.session.rows]
    assert undecided == [["place"], [], ["presence"]]
    say(tool, "take", side="luis", field="place")
    say(tool, "move", row=3)
    say(tool, "delete")
    assert [row["place"] for row in _rows(tool)] == ["Belmor", "Aruma"]
    decisions = (tool.folder / "statistics.decisions.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[1] for line in decisions[1:]] == ["place", "presence"]
    assert tool.agreement().disagreements.height == 2


def test_a_file_changed_elsewhere_is_read(found: Plan, tool: Review) -> None:
    for _ in range(2):
        say(tool, "confirm")
    path = tool.folder / "statistics.csv"
    first, second, third = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([first, second.replace("poverty_rate", "illiteracy_rate")]), "utf-8")
    assert say(tool, "confirm")["notice"]["kind"] == "changed"
    say(tool, "reread")
    states = [row.state for row in tool._opened.session.rows]
    assert states == [DONE, DELETED, session.OPEN]
    assert tool._opened.session.row(1).cells["indicator"] == "illiteracy_rate"
    path.write_text(third.replace("poverty_rate", "nonsense"), "utf-8")
    with pytest.raises(PlanotecaError, match="statistics"):
        opening.review(found, "ana", table=STATISTICS)


def test_who_has_no_statistics_cannot_be_reviewed(
    found: Plan, project: Workspace, tmp_path: Path
) -> None:
    coding.save(promises({}), found.folder("rosa"))
    (found.folder("rosa") / "statistics.csv").unlink()
    with pytest.raises(PlanotecaError, match="no coding of statistics by 'rosa'"):
        opening.review(found, "ana", "rosa", STATISTICS)
    file = project.specimens / "aruma-lineas.txt"
    with pytest.raises(PlanotecaError, match="did you mean 'statistics'"):
        planoteca.review(file, "ana", table="statistic", folder=tmp_path)
    made = planoteca.review(file, "ana", table="statistics", folder=tmp_path, language="en")
    assert made.view["row"]["marks"]
