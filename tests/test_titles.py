"""The titles of a plan, in its table of contents and its body, and what the rules find in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from finding_plans import findings_of
from plain_texts import read_text
from planoteca import building
from planoteca.codebook import Codebook
from planoteca.database import reading
from planoteca.extraction import extract_all
from planoteca.workspace import Workspace

PLAN = """\
PLAN DE GOBIERNO 2019-2022

ÍNDICE

- 1. DIAGNÓSTICO DEL DISTRITO ........ 2
- 2. VISIÓN AL {in_contents} ........ 3
- 3. PROPUESTAS DE GOBIERNO ........ 4
- 3.1 DIMENSIÓN SOCIAL ........ 4

1. DIAGNÓSTICO DEL DISTRITO

El distrito tiene 1 200 habitantes.

2. VISIÓN DEL DISTRITO AL {in_body}

Un distrito con agua para sus familias.

3. PROPUESTAS DE GOBIERNO

3.1 DIMENSIÓN SOCIAL

- Construir 3 postas de salud.
- Reducir la anemia infantil a 20 %.
"""


def plan(in_contents: str = "2030", in_body: str = "2022") -> str:
    return PLAN.format(in_contents=in_contents, in_body=in_body)


def test_titles_of_contents_and_body_with_number_depth_role_and_dimension(
    vocabularies: Codebook,
) -> None:
    titles = extract_all(read_text(plan()), vocabularies).titles
    rows = [row for row in titles.iter_rows(named=True) if row["line"] > 3]
    shown = [(row["part"], row["number"], row["text"], row["depth"]) for row in rows]
    assert shown == [
        ("contents", "1", "1. DIAGNÓSTICO DEL DISTRITO", None),
        ("contents", "2", "2. VISIÓN AL 2030", None),
        ("contents", "3", "3. PROPUESTAS DE GOBIERNO", None),
        ("contents", "3.1", "3.1 DIMENSIÓN SOCIAL", None),
        ("body", "1", "1. DIAGNÓSTICO DEL DISTRITO", 1),
        ("body", "2", "2. VISIÓN DEL DISTRITO AL 2022", 1),
        ("body", "3", "3. PROPUESTAS DE GOBIERNO", 1),
        ("body", "3.1", "3.1 DIMENSIÓN SOCIAL", 2),
    ]
    assert [row["line"] for row in rows] == [5, 6, 7, 8, 10, 14, 18, 20]
    body = [row for row in rows if row["part"] == "body"]
    assert [row["role"] for row in body] == ["diagnosis", "vision", "proposals", None]
    assert [row["dimension"] for row in body] == [None, None, None, "social"]


def test_a_plan_without_titles_has_none(vocabularies: Codebook) -> None:
    titles = extract_all(read_text("Somos un pueblo con historia."), vocabularies).titles
    assert titles.is_empty()


@pytest.mark.parametrize(
    ("in_contents", "in_body", "found"),
    [
        ("2030", "2022", [("2030", "2022", "6;14", "error")]),
        ("2022", "2022", []),
        ("2019-2022", "2022", []),  # a term is no horizon
    ],
)
def test_contents_that_announce_another_year_are_found(
    in_contents: str,
    in_body: str,
    found: list[tuple[str, ...]],
    project: Workspace,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "aruma.txt").write_text(plan(in_contents, in_body), "utf-8")
    database = tmp_path / "plans.duckdb"
    building.build(project, folder, database)
    rows = findings_of(database, "rule = 'contents_and_body'")
    assert [(r["stated"], r["expected"], r["lines"], r["severity"]) for r in rows] == found
    with reading(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM heading").fetchall()
    assert count[0] >= 8
