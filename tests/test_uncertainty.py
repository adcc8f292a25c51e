"""Shares with intervals: coverage on simulated plans, errors of coding, very little data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import planoteca
from planoteca import database, uncertainty
from planoteca.errors import InvalidParameter, PlanotecaError, UnknownName
from planoteca.uncertainty import coding_error, estimating, intervals

ROUNDS = 300


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> np.random.Generator:
    monkeypatch.setattr(intervals, "SAMPLES", 400)  # enough for coverage, and quick
    return np.random.default_rng(7)


def _simulated(
    generator: np.random.Generator, plans: int, share: float, alike: float
) -> estimating.Counts:
    """Plans of 5 to 79 commitments whose own shares spread around the true one."""
    commitments = generator.integers(5, 80, plans)
    own = generator.beta(share * alike, (1 - share) * alike, plans)
    hits = generator.binomial(commitments, own)
    erring = np.zeros(plans, dtype=np.bool_)
    return estimating.Counts(hits[:, None], commitments, erring, is_one_plan=False)


def _covered(true: float, found: list[estimating.Estimate]) -> float:
    ends = [each.interval for each in found if each.interval]
    assert len(ends) == len(found)
    return sum(low - 1e-9 <= true <= high + 1e-9 for low, high in ends) / len(ends)


@pytest.mark.parametrize(
    ("plans", "share", "alike", "least", "method"),
    [
        (40, 0.4, 10, 0.90, "plans"),
        (40, 0.1, 10, 0.88, "plans"),
        (8, 0.4, 30, 0.89, "plans"),
        (4, 0.4, 10, 0.90, "wilson_plans"),
        (2, 0.3, 10, 0.93, "wilson_plans"),
        (40, 0.004, 10, 0.85, "wilson_plans"),
    ],
)
def test_intervals_of_groups_hold_the_true_share(
    plans: int,
    share: float,
    alike: float,
    least: float,
    method: str,
    generator: np.random.Generator,
) -> None:
    found = []
    for _ in range(ROUNDS):
        counts = _simulated(generator, plans, share, alike)
        found += estimating.estimates(counts, None, generator)
    assert _covered(share, found) >= least
    methods = [each.method for each in found]
    assert max(set(methods), key=methods.count) == method


@pytest.mark.parametrize(
    ("of", "share", "least"), [(60, 0.4, 0.92), (15, 0.1, 0.92), (5, 0.5, 0.9)]
)
def test_intervals_of_one_plan_hold_the_true_share(
    of: int, share: float, least: float, generator: np.random.Generator
) -> None:
    found = []
    for hits in generator.binomial(of, share, ROUNDS):
        counts = estimating.Counts(
            np.array([[hits]]), np.array([of]), np.array([False]), is_one_plan=True
        )
        found += estimating.estimates(counts, None, generator)
    assert _covered(share, found) >= least


def test_resampling_commitments_as_if_plans_were_alike_would_be_too_sure(
    generator: np.random.Generator,
) -> None:
    """The reason to resample plans: the commitments of one plan are alike."""
    narrow = []
    for _ in range(ROUNDS):
        counts = _simulated(generator, 40, 0.4, 4)
        hits, of = int(counts.counted.sum()), int(counts.commitments.sum())
        narrow.append(
            estimating.Estimate(
                hits / of, intervals.percentile(intervals.of_one(hits, of, generator) / of), ""
            )
        )
    assert _covered(0.4, narrow) < 0.7


def test_differences_of_groups_hold_the_true_difference(generator: np.random.Generator) -> None:
    held = 0
    for _ in range(ROUNDS):
        sides = []
        for share in (0.5, 0.3):
            counts = _simulated(generator, 20, share, 10)
            [found] = estimating.estimates(counts, None, generator)
            assert found.interval
            sides.append((found.share, found.interval))
        (a, around), (b, other) = sides
        low, high = intervals.difference(a, b, around, other)
        held += low <= 0.2 <= high
    assert held / ROUNDS >= 0.9


@pytest.mark.parametrize("is_one_plan", [True, False])
def test_correction_takes_known_errors_out(
    is_one_plan: bool, generator: np.random.Generator
) -> None:
    """True share 0.30, sensitivity 0.9, specificity 0.8, each told from 300 checked commitments."""
    plain, corrected = [], []
    for _ in range(ROUNDS):
        right, absent = generator.binomial(300, 0.9), generator.binomial(300, 0.8)
        rates = pl.DataFrame(
            [["x", right, 300 - right, 300 - absent, absent, right / 300, absent / 300]],
            uncertainty.RATE,
            orient="row",
        )
        error = coding_error.errors(rates, generator)["x"]
        commitments = np.array([400]) if is_one_plan else np.full(20, 20)
        hits = generator.binomial(commitments, 0.3 * 0.9 + 0.7 * 0.2)
        erring = np.ones(len(commitments), dtype=np.bool_)
        counts = estimating.Counts(hits[:, None], commitments, erring, is_one_plan=is_one_plan)
        corrected += estimating.estimates(counts, [error], generator)
        plain += estimating.estimates(counts, None, generator)
    assert _covered(0.3, plain) < 0.1
    assert _covered(0.3, corrected) >= 0.91
    assert np.mean([each.share for each in corrected]) == pytest.approx(0.3, abs=0.02)


def test_only_plans_of_the_erring_coder_are_corrected(generator: np.random.Generator) -> None:
    """Half of the commitments are by hand: 0.5 there, 0.7 by a machine that has 0.2 too many."""
    rates = pl.DataFrame([["x", 10_000, 0, 4_000, 6_000, 1.0, 0.6]], uncertainty.RATE, orient="row")
    known = [coding_error.errors(rates, generator)["x"]]
    counts = estimating.Counts(
        np.repeat([50, 70], 10)[:, None],
        np.full(20, 100),
        np.repeat([False, True], 10),
        is_one_plan=False,
    )
    [found] = estimating.estimates(counts, known, generator)
    assert found.share == pytest.approx((0.5 + 0.5) / 2)
    by_hand = estimating.Counts(
        counts.counted, counts.commitments, np.zeros(20, dtype=np.bool_), is_one_plan=False
    )
    assert estimating.estimates(by_hand, known, generator)[0].share == pytest.approx(0.6)


def test_codes_checked_too_seldom_get_no_interval(generator: np.random.Generator) -> None:
    rows = [["few", 4, 0, 0, 90, 1.0, 1.0], ["blind", 5, 5, 50, 50, 0.5, 0.5]]
    found = coding_error.errors(pl.DataFrame(rows, uncertainty.RATE, orient="row"), generator)
    assert found.keys() == {"blind"}
    counts = estimating.Counts(
        np.array([[3, 3]]), np.array([20]), np.array([True]), is_one_plan=True
    )
    for estimate in estimating.estimates(counts, [None, found["blind"]], generator):
        assert (estimate.share, estimate.interval, estimate.method) == (0.15, None, "unchecked")


@pytest.mark.parametrize(
    ("units", "t"), [(2, 12.706), (3, 4.303), (4, 3.182), (5, 2.776), (8, 2.365), (31, 2.042)]
)
def test_student_is_that_of_the_tables(units: int, t: float) -> None:
    assert 1.959964 / intervals.normal_over_student(units) == pytest.approx(t, abs=0.005)


def test_known_intervals() -> None:
    """Newcombe (1998, Statistics in Medicine 17, 857-872 and 873-890): 81/263; 56/70 and 48/80."""
    assert intervals.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    a, b = intervals.wilson(56, 70), intervals.wilson(48, 80)
    found = intervals.difference(56 / 70, 48 / 80, a, b)
    assert found == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_shares_of_the_five_plans(plans: Path) -> None:
    rows = planoteca.shares("precision", "document_id", database_path=plans)
    assert dict(rows.schema) == uncertainty.SHARE
    ilo = rows.filter(pl.col("group") == "ilo-2018")
    measurable, deadline, baseline = ilo.rows(named=True)
    assert (measurable["counted"], measurable["commitments"], measurable["plans"]) == (65, 71, 1)
    assert measurable["method"] == "commitments"
    assert measurable["low_pct"] == pytest.approx(85, abs=1)
    assert measurable["high_pct"] == pytest.approx(97, abs=1)
    assert (deadline["method"], deadline["share_pct"], deadline["high_pct"]) == ("wilson", 100, 100)
    assert baseline["low_pct"] == 0 < baseline["high_pct"] < 6
    again = planoteca.shares("precision", "document_id", database_path=plans)
    assert again.equals(rows)
    difference = planoteca.differences(rows, "ilo-2018", "espinar-2018").row(0, named=True)
    assert difference["difference_points"] == pytest.approx(100 * (65 / 71 - 5 / 48))
    assert 60 < difference["low_points"] < difference["difference_points"]
    with pytest.raises(UnknownName, match="did you mean 'ilo-2018'"):
        planoteca.differences(rows, "ilo-2019", "espinar-2018")


def test_shares_of_all_plans_and_of_groups(plans: Path) -> None:
    rows = planoteca.shares("dimension", database_path=plans)
    assert rows["counted"].sum() == 195
    assert set(rows["method"]) == {"wilson_plans"}
    assert (rows["low_pct"] < rows["share_pct"]).all()
    assert (rows["share_pct"] < rows["high_pct"]).all()
    by_place = planoteca.shares("dimension", "department", database_path=plans)
    assert dict(by_place.select("group", "plans").unique().iter_rows())["Tacna"] == 2
    own = pl.DataFrame({"document_id": ["ilo-2018", "tarata-2018"], "group": [1, 1]})
    grouped = planoteca.shares("kind", own, database_path=plans)
    assert set(grouped["group"]) == {"1"}
    assert set(grouped["plans"]) == {2}
    # One plan of a department tells of the department less than of itself.
    of_cusco = by_place.filter(group="Cusco", code="social")
    of_plan = planoteca.shares("dimension", "document_id", database_path=plans)
    of_plan = of_plan.filter(group="espinar-2018", code="social")
    assert of_plan["high_pct"][0] < of_cusco["high_pct"][0]


@pytest.mark.parametrize("variable", uncertainty.VARIABLES)
def test_counts_are_those_of_the_database(variable: str, plans: Path) -> None:
    rows = planoteca.shares(variable, "document_id", database_path=plans)
    sizes = rows.select("group", "commitments").unique()
    assert sizes["commitments"].sum() == 195
    assert rows.group_by("group").len()["len"].n_unique() == 1  # zeros are told too
    if variable not in {"theme", "precision"}:
        assert rows["counted"].sum() == 195


def test_bad_input_is_told(plans: Path) -> None:
    with pytest.raises(UnknownName, match="no variable 'themes'; did you mean 'theme'"):
        planoteca.shares("themes", database_path=plans)
    with pytest.raises(UnknownName, match="no grouping 'party'"):
        planoteca.shares("theme", "party", database_path=plans)
    with pytest.raises(InvalidParameter, match="columns document_id and group"):
        planoteca.shares("theme", pl.DataFrame({"group": ["a"]}), database_path=plans)
    twice = pl.DataFrame({"document_id": ["ilo-2018"] * 2, "group": ["a", "b"]})
    with pytest.raises(InvalidParameter, match="each document_id once"):
        planoteca.shares("theme", twice, database_path=plans)
    with pytest.raises(PlanotecaError, match="no plan of the database has both"):
        planoteca.shares("dimension", coding_error=True, database_path=plans)


def test_groups_without_commitments_give_no_rows(plans: Path) -> None:
    none = pl.DataFrame({"document_id": ["no-plan"], "group": ["a"]})
    found = planoteca.shares("dimension", none, database_path=plans)
    assert found.is_empty()
    assert dict(found.schema) == uncertainty.SHARE


def test_errors_are_those_of_hand_and_machine(specimens: Path) -> None:
    with database.reading(specimens) as connection:
        rates = uncertainty.error_rates(connection, "dimension")
    totals = rates.select(pl.sum_horizontal("right", "missed", "wrong", "absent")).to_series()
    assert totals.n_unique() == 1
    assert rates["right"].sum() > 0.9 * totals[0]
    found = planoteca.shares("dimension", coding_error=True, database_path=specimens)
    assert found["with_coding_error"].all()
    # All specimens are preferred as coded by hand: nothing of the machine's is in the shares.
    plain = planoteca.shares("dimension", database_path=specimens)
    assert found["share_pct"].to_list() == plain["share_pct"].to_list()


def test_the_dictionary_errs_in_every_plan(plans: Path) -> None:
    with database.reading(plans) as connection:
        found_rates = uncertainty.error_rates(connection, "theme").to_dicts()
    rates = {row["code"]: row for row in found_rates}
    business = rates["business_employment"]
    assert business["wrong"] > business["missed"]
    rows = planoteca.shares("theme", coding_error=True, database_path=plans)
    found: dict[str, Any] = rows.row(
        by_predicate=pl.col("code") == "business_employment", named=True
    )
    assert found["share_pct"] < 100 * found["counted"] / found["commitments"]
    mining = rows.row(by_predicate=pl.col("code") == "mining", named=True)
    assert (mining["method"], mining["low_pct"]) == ("unchecked", None)
