"""Text reuse in a database: plans that copy, from the build to the queries, findings and page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import planoteca
from databases import rows_of
from finding_plans import findings_of
from invented_words import changed, in_lines, words
from planoteca import building
from planoteca.reports import manifest, run
from planoteca.workspace import Workspace

HOSTILE = '<img src=x onerror="alert(1)"> </td>'
SHARED = words(120, "shared")
FORM = words(60, "form")


def _plan(place: str, own: str, *parts: str, year: int = 2019) -> str:
    head = f"MUNICIPALIDAD DISTRITAL DE {place.upper()}\nPLAN DE GOBIERNO {year}-{year + 3}\n\n"
    return head + "\n".join([*in_lines(words(150, own)), *parts, ""])


def _write(folder: Path) -> Path:
    folder.mkdir()
    form = "\n".join(in_lines(FORM))
    half, rest = "\n".join(in_lines(SHARED[:60])), "\n".join(in_lines(SHARED[60:]))
    plans = {
        "quichuas": _plan("Quichuas", "q", half, "en el distrito de Quichuas", rest, form),
        # Copied four years later, with the place of its source left in it.
        "acos": _plan(
            "Huepetuhe", "a", half, "en el distrito de", "Quichuas", rest, form, year=2023
        ),
        "chipao": _plan("Chipao", "c", *in_lines(changed(SHARED[:60], 8)), HOSTILE, rest, form),
        "oropesa": _plan("Caminaca", "o", form, *["La Municipalidad Distrital de Huicungo"] * 2),
        "neighbour": _plan("Jazán", "n", form, "El distrito de Huicungo es nuestro vecino", form),
        "lonely": _plan("Saurama", "s", "Un convenio con la Municipalidad Distrital de Huicungo"),
        "twin": _plan("Oropesa", "t", "PROVINCIA DE ANTABAMBA", "Linda con la provincia de Grau"),
        "namesake": _plan("Independencia", "i"),
        # Once, where the line before speaks of a municipality too.
        "agreement": _plan(
            "Tumán", "g", "La Municipalidad firma", "con la Municipalidad Distrital de Huicungo"
        ),
        "broken": _plan(
            "Characato", "b", *["La Municipalidad Distrital", "de Huicungo, vecina"] * 2
        ),
        "own": _plan("Supe", "p", form, *["La Municipalidad Provincial de Barranca"] * 3),
    }
    for name, text in plans.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def copied(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    building.build(project, _write(folder / "plans"), folder / "plans.duckdb")
    return folder / "plans.duckdb"


def test_pairs_begin_with_the_earlier_plan(copied: Path) -> None:
    rows = planoteca.query("text_reuse", database_path=copied)
    pairs = {(row["document_id"], row["other_id"]): row for row in rows.rows(named=True)}
    assert set(pairs) == {("quichuas", "acos"), ("chipao", "quichuas"), ("chipao", "acos")}
    row = pairs["quichuas", "acos"]
    assert (row["period_start"], row["other_period_start"]) == (2019, 2023)
    assert (row["place_name"], row["other_place_name"]) == ("Quichuas", "Huepetuhe")
    assert row["longest"] >= 120
    assert row["share_pct"] == pytest.approx(100 * row["words"] / 345, abs=2)
    assert row["similarity_pct"] > 95
    assert rows["similarity_pct"].max() == row["similarity_pct"]


def test_a_plan_asked_for_stands_first(copied: Path) -> None:
    pairs = planoteca.query("text_reuse", database_path=copied, document_id="acos")
    assert set(pairs["document_id"]) == {"acos"}
    (row,) = planoteca.query(
        "reused_passages", database_path=copied, document_id="acos", other_id="quichuas"
    ).rows(named=True)
    assert " ".join(SHARED[:60]) in row["text"]
    assert "distrito de Quichuas" in row["other_text"]
    assert row["line_start"] > 3
    assert len(planoteca.query("reused_passages", database_path=copied, longest=2)) == 2


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("text_reuse", ["document_id", "other_id"]),
        ("reused_passages", ["document_id", "other_id", "line_start", "other_line_start"]),
        ("boilerplate", ["boilerplate_id"]),
    ],
)
def test_rows_are_told_apart_by_what_they_are_ordered_by(
    query: str, key: list[str], copied: Path
) -> None:
    rows = planoteca.query(query, database_path=copied)
    assert len(rows) > 0
    assert not rows.select(key).is_duplicated().any()


def test_boilerplate_names_its_plans(copied: Path) -> None:
    (row,) = planoteca.query("boilerplate", database_path=copied).rows(named=True)
    assert row["plans"] == 6
    assert row["plans_pct"] == pytest.approx(100 * 6 / 11)
    assert row["organisations"] == 0
    assert len(planoteca.query("boilerplate", database_path=copied, document_id="lonely")) == 0


def test_originality_adds_up(copied: Path) -> None:
    rows = planoteca.query("plan_originality", database_path=copied)
    assert len(rows) == 11
    parts = rows.select("own_pct", "reused_pct", "boilerplate_pct").sum_horizontal()
    assert parts.to_list() == pytest.approx([100] * 11)
    plans = {row["document_id"]: row for row in rows.rows(named=True)}
    assert plans["acos"]["nearest_id"] == "quichuas"
    assert plans["lonely"]["own_pct"] == 100
    assert plans["lonely"]["nearest_pct"] is None


def test_the_place_of_a_plan_that_no_registry_knows_is_marked_as_told_by_its_text(
    copied: Path, plans: Path
) -> None:
    told = rows_of(copied, "SELECT document_id, place_id, place_name, place_source FROM document")
    found = {name: rest for name, *rest in told}
    assert found["acos"] == ["170204", "Huepetuhe", "text"]
    # Of two districts of one name, that in the province which the plan names first; else neither.
    assert found["twin"] == ["030305", "Oropesa", "text"]
    assert found["namesake"] == [None, "Independencia", "text"]
    registered = rows_of(plans, "SELECT DISTINCT place_source FROM document")
    assert registered == [("registry",)]


def test_places_left_over_are_found_and_neighbours_are_not(copied: Path) -> None:
    found = {row["document_id"]: row for row in findings_of(copied, "rule = 'foreign_place'")}
    assert set(found) == {"acos", "broken", "oropesa"}
    copy, named = found["acos"], found["oropesa"]
    assert (copy["stated"], copy["expected"]) == ("Quichuas", "Huepetuhe")
    assert "un pasaje que comparte con un plan de allí" in copy["message_es"]
    assert (named["stated"], named["expected"]) == ("Huicungo", "Caminaca")
    assert len(named["lines"].split(";")) == 2
    assert named["message_en"] == (
        "The plan is of Caminaca, but names Huicungo as if it were its own."
    )


def test_a_build_without_reuse_says_so_in_its_identity(
    project: Workspace, copied: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    made = building.build(project, _write(tmp_path / "plans"), path, reuse=False)
    assert rows_of(copied, "SELECT build_id FROM build") != [(made.build["build_id"],)]
    assert rows_of(path, "SELECT count(*) FROM line") > [(0,)]
    assert rows_of(path, "SELECT count(*) FROM document_words") == [(0,)]


def test_the_page_shows_passages_with_their_text_harmless(
    project: Workspace, copied: Path, tmp_path: Path
) -> None:
    jobs = run.plan([manifest.load(project.report_notebooks)["text_reuse"]], copied, ["en"], {})
    assert run.run(jobs, copied, tmp_path / "out", tmp_path / "failed") == []
    page = (tmp_path / "out" / jobs[0].file_name).read_text("utf-8")
    assert "<mark>otra" in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    assert "The passages, side by side" in text
    assert "names Huicungo as if it were its own" in text


def test_without_documents_the_page_says_what_to_do(
    project: Workspace, plans: Path, tmp_path: Path
) -> None:
    jobs = run.plan([manifest.load(project.report_notebooks)["text_reuse"]], plans, ["es"], {})
    assert run.run(jobs, plans, tmp_path / "out", tmp_path / "failed") == []
    page = (tmp_path / "out" / jobs[0].file_name).read_text("utf-8")
    assert "Esta base no tiene el texto de los planes" in page
