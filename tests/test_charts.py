"""Charts, tables and report notebooks: golden specifications, sentences, numbers, escaping.

PLANOTECA_UPDATE_GOLDEN=1 writes the golden files of tests/golden/charts; nothing else does.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import altair as alt
import polars as pl
import pytest

import chart_specs
import frames
from planoteca import charts
from planoteca.charts import formats, theme
from planoteca.errors import PlanotecaError, UnknownName

GOLDEN = Path(__file__).parent / "golden" / "charts"
SOURCE = "Source: test."
EVIL = "</script><b onclick=\"x\">' + datum.value + '\n{{x}} `${1}`"
MEASURABLE = partial(charts.share_intervals, code="measurable")
CHARTS: dict[str, tuple[Callable[..., alt.VConcatChart], Callable[[], pl.DataFrame]]] = {
    "ambition": (charts.ambition, frames.ambition),
    "comparators": (charts.comparators, frames.comparators),
    "coverage": (charts.coverage, frames.coverage),
    "deadlines": (charts.deadlines, frames.deadlines),
    "findings_of_corpus": (charts.findings_of_corpus, frames.corpus_findings),
    "measurability": (charts.measurability, frames.measurability),
    "originality": (charts.originality, frames.originality),
    "plan_shares": (charts.plan_shares, frames.corpus_shares),
    "plan_sizes": (charts.plan_sizes, frames.corpus_sizes),
    "one_plan": (charts.targets_by_dimension, lambda: frames.dimensions()[:3]),
    "plans_above_twelve": (charts.targets_by_dimension, frames.many_plans),
    "population_by_place": (charts.population_by_place, frames.population),
    "quantified_targets": (charts.quantified_targets, frames.quantities),
    "quantified_targets_above_25": (charts.quantified_targets, frames.many_quantities),
    "services": (charts.services, frames.services),
    "share_intervals": (charts.share_intervals, frames.shares),
    "share_intervals_of_plans": (MEASURABLE, frames.shares_by_plan),
    "share_intervals_of_many": (MEASURABLE, lambda: frames.shares_by_plan(40)),
    "shared_pairs": (charts.shared_pairs, frames.pairs),
    "statistics_by_place": (charts.statistics_by_place, frames.poverty),
    "targets_and_baselines": (charts.targets_and_baselines, frames.baselines),
    "targets_by_dimension": (charts.targets_by_dimension, frames.dimensions),
    "targets_by_theme": (charts.targets_by_theme, frames.themes),
    "targets_by_theme_of_many": (charts.targets_by_theme, lambda: frames.themes(15)),
    "targets_by_theme_of_one": (charts.targets_by_theme, lambda: frames.themes(1)),
}
TITLES = {
    ("ambition", "es"): "2 planes fijan una meta de desnutrición; la que más cambiaría es la de "
    "Aruma 2019-2022: de 41 a 12 %",
    ("ambition", "en"): "2 plans set a target on malnutrition; that of Aruma 2019-2022 would "
    "change most: from 41 to 12%",
    ("comparators", "es"): "6 de las 9 cantidades de 2 planes son del tipo «Lograr una parte»",
    ("comparators", "en"): "6 of the 9 quantities of 2 plans are of the type “Achieve a share”",
    ("coverage", "es"): "75 % de 4 planes tienen compromisos",
    ("coverage", "en"): "75% of 4 plans have commitments",
    ("findings_of_corpus", "es"): "Se hallaron 1 203 contradicciones; la más extendida, "
    "«Densidad», en 300 planes",
    ("findings_of_corpus", "en"): "1,203 contradictions were found; the most widespread, "
    "“Density”, in 300 plans",
    ("originality", "es"): "En el plan típico de 2, 85 % del texto no está en ningún otro",
    ("originality", "en"): "In the typical plan of 2, 85% of the text is in no other",
    ("plan_shares", "es"): "En el plan típico, 30 % de los compromisos son de la dimensión social",
    ("plan_shares", "en"): "In the typical plan, 30% of the commitments are in the social "
    "dimension",
    ("share_intervals", "es"): "Otro eje: 50 % de 1 200 compromisos de 29 planes",
    ("share_intervals", "en"): "Other axis: 50% of 1,200 commitments of 29 plans",
    ("share_intervals_of_plans", "es"): "Con un número: de 0 % (Aruma 2019-2022; 0–10 %) a 100 % "
    "(Plan 2; 80–100 %)",
    ("share_intervals_of_plans", "en"): "With a number: from 0% (Aruma 2019-2022; 0–10%) to 100% "
    "(Plan 2; 80–100%)",
    ("share_intervals_of_many", "es"): "Con un número: de 0 % (Aruma 2019-2022; 0–10 %) a 100 % "
    "(Plan 39; 80–100 %)",
    ("share_intervals_of_many", "en"): "With a number: from 0% (Aruma 2019-2022; 0–10%) to 100% "
    "(Plan 39; 80–100%)",
    ("plan_sizes", "es"): "Lo más común son planes de 1–9 compromisos: 75 % de 4 000 planes",
    ("plan_sizes", "en"): "Most common are plans of 1–9 commitments: 75% of 4,000 plans",
    ("deadlines", "es"): "10 de los 24 compromisos de 2 planes tienen plazo (42 %)",
    ("deadlines", "en"): "10 of the 24 commitments of 2 plans have a deadline (42%)",
    ("measurability", "es"): "10 de los 24 compromisos de 2 planes tienen un número (42 %); 4 "
    "miden un cambio en la vida de las personas",
    ("measurability", "en"): "10 of the 24 commitments of 2 plans have a number (42%); 4 measure "
    "a change in people's conditions",
    ("one_plan", "es"): "La dimensión social concentra 60 % de los 20 compromisos de Aruma "
    "2019-2022",
    ("one_plan", "en"): "The social dimension has 60% of the 20 commitments of Aruma 2019-2022",
    ("plans_above_twelve", "es"): "La dimensión social va primero en 30 de 30 planes; la mediana "
    "de su parte es 72 %",
    ("plans_above_twelve", "en"): "The social dimension comes first in 30 of 30 plans; the median "
    "of its share is 72%",
    ("population_by_place", "es"): "El lugar más poblado es Sorapa: 21 000 habitantes en 2025",
    ("population_by_place", "en"): "The most populous place is Sorapa: 21,000 inhabitants in 2025",
    ("quantified_targets", "es"): "Las 3 cantidades en porcentaje de Aruma 2019-2022 van de 12,5 a "
    "1 005 %",
    ("quantified_targets", "en"): "The 3 quantities in percent of Aruma 2019-2022 go from 12.5 to "
    "1,005%",
    ("quantified_targets_above_25", "es"): "Las 60 cantidades en porcentaje de Aruma 2019-2022 "
    "van de 0 a 59 %",
    ("quantified_targets_above_25", "en"): "The 60 quantities in percent of Aruma 2019-2022 go "
    "from 0 to 59%",
    ("services", "es"): "La mayor carencia declarada es de 68,5 %, en Aruma: Sin agua",
    ("services", "en"): "The largest deprivation stated is 68.5%, in Aruma: Without water",
    ("shared_pairs", "es"): "98 % de Aruma y 40 % de Belmor son pasajes de ambos planes",
    ("shared_pairs", "en"): "98% of Aruma and 40% of Belmor are passages of both plans",
    ("statistics_by_place", "es"): "Población en pobreza: el valor más alto es el de Quillma, "
    "1 284,5 personas",
    ("statistics_by_place", "en"): "Population in poverty: the highest value is that of Quillma, "
    "1,284.5 people",
    ("targets_and_baselines", "es"): "4 compromisos de Aruma 2019-2022 dicen de dónde parten; el "
    "mayor cambio va de 31,5 a 80 %, con agua",
    ("targets_and_baselines", "en"): "4 commitments of Aruma 2019-2022 say where they start from; "
    "the largest change goes from 31.5 to 80%, with water",
    ("targets_by_dimension", "es"): "La dimensión social concentra 54 % de los 24 compromisos de 2 "
    "planes",
    ("targets_by_dimension", "en"): "The social dimension has 54% of the 24 commitments of 2 plans",
    ("targets_by_theme", "es"): "El tema más frecuente es transporte y vialidad: 50 % de los 24 "
    "compromisos de 2 planes",
    ("targets_by_theme", "en"): "The most frequent theme is transport and roads: 50% of the 24 "
    "commitments of 2 plans",
    ("targets_by_theme_of_many", "es"): "El tema más frecuente es salud: 25 % de los 154 "
    "compromisos de 15 planes",
    ("targets_by_theme_of_many", "en"): "The most frequent theme is health: 25% of the 154 "
    "commitments of 15 plans",
    ("targets_by_theme_of_one", "es"): "El tema más frecuente es transporte y vialidad: 60 % de "
    "los 20 compromisos de Aruma 2019-2022",
    ("targets_by_theme_of_one", "en"): "The most frequent theme is transport and roads: 60% of the "
    "20 commitments of Aruma 2019-2022",
}


@pytest.fixture(autouse=True)
def _plain_altair() -> Iterator[None]:
    with alt.theme.enable("default"), alt.renderers.enable("default"):
        yield


@pytest.mark.parametrize("language", formats.LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_the_golden_one(name: str, language: str) -> None:
    draw, frame = CHARTS[name]
    spec = chart_specs.spec(draw(frame(), language=language, source=SOURCE))
    found = json.dumps(spec, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    path = GOLDEN / f"{name}.{language}.json"
    if os.environ.get("PLANOTECA_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, "utf-8")
    assert path.is_file(), f"{path} is missing; make it with PLANOTECA_UPDATE_GOLDEN=1"
    expected = path.read_text("utf-8")
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), str(path), "found", lineterm=""
    )
    assert found == expected, "\n".join(lines)


def test_no_golden_file_is_left_over() -> None:
    known = {f"{name}.{language}.json" for name in CHARTS for language in formats.LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == known


@pytest.mark.parametrize("language", formats.LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_title_is_a_sentence_with_the_right_numbers(name: str, language: str) -> None:
    draw, frame = CHARTS[name]
    spec = chart_specs.spec(draw(frame(), language=language, source=SOURCE))
    assert chart_specs.title(spec) == TITLES[name, language]
    assert (
        spec["description"].replace(formats.NO_BREAK_SPACE, " ").startswith(chart_specs.title(spec))
    )
    assert spec["title"]["text"] == [SOURCE]


@pytest.mark.parametrize("name", CHARTS)
def test_chart_of_an_empty_frame_says_so(name: str) -> None:
    draw, frame = CHARTS[name]
    spec = chart_specs.spec(draw(frame().clear(), source=SOURCE))
    assert chart_specs.title(spec).startswith(("No hay", "Ning"))
    assert not any("mark_bar" in text for _, text in chart_specs.strings(spec))


@pytest.mark.parametrize("name", CHARTS)
def test_chart_names_the_columns_it_lacks(name: str) -> None:
    draw, _ = CHARTS[name]
    with pytest.raises(PlanotecaError, match="the frame lacks"):
        draw(pl.DataFrame({"x": [1]}))


@pytest.mark.parametrize("name", CHARTS)
def test_unknown_language_is_refused(name: str) -> None:
    draw, frame = CHARTS[name]
    with pytest.raises(UnknownName, match="available: en, es"):
        draw(frame(), language="qu")


@pytest.mark.parametrize("name", CHARTS)
def test_specification_asks_for_nothing_from_the_network(name: str) -> None:
    draw, frame = CHARTS[name]
    spec = chart_specs.spec(draw(frame()))
    spec.pop("$schema")
    assert "http" not in json.dumps(spec)
    assert "url" not in {key for key, _ in chart_specs.strings(spec)}


@pytest.mark.parametrize("name", CHARTS)
def test_text_of_data_is_never_an_expression(name: str) -> None:
    draw, make = CHARTS[name]
    frame = make()
    frame = frame.with_columns(
        pl.when(pl.col(column).is_null()).then(None).otherwise(pl.lit(EVIL)).alias(column)
        for column, kind in frame.schema.items()
        if kind == pl.String
        and not column.endswith(("_id", "_level", "measures"))
        and column not in {"measurability", "deadline", "nature", "population_group"}
    )
    spec = chart_specs.spec(draw(frame))
    keys = {"labelExpr", "expr", "calculate", "field", "filter", "signal"}
    expressions = [text for key, text in chart_specs.strings(spec) if key in keys]
    assert not any("onclick" in text for text in expressions)
    svg = chart_specs.svg(spec)
    assert "<b onclick" not in svg
    assert "</script>" not in svg


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


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_no_wider_than_a_telephone_can_show(name: str) -> None:
    draw, frame = CHARTS[name]
    width = float(
        re.findall(r'viewBox="0 0 ([\d.]+)', chart_specs.svg(chart_specs.spec(draw(frame()))))[0]
    )
    assert width <= 1.25 * theme.WIDTH


@pytest.mark.parametrize("name", CHARTS)
def test_renderer_gives_an_svg_with_alternative_text_and_the_specification(name: str) -> None:
    draw, frame = CHARTS[name]
    chart = draw(frame(), language="en")
    with alt.theme.enable("default"), alt.renderers.enable("default"):
        charts.enable("en")
        bundle = chart._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert set(data) == {charts.MIME_TYPE, "image/svg+xml", "text/plain"}
    assert data["image/svg+xml"].startswith('<svg role="img" aria-label="')
    assert data["text/plain"] == data[charts.MIME_TYPE]["description"]


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
