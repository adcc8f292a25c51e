"""Statistics of sentences: what is measured, and what is none; the coded plans."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.documents.model import Fragment
from planoteca.extraction.statistics import find_statistics
from statistic_texts import HERE, only, read


@pytest.mark.parametrize(
    ("text", "indicator", "value", "unit"),
    [
        ("La población es de 12,450 habitantes.", "population", 12450, "people"),
        ("Posee una extensión de 1 204,75 km².", "area", 1204.75, "km2"),
        ("La provincia tiene siete distritos.", "districts_count", 7, "count"),
        ("El 31,5 % de la población es analfabeta.", "illiteracy_rate", 31.5, "percent"),
        ("La pobreza alcanza al 48%.", "poverty_rate", 48, "percent"),
        ("Hay 3200 habitantes en situación de pobreza.", "poverty_population", 3200, "people"),
        (
            "Su índice de desarrollo humano llega a 0.41.",
            "hdi",
            0.41,
            "index",
        ),
        (
            "La desnutrición crónica infantil llega al 27%.",
            "chronic_child_malnutrition_rate",
            27,
            "percent",
        ),
        (
            "El 18% de la población no cuenta con servicio de energía eléctrica.",
            "electricity_no_access_rate",
            18,
            "percent",
        ),
        ("La cobertura incluye 540 estudiantes.", "students", 540, "people"),
        (
            "La población que no tiene cobertura de agua y desagüe bordea el 35 %.",
            "water_sanitation_no_access_rate",
            35,
            "percent",
        ),
        (
            "El 40% de los hogares no tiene recojo de basura.",
            "waste_no_collection_rate",
            40,
            "percent",
        ),
        (
            "El 19% no cuenta con ningún seguro de salud.",
            "no_health_insurance_rate",
            19,
            "percent",
        ),
        ("Se crían 1,500 vacunos.", "livestock_cattle", 1500, "head"),
        ("Está a 18 km de la ciudad de Lomas.", "distance_to_capital", 18, "km"),
        ("Aldea tiene una extensión de 1718,86 Km2, con selva.", "area", 1718.86, "km2"),
        ("Dos de los centros poblados tienen desagüe.", "other", 2, "count"),
    ],
)
def test_what_is_measured(
    text: str, indicator: str, value: float, unit: str, vocabularies: Codebook
) -> None:
    row = only(vocabularies, text)
    assert (row["indicator"], row["value"], row["unit"]) == (indicator, value, unit)
    assert (row["place"], row["place_level"]) == HERE


def test_rows_have_the_columns_of_the_schema(vocabularies: Codebook) -> None:
    row = only(vocabularies, "La población es de 12,450 habitantes.")
    assert set(row) <= set(coding.SCHEMAS["statistics"])
    assert coding.frame("statistics", [row]).height == 1
    assert row["value_text"] == "12,450"
    assert row["context"] == "La población es de 12,450 habitantes."


def test_each_number_gets_its_own_indicator(vocabularies: Codebook) -> None:
    rows = read(
        vocabularies,
        "El distrito de Lomas reúne a 300 habitantes en pobreza y 80 habitantes en extrema pobreza,"
        " el distrito de Ríoseco con población en situación de pobreza (150 habitantes).",
    )
    assert [(row["indicator"], row["value"], row["place"]) for row in rows] == [
        ("poverty_population", 300, "Lomas"),
        ("extreme_poverty_population", 80, "Lomas"),
        ("poverty_population", 150, "Ríoseco"),
    ]


def test_who_lacks_what_the_others_have(vocabularies: Codebook) -> None:
    rows = read(
        vocabularies,
        "El 71 % cuenta con agua potable y el 29 % no cuenta con dicho servicio.",
    )
    assert [row["indicator"] for row in rows] == ["water_access_rate", "water_no_access_rate"]


def test_people_of_another_kind_are_counted_anew(vocabularies: Codebook) -> None:
    rows = read(vocabularies, "Existen 6 médicos y 16 enfermeras.")
    assert [(row["indicator"], row["unit"]) for row in rows] == [
        ("physicians", "people"),
        ("other", "people"),
    ]


def test_men_and_women_of_a_population(vocabularies: Codebook) -> None:
    rows = read(
        vocabularies,
        "La población es de 900 habitantes, de los cuales 400 son hombres y 500 son mujeres.",
        "La población es de 900 habitantes, donde el 44% son hombres y el 56% son mujeres.",
    )
    assert [(row["indicator"], row["population_group"]) for row in rows] == [
        ("population", None),
        ("population", "men"),
        ("population", "women"),
        ("population", None),
        ("population_share", "men"),
        ("population_share", "women"),
    ]


def test_what_no_indicator_fits_is_kept_as_other(vocabularies: Codebook) -> None:
    row = only(vocabularies, "El 12% de los faroles está pintado de azul.")
    assert (row["indicator"], row["unit"]) == ("other", "percent")
    assert "faroles" in row["context"]


@pytest.mark.parametrize(
    "text",
    [
        "Se rige por la Ley N° 27972 y el Decreto Supremo N° 054-2011-PCM.",
        "El 7 de octubre se realizan las elecciones del año 2018.",
        "Teléfono 987654321, página 14.",
        "3. Mejorar la crianza",
        "Atiende a niños menores de 5 años las 24 horas.",
        "Cuenta con tres fortalezas principales.",
        "La Agenda contiene 17 objetivos y 169 metas.",
        "Aguamansa 410 233 177 57% 43% 92 60 32",
        "Una población organizada y un distrito seguro.",
        "Pavimentación de 25 km de la vía principal.",
        "CREACION DE CINCO AULAS EN LA PROVINCIA - SNIP: 237441 MONTO S/ 8,653,506.97",
        "Código de Registro: 158955 PROYECTOS",
    ],
)
def test_what_is_no_statistic(text: str, vocabularies: Codebook) -> None:
    assert read(vocabularies, text) == []


def test_an_article_counts_what_exists(vocabularies: Codebook) -> None:
    row = only(vocabularies, "En la capital solamente existe un hospital.")
    assert (row["indicator"], row["value"], row["unit"]) == ("hospitals", 1, "count")


def test_a_paragraph_broken_by_a_page_is_read_as_one(vocabularies: Codebook) -> None:
    row = only(vocabularies, "En la provincia viven (900", "habitantes) en las alturas.")
    assert (row["unit"], row["line_start"], row["line_end"]) == ("people", 1, 3)


def test_two_levels_are_the_lowest_and_the_highest(vocabularies: Codebook) -> None:
    rows = read(vocabularies, "Su altitud va desde los 2,100 hasta los 4,300 m.s.n.m.")
    assert [(row["indicator"], row["value"]) for row in rows] == [
        ("elevation_min", 2100),
        ("elevation_max", 4300),
    ]


def test_numbers_that_count_paragraphs_on_are_no_figures(vocabularies: Codebook) -> None:
    assert read(vocabularies, "3 Falta de escuelas", "4 Pocos médicos en las comunidades") == []
    assert only(vocabularies, "14 caseríos")["value"] == 14


@hypothesis_settings(deadline=None)
@given(st.lists(st.text(max_size=120), max_size=4), st.sampled_from([HERE, None]))
def test_any_text_is_accepted(
    vocabularies: Codebook, texts: list[str], place: tuple[str, str] | None
) -> None:
    passages = [Fragment(text, i + 1, i + 1) for i, text in enumerate(texts)]
    for row in find_statistics(passages, [], place, vocabularies):
        assert row["indicator"] in vocabularies["indicators"]
        assert row["unit"] in vocabularies["units"]
        assert row["nature"] in vocabularies["natures"]
        assert row["population_group"] is None or (
            row["population_group"] in vocabularies["population_groups"]
        )
        assert re.search(re.escape(row["value_text"]), " ".join(texts))


def test_statistics_of_the_coded_plans(shared: Path, vocabularies: Codebook) -> None:
    places = {"000": "Candarave", "001": "Huancané"}
    plans = {"000": (65, 283), "001": (80, 266)}  # lines of the diagnosis
    for stem, (first, last) in plans.items():
        folder = next((shared / "coding").glob(f"{stem}_*"))
        lines = next((shared / "documents" / "text").glob(f"{stem}_*")).read_text("utf-8")
        passages = [
            Fragment(" ".join(re.sub(r"\\(?=\$)|\*\*", "", line).lstrip("- ").split()), i, i)
            for i, line in enumerate(lines.splitlines(), 1)
            if first <= i <= last and line.strip() and "\t" not in line
        ]
        rows = find_statistics(passages, [], (places[stem], "province"), vocabularies)
        found = {(row["line_start"], row["value"]): row for row in rows}
        with (folder / "statistics.csv").open(encoding="utf-8", newline="") as file:
            expected = [
                row
                for row in csv.DictReader(file)
                if first <= int(row["line_start"]) <= last
                and "\t" not in lines.splitlines()[int(row["line_start"]) - 1]
            ]
        assert len(expected) > 30
        read_rows = [
            (row, found.get((int(row["line_start"]), float(row["value"])))) for row in expected
        ]
        hits = [(row, mine) for row, mine in read_rows if mine and mine["unit"] == row["unit"]]
        indicators = vocabularies["indicators"]
        same = [
            mine for row, mine in hits if mine["indicator"] == indicators.resolve(row["indicator"])
        ]
        placed = [mine for row, mine in hits if mine["place"] == row["place"]]
        dated = [mine for row, mine in hits if (mine["year"] or "") == row["year"]]
        assert len(hits) / len(expected) >= 0.95
        assert len(rows) - len(hits) <= 0.08 * len(rows)
        assert len(same) / len(hits) >= 0.85
        assert len(placed) / len(hits) >= 0.9
        assert len(dated) / len(hits) >= 0.9


def test_a_long_text_gives_a_row_for_each_sentence(vocabularies: Codebook) -> None:
    sentence = "La población del distrito de Lomas al año 2007 es de 12,450 habitantes, "
    found = read(vocabularies, sentence * 2_000, *[sentence] * 2_000)
    assert [row["value"] for row in found] == [12450] * 4_000
