"""What single charts draw of commitments, places and shares: their marks, orders and ends."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import polars as pl
import pytest

import chart_specs
import frames
from planoteca import charts
from planoteca.charts import formats, theme


def test_segments_hold_the_counts_and_shares_of_the_frame() -> None:
    marks = chart_specs.marks(
        chart_specs.spec(charts.targets_by_dimension(frames.dimensions())), "count"
    )
    assert [(m["plan"], m["dimension"], m["count"], m["share_pct"]) for m in marks] == [
        ("Aruma", "Social", 12, 60.0),
        ("Aruma", "Económica", 5, 25.0),
        ("Aruma", "Sin dimensión", 3, 15.0),
        ("Belmor", "Social", 1, 25.0),
        ("Belmor", "Institucional", 3, 75.0),
    ]
    assert all(m["end_pct"] - m["start_pct"] == m["share_pct"] for m in marks)


def test_bars_of_one_plan_hold_its_counts_and_shares() -> None:
    marks = chart_specs.marks(
        chart_specs.spec(charts.targets_by_dimension(frames.dimensions()[:3])), "count"
    )
    shown = [(m["dimension"], m["shown"].replace(formats.NO_BREAK_SPACE, " ")) for m in marks]
    assert shown == [
        ("Social", "12 · 60 %"),
        ("Económica", "5 · 25 %"),
        ("Sin dimensión", "3 · 15 %"),
    ]


@pytest.mark.parametrize(("count", "points"), [(13, 13), (300, 10)])
def test_above_twelve_plans_the_spread_is_drawn_and_its_ends_named(count: int, points: int) -> None:
    spec = chart_specs.spec(charts.targets_by_dimension(frames.many_plans(count)))
    marks = [mark for mark in chart_specs.marks(spec, "count") if mark["dimension"] == "Social"]
    assert len(marks) == points
    box = chart_specs.marks(spec, "median")[0]
    shares = sorted(100 * (10 + n) / (20 + n) for n in range(1, count + 1))
    assert box["median"] == pytest.approx((shares[(count - 1) // 2] + shares[count // 2]) / 2)
    assert "(Plan 1)" in spec["description"]
    assert f"(Plan {count})" in spec["description"]


def test_a_share_of_zero_counts_in_the_spread() -> None:
    frame = frames.many_plans(20).filter(
        (pl.col("dimension_id") == "social") | (pl.col("document_id") <= "p005")
    )
    spec = chart_specs.spec(charts.targets_by_dimension(frame))
    assert chart_specs.marks(spec, "median")[1]["median"] == 0
    assert "Económica: mediana 0" in spec["description"]


@pytest.mark.parametrize(
    ("draw", "frame", "name"),
    [
        (charts.targets_by_dimension, frames.dimensions, "dimension"),
        (charts.targets_by_dimension, lambda: frames.dimensions()[:3], "dimension"),
        (charts.targets_by_dimension, frames.many_plans, "dimension"),
        (charts.measurability, frames.measurability, "measurability"),
        (charts.competence, frames.competence, "competence"),
        (charts.deadlines, frames.deadlines, "deadline"),
    ],
)
def test_a_click_selects_a_category_by_its_label(
    draw: Callable[..., alt.VConcatChart], frame: Callable[[], pl.DataFrame], name: str
) -> None:
    spec = chart_specs.spec(draw(frame()))
    (chosen,) = spec["params"]
    assert (chosen["name"], chosen["select"]["fields"]) == (name, [name])
    assert name in chart_specs.marks(spec, "count")[0]


def test_themes_are_in_order_of_their_commitments_and_other_is_last() -> None:
    spec = chart_specs.spec(charts.targets_by_theme(frames.themes(1)))
    marks = chart_specs.marks(spec, "share_pct")
    assert [(m["theme"], m["shown"].replace("\u00a0", " ")) for m in marks] == [
        ("Transporte y vialidad", "12 (60 %)"), ("Salud", "4 (20 %)"), ("Otro", "6 (30 %)"),
    ]  # fmt: skip


def test_a_plan_without_a_theme_counts_as_none_of_it_in_the_spread() -> None:
    marks = {
        m["theme"]: m
        for m in chart_specs.marks(
            chart_specs.spec(charts.targets_by_theme(frames.themes(15))), "low"
        )
    }
    assert (marks["Educación"]["median"], marks["Educación"]["plans"]) == (0, 1)
    assert (marks["Salud"]["median"], marks["Salud"]["plans"]) == (25, 15)


def test_no_theme_is_said_to_lead_where_several_are_as_frequent() -> None:
    frame = frames.themes(1).with_columns(commitments=pl.lit(4), share_pct=pl.lit(20.0))
    assert chart_specs.title(chart_specs.spec(charts.targets_by_theme(frame, language="en"))) == (
        "No theme leads: 2 have 20% of the 20 commitments of Aruma 2019-2022 each"
    )
    frame = frame.filter(pl.col("theme_id") == "other")
    assert chart_specs.title(chart_specs.spec(charts.targets_by_theme(frame))).startswith(
        "Ninguno de los 20"
    )


def test_dimension_colours_do_not_depend_on_what_is_present() -> None:
    for chosen in (["social", "economic"], ["economic"], ["institutional", "economic"]):
        frame = frames.dimensions().filter(pl.col("dimension_id").is_in(chosen))
        spec = chart_specs.spec(charts.targets_by_dimension(frame))
        colour = theme.DIMENSION_COLOURS["economic"]
        if frame["document_id"].n_unique() == 1:
            economic = [
                m for m in chart_specs.marks(spec, "count") if m["dimension"] == "Económica"
            ]
            assert [m["colour"] for m in economic] == [colour]
        else:
            scale = spec["vconcat"][0]["layer"][0]["encoding"]["color"]["scale"]
            assert dict(zip(scale["domain"], scale["range"], strict=True))["Económica"] == colour


def test_deadlines_of_one_year_are_one_segment_with_both_terms() -> None:
    marks = chart_specs.marks(chart_specs.spec(charts.deadlines(frames.deadlines())), "count")
    segment = next(m for m in marks if m["deadline"] == "2022")
    assert (segment["count"], segment["note"]) == (8, "Fin de la gestión · 2022")


def test_places_are_highest_first_and_units_and_levels_never_mixed() -> None:
    spec = chart_specs.spec(charts.statistics_by_place(frames.poverty()))
    marks = chart_specs.marks(spec, "place")
    assert [(m["place"], m["value"]) for m in marks] == [
        ("Quillma", 1284.5), ("Quillma", 415), ("Sorapa", 512), ("Sorapa", 131),
    ]  # fmt: skip
    assert "Sin dibujar: 2 cifras" in chart_specs.subtitle(spec)
    percent = chart_specs.spec(charts.statistics_by_place(frames.poverty(), unit_id="percent"))
    assert [m["value"] for m in chart_specs.marks(percent, "place")] == [10]


def test_population_leaves_out_groups_and_other_levels_and_marks_projections() -> None:
    spec = chart_specs.spec(charts.population_by_place(frames.population()))
    marks = chart_specs.marks(spec, "place")
    assert {m["value"] for m in marks} == {4398, 4360, 20138, 21000}
    assert {m["series"] for m in marks} == {"2011", "2012", "2025 (proyección)"}


def test_contradicting_figures_of_one_place_are_counted() -> None:
    frame = pl.DataFrame([frames.statistic("Sorapa", 512), frames.statistic("Sorapa", 600)])
    assert "1 cifras contradicen" in chart_specs.subtitle(
        chart_specs.spec(charts.statistics_by_place(frame))
    )


def test_of_many_groups_the_surest_ends_are_drawn_and_names_alike_kept_apart() -> None:
    frame = frames.shares_by_plan(40)
    spec = chart_specs.spec(charts.share_intervals(frame, code="measurable", language="en"))
    names = [row["name"] for row in chart_specs.marks(spec, "share_pct")]
    assert names[:2] == ["Plan 39", "Plan 38"]
    assert names[-2:] == ["Aruma 2019-2022", "Aruma 2019-2022 (2)"]
    assert len(names) == 12
    assert "Of 40, the 6 most surely high" in chart_specs.subtitle(spec)


def test_a_share_without_an_interval_has_a_dot_alone() -> None:
    spec = chart_specs.spec(charts.share_intervals(frames.shares(), language="en"))
    lines, dots, _ = spec["vconcat"][0]["layer"]
    assert [row["name"] for row in lines["data"]["values"]] == ["Social", "Economic"]
    assert [row["interval"] for row in dots["data"]["values"]][-1] == "no interval"


def test_plans_of_which_nothing_is_classified_are_left_out_and_counted() -> None:
    frame = pl.concat([frames.competence(), frames.unclassified()])
    spec = chart_specs.spec(charts.competence(frame, language="en"))
    assert {m["plan"] for m in chart_specs.marks(spec, "count")} == {"Aruma", "Belmor"}
    assert "Plans not classified, not drawn: 1." in chart_specs.subtitle(spec)
    alone = chart_specs.spec(charts.competence(frames.unclassified(), language="en"))
    assert chart_specs.title(alone) == "No commitment is classified: place or themes are not known"


@pytest.mark.parametrize(
    ("outside", "es", "en"),
    [
        (0, "El único compromiso de Aruma no queda", "The only commitment of Aruma is not outside"),
        (1, "El único compromiso de Aruma queda", "The only commitment of Aruma is outside"),
    ],
)
def test_a_single_commitment_within_or_outside_its_power(outside: int, es: str, en: str) -> None:
    frame = frames.competence(1).with_columns(
        document=pl.lit("Aruma"), classified=1, exclusive=1 - outside, shared=0, outside=outside,
        unclassified=0,
    )  # fmt: skip
    for language, expected in (("es", es), ("en", en)):
        title = chart_specs.title(chart_specs.spec(charts.competence(frame, language=language)))
        assert title.startswith(expected)
