"""Every difference of two codings is listed, with its place and passage."""

from __future__ import annotations

import pytest

from codings import coded, quantity, statistic
from planoteca import agreement
from planoteca.coding import Coding
from planoteca.documents.model import Document, Line

PLAN = Document(
    "plan.txt",
    "0" * 64,
    "text/plain",
    tuple(Line(number, f"renglón {number}", page=1 + number // 20) for number in range(1, 41)),
    pages=3,
)
NOWHERE = {"line_start": None, "line_end": None}


def _only(first: Coding, second: Coding, document: Document | None = PLAN) -> dict[str, object]:
    compared = agreement.compare(first, second, document="plan")
    (row,) = agreement.disagreements(compared, first, second, document).to_dicts()
    return row


def test_a_code_with_both_values_and_the_passage() -> None:
    row = _only(
        coded([{"dimension": "social"}, {"dimension": "social"}]),
        coded([{"dimension": "social"}, {"dimension": None}]),
    )
    assert row == {
        "document": "plan",
        "table": "commitments",
        "variable": "dimension",
        "first_sequence": 2,
        "second_sequence": 2,
        "first": "social",
        "second": None,
        "page_start": None,
        "page_end": None,
        "line_start": 20,
        "line_end": 20,
        "about": "promesa 2",
        "passage": "renglón 20",
    }


def test_a_commitment_that_one_coder_has_alone() -> None:
    row = _only(coded([{}, {}]), coded([{}]))
    assert (row["variable"], row["first"], row["second"]) == ("presence", "promesa 2", None)
    assert (row["first_sequence"], row["second_sequence"]) == (2, None)
    row = _only(coded([{}]), coded([{}, {}]))
    assert (row["first"], row["second"], row["line_start"]) == (None, "promesa 2", 20)


def test_a_quantity_stands_where_its_commitment_does() -> None:
    first = coded([{}], [quantity(1, 1, 50, "percent", "reduce_by")])
    other = coded([{}], [quantity(1, 1, 50, "percent", "reduce_to")])
    row = _only(first, other)
    assert (row["table"], row["variable"]) == ("quantities", "comparator")
    assert (row["first"], row["second"]) == ("reduce_by", "reduce_to")
    assert (row["about"], row["line_start"]) == ("promesa 1", 10)
    row = _only(coded([{}]), other)
    assert (row["variable"], row["first"]) == ("presence", None)
    assert row["second"] == "50 percent reduce_to"
    assert (row["first_sequence"], row["second_sequence"]) == (1, 1)


def test_a_statistic_as_it_was_coded() -> None:
    first = coded(statistics=[statistic(31, place="Aruma")])
    row = _only(first, coded(statistics=[statistic(31, place="Lloclla")]))
    assert (row["table"], row["variable"]) == ("statistics", "place")
    assert (row["first"], row["second"]) == ("Aruma", "Lloclla")
    assert row["about"] == "31 (poverty_rate, percent)"


def test_the_lines_of_either_coding_go_before_pages() -> None:
    by_page = coded([{"page_start": 1, "page_end": 1, "kind": "target", **NOWHERE}])
    by_line = coded([{"page_start": 1, "page_end": 1, "kind": "action"}])
    for first, second in ((by_page, by_line), (by_line, by_page)):
        row = _only(first, second)
        assert (row["page_start"], row["line_start"]) == (1, 10)
        assert row["passage"] == "renglón 10"


def test_pages_alone_give_the_text_of_the_pages() -> None:
    first = coded([{"page_start": 2, "page_end": 2, "kind": "target", **NOWHERE}])
    second = coded([{"page_start": 2, "page_end": 2, "kind": "action", **NOWHERE}])
    passage = _only(first, second)["passage"]
    assert isinstance(passage, str)
    assert passage.startswith("renglón 20 renglón 21")
    assert _only(first, second, document=None)["passage"] is None


@pytest.mark.parametrize("other", [coded([{}, {}, {}]), coded()])
def test_none_and_all_have_the_same_columns(other: Coding) -> None:
    first = coded([{}, {}, {}])
    found = agreement.disagreements(agreement.compare(first, other), first, other)
    assert dict(found.schema) == agreement.DISAGREEMENT
    assert len(found) == 3 - len(other.commitments)
    assert found["line_start"].is_sorted()


def test_a_truth_value_is_written_as_in_the_files() -> None:
    first, second = coded([{"accomplished": True}]), coded([{"accomplished": False}])
    row = _only(first, second)
    assert (row["variable"], row["first"], row["second"]) == ("accomplished", "true", "false")
