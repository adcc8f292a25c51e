from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.extraction.deadlines import stated_deadline
from planoteca.extraction.quantities import find_baseline, find_quantities


def coded(statement: str, codebook: Codebook) -> list[tuple[float, str, str]]:
    rows = find_quantities(statement, codebook)
    return [(row["value"], row["unit"], row["comparator"]) for row in rows]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Reducir la anemia infantil en 20 %", (20, "percent", "reduce_by")),
        ("Se reducirá en un 20% la anemia", (20, "percent", "reduce_by")),
        ("Reducir la anemia en no menos del 20%", (20, "percent", "reduce_by")),
        ("Debe erradicarse el botadero en un 90%", (90, "percent", "reduce_by")),
        ("Disminuir la anemia a un 12 %", (12, "percent", "reduce_to")),
        ("Reducir al 15% la deserción escolar", (15, "percent", "reduce_to")),
        ("Incremento de la cobertura de riego en un 30%", (30, "percent", "increase_by")),
        ("Elevar hasta el 95% el reciclaje", (95, "percent", "increase_to")),
        ("Mejorar la producción de quinua en un 25 %", (25, "percent", "increase_by")),
        ("Mejoramiento de la atención al 80 % de los ancianos", (80, "percent", "achieve_share")),
        ("El 80% de las viviendas tiene agua", (80, "percent", "achieve_share")),
        ("Mercado de abastos construido al 100%", (100, "percent", "achieve_share")),
        ("Campos deportivos al 60 gozan de mantenimiento", (60, "percent", "achieve_share")),
        ("Construcción de 06 reservorios", (6, "count", "count")),
        ("03 talleres anuales para madres", (3, "count", "count")),
        ("Tres ferias ganaderas al año", (3, "count", "count")),
        ("O4 postas equipadas", (4, "count", "count")),
        ("Asfaltar 12,5 km de trochas", (12.5, "km", "count")),
        ("Reforestar 2000 hectáreas", (2000, "ha", "count")),
        ("Alcanzar como meta 5000 mil turistas al año", (5000, "people", "reach")),
        ("Inversión de 300 mil soles en la plaza", (300_000, "soles", "other")),
        ("Invertir S/ 1'250,000.00 en veredas", (1_250_000, "soles", "other")),
        ("Lograr un precio de 1,20 soles por litro de leche", (1.2, "soles", "reach")),
        ("Construir 03 casas de acogida", (3, "count", "count")),
        ("Construir 50 casas de adobe mejorado", (50, "dwellings", "count")),
        ("Capacitar a 180 alpaqueras", (180, "people", "count")),
        ("Formar a 90 promotoras de salud", (90, "people", "count")),
        ("Contratar 45 serenos", (45, "people", "count")),
        ("Vacunar 1,500 vacunos", (1500, "head", "count")),
        ("Capacitar a 24 trabajadores por año", (24, "people", "count")),
        ("Recibir 3 500 visitantes al año", (3500, "people", "reach")),
        ("Otorgar licencias de funcionamiento en 5 días", (5, "days", "reach")),
        ("Reducir el tiempo de espera a 48 horas", (48, "hours", "reduce_to")),
        ("Reducir los trámites de 30 a 5 días", (5, "days", "reduce_to")),
        ("Que ocho de cada diez viviendas tengan agua", (80, "percent", "achieve_share")),
        ("Bajar la anemia en tres cuartas partes", (75, "percent", "reduce_by")),
        ("Disminuir en 5 puntos la desnutrición", (5, "percentage_points", "reduce_by")),
        ("Elevar el IDH a 0,512", (0.512, "index", "increase_to")),
        ("Asfaltado de 12+500 km de trocha", (12.5, "km", "count")),
    ],
)
def test_one_quantity(
    statement: str, expected: tuple[float, str, str], vocabularies: Codebook
) -> None:
    assert coded(statement, vocabularies) == [expected]


def test_a_range_is_two_rows(vocabularies: Codebook) -> None:
    assert coded("Cubrir de 70 a 80 % de los anexos", vocabularies) == [
        (70, "percent", "range_low"),
        (80, "percent", "range_high"),
    ]


def test_several_quantities_keep_their_order(vocabularies: Codebook) -> None:
    rows = find_quantities("20 asociaciones constituidas al 90% con 5 planes", vocabularies)
    assert [row["position"] for row in rows] == [1, 2, 3]
    assert [row["comparator"] for row in rows] == ["count", "achieve_share", "count"]


@pytest.mark.parametrize(
    "statement",
    [
        "Al 2022 contar con una planta y un camal",
        "Obtener el primer puesto regional en lectura",
        "Vacunar a los niños menores de 5 años",
        "Talleres para jóvenes entre 17 a 24 años",
        "Ejecutar la obra en 04 años",
        "Cumplir el artículo 194 y la Ley N° 27972",
        "Aplicar el DS 054-2011-PCM del 7 de junio",
        "Mejorar la I.E. N° 70055",
        "Atención en los tres niveles educativos",
        "Atender de 8:00 a.m. a 6:00 p.m.",
        "1.- Promover la lectura",
        "1.4 Promover la lectura",
        "Objetivo 3: Mejorar el riego",
        "Implementar la norma ISO 9001",
        "Mejorar el riego. 14",
        "Agua potable las 24 horas del día",
        "Reuniones con los vecinos cada 15 días",
        "Instalar la mesa en los primeros 100 días",
        "Capacitación docente de 40 horas",
        "7Mejorar el riego",
        "7AMejorar el riego",
        "Vías de las tres provincias y once distritos",
    ],
)
def test_what_is_no_quantity(statement: str, vocabularies: Codebook) -> None:
    assert coded(statement, vocabularies) == []


def test_the_level_a_change_starts_from_is_the_baseline(vocabularies: Codebook) -> None:
    statement = "Reducir la anemia de 41 % a 12 %"
    rows = find_quantities(statement, vocabularies)
    assert [(row["value"], row["comparator"]) for row in rows] == [(12, "reduce_to")]
    assert find_baseline(None, statement, rows, vocabularies) == (41, "percent")


@pytest.mark.parametrize(
    ("problem", "statement", "expected"),
    [
        (
            "El 38% de escolares padece anemia severa",
            "Disminuir la anemia a un 10%",
            (38, "percent"),
        ),
        (
            "Un 55,5 % de hogares carece de alcantarillado. En 2007 había 300 casos de fiebre",
            "El 90% de los hogares cuenta con alcantarillado",
            (55.5, "percent"),
        ),
        ("El 30 % de la población es joven", "Asfaltar el 80% de las pistas", None),
        ("Según la Ley N° 27972 falta riego", "Riego al 100%", None),
        ("Falta riego tecnificado", "Riego tecnificado al 100%", None),
        ("El 30% de las parcelas tiene riego", "Construir 3 canales de riego", None),
        (None, "Riego al 100%", None),
    ],
)
def test_baseline_in_the_problem(
    problem: str | None,
    statement: str,
    expected: tuple[float, str] | None,
    vocabularies: Codebook,
) -> None:
    rows = find_quantities(statement, vocabularies)
    assert find_baseline(problem, statement, rows, vocabularies) == expected


def test_subject_is_made_of_the_statements_words(vocabularies: Codebook) -> None:
    (row,) = find_quantities("Reducir en un 15% la quema de pajonales", vocabularies)
    assert row["subject"] == "quema de pajonales"
    assert row["value_text"] == "15%"


def test_the_subject_of_a_number_in_brackets_stands_before_it(vocabularies: Codebook) -> None:
    (row,) = find_quantities("Organizar rondas campesinas (3)", vocabularies)
    assert row["subject"] == "Organizar rondas campesinas"


@pytest.mark.parametrize(
    ("statement", "deadline"),
    [
        ("Al 2022 riego al 80%", "2022"),
        ("Al 31 de diciembre del 2022 el 90% de vías asfaltadas", "2022"),
        ("Reducir a 10%, entre 2019 y 2022, la anemia", "2022"),
        ("Parque terminado en el 2do año", "second_year"),
        ("Mesa instalada en los primeros 100 días", "first_100_days"),
        ("Ejecutar el plan 2019-2022", None),
        ("Con el censo de 2017 del distrito", None),
    ],
)
def test_stated_deadline(statement: str, deadline: str | None) -> None:
    assert stated_deadline(statement) == deadline


@given(st.text(max_size=200))
def test_any_text_is_accepted(vocabularies: Codebook, statement: str) -> None:
    rows = find_quantities(statement, vocabularies)
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["unit"] in vocabularies["units"] for row in rows)
    assert all(row["comparator"] in vocabularies["comparators"] for row in rows)


def test_quantities_of_the_coded_plans(shared: Path, vocabularies: Codebook) -> None:
    stated = found = spurious = 0
    baselines: list[tuple[float | None, float | None]] = []
    for folder in sorted((shared / "coding").iterdir()):
        expected = defaultdict(list)
        for row in _rows(folder / "quantities.csv"):
            expected[row["sequence"]].append((float(row["value"]), row["unit"], row["comparator"]))
        for row in _rows(folder / "commitments.csv"):
            quantities = find_quantities(row["statement"], vocabularies)
            left = [(q["value"], q["unit"], q["comparator"]) for q in quantities]
            for item in expected[row["sequence"]]:
                stated += 1
                if item in left:
                    left.remove(item)
                    found += 1
            spurious += len(left)
            baseline = find_baseline(row["problem"], row["statement"], quantities, vocabularies)
            baselines.append(
                (
                    float(row["baseline_value"]) if row["baseline_value"] else None,
                    baseline[0] if baseline else None,
                )
            )
    assert stated > 200
    assert found / stated >= 0.95
    assert spurious / stated <= 0.05
    assert [a for a, b in baselines if a != b] == []


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
