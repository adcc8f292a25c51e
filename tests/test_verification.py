"""Where a row says that it stands, and the proof that its numbers stand there."""

from __future__ import annotations

from typing import Any

import pytest

from planoteca import coding, verification
from planoteca.charts.formats import lines_text
from planoteca.coding import Coding
from planoteca.documents import Document, Line

PAGED = Document(
    "plan.pdf",
    "0",
    "application/pdf",
    (
        Line(2, "El 47,9 % de la población", 1),
        Line(3, "vive en pobreza.", 1),
        Line(5, "Perforar doce pozos,", 2),
        Line(7, "y uno de 1 200 metros.", 3),
    ),
    pages=4,
    furniture=(Line(1, "Plan de 2019", 1), Line(4, "1", 1), Line(6, "2", 2), Line(8, "3", 3)),
)
WITHOUT_PAGES = Document(
    "plan.txt", "0", "text/plain", (Line(1, "El 47,9 % vive"), Line(2, "en pobreza."))
)


def _statistics(value_text: str, **place: int) -> Coding:
    row = {"sequence": 1, "value_text": value_text, **place}
    return Coding(
        coding.frame("commitments", []),
        coding.frame("quantities", []),
        coding.frame("statistics", [row]),
    )


def _quantities(*values: float, **place: int) -> Coding:
    quantities = [
        {"sequence": 1, "position": position, "value": value}
        for position, value in enumerate(values, 1)
    ]
    return Coding(
        coding.frame("commitments", [{"sequence": 1, **place}]),
        coding.frame("quantities", quantities),
        coding.frame("statistics", []),
    )


@pytest.mark.parametrize(
    ("value_text", "place", "problems"),
    [
        ("47,9 %", {"page": 1}, []),
        ("47,9  %", {"page": 1}, []),
        ("POBREZA", {"page": 1}, []),
        ("población vive", {"page": 1}, []),  # over two lines
        ("47,9 %", {"page": 2}, ["statistic 1: '47,9 %' is not in page 2"]),
        ("48", {"page": 1}, ["statistic 1: '48' is not in page 1"]),
        ("2019", {"page": 1}, ["statistic 1: '2019' is not in page 1"]),  # a running header
        ("x", {"page": 4}, ["statistic 1: 'x' is not in page 4"]),  # a blank page
        ("47,9 %", {"page": 5}, ["statistics 1: page 5 is not in the document (4 pages)"]),
        # Lines are closer than pages: where they are given, they decide.
        ("47,9 %", {"line_start": 2, "line_end": 2, "page": 1}, []),
        (
            "47,9 %",
            {"line_start": 3, "line_end": 3, "page": 1},
            ["statistic 1: '47,9 %' is not in lines 3-3"],
        ),
        (
            "47,9 %",
            {"line_start": 9, "line_end": 9, "page": 1},
            ["statistics 1: lines 9-9 is not in the document (8 lines)"],
        ),
    ],
)
def test_a_statistic_stands_as_printed_where_it_is_cited(
    value_text: str, place: dict[str, int], problems: list[str]
) -> None:
    assert verification.verify(_statistics(value_text, **place), PAGED) == problems


@pytest.mark.parametrize(
    ("values", "place", "problems"),
    [
        ((12,), {"page_start": 2, "page_end": 2}, []),
        ((12, 1200), {"page_start": 2, "page_end": 3}, []),
        (
            (12, 1200),
            {"page_start": 2, "page_end": 2},
            ["commitment 1: the quantity 1200 is not in pages 2-2"],
        ),
        (
            (3,),
            {"page_start": 3, "page_end": 3},  # the number of the page itself
            ["commitment 1: the quantity 3 is not in pages 3-3"],
        ),
        (
            (12,),
            {"page_start": 4, "page_end": 5},
            ["commitments 1: pages 4-5 is not in the document (4 pages)"],
        ),
        (
            (12,),
            {"line_start": 7, "line_end": 7, "page_start": 2, "page_end": 3},
            ["commitment 1: the quantity 12 is not in lines 7-7"],
        ),
    ],
)
def test_a_quantity_stands_in_any_printed_form_where_it_is_cited(
    values: tuple[float, ...], place: dict[str, int], problems: list[str]
) -> None:
    assert verification.verify(_quantities(*values, **place), PAGED) == problems


def test_a_page_of_a_format_without_pages_is_not_in_the_document() -> None:
    found = verification.verify(_statistics("47,9 %", page=1), WITHOUT_PAGES)
    assert found == ["statistics 1: page 1 is not in the document (0 pages)"]
    lines = {"line_start": 1, "line_end": 2}
    assert verification.verify(_statistics("47,9 %", **lines), WITHOUT_PAGES) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"line_start": 2, "line_end": 3, "page": 3}, "El 47,9 % de la población vive en pobreza."),
        ({"line_start": None, "line_end": None, "page": 2}, "Perforar doce pozos,"),
        (
            {"line_start": None, "line_end": None, "page_start": 2, "page_end": 3},
            "Perforar doce pozos, y uno de 1 200 metros.",
        ),
    ],
)
def test_what_a_row_cites_is_its_lines_else_its_pages(row: dict[str, Any], expected: str) -> None:
    assert verification.cited(PAGED, row) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"page_start": 15, "page_end": 15, "line_start": 361, "line_end": 362}, "p. 15"),
        ({"page_start": 15, "page_end": 16, "line_start": None, "line_end": None}, "pp. 15–16"),
        ({"page_start": 15, "line_start": 361}, "p. 15"),
        ({"page": 15, "line_start": 361, "line_end": 362}, "p. 15"),
        ({"page": None, "line_start": 361, "line_end": 361}, "l. 361"),
        ({"page_start": None, "page_end": None, "line_start": 361, "line_end": 363}, "ll. 361–363"),
        ({"line_start": 361}, "l. 361"),
        ({"page": None, "line_start": None, "line_end": None}, "–"),
        ({}, "–"),
    ],
)
def test_a_place_is_shown_as_pages_and_as_lines_where_there_are_none(
    row: dict[str, Any], expected: str
) -> None:
    assert lines_text(row).replace("\u00a0", " ") == expected
