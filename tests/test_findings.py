"""What the rules find in invented plans and in the specimens, and how they say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from finding_cases_figures import OF_FIGURES
from finding_cases_targets import OF_TARGETS
from finding_plans import (
    IN_LIST,
    ROOT,
    RULES,
    THREE,
    findings_of,
    promise,
    share,
    stat,
    write_corpus,
)
from planoteca import building, database, queries
from planoteca.codebook import Codebook
from planoteca.workspace import Workspace

CASES = OF_FIGURES | OF_TARGETS

HOSTILE = '\'; DROP TABLE finding; -- {} {0} %s \\ "<script>alert(1)</script>" \u202e\x0b🙂'


@pytest.fixture(scope="module")
def invented(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    corpus = write_corpus(folder / "corpus", {name: case.rows for name, case in CASES.items()})
    building.build(project, corpus, folder / "plans.duckdb")
    return folder / "plans.duckdb"


@pytest.mark.parametrize("name", CASES)
def test_a_rule_fires_on_a_violation_and_on_nothing_else(name: str, invented: Path) -> None:
    rows = findings_of(invented, f"document_id = '{name}'")
    found = [(row["rule"], row["severity"], row["stated"], row["expected"]) for row in rows]
    expected = CASES[name].found
    assert found == ([expected] if expected else [])


def test_every_rule_is_tried_and_has_a_code(vocabularies: Codebook) -> None:
    # What rests on the titles or lines of a file is tried in test_titles.py, test_text_reuse.py.
    tried = {case.found[0] for case in CASES.values() if case.found}
    tried |= {"contents_and_body", "foreign_place"}
    assert tried == set(vocabularies["finding_rules"]) == set(queries.catalogue(RULES))


def test_messages_are_sentences_in_both_languages_with_the_figures(invented: Path) -> None:
    rows = findings_of(invented)
    assert rows
    for row in rows:
        assert row["message_es"] != row["message_en"]
        for language in ("es", "en"):
            message = row[f"message_{language}"]
            assert message.endswith(".")
            assert "None" not in message
            assert "{}" not in message
    messages = {row["document_id"]: (row["message_es"], row["message_en"]) for row in rows}
    assert messages["parts-wrong"] == (
        "Electores: las cifras de 3 distritos suman 3\xa0000, "
        "pero el total de Aruma dice 3\xa0100.",
        "Registered voters: the figures of 3 districts add up to 3,000, "
        "but the total of Aruma says 3,100.",
    )
    assert messages["baseline-reduce-to-above"] == (
        "«Que la cifra sea otra»: la meta es bajar a 55\xa0%, pero el plan parte de 40\xa0%.",
        '"Que la cifra sea otra": the target is to fall to 55%, but the plan starts from 40%.',
    )


def test_a_finding_names_its_lines_and_itself(invented: Path) -> None:
    (row,) = findings_of(invented, "document_id = 'parts-wrong'")
    assert row["finding_id"] == "parts-wrong:manual:parts_and_total:1"
    assert (row["lines"], row["line_start"], row["line_end"]) == ("2;3;4;5", 2, 5)
    assert row["page"] is None


def test_rows_of_a_coding_by_pages_give_pages(project: Workspace, tmp_path: Path) -> None:
    rows = [
        (file, {**row, "line": None, "page": page})
        for page, (file, row) in enumerate([*THREE, stat("voters", 3_100)], start=3)
    ]
    corpus = write_corpus(tmp_path / "corpus", {"paged": rows})
    building.build(project, corpus, tmp_path / "plans.duckdb")
    (row,) = findings_of(tmp_path / "plans.duckdb")
    assert (row["rule"], row["page"]) == ("parts_and_total", 4)
    assert (row["lines"], row["line_start"], row["line_end"]) == (None, None, None)


def test_hostile_text_is_text(project: Workspace, tmp_path: Path) -> None:
    rows = [
        promise(HOSTILE, 10, "reduce_to", **IN_LIST, axis=HOSTILE, problem=f"1. {HOSTILE}"),
        promise(HOSTILE, 120, "reduce_by", subject=HOSTILE, problem=f"1. A{HOSTILE}", axis=HOSTILE),
        promise(HOSTILE, 15, "reduce_to", subject=HOSTILE, value_text=HOSTILE),
        stat("voters", 5, HOSTILE, place=HOSTILE),
        stat("voters", 9, "(((", place=HOSTILE, line=40),
        share("poverty_rate", 130, HOSTILE, place=HOSTILE),
    ]
    corpus = write_corpus(tmp_path / "corpus", {"hostile": rows})
    building.build(project, corpus, tmp_path / "plans.duckdb")
    found = {row["rule"]: row["message_en"] for row in findings_of(tmp_path / "plans.duckdb")}
    assert {"impossible_share", "one_target_two_values", "one_figure_two_values"} <= found.keys()
    assert HOSTILE in found["one_figure_two_values"]


def test_readers_see_the_findings_of_the_preferred_coding(specimens: Path) -> None:
    everywhere = {row["coding_id"] for row in findings_of(specimens)}
    assert everywhere == {"aruma-tabla:automatic", "aruma-tabla:manual"}
    catalogue = queries.catalogue(ROOT / "queries")
    with database.reading(specimens) as connection:
        seen = queries.run(connection, catalogue["findings"], {"document_id": "aruma-tabla"})
        counted = queries.run(connection, catalogue["findings_by_rule"], {})
        none = queries.run(connection, catalogue["findings"], {"document_id": "aruma-lineas"})
    assert seen["finding_id"].str.contains(":manual:").all()
    assert set(seen["rule_en"]) == {
        *("Parts and total", "One figure, two values", "One target, two values")
    }
    assert counted["findings"].sum() == len(seen)
    assert len(none) == 0
