"""XLSX workbooks, read cell by cell with openpyxl.

python-calamine would be faster, but it drops the formats of cells (80% becomes 0.8) and sets
aside memory for the whole rectangle between a sheet's outermost cells: two cells far apart end
the process.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import openpyxl

from planoteca.documents.tabular.cell_formats import show
from planoteca.documents.tabular.sheets import MAX_CELLS, Sheet, too_many_cells
from planoteca.errors import UnreadableDocument

_LAST_ROW = 1_048_576  # of the format
# What openpyxl raises for parts that are missing, of the wrong form, or damaged.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,  # of XML, in lxml as in the standard library
    RecursionError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_sheets(data: bytes, file_name: str) -> list[Sheet]:
    """The visible worksheets with text, in order; formulas as the values last computed.

    Raises UnreadableDocument for a damaged workbook and for one beyond the limits of `sheets`.
    """
    try:
        # openpyxl warns of extensions that it skips (validation, pictures); none hold text.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(data, file_name))
    except _DAMAGE as error:
        raise UnreadableDocument(
            f"{file_name}: the workbook is damaged ({error}); open it in its program and save it"
            " again as XLSX"
        ) from error


def _sheets(data: bytes, file_name: str) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    looked_at = 0
    for worksheet in book.worksheets:
        if worksheet.sheet_state != "visible":
            continue
        sheet = Sheet(str(worksheet.title))
        worksheet.reset_dimensions()  # what the file claims about them is often wrong
        for number, row in enumerate(islice(worksheet.rows, _LAST_ROW), 1):
            looked_at += len(row)
            if looked_at > MAX_CELLS:
                raise too_many_cells(file_name)
            if row:
                sheet.add(number, [_text(cell) for cell in row], file_name)
        if sheet.rows:
            yield sheet


def _text(cell: Any) -> str:
    return "" if cell.value is None else show(cell.value, cell.number_format)
