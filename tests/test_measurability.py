from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.extraction.measurability import grade, is_accomplished
from planoteca.extraction.quantities import find_quantities


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Reducir la anemia infantil en 20 %", "outcome"),
        ("El 80% de las viviendas cuenta con agua", "outcome"),
        ("El 40% de las mujeres genera ingresos propios", "outcome"),
        ("Llegar como meta a 500 turistas al año", "outcome"),
        ("04 proyectos de riego", "output"),
        ("Mercado construido al 100%", "output"),
        ("Capacitar al 100% de los trabajadores municipales", "output"),
        ("Inversión de 300 mil soles en la plaza", "output"),
        ("Construir la planta de tratamiento", "activity"),
        ("Programa de lectura en las escuelas", "activity"),
        ("Se financió la compra de carpetas", "activity"),
        ("Promover la cultura de paz", "aspiration"),
        ("Población sana y feliz", "aspiration"),
        ("Un eficiente servicio para todos", "aspiration"),
        ("Otorgar licencias en 5 días", "output"),
        ("Becas para 15 a 20 estudiantes", "output"),
        ("Lograr un precio de 1,20 soles por litro de leche", "outcome"),
        ("Registro del 100% de las organizaciones", "output"),
        ("Fortalecer y capacitar a las comunidades", "activity"),
        ("Lograr una gestión ordenada. Implementando planes de manejo", "activity"),
        ("Promover el orden del parque automotor", "aspiration"),
        ("Implementar el acceso y calidad de los servicios", "aspiration"),
    ],
)
def test_grade(statement: str, expected: str, vocabularies: Codebook) -> None:
    assert expected in vocabularies["measurability"]
    assert grade(statement, find_quantities(statement, vocabularies)) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "Se instalaron cámaras en los mercados",
        "Se realizó un estudio de suelos",
        "Se ha equipado la posta",
        "Se cuenta con talleres de danza",
        "01 programa de lectura, implementado",
        "Coliseo construido y equipado para la práctica de vóley",
        "Plan de riego actualizado",
        "Los talleres se desarrollaron cada mes",
        "El 80% de las viviendas cuenta con agua",
        "La vía es transitable todo el año",
    ],
)
def test_told_as_done(statement: str) -> None:
    assert is_accomplished(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Instalar cámaras en los mercados",
        "Se construirá una posta",
        "Al terminar el periodo se habrá saneado el límite",
        "01 plan operativo de riego",
        "Programa de apoyo a los productores organizados de la zona",
        "Construir una escuela con becas y docentes capacitados.",
        "El programa que las familias tienen como prioridad",
        "",
    ],
)
def test_told_as_promise(statement: str) -> None:
    assert not is_accomplished(statement)


@given(
    st.text(max_size=120),
    st.lists(
        st.fixed_dictionaries(
            {
                "unit": st.sampled_from(["percent", "count", "soles"]),
                "comparator": st.sampled_from(["count", "achieve_share", "reduce_by", "other"]),
                "subject": st.one_of(st.none(), st.text(max_size=20)),
            }
        ),
        max_size=3,
    ),
)
def test_a_number_decides_between_the_two_upper_and_lower_grades(
    statement: str, quantities: list[dict[str, Any]]
) -> None:
    upper = grade(statement, quantities) in {"outcome", "output"}
    assert upper == bool(quantities)
    is_accomplished(statement)
