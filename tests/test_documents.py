"""Documents of every format: their lines and passages, and how a format is told."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx as word
import pytest
from hypothesis import given
from hypothesis import strategies as st

import word_files
from plain_texts import read_text
from planoteca.documents.model import Document, Line
from planoteca.documents.reading import read, read_bytes
from planoteca.errors import UnreadableDocument
from planoteca.workspace import Workspace
from tabular_files import FORMATS, Grid, texts

OFFICE = "application/vnd.openxmlformats-officedocument"


def test_identity_of_a_document(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"Plan\n")
    document = read(path)
    assert (document.file_name, document.media_type) == ("plan.txt", "text/plain")
    assert document.sha256 == "fbba1f2a9fe167fd2b485d8cdb01c80af9e74b2bd3e97c6566880519858b589c"
    assert document.pages is None


def printed(*lines: Line, furniture: tuple[Line, ...] = ()) -> Document:
    return Document("plan.pdf", "0", "application/pdf", lines, pages=3, furniture=furniture)


PRINTED = printed(
    Line(2, "Canal  de", 1),
    Line(3, "", 1),
    Line(4, "riego\tpara Ñahui", 1),
    Line(7, "6 postas", 2),
    Line(8, "en 2021", 3),
    furniture=(Line(1, "Plan de Aruma", 1), Line(5, "1", 1), Line(6, "Plan", 2), Line(9, "3", 3)),
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((2, 4), "Canal de riego para Ñahui"),
        ((3, 3), ""),
        ((4, 7), "riego para Ñahui 6 postas"),
        ((1, 99), "Canal de riego para Ñahui 6 postas en 2021"),
        ((5, 6), ""),  # a footer and a header
        ((10, 12), ""),
    ],
)
def test_a_passage_is_the_running_text_of_its_lines(lines: tuple[int, int], expected: str) -> None:
    assert PRINTED.passage(*lines) == expected


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((1, 1), "Canal de riego para Ñahui"),
        ((1, 2), "Canal de riego para Ñahui 6 postas"),
        ((2, 3), "6 postas en 2021"),
        ((4, 9), ""),
    ],
)
def test_the_text_of_a_page_is_its_running_text(pages: tuple[int, int], expected: str) -> None:
    assert PRINTED.page_text(*pages) == expected


def test_a_format_without_pages_has_no_text_of_a_page() -> None:
    document = read_text("Canal de riego\n6 postas\n")
    assert document.page_text(1, 1) == ""
    assert document.passage(1, 2) == "Canal de riego 6 postas"


def test_lines_are_counted_to_the_last_number_given() -> None:
    assert PRINTED.line_count == 9
    assert printed(Line(2, "x", 1), furniture=(Line(1, "y", 1),)).line_count == 2
    assert printed(furniture=(Line(4, "y", 1),)).line_count == 4
    assert printed().line_count == 0
    assert read_text("a\n\nb\n\n").line_count == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
def test_encodings_of_spanish_texts(encoding: str) -> None:
    document = read_bytes("Educación y niñez, ¿cuánto?".encode(encoding), "plan.txt")
    assert document.lines[0].text == "Educación y niñez, ¿cuánto?"


def _as_word(rows: Grid) -> bytes:
    file = word.Document()
    table = file.add_table(len(rows), len(rows[0]))
    for row, printed_row in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, printed_row, strict=True):
            cell.text = text
    return word_files.saved(file)


def _as_html(rows: Grid) -> bytes:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<html><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></html>".encode()


WRITERS = {
    **{name: write for name, (write, _) in FORMATS.items()},
    "docx": _as_word,
    "html": _as_html,
    "text": lambda rows: "\n".join("\t".join(row) for row in rows).encode(),
}


@pytest.mark.parametrize("name", WRITERS)
def test_letters_that_a_file_writes_as_two_characters_are_one(name: str) -> None:
    rows = [
        ["Dimensión", "Situación", "Meta"],
        ["Ambiental", "No hay señal de desagüe", "Ampliación de 3 a 9 áreas"],
        ["Social", "Desnutrición", "Niños con atención"],
    ]
    apart = [[unicodedata.normalize("NFD", cell) for cell in row] for row in rows]
    document = read_bytes(WRITERS[name](apart), "plan")
    assert texts(document.tables[0]) == rows
    lines = " ".join(line.text for line in document.lines)
    assert "desagüe" in lines
    assert unicodedata.is_normalized("NFC", lines)


def test_lines_end_at_cr_lf_and_crlf_only() -> None:
    document = read_bytes("a\r\nb\rc\nd\u2028d\x0bd\x0cd\n\ne".encode(), "plan.txt")
    assert [line.text for line in document.lines] == ["a", "b", "c", "d\u2028d\x0bd\x0cd", "", "e"]
    assert [line.number for line in document.lines] == [1, 2, 3, 4, 5, 6]


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP container, not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def declared(media_type: bytes) -> bytes:
    return packed({"mimetype": media_type, "content.xml": b"<a/>"})


@pytest.mark.parametrize("name", ["plan", "plan.txt", "PLAN.PDF", "plan.doc", "plan.pdf.json"])
@pytest.mark.parametrize(
    ("source", "media_type", "text"),
    [
        ("aruma-cajas.pdf", "application/pdf", "Pampa Verde"),
        ("aruma-provincia.docx", f"{OFFICE}.wordprocessingml.document", "Confluencia"),
        ("aruma-resumen.xlsx", f"{OFFICE}.spreadsheetml.sheet", "Cántaro Nuevo"),
        ("aruma-resumen.json", "application/json", "Lista Vecinal Molle y Río"),
        ("aruma-tabla.txt", "text/plain", "Aruma"),
        ("aruma-propuestas.md", "text/plain", "Aruma"),
        ("Problema;Meta\nFalta luz en Ñahui;4 postes\n".encode("cp1252"), "text/csv", "Ñahui"),
        (b"<!doctype html><p>Plan de <b>Aruma</b></p>", "text/html", "Plan de Aruma"),
        (b'\xef\xbb\xbf [{"meta": "Aruma"}]', "application/json", "Aruma"),
        (b"Plan de Aruma: agua, luz y caminos.\n", "text/plain", "Plan de Aruma"),
    ],
    ids=["pdf", "docx", "xlsx", "json", "txt", "md", "csv", "html", "json_with_mark", "prose"],
)
def test_each_format_is_told_from_the_content_whatever_the_file_is_called(
    source: str | bytes, media_type: str, text: str, name: str, project: Workspace, tmp_path: Path
) -> None:
    specimens = project.root / "data" / "specimens"
    data = source if isinstance(source, bytes) else (specimens / source).read_bytes()
    path = tmp_path / name
    path.write_bytes(data)
    document = read(path)
    assert (document.file_name, document.media_type) == (name, media_type)
    assert text in document.passage(1, document.line_count)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "DOC or XLS file of an old Office"),
        (b"{\\rtf1\\ansi Plan}", "RTF"),
        (declared(b"application/vnd.oasis.opendocument.text"), "ODT"),
        (declared(b"application/vnd.oasis.opendocument.spreadsheet"), "ODS"),
        (packed({"ppt/presentation.xml": b"<p/>"}), "PPTX"),
        (packed({"xl/workbook.bin": b"\0"}), "XLSB"),
        (packed({"foto.jpg": b"\xff\xd8\xff"}), "ZIP archive"),
        (b"Rar!\x1a\x07\x01\0", "RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "7z archive"),
        (b"\x1f\x8b\x08\0", "gzip archive"),
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"\xff\xd8\xff\xe0", "JPEG image"),
        (b"GIF89a", "GIF image"),
        (b"II*\0", "TIFF image"),
        (b"MM\0*", "TIFF image"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_format_without_a_reader_is_named_with_what_to_save_it_as(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(data, "plan.pdf")
    message = caught.value.message
    assert message.startswith("plan.pdf: ")
    assert kind in message
    assert message.endswith("save it as PDF, DOCX, XLSX, CSV, JSON, HTML or text")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no text"),
        (b" \n\t\n\x0c ", "holds no text"),
        (b"abc\0def", "binary"),
        (b' {"plan": ["a", 1}\n', "not valid JSON"),
        (b"<html><body></body></html>", "text"),
        (b"%PDF-1.7\n...", "damaged PDF"),
        (b"\n%PDF-1.7\n...", "damaged PDF"),
        (b"\x81\x8d\x8f text", "neither UTF-8"),
        ("Educación".encode() * 20 + b"\xff", "neither UTF-8"),
        ("Привет".encode("koi8-r"), "neither UTF-8"),
        (b"\x01\x02\x03\x04 text", "control characters"),
    ],
)
def test_unreadable_files_say_why_and_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_bytes(data, "plan.dat")
    message = caught.value.message
    assert message.startswith("plan.dat: ")
    assert any(advice in message for advice in ("save", "check", "get the file again"))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_of_plans_is_not_one_of_them(compression: int, project: Workspace) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name in ("aruma-cajas.pdf", "aruma-sin-reglas.pdf"):
            archive.write(project.root / "data" / "specimens" / name, name)
    with pytest.raises(UnreadableDocument, match="ZIP archive"):
        read_bytes(out.getvalue(), "planes.zip")


@pytest.mark.parametrize("name", ["aruma-provincia.docx", "aruma-resumen.xlsx"])
def test_an_office_file_cut_short_is_damaged_and_not_of_another_format(
    name: str, project: Workspace
) -> None:
    data = (project.root / "data" / "specimens" / name).read_bytes()
    with pytest.raises(UnreadableDocument, match="damaged or incomplete"):
        read_bytes(data[: len(data) // 2], name)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        read(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "text",
    [
        "<" * 1_000_000,
        "<p><b" * 200_000,
        "<a " * 300_000,
        "<p>" * 300_000 + "x",
        "x\t" + "<!-- " * 200_000,
        "\t" * 500_000 + "x",
        ("\t" * 2_000 + "x\n") * 200,
        "a\tb\n\n" * 30_000,
        "el\tla\n\n" * 30_000,
        "x" * 2_000_000,
        "• " * 500_000 + "x",
        "&amp;" * 200_000,
    ],
    ids=range(12),
)
def test_hostile_input_is_read_line_by_line(text: str) -> None:
    """Each of these would keep a reader of quadratic cost busy for minutes."""
    found = read_text(text)
    assert len(found.lines) == text.count("\n") + (not text.endswith("\n"))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_text(text)
    except UnreadableDocument:
        return
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert "\n".join(line.text for line in document.lines) == unicodedata.normalize(
        "NFC", plain.removesuffix("\n")
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_bytes(data, "plan.bin")
    except UnreadableDocument as refused:
        error = refused
    else:
        return
    assert error.message.startswith("plan.bin: ")
