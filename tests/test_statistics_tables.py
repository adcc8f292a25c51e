"""Statistics of tables: what their columns, rows and totals measure."""

from __future__ import annotations

import pytest

from planoteca.codebook import Codebook
from planoteca.documents.model import Cell, Fragment, Table
from planoteca.extraction.statistics import find_statistics
from statistic_texts import HERE


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
