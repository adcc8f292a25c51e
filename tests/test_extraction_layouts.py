"""Layouts of plans: one small invented text for each kind of miss that a hold-out trial found."""

from __future__ import annotations

import pytest

from planoteca.codebook import Codebook
from planoteca.documents.model import Cell, Fragment
from planoteca.documents.reading import read_bytes
from planoteca.documents.tables import join_cells
from planoteca.extraction import extract
from planoteca.extraction.columns import parse_header, parse_titles
from planoteca.extraction.headings import names_dimensions_bare, parse
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.lines import starts_action
from planoteca.extraction.statements import split_promises

Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def lexicon(vocabularies: Codebook) -> Lexicon:
    return Lexicon.of(vocabularies)


def code(text: str, vocabularies: Codebook) -> Rows:
    return extract(read_bytes(text.encode(), "plan.txt"), vocabularies).commitments.rows(named=True)


def column(rows: Rows, name: str) -> list[object]:
    return [row[name] for row in rows]


def row(*texts: str) -> list[Cell]:
    return [Cell((Fragment(text, 1, 1),)) for text in texts]


# Tables


def test_titles_in_words_of_their_own(vocabularies: Codebook, lexicon: Lexicon) -> None:
    titles = row("PROBLEMÁTICA VECINAL", "OBJETIVOS A LOGRAR", "METAS A CUMPLIR AL 2030")
    assert parse_header(titles, lexicon) is None
    header = parse_header(titles, lexicon, is_free=True)
    assert header is not None
    assert (header.roles, header.deadline) == (("problem", "objective", "target"), "2030")
    data = row("Problemas de agua.", "Objetivo 1 del valle", "Metas 3 y 4")
    assert parse_header(data, lexicon, is_free=True) is None
    text = (
        "1.- Dimensión Social\nPROBLEMÁTICA\tOBJETIVOS A LOGRAR\tMETAS A CUMPLIR\tINDICADORES\n"
        "Sin agua\tDar agua\t12 pozos nuevos\tPozos\n"
    )
    [found] = code(text, vocabularies)
    assert (found["statement"], found["indicator_text"]) == ("12 pozos nuevos", "Pozos")


def test_untitled_column_of_dimensions(vocabularies: Codebook) -> None:
    text = (
        "\tPROBLEMA\tOBJETIVO\tMETA\nD. SOCIAL\tSin luz\tDar luz\t10 postes\n"
        "\tSin agua\tDar agua\t12 pozos\nD. ECONÓMICA\tSin feria\tVender\t2 ferias\n"
    )
    assert column(code(text, vocabularies), "dimension") == ["social", "social", "economic"]


def test_item_cut_by_a_page_break_that_opens_a_new_list() -> None:
    above = Cell((Fragment("6 comités de vigilancia", 3, 3, is_item=True),))
    below = Cell((Fragment("vecinal reconocidos", 5, 5, is_item=True),))
    [joined] = join_cells(above, below).fragments
    assert (joined.text, joined.line_end) == ("6 comités de vigilancia vecinal reconocidos", 5)
    ended = Cell((Fragment("6 comités.", 3, 3, is_item=True),))
    assert len(join_cells(ended, below).fragments) == 2


def test_items_numbered_on_inside_one_paragraph() -> None:
    def split(text: str) -> list[str]:
        return [part.text for part in split_promises(Fragment(text, 1, 1))]

    assert split("1. Abrir una posta 2. Techar 3 patios") == ["Abrir una posta", "Techar 3 patios"]
    assert split("a) Abrir una posta b) Techar patios") == ["Abrir una posta", "Techar patios"]
    assert split("Techar 2 patios y 1. Etapa de la obra") == [
        "Techar 2 patios y 1. Etapa de la obra"
    ]


def test_tables_of_the_follow_up_are_no_commitments(vocabularies: Codebook) -> None:
    table = "INDICADOR\tMEDIO DE VERIFICACIÓN\tMETA\nAvance\tInforme anual\t4 informes publicados\n"
    assert code(f"PROPUESTA DE SEGUIMIENTO AL PLAN\n\n{table}", vocabularies) == []
    assert len(code(f"OTRAS METAS\n\n{table}", vocabularies)) == 1


def test_a_table_with_other_titles_does_not_go_on_with_the_one_before(
    vocabularies: Codebook,
) -> None:
    text = (
        "PROBLEMA\tOBJETIVO\tMETA\nSin luz\tDar luz\tPoner 10 postes\n\nVIII. SEGUIMIENTO\n\n"
        "ACTIVIDAD\tRESPONSABLE\tPERIODO\nAudiencia pública\tAlcalde\tAnual\n"
    )
    assert column(code(text, vocabularies), "statement") == ["Poner 10 postes"]


# Cells parted by blank lines

TITLES = "PROBLEMA\n\nOBJETIVO\n\nMETA\n\n"


def test_numbered_problems_begin_rows(vocabularies: Codebook) -> None:
    text = (
        f"DIMENSIÓN SOCIAL\n\n{TITLES}1. Sin luz en el barrio\n\nDar luz.\n\nPoner 10 postes.\n\n"
        "Comprar 40 focos.\n\n2. Sin agua\n\nDar agua.\n\nAbrir 12 pozos.\n"
    )
    rows = code(text, vocabularies)
    assert column(rows, "statement") == ["Poner 10 postes.", "Comprar 40 focos.", "Abrir 12 pozos."]
    assert column(rows, "objective") == ["Dar luz.", "Dar luz.", "Dar agua."]


@pytest.mark.parametrize(
    "title", ["COMPROMISO", "Propuesta de seguimiento", "IV. RENDICIÓN DE CUENTAS"]
)
def test_a_title_ends_the_table(title: str, vocabularies: Codebook) -> None:
    text = f"DIMENSIÓN SOCIAL\n\n{TITLES}Sin luz.\n\nDar luz.\n\nPoner 10 postes.\n\n{title}\n\n"
    rows = code(f"{text}El alcalde informará cada año.\n", vocabularies)
    assert column(rows, "statement") == ["Poner 10 postes."]


def test_running_title_beside_a_page_number(vocabularies: Codebook) -> None:
    text = (
        f"PLAN DE GOBIERNO 2023-2026\n\nDIMENSIÓN SOCIAL\n\n{TITLES}Sin luz.\n\nDar luz.\n\n"
        "Poner 10 postes.\n\n\n6\nPLAN DE GOBIERNO 2023-2026\n\n\nSin agua.\n\nDar agua.\n\n"
        "Abrir 12 pozos.\n"
    )
    assert len(code(text, vocabularies)) == 2


def test_a_heading_of_two_titles_is_no_header(vocabularies: Codebook, lexicon: Lexicon) -> None:
    assert parse_titles(lexicon.words("OBJETIVOS Y METAS"), lexicon) is None
    text = "EJES Y ACCIONES\n\nMETAS AL 2030\n\nDIMENSIÓN SOCIAL:\n✓ Techar 3 patios escolares\n"
    assert column(code(text, vocabularies), "deadline") == ["2030"]


def test_titles_of_their_own_words_on_lines(vocabularies: Codebook) -> None:
    text = (
        "DIMENSIÓN SOCIAL\n\nPROBLEMAS PRIORIZADOS\n\nOBJETIVOS A LOGRAR\n\nMETAS A CUMPLIR\n\n"
        "Sin luz.\n\nDar luz.\n\nPoner 10 postes.\n"
    )
    assert column(code(text, vocabularies), "objective") == ["Dar luz."]


def test_labelled_lines_are_no_header(vocabularies: Codebook) -> None:
    part = "Problema N° {0}: Falta de luz\nObjetivo: Dar luz\nMeta: Poner {0} postes de luz\n\n"
    text = "1. DIMENSIÓN SOCIAL\n\n" + "".join(map(part.format, (4, 5, 6)))
    assert column(code(text, vocabularies), "statement") == [
        f"Poner {count} postes de luz" for count in (4, 5, 6)
    ]


def test_repeated_numbered_items_are_no_running_titles(vocabularies: Codebook) -> None:
    part = "DIMENSIÓN {0}\n\n1. Gestionar la obra de todos\n\n"
    names = ("SOCIAL", "ECONÓMICA", "AMBIENTAL", "INSTITUCIONAL")
    assert len(code("".join(map(part.format, names)), vocabularies)) == len(names)


# Lists


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Construiremos una posta", True),
        ("Se instalará un vivero", True),
        ("Primera etapa de la obra", False),
        ("Carretera en mal estado", False),
    ],
)
def test_futures_open_promises(text: str, expected: bool) -> None:
    assert starts_action(text) is expected


def test_paragraphs_below_repeated_labels(vocabularies: Codebook) -> None:
    part = (
        "{0}) DIMENSION {1}\n\nProblema: hay tos.\n\nPropuesta:\n\nConstruiremos la posta {0}.\n\n"
    )
    names = {"A": "SOCIAL", "B": "ECONOMICA", "C": "AMBIENTAL"}
    rows = code("".join(part.format(*item) for item in names.items()), vocabularies)
    assert column(rows, "dimension") == ["social", "economic", "environmental"]
    assert set(column(rows, "section")) == {"dimension_proposals"}


def test_a_label_with_a_colon_stays_inside_the_dimension(vocabularies: Codebook) -> None:
    text = (
        "3. PROPUESTAS\n\nDIMENSIÓN AMBIENTAL\n\nLineamientos:\n- Cuidar la tierra de todos\n\n"
        "Proyectos:\n- Plantar árboles en las laderas\n"
    )
    assert column(code(text, vocabularies), "statement") == ["Plantar árboles en las laderas"]


def test_numbered_labels_are_list_marks(vocabularies: Codebook) -> None:
    text = "PROPUESTAS\n\n2.1 Eje: Social\n\n**Propuesta 1.** El polideportivo del valle.\n"
    assert column(code(text, vocabularies), "statement") == ["El polideportivo del valle."]


def test_the_next_number_of_the_outline_ends_a_list(vocabularies: Codebook) -> None:
    text = (
        "6. DIMENSIÓN SOCIAL\n\n6.1. Metas al 2030\n- Techar 3 patios escolares\n\n"
        "7. Acerca de nuestro equipo\n- Reuniones de cada mes\n"
    )
    assert column(code(text, vocabularies), "statement") == ["Techar 3 patios escolares"]


def test_lines_of_marks_alone(vocabularies: Codebook) -> None:
    parts = ["METAS", "- Techar 3 patios escolares", "- Sembrar 200 molles", "VISIÓN"]
    assert len(code("\n\n= = = = =\n\n".join(parts), vocabularies)) == 2


def test_names_of_dimensions_alone(vocabularies: Codebook, lexicon: Lexicon) -> None:
    names = ["A. DESARROLLO SOCIAL", "B. ECONOMÍA", "C. MEDIO AMBIENTE", "D. INSTITUCIONAL"]
    assert names_dimensions_bare(names, lexicon)
    assert not names_dimensions_bare([*names[:2], "C. DEPORTE", "D. MEDIO AMBIENTE"], lexicon)
    text = "PROPUESTAS POR DIMENSIONES\n\n" + "".join(
        f"{name}\n\n1. Gestionar la obra de todos\n\n" for name in names
    )
    assert len(set(column(code(text, vocabularies), "dimension"))) == 4
    assert code(text.replace("PROPUESTAS", "DIAGNÓSTICO"), vocabularies) == []


def test_contents_end_where_the_first_entry_returns(vocabularies: Codebook) -> None:
    entries = "1. Presentación\n2. Resumen de todo el plan\n3. Metas\n4. Visión\n5. Fin\n"
    text = (
        f"ÍNDICE\n{entries}\nPRESENTACIÓN\n\nMETAS\n\n- Techar 3 patios escolares\n\n"
        "2. RESUMEN DE TODO EL PLAN\n"
    )
    assert column(code(text, vocabularies), "line_start") == [12]


def test_whole_titles_are_headings(lexicon: Lexicon) -> None:
    heading = parse("Propuesta de seguimiento", lexicon)
    assert heading is not None
    assert heading.role == "follow_up"
    assert parse("Propuesta de seguimiento a las obras", lexicon) is None


def test_promises_by_dimension_right_after_the_diagnosis(vocabularies: Codebook) -> None:
    text = (
        "DIAGNÓSTICO\n\nEl distrito tiene 4,512 habitantes.\n\n"
        "DIMENSIÓN SOCIAL\n\n- Falta de postas de salud.\n- Construir 2 postas de salud.\n\n"
        "DIMENSIÓN ECONÓMICA\n\n- Crear un mercado de productores.\n"
    )
    found = code(text, vocabularies)
    assert column(found, "statement") == [
        "Construir 2 postas de salud.",
        "Crear un mercado de productores.",
    ]
    assert column(found, "dimension") == ["social", "economic"]
    table = (
        "RESUMEN\n\nDIMENSIÓN SOCIAL\nPROBLEMA\tOBJETIVO\tMETA\nSin luz\tDar luz\tPoner 10 postes\n"
    )
    assert column(code(f"{text}\n{table}", vocabularies), "statement") == ["Poner 10 postes"]
