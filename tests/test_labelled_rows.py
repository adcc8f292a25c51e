"""Forms drawn as tables with a label at the left of every box."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest

from plain_texts import read_text
from planoteca.codebook import Codebook
from planoteca.extraction import extract

FORM = [
    ("PROBLEMA", ["Postas sin personal"]),
    ("OBJETIVO ESTRATÉGICO", ["Mejorar la atención de salud"]),
    ("METAS", ["Contratar 4 médicos", "Equipar 2 postas al 2026"]),
    ("PRESUPUESTO", ["S/ 20 000"]),
    ("PROBLEMA", ["Niños con anemia"]),
    ("OBJETIVO ESTRATÉGICO", ["Bajar la anemia"]),
    ("METAS", ["Reducir la anemia a 20 %"]),
]


def commitments(rows: list[Any], vocabularies: Codebook) -> list[dict[str, Any]]:
    html = "".join(
        f"<tr><td>{escape(label)}</td>"
        + "".join(
            "<td>" + "".join(f"<p>{escape(text)}</p>" for text in box) + "</td>" for box in boxes
        )
        + "</tr>"
        for label, *boxes in rows
    )
    page = f"<html><body><h2>DIMENSIÓN SOCIAL</h2><table>{html}</table></body></html>"
    return extract(read_text(page), vocabularies).commitments.to_dicts()


def test_each_item_is_its_targets_with_problem_and_objective(vocabularies: Codebook) -> None:
    rows = commitments(FORM, vocabularies)
    assert [(row["statement"], row["problem"], row["objective"]) for row in rows] == [
        ("Contratar 4 médicos", "Postas sin personal", "Mejorar la atención de salud"),
        ("Equipar 2 postas al 2026", "Postas sin personal", "Mejorar la atención de salud"),
        ("Reducir la anemia a 20 %", "Niños con anemia", "Bajar la anemia"),
    ]
    assert {(row["section"], row["dimension"], row["kind"]) for row in rows} == {
        ("boxed_form", "social", "target")
    }
    assert rows[1]["deadline"] == "2026"


def test_further_columns_of_boxes_are_further_items(vocabularies: Codebook) -> None:
    side_by_side = [
        ("PROBLEMA", ["Postas sin personal"], ["Niños con anemia"]),
        ("METAS", ["Contratar 4 médicos"], ["Reducir la anemia a 20 %"]),
    ]
    rows = commitments(side_by_side, vocabularies)
    assert [(row["statement"], row["problem"]) for row in rows] == [
        ("Contratar 4 médicos", "Postas sin personal"),
        ("Reducir la anemia a 20 %", "Niños con anemia"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("PROBLEMA", ["METAS"]), ("Postas sin personal", ["Contratar 4 médicos"])],  # a header
        [("METAS", ["Contratar 4 médicos"]), ("Fuente", ["Área de salud"])],  # no reason
    ],
)
def test_other_tables_are_left_as_they_are(rows: list[Any], vocabularies: Codebook) -> None:
    assert all(row["section"] != "boxed_form" for row in commitments(rows, vocabularies))
