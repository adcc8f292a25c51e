"""Word files made for tests, whole and by parts, and what is read from them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import docx as word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from planoteca.documents.docx import reader as docx
from planoteca.documents.model import Document, Table

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
