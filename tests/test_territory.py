"""Plans by territory: queries, maps and the report.

PLANOTECA_UPDATE_GOLDEN=1 writes the golden files of tests/golden/territory; nothing else does.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import pytest
import vl_convert

import planoteca
from planoteca import charts, places
from planoteca.charts import maps
from planoteca.errors import PlanotecaError, UnknownName
from planoteca.places import Gazetteer
from planoteca.reports import manifest, run
from planoteca.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden" / "territory"
LARGEST_SPECIFICATION = 60_000


@pytest.fixture(scope="module")
def gazetteer(project: Workspace) -> Gazetteer:
    return places.load(project.reference)


def place(
    name: str, latitude: float | None, longitude: float | None, **more: Any
) -> dict[str, Any]:
    """A row of query places_with_plans."""
    return {
        "place_id": "0101", "place_name": name, "department": "Quillma", "latitude": latitude,
        "longitude": longitude, "plans": 1, "commitments": 10, "leading_dimension_id": "social",
        "leading_dimension_es": "Social", "leading_dimension_en": "Social",
        "indicator_id": "poverty_rate", "indicator_es": "Incidencia de pobreza",
        "indicator_en": "Poverty rate", "unit_symbol": "%", "indicator_value": None,
        "indicator_basis": None, **more,
    }  # fmt: skip


def map_without_figures() -> pl.DataFrame:
    economic = {
        "leading_dimension_id": "economic", "leading_dimension_es": "Económica",
        "leading_dimension_en": "Economic",
    }  # fmt: skip
    rows = [
        place("Aruma", -12.0, -77.0, commitments=40),
        place("Belmor", -15.5, -70.0, place_id="0202", **economic),
        place("Sorapa", None, None, place_id="0203", plans=3),
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def map_with_figures() -> pl.DataFrame:
    rows = [
        place("Aruma", -12.0, -77.0, indicator_value=12.5, indicator_basis="official"),
        place("Belmor", -15.5, -70.0, place_id="0202", indicator_value=60.0)
        | {"indicator_basis": "stated"},
        place("Lloclla", -4.0, -74.0, place_id="0303"),
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def beside() -> pl.DataFrame:
    def row(name: str, value: float, official_value: float, year: int | None) -> dict[str, Any]:
        return {
            "document_id": "aruma-2018", "document": "Aruma 2019-2022", "statistic_id": name,
            "indicator_id": "population", "indicator_es": "Población",
            "indicator_en": "Population", "place_name": name, "place_level": "district",
            "value": value, "unit_id": "people", "year": year, "official_value": official_value,
            "official_year": 2017, "difference_pct": 100 * (value / official_value - 1),
            "line_start": 40, "line_end": 41,
        }  # fmt: skip

    rows = [row("Quillma", 1200.0, 1000.0, 2007), row("Sorapa", 950.0, 1000.0, None)]
    return pl.DataFrame([*rows, rows[0]])


def salience(plans: int) -> pl.DataFrame:
    """Rows of query salience_and_need: the first of the plans is that of the neediest place."""
    themes = [
        ("health", "Salud", "Health", 30.0, 20.0, 0.5),
        ("tourism", "Turismo y artesanía", "Tourism and crafts", 0.5, 4.0, -0.25),
        ("mining", "Minería e hidrocarburos", "Mining and hydrocarbons", 0.0, 0.0, None),
    ]
    return pl.DataFrame(
        [
            {
                "document_id": f"plan-{i}", "document": f"Plan {i}", "place_name": f"Lugar {i}",
                "need_rank": i, "need_basis": "official" if i < 3 else "province",
                "indicator_id": "poverty_rate", "need_value": 60.0 - i,
                "indicator_es": "Incidencia de pobreza", "indicator_en": "Poverty rate",
                "unit_id": "percent", "unit_symbol": "%", "theme_id": theme_id, "theme_es": es,
                "theme_en": en, "share_pct": share / i, "mean_share_pct": mean, "plans": plans,
                "rank_correlation": rho,
            }
            for i in range(1, plans + 1)
            for theme_id, es, en, share, mean, rho in themes
        ]
    )  # fmt: skip


CHARTS: dict[str, tuple[Callable[..., alt.VConcatChart], Callable[[], pl.DataFrame]]] = {
    "map_with_figures": (charts.places_on_map, map_with_figures),
    "map_without_figures": (charts.places_on_map, map_without_figures),
    "salience_few": (charts.salience_and_need, lambda: salience(3)),
    "salience_many": (charts.salience_and_need, lambda: salience(30)),
    "stated_and_official": (charts.stated_and_official, beside),
}
TITLES = {
    ("map_with_figures", "es"): "Incidencia de pobreza: de 12,5 % (Aruma) a 60 % (Belmor); 2 de "
    "3 lugares con plan tienen cifra",
    ("map_with_figures", "en"): "Poverty rate: from 12.5% (Aruma) to 60% (Belmor); 2 of 3 places "
    "with a plan have a figure",
    ("map_without_figures", "es"): "50 compromisos en 2 lugares con plan; donde más, Aruma (40)",
    ("map_without_figures", "en"): "50 commitments in 2 places with a plan; most in Aruma (40)",
    (
        "salience_few",
        "es",
    ): "Incidencia de pobreza: donde es mayor (Lugar 1, 59 %), el tema "
    "con más compromisos es salud: 30 %; media de los planes, 20 %",
    ("salience_few", "en"): "Poverty rate: where it is highest (Lugar 1, 59%), the theme "
    "with most commitments is health: 30%; mean of the plans, 20%",
    ("salience_many", "es"): "Incidencia de pobreza: donde es mayor, los planes dan más a salud "
    "(ρ 0,5)",
    ("salience_many", "en"): "Poverty rate: where it is highest, plans give more to health (ρ 0.5)",
    ("stated_and_official", "es"): "2 de 2 cifras de los planes distan más de 1 % de la oficial; "
    "la que más, población de Quillma (+20 %)",
    ("stated_and_official", "en"): "2 of 2 figures of the plans are more than 1% from the "
    "official one; the furthest, population of Quillma (+20%)",
}


def _spec(chart: alt.VConcatChart) -> dict[str, Any]:
    with alt.data_transformers.enable(consolidate_datasets=False), alt.theme.enable("default"):
        spec: dict[str, Any] = chart.to_dict()
    return spec


def _heading(spec: dict[str, Any], part: str) -> str:
    return " ".join(spec["vconcat"][0]["title"].get(part, [])).replace("\u00a0", " ")


def _texts(spec: dict[str, Any]) -> list[str]:
    """What the text layers of a map write."""
    layers = spec["vconcat"][0]["layer"]
    written = [layer for layer in layers if layer["mark"]["type"] == "text"]
    return [row["name"] for layer in written for row in layer["data"]["values"]]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_the_golden_one_with_a_sentence_as_title(name: str, language: str) -> None:
    draw, frame = CHARTS[name]
    spec = _spec(draw(frame(), language=language, source="Source: test."))
    assert _heading(spec, "text") == TITLES[name, language]
    assert spec["title"]["text"] == ["Source: test."]
    spec["vconcat"][0]["layer"] = [
        layer for layer in spec["vconcat"][0]["layer"] if layer["mark"]["type"] != "geoshape"
    ]
    found = json.dumps(spec, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    path = GOLDEN / f"{name}.{language}.json"
    if os.environ.get("PLANOTECA_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, "utf-8")
    assert path.is_file(), f"{path} is missing; make it with PLANOTECA_UPDATE_GOLDEN=1"
    lines = difflib.unified_diff(path.read_text("utf-8").splitlines(), found.splitlines())
    assert not list(lines)


def test_no_golden_file_is_left_over() -> None:
    known = {f"{name}.{language}.json" for name in CHARTS for language in ("es", "en")}
    assert {path.name for path in GOLDEN.iterdir()} == known


@pytest.mark.parametrize("name", CHARTS)
def test_chart_says_what_it_lacks(name: str) -> None:
    draw, frame = CHARTS[name]
    assert _heading(_spec(draw(frame().clear())), "text").startswith("No hay")
    with pytest.raises(PlanotecaError, match=r"the frame lacks"):
        draw(pl.DataFrame({"x": [1]}))
    with pytest.raises(UnknownName, match="available: en, es"):
        draw(frame(), language="qu")


@pytest.mark.parametrize("name", CHARTS)
def test_text_of_data_stays_text_and_nothing_is_fetched(name: str) -> None:
    draw, frame = CHARTS[name]
    evil = "</script><b onclick=\"x\">' + datum.value + '{{x}}"
    hostile = frame().with_columns(
        pl.lit(evil).alias(column) for column in frame().columns if column.endswith("_name")
    )
    spec = _spec(draw(hostile))
    spec.pop("$schema")
    assert "http" not in json.dumps(spec)
    svg = str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[]))
    assert "<b onclick" not in svg


def test_places_without_coordinates_are_counted() -> None:
    note = _heading(_spec(charts.places_on_map(map_without_figures(), language="en")), "subtitle")
    assert "without coordinates: 1 place (3 plans)" in note


def test_a_map_says_whose_figures_it_shows() -> None:
    note = _heading(_spec(charts.places_on_map(map_with_figures(), language="en")), "subtitle")
    assert "Official figures: 1; as plans state them: 1. Grey, without a figure: 1." in note


def _scattered(count: int, department: str | None = None) -> pl.DataFrame:
    rows = [
        place(
            f"Lugar {i}", -1 - (i * 0.7919) % 17, -80 + (i * 0.4871) % 10,
            place_id=f"{department or 1 + i % 25:>02}{i:04}", commitments=i,
            indicator_value=float(i % 101), indicator_basis="stated",
        )
        for i in range(count)
    ]  # fmt: skip
    return pl.DataFrame(rows)


@pytest.mark.parametrize("count", [1, 2, 15, 16, 300, 2000])
def test_a_map_holds_for_few_and_many_places(count: int) -> None:
    spec = _spec(charts.places_on_map(_scattered(count)))
    assert len(_texts(spec)) == (count if count <= maps.MAX_LABELS else 0)
    assert len(json.dumps(spec, separators=(",", ":"))) <= LARGEST_SPECIFICATION
    assert ("Y 1 700 lugares más" in _heading(spec, "subtitle")) == (count == 2000)


def test_names_beside_a_map_do_not_overlap() -> None:
    close = _scattered(15).with_columns(latitude=pl.lit(-17.5), longitude=pl.lit(-70.0))
    layers = _spec(charts.places_on_map(close))["vconcat"][0]["layer"]
    heights = sorted(row["height"] for row in layers[-1]["data"]["values"])
    steps = [upper - lower for lower, upper in pairwise(heights)]
    assert min(steps) * 27 > 16  # px
    assert heights[0] > -18.7


def test_places_of_one_region_fill_the_map() -> None:
    whole, near = (
        _spec(charts.places_on_map(_scattered(9, d)))["vconcat"][0] for d in (None, "07")
    )
    country, region = (view["projection"]["scale"] for view in (whole, near))
    assert country == pytest.approx(27 * 57.2958, rel=1e-4)
    assert region != country


def test_the_outline_holds_the_places_of_the_country(gazetteer: Gazetteer) -> None:
    (ring,) = maps.outline()["geometry"]["coordinates"]
    assert ring[0] == ring[-1]

    def holds(x: float, y: float) -> bool:
        crossings = 0
        for (x1, y1), (x2, y2) in pairwise(ring):
            crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        return crossings % 2 == 1

    located = gazetteer.table.filter(pl.col("latitude").is_not_null(), level="province")
    inside = [holds(x, y) for x, y in located.select("longitude", "latitude").iter_rows()]
    assert sum(inside) / len(inside) > 0.95  # ports lie on the line itself


def test_places_with_plans_adds_up_and_leads(plans: Path) -> None:
    rows = planoteca.query("places_with_plans", database_path=plans)
    assert rows["commitments"].sum() == 195
    leading = dict(rows.select("place_name", "leading_dimension_en").iter_rows())
    assert leading == {
        "Espinar": "Other axis", "Ilo": "Social", "Huancané": "Economic",
        "Candarave": "Environmental", "Tarata": "Social",
    }  # fmt: skip
    assert rows["indicator_basis"].to_list() == ["official"] * 5
    tacna = planoteca.query("places_with_plans", database_path=plans, department="Tacna")
    assert tacna["place_id"].to_list() == ["2302", "2304"]
    (region,) = planoteca.query(
        "places_with_plans", database_path=plans, department="Tacna", place_level="region"
    ).rows(named=True)
    assert (region["place_name"], region["plans"], region["commitments"]) == ("Tacna", 2, 47)


def test_the_official_figure_comes_before_that_of_the_plan(plans: Path) -> None:
    rows = planoteca.query("places_with_plans", database_path=plans, indicator_id="population")
    candarave = rows.row(by_predicate=pl.col("place_id") == "2302", named=True)
    assert (candarave["stated_value"], candarave["official_value"]) == (9825, 6102)
    assert (candarave["indicator_value"], candarave["indicator_basis"]) == (6102, "official")


def test_plans_of_places_unknown_to_inei_keep_their_printed_name(specimens: Path) -> None:
    rows = planoteca.query("places_with_plans", database_path=specimens)
    assert set(rows["place_name"]) == {"Aruma", "Chaupimayo", "Lloclla", "Pampa Verde"}
    assert rows["latitude"].null_count() == len(rows) == 4


def test_an_unknown_department_is_refused_with_the_nearest_name(plans: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean 'Tacna'"):
        planoteca.query("places_with_plans", database_path=plans, department="Takna")


def test_poverty_ranks_the_places_by_official_rates(plans: Path) -> None:
    rows = planoteca.query("poverty_and_promises", database_path=plans)
    columns = ("place_name", "poverty_indicator_id", "poverty_value", "poverty_basis")
    assert rows.select(columns).rows() == [
        (name, "poverty_rate", value, "official")
        for name, value in (
            ("Huancané", 43.11), ("Tarata", 32.02), ("Espinar", 30.93), ("Candarave", 26.88),
            ("Ilo", 6.0),
        )
    ]  # fmt: skip
    shares = ("social_pct", "economic_pct", "environmental_pct", "institutional_pct")
    sums = rows.select(pl.sum_horizontal(*shares, "other_axis_pct")).to_series()
    assert sums.to_list() == pytest.approx([100] * 5)


def test_stated_figures_stand_beside_the_official_one_of_the_nearest_year(plans: Path) -> None:
    rows = planoteca.query("stated_and_official", database_path=plans, document_id="candarave-2018")
    province = rows.filter(place_id="2302", indicator_id="population").select(
        "year", "value", "official_year", "official_value"
    )
    same_year = (2007, 8435, 2007, 8373)
    assert province.rows() == [same_year, same_year, (2018, 9825, 2017, 6102)]


def test_statistics_by_territory_has_official_figures_of_places_whose_plans_give_none(
    plans: Path,
) -> None:
    rows = planoteca.query(
        "statistics_by_territory", database_path=plans, indicator_id="population"
    )
    found = {row["place_id"]: (row["plans"], row["official_value"]) for row in rows.to_dicts()}
    assert found["1803"] == (0, 74649)
    assert found["2106"] == (1, 69522)
    assert "180303" not in found, "neither a plan's place nor named by one"


def test_the_report_runs_for_all_plans_for_a_region_and_for_unknown_places(
    project: Workspace, plans: Path, specimens: Path, tmp_path: Path
) -> None:
    report = manifest.load(project.report_notebooks)["territory"]
    jobs = [
        *run.plan([report], plans, ["es", "en"], {}),
        *run.plan([report], plans, ["en"], {"department": "Tacna", "indicator_id": "population"}),
    ]
    assert run.run(jobs, plans, tmp_path / "a", tmp_path / "failed") == []
    english = (tmp_path / "a" / "territory.en.html").read_text("utf-8")
    assert "5 plans of 5 places" in english.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "INEI, Censos Nacionales 2017" in english
    assert "195 compromisos" in (tmp_path / "a" / "territory.es.html").read_text("utf-8").replace(
        "\u00a0", " "
    )
    jobs = run.plan([report], specimens, ["en"], {})
    assert run.run(jobs, specimens, tmp_path / "b", tmp_path / "failed") == []
    unknown = (tmp_path / "b" / "territory.en.html").read_text("utf-8").replace("\u00a0", " ")
    assert "There are no plans of places with coordinates" in unknown
    assert "Without coordinates, 4 places (10 plans)" in unknown
