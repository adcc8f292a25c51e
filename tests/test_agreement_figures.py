"""Figures of agreement on codings whose figures are computed by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from codings import coded, quantity, statistic
from planoteca import agreement, coding
from planoteca.agreement import measures
from planoteca.agreement.comparing import CODE, ITEM
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.workspace import Workspace


def of(figures: pl.DataFrame, table: str, variable: str, measure: str) -> dict[str, Any]:
    (row,) = figures.filter(
        (pl.col("table") == table)
        & (pl.col("variable") == variable)
        & (pl.col("measure") == measure)
    ).to_dicts()
    return row


def value(figures: pl.DataFrame, table: str, variable: str, measure: str) -> float | None:
    found: float | None = of(figures, table, variable, measure)["value"]
    return found


# Krippendorff's own example of two coders and ten units (2011, "Computing Krippendorff's
# Alpha-Reliability", B): four differ, the codes stand 14 and 6 times, alpha = 1 - 19 * 4 / 84.
MEG = "0100000010"
OWEN = "1110010000"
ALPHA = 1 - 19 * 4 / (14 * 6)


def textbook() -> tuple[Coding, Coding]:
    names = {"0": "target", "1": "action"}
    first, second = (coded([{"kind": names[code]} for code in codes]) for codes in (MEG, OWEN))
    return first, second


def test_alpha_is_that_of_the_textbook() -> None:
    figures = agreement.figures(agreement.compare(*textbook()))
    assert value(figures, "commitments", "kind", "equal") == pytest.approx(0.6)
    row = of(figures, "commitments", "kind", "alpha")
    assert row["value"] == pytest.approx(ALPHA)
    assert row["value"] == pytest.approx(0.095, abs=0.0005)
    assert row["compared"] == 10
    assert row["low"] < ALPHA < row["high"] <= 1


@pytest.mark.parametrize("seed", range(5))
def test_the_alpha_of_a_resample_is_that_of_the_krippendorff_package(seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0, 4, (30, 2))
    pairs = [(str(min(a, 3)), str(a if a < 2 else b)) for a, b in drawn]
    counts, figure = measures.alpha_figure(pairs)
    assert figure(counts.sum(axis=0, keepdims=True))[0] == pytest.approx(measures.alpha_of(pairs))


def test_what_never_varies_has_no_alpha_and_a_full_share() -> None:
    first = coded([{"kind": "target"}] * 4)
    figures = agreement.figures(agreement.compare(first, first))
    assert value(figures, "commitments", "kind", "equal") == 1
    row = of(figures, "commitments", "kind", "alpha")
    assert (row["compared"], row["value"], row["low"], row["high"]) == (4, None, None, None)


def test_units_that_one_coder_has_alone() -> None:
    """Four by hand, three by the other, two of them shared: 2/3, 2/4 and 4/7."""
    first = coded([{}] * 4)
    second = coding.frame(
        "commitments",
        [
            *first.commitments.head(2).to_dicts(),
            {"sequence": 9, "line_start": 900, "line_end": 900, "statement": "otra"},
        ],
    )
    compared = agreement.compare(first, Coding(second, first.quantities, first.statistics))
    figures = agreement.figures(compared)
    rows = {m: of(figures, "commitments", "units", m) for m in ("precision", "recall", "f1")}
    assert rows["precision"]["value"] == pytest.approx(2 / 3)
    assert rows["recall"]["value"] == pytest.approx(2 / 4)
    assert rows["f1"]["value"] == pytest.approx(4 / 7)
    assert [row["compared"] for row in rows.values()] == [3, 4, 5]
    for row in rows.values():
        assert 0 <= row["low"] < row["value"] < row["high"] <= 1


def test_intervals_narrow_with_more_units_and_are_the_same_again() -> None:
    def width(times: int) -> float:
        first, second = (
            coded([{"kind": kind} for kind in kinds] * times)
            for kinds in (("target", "action"), ("target", "target"))
        )
        row = of(
            agreement.figures(agreement.compare(first, second)), "commitments", "kind", "equal"
        )
        assert row["value"] == 0.5
        return float(row["high"] - row["low"])

    assert width(100) < width(5)
    assert width(20) == width(20)
    # The share of 40 fair draws: 1.96 standard errors on each side.
    assert width(20) == pytest.approx(2 * 1.96 * (0.25 / 40) ** 0.5, abs=0.05)


def test_a_blank_code_is_a_code_but_not_in_a_column_that_a_coder_left_out() -> None:
    first = coded([{"dimension": "social"}, {"dimension": None}])
    second = coded(
        [
            {
                "dimension": None,
                "measurability": "output",
                "axis": "Eje",
            }
        ]
        * 2
    )
    figures = agreement.figures(agreement.compare(first, second))
    assert value(figures, "commitments", "dimension", "equal") == 0.5
    for variable in ("measurability", "axis", "accomplished"):
        row = of(figures, "commitments", variable, "equal")
        assert (row["compared"], row["value"]) == (0, None)


def test_texts_are_compared_where_one_has_any_and_breaks_of_the_print_are_no_difference() -> None:
    first = coded([{"problem": "Falta de agua"}, {"problem": "Vías rotas"}, {}])
    second = coded([{"problem": "FALTA  de a-gua"}, {}, {}])
    figures = agreement.figures(agreement.compare(first, second))
    row = of(figures, "commitments", "problem", "equal")
    assert (row["compared"], row["value"]) == (2, 0.5)
    assert value(figures, "commitments", "problem", "similarity") == 0.5
    assert value(figures, "commitments", "statement", "equal") == 1


def test_texts_that_a_coder_restates_are_left_out() -> None:
    first, second = coded([{}]), coded([{"statement": "con otras palabras", "kind": "target"}])
    compared = agreement.compare(first, second, with_texts=False)
    assert of(agreement.figures(compared), "commitments", "statement", "equal")["compared"] == 0
    assert agreement.disagreements(compared, first, second)["variable"].to_list() == ["kind"]


def test_quantities_are_paired_by_value_within_commitments_that_both_have() -> None:
    first = coded(
        [{}, {}, {}],
        [
            quantity(1, 1, 50, "percent", "reduce_by"),  # all right, though in another place
            quantity(1, 2, 4, "count", "count"),  # another unit
            quantity(2, 1, 80, "percent", "achieve_share"),  # not found
            quantity(2, 2, 12, "count", "count"),  # the nearer of two twelves
        ],
    )
    second = coded(
        [{}, {}],
        [
            quantity(1, 1, 4, "km", "count"),
            quantity(1, 2, 50, "percent", "reduce_by"),
            quantity(2, 1, 12, "people", "reach"),
            quantity(2, 2, 12, "count", "count"),
            quantity(2, 3, 7, "count", "count"),
        ],
    )
    figures = agreement.figures(agreement.compare(first, second))
    right, spurious = (of(figures, "quantities", "units", m) for m in ("right", "spurious"))
    assert (right["compared"], right["value"]) == (4, 0.5)
    assert (spurious["compared"], spurious["value"]) == (5, pytest.approx(2 / 5))
    unit = of(figures, "quantities", "unit", "equal")
    assert (unit["compared"], unit["value"]) == (3, pytest.approx(2 / 3))
    assert value(figures, "quantities", "comparator", "equal") == 1


def test_quantities_of_a_commitment_that_one_coder_has_alone_are_not_compared() -> None:
    first = coded([{}], [quantity(1, 1, 50, "percent", "reduce_by")])
    figures = agreement.figures(agreement.compare(first, coded()))
    assert of(figures, "quantities", "units", "right")["compared"] == 0


def test_statistics_are_paired_by_value_and_lines() -> None:
    first = coded(
        statistics=[
            statistic(31, place="Aruma", year="2007", line_end=12),
            statistic(48, place="Lloclla"),
            statistic(900, unit="people"),
            statistic(5),
        ]
    )
    second = coded(
        statistics=[
            statistic(31, place="ARUMA", year="2017", line_start=12, line_end=12),
            statistic(48, place="Aruma", indicator="other"),
            statistic(900),  # found, but with another unit
            statistic(5, line_start=400, line_end=400),  # the same value elsewhere
        ]
    )
    figures = agreement.figures(agreement.compare(first, second))
    found, spurious = (of(figures, "statistics", "units", m) for m in ("found", "spurious"))
    assert (found["compared"], found["value"]) == (4, 0.5)
    assert (spurious["compared"], spurious["value"]) == (4, 0.25)
    assert value(figures, "statistics", "unit", "equal") == pytest.approx(2 / 3)
    assert value(figures, "statistics", "indicator", "equal") == pytest.approx(2 / 3)
    assert value(figures, "statistics", "place", "equal") == pytest.approx(2 / 3)
    assert value(figures, "statistics", "year", "equal") == pytest.approx(2 / 3)


def test_equal_values_of_one_table_line_are_paired_by_their_codes() -> None:
    cells = [statistic(12, place=place, line_start=7, line_end=7) for place in "ABC"]
    compared = agreement.compare(coded(statistics=cells), coded(statistics=cells[::-1]))
    assert value(agreement.figures(compared), "statistics", "place", "equal") == 1


@pytest.mark.parametrize(
    ("other", "is_paired"),
    [
        ({"page": 2, "line_start": 40, "line_end": 40}, True),
        ({"page": 3, "line_start": 40, "line_end": 40}, False),
        ({"page": None, "line_start": 40, "line_end": 40}, True),
        ({"page": None, "line_start": 40, "line_end": 40, "value_text": "31,0"}, False),
    ],
)
def test_statistics_by_page_need_a_shared_page_or_the_same_print(
    other: dict[str, Any], is_paired: bool
) -> None:
    by_page = statistic(31, page=2, line_start=None, line_end=None, value_text="31 %")
    first = coded(statistics=[by_page])
    second = coded(statistics=[statistic(31, **{"value_text": "31%", **other})])
    figures = agreement.figures(agreement.compare(first, second))
    assert value(figures, "statistics", "units", "found") == is_paired


def test_statistics_are_not_compared_where_a_coder_did_not_look_for_them() -> None:
    compared = agreement.compare(coded(), coded(statistics=[statistic(31)]), with_statistics=False)
    assert of(agreement.figures(compared), "statistics", "units", "spurious")["compared"] == 0


def test_two_empty_codings_have_nothing_to_compare() -> None:
    compared = agreement.compare(coded(), coded())
    assert compared.items.is_empty()
    assert dict(compared.items.schema) == ITEM
    assert dict(compared.codes.schema) == CODE
    figures = agreement.figures(compared)
    assert dict(figures.schema) == agreement.FIGURE
    assert figures["compared"].sum() == 0
    assert figures["value"].null_count() == figures["low"].null_count() == len(figures)


def test_an_empty_coding_finds_nothing() -> None:
    figures = agreement.figures(agreement.compare(coded([{}] * 3), coded()))
    assert value(figures, "commitments", "units", "recall") == 0
    assert value(figures, "commitments", "units", "precision") is None
    assert value(figures, "commitments", "units", "f1") == 0


def test_documents_pooled_weigh_by_their_units() -> None:
    good = agreement.compare(coded([{}] * 3), coded([{}] * 3), document="a")
    poor = agreement.compare(coded([{}]), coded(), document="b")
    whole = agreement.pool([good, poor])
    assert value(agreement.figures(whole), "commitments", "units", "recall") == 0.75
    assert whole.items["document"].to_list() == ["a", "a", "a", "b"]
    assert agreement.pool([]).items.is_empty()


def test_kinds_are_kept_with_their_quantities() -> None:
    both = coded(
        [{"kind": "target"}, {"kind": "action"}],
        [quantity(1, 1, 5, "km", "count"), quantity(2, 1, 6, "km", "count")],
        [statistic(1)],
    )
    kept = agreement.of_kinds(both, ["action"])
    assert kept.commitments["sequence"].to_list() == [2]
    assert kept.quantities["value"].to_list() == [6]
    assert len(kept.statistics) == 1


@pytest.mark.parametrize("name", ["aruma-tabla", "aruma-provincia", "aruma-distrito-regla"])
def test_a_coding_agrees_with_itself(name: str, project: Workspace, vocabularies: Codebook) -> None:
    """By lines and by pages."""
    hand = coding.load(project.root / "data" / "specimens" / "coding" / name, vocabularies)
    compared = agreement.compare(hand, hand)
    figures = agreement.figures(compared).drop_nulls("value")
    assert set(figures.filter(pl.col("measure") == "spurious")["value"]) <= {0.0}
    rest = figures.filter(pl.col("measure") != "spurious")
    assert set(rest["value"]) == {1.0}
    assert set(rest["low"]) == set(rest["high"]) == {1.0}
    assert agreement.disagreements(compared, hand, hand).is_empty()
