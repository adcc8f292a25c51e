"""Reading a plan: the format is told from the content, never from the file's name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from planoteca.documents import text
from planoteca.documents.model import Document
from planoteca.errors import UnreadableDocument

Reader = Callable[[bytes, str, str], Document]

# Opening bytes -> what the file is. A kind that a reader below handles is read; the others are
# named in the message, because "binary" alone does not tell a user what to convert.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP container (DOCX, XLSX, ODT)"),
    (b"PK\x05\x06", "ZIP container (DOCX, XLSX, ODT)"),
    (b"\xd0\xcf\x11\xe0", "old Office file (DOC, XLS)"),
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
# One line per further format: the name in _SIGNATURES -> its reader.
_READERS: dict[str, Reader] = {}


def read(path: Path) -> Document:
    """Read the plan in `path`.

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
    return read_bytes(data, path.name)


def read_bytes(data: bytes, file_name: str) -> Document:
    """Read a plan from its bytes; errors as in `read`."""
    sha256 = hashlib.sha256(data).hexdigest()
    kind = _kind(data)
    if kind is None:
        return text.read(data, file_name, sha256)
    reader = _READERS.get(kind)
    if reader is None:
        raise UnreadableDocument(
            f"{file_name}: it is a {kind}, which cannot be read; save it as text (UTF-8)"
        )
    return reader(data, file_name, sha256)


def _kind(data: bytes) -> str | None:
    # PDF readers accept junk of up to 1024 bytes before the header, and scanners write it.
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.lstrip()[:1] in {b"{", b"["} and _is_json(data):
        return "JSON file"
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
