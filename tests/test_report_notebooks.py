"""The notebooks of profile and comparison, run for plans that lack what the others have."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import duckdb
import pytest

from planoteca import queries
from planoteca.errors import UnknownName
from planoteca.reports import manifest, run
from planoteca.workspace import Workspace

Page = Callable[..., str]


@pytest.fixture
def page(project: Workspace, tmp_path: Path) -> Page:
    """The text of a page made of a report, without its markup."""

    def make(report: str, database: Path, language: str = "es", **parameters: str) -> str:
        known = manifest.load(project.report_notebooks)[report]
        jobs = run.plan([known], database, [language], parameters)
        assert run.run(jobs, database, tmp_path / "out", tmp_path / "failed") == []
        text = (tmp_path / "out" / jobs[0].file_name).read_text("utf-8")
        body = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", text[text.index("<main") :])
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))

    return make


def test_a_plan_without_statistics_or_baselines_says_so(page: Page, plans: Path) -> None:
    text = page("plan_profile", plans, document_id="ilo-2018")
    assert "El plan no da ninguna cifra del lugar" in text
    assert "Ningún compromiso del plan dice de dónde parte" in text
    assert "65 (92 %)" in text


def test_a_plan_without_quantities_says_so(page: Page, plans: Path) -> None:
    text = page("plan_profile", plans, "en", document_id="huancane-2018")
    assert "No commitment of the plan has a number" in text


def test_a_plan_beside_official_figures_shows_both(page: Page, plans: Path, tmp_path: Path) -> None:
    database = tmp_path / "official.duckdb"
    database.write_bytes(plans.read_bytes())
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "INSERT INTO reference_statistic BY NAME"
            " SELECT place_id, indicator_id, 2017 AS year, max(value) * 2 AS value, unit_id,"
            " 'Censo' AS source FROM plan_statistic"
            " WHERE document_id = 'espinar-2018' AND place_id IS NOT NULL"
            " GROUP BY place_id, indicator_id, unit_id"
        )
    text = page("plan_profile", database, document_id="espinar-2018")
    assert "Junto a las cifras oficiales" in text
    assert "Censo" in text
    assert "Junto a las cifras oficiales" not in page(
        "plan_profile", plans, document_id="espinar-2018"
    )


def test_the_comparison_holds_the_plans_it_is_given(page: Page, plans: Path) -> None:
    text = page("plan_comparison", plans, document_ids="tarata-2018, ilo-2018")
    assert "2 planes, 90 compromisos" in text.replace("\u00a0", " ")
    assert "Candarave" not in text


def test_plans_are_named_with_commas() -> None:
    known = ["a", "b", "c"]
    assert queries.names_of("document", " b, a,b ,", known) == ["b", "a"]
    assert queries.names_of("document", "", known) == known
    with pytest.raises(UnknownName, match="no document 'x'"):
        queries.names_of("document", "a,x", known)
