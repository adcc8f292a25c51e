from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.documents.model import Cell, Fragment, Table
from planoteca.extraction.statistics import find_statistics

HERE = ("Aguamansa", "province")


def read(codebook: Codebook, *texts: str, place: tuple[str, str] = HERE) -> list[dict[str, Any]]:
    passages = [Fragment(text, 2 * i + 1, 2 * i + 1) for i, text in enumerate(texts)]
    return find_statistics(passages, [], place, codebook)


def only(codebook: Codebook, *texts: str) -> dict[str, Any]:
    (row,) = read(codebook, *texts)
    return row


def grid(*rows: str, line: int = 10) -> Table:
    cells = [[part.strip() for part in row.split("|")] for row in rows]
    return Table(
        tuple(
            tuple(Cell((Fragment(text, line + i, line + i),) if text else ()) for text in row)
            for i, row in enumerate(cells)
        ),
        line,
        line + len(rows) - 1,
    )


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


def test_what_no_indicator_fits_is_kept_as_other(vocabularies: Codebook) -> None:
    row = only(vocabularies, "El 12% de los faroles está pintado de azul.")
    assert (row["indicator"], row["unit"]) == ("other", "percent")
    assert "faroles" in row["context"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("En el distrito de Lomas viven 900 habitantes.", ("Lomas", "district")),
        ("La región Altamar tiene 90 000 habitantes.", ("Altamar", "region")),
        ("La ciudad de Puerto Viejo tiene 8000 habitantes.", ("Puerto Viejo", "city")),
        ("La población del distrito de Lomas es de 900 habitantes.", ("Lomas", "district")),
        ("A nivel nacional la pobreza es de 20%.", ("Perú", "country")),
        ("En la provincia viven 900 habitantes.", HERE),
        ("Hay 900 habitantes.", HERE),
    ],
)
def test_place(text: str, place: tuple[str, str], vocabularies: Codebook) -> None:
    row = only(vocabularies, text)
    assert (row["place"], row["place_level"]) == place


def test_the_place_of_the_heading_holds_until_the_next_heading(vocabularies: Codebook) -> None:
    rows = read(
        vocabularies,
        "1.1. REGIÓN ALTAMAR",
        "Cuenta con una población de 90 000 habitantes.",
        "1.2. POBLACIÓN",
        "Cuenta con una población de 12 000 habitantes.",
    )
    assert [row["place"] for row in rows] == ["Altamar", "Aguamansa"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("En el año 2007 había 900 habitantes.", "2007"),
        ("Había 900 habitantes según el censo del 1993.", "1993"),
        ("La tasa de crecimiento poblacional 1993-2007 es de 1.2%.", "1993-2007"),
        ("Creada el 7 de junio de 1857, tiene 900 habitantes.", None),
        ("Hay 900 habitantes.", None),
    ],
)
def test_year(text: str, year: str | None, vocabularies: Codebook) -> None:
    assert only(vocabularies, text)["year"] == year


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("La población urbana es de 900 habitantes.", "urban"),
        ("El 30% de las viviendas rurales carece de agua.", "rural"),
        ("El analfabetismo es de 22% en mujeres.", "women"),
        ("El 33% de los niños menores de 5 años sufre desnutrición crónica.", "under_5"),
        ("La pobreza urbana y rural es de 30%.", None),
    ],
)
def test_population_group(text: str, group: str | None, vocabularies: Codebook) -> None:
    assert only(vocabularies, text)["population_group"] == group


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("La pobreza es de 30% (Fuente: INEI, 2013).", "INEI, 2013"),
        ("Según el Ministerio de Salud la anemia es de 30%.", "Ministerio de Salud"),
        ("La pobreza es de 30%.", None),
    ],
)
def test_stated_source(text: str, source: str | None, vocabularies: Codebook) -> None:
    assert only(vocabularies, text)["stated_source"] == source


def test_what_is_dated_after_the_plan_is_a_projection(vocabularies: Codebook) -> None:
    title = "Plan de gobierno 2019 - 2022"
    now = only(vocabularies, title, "En el 2015 la población era de 900 habitantes.")
    later = only(vocabularies, title, "La población al 2021 se estima en 950 habitantes.")
    assert (now["nature"], later["nature"]) == ("observed", "projection")


def test_a_growth_scenario_is_a_projection(vocabularies: Codebook) -> None:
    row = only(vocabularies, "3. ESCENARIO DE CRECIMIENTO", "3.1 Aspecto social", "Pobreza: 10%")
    assert row["nature"] == "projection"


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


def test_every_cell_of_a_table_is_a_row(vocabularies: Codebook) -> None:
    table = grid(
        "DISTRITOS | POBLACIÓN |       | DENSIDAD Hab/Km2 | SUPERFICIE | TASA DE CRECIMIENTO",
        "          | 2011      | 2012  |                  |            | 1993 - 2007",
        "Lomas     | 17,246    | 8,731 | 46,9731544       | 367,14     | -1.35",
        "Ríoseco   | 5,207     | 5,190 | 6,1385421        | 848,29     | 2.16",
        "TOTAL     | 22,453    | 13,921 | 18,47           | 1.215.43   | -0.64",
    )
    caption = Fragment("Población por distritos según censo 2007", 8, 8)
    source = Fragment("Fuente: INEI - Censos 2007", 16, 16)
    rows = find_statistics([caption, source], [table], HERE, vocabularies)
    assert [row["value"] for row in rows] == [
        *(17246, 8731, 46.9731544, 367.14, -1.35),
        *(5207, 5190, 6.1385421, 848.29, 2.16),
        *(22453, 13921, 18.47, 1215.43, -0.64),
    ]
    assert [row["indicator"] for row in rows[:5]] == [
        "population",
        "population",
        "population_density",
        "area",
        "population_growth_rate",
    ]
    assert [row["unit"] for row in rows[:5]] == [
        *("people", "people", "people_per_km2", "km2", "percent")
    ]
    assert [row["year"] for row in rows[:5]] == ["2011", "2012", None, None, "1993-2007"]
    assert {(row["place"], row["place_level"]) for row in rows} == {
        ("Lomas", "district"),
        ("Ríoseco", "district"),
        HERE,
    }
    assert {row["stated_source"] for row in rows} == {"INEI - Censos 2007"}
    assert [row["line_start"] for row in rows] == [12] * 5 + [13] * 5 + [14] * 5
    assert rows[13]["value_text"] == "1.215.43"


def test_a_table_without_numbers_has_no_rows(vocabularies: Codebook) -> None:
    table = grid("Problema | Objetivo", "Falta agua | Dar agua")
    assert find_statistics([], [table], HERE, vocabularies) == []


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
