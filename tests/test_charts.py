"""What holds for every chart: its golden specification, title, alternative text, escaping.

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
    "competence": (charts.competence, frames.competence),
    "competence_of_many": (charts.competence, lambda: frames.competence(40)),
    "competence_of_one": (charts.competence, lambda: frames.competence(1)),
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
    ("competence", "es"): "5 de los 24 compromisos de 2 planes quedan fuera de la competencia del "
    "gobierno que se elige (21 %)",
    ("competence", "en"): "5 of the 24 commitments of 2 plans are outside the power of the "
    "government to be elected (21%)",
    ("competence_of_many", "es"): "En la mitad de 40 planes, 14 % de los compromisos o menos "
    "quedan fuera de la competencia del gobierno que se elige; en 9, ninguno",
    ("competence_of_many", "en"): "In half of 40 plans 14% of the commitments or fewer are outside "
    "the power of the government to be elected; in 9, none",
    ("competence_of_one", "es"): "5 de los 20 compromisos de Aruma 2019-2022 quedan fuera de la "
    "competencia del gobierno que se elige (25 %)",
    ("competence_of_one", "en"): "5 of the 20 commitments of Aruma 2019-2022 are outside the power "
    "of the government to be elected (25%)",
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
