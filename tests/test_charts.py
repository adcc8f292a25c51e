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

from planoteca import charts, narrative, tables
from planoteca.charts import formats, theme
from planoteca.errors import PlanotecaError, UnknownName
from planoteca.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden" / "charts"
SOURCE = "Source: test."
EVIL = "</script><b onclick=\"x\">' + datum.value + '\n{{x}} `${1}`"
PLANS = {"aruma-2018": "Aruma 2019-2022", "belmor-2018": "Belmor 2019-2022"}


def _plan(document_id: str = "aruma-2018") -> dict[str, Any]:
    return {"document_id": document_id, "document": PLANS.get(document_id, document_id)}


def _dimensions() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "social", "Social", "Social", 12),
        ("aruma-2018", "economic", "Económica", "Economic", 5),
        ("aruma-2018", None, "Sin dimensión", "No dimension", 3),
        ("belmor-2018", "social", "Social", "Social", 1),
        ("belmor-2018", "institutional", "Institucional", "Institutional", 3),
    ]
    names = ("dimension_id", "dimension_es", "dimension_en", "commitments")
    return pl.DataFrame([_plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts])


def _measurability() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "outcome", "Resultado", "Outcome", 4),
        ("aruma-2018", "output", "Producto", "Output", 6),
        ("aruma-2018", "activity", "Actividad", "Activity", 10),
        ("belmor-2018", "aspiration", "Aspiración", "Aspiration", 4),
    ]
    names = ("measurability", "measurability_es", "measurability_en", "commitments")
    rows = [_plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts]
    return pl.DataFrame([row | {"accomplished": 0} for row in rows])


def _deadlines() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "first_year", "Primer año", "First year", 2019, 2),
        ("aruma-2018", "end_of_term", "Fin de la gestión", "End of term", 2022, 3),
        ("aruma-2018", "2022", "2022", "2022", 2022, 5),
        ("aruma-2018", None, "Sin plazo", "None stated", None, 10),
        ("belmor-2018", None, "Sin plazo", "None stated", None, 4),
    ]
    names = ("deadline", "deadline_es", "deadline_en", "deadline_year", "commitments")
    return pl.DataFrame([_plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts])


def _comparators() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "achieve_share", "Lograr una parte", "Achieve a share", "percent", 6, 80.0),
        ("aruma-2018", "reach", "Alcanzar", "Reach", "people", 1, 6000.0),
        ("belmor-2018", "reduce_by", "Reducir en", "Reduce by", "percent", 2, 12.5),
    ]
    names = ("comparator_id", "comparator_es", "comparator_en", "unit_id", "quantities", "median")
    rows = [_plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts]
    units = {"percent": ("porcentaje", "percent"), "people": ("personas", "people")}
    return pl.DataFrame(
        [
            row
            | {"unit_es": units[row["unit_id"]][0], "unit_en": units[row["unit_id"]][1]}
            | {"minimum": row["median"], "maximum": row["median"]}
            for row in rows
        ]
    )


def _statistic(place: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        **_plan(),
        "indicator_id": "poverty_population",
        "indicator_es": "Población en pobreza",
        "indicator_en": "Population in poverty",
        "place_name": place,
        "place_level": "district",
        "population_group": None,
        "value": value,
        "unit_id": "people",
        "year": None,
        "nature": "observed",
        "line_start": 40,
        "line_end": 41,
        **more,
    }


def _poverty() -> pl.DataFrame:
    extreme = {
        "indicator_id": "extreme_poverty_population",
        "indicator_es": "Población en pobreza extrema",
        "indicator_en": "Population in extreme poverty",
    }
    rows = [
        _statistic("Sorapa", 512),
        _statistic("Quillma", 1284.5),
        _statistic("Sorapa", 131, **extreme),
        _statistic("Quillma", 415, **extreme),
        _statistic("Aruma", 9999, place_level="province"),
        _statistic("Aruma", 10, unit_id="percent"),
    ]
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def _population() -> pl.DataFrame:
    name = {"indicator_id": "population", "indicator_es": "Población", "indicator_en": "Population"}
    rows = [
        _statistic("Quillma", 4398, **name | {"year": 2011}),
        _statistic("Quillma", 4360, **name | {"year": 2012}),
        _statistic("Sorapa", 20138, **name | {"year": 2011}),
        _statistic("Sorapa", 21000, **name | {"year": 2025, "nature": "projection"}),
        _statistic("Aruma", 70000, **name | {"place_level": "province", "year": 2011}),
        _statistic("Sorapa", 900, **name | {"population_group": "urban", "year": 2011}),
    ]
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def _services() -> pl.DataFrame:
    name = {"indicator_id": "x", "indicator_es": "Sin agua", "indicator_en": "Without water"}
    access = {"indicator_id": "y", "indicator_es": "Desagüe", "indicator_en": "Sewerage"}
    rows = [
        _statistic("Aruma", 0, **name, measures="lack", stated_pct=68.5, lacking_pct=68.5),
        _statistic("Aruma", 0, **access, measures="access", stated_pct=70.0, lacking_pct=30.0),
        _statistic(
            "Aruma", 0, **name, measures="lack", stated_pct=99.0, lacking_pct=99.0,
            year=2030, nature="projection",
        ),
    ]  # fmt: skip
    return pl.DataFrame(rows)


def _baselines() -> pl.DataFrame:
    names = (
        "commitment_id", "subject", "subject_en", "baseline_value", "baseline_start",
        "target_value", "comparator_id", "relation", "change_points",
    )  # fmt: skip
    rows = [
        ("c1", "desnutrición", "malnutrition", 41.0, 41.0, 12.0, "reduce_to", "same", -29.0),
        ("c2", "con agua", "with water", 68.5, 31.5, 80.0, "achieve_share", "complement", 48.5),
        ("c3", "con luz", "with light", 30.0, None, 50.0, "achieve_share", "related", None),
        ("c4", "anemia", "anaemia", 40.0, 40.0, 50.0, "reduce_by", "same", None),
    ]
    more = {"unit_id": "percent", "unit_symbol": "%", "statement": "–", "statement_en": "–"}
    return pl.DataFrame([_plan() | more | dict(zip(names, row, strict=True)) for row in rows])


def _quantities() -> pl.DataFrame:
    names = ("subject", "subject_en", "value", "unit_id", "comparator_id")
    rows = [
        ("obras", "works", 100.0, "percent", "achieve_share"),
        ("anemia", "anaemia", 12.5, "percent", "reduce_by"),
        ("proyectos", "projects", 1005.0, "percent", "achieve_share"),
        ("turistas", "tourists", 6000.0, "people", "reach"),
    ]
    more = {
        "statement": "Promesa", "statement_en": "Promise", "comparator_es": "Término",
        "comparator_en": "Term", "unit_symbol": None, "unit_es": "Personas", "unit_en": "People",
        "line_start": 361, "line_end": 361, "deadline": None,
    }  # fmt: skip
    return pl.DataFrame([_plan() | more | dict(zip(names, row, strict=True)) for row in rows])


CHARTS: dict[str, tuple[Callable[..., alt.VConcatChart], Callable[[], pl.DataFrame]]] = {
    "comparators": (charts.comparators, _comparators),
    "deadlines": (charts.deadlines, _deadlines),
    "measurability": (charts.measurability, _measurability),
    "population_by_place": (charts.population_by_place, _population),
    "quantified_targets": (charts.quantified_targets, _quantities),
    "services": (charts.services, _services),
    "statistics_by_place": (charts.statistics_by_place, _poverty),
    "targets_and_baselines": (charts.targets_and_baselines, _baselines),
    "targets_by_dimension": (charts.targets_by_dimension, _dimensions),
}
TITLES = {
    ("comparators", "es"): "6 de las 9 cantidades de 2 planes son del tipo «Lograr una parte»",
    ("comparators", "en"): "6 of the 9 quantities of 2 plans are of the type “Achieve a share”",
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
    with pytest.raises(PlanotecaError, match=r"lacks .*document_id"):
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
    marks = _marks(_spec(charts.targets_by_dimension(_dimensions())), "commitments")
    assert [(m["plan"], m["category"], m["commitments"], m["share_pct"]) for m in marks] == [
        ("Aruma 2019-2022 (20)", "Social", 12, 60.0),
        ("Aruma 2019-2022 (20)", "Económica", 5, 25.0),
        ("Aruma 2019-2022 (20)", "Sin dimensión", 3, 15.0),
        ("Belmor 2019-2022 (4)", "Social", 1, 25.0),
        ("Belmor 2019-2022 (4)", "Institucional", 3, 75.0),
    ]
    assert all(m["end_pct"] - m["start_pct"] == m["share_pct"] for m in marks)


def test_dimension_colours_do_not_depend_on_what_is_present() -> None:
    for chosen in (["social", "economic"], ["economic"], ["institutional", "economic"]):
        frame = _dimensions().filter(pl.col("dimension_id").is_in(chosen))
        layer = _spec(charts.targets_by_dimension(frame))["vconcat"][0]["layer"][0]
        scale = layer["encoding"]["color"]["scale"]
        colours = dict(zip(scale["domain"], scale["range"], strict=True))
        assert colours["Económica"] == theme.DIMENSION_COLOURS["economic"]


def test_deadlines_of_one_year_are_one_segment_with_both_terms() -> None:
    marks = _marks(_spec(charts.deadlines(_deadlines())), "commitments")
    segment = next(m for m in marks if m["category"] == "2022")
    assert (segment["commitments"], segment["note"]) == (8, "Fin de la gestión · 2022")


def test_places_are_highest_first_and_units_and_levels_never_mixed() -> None:
    spec = _spec(charts.statistics_by_place(_poverty()))
    marks = _marks(spec, "place")
    assert [(m["place"], m["value"]) for m in marks] == [
        ("Quillma", 1284.5), ("Quillma", 415), ("Sorapa", 512), ("Sorapa", 131),
    ]  # fmt: skip
    assert "Sin dibujar: 2 cifras" in _subtitle(spec)
    percent = _spec(charts.statistics_by_place(_poverty(), unit_id="percent"))
    assert [m["value"] for m in _marks(percent, "place")] == [10]


def test_population_leaves_out_groups_and_other_levels_and_marks_projections() -> None:
    spec = _spec(charts.population_by_place(_population()))
    marks = _marks(spec, "place")
    assert {m["value"] for m in marks} == {4398, 4360, 20138, 21000}
    assert {m["series"] for m in marks} == {"2011", "2012", "2025 (proyección)"}


def test_contradicting_figures_of_one_place_are_counted() -> None:
    frame = pl.DataFrame([_statistic("Sorapa", 512), _statistic("Sorapa", 600)])
    assert "1 cifras contradicen" in _subtitle(_spec(charts.statistics_by_place(frame)))


def test_baselines_are_joined_only_on_the_scale_of_the_target() -> None:
    spec = _spec(charts.targets_and_baselines(_baselines()))
    joins = _marks(spec, "start")
    assert [(j["start"], j["end"]) for j in joins] == [(41.0, 12.0), (31.5, 80.0)]
    points = [(p["subject"], p["kind"], p["value"]) for p in _marks(spec, "kind")]
    assert ("con luz", "Línea de base relacionada", 30.0) in points
    assert [p for p in points if p[0] == "anemia"] == [("anemia", "Línea de base", 40.0)]


def test_value_far_above_100_is_cut_and_written() -> None:
    spec = _spec(charts.quantified_targets(_quantities()))
    first = _marks(spec, "drawn")[0]
    assert (first["value"], first["shown"], first["drawn"]) == (1005.0, "1\u00a0005\u00a0%", 112.0)
    assert "Barras cortadas" in _subtitle(spec)
    assert "Sin dibujar: 1 en otras unidades" in _subtitle(spec)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_charts_hold_for_few_and_many_rows(count: int) -> None:
    base = _quantities().row(0, named=True)
    rows = [base | {"subject": f"promesa {i}", "value": float(i % 101)} for i in range(count)]
    spec = _spec(charts.quantified_targets(pl.DataFrame(rows)))
    drawn = _marks(spec, "drawn")
    assert len(drawn) == min(count, 25)
    assert ("Y 275 más" in _subtitle(spec)) == (count == 300)
    plans = [
        _dimensions().row(0, named=True) | {"document_id": f"p{i}", "document": "Homónimo"}
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


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (1234.5, "1\u00a0234,5", "1,234.5"),
        (-1.2, "\u22121,2", "\u22121.2"),
        (100, "100", "100"),
        (40_000_000, "40\u00a0000\u00a0000", "40,000,000"),
        (-0.001, "0", "0"),
    ],
)
def test_numbers_are_written_as_in_the_language(value: float, es: str, en: str) -> None:
    assert formats.number(value, "es") == es
    assert formats.number(value, "en") == en


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (0.2, "<1%"), (39.4, "39%"), (99.8, ">99%"), (100, "100%")]
)
def test_share_is_never_rounded_to_nothing_or_all(value: float, text: str) -> None:
    assert formats.percent(value, "en") == text


def test_lists_are_joined_as_in_the_language() -> None:
    assert formats.joined(["a", "b", "c"], "en") == "a, b and c"
    assert formats.joined(["Candarave", "Ilo"], "es") == "Candarave e Ilo"
    assert formats.joined(["uno", "hielo"], "es") == "uno y hielo"


def test_table_is_labelled_formatted_escaped_and_offline() -> None:
    frame = _quantities().with_columns(statement=pl.lit(EVIL), unit_id=pl.lit("people"))
    columns = ["statement", "amount", "deadline", "lines"]
    html = tables.table(frame, "es", columns=columns, title=EVIL).as_raw_html()
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html
    assert "&amp;lt;" not in html
    assert ">Compromiso<" in html
    assert ">6\u00a0000\u00a0personas<" in html
    assert ">–<" in html
    assert ">l.\u00a0361<" in html
    assert "http" not in html
    assert html == tables.table(frame, "es", columns=columns, title=EVIL).as_raw_html()


def test_table_refuses_a_column_it_cannot_give() -> None:
    with pytest.raises(UnknownName, match="did you mean 'statement'"):
        tables.table(_quantities(), columns=["statment"])


def test_text_of_reports_is_escaped() -> None:
    assert "<b" not in narrative.paragraph(EVIL).html
    assert narrative.heading("a & b", 3).html == "<h3>a &amp; b</h3>"
    assert narrative.paragraph("", "").html == ""


def test_spread_names_every_plan_at_its_ends() -> None:
    frame = pl.DataFrame({"document": ["A", "B", "C"], "x_pct": [100.0, 0.0, 100.0]})
    assert narrative.spread(frame, "x_pct", "It", "en") == "It goes from 0% (B) to 100% (A and C)"
    assert narrative.spread(frame[:1], "x_pct", "It", "en") == "It is 100%"


def test_division_counts_over_all_plans() -> None:
    assert narrative.division(_dimensions(), "dimension", "en") == (
        "Social: 13 (54%), Economic: 5 (21%), No dimension: 3 (12%) and Institutional: 3 (12%)"
    )


@pytest.mark.parametrize(
    "notebook", ["reports/plan_profile", "reports/plan_comparison", "explore/start_here"]
)
def test_notebook_is_stored_without_outputs(notebook: str, project: Workspace) -> None:
    path = project.root / "notebooks" / f"{notebook}.ipynb"
    stored = json.loads(path.read_text("utf-8"))
    assert (stored["nbformat"], stored["nbformat_minor"]) == (4, 5)
    assert stored["metadata"]["kernelspec"]["name"] == "python3"
    cells = stored["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        assert cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == (
            [],
            None,
        )
    if notebook.startswith("reports/"):
        assert cells[0]["metadata"] == {"tags": ["parameters"]}
        assert 'language = "es"' in "".join(cells[0]["source"])
