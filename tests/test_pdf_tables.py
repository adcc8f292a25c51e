"""Tables of PDF plans: grids, cells, tables over pages, and the commitments in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pdf_files import COLUMNS, HEIGHT, TITLES, WIDTH, Draw, body, document, grid, lines, read, texts
from planoteca.codebook import Codebook
from planoteca.documents.pdf import reader as pdf
from planoteca.extraction import extract


def test_the_titles_of_a_table_that_returns_at_the_top_of_pages_are_no_furniture() -> None:
    def page(word: str) -> Draw:
        rows = [[[t] for t in TITLES], [[f"Falta {word}."], [f"Dar {word}."], [f"Más {word}."]]]
        return lambda c: grid(c, rows, top=60) and None

    [table] = read(*map(page, ("agua", "luz", "gas", "pan"))).tables
    assert texts(table)[0] == TITLES
    assert len(table.rows) == 5


def test_words_cut_by_a_hyphen_are_made_whole_in_cells() -> None:
    rows = [[["Uno."], ["Dos."], ["Reducir la desnutri-", "ción infantil."]]]
    table = read(lambda c: grid(c, rows)).tables[0]
    assert table.rows[0][2].text == "Reducir la desnutrición infantil."


@pytest.mark.parametrize("mark", ["•", "\u00b7", "-"])
def test_list_marks_part_the_items_of_a_cell(mark: str) -> None:
    rows = [[["Uno."], ["Dos."], [f"{mark} Construir 2 pozos", f"{mark} Limpiar 3 canales"]]]
    cell = read(lambda c: grid(c, rows)).tables[0].rows[0][2]
    assert [(each.text, each.is_item) for each in cell.fragments] == [
        ("Construir 2 pozos", True),
        ("Limpiar 3 canales", True),
    ]


# Grids


def test_cells_know_page_lines_and_box() -> None:
    rows = [[[t] for t in TITLES], [["Falta agua."], ["Dar agua."], ["Dos pozos,", "un canal."]]]
    found = read(lambda c: lines(c, ["Portada"]), lambda c: grid(c, rows))
    table = found.tables[0]
    cell = table.rows[1][2]
    [(page, box)] = cell.boxes
    assert page == 2
    assert (round(box.x0), round(box.x1)) == (380, 540)
    [fragment] = cell.fragments
    assert (fragment.page_start, fragment.page_end) == (2, 2)
    cited = [
        line.text for line in found.lines if fragment.line_start <= line.number <= fragment.line_end
    ]
    assert cited == ["Dos pozos,", "un canal."]


def test_a_cell_merged_over_rows_stands_in_the_first() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (150, 180, 240):
            canvas.line(60, HEIGHT - y, 540, HEIGHT - y)
        canvas.line(220, HEIGHT - 210, 540, HEIGHT - 210)
        for x in COLUMNS:
            canvas.line(x, HEIGHT - 150, x, HEIGHT - 240)
        for x, text in zip(COLUMNS, ("PROBLEMA", "OBJETIVO", "META"), strict=False):
            lines(canvas, [text], x + 5, 168)
        lines(canvas, ["Falta agua."], 65, 213)  # centred over both rows
        for top, words in (
            (198, ("Traer agua.", "Dos pozos.")),
            (228, ("Guardarla.", "Un embalse.")),
        ):
            for x, text in zip(COLUMNS[1:], words, strict=False):
                lines(canvas, [text], x + 5, top)

    assert texts(read(draw).tables[0]) == [
        ["PROBLEMA", "OBJETIVO", "META"],
        ["Falta agua.", "Traer agua.", "Dos pozos."],
        ["", "Guardarla.", "Un embalse."],
    ]


def test_a_table_open_at_its_sides_is_closed() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (150, 180, 210):
            canvas.line(60, HEIGHT - y, 540, HEIGHT - y)
        for x in COLUMNS[1:-1]:
            canvas.line(x, HEIGHT - 150, x, HEIGHT - 210)
        for top, words in ((168, TITLES), (198, ("A.", "B.", "C."))):
            for x, text in zip(COLUMNS, words, strict=False):
                lines(canvas, [text], x + 5, top)

    assert texts(read(draw).tables[0]) == [TITLES, ["A.", "B.", "C."]]


def test_rulings_drawn_as_thin_boxes_and_inside_a_form_count() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        for y in (150, 180, 210):
            canvas.rect(60, HEIGHT - y, 480, 0.5, stroke=0, fill=1)
        for x in COLUMNS:
            canvas.rect(x, HEIGHT - 210, 0.5, 60, stroke=0, fill=1)
        canvas.endForm()
        canvas.translate(10, -20)
        canvas.doForm("table")
        for top, words in ((168, TITLES), (198, ("A.", "B.", "C."))):
            for x, text in zip(COLUMNS, words, strict=False):
                lines(canvas, [text], x + 5, top)

    assert texts(read(draw).tables[0]) == [TITLES, ["A.", "B.", "C."]]


def test_a_frame_around_the_page_and_a_box_around_text_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 20, WIDTH - 40, HEIGHT - 40)
        canvas.rect(24, 24, WIDTH - 48, HEIGHT - 48)
        canvas.rect(60, HEIGHT - 160, 300, 60)
        lines(canvas, ["PROBLEMA: falta agua."], 70, 130)

    found = read(draw)
    assert found.tables == ()
    assert body(found) == ["PROBLEMA: falta agua."]


def test_text_above_between_and_below_tables_keeps_its_place() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Dimensión social"], top=130)
        end = grid(canvas, [[[t] for t in TITLES], [["A."], ["B."], ["C."]]])
        lines(canvas, ["Dimensión económica"], top=end + 30)
        grid(canvas, [[[t] for t in TITLES], [["D."], ["E."], ["F."]]], top=end + 50)

    found = read(draw)
    places = {line.text: line.number for line in found.lines}
    first, second = found.tables
    assert places["Dimensión social"] < first.line_start
    assert first.line_end < places["Dimensión económica"] < second.line_start


def test_a_table_goes_on_over_the_page_with_its_titles_repeated() -> None:
    def page(rows: list[list[list[str]]]) -> Draw:
        return lambda c: grid(c, [[[t] for t in TITLES], *rows]) and None

    found = read(page([[["A."], ["B."], ["C."]]]), page([[["D."], ["E."], ["F."]]]))
    [table] = found.tables
    assert texts(table) == [TITLES, ["A.", "B.", "C."], ["D.", "E.", "F."]]
    assert (table.page_start, table.page_end) == (1, 2)


def test_a_cell_cut_by_the_page_is_one_cell_of_both_pages() -> None:
    first = [[[t] for t in TITLES], [["Falta agua."], ["Dar agua a los"], ["Construir dos"]]]
    second = [[[], ["barrios."], ["pozos."]], [["Falta luz."], ["Dar luz."], ["Una red."]]]
    found = read(
        lambda c: grid(c, first, top=700, last_is_open=True),
        lambda c: grid(c, second, top=60),
    )
    [table] = found.tables
    assert texts(table)[1:] == [
        ["Falta agua.", "Dar agua a los barrios.", "Construir dos pozos."],
        ["Falta luz.", "Dar luz.", "Una red."],
    ]
    [fragment] = table.rows[1][2].fragments
    assert (fragment.page_start, fragment.page_end) == (1, 2)


def test_a_page_that_shows_fewer_columns_of_a_table_is_laid_under_its_columns() -> None:
    four = [50.0, 120.0, 260.0, 400.0, 540.0]
    first = [
        [["DIMENSIÓN"], ["PROBLEMA"], ["OBJETIVO"], ["META"]],
        [["Social"], ["A."], ["B."], ["C."]],
    ]
    # The merged problem leaves no ruling between the first two columns of the next page.
    second = [[["D."], ["E."], ["F."]]]
    found = read(
        lambda c: grid(c, first, columns=four),
        lambda c: grid(c, second, columns=[four[0], *four[2:]]),
    )
    [table] = found.tables
    assert texts(table)[-1] == ["D.", "", "E.", "F."]


def test_a_table_without_rulings_is_found_by_its_columns() -> None:
    rows = [
        (["PROBLEMA"], ["OBJETIVO"], ["META AL 2022"]),
        (["Falta agua en los", "barrios altos."], ["Traer agua."], ["Construir 2 pozos."]),
        (["Falta luz."], ["Tender redes en", "cuatro anexos."], ["Dar luz al 90 %."]),
        (["Hay anemia."], ["Dar hierro."], ["Reducir la anemia", "en 20 %."]),
    ]

    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Resumen de lo que se hará en la provincia y sus distritos."], top=100)
        top = 150.0
        for row in rows:
            for x, cell in zip(COLUMNS, row, strict=False):
                lines(canvas, cell, x, top)
            top += 14 * max(map(len, row)) + 10

    [table] = read(draw).tables
    assert texts(table) == [[" ".join(cell) for cell in row] for row in rows]


def test_names_and_values_in_two_columns_stay_lines() -> None:
    def draw(canvas: Canvas) -> None:
        for top, name in ((120, "Distrito"), (134, "Provincia"), (148, "Región"), (162, "País")):
            lines(canvas, [name], 60, top)
            lines(canvas, [": Aruma"], 200, top)

    found = read(draw)
    assert found.tables == ()
    assert body(found)[0] == "Distrito : Aruma"


WORDS = st.lists(
    st.text("abcdefghijlmnopqrstuvyzáéíóúñ", min_size=2, max_size=9), min_size=1, max_size=3
)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8
        )
    )
)
def test_every_grid_that_is_drawn_is_read(rows: list[list[list[str]]]) -> None:
    columns = [60 + 120 * index for index in range(len(rows[0]) + 1)]
    data = document(lambda c: grid(c, rows, columns=columns) and None, size=(760, HEIGHT))
    [table] = pdf.read(data, "plan.pdf", "0" * 64).tables
    held = [[" ".join(cell.text.split()) for cell in row] for row in table.rows]
    assert held == [[" ".join(cell) for cell in row] for row in rows]


# From the page to the commitments


def test_commitments_of_a_table_over_pages_have_their_pages(vocabularies: Codebook) -> None:
    first = [
        [["DIMENSIÓN SOCIAL"], [], []],
        [[t] for t in TITLES],
        [["Falta agua."], ["Dar agua."], ["Construir 2 pozos."]],
    ]
    second = [[["Hay anemia."], ["Dar hierro."], ["Reducir la anemia", "en 20 %."]]]
    found = extract(
        read(lambda c: grid(c, first), lambda c: grid(c, second)), vocabularies
    ).commitments
    rows = found.select("dimension", "problem", "objective", "statement", "page_start", "deadline")
    assert rows.rows() == [
        ("social", "Falta agua.", "Dar agua.", "Construir 2 pozos.", 1, "2022"),
        ("social", "Hay anemia.", "Dar hierro.", "Reducir la anemia en 20 %.", 2, "2022"),
    ]
