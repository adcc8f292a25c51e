"""Charts, tables and report notebooks: golden specifications, sentences, numbers, escaping.

PLANOTECA_UPDATE_GOLDEN=1 writes the golden files of tests/golden/charts; nothing else does.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import pytest
import vl_convert

import frames
from planoteca import charts
from planoteca.charts import formats, theme
from planoteca.errors import PlanotecaError, UnknownName

GOLDEN = Path(__file__).parent / "golden" / "charts"
SOURCE = "Source: test."
EVIL = "</script><b onclick=\"x\">' + datum.value + '\n{{x}} `${1}`"
CHARTS: dict[str, tuple[Callable[..., alt.VConcatChart], Callable[[], pl.DataFrame]]] = {
    "comparators": (charts.comparators, frames.comparators),
    "coverage": (charts.coverage, frames.coverage),
    "deadlines": (charts.deadlines, frames.deadlines),
    "findings_of_corpus": (charts.findings_of_corpus, frames.corpus_findings),
    "measurability": (charts.measurability, frames.measurability),
    "plan_shares": (charts.plan_shares, frames.corpus_shares),
    "plan_sizes": (charts.plan_sizes, frames.corpus_sizes),
    "population_by_place": (charts.population_by_place, frames.population),
    "quantified_targets": (charts.quantified_targets, frames.quantities),
    "services": (charts.services, frames.services),
    "statistics_by_place": (charts.statistics_by_place, frames.poverty),
    "targets_and_baselines": (charts.targets_and_baselines, frames.baselines),
    "targets_by_dimension": (charts.targets_by_dimension, frames.dimensions),
    "targets_by_theme": (charts.targets_by_theme, frames.themes),
    "targets_by_theme_of_many": (charts.targets_by_theme, lambda: frames.themes(15)),
    "targets_by_theme_of_one": (charts.targets_by_theme, lambda: frames.themes(1)),
}
TITLES = {
    ("comparators", "es"): "6 de las 9 cantidades de 2 planes son del tipo «Lograr una parte»",
    ("comparators", "en"): "6 of the 9 quantities of 2 plans are of the type “Achieve a share”",
    ("coverage", "es"): "75 % de 4 planes tienen compromisos",
    ("coverage", "en"): "75% of 4 plans have commitments",
    ("findings_of_corpus", "es"): "Se hallaron 1 203 contradicciones; la más extendida, "
    "«Densidad», en 300 planes",
    ("findings_of_corpus", "en"): "1,203 contradictions were found; the most widespread, "
    "“Density”, in 300 plans",
    ("plan_shares", "es"): "En el plan típico, 30 % de los compromisos son de la dimensión social",
    ("plan_shares", "en"): "In the typical plan, 30% of the commitments are in the social "
    "dimension",
    ("plan_sizes", "es"): "Lo más común son planes de 1–9 compromisos: 75 % de 4 000 planes",
    ("plan_sizes", "en"): "Most common are plans of 1–9 commitments: 75% of 4,000 plans",
    ("deadlines", "es"): "42 % de los 24 compromisos de 2 planes tienen plazo",
    ("deadlines", "en"): "42% of the 24 commitments of 2 plans have a deadline",
    ("measurability", "es"): "42 % de los 24 compromisos de 2 planes tienen un número; 17 % mide "
    "un cambio en la vida de las personas",
    ("measurability", "en"): "42% of the 24 commitments of 2 plans have a number; 17% measure a "
    "change in people's conditions",
    ("population_by_place", "es"): "El lugar más poblado es Sorapa: 21 000 habitantes en 2025",
    ("population_by_place", "en"): "The most populous place is Sorapa: 21,000 inhabitants in 2025",
    ("quantified_targets", "es"): "Las 3 cantidades en porcentaje de Aruma 2019-2022 van de 12,5 a "
    "1 005 %",
    ("quantified_targets", "en"): "The 3 quantities in percent of Aruma 2019-2022 go from 12.5 to "
    "1,005%",
    ("services", "es"): "La mayor carencia declarada es de 68,5 %, en Aruma: Sin agua",
    ("services", "en"): "The largest deprivation stated is 68.5%, in Aruma: Without water",
    ("statistics_by_place", "es"): "Población en pobreza: el valor más alto es el de Quillma, "
    "1 284,5 personas",
    ("statistics_by_place", "en"): "Population in poverty: the highest value is that of Quillma, "
    "1,284.5 people",
    ("targets_and_baselines", "es"): "4 compromisos de Aruma 2019-2022 dicen de dónde parten; el "
    "mayor cambio va de 31,5 a 80 %: con agua",
    ("targets_and_baselines", "en"): "4 commitments of Aruma 2019-2022 say where they start from; "
    "the largest change goes from 31.5 to 80%: with water",
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


def _spec(chart: alt.VConcatChart) -> dict[str, Any]:
    with alt.data_transformers.enable(consolidate_datasets=False):
        spec: dict[str, Any] = chart.to_dict()
    return spec


def _title(spec: dict[str, Any]) -> str:
    text = " ".join(spec["vconcat"][0]["title"]["text"])
    return text.replace(formats.NO_BREAK_SPACE, " ")


def _subtitle(spec: dict[str, Any]) -> str:
    return " ".join(spec["vconcat"][0]["title"].get("subtitle", []))


def _marks(spec: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The data rows of the first layer that has a field."""
    view = spec["vconcat"][0]
    for part in [spec, view, *view.get("layer", [])]:
        rows: list[dict[str, Any]] = part.get("data", {}).get("values", [])
        if rows and field in rows[0]:
            return rows
    raise AssertionError(f"no layer has {field}")


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    """Every (key, text) of a specification outside its data."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in {"values", "datasets"}:
                continue
            if isinstance(item, str):
                yield key, item
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


@pytest.fixture(autouse=True)
def _plain_altair() -> Iterator[None]:
    with alt.theme.enable("default"), alt.renderers.enable("default"):
        yield


@pytest.mark.parametrize("language", formats.LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_the_golden_one(name: str, language: str) -> None:
    draw, frame = CHARTS[name]
    spec = _spec(draw(frame(), language=language, source=SOURCE))
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
    spec = _spec(draw(frame(), language=language, source=SOURCE))
    assert _title(spec) == TITLES[name, language]
    assert spec["description"].replace(formats.NO_BREAK_SPACE, " ").startswith(_title(spec))
    assert spec["title"]["text"] == [SOURCE]


@pytest.mark.parametrize("name", CHARTS)
def test_chart_of_an_empty_frame_says_so(name: str) -> None:
    draw, frame = CHARTS[name]
    spec = _spec(draw(frame().clear(), source=SOURCE))
    assert _title(spec).startswith(("No hay", "Ning"))
    assert not any("mark_bar" in text for _, text in _strings(spec))


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
    spec = _spec(draw(frame()))
    spec.pop("$schema")
    assert "http" not in json.dumps(spec)
    assert "url" not in {key for key, _ in _strings(spec)}


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
    spec = _spec(draw(frame))
    keys = {"labelExpr", "expr", "calculate", "field", "filter", "signal"}
    expressions = [text for key, text in _strings(spec) if key in keys]
    assert not any("onclick" in text for text in expressions)
    svg = _svg(spec)
    assert "<b onclick" not in svg
    assert "</script>" not in svg


def _svg(spec: dict[str, Any]) -> str:
    return str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[]))


def test_segments_hold_the_counts_and_shares_of_the_frame() -> None:
    marks = _marks(_spec(charts.targets_by_dimension(frames.dimensions())), "commitments")
    assert [(m["plan"], m["category"], m["commitments"], m["share_pct"]) for m in marks] == [
        ("Aruma 2019-2022 (20)", "Social", 12, 60.0),
        ("Aruma 2019-2022 (20)", "Económica", 5, 25.0),
        ("Aruma 2019-2022 (20)", "Sin dimensión", 3, 15.0),
        ("Belmor 2019-2022 (4)", "Social", 1, 25.0),
        ("Belmor 2019-2022 (4)", "Institucional", 3, 75.0),
    ]
    assert all(m["end_pct"] - m["start_pct"] == m["share_pct"] for m in marks)


def test_themes_are_in_order_of_their_commitments_and_other_is_last() -> None:
    spec = _spec(charts.targets_by_theme(frames.themes(1)))
    marks = _marks(spec, "share_pct")
    assert [(m["theme"], m["shown"].replace("\u00a0", " ")) for m in marks] == [
        ("Transporte y vialidad", "12 (60 %)"), ("Salud", "4 (20 %)"), ("Otro", "6 (30 %)"),
    ]  # fmt: skip


def test_a_plan_without_a_theme_counts_as_none_of_it_in_the_spread() -> None:
    marks = {
        m["theme"]: m for m in _marks(_spec(charts.targets_by_theme(frames.themes(15))), "low")
    }
    assert (marks["Educación"]["median"], marks["Educación"]["plans"]) == (0, 1)
    assert (marks["Salud"]["median"], marks["Salud"]["plans"]) == (25, 15)


def test_no_theme_is_said_to_lead_where_several_are_as_frequent() -> None:
    frame = frames.themes(1).with_columns(commitments=pl.lit(4), share_pct=pl.lit(20.0))
    assert _title(_spec(charts.targets_by_theme(frame, language="en"))) == (
        "No theme leads: 2 have 20% of the 20 commitments of Aruma 2019-2022 each"
    )
    frame = frame.filter(pl.col("theme_id") == "other")
    assert _title(_spec(charts.targets_by_theme(frame))).startswith("Ninguno de los 20")


def test_dimension_colours_do_not_depend_on_what_is_present() -> None:
    for chosen in (["social", "economic"], ["economic"], ["institutional", "economic"]):
        frame = frames.dimensions().filter(pl.col("dimension_id").is_in(chosen))
        layer = _spec(charts.targets_by_dimension(frame))["vconcat"][0]["layer"][0]
        scale = layer["encoding"]["color"]["scale"]
        colours = dict(zip(scale["domain"], scale["range"], strict=True))
        assert colours["Económica"] == theme.DIMENSION_COLOURS["economic"]


def test_deadlines_of_one_year_are_one_segment_with_both_terms() -> None:
    marks = _marks(_spec(charts.deadlines(frames.deadlines())), "commitments")
    segment = next(m for m in marks if m["category"] == "2022")
    assert (segment["commitments"], segment["note"]) == (8, "Fin de la gestión · 2022")


def test_places_are_highest_first_and_units_and_levels_never_mixed() -> None:
    spec = _spec(charts.statistics_by_place(frames.poverty()))
    marks = _marks(spec, "place")
    assert [(m["place"], m["value"]) for m in marks] == [
        ("Quillma", 1284.5), ("Quillma", 415), ("Sorapa", 512), ("Sorapa", 131),
    ]  # fmt: skip
    assert "Sin dibujar: 2 cifras" in _subtitle(spec)
    percent = _spec(charts.statistics_by_place(frames.poverty(), unit_id="percent"))
    assert [m["value"] for m in _marks(percent, "place")] == [10]


def test_population_leaves_out_groups_and_other_levels_and_marks_projections() -> None:
    spec = _spec(charts.population_by_place(frames.population()))
    marks = _marks(spec, "place")
    assert {m["value"] for m in marks} == {4398, 4360, 20138, 21000}
    assert {m["series"] for m in marks} == {"2011", "2012", "2025 (proyección)"}


def test_contradicting_figures_of_one_place_are_counted() -> None:
    frame = pl.DataFrame([frames.statistic("Sorapa", 512), frames.statistic("Sorapa", 600)])
    assert "1 cifras contradicen" in _subtitle(_spec(charts.statistics_by_place(frame)))


def test_baselines_are_joined_only_on_the_scale_of_the_target() -> None:
    spec = _spec(charts.targets_and_baselines(frames.baselines()))
    joins = _marks(spec, "start")
    assert [(j["start"], j["end"]) for j in joins] == [(41.0, 12.0), (31.5, 80.0)]
    points = [(p["subject"], p["kind"], p["value"]) for p in _marks(spec, "kind")]
    assert ("con luz", "Línea de base relacionada", 30.0) in points
    assert [p for p in points if p[0] == "anemia"] == [("anemia", "Línea de base", 40.0)]


def test_value_far_above_100_is_cut_and_written() -> None:
    spec = _spec(charts.quantified_targets(frames.quantities()))
    first = _marks(spec, "drawn")[0]
    assert (first["value"], first["shown"], first["drawn"]) == (1005.0, "1\u00a0005\u00a0%", 112.0)
    assert "Barras cortadas" in _subtitle(spec)
    assert "Sin dibujar: 1 en otras unidades" in _subtitle(spec)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_charts_hold_for_few_and_many_rows(count: int) -> None:
    base = frames.quantities().row(0, named=True)
    rows = [base | {"subject": f"promesa {i}", "value": float(i % 101)} for i in range(count)]
    spec = _spec(charts.quantified_targets(pl.DataFrame(rows)))
    drawn = _marks(spec, "drawn")
    assert len(drawn) == min(count, 25)
    assert ("Y 275 más" in _subtitle(spec)) == (count == 300)
    plans = [
        frames.dimensions().row(0, named=True) | {"document_id": f"p{i}", "document": "Homónimo"}
        for i in range(count)
    ]
    spec = _spec(charts.targets_by_dimension(pl.DataFrame(plans)))
    assert len({m["plan"] for m in _marks(spec, "commitments")}) == min(count, 40)
    assert ("260 más no" in _subtitle(spec)) == (count == 300)


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
