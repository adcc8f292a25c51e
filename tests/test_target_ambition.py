"""How far a target goes: query target_ambition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from planoteca import database, official, places, queries
from planoteca.codebook import Codebook
from planoteca.places import Gazetteer
from planoteca.workspace import Workspace
from targets import Row, figure, plan, target


@pytest.fixture(scope="module")
def gazetteer(project: Workspace) -> Gazetteer:
    return places.load(project.reference)


CHANGES: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "reduce_to": (
        target("Bajar la anemia al 12 %.", 12, "reduce_to", deadline="2021"),
        {"reading": "level", "target_level": 12, "change_points": -28, "change_pct": -70,
         "years": 3, "change_points_per_year": pytest.approx(-28 / 3, abs=1e-5),
         "direction": "improves"},
    ),
    "reduce_to, the wrong way": (
        target("Bajar la anemia al 70 %.", 70, "reduce_to"),
        {"change_points": 30, "years": 4, "change_points_per_year": 7.5, "direction": "worsens"},
    ),
    "reach": (
        target("Llegar a una anemia de 40 %.", 40, "reach"),
        {"reading": "level", "change_points": 0, "change_pct": 0, "direction": "unchanged"},
    ),
    "reduce_by percent is points or percent": (
        target("Bajar la anemia en 10 %.", 10, "reduce_by"),
        {"reading": "ambiguous", "target_level": None, "change_points": None, "change_pct": None,
         "level_if_points": 30, "level_if_percent": 36, "direction": "improves"},
    ),
    "reduce_by points": (
        target("Bajar la anemia en 10 puntos porcentuales.", 10, "reduce_by"),
        {"reading": "difference", "target_level": 30, "change_points": -10, "change_pct": -25,
         "level_if_points": None},
    ),
    "range": (
        target("Una anemia de 20 a 25 %.", 20, "range_low"),
        {"reading": None, "target_level": None, "change_points": None, "direction": None},
    ),
    "increase_to": (
        target("Subir el alfabetismo al 95 %.", 95, "increase_to", indicator="literacy_rate"),
        {"reading": "level", "baseline_start": 40, "change_points": 55, "direction": "improves"},
    ),
    "increase_by in its own unit": (
        target("Recibir 10 turistas más.", 10, "increase_by", unit="people", indicator="tourists"),
        {"reading": "difference", "target_level": 50, "change_points": 10, "change_pct": 25,
         "direction": "improves"},
    ),
    "achieve_share of the complement": (
        target("El 80 % tendrá agua.", 80, "achieve_share", indicator="water_no_access_rate",
               baseline_relation="complement"),
        {"baseline_start": 60, "change_points": 20, "change_pct": pytest.approx(100 / 3, abs=1e-5),
         "indicator_id": "water_access_rate", "direction": "improves"},
    ),
    "related": (
        target("El 80 % tendrá agua.", 80, "achieve_share", indicator="water_no_access_rate",
               baseline_relation="related"),
        {"baseline_value": 40, "baseline_start": None, "change_points": None, "direction": None},
    ),
    "neutral indicator": (
        target("Subir el área a 45 ha.", 45, "increase_to", unit="ha", indicator="pasture_area"),
        {"change_points": 5, "direction": None},
    ),
    "a deadline after the term": (
        target("Bajar la anemia al 30 %.", 30, "reduce_to", deadline="2028"),
        {"years": 10, "change_points_per_year": -1},
    ),
    "a deadline before the term": (
        target("Bajar la anemia al 30 %.", 30, "reduce_to", deadline="2018"),
        {"years": None, "change_points_per_year": None},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def ambition(
    project: Workspace,
    vocabularies: Codebook,
    gazetteer: Gazetteer,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Row]:
    """The rows of `target_ambition` for CHANGES, each target with a baseline of 40 in its row."""
    path = tmp_path_factory.mktemp("ambition") / "plans.duckdb"
    targets, figures = [], []
    for number, (row, _) in enumerate(CHANGES.values(), 1):
        place = {"problem": str(number), "line_start": 10 * number, "line_end": 10 * number}
        based = {"baseline_value": 40.0, "baseline_unit": row["unit"]}
        targets.append({"baseline_relation": "same"} | row | place | based)
        indicator = row.get("indicator", "anaemia_rate")
        figures.append(figure(indicator, 40, unit=row["unit"]) | place)
    entry = plan(targets, figures)
    none = pl.DataFrame(schema=official.STATISTIC)
    given = ([entry], vocabularies, gazetteer, none, project.queries, "test")
    database.write(path, *given, inputs="ambition")
    with database.reading(path) as connection:
        query = queries.find(project.queries, "target_ambition")
        found = queries.run(connection, query, {"document_id": entry.document_id})
    return dict(zip(CHANGES, found.to_dicts(), strict=True))


@pytest.mark.parametrize("case", CHANGES)
def test_the_change_a_target_implies(case: str, ambition: dict[str, Row]) -> None:
    expected = CHANGES[case][1]
    assert {column: ambition[case][column] for column in expected} == expected
