"""Word files as users make them, and as strangers break them. The province of Aruma is invented."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import docx as word
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from planoteca.documents import containers
from planoteca.documents.containers import check_zip, zip_kind
from planoteca.documents.docx import reader as docx
from planoteca.documents.model import Document, Table
from planoteca.errors import UnreadableDocument

DOCUMENT = "word/document.xml"
NUMBERING = "word/numbering.xml"


def saved(file: Any) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def read(file: Any) -> Document:
    return docx.read(file if isinstance(file, bytes) else saved(file), "plan.docx", "00")


def append(file: Any, xml: str) -> None:
    """Add WordprocessingML at the end of the body."""
    for element in parse_xml(f"<w:body {nsdecls('w')} {NAMESPACES}>{xml}</w:body>"):
        file.element.body.insert_element_before(element, "w:sectPr")


NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def replaced(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The ZIP with one entry changed; an entry that is not there is added."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return buffer.getvalue()


def constant(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


def with_body(xml: str) -> bytes:
    """A Word file whose body is the given WordprocessingML, well-formed or not."""
    content = f"<w:document {nsdecls('w')}><w:body>{xml}</w:body></w:document>".encode()
    return replaced(saved(word.Document()), DOCUMENT, constant(content))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def fill(table: Any, rows: list[list[str]]) -> None:
    for row, contents in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, contents, strict=True):
            cell.text = text


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def with_lists(definitions: str, lists: str, *paragraphs: str) -> bytes:
    file = word.Document()
    append(file, "".join(paragraphs))
    content = f"<w:numbering {nsdecls('w')}>{definitions}{lists}</w:numbering>".encode()
    return replaced(saved(file), NUMBERING, constant(content))


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def used(list_id: int, number: int, more: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{number}"/>{more}</w:num>'


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


# What strangers send.


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    message = caught.value.message
    assert message.startswith("plan.docx: ")
    assert "save" in message or "check" in message
    return message


def test_a_document_without_text_says_so() -> None:
    assert "holds no text" in refusal(saved(word.Document()))


@pytest.mark.parametrize(
    ("entries", "kind"),
    [
        ([("word/document.xml", b"")], "DOCX"),
        ([("word/document2.xml", b"")], "DOCX"),
        ([("xl/workbook.xml", b"")], "XLSX"),
        ([("xl/workbook.bin", b"")], "XLSB"),
        ([("ppt/presentation.xml", b"")], "PPTX"),
        ([("mimetype", b"application/vnd.oasis.opendocument.text")], "ODT"),
        ([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")], "ODS"),
        ([("mimetype", b"application/zip")], "ZIP archive"),
        ([("plan.txt", b"Aruma")], "ZIP archive"),
        ([], "ZIP archive"),
    ],
)
def test_kinds_of_containers(entries: list[tuple[str, bytes]], kind: str) -> None:
    data = packed(*entries)
    assert zip_kind(data) == kind
    if kind != "DOCX":
        assert f"but a {kind}" in refusal(data)


def test_damaged_files() -> None:
    file = word.Document()
    file.add_paragraph("Aruma")
    data = saved(file)
    stored = packed((DOCUMENT, b"<a>" + b"Aruma" * 100), method=zipfile.ZIP_STORED)
    assert zip_kind(data[: len(data) // 2]) == "ZIP archive"
    assert "damaged" in refusal(data[: len(data) // 2])
    assert "damaged" in refusal(b"PK\x03\x04" + b"\0" * 100)
    assert "damaged" in refusal(stored.replace(b"ArumaAruma", b"ArumaArum!", 1))
    assert "damaged" in refusal(replaced(data, DOCUMENT, lambda old: old[:-20]))
    assert "damaged" in refusal(replaced(data, DOCUMENT, lambda _: b"<otro/>"))
    assert "damaged" in refusal(replaced(data, "word/styles.xml", lambda _: b"<<"))


def test_what_damages_the_text_not_is_let_pass() -> None:
    """A picture that is missing or broken, an unknown part, a template."""
    file = word.Document()
    file.add_paragraph("Aruma")
    data = replaced(
        saved(file),
        "word/_rels/document.xml.rels",
        lambda old: old.replace(
            b"</Relationships>",
            b'<Relationship Id="x" Type="http://a/image" Target="../NULL"/></Relationships>',
        ),
    )
    data = replaced(
        data, "[Content_Types].xml", lambda old: old.replace(b"document.main", b"template.main")
    )
    with io.BytesIO(data) as buffer:
        with ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
            archive.writestr("word/media/image9.png", b"pixelpixel")
        data = buffer.getvalue().replace(b"pixelpixel", b"pixelpixes")
    assert texts(read(data)) == ["Aruma"]


def test_a_strict_file_of_word() -> None:
    file = word.Document()
    file.add_heading("Aruma", 1)
    data = saved(file)
    for name in (DOCUMENT, "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        data = replaced(
            data,
            name,
            lambda old: old.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            ),
        )
    (line,) = read(data).lines
    assert (line.text, line.is_title) == ("Aruma", True)


def test_encrypted_entries() -> None:
    data = bytearray(packed(("word/document.xml", b"secreto")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert "password" in refusal(bytes(data))
    manifest = b"<manifest><encryption-data/></manifest>"
    assert "password" in refusal(packed(("META-INF/manifest.xml", manifest)))


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = b" " * 3_000_000
    assert "unpacks 500-fold" in refusal(packed((DOCUMENT, blank)))
    check_zip(packed(("word/media/white.bmp", blank)), "plan.docx")
    monkeypatch.setattr(containers, "MAX_UNPACKED", 5_000_000)
    assert "unpacks to 6 MB" in refusal(packed(("a.bmp", blank), ("b.bmp", blank)))
    monkeypatch.setattr(containers, "MAX_XML", 2_000_000)
    assert "its XML unpacks to 3 MB" in refusal(packed((DOCUMENT, blank)))
    monkeypatch.setattr(containers, "MAX_ENTRIES", 9)
    assert "10 entries" in refusal(packed(*((f"{i}.txt", b"") for i in range(10))))


def test_an_entry_that_unpacks_to_more_than_it_claims() -> None:
    """zipfile would unpack all of it at once before it looks at the size."""
    true, claimed = b"a" * 100_000, b"a" * 10
    data = bytearray(packed(("word/media/a.bmp", true)))
    for signature, crc in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = data.index(signature) + crc
        data[at : at + 4] = zlib.crc32(claimed).to_bytes(4, "little")
        data[at + 8 : at + 12] = len(claimed).to_bytes(4, "little")
    assert "more than it claims" in refusal(bytes(data))


def test_entities_are_refused_and_none_is_ever_resolved(tmp_path: Any) -> None:
    secret = tmp_path / "secreto.txt"
    secret.write_text("CONTRASEÑA", "utf-8")
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    for declared in (f'<!ENTITY e0 "x">{bomb}', f'<!ENTITY e9 SYSTEM "{secret.as_uri()}">'):
        xml = (
            f"<!DOCTYPE d [{declared}]><w:document {nsdecls('w')}><w:body>"
            f"{paragraph('Aruma &e9;')}</w:body></w:document>"
        )
        for encoding in ("utf-8", "utf-16"):
            content = xml.encode(encoding)
            data = replaced(saved(word.Document()), DOCUMENT, constant(content))
            message = refusal(data)
            assert "XML entities" in message
            assert "CONTRASEÑA" not in message


def test_deep_nesting_is_read_or_refused() -> None:
    def nested(depth: int) -> bytes:
        start = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
        end = "<w:p/></w:tc></w:tr></w:tbl>"
        return with_body(start * depth + paragraph("hondo") + end * depth)

    (table,) = read(nested(80)).tables
    assert table.rows[0][1].text == "hondo"
    assert "nested too deeply" in refusal(nested(5_000))
    controls = "<w:sdt>" * 240 + paragraph("hondo") + "</w:sdt>" * 240
    assert texts(read(with_body(controls))) == ["hondo"]
    box = "<w:p><w:r><w:txbxContent>"
    boxes = box * 80 + paragraph("hondo") + "</w:txbxContent></w:r></w:p>" * 80
    assert texts(read(with_body(boxes)))[-1] == "hondo"


def test_absurd_numbers_do_no_harm() -> None:
    huge = "9" * 5_000

    def cell(span: str) -> str:
        properties = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
        return f"<w:tc>{properties}{paragraph('x')}</w:tc>"

    row = f"<w:tr>{cell(huge)}{cell('999999999')}{cell('-4')}{cell('z')}</w:tr>"
    assert grid(read(with_body(f"<w:tbl>{row}</w:tbl>")).tables[0]) == [["x"] * 4]
    wide = f"<w:tbl><w:tr>{cell('1') * 1_001}</w:tr></w:tbl>"
    assert "1001 columns" in refusal(with_body(wide))
    form = level(0, "upperRoman", "%1.").replace('start w:val="1"', 'start w:val="999999999"')
    long = level(0, "decimal", "%1" * 10_000)
    odd = numbered("c", 1).replace('ilvl w:val="0"', f'ilvl w:val="{huge}"')
    document = read(
        with_lists(
            definition(0, form) + definition(1, long),
            used(1, 0) + used(2, 1),
            *(numbered("a", 1), numbered("b", 2), odd, numbered("d", 1, -3)),
        )
    )
    assert texts(document) == ["999999999. a", "b", "1000000000. c", "d"]


def test_styles_that_go_in_circles() -> None:
    file = word.Document()
    for name, base in (("Uno", "Dos"), ("Dos", "Uno")):
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        properties = f'<w:basedOn {nsdecls("w")} w:val="{base}"/>'
        file.styles[name].element.insert(1, parse_xml(properties))
    file.add_paragraph("Aruma", style="Uno")
    assert texts(read(file)) == ["Aruma"]


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


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damaged_bytes_are_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(_SAMPLE)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(broken))
    except UnreadableDocument as refused:
        error = refused
    else:
        return
    assert error.message.startswith("plan.docx: ")


def _sample() -> bytes:
    file = word.Document()
    file.add_heading("Aruma", 1)
    fill(file.add_table(1, 2), [["a", "b"]])
    entries = (DOCUMENT, "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml")
    with ZipFile(io.BytesIO(saved(file))) as archive:
        return packed(*((name, archive.read(name)) for name in entries))


_SAMPLE = _sample()
