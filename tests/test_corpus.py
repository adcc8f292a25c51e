"""Queries and reports on a whole corpus, and on the quality of its data."""

from __future__ import annotations

from pathlib import Path

import pytest

import planoteca
from planoteca import evaluation
from planoteca.reports import manifest, run
from planoteca.workspace import Workspace


def test_shares_of_the_corpus_are_those_of_its_plans(plans: Path) -> None:
    each = planoteca.query("plan_comparison", database_path=plans)
    shares = {
        row["measure"]: row
        for row in planoteca.query("corpus_shares", database_path=plans).to_dicts()
    }
    social = each["social_pct"]
    assert shares["social"]["median_pct"] == pytest.approx(social.median())
    assert shares["social"]["mean_pct"] == pytest.approx(social.mean())
    assert shares["social"]["most_pct"] == pytest.approx(social.max())
    assert shares["social"]["plans"] == len(each) == 5
    pooled = (social * each["commitments"]).sum() / each["commitments"].sum()
    assert shares["social"]["pooled_pct"] == pytest.approx(pooled)
    priorities = [row for row in shares.values() if row["topic"] == "priorities"]
    assert sum(row["pooled_pct"] for row in priorities) == pytest.approx(100)


def test_a_department_restricts_whatever_its_accents(plans: Path) -> None:
    all_, one, none = (
        planoteca.query("corpus_shares", database_path=plans, **given)
        for given in ({}, {"department": "TACNA"}, {"department": "Ancash"})
    )
    assert one["plans"].unique().to_list() == [2]
    assert all_["plans"].unique().to_list() == [5]
    assert none.is_empty()


def test_every_plan_is_in_one_class_of_size_and_one_department(plans: Path) -> None:
    sizes = planoteca.query("corpus_sizes", database_path=plans)
    departments = planoteca.query("corpus_by_department", database_path=plans)
    organisations = planoteca.query("corpus_by_organisation", database_path=plans)
    assert sizes["plans"].sum() == departments["plans"].sum() == organisations["plans"].sum() == 5
    assert sizes["commitments"].sum() == departments["commitments"].sum() == 195
    assert sizes["plans_pct"].sum() == pytest.approx(100)
    assert organisations["organisation"].null_count() == 1


def test_every_rule_is_listed_with_what_it_found(plans: Path) -> None:
    rules = planoteca.query("corpus_findings", database_path=plans)
    findings = planoteca.query("findings", database_path=plans)
    assert rules["findings"].sum() == len(findings) > 0
    assert rules.filter(findings=0)["severity"].null_count() == len(rules.filter(findings=0)) > 0
    density = rules.filter(rule="density").row(0, named=True)
    assert (density["plans"], density["plans_pct"]) == (1, 20)


def test_hand_and_machine_coding_of_a_database_are_compared(specimens: Path, plans: Path) -> None:
    assert evaluation.agreement_in(plans).is_empty()  # no file at hand: no machine coding
    found = evaluation.agreement_in(specimens)
    units = found.filter(table="commitments", variable="units", measure="f1")
    assert units.filter(document=evaluation.OVERALL)["value"].item() == 1
    assert len(units) > 5
    variables = evaluation.agreement_by_variable(found)
    rows = {(r["table_en"], r["variable_en"]): r for r in variables.to_dicts()}
    assert rows["Commitments", "Found by both"]["equal_pct"] == 100
    assert rows["Commitments", "Found by both"]["plans"] == len(units) - 1
    assert rows["Commitments", "Dimension"]["alpha"] == 1
    assert rows["Statistics", "Year"]["compared"] > 0


def test_the_reports_of_a_corpus_say_what_is_in_it(
    project: Workspace, specimens: Path, tmp_path: Path
) -> None:
    known = manifest.load(project.report_notebooks)
    jobs = [
        *run.plan([known["corpus_overview"]], specimens, ["en"], {}),
        *run.plan([known["data_quality"]], specimens, ["es"], {}),
    ]
    assert run.run(jobs, specimens, tmp_path, tmp_path / "failed") == []
    corpus = (tmp_path / "corpus_overview.en.html").read_text("utf-8")
    assert "100% of 10 plans have commitments" in corpus.replace("\u00a0", " ")
    quality = (tmp_path / "data_quality.es.html").read_text("utf-8").replace("\u00a0", " ")
    assert "persona y máquina coinciden en los compromisos hallados en 100 % (F1)" in quality
