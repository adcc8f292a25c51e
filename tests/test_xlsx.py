"""XLSX workbooks: their visible sheets as lines and tables, and hostile ones refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.documents.tabular import sheets, workbook
from planoteca.documents.tabular.cell_formats import show_number
from planoteca.errors import UnreadableDocument
from planoteca.extraction import extract
from planoteca.extraction.place import find_place
from tabular_files import BODY, SPANISH, TITLES, as_xlsx, grid, saved, texts


def test_a_workbook_of_a_sheet_for_each_dimension(vocabularies: Codebook) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Dimensión social"
    first["B2"] = "Plan de gobierno del distrito de Lloclla"
    first.merge_cells("B2:D2")
    for column, title in enumerate(["Problema", "Objetivo", "Meta al 2028", "Indicador"], 2):
        first.cell(4, column, title)
    first["B5"], first["C5"], first["D5"], first["E5"] = "Falta agua", "Dar agua", "3 pozos", 0.8
    first["E5"].number_format = "0%"
    first.merge_cells("B5:B6")
    first["D6"] = "Poner 4 bombas_x000D_\nFormar 5 vigilantes"
    hidden = book.create_sheet("Borrador")
    hidden["A1"] = "secreto"
    hidden.sheet_state = "hidden"
    book.create_sheet("Vacía")
    second = book.create_sheet("Dimensión económica")
    second.append(["Problema", "Objetivo", "Meta"])
    second.append(["No hay feria", "Vender", "Abrir 1 feria"])
    document = workbook.read(saved(book), "plan", "0")
    assert [(line.number, line.text) for line in document.lines if line.is_title] == [
        (1, "Dimensión social"),
        (8, "Dimensión económica"),
    ]
    assert document.lines[2].text == "Plan de gobierno del distrito de Lloclla"
    assert "secreto" not in str(document)
    rows = extract(document, vocabularies).commitments
    picked = rows.select(
        "dimension", "axis", "problem", "statement", "indicator_text", "deadline", "line_start"
    )
    social = ("social", "Dimensión social", "Falta agua")
    assert picked.rows() == [
        (*social, "3 pozos", "80%", "2028", 6),
        (*social, "Poner 4 bombas", None, "2028", 7),
        (*social, "Formar 5 vigilantes", None, "2028", 7),
        (
            "economic",
            "Dimensión económica",
            "No hay feria",
            "Abrir 1 feria",
            None,
            None,
            10,
        ),
    ]
    assert (find_place(document, vocabularies) or ())[:2] == ("Lloclla", "district")


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.8, "0%", "80%"),
        (0.125, "0.0%", "12.5%"),
        (1234567, "#,##0", "1,234,567"),
        (2.5, "0.00", "2.50"),
        (2.5, "0.0##", "2.5"),
        (1250.5, '"S/" #,##0.00', "S/ 1,250.50"),
        (1250.5, "[$S/-280A]\\ #,##0.00;[Red]-#,##0.00", "S/ 1,250.50"),
        (12, '0 "km"', "12 km"),
        (0.1 + 0.2, "General", "0.3"),
        (2026.0, "General", "2026"),
        (1e20, "0.00E+00", "100000000000000000000"),
    ],
)
def test_numbers_as_the_sheet_prints_them(value: float, number_format: str, expected: str) -> None:
    assert show_number(value, number_format) == expected


def test_dates_and_truth_values_as_the_sheet_prints_them() -> None:
    moment = dt.datetime(2028, 3, 1, 8, 30)  # noqa: DTZ001 - sheets know no time zones
    book = openpyxl.Workbook()
    book.active.append(
        [dt.date(2028, 3, 1), True, dt.time(8, 30), dt.timedelta(hours=30), None, 7.0, "=1+1"]
    )
    book.active.append([moment, False, " a  b "])
    document = workbook.read(saved(book), "plan", "0")
    assert [line.text for line in document.lines] == [
        "",
        "01/03/2028\tVERDADERO\t08:30\t30:00\t\t7",
        "01/03/2028 08:30\tFALSO\ta b",
    ]


def without(data: bytes, name: str, replacement: bytes | None = None) -> bytes:
    """The container with one of its entries left out or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        if replacement is not None:
            new.writestr(name, replacement)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SHEET_XML = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)


def cell_at(*places: str) -> bytes:
    rows = (
        f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>'
        for place in places
    )
    return without(as_xlsx(grid(SPANISH)), SHEET, SHEET_XML.format("".join(rows)).encode())


HOSTILE_WORKBOOKS: dict[str, tuple[bytes, str]] = {
    "far_cell": (cell_at("A1", "XFD1048576"), "row 1048576, column 16384"),
    "far_column": (cell_at("A1", "XFD2"), "row 2, column 16384"),
    "row_beyond": (cell_at("A999999999"), "no text"),
    "many_wide_rows": (
        cell_at(*(f"XFD{number}" for number in range(1, 500))),
        "row 1, column 16384",
    ),
    "no_workbook": (without(as_xlsx(grid(SPANISH)), "xl/workbook.xml"), "damaged"),
    "no_sheet": (without(as_xlsx(grid(SPANISH)), SHEET), "damaged|no text"),
    "broken_sheet": (without(as_xlsx(grid(SPANISH)), SHEET, b"<worksheet><sheetD"), "damaged"),
    "broken_styles": (without(as_xlsx(grid(SPANISH)), "xl/styles.xml", b"<styleSheet"), "damaged"),
    "bad_string": (
        without(
            as_xlsx(grid(SPANISH)),
            SHEET,
            SHEET_XML.format('<row r="1"><c r="A1" t="s"><v>999</v></c></row>').encode(),
        ),
        "damaged",
    ),
    "truncated": (as_xlsx(grid(SPANISH))[:2000], "damaged"),
    "empty": (as_xlsx([]), "no text"),
    "not_office": (b"PK\x03\x04rest", "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE_WORKBOOKS)
def test_hostile_workbooks_are_refused(name: str) -> None:
    data, reason = HOSTILE_WORKBOOKS[name]
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        workbook.read(data, "plan.xlsx", "0")
    assert caught.value.message.startswith("plan.xlsx: ")


def test_cells_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planoteca.documents.tabular.xlsx.MAX_CELLS", 20)
    with pytest.raises(UnreadableDocument, match=f"more than {sheets.MAX_CELLS} cells"):
        workbook.read(as_xlsx(grid(SPANISH)), "plan", "0")


SOUND = as_xlsx(grid(SPANISH))  # made once: it holds the time of its making


@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(SOUND)
    for position, byte in changes:
        damaged[position % len(damaged)] = byte
    with contextlib.suppress(UnreadableDocument):
        assert workbook.read(bytes(damaged), "plan", "0").lines


@given(BODY)
@settings(max_examples=25, deadline=None)
def test_a_workbook_comes_back(body: list[tuple[str, ...]]) -> None:
    rows = [TITLES, *map(list, body)]
    (table,) = workbook.read(as_xlsx(rows), "plan", "0").tables
    assert texts(table) == rows
