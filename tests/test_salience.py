"""Salience of themes against the need of the places: query salience_and_need."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import polars as pl
import pytest

import planoteca
from planoteca import building, charts
from planoteca.errors import UnknownName
from planoteca.workspace import Workspace

BY_PLAN = ["document_id", "need_rank", "need_value", "need_basis"]


def salience(database: Path, **parameters: str) -> pl.DataFrame:
    return planoteca.query("salience_and_need", database_path=database, **parameters)


def test_needier_places_come_first_by_the_official_poverty_rate(plans: Path) -> None:
    rows = salience(plans).select(BY_PLAN).unique(maintain_order=True).rows()
    assert rows == [
        ("huancane-2018", 1, 43.11, "official"),
        ("tarata-2018", 2, 32.02, "official"),
        ("espinar-2018", 3, 30.93, "official"),
        ("candarave-2018", 4, 26.88, "official"),
        ("ilo-2018", 5, 6.0, "official"),
    ]


def test_shares_are_those_of_the_themes_and_add_up_with_what_has_no_theme(plans: Path) -> None:
    shares = salience(plans).group_by("document_id").agg(pl.col("share_pct").sum())
    without = planoteca.query("theme_shares", database_path=plans).select(
        "document_id", "other_pct"
    )
    whole = shares.join(without, on="document_id").select(pl.col("share_pct") + pl.col("other_pct"))
    assert whole.to_series().to_list() == pytest.approx([100] * 5, abs=1e-4)


def test_correlation_is_that_of_the_ranks(plans: Path) -> None:
    rows = salience(plans)
    for (_,), part in rows.group_by("theme_id"):
        expected = part.select(pl.corr("need_value", "share_pct", method="spearman")).item()
        found = part["rank_correlation"][0]
        assert (found is None) == (part["share_pct"].n_unique() == 1)
        if found is not None:
            assert found == pytest.approx(expected, abs=1e-6)


def test_of_an_indicator_whose_high_values_are_good_the_low_ones_are_need(plans: Path) -> None:
    rows = salience(plans, indicator_id="hdi")
    assert rows["document_id"][0] == "huancane-2018"
    by_value = rows.filter(theme_id="education").sort("need_value")
    assert by_value["need_rank"].to_list() == [1, 2, 3, 4, 5]
    expected = by_value.select(pl.corr(-pl.col("need_value"), "share_pct", method="spearman"))
    assert by_value["rank_correlation"][0] == pytest.approx(expected.item(), abs=1e-6)


def test_without_an_official_figure_the_plan_s_own_counts(plans: Path) -> None:
    rows = salience(plans, indicator_id="poverty_population").select(BY_PLAN).unique()
    assert rows.rows() == [("candarave-2018", 1, 3325.0, "stated")]


def test_a_district_without_a_figure_has_that_of_its_province(
    project: Workspace, tmp_path: Path
) -> None:
    plan = project.root / "data" / "specimens" / "aruma-tabla.txt"
    sha256 = hashlib.sha256(plan.read_bytes()).hexdigest()
    folder = tmp_path / "plans"
    folder.mkdir()
    shutil.copy(plan, folder)
    header = project.registry.read_text("utf-8").splitlines()[0]
    row = f"asuncion,Plan,,010102,Asunción,district,2018,2019,2022,{plan.name},{sha256}"
    (folder / "documents.csv").write_text(f"{header}\n{row}\n", "utf-8")
    database = building.build(project, folder, tmp_path / "plans.duckdb").path
    rows = salience(database).select(BY_PLAN).unique()
    assert rows.rows() == [("asuncion", 1, 22.02, "province")]


def test_fewer_than_three_plans_have_no_correlation(plans: Path) -> None:
    rows = salience(plans, department="Tacna")
    assert rows["plans"].unique().to_list() == [2]
    assert rows["rank_correlation"].null_count() == len(rows)


def test_unknown_indicators_are_refused(plans: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean 'poverty_rate'"):
        salience(plans, indicator_id="povertyrate")


def _title(frame: pl.DataFrame) -> str:
    spec = charts.salience_and_need(frame, language="en").to_dict()
    return " ".join(spec["vconcat"][0]["title"]["text"]).replace("\u00a0", " ")


def test_plans_of_equal_need_have_no_correlation_to_draw(plans: Path) -> None:
    rows = salience(plans)
    many = pl.concat(
        rows.with_columns(
            document_id=pl.format("{}-{}", "document_id", pl.lit(i)),
            plans=pl.lit(15, pl.Int64),
            rank_correlation=pl.lit(None, pl.Float64),
        )
        for i in range(3)
    )
    assert _title(many) == "There are no themes or figures that vary between the plans"


def test_plans_without_any_theme_have_none_to_draw(plans: Path) -> None:
    rows = salience(plans).with_columns(share_pct=0.0, mean_share_pct=0.0, rank_correlation=None)
    assert _title(rows) == "There are no themes or figures that vary between the plans"


def test_themes_that_lead_together_are_both_named(plans: Path) -> None:
    tied = pl.col("theme_id").is_in(["health", "education"]) & (pl.col("need_rank") == 1)
    share = pl.when(tied).then(30.0).otherwise(pl.col("share_pct"))
    assert _title(salience(plans).with_columns(share_pct=share)) == (
        "Poverty rate: where it is highest (Huancané, 43.1%), the themes with most commitments are "
        "health and education: 30% each"
    )


def test_an_index_is_compared_with_that_of_its_own_year_alone(plans: Path) -> None:
    rows = planoteca.query("stated_and_official", database_path=plans)
    assert "hdi" in planoteca.query("baseline_statistics", database_path=plans)["indicator_id"]
    assert "hdi" not in rows["indicator_id"]
