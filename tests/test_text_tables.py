"""Tables of plain text: their rows, the markup of their cells, and page breaks in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plain_texts import read_text
from planoteca.documents import markup, tables
from planoteca.documents.model import Cell, Fragment, Table
from planoteca.errors import UnreadableDocument


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def cell(*texts: str, item: bool = False, line: int = 1) -> Cell:
    return Cell(tuple(Fragment(text, line, line, is_item=item) for text in texts))


def test_tab_rows_are_a_table_of_equal_width() -> None:
    (table,) = read_text("Texto.\n\nA\tB\tC\nd\te\n--\t--\t--\nf\t\tg\nFin.").tables
    assert grid(table) == [["A", "B", "C"], ["d", "e", ""], ["f", "", "g"]]
    assert (table.line_start, table.line_end) == (3, 6)
    assert table.rows[2][2].fragments[0].line_start == 6


def test_pipe_tables() -> None:
    (table,) = read_text("| A | B |\n|---|:-:|\n| uno \\| dos | tres |\n").tables
    assert grid(table) == [["A", "B"], ["uno | dos", "tres"]]


@pytest.mark.parametrize(
    "text",
    ["\tUn párrafo con sangría.\n\tY otro.", "1.\tUno\n2.\tDos", "•\tUno\n•\tDos", "a)\tUno"],
)
def test_indents_and_numbered_lists_are_no_tables(text: str) -> None:
    assert read_text(text).tables == ()


def test_markup_of_a_cell_becomes_paragraphs_and_items() -> None:
    text = (
        "x\t<p>Uno <i>y</i> <b>medio</b></p><p>Dos<br>Tres</p>"
        "<ul style='a'> • Cuatro • Cinco</ul><ul><li>Seis</li></ul> &amp; &lt;b&gt;"
    )
    (table,) = read_text(text).tables
    found = [(f.text, f.is_item) for f in table.rows[0][1].fragments]
    assert found == [
        ("Uno y medio", False),
        ("Dos", False),
        ("Tres", False),
        ("Cuatro", True),
        ("Cinco", True),
        ("Seis", True),
        ("& <b>", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Uno", ("Uno", True)),
        ("• Uno", ("Uno", True)),
        ("-Se hará", ("Se hará", True)),
        ("-1.20", ("-1.20", False)),
        ("Uno - dos", ("Uno - dos", False)),
        ("\uf0b7 Uno", ("Uno", True)),
    ],
)
def test_list_marks(text: str, expected: tuple[str, bool]) -> None:
    assert markup.strip_mark(text) == expected


def test_a_cell_cut_by_a_page_break_is_one_cell() -> None:
    (table,) = read_text(
        "P\tO\tM\nFalta agua en la zona de\tDotar de agua\tCanal en el\n\n--\t--\t--\n\n"
        "arriba.\t\tbarrio sur\n"
    ).tables
    assert grid(table)[1] == [
        "Falta agua en la zona de arriba.",
        "Dotar de agua",
        "Canal en el barrio sur",
    ]
    (target,) = table.rows[1][2].fragments
    assert (target.line_start, target.line_end) == (2, 6)


def test_a_list_goes_on_after_a_page_break() -> None:
    (table,) = read_text(
        "A\tB\nx\t<ul>• Uno • Plan de Salud y\n\n\t<p>Defensa</p><ul>• Tres</ul>\n"
    ).tables
    assert [f.text for f in table.rows[1][1].fragments] == [
        "Uno",
        "Plan de Salud y Defensa",
        "Tres",
    ]


def test_a_merged_cell_cut_by_a_break_does_not_swallow_the_new_row() -> None:
    (table,) = read_text(
        "P\tO\tM\nFaltan vías y\tHacer vías.\tUna vía\n\ntrochas\tHacer trochas.\tDos trochas\n"
    ).tables
    assert grid(table)[1:] == [
        ["Faltan vías y trochas", "Hacer vías.", "Una vía"],
        ["", "Hacer trochas.", "Dos trochas"],
    ]


def test_new_rows_after_a_break_stay_rows() -> None:
    (table,) = read_text("P\tM\nUno.\tDos\n\nTres\tCuatro\n").tables
    assert len(table.rows) == 3


def test_a_repeated_header_and_page_number_do_not_part_a_table() -> None:
    (table,) = read_text("P\tM\nUno.\tDos\n\nPágina 3\n\nP\tM\nTres\tCuatro\n").tables
    assert grid(table) == [["P", "M"], ["Uno.", "Dos"], ["Tres", "Cuatro"]]


def test_text_and_another_width_part_tables() -> None:
    assert len(read_text("a\tb\n\nUn título\n\nc\td\n").tables) == 2
    assert len(read_text("a\tb\n\nc\td\te\n").tables) == 2


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (cell("Termina aquí."), cell("sigue"), True),
        (cell("No termina en"), cell("Lima"), True),
        (cell("(abierto"), cell("Sigue)"), True),
        (cell("Uno", item=True), cell("Dos"), True),
        (cell("Uno", item=True), cell("Dos", item=True), False),
        (cell("Termina aquí."), cell("Otra"), False),
        (cell("Sin punto"), cell("Otra"), False),
        (cell("Uno"), cell("mkOtra"), False),
        (cell(), cell("sigue"), False),
        (cell("y"), cell(), False),
    ],
)
def test_evidence_that_a_cell_goes_on(above: Cell, below: Cell, expected: bool) -> None:
    assert tables.continues(above, below) is expected


def test_a_word_cut_by_a_hyphen_is_joined() -> None:
    assert tables.join_text("la forma-", "ción") == "la formación"
    assert tables.join_text("el río", "grande") == "el río grande"


_ROWS = st.lists(
    st.lists(
        st.sampled_from(["", "Uno.", "sigue", "de la", "<p>Dos</p>", "• a • b", "--"]),
        min_size=1,
        max_size=4,
    ).map("\t".join)
    | st.sampled_from(["", " ", "Texto", "12", "--\t--"]),
    max_size=30,
)


@given(_ROWS)
def test_fragments_point_at_the_lines_they_stand_on(rows: list[str]) -> None:
    try:
        document = read_text("\n".join(rows))
    except UnreadableDocument:
        return
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        for fragment in (f for row in table.rows for c in row for f in c.fragments):
            assert table.line_start <= fragment.line_start <= fragment.line_end <= table.line_end
            words = fragment.text.split()
            assert words[0] in markup.plain(document.lines[fragment.line_start - 1].text)
            assert words[-1] in markup.plain(document.lines[fragment.line_end - 1].text)
