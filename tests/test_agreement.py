from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from planoteca import agreement, coding


def _units(*rows: tuple[int, int, int, str, str]) -> pl.DataFrame:
    return coding.frame(
        "commitments",
        [
            {"sequence": n, "line_start": a, "line_end": b, "statement": text, "dimension": code}
            for n, a, b, text, code in rows
        ],
    )


def test_units_on_one_line_are_paired_by_their_text() -> None:
    first = _units(
        (1, 5, 5, "Plantar mil árboles", "social"), (2, 5, 5, "Abrir un museo", "social")
    )
    second = _units(
        (1, 5, 5, "Abrir un museo", "social"), (2, 5, 5, "Plantar 1000 árboles", "economic")
    )
    units = agreement.match_units(first, second)
    assert units.pairs == ((1, 2), (2, 1))
    assert units.f1 == 1
    assert agreement.share_equal(first, second, units, "dimension") == 0.5


def test_a_unit_that_only_one_coder_has_lowers_one_side() -> None:
    first = _units((1, 5, 5, "a", "social"))
    second = _units((1, 5, 5, "a", "social"), (2, 9, 9, "b", "social"))
    units = agreement.match_units(first, second)
    assert (units.recall, units.precision) == (1, 0.5)
    assert units.f1 == pytest.approx(2 / 3)


def test_spans_that_overlap_by_less_than_half_are_different_units() -> None:
    assert not agreement.match_units(
        _units((1, 1, 4, "a", "social")), _units((1, 4, 7, "a", "social"))
    ).pairs


def test_alpha_is_one_for_equal_codes_and_not_above_zero_for_opposite_ones() -> None:
    first = _units(*((n, n, n, "x", "social" if n % 2 else "economic") for n in range(1, 9)))
    other = _units(*((n, n, n, "x", "economic" if n % 2 else "social") for n in range(1, 9)))
    units = agreement.match_units(first, first)
    assert agreement.alpha(first, first, units, "dimension") == 1
    assert agreement.alpha(first, other, agreement.match_units(first, other), "dimension") < 0


def test_two_empty_codings_agree() -> None:
    assert agreement.match_units(_units(), _units()).f1 == 1


WELLS = "Perforar 12 pozos de agua en Ñahui"
FAIRS = "Organizar 6 ferias de tejido"


def _paged(*rows: dict[str, Any], name: str = "commitments") -> pl.DataFrame:
    """Rows numbered in their order, as a coder by pages writes them."""
    return coding.frame(name, [{"sequence": n, **row} for n, row in enumerate(rows, 1)])


def _unit(
    statement: str, pages: tuple[int, int] | None, lines: tuple[int, int] | None = None, **more: str
) -> dict[str, Any]:
    page_start, page_end = pages or (None, None)
    line_start, line_end = lines or (None, None)
    return {
        "statement": statement,
        "page_start": page_start,
        "page_end": page_end,
        "line_start": line_start,
        "line_end": line_end,
        **more,
    }


def test_units_of_a_coding_by_pages_are_paired_by_their_text() -> None:
    hand = _paged(_unit(WELLS, (3, 3)), _unit(FAIRS, (3, 4)))
    machine = _paged(_unit(FAIRS, (4, 4), (61, 62)), _unit(WELLS, (3, 3), (40, 41)))
    assert agreement.match_units(hand, machine).pairs == ((1, 2), (2, 1))
    assert agreement.match_units(machine, hand).pairs == ((1, 2), (2, 1))


@pytest.mark.parametrize(
    ("statement", "pages", "is_paired"),
    [
        (WELLS, (3, 3), True),
        (WELLS.upper().replace("POZOS DE", "PO ZOS  DE"), (3, 3), True),  # as pages break it
        (WELLS.replace("12", "15"), (3, 3), True),  # one digit misread
        (WELLS, (2, 3), True),
        (WELLS, None, True),  # a format without pages
        (WELLS, (4, 4), False),
        (FAIRS, (3, 3), False),
        ("", (3, 3), False),
    ],
)
def test_units_without_lines_need_a_shared_page_and_a_text_that_is_alike(
    statement: str, pages: tuple[int, int] | None, is_paired: bool
) -> None:
    hand = _paged(_unit(WELLS, (3, 3)))
    machine = _paged(_unit(statement, pages, (40, 41)))
    assert bool(agreement.match_units(hand, machine).pairs) == is_paired


def test_where_both_give_lines_pages_and_unlike_texts_do_not_part_units() -> None:
    hand = _paged(_unit(WELLS, (3, 3), (40, 41)))
    machine = _paged(_unit("Pozos", (7, 7), (40, 41)))
    assert agreement.match_units(hand, machine).f1 == 1


def test_each_unit_is_paired_once_the_closest_text_first() -> None:
    hand = _paged(_unit(WELLS.replace("12", "15"), (3, 3)), _unit(WELLS, (3, 3)))
    machine = _paged(_unit(WELLS, (3, 3), (40, 41)))
    units = agreement.match_units(hand, machine)
    assert units.pairs == ((2, 1),)
    assert (units.recall, units.precision) == (0.5, 1)


def test_a_text_that_stands_twice_is_paired_within_its_section_then_in_reading_order() -> None:
    hand = _paged(
        _unit(WELLS, (3, 3), section="list"),
        _unit(WELLS, (3, 3), section="summary_table"),
        _unit(WELLS, (3, 3), section="summary_table"),
    )
    machine = _paged(
        _unit(WELLS, (3, 3), (10, 10), section="summary_table"),
        _unit(WELLS, (3, 3), (20, 20), section="summary_table"),
        _unit(WELLS, (3, 3), (30, 30), section="list"),
    )
    assert agreement.match_units(hand, machine).pairs == ((1, 3), (2, 1), (3, 2))


def test_statistics_by_page_are_paired_by_their_printed_value() -> None:
    hand = _paged(
        {"value_text": "47,9%", "page": 2, "unit": "percent"},
        {"value_text": "812", "page": 2, "unit": "households"},
        {"value_text": "812", "page": 3, "unit": "people"},
        name="statistics",
    )
    lines = {"line_start": 9, "line_end": 9}
    machine = _paged(
        {"value_text": "812", "page": 3, "unit": "people", **lines},
        {"value_text": "47,9 %", "page": 2, "unit": "percent", **lines},
        {"value_text": "812", "page": 2, "unit": "people", **lines},
        name="statistics",
    )
    units = agreement.match_units(hand, machine, text="value_text")
    assert units.pairs == ((1, 2), (2, 3), (3, 1))
    assert agreement.share_equal(hand, machine, units, "unit") == pytest.approx(2 / 3)
