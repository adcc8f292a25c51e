"""Word files as strangers break them. The province of Aruma is invented."""

from __future__ import annotations

import io
import zipfile
import zlib
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
from planoteca.errors import UnreadableDocument
from word_files import (
    DOCUMENT,
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
