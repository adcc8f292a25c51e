"""Statistics of sentences: of where, when and whom they are, by whom, and whether observed."""

from __future__ import annotations

import pytest

from planoteca.codebook import Codebook
from statistic_texts import HERE, only, read


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
    ("text", "group"),
    [
        ("El 30% de la población no tiene seguro, es decir unas 9000 personas.", "other"),
        ("La red da servicio de salud y 1200 habitantes están afiliados a ella.", "other"),
        ("Hay 900 habitantes, que no cuentan con agua potable.", None),
        ("La población es de 900 personas, es decir 40 más que antes.", None),
    ],
)
def test_people_counted_for_a_condition_are_no_whole_population(
    text: str, group: str | None, vocabularies: Codebook
) -> None:
    counted = [row for row in read(vocabularies, text) if row["indicator"] == "population"]
    assert [row["population_group"] for row in counted[:1]] == [group]


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
