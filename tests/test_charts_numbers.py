"""Charts of quantities, of targets with a baseline, and of figures beside official ones."""

from __future__ import annotations

import json

import polars as pl
import pytest

import chart_specs
import frames
from planoteca import charts
from planoteca.charts import formats


def test_baselines_are_joined_only_on_the_scale_of_the_target() -> None:
    spec = chart_specs.spec(charts.targets_and_baselines(frames.baselines()))
    joins = chart_specs.marks(spec, "start")
    assert [(j["start"], j["end"]) for j in joins] == [(41.0, 12.0), (31.5, 80.0)]
    points = [(p["subject"], p["kind"], p["value"]) for p in chart_specs.marks(spec, "kind")]
    assert ("con luz", "Línea de base relacionada", 30.0) in points
    assert [p for p in points if p[0] == "anemia"] == [("anemia", "Línea de base", 40.0)]


def test_value_far_above_100_is_cut_and_written() -> None:
    spec = chart_specs.spec(charts.quantified_targets(frames.quantities()))
    first = chart_specs.marks(spec, "drawn")[0]
    assert (first["value"], first["shown"], first["drawn"]) == (1005.0, "1\u00a0005\u00a0%", 112.0)
    assert "Barras cortadas" in chart_specs.subtitle(spec)
    assert "Sin dibujar: 1 en otras unidades" in chart_specs.subtitle(spec)


@pytest.mark.parametrize("count", [1, 3, 25, 26, 300])
def test_every_value_is_drawn_with_few_and_with_many(count: int) -> None:
    for unit in ("percent", "people"):
        frame = frames.many_quantities(count).with_columns(pl.lit(unit).alias("unit_id"))
        spec = chart_specs.spec(charts.quantified_targets(frame, unit_id=unit))
        drawn = [mark["statement"] for mark in chart_specs.marks(spec, "statement")]
        assert len(drawn) == count


def test_many_values_stand_in_rows_by_range_with_their_counts() -> None:
    spec = chart_specs.spec(charts.quantified_targets(frames.many_quantities()))
    rows = [(row["name"], row["shown"]) for row in chart_specs.marks(spec, "name")]
    nbsp = formats.NO_BREAK_SPACE
    assert rows == [
        (f"0 – 9{nbsp}%", "10"),
        (f"10 – 19{nbsp}%", "10"),
        (f"20 – 39{nbsp}%", "20"),
        (f"40 – 59{nbsp}%", "20"),
    ]


def test_values_with_a_baseline_are_left_to_the_chart_of_baselines() -> None:
    frame = frames.quantities().with_columns(pl.col("value").eq(12.5).alias("has_baseline"))
    spec = chart_specs.spec(charts.quantified_targets(frame))
    assert [mark["value"] for mark in chart_specs.marks(spec, "drawn")] == [1005.0, 100.0]
    assert "Sin dibujar: 1 con línea de base" in chart_specs.subtitle(spec)
    assert chart_specs.title(spec).startswith("Las 2 cantidades en porcentaje sin línea de base")


def test_values_far_apart_stand_on_a_logarithmic_scale_that_is_named() -> None:
    people = (pl.lit("people").alias("unit_id"), pl.lit(None, pl.String).alias("unit_symbol"))
    frame = frames.quantities()[:1].with_columns(people)
    frame = pl.concat([frame, frame.with_columns(pl.lit(1.0).alias("value"))])
    spec = chart_specs.spec(charts.quantified_targets(frame, unit_id="people"))
    assert "Escala logarítmica" in chart_specs.subtitle(spec)
    assert '"type": "log"' in json.dumps(spec)


def test_a_change_is_drawn_where_it_ends_when_that_is_known() -> None:
    spec = chart_specs.spec(charts.ambition(frames.ambition()))
    joins = [(join["start"], join["end"]) for join in chart_specs.marks(spec, "start")]
    assert joins == [(41.0, 12.0), (34.2, 30.0)]
    assert "Aruma 2019-2022" in chart_specs.marks(spec, "kind")[0]["subject"]
