from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.documents.reading import read_bytes
from planoteca.errors import UnreadableDocument
from planoteca.extraction import extract
from planoteca.extraction.lexicon import Lexicon

Rows = list[dict[str, object]]


@pytest.fixture(scope="module")
def lexicon(vocabularies: Codebook) -> Lexicon:
    return Lexicon.of(vocabularies)


def code(text: str, vocabularies: Codebook) -> Rows:
    document = read_bytes(text.encode(), "plan.txt")
    return extract(document, vocabularies).commitments.rows(named=True)


def column(rows: Rows, name: str) -> list[object]:
    return [row[name] for row in rows]


SUMMARY = """RESUMEN\t\t
PROBLEMA IDENTIFICADO\tOBJETIVO ESTRATÉGICO\tMETA (AL 2022)
DIMENSIÓN SOCIAL\t\t
Falta una posta.\tCuidar la salud.\tConstruir una posta. Contratar dos médicos
\tPrevenir males.\tVacunar al 90 % de los niños
DIMENSION ECONÓMICA\t\t
Pocas ventas\tVender más\t<ul><li>02 ferias</li><li>01 mercado, ejecutado</li></ul>
"""


def test_summary_table(vocabularies: Codebook) -> None:
    rows = code(SUMMARY, vocabularies)
    assert column(rows, "statement") == [
        "Construir una posta.",
        "Contratar dos médicos",
        "Vacunar al 90 % de los niños",
        "02 ferias",
        "01 mercado, ejecutado",
    ]
    assert column(rows, "dimension") == ["social"] * 3 + ["economic"] * 2
    assert column(rows, "axis") == ["DIMENSIÓN SOCIAL"] * 3 + ["DIMENSION ECONÓMICA"] * 2
    assert column(rows, "problem") == ["Falta una posta."] * 3 + ["Pocas ventas"] * 2
    assert column(rows, "objective")[:3] == ["Cuidar la salud."] * 2 + ["Prevenir males."]
    assert set(column(rows, "kind")) == {"target"}
    assert set(column(rows, "section")) == {"summary_table"}
    assert set(column(rows, "deadline")) == {"2022"}
    assert column(rows, "line_start") == [4, 4, 5, 7, 7]
    assert column(rows, "sequence") == [1, 2, 3, 4, 5]


def test_header_over_two_rows_and_printed_once(vocabularies: Codebook) -> None:
    rows = code(
        "Eje Ambiental\n\nPROBLEMA\tOBJETIVO\tMETA AL 2026\n\nIDENTIFICADO\tESTRATEGICO\t\n"
        "Basura\tLimpiar\tUn relleno sanitario\n\nDIMENCIÓN INSTITUCIONAL\t\t\n"
        "Demoras\tAgilizar\tUna ventanilla única\n",
        vocabularies,
    )
    assert column(rows, "dimension") == ["environmental", "institutional"]
    assert column(rows, "deadline") == ["2026", "2026"]
    assert column(rows, "axis") == ["Eje Ambiental", "DIMENCIÓN INSTITUCIONAL"]


def test_headings_between_tables_and_the_header_of_the_first(vocabularies: Codebook) -> None:
    rows = code(
        "1.- DIMENSIÓN SOCIAL\nPROBLEMAS\tOBJETIVOS\tMETAS\tINDICADOR\n"
        "Anemia\tNutrir\tBajar la anemia\tTasa de anemia\n"
        "2.- DIMENSIÓN AMBIENTAL\nHumo\tFiltrar\tPoner filtros\t\n",
        vocabularies,
    )
    assert column(rows, "dimension") == ["social", "environmental"]
    assert column(rows, "indicator_text") == ["Tasa de anemia", None]


def test_dimension_column_is_filled_down(vocabularies: Codebook) -> None:
    rows = code(
        "DIMENSIÓN O EJE\tPROBLEMA\tOBJETIVO\tMETAS\nSocial\tUno\tDos\tHacer tres\n"
        "\tCuatro\tCinco\tHacer seis\nTerritorial - Ambiental\tSiete\tOcho\tHacer nueve\n",
        vocabularies,
    )
    assert column(rows, "dimension") == ["social", "social", "environmental"]


def test_table_without_titles_that_names_its_dimensions(vocabularies: Codebook) -> None:
    rows = code(
        "DIMENSIÓN SOCIAL\t\t\nUno\tDos\tHacer tres\n"
        "DIMENSIÓN ECONÓMICA\t\t\nUno\tDos\tHacer seis\n",
        vocabularies,
    )
    assert column(rows, "statement") == ["Hacer tres", "Hacer seis"]


def test_target_cut_by_a_page_break(vocabularies: Codebook) -> None:
    (row,) = code(
        "DIMENSIÓN SOCIAL\nPROBLEMA\tOBJETIVO\tMETA\n"
        "No hay agua de\tDotar de agua a la\tRedes de agua en el\n\n--\t--\t--\n"
        "noche\tpoblación\tcerro norte\n",
        vocabularies,
    )
    assert row["statement"] == "Redes de agua en el cerro norte"
    assert row["problem"] == "No hay agua de noche"
    assert (row["line_start"], row["line_end"]) == (3, 6)


BLANK_CELLS = """1 DIMENSION SOCIAL.

PROBLEMAS
IDENTIFICADOS

OBJETIVO ESTRATEJICO METAS AL 2022
(VALOR)

El 40% de los hogares
carece de agua

Hogares con agua
segura.

El 70% de los hogares
tiene agua

Pocas canchas

Gente sana

Hacer dos canchas


Formar ligas vecinales

2 DIMENSION ECONOMICA.

PROBLEMA IDENTIFICADO

OBJETIVO

META

Poca venta

Vender más

Hacer una feria
"""


def test_cells_parted_by_blank_lines(vocabularies: Codebook) -> None:
    rows = code(BLANK_CELLS, vocabularies)
    assert column(rows, "statement") == [
        "El 70% de los hogares tiene agua",
        "Hacer dos canchas",
        "Formar ligas vecinales",
        "Hacer una feria",
    ]
    assert column(rows, "problem") == [
        "El 40% de los hogares carece de agua",
        "Pocas canchas",
        "Pocas canchas",
        "Poca venta",
    ]
    assert column(rows, "dimension") == ["social"] * 3 + ["economic"]
    assert column(rows, "deadline") == ["2022"] * 3 + [None]
    assert column(rows, "line_start") == [15, 22, 25, 39]


def double_spaced(text: str) -> str:
    """A text with a blank line after every line; "~" stands for a line of one space."""
    return "\n\n".join(" " if line == "~" else line for line in text.splitlines()) + "\n"


ACTIONS = double_spaced("""PERSONAS Y DERECHOS.
OBJETIVO ESTRATÉGICO OBJETIVO
PROGRAMÁTICO
PROYECTO Y/O ACCIONES
ESTRATÉGICAS
Fortalecer la participación de los
vecinos del valle
Fortalecer las juntas vecinales con
visión de futuro
Crear el consejo de vecinos con la
participación de las mujeres
~
Implementar la casa vecinal
Formar jóvenes con oficio propio y
digno
Dotar de talleres a los jóvenes del
valle
Gestionar un taller de carpintería
~
Mejorar los oficios  Capacitar maestros de taller en
el uso de herramientas
~
~
MEDIO NATURAL.
OBJETIVO ESTRATÉGICO OBJETIVO
PROGRAMÁTICO
PROYECTO Y/O ACCIONES
ESTRATÉGICAS
Cuidar el valle de los efectos de la
erosión
Recuperar las laderas del valle con
plantas
Plantar queñuales en las laderas
más altas
""")


def test_action_tables_by_axis(vocabularies: Codebook) -> None:
    rows = code(ACTIONS, vocabularies)
    assert column(rows, "statement") == [
        "Crear el consejo de vecinos con la participación de las mujeres",
        "Implementar la casa vecinal",
        "Gestionar un taller de carpintería",
        "Capacitar maestros de taller en el uso de herramientas",
        "Plantar queñuales en las laderas más altas",
    ]
    assert column(rows, "objective") == [
        "Fortalecer la participación de los vecinos del valle",
        "Fortalecer la participación de los vecinos del valle",
        "Formar jóvenes con oficio propio y digno",
        "Formar jóvenes con oficio propio y digno",
        "Cuidar el valle de los efectos de la erosión",
    ]
    assert column(rows, "axis") == ["PERSONAS Y DERECHOS."] * 4 + ["MEDIO NATURAL."]
    assert {(row["kind"], row["section"], row["dimension"]) for row in rows} == {
        ("action", "action_table", None)
    }


PROPOSALS = """4.1 VISIÓN

- Ser un valle próspero y unido

4.2 PROPUESTA POR DIMENSIONES

A. DIMENSION SOCIAL:

- Mejorar las escuelas del valle. Con el fin de educar mejor.
-
 - **Crear una biblioteca en la plaza**

B. DIMENSION TERRITORIAL AMBIENTAL.

- Plantar árboles en las laderas

PARTE V

PROPUESTA DE SEGUIMIENTO

A. TRANSPARENCIA

- Publicar informes cada año
"""


def test_proposals_by_dimension(vocabularies: Codebook) -> None:
    rows = code(PROPOSALS, vocabularies)
    assert column(rows, "statement") == [
        "Mejorar las escuelas del valle. Con el fin de educar mejor.",
        "Crear una biblioteca en la plaza",
        "Plantar árboles en las laderas",
    ]
    assert column(rows, "axis") == [
        "A. DIMENSION SOCIAL:",
        "A. DIMENSION SOCIAL:",
        "B. DIMENSION TERRITORIAL AMBIENTAL.",
    ]
    assert {(row["kind"], row["section"]) for row in rows} == {("proposal", "dimension_proposals")}


def test_proposals_are_not_read_beside_a_table_of_targets(vocabularies: Codebook) -> None:
    rows = code(f"{PROPOSALS}\n{SUMMARY}", vocabularies)
    assert set(column(rows, "section")) == {"summary_table"}


def test_entries_of_a_table_of_contents_are_no_commitments(vocabularies: Codebook) -> None:
    entries = (
        "1. PRESENTACIÓN DEL PLAN\nII. METAS\n2.1 DIMENSIÓN SOCIAL\n- Escuelas para el valle\n"
    )
    body = "- Crear una escuela en la plaza\n"
    rows = code(f"ÍNDICE\n{entries}\nFin del índice.\n{entries}{body}", vocabularies)
    assert column(rows, "line_start") == [11, 12]


def test_metas_list_is_read_beside_the_table_and_repeats_are_kept(vocabularies: Codebook) -> None:
    rows = code(
        "2.6 INDICADORES\n\n- Eje Social\n - Tasa de pobreza rural\n\n2.7. METAS Y PROYECCIONES\n\n"
        "1. Eje Social\n\n- Vacunar al 90 % de los niños\n\n2. Eje Económico\n\n- Hacer una feria "
        f"al finalizar la gestión\n\nCAPÍTULO III. EJES\n\n- Otra cosa que pasa\n\n{SUMMARY}",
        vocabularies,
    )
    assert column(rows, "section")[:3] == ["metas_list", "metas_list", "summary_table"]
    assert column(rows, "dimension")[:2] == ["social", "economic"]
    assert column(rows, "deadline")[:2] == [None, "end_of_term"]
    assert column(rows, "statement").count("Vacunar al 90 % de los niños") == 2


def test_boxes_of_a_form(vocabularies: Codebook) -> None:
    box = (
        "Hechos: hay {0} casos\nPropuesta de acción:\n- Atender los casos de {0}\n"
        "a. Metas:\n- Bajar los casos de {0}\n"
    )
    text = "A. DIMENSIÓN SOCIAL\n" + "".join(
        box.format(name) for name in ("tos", "gripe", "anemia")
    )
    rows = code(text, vocabularies)
    assert set(column(rows, "section")) == {"boxed_form"}
    assert column(rows, "kind") == ["target"] * 3
    rows = code(text.replace("a. Metas:", "a. Causas:"), vocabularies)
    assert column(rows, "kind") == ["proposal"] * 3


@pytest.mark.parametrize(
    "title",
    [
        *("VISIÓN", "RETOS AL 2022", "ESCENARIO DE CRECIMIENTO", "LINEAMIENTOS", "ÍNDICE"),
        *("PRINCIPIOS Y VALORES", "SEGUIMIENTO Y EVALUACIÓN DE METAS"),
        *("MARCO LEGAL", "INDICADORES"),
    ],
)
def test_excluded_sections(title: str, vocabularies: Codebook) -> None:
    text = f"{title}\n\nDIMENSIÓN SOCIAL\n\n- Construir una escuela nueva en el valle\n"
    assert code(text, vocabularies) == []


def test_a_plan_without_commitments_is_empty(vocabularies: Codebook) -> None:
    found = extract(read_bytes(b"Un texto cualquiera.\n", "x.txt"), vocabularies)
    assert found.commitments.is_empty()
    assert found.commitments.schema == pl.Schema(coding.COMMITMENT)


@given(
    st.lists(
        st.sampled_from(
            [
                *("PROBLEMA\tOBJETIVO\tMETA", "DIMENSION SOCIAL", "PROBLEMA", "OBJETIVO"),
                *("METAS AL 2022", "", "", " ", "a\tb\tHacer algo.", "\t\tde la", "Texto."),
                *("- Hacer una cosa", "METAS", "PARTE II", "1. Eje Social", "Hechos: nada"),
                *("El 30% de la gente", "2.1 X", "# Y"),
            ]
        ),
        max_size=40,
    )
)
def test_any_text_is_coded_with_lines_of_its_own(vocabularies: Codebook, lines: list[str]) -> None:
    try:
        document = read_bytes("\n".join(lines).encode(), "x.txt")
    except UnreadableDocument:
        return
    rows = extract(document, vocabularies).commitments.rows(named=True)
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert 1 <= row["line_start"] <= row["line_end"] <= len(document.lines)
        assert row["statement"]


@pytest.mark.parametrize(
    "text",
    [
        "METAS\n" * 20_000,
        "PROBLEMA\nOBJETIVO\nMETA\n" * 10_000,
        "DIMENSION SOCIAL\n\n" * 20_000,
        "OBJETIVO\tMETA\nx\t" + "Se hizo algo. Hacer otra cosa. " * 30_000,
        "METAS\n1. Eje social\n" + "- hacer una cosa buena\n" * 20_000,
        "1." * 300_000,
        "(" * 300_000,
    ],
    ids=range(7),
)
def test_hostile_input_is_coded_in_its_lines(text: str, lexicon: Lexicon) -> None:
    """Each of these would keep an extraction of quadratic cost busy for minutes."""
    from planoteca.extraction.commitments import find_commitments
    from planoteca.extraction.sections import outline

    document = read_bytes(text.encode(), "x.txt")
    found = find_commitments(outline(document, lexicon), lexicon).in_order()
    assert all(1 <= draft.statement.line_start <= len(document.lines) for draft in found)
