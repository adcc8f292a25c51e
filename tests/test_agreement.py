from __future__ import annotations

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
