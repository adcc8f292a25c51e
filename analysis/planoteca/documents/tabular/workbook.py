"""XLSX workbooks: every visible sheet with text, its name as a title above it.

Lines are made: one for the name of a sheet, then one for each of its rows, blank rows included,
numbered on from sheet to sheet. Row 5 of the first sheet is line 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from planoteca.documents import containers
from planoteca.documents.markup import collapse
from planoteca.documents.model import Document, Line, Table
from planoteca.documents.tabular import grids, xlsx
from planoteca.documents.tabular.grids import PrintedRow
from planoteca.documents.tabular.sheets import Sheet
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Names that programs give to new sheets say nothing about what is in them.
_DEFAULT_NAME = re.compile(r"(?i)(?:hoja|sheet|table|tabla|planilha|feuil)[\s_]*\d*")


def read(data: bytes, file_name: str, sha256: str) -> Document:
    """The Document of a workbook.

    Raises UnreadableDocument for a damaged, encrypted or oversized one, and one without text in
    its visible sheets.
    """
    containers.check_zip(data, file_name)
    lines, tables = _lay_out(xlsx.read_sheets(data, file_name))
    if not lines:
        raise UnreadableDocument(
            f"{file_name}: its visible sheets hold no text; check that the plan is not in a hidden"
            " sheet or in a picture"
        )
    return Document(file_name, sha256, MEDIA_TYPE, lines, tables, has_whole_lines=True)


def _lay_out(sheets: Iterable[Sheet]) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    lines: list[Line] = []
    tables: list[Table] = []
    for sheet in sheets:
        name = collapse(sheet.name)
        is_title = _DEFAULT_NAME.fullmatch(name) is None
        lines.append(Line(len(lines) + 1, name if is_title else "", is_title=is_title))
        rows = []
        for _, texts in sheet.in_order():
            number = len(lines) + 1
            lines.append(Line(number, _print(texts)))
            rows.append(PrintedRow(texts, number, number))
        tables += grids.find_tables(rows)
    return tuple(lines), tuple(tables)


def _print(texts: tuple[str, ...]) -> str:
    """A row on one line: its only text, or all of them with tabs in between."""
    filled = [text for text in texts if text.strip()]
    shown = filled if len(filled) == 1 else texts
    return "\t".join(collapse(text) for text in shown)
