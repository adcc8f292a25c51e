"""Plain text, Markdown and text with stray HTML: decoding, lines, and the tables among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from planoteca.documents import markup, tables
from planoteca.documents.model import Cell, Document, Line, Table
from planoteca.documents.tables import Piece, Row
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "text/plain"

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
# What a Spanish text in Windows-1252 has above ASCII. UTF-8 read as Windows-1252 shows "Ã" and
# "Â" instead, and other scripts show anything: both are refused rather than read as nonsense.
_SPANISH = re.compile(r"[áéíóúüñÁÉÍÓÚÜÑ¿¡ºª°²³“”‘’–—•…·«»´\xa0\xad€½¼¾±×]")
_RULE_ROW = re.compile(r"[\s|:+]*-{2,}[\s|:+-]*")
_PIPE = re.compile(r"(?<!\\)\|")
_FURNITURE = re.compile(r"(?i)(p[aá]g(ina|\.)?\s*)?[-–\s]*\d{1,3}[-–\s]*((de|/)\s*\d{1,3})?")
_MARK_AND_TEXT = 2  # columns
_ENUMERATOR = re.compile(r"[\W_]*|\W?\w{1,3}[.)]-?")


def read(data: bytes, file_name: str, sha256: str) -> Document:
    """The Document of a text file; raises UnreadableDocument when the bytes are not text."""
    text = decode(data, file_name)
    lines = split_lines(text)
    return Document(file_name, sha256, MEDIA_TYPE, lines, find_tables(lines))


def decode(data: bytes, file_name: str) -> str:
    """UTF-8 (with or without mark) or, where the bytes plausibly are Spanish, Windows-1252."""
    if b"\0" in data:
        raise UnreadableDocument(f"{file_name}: it is binary, not text; save it as text (UTF-8)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _decode_windows(data, file_name, error.start)
    if not text.strip():
        raise UnreadableDocument(
            f"{file_name}: it holds no text; check that the file was exported completely"
        )
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise UnreadableDocument(
            f"{file_name}: it is full of control characters, not text; save it as text (UTF-8)"
        )
    return text


def _decode_windows(data: bytes, file_name: str, bad_byte: int) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    above = len(_ABOVE_ASCII.findall(text))
    if not text or len(_SPANISH.findall(text)) < above * 0.8:
        raise UnreadableDocument(
            f"{file_name}: it is neither UTF-8 (byte {bad_byte}) nor Windows-1252 text;"
            " save it as UTF-8"
        )
    return text


@lru_cache(maxsize=1)  # asked for to tell the format, and again to read it
def split_lines(text: str) -> tuple[Line, ...]:
    """The physical lines, numbered from 1; only CR, LF and CRLF end a line."""
    parts = _LINE_BREAK.split(text)
    if parts[-1] == "":
        del parts[-1]
    return tuple(Line(number, part) for number, part in enumerate(parts, 1))


def find_tables(lines: Sequence[Line]) -> tuple[Table, ...]:
    """Grids of the runs of tab-separated or piped rows, pieces parted by a page break joined."""
    return tables.join_pieces(list(_find_pieces(lines)))


def _find_pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """Runs of consecutive rows. `continues` = only blank lines and page numbers lie before."""
    parted = True
    position = 0
    previous_width = 0
    while position < len(lines):
        splitter = _splitter(lines[position].text)
        if splitter is None:
            content = lines[position].text.strip()
            if content and not _FURNITURE.fullmatch(content) and not _is_rule(content):
                parted = True
            position += 1
            continue
        start = position
        while position < len(lines) and _splitter(lines[position].text) is splitter:
            position += 1
        run = lines[start:position]
        piece = _piece(run, splitter, can_continue=not parted)
        if piece is None or not _is_grid(piece, run, previous_width if not parted else 0):
            parted = parted or any(not _is_rule(line.text) for line in run)
            continue
        yield piece
        previous_width = piece.width
        parted = False


Splitter = Callable[[str], list[str]]


def _splitter(text: str) -> Splitter | None:
    if "\t" in text:
        return _split_tabs
    if text.lstrip().startswith("|") and len(_PIPE.findall(text)) > 1:
        return _split_pipes
    return None


def _split_tabs(text: str) -> list[str]:
    return text.split("\t")


def _split_pipes(text: str) -> list[str]:
    cells = _PIPE.split(text.strip())[1:]
    if cells and not cells[-1].strip():
        cells.pop()
    return [cell.replace("\\|", "|") for cell in cells]


def _is_rule(text: str) -> bool:
    return _RULE_ROW.fullmatch(text) is not None


def _piece(run: Sequence[Line], split: Splitter, *, can_continue: bool) -> Piece | None:
    rows: list[Row] = []
    numbers: list[int] = []
    for line in run:
        if _is_rule(line.text):
            continue
        row = tuple(Cell(markup.fragments(cell, line.number)) for cell in split(line.text))
        if any(cell.fragments for cell in row):
            rows.append(row)
            numbers.append(line.number)
    if not rows:
        return None
    return Piece(tables.pad(rows), numbers[0], numbers[-1], continues=can_continue)


def _is_grid(piece: Piece, run: Sequence[Line], open_width: int) -> bool:
    """Tabs also indent paragraphs and follow list numbers; those runs are not tables."""
    if piece.width == open_width:
        return True
    if piece.width == _MARK_AND_TEXT and all(
        _ENUMERATOR.fullmatch(row[0].text) for row in piece.rows
    ):
        return False
    return any(
        sum(1 for cell in row if cell.fragments) > 1 or row[0].fragments for row in piece.rows
    ) and any("\t" in line.text.rstrip("\n") or "|" in line.text for line in run)
