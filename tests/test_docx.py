"""Word files as users make them. The province of Aruma is invented."""

from __future__ import annotations

import docx as word
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from word_files import (
    NUMBERING,
    append,
    constant,
    definition,
    fill,
    grid,
    level,
    numbered,
    paragraph,
    read,
    replaced,
    saved,
    texts,
    used,
    with_body,
    with_lists,
)


def test_paragraphs_and_tables_keep_their_order() -> None:
    file = word.Document()
    file.add_heading("Plan de Aruma", 0)
    file.add_heading("Diagnóstico", 1)
    file.add_paragraph("Falta agua.")
    fill(file.add_table(2, 2), [["Problema", "Meta"], ["Sin riego", "Un canal"]])
    file.add_paragraph("Fin.")
    document = read(file)
    assert texts(document) == [
        *("Plan de Aruma", "Diagnóstico", "Falta agua."),
        *("Problema", "Meta", "Sin riego", "Un canal", "Fin."),
    ]
    assert [line.number for line in document.lines] == list(range(1, 9))
    assert [line.is_title for line in document.lines] == [True, True] + [False] * 6
    (table,) = document.tables
    assert grid(table) == [["Problema", "Meta"], ["Sin riego", "Un canal"]]
    assert (table.line_start, table.line_end) == (4, 7)
    assert table.rows[1][0].fragments[0].line_start == 6
    assert (document.file_name, document.sha256, document.pages) == ("plan.docx", "00", None)
    assert document.media_type.endswith("wordprocessingml.document")


def test_titles_by_derived_style_localised_name_and_outline_level() -> None:
    file = word.Document()
    derived = file.styles.add_style("Eje", WD_STYLE_TYPE.PARAGRAPH)
    derived.base_style = file.styles["Heading 2"]
    file.styles.add_style("Título 3", WD_STYLE_TYPE.PARAGRAPH)
    file.add_paragraph("Derivado", style="Eje")
    file.add_paragraph("Traducido", style="Título 3")
    append(file, paragraph("Por nivel", '<w:outlineLvl w:val="1"/>'))
    append(file, paragraph("Texto", '<w:outlineLvl w:val="9"/>'))
    append(file, paragraph("Sin estilo", '<w:pStyle w:val="Nadie"/>'))
    assert [line.is_title for line in read(file).lines] == [True, True, True, False, False]


def test_bullets_and_numbers_that_word_computes() -> None:
    multi = definition(
        0,
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2."),
        level(2, "lowerLetter", "%3)"),
        level(3, "upperRoman", "%4", "<w:isLgl/>"),
    )
    bullets = definition(1, level(0, "bullet", "\uf0b7"), level(1, "bullet", "o"))
    document = read(
        with_lists(
            multi + bullets,
            used(1, 0) + used(2, 1),
            *(numbered("Agua", 1), numbered("Riego", 1, 1), numbered("Canal", 1, 1)),
            *(numbered("Presa", 1, 2), numbered("Pozo", 1, 2), numbered("Salud", 1)),
            *(numbered("Posta", 1, 1), numbered("Alta", 2), numbered("Baja", 2, 1)),
            *(numbered("Legal", 1, 3), numbered("Sin lista", 0), numbered("Perdida", 99)),
        )
    )
    assert texts(document) == [
        *("1. Agua", "1.1. Riego", "1.2. Canal", "a) Presa", "b) Pozo", "2. Salud"),
        *("2.1. Posta", "• Alta", "• Baja", "1 Legal", "Sin lista", "Perdida"),
    ]


def test_a_list_that_restarts_and_one_that_goes_on() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = read(
        with_lists(
            definition(0, level(0, "upperRoman", "%1.")),
            used(1, 0) + used(2, 0) + used(3, 0, restart),
            *(numbered("a", 1), numbered("b", 1), numbered("c", 2), numbered("d", 3)),
            *(numbered("", 3), numbered("e", 3), numbered("f", 1)),
        )
    )
    assert texts(document) == ["I. a", "II. b", "III. c", "V. d", "", "VII. e", "VIII. f"]


def test_numbers_of_a_heading_style() -> None:
    file = word.Document()
    properties = file.styles["Heading 2"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 1
    file.add_heading("Eje social", 2)
    levels = (
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2.", '<w:pStyle w:val="Heading2"/>'),
    )
    content = f"<w:numbering {nsdecls('w')}>{definition(0, *levels)}{used(1, 0)}</w:numbering>"
    (line,) = read(replaced(saved(file), NUMBERING, constant(content.encode()))).lines
    assert (line.text, line.is_title) == ("1.1. Eje social", True)


def test_breaks_tabs_links_and_tracked_changes() -> None:
    body = (
        "<w:p><w:r><w:t>Uno</w:t><w:br/><w:t>dos</w:t><w:tab/><w:t>tres</w:t></w:r></w:p>"
        '<w:p><w:r><w:br w:type="page"/></w:r><w:r><w:t>Cuatro</w:t></w:r></w:p>'
        "<w:p><w:ins><w:r><w:t>Nuevo</w:t></w:r></w:ins><w:del><w:r><w:delText>viejo</w:delText>"
        "</w:r></w:del><w:moveFrom><w:r><w:t>ido</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t> enlace</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>oculto</w:t></w:r><w:r><w:t>visto</w:t></w:r>"
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:sym w:char="F0B7"/></w:r></w:p>'
    )
    assert texts(read(with_body(body))) == [
        *("Uno", "dos tres", "Cuatro", "Nuevo enlace", "visto\uf0b7"),
    ]


def test_content_controls_and_text_boxes() -> None:
    file = word.Document()
    box = f"<w:txbxContent>{paragraph('En la caja')}</w:txbxContent>"
    append(
        file,
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Controlado')}<w:sdt><w:sdtContent>"
        f"{paragraph('Dentro')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Antes</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t> y después</w:t></w:r></w:p>",
    )
    assert texts(read(file)) == ["Controlado", "Dentro", "Antes y después", "En la caja"]


def test_merged_cells() -> None:
    file = word.Document()
    table = file.add_table(3, 3)
    fill(table, [["A", "B", "C"], ["d", "e", "f"], ["", "", "g"]])
    table.cell(0, 1).merge(table.cell(0, 2)).text = "BC"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "d"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "e"
    assert grid(read(file).tables[0]) == [["A", "BC", ""], ["d", "e", "f"], ["", "", "g"]]


def test_rows_that_start_later_and_grid_lines_without_cells() -> None:
    def cell(text: str, span: int, more: str = "") -> str:
        properties = f'<w:tcPr><w:gridSpan w:val="{span}"/>{more}</w:tcPr>'
        return f"<w:tc>{properties}{paragraph(text)}</w:tc>"

    late = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    gone = "<w:trPr><w:del/></w:trPr>"
    lone = "<w:vMerge/>"
    body = (
        f"<w:tbl><w:tr>{cell('a', 2)}{cell('b', 3)}</w:tr><w:tr>{late}{cell('c', 3, lone)}</w:tr>"
        f"<w:tr>{gone}{cell('borrado', 5)}</w:tr></w:tbl>"
    )
    document = read(with_body(body))
    assert grid(document.tables[0]) == [["a", "b"], ["", "c"]]
    assert texts(document) == ["a", "b", "c"]


def test_paragraphs_lists_and_nested_tables_of_a_cell() -> None:
    file = word.Document()
    table = file.add_table(1, 2)
    first, second = table.rows[0].cells
    first.text = "Metas:"
    first.add_paragraph("Canal", style="List Bullet")
    first.add_paragraph("Presa\nPozo", style="List Number")
    second.text = "Ver"
    fill(second.add_table(1, 2), [["uno", "dos"]])
    document = read(file)
    found = [(f.text, f.line_start, f.is_item) for f in document.tables[0].rows[0][0].fragments]
    assert found == [
        *(("Metas:", 1, False), ("Canal", 2, True), ("1. Presa", 3, True), ("Pozo", 4, False)),
    ]
    assert [f.text for f in document.tables[0].rows[0][1].fragments] == ["Ver", "uno", "dos"]
    assert len(document.tables) == 1


def test_a_box_is_text_and_what_it_holds_is_read_as_outside() -> None:
    file = word.Document()
    cell = file.add_table(1, 1).cell(0, 0)
    cell.text = "Visión de Aruma"
    fill(cell.add_table(1, 2), [["a", "b"]])
    document = read(file)
    assert texts(document)[0] == "Visión de Aruma"
    assert [grid(table) for table in document.tables] == [[["a", "b"]]]


@pytest.mark.parametrize(
    ("between", "columns", "expected"), [("", 2, 1), ("Otro cuadro", 2, 2), ("", 3, 2)]
)
def test_a_table_split_in_two_is_one(between: str, columns: int, expected: int) -> None:
    file = word.Document()
    fill(file.add_table(2, 2), [["P", "M"], ["Uno.", "Dos."]])
    file.add_paragraph(between)
    fill(file.add_table(1, columns), [["Tres.", "Cuatro.", "Cinco."][:columns]])
    assert len(read(file).tables) == expected


def test_headers_and_footers_stand_apart_and_notes_at_the_end() -> None:
    file = word.Document()
    file.add_paragraph("Texto")
    file.sections[0].header.paragraphs[0].text = "Plan de Aruma 2031"
    file.sections[0].footer.paragraphs[0].text = "Página 1"
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator'>{paragraph('-')}</w:footnote>"
        f"<w:footnote>{paragraph('Fuente: encuesta')}</w:footnote></w:footnotes>"
    )
    data = replaced(saved(file), "word/footnotes.xml", constant(notes.encode()))
    relation = (
        b'<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    document = read(
        replaced(
            data,
            "word/_rels/document.xml.rels",
            lambda old: old.replace(b"</Relationships>", relation),
        )
    )
    assert texts(document) == ["Texto", "Fuente: encuesta"]
    assert [(line.number, line.text) for line in document.furniture] == [
        (3, "Plan de Aruma 2031"),
        (4, "Página 1"),
    ]


_WORDS = st.text(st.sampled_from("abcñÁÉ 5.,"), max_size=12).map(
    lambda text: " ".join(text.split())
)


@st.composite
def _grids(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    return draw(st.lists(st.lists(_WORDS, min_size=width, max_size=width), min_size=1, max_size=5))


@settings(max_examples=40, deadline=None)
@given(_grids())
def test_any_grid_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    file = word.Document()
    file.add_paragraph("Cuadro")
    fill(file.add_table(len(rows), len(rows[0])), rows)
    found = read(file)
    assert texts(found) == ["Cuadro", *(text for row in rows for text in row)]
    expected = [rows] if any(text for row in rows for text in row) else []
    assert [grid(table) for table in found.tables] == expected
