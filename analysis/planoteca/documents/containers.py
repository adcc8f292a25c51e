"""ZIP containers: which Office format one holds, and whether it is safe to unpack.

Plans come from strangers: what an entry claims about its size is verified by unpacking it in
small steps before any reader unpacks it in one.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection
from copy import copy
from zipfile import ZipFile, ZipInfo

from planoteca.errors import UnreadableDocument

MEGABYTE = 1_000_000
MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * MEGABYTE
MAX_XML = 64 * MEGABYTE  # of all XML entries; as trees they take ten times that
# Of an XML entry of more than a megabyte; Office XML stays below 100, white pictures do not.
MAX_RATIO = 500

# What zipfile raises for damaged bytes, whichever part of the file they are in.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,  # a compression method or ZIP version that no Office program writes
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

_ENCRYPTED = 0x1  # flag of an entry
_STEP = 65_536
# An entry whose name starts so -> the format of the container.
_MARKERS = (
    ("word/document", "DOCX"),
    ("xl/workbook.bin", "XLSB"),
    ("xl/workbook", "XLSX"),
    ("ppt/presentation", "PPTX"),
)
_MEDIA_TYPES = (
    (b"application/vnd.oasis.opendocument.text", "ODT"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ODS"),
    (b"application/vnd.oasis.opendocument.presentation", "ODP"),
    (b"application/epub+zip", "EPUB"),
)
_ZIP = "ZIP archive"


class _Mismatch(Exception):
    """An entry unpacks to another size than it claims."""


def zip_kind(data: bytes) -> str:
    """What a ZIP container is: "DOCX", "XLSX", "ODS", "ODT", "PPTX", ... or "ZIP archive".

    Told from the names of its entries and its `mimetype`; never raises: a damaged container is a
    "ZIP archive", of which `check_zip` says what is wrong.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            declared = _media_type(archive, names)
    except DAMAGE:
        return _ZIP
    for start, kind in _MEDIA_TYPES:
        if declared.startswith(start):
            return kind
    found = (kind for start, kind in _MARKERS if any(name.startswith(start) for name in names))
    return next(found, _ZIP)


def _media_type(archive: ZipFile, names: Collection[str]) -> bytes:
    if "mimetype" not in names:
        return b""
    with archive.open("mimetype") as entry:
        return entry.read(100)


def check_zip(data: bytes, file_name: str) -> None:
    """Raise UnreadableDocument for a ZIP container that is damaged, encrypted or a bomb.

    After it, every entry unpacks to the size it claims and no XML entry declares a document type:
    Office formats have none, and what entities can do (swell, fetch files) is done through one.
    Damage to other entries, such as pictures, is let pass.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_claims(entries, file_name)
            for info in entries:
                _check_entry(archive, info, file_name)
    except DAMAGE as error:
        raise damaged(file_name) from error


def damaged(file_name: str, what: str = "the ZIP container") -> UnreadableDocument:
    return UnreadableDocument(
        f"{file_name}: {what} is damaged or incomplete; check that it was copied or downloaded"
        " completely, or open it in its program and save it again"
    )


def protected(file_name: str) -> UnreadableDocument:
    return UnreadableDocument(f"{file_name}: it is protected with a password; save it without one")


def oversized(file_name: str, reason: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{file_name}: {reason}, more than any plan needs; check where the file comes from, or"
        " save it as text (UTF-8)"
    )


def read_entry(archive: ZipFile, info: ZipInfo) -> bytes:
    """The content of an entry, unpacked in small steps; raises one of DAMAGE."""
    with archive.open(info) as entry:
        return b"".join(iter(lambda: entry.read(_STEP), b""))


def _check_claims(entries: Collection[ZipInfo], file_name: str) -> None:
    if any(info.flag_bits & _ENCRYPTED for info in entries):
        raise protected(file_name)
    if len(entries) > MAX_ENTRIES:
        raise oversized(file_name, f"it holds {len(entries)} entries")
    xml = [info for info in entries if _is_xml(info)]
    for what, limit, chosen in (("it", MAX_UNPACKED, entries), ("its XML", MAX_XML, xml)):
        size = sum(info.file_size for info in chosen)
        if size > limit:
            raise oversized(file_name, f"{what} unpacks to {size // MEGABYTE} MB")
    for info in xml:
        if info.file_size > max(MEGABYTE, info.compress_size * MAX_RATIO):
            raise oversized(file_name, f"{info.filename!r} in it unpacks {MAX_RATIO}-fold")


def _check_entry(archive: ZipFile, info: ZipInfo, file_name: str) -> None:
    try:
        content = _unpack(archive, info)
    except _Mismatch as error:
        raise oversized(
            file_name, f"{info.filename!r} in it unpacks to more than it claims"
        ) from error
    except DAMAGE:
        if _is_xml(info):
            raise
        return
    if not _is_xml(info):
        return
    # Without zero bytes, UTF-16 and UTF-32 read as ASCII do.
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableDocument(
            f"{file_name}: {info.filename!r} in it declares a document type (XML entities), which"
            " no Office file does; check where the file comes from"
        )
    if info.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise protected(file_name)


def _unpack(archive: ZipFile, info: ZipInfo) -> bytes:
    # zipfile stops at the size that the entry claims; one byte more shows whether it is true.
    # The checksum is compared here, because zipfile would compare that of one byte more.
    asked = copy(info)
    asked.file_size = info.file_size + 1
    del asked.CRC
    content = read_entry(archive, asked)
    if len(content) > info.file_size:
        raise _Mismatch
    if zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return content


def _is_xml(info: ZipInfo) -> bool:
    return info.filename.lower().endswith((".xml", ".rels"))
