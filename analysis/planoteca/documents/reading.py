"""Reading a plan: the format is told from the content, never from the file's name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from planoteca.documents import containers, text, web
from planoteca.documents.model import Document
from planoteca.documents.tabular import delimited, records
from planoteca.errors import UnreadableDocument

Reader = Callable[[bytes, str, str], Document]

_ZIP = "ZIP archive"  # as containers.zip_kind names what is none of the formats in ZIP containers
# Opening bytes -> what the file is. A kind that a reader below handles is read; the others are
# named in the message, because "binary" alone does not tell a user what to convert.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\xd0\xcf\x11\xe0", "DOC or XLS file of an old Office"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"\x1f\x8b", "gzip archive"),
)
# Kind -> module and function of its reader, imported when such a file is read.
_READERS = {
    "PDF": ("pdf", "read"),
    "DOCX": ("docx", "read"),
    "XLSX": ("tabular.workbook", "read"),
    "HTML": ("web", "read"),
    "JSON": ("tabular.records", "read_json"),
    "CSV": ("tabular.delimited", "read_csv"),
    "text": ("text", "read"),
}
READABLE = "PDF, DOCX, XLSX, CSV, JSON, HTML or text"


def read(path: Path, *, ocr: bool = False) -> Document:
    """Read the plan in `path`; with `ocr`, pages that are images of text are recognised.

    Raises UnreadableDocument, naming the file, the reason and what to do, when the file cannot be
    opened, is empty, or is of a format that has no reader.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableDocument(
            f"{path}: cannot be opened ({reason}); check the path and its permissions"
        ) from error
    return read_bytes(data, path.name, ocr=ocr)


def read_bytes(data: bytes, file_name: str, *, ocr: bool = False) -> Document:
    """Read a plan from its bytes; errors as in `read`."""
    sha256 = hashlib.sha256(data).hexdigest()
    kind = _kind(data)
    if kind not in _READERS:
        if kind == _ZIP:
            containers.check_zip(data, file_name)  # a file cut short has lost its kind
        raise UnreadableDocument(
            f"{file_name}: it is a {kind}, which cannot be read; save it as {READABLE}"
        )
    module, function = _READERS[kind]
    reader = getattr(import_module(f"planoteca.documents.{module}"), function)
    if kind == "PDF":
        document: Document = reader(data, file_name, sha256, use_ocr=ocr)
    else:
        document = reader(data, file_name, sha256)
    return document


def _kind(data: bytes) -> str:
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    if kind == _ZIP:
        return containers.zip_kind(data)
    # PDF readers accept junk of up to 1024 bytes before the header, and scanners write it.
    if kind is None and b"%PDF-" in data[:1024]:
        return "PDF"
    return kind or _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    if web.is_html(data):
        return "HTML"
    try:
        content = text.decode(data, "")
    except UnreadableDocument:
        return "text"  # whose reader says what is wrong
    if records.is_json(content):
        return "JSON"
    return "CSV" if delimited.is_csv(content) else "text"
