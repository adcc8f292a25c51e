"""Web pages: the text a browser would show, as lines, and its tables as grids.

Lines are numbered as they are read, from 1: a block (paragraph, heading, list item, cell) is one
line, of more than one where <br> parts it. The lines of the source would say little, because
programs often write a whole page on one.

A table of one column is a box around text, not a grid: its text is ordinary lines, and tables
inside it are tables of their own. The text of a table inside a cell flows into the cell.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

from planoteca.documents import containers, tables, text
from planoteca.documents.model import Document
from planoteca.documents.spans import GridTooLarge
from planoteca.documents.web.blocks import BlockReader
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "text/html"

_OPENING = re.compile(r"(?i)<(?:!doctype\s+html|html|head|body)(?=[\s>/])")
_OPENING_REACH = 65_536  # bytes
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(
    rb"""(?i)<(?:meta|\?xml)\s[^<>]{0,500}?(?:charset|encoding)\s*=\s*["']?([\w-]{1,30})"""
)
_CHARSET_REACH = 4_096  # bytes
# Charsets of one byte a letter. Browsers read the first ones as Windows-1252, and so must we.
_AS_WINDOWS = frozenset({"ascii", "us-ascii", "latin1", "latin-1", "iso-8859-1"})
_ONE_BYTE = re.compile(r"iso-8859-\d{1,2}|windows-125\d|cp125\d|macintosh")


def is_html(data: bytes) -> bool:
    """Whether the content opens as a web page does: doctype, <html>, <head> or <body>.

    Told after a byte order mark, comments and an XML declaration. Text with stray tags is none.
    """
    opening = _decode_opening(data).lstrip()
    while opening.startswith(("<!--", "<?")):
        _, end, opening = opening.partition("-->" if opening.startswith("<!--") else ">")
        if not end:
            return False
        opening = opening.lstrip()
    return _OPENING.match(opening) is not None


def _decode_opening(data: bytes) -> str:
    bom, encoding = next(
        ((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "latin-1")
    )
    shown = data[:_OPENING_REACH].decode(encoding, "replace")
    return shown.removeprefix("\ufeff") if bom else shown


def read(data: bytes, file_name: str, sha256: str) -> Document:
    """The Document of a web page.

    Raises UnreadableDocument when the bytes are not text, tags are nested too deeply, a table
    claims to be enormous, or nothing is shown.
    """
    reader = BlockReader()
    try:
        reader.read(_parse(decode(data, file_name), file_name))
    except GridTooLarge as error:
        raise containers.oversized(file_name, f"it has {error}") from error
    if not reader.lines:
        raise _no_text(file_name)
    lines = tuple(reader.lines)
    found = tables.join_pieces(reader.pieces)
    return Document(file_name, sha256, MEDIA_TYPE, lines, found, has_whole_lines=True)


def decode(data: bytes, file_name: str) -> str:
    """The text of the page: by byte order mark; as UTF-8 where it is valid; as it declares.

    UTF-8 comes before the declaration because programs that convert pages forget to change it,
    and because text in another charset that is valid UTF-8 by chance does not occur.
    """
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        charset = _declared(data)
        if charset is not None:
            return _decode_declared(data, charset, file_name)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnreadableDocument(
                f"{file_name}: it opens as UTF-16 but breaks it (byte {error.start});"
                " save it as UTF-8"
            ) from error
    return text.decode(data, file_name)


def _decode_declared(data: bytes, charset: str, file_name: str) -> str:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableDocument(
            f"{file_name}: it declares the charset {charset} but is not text in it;"
            " save it as UTF-8"
        ) from error


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_CHARSET_REACH])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    if name in _AS_WINDOWS:
        return "cp1252"
    return name if _ONE_BYTE.fullmatch(name) else None


def _parse(page: str, file_name: str) -> Element:
    # As bytes: lxml refuses a str that has an XML declaration, as pages of XHTML do.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    content = page.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:  # nothing at all to parse
        raise _no_text(file_name) from error
    # Past its depth the parser silently leaves out what follows.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableDocument(
            f"{file_name}: its tags are nested too deeply; open it in a browser and save what is"
            " shown as text (UTF-8)"
        )
    if root is None:
        raise _no_text(file_name)
    return root


def _no_text(file_name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{file_name}: it holds no text, perhaps because scripts would load it; open it in a"
        " browser and save what is shown as text (UTF-8)"
    )
