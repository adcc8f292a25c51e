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


def test_a_place_that_says_how_far_is_not_the_place(vocabularies: Codebook) -> None:
    rows = read(vocabularies, "A 20 km de la ciudad de Puerto Viejo, a una altitud de 417 msnm.")
    assert [(row["place"], row["place_level"]) for row in rows] == [HERE, HERE]


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
        ("En analfabetismo, las mujeres alcanzan el 26,9%.", "women"),
        ("La infraestructura urbana tiene 30 escuelas.", None),
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


def test_a_source_holds_as_far_as_it_is_cited(vocabularies: Codebook) -> None:
    rows = read(
        vocabularies,
        "La pobreza es de 30% (Fuente: INEI, 2013). La anemia es de 20%.",
        "La pobreza es de 30%. La anemia es de 20%. Fuente: INEI 2013",
        "Según INEI la pobreza es de 30%. La anemia es de 20%.",
        "Entre el censo del año 1993 y el 2007 la población bajó en 2%.",
    )
    assert [row["stated_source"] for row in rows] == [
        *("INEI, 2013", None),
        *("INEI 2013", "INEI 2013"),
        *("INEI", "INEI"),
        None,
    ]


def test_a_future_promises_only_its_own_part(vocabularies: Codebook) -> None:
    rows = read(
        vocabularies,
        "La población, que en 2007 era de 900 habitantes, mantendrá su ritmo de 2% anual.",
        "Se mejorará el riego en 20 %, aunque hoy existen 40 hectareas bajo riego.",
        "Incrementar en 15% el acceso al agua potable, que hoy es de 35%.",
    )
    assert [row["value"] for row in rows] == [900, 40, 35]


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


def test_numbers_that_count_paragraphs_on_are_no_figures(vocabularies: Codebook) -> None:
    assert read(vocabularies, "3 Falta de escuelas", "4 Pocos médicos en las comunidades") == []
    assert only(vocabularies, "14 caseríos")["value"] == 14


def test_a_column_titled_with_a_year_measures_what_its_left_neighbour_does(
    vocabularies: Codebook,
) -> None:
    table = grid(
        "N° | LOCALIDAD | FAMILIAS | HABITANTES | 2007",
        "1  | Lomas     | 40       | 200        | 180",
        "2  | Ríoseco   | 60       | 280        | 250",
        "   | TOTAL     | 100      | 480        | 430",
    )
    caption = Fragment("Se divide en 02 comunidades", 8, 8)
    rows = find_statistics([caption], [table], HERE, vocabularies)
    told = [(row["indicator"], row["value"], row["year"]) for row in rows]
    assert told[1:4] == [
        ("households", 40, None),
        ("population", 200, None),
        ("population", 180, "2007"),
    ]
    assert (rows[1]["place"], rows[1]["place_level"]) == ("Lomas", "community")
    assert rows[-1]["place"] == HERE[0]


def test_cells_of_several_printed_rows_are_parted(vocabularies: Codebook) -> None:
    table = grid(
        "Orden | Causas                        | Casos                | %",
        "1 2 3 | Tos seca Mal de ojo Susto leve | 638,67 327,25 223,38 | 32,2 17,4 11,9",
        "      | Total                         | 1189,30              | 61,5",
    )
    rows = find_statistics([], [table], HERE, vocabularies)
    assert [row["value"] for row in rows] == [
        *(638.67, 32.2),
        *(327.25, 17.4),
        *(223.38, 11.9),
        *(1189.3, 61.5),
    ]
    assert {row["unit"] for row in rows[1::2]} == {"percent"}


def test_two_titles_over_one_column_are_two_columns(vocabularies: Codebook) -> None:
    table = grid(
        "Denuncias      | 2013 N° %",
        "Contra la vida | 2900 76.6",
        "Otras          | 888 23.4",
        "Total          | 3788 100",
    )
    rows = find_statistics([], [table], HERE, vocabularies)
    assert [row["value"] for row in rows] == [2900, 76.6, 888, 23.4, 3788, 100]
    assert {row["unit"] for row in rows[1::2]} == {"percent"}
    assert {row["year"] for row in rows} == {"2013"}


def test_a_table_of_fields_names_a_measure_in_each_row(vocabularies: Codebook) -> None:
    table = grid(
        "Distrito              | LOMAS",
        "Ley de creación       | 27285",
        "Altitud (m.s.n.m.)    | 417",
        "Población censada 2007 | 6978",
        "Superficie (Km2)      | 1478.42",
    )
    rows = find_statistics([], [table], HERE, vocabularies)
    assert [(row["indicator"], row["value"]) for row in rows] == [
        ("elevation", 417),
        ("population", 6978),
        ("area", 1478.42),
    ]
    assert {row["place"] for row in rows} == {HERE[0]}


@pytest.mark.parametrize(
    "rows",
    [
        ("TEMA | PÁGINA", "Presentación | 3", "Diagnóstico | 4"),
        ("Prioridad | Proyecto | Presupuesto", "1 | Posta de Lomas | 20,000.00"),
    ],
)
def test_tables_of_contents_and_of_projects_state_nothing(
    rows: tuple[str, ...], vocabularies: Codebook
) -> None:
    assert find_statistics([], [grid(*rows)], HERE, vocabularies) == []


def test_parts_of_a_population_are_not_the_population(vocabularies: Codebook) -> None:
    table = grid(
        "EDAD       | M   | F   | TOTAL",
        "0 - 4 años | 262 | 376 | 638",
        "TOTAL      | 262 | 376 | 638",
    )
    caption = Fragment("Población por edad y sexo", 8, 8)
    rows = find_statistics([caption], [table], HERE, vocabularies)
    assert [row["population_group"] for row in rows] == [
        *("other", "other", "other"),
        *("men", "women", None),
    ]
    assert {row["indicator"] for row in rows} == {"population"}


def test_no_share_exceeds_a_hundred_without_its_sign(vocabularies: Codebook) -> None:
    table = grid("Rubro | PIA", "Recursos ordinarios | 322,018")
    caption = Fragment("Ejecución presupuestal 2017", 8, 8)
    (row,) = find_statistics([caption], [table], HERE, vocabularies)
    assert (row["indicator"], row["unit"]) == ("municipal_budget", "soles")


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
