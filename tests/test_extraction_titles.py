"""Titles, numbering, column headers, splitting, deadlines and the place of a plan."""

from __future__ import annotations

import pytest

from planoteca.codebook import Codebook
from planoteca.documents.model import Fragment
from planoteca.documents.reading import read_bytes
from planoteca.extraction.columns import parse_header, title_role
from planoteca.extraction.deadlines import stated_deadline
from planoteca.extraction.headings import find_dimension, parse
from planoteca.extraction.lexicon import Lexicon, one_edit
from planoteca.extraction.outline_numbers import numbering
from planoteca.extraction.place import find_place
from planoteca.extraction.statements import split_promises


@pytest.fixture(scope="module")
def lexicon(vocabularies: Codebook) -> Lexicon:
    return Lexicon.of(vocabularies)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DIMENSION SOCIAL", "social"),
        ("DIMENCIÓN INSTITUCIONAL", "institutional"),
        ("TERRITORIAL AMBIENTAL", None),
        ("DIMENSION TERRITORIAL AMBIENTAL.", "environmental"),
        ("Dimensión Económico - Productiva", "economic"),
        ("Eje Social", "social"),
        ("EJE ESTRATÉGICO DE DESARROLLO ECONÓMICO", "economic"),
        ("PROBLEMÁTICA DE LA DIMENSIÓN SOCIAL", "social"),
        ("DIMENSIÓN SOCIAL: salud y educación", "social"),
        ("EJE 3 – ESTADO Y GOBERNABILIDAD", None),
        ("EJE 6 – RECURSOS NATURALES Y AMBIENTE", None),
        ("Una frase sobre el eje social que sigue mucho más allá", None),
    ],
)
def test_names_of_dimensions(text: str, expected: str | None, lexicon: Lexicon) -> None:
    assert find_dimension(text, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.2. PROPUESTA", ("decimal", 2, "PROPUESTA")),
        ("1         DIMENSION", ("decimal", 1, "DIMENSION")),
        ("C. AMBIENTE", ("upper", 1, "AMBIENTE")),
        ("IV. PLAN", ("roman", 1, "PLAN")),
        ("PARTE II: EL PLAN", ("part", 1, "EL PLAN")),
        ("b) Crear", ("lower", 1, "Crear")),
        ("A la gente", ("", 0, "A la gente")),
    ],
)
def test_numbering(text: str, expected: tuple[str, int, str]) -> None:
    assert numbering(text) == expected


def test_headings_announce_their_section(lexicon: Lexicon) -> None:
    roles = {
        "V. ESTRATEGIAS Y METAS": "targets",
        "EVALUACIÓN DE METAS": "follow_up",
        "VISIÓN AL 2030": "vision",
        "4.2 PROPUESTA POR DIMENSIONES": "proposals",
        "SALUD": None,
    }
    for text, role in roles.items():
        heading = parse(text, lexicon)
        assert heading is not None, text
        assert heading.role == role, text
    assert parse("Una frase común y corriente.", lexicon) is None
    assert parse("METAS ........ 12", lexicon) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("META (AL 2022)", "target"),
        ("METAS 2023-2026 (VALOR)", "target"),
        ("Problemas identificados en el plan de gobierno", "problem"),
        ("OBJETIVO ESTRATEJICO (Solución al problema)", "objective"),
        ("SOLUCIONAL PROBLEMA", "objective"),
        ("PROYECTOS Y/O ACCIONES ESTRATÉGICAS", "action"),
        ("Meta de vacunación de los niños del valle", None),
        ("Mesa de trabajo", None),
    ],
)
def test_column_titles(text: str, role: str | None, lexicon: Lexicon) -> None:
    assert title_role(text, lexicon) == role


def test_a_header_needs_two_roles(lexicon: Lexicon) -> None:
    (table,) = read_bytes(b"PROBLEMA\tMETA AL 2021\n\tMETA\n", "x").tables
    header = parse_header(table.rows[0], lexicon)
    assert header is not None
    assert (header.roles, header.deadline) == (("problem", "target"), "2021")
    assert parse_header(table.rows[1], lexicon) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Construir el canal. Capacitar a 30 docentes",
            ["Construir el canal.", "Capacitar a 30 docentes"],
        ),
        (
            "Construir el canal al 100%. - Plantar árboles",
            ["Construir el canal al 100%.", "Plantar árboles"],
        ),
        ("Ferias en el valle. Ejecutado", ["Ferias en el valle. Ejecutado"]),
        (
            "Dar agua a todos. Con una inversión de 2 millones",
            ["Dar agua a todos. Con una inversión de 2 millones"],
        ),
        ("Pistas de la Av. Central y otras", ["Pistas de la Av. Central y otras"]),
        ("Agua, luz y desagüe", ["Agua, luz y desagüe"]),
        ("Obras (Pinos. Queñuas) del valle", ["Obras (Pinos. Queñuas) del valle"]),
        ("- Se hará un puente", ["Se hará un puente"]),
        ("3) Se hará un puente", ["Se hará un puente"]),
        ("01 Programa de riego", ["01 Programa de riego"]),
        ("…", []),
    ],
)
def test_promises_of_a_paragraph(text: str, expected: list[str]) -> None:
    assert [part.text for part in split_promises(Fragment(text, 1, 1))] == expected


def test_an_item_is_one_promise() -> None:
    item = Fragment("Crear ferias. Capacitar a las vendedoras", 1, 1, is_item=True)
    assert split_promises(item) == (item,)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Reducir la anemia al finalizar nuestra gestión", "end_of_term"),
        ("Agua para todos en el periodo de gestión", "end_of_term"),
        ("Dos proyectos en 04 años", "end_of_term"),
        ("Zonificar al 100%, en el primer año de gobierno", "first_year"),
        ("Concluir las obras al tercer año de gobierno", "third_year"),
        ("Plan listo en los primeros cien días", "first_100_days"),
        ("Al 2021 el 80% tendrá agua", "2021"),
        ("A partir del año 2020 se capacitará", "2020"),
        ("Durante la gestión se cumplió", None),
        ("El primer puesto del concurso", None),
        ("Presupuesto de cada año", None),
    ],
)
def test_stated_deadlines(statement: str, expected: str | None) -> None:
    assert stated_deadline(statement) == expected


def test_one_edit() -> None:
    assert one_edit("estratejico", "estrategico")
    assert one_edit("objetivo", "objetvo")
    assert one_edit("metsa", "metas")
    assert not one_edit("problema", "programa")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PLAN PARA LA MUNICIPALIDAD\nPROVINCIAL DE VALLE HONDO DEL\nPARTIDO X",
            ("Valle Hondo", "province", "Valle Hondo"),
        ),
        (
            "Municipalidad Distrital de La Quebrada\nProvincia de Valle Hondo. "
            "Limita con la provincia de Valle Seco",
            ("La Quebrada", "district", "Valle Hondo"),
        ),
        (
            "DISTRITO DE VALLE\nEl distrito de Valle Hondo. El distrito de Valle Hondo",
            ("Valle Hondo", "district", None),
        ),
        ("Gobierno Regional de Altas Cumbres", ("Altas Cumbres", "region", None)),
        ("Un plan cualquiera", None),
    ],
)
def test_place_of_the_plan(
    text: str, expected: tuple[str | None, ...] | None, vocabularies: Codebook
) -> None:
    assert find_place(read_bytes(text.encode(), "x.txt"), vocabularies) == expected
