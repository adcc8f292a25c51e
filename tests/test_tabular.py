"""Tabular plans: CSV, JSON and workbooks, and what is extracted from them."""

from __future__ import annotations

import base64
import contextlib
import csv
import datetime as dt
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.documents import sheets
from planoteca.documents.cell_formats import show_number
from planoteca.documents.markup import collapse
from planoteca.documents.model import Document, Table
from planoteca.documents.names import spelled_out
from planoteca.documents.records import is_json, read_json
from planoteca.documents.tabular import is_csv, read_csv
from planoteca.documents.workbook import read_workbook
from planoteca.errors import UnreadableDocument
from planoteca.extraction import extract
from planoteca.extraction.columns import title_role
from planoteca.extraction.headings import find_dimension
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.period import find_period
from planoteca.extraction.place import find_place

# (dimension, problem, objective, target, indicator); the province of Aruma does not exist.
ROWS = [
    (
        "social",
        "En Lloclla, 4 de cada 10 niños tienen anemia",
        "Cuidar la primera infancia",
        "Bajar la anemia infantil al 18 %",
        "Porcentaje de niños con anemia",
    ),
    (
        "social",
        "Falta agua; el canal es viejo",
        "Agua segura, todo el día",
        "Instalar 12 sistemas de cloración",
        "Número de sistemas",
    ),
    (
        "economic",
        "Los telares venden poco",
        "Abrir mercados",
        "Organizar 6 ferias de tejido",
        "Ferias por año",
    ),
    (
        "environmental",
        "Basura en la quebrada de Pampa Verde",
        "Ordenar la limpieza",
        "Construir un relleno sanitario",
        "Relleno en uso",
    ),
    (
        "institutional",
        "Nadie conoce las cuentas",
        "Cuentas a la vista",
        "Celebrar 8 audiencias públicas",
        "Audiencias celebradas",
    ),
]
SPANISH = ("Dimensión", "Problema identificado", "Objetivo estratégico", "Meta", "Indicador")
ENGLISH = ("Dimension", "Problem", "Objective", "Target", "Indicator")
JNE_2021 = ("strPGDimension", "strPGProblema", "strPGObjetivo", "strPGMeta", "strPGIndicador")
JNE_2026 = ("txPgDimension", "txPgProblema", "txPgObjetivo", "txPgMeta", "txPgIndicador")
SNAKE = ("dimension", "problema", "objetivo_estrategico", "meta", "indicador_resultado")
NAMES = {
    "spanish": {
        "social": "Dimensión Social",
        "economic": "ECONÓMICA",
        "environmental": "ambiental",
        "institutional": "Dimensión institucional",
    },
    "english": {
        "social": "social",
        "economic": "Economic",
        "environmental": "Environmental dimension",
        "institutional": "INSTITUTIONAL DIMENSION",
    },
}
Grid = list[list[str]]


def grid(titles: tuple[str, ...], language: str = "spanish") -> Grid:
    rows = [[NAMES[language][row[0]], *row[1:]] for row in ROWS]
    return [list(titles), *rows]


def as_csv(rows: Grid, delimiter: str = ",", newline: str = "\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue().encode()


def as_json(rows: Grid) -> bytes:
    titles, *body = rows
    return json.dumps([dict(zip(titles, row, strict=True)) for row in body]).encode()


def as_pretty_json(rows: Grid) -> bytes:
    titles, *body = rows
    records = [dict(zip(titles, row, strict=True)) for row in body]
    nested = {"data": {"plan": {"organizacion": "Aruma Unida", "filas": records}}}
    return json.dumps(nested, indent=2, ensure_ascii=False).encode()


def as_xlsx(rows: Grid, name: str = "Hoja1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Reader = Callable[[bytes, str, str], Document]
FORMATS: dict[str, tuple[Callable[[Grid], bytes], Reader]] = {
    "csv": (as_csv, read_csv),
    "csv_semicolon": (lambda rows: as_csv(rows, ";"), read_csv),
    "csv_tab": (lambda rows: as_csv(rows, "\t"), read_csv),
    "csv_bar": (lambda rows: as_csv(rows, "|"), read_csv),
    "json": (as_json, read_json),
    "pretty_json": (as_pretty_json, read_json),
    "xlsx": (as_xlsx, read_workbook),
}


def texts(table: Table) -> Grid:
    return [[cell.text for cell in row] for row in table.rows]


def coded(document: Document, vocabularies: Codebook) -> list[tuple[Any, ...]]:
    """(dimension, problem, objective, statement, indicator) of each row, all of them targets."""
    rows = extract(document, vocabularies).commitments
    assert set(rows["kind"]) == {"target"}
    assert set(rows["section"]) == {"summary_table"}
    return rows.select("dimension", "problem", "objective", "statement", "indicator_text").rows()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "titles", [SPANISH, ENGLISH, JNE_2021, JNE_2026, SNAKE], ids=lambda t: t[1]
)
def test_every_format_and_naming_gives_the_same_commitments(
    kind: str, titles: tuple[str, ...], vocabularies: Codebook
) -> None:
    write, read = FORMATS[kind]
    language = "english" if titles is ENGLISH else "spanish"
    document = read(write(grid(titles, language)), "plan", "0")
    assert coded(document, vocabularies) == ROWS


@pytest.mark.parametrize("kind", FORMATS)
def test_lines_are_numbered_and_hold_the_tables(kind: str) -> None:
    write, read = FORMATS[kind]
    document = read(write(grid(SPANISH)), "plan", "abc")
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert document.sha256 == "abc"
    (table,) = document.tables
    for row in table.rows:
        for cell in row:
            for fragment in cell.fragments:
                assert table.line_start <= fragment.line_start <= fragment.line_end
                assert fragment.line_end <= table.line_end <= len(document.lines)


# --- CSV ---------------------------------------------------------------------------------------


def test_a_csv_of_a_spreadsheet(vocabularies: Codebook) -> None:
    """Titles above, several tables, Windows letters, cells of several lines, Excel's hint."""
    text = (
        "sep=;\r\n"
        "Plan de gobierno 2027-2030 del distrito de Lloclla;;;\r\n"
        ";;;\r\n"
        "DIMENSIÓN SOCIAL;;;\r\n"
        "Problema;Objetivo;Meta al 2028;Indicador\r\n"
        'Falta agua;Dar agua;"- Instalar 3 bombas\r\n- Cavar 2 pozos";"Bombas, pozos"\r\n'
        ";;Formar 5 vigilantes\r\n"
        ";;;\r\n"
        "DIMENSIÓN ECONÓMICA;;;\r\n"
        "Problema;Objetivo;Meta;Indicador\r\n"
        "No hay feria;Vender;Abrir 1 feria;Ferias\r\n"
    )
    assert is_csv(text)
    document = read_csv(text.encode("cp1252"), "plan.txt", "0")
    assert document.media_type == "text/csv"
    assert document.lines[1].text == "Plan de gobierno 2027-2030 del distrito de Lloclla"
    assert document.lines[4].text == "Problema;Objetivo;Meta al 2028;Indicador"
    assert [(t.line_start, t.line_end) for t in document.tables] == [(5, 8), (11, 12)]
    rows = extract(document, vocabularies).commitments
    assert rows.select("statement", "dimension", "problem", "deadline", "line_start").rows() == [
        ("Instalar 3 bombas", "social", "Falta agua", "2028", 6),
        ("Cavar 2 pozos", "social", "Falta agua", "2028", 6),
        ("Formar 5 vigilantes", "social", "Falta agua", "2028", 8),
        ("Abrir 1 feria", "economic", "No hay feria", None, 12),
    ]
    assert find_place(document, vocabularies) == ("Lloclla", "district")
    assert find_period(document) == (2027, 2030)


@pytest.mark.parametrize(
    "text",
    [
        "Problema;Meta\nFalta agua;Instalar 3 bombas\n",
        '\ufeff"Problema","Meta"\n"Falta agua, y luz","Instalar ""3"" bombas"\n',
        "Plan\n\nProblema|Meta\nFalta agua|3 bombas\n",
        "Problema, Objetivo, Meta\nFalta agua, Dar agua, 3 bombas\nNo hay luz, Dar luz, 2 postes\n",
        'Problema\tMeta\n"Falta\nagua"\t3 bombas\n',
    ],
)
def test_delimited_data_is_known_by_its_shape(text: str) -> None:
    assert is_csv(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Una sola línea",
        "Lloclla, 3 de mayo\nSeñor alcalde, presente\n",
        "Agua, luz y caminos.\nSalud, escuela y trabajo.\nFerias, canales y pozos.\n",
        "El plan, que sigue, tiene metas; son tres:\nuna, dos, tres; nada más.\n",
        "| Problema | Meta |\n|---|---|\n| Agua | 3 bombas |\n",
        "Problema\tMeta\nFalta agua\t3 bombas\n",  # tabs are the text reader's
        "1.\tUno\n2.\tDos\n",
        "Nombre: Aruma; Año: 2026\nCargo: alcalde; Lista: 3\n",
        "agua;luz;agua\nsalud;escuela;trabajo\n",  # titles differ
    ],
)
def test_prose_is_no_csv(text: str) -> None:
    assert not is_csv(text)


def test_texts_of_the_project_are_no_csv(shared: Path) -> None:
    for path in (shared / "documents" / "text").glob("*.txt"):
        assert not is_csv(path.read_text("utf-8-sig")), path


def test_unbalanced_quotes_are_letters() -> None:
    (table,) = read_csv(b'Problema;Meta\nPozo de 3" de ancho;"Abrir\nb;c\n', "x", "0").tables
    assert texts(table) == [
        ["Problema", "Meta"],
        ['Pozo de 3" de ancho', '"Abrir'],
        ["b", "c"],
    ]


def test_a_text_without_columns_is_no_csv() -> None:
    with pytest.raises(UnreadableDocument, match="no delimiter"):
        read_csv(b"Hola\nmundo\n", "plan.csv", "0")


def test_a_deadline_column_goes_before_the_header(vocabularies: Codebook) -> None:
    text = (
        "problema,objetivo,meta_2030,plazo\n"
        "Falta luz,Dar luz,Poner 4 postes,2028\n"
        "Falta luz,Dar luz,Poner 5 postes,en el primer año\n"
        "Falta luz,Dar luz,Poner 6 postes,\n"
        "Falta luz,Dar luz,Poner 7 postes al 2029,2028\n"
    )
    document = read_csv(text.encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["deadline"].to_list() == ["2028", "first_year", "2030", "2029"]


# --- JSON --------------------------------------------------------------------------------------


def test_a_nested_json_keeps_the_lines_of_the_file(vocabularies: Codebook) -> None:
    text = """{
 "partido": "Aruma Unida",
 "lugar": "Distrito de Lloclla, Aruma",
 "dimensiones": [
  {
   "nombre": "Dimensión Social",
   "items": [
    {
     "problema": "Falta agua",
     "objetivo": "Dar agua",
     "meta": "<p>Cavar 2 pozos</p>",
     "indicador": null
    }
   ]
  },
  {"nombre": "Ambiental", "items": [
    {"problema": "Basura", "objetivo": "Limpiar", "meta": "Comprar\\r\\n3 carros", "indicador": "n"}
  ]}
 ]
}
"""
    document = read_json(text.encode(), "plan", "0")
    (table,) = document.tables
    assert texts(table)[0] == ["dimensiones", "problema", "objetivo", "meta", "indicador"]
    assert [line.text for line in document.lines if line.number < table.line_start] == [
        "",
        "partido: Aruma Unida",
        "lugar: Distrito de Lloclla, Aruma",
        "",
        "",
    ]
    assert len(document.lines) == len(text.splitlines())
    rows = extract(document, vocabularies).commitments
    assert rows.select("dimension", "axis", "statement", "line_start").rows() == [
        ("social", "Dimensión Social", "Cavar 2 pozos", 11),
        ("environmental", "Ambiental", "Comprar", 17),
        ("environmental", "Ambiental", "3 carros", 17),
    ]
    assert find_place(document, vocabularies) == ("Lloclla", "district")


def test_a_json_without_line_breaks_gets_a_line_for_each_record() -> None:
    data = (
        b'{"partido":"Aruma Unida","filas":[{"problema":"a","meta":"b"},{"meta":"c"}],"fin":1.50}'
    )
    document = read_json(data, "plan", "0")
    assert [line.text for line in document.lines] == [
        "partido: Aruma Unida",
        "problema\tmeta",
        "a\tb",
        "\tc",
        "fin: 1.50",
    ]
    (table,) = document.tables
    assert texts(table) == [["problema", "meta"], ["a", "b"], ["", "c"]]
    assert (table.line_start, table.line_end) == (2, 4)
    assert table.rows[2][1].fragments[0].line_start == 4


ITEM = {"problema": "Falta agua", "objetivo": "Dar agua", "meta": "Cavar 2 pozos"}
OTHER = {"problema": "Falta luz", "objetivo": "Dar luz", "meta": "Poner 4 postes"}


@pytest.mark.parametrize(
    "value",
    [
        {"social": [ITEM], "economica": [OTHER]},
        {"plan": {"dimensionSocial": [ITEM], "dimensionEconomica": [OTHER]}},
        {"dimensiones": {"Dimensión Social": ITEM, "Dimensión Económica": OTHER}},
        [{"dimension": {"id": 1, "nombre": "Social"}, **ITEM}, {"dimension": "Economic", **OTHER}],
        [{"idPGDimension": 7, "strPGDimension": "SOCIAL", **ITEM}, {"eje": "x", **OTHER}],
        [["Dimensión", *ITEM], ["Social", *ITEM.values()], ["Económica", *OTHER.values()]],
        [{"name": "Social dimension", "targets": [ITEM]}, {"name": "Economía", "targets": [OTHER]}],
    ],
    ids=["siblings", "camel", "by_name", "object", "id_and_label", "grid", "unnamed_list"],
)
def test_shapes_of_json(value: Any, vocabularies: Codebook) -> None:
    document = read_json(json.dumps(value).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["statement"].to_list() == ["Cavar 2 pozos", "Poner 4 postes"]
    assert rows["problem"].to_list() == ["Falta agua", "Falta luz"]
    assert rows["dimension"][0] == "social"


def test_targets_in_a_list_are_one_commitment_each(vocabularies: Codebook) -> None:
    record = {**ITEM, "meta": ["Cavar 2 pozos. Con bomba.", "Poner 4 postes"]}
    document = read_json(json.dumps([record]).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["statement"].to_list() == ["Cavar 2 pozos. Con bomba.", "Poner 4 postes"]


def test_json_lines(vocabularies: Codebook) -> None:
    data = "\n".join(json.dumps(record) for record in (ITEM, OTHER)).encode()
    rows = extract(read_json(data, "plan", "0"), vocabularies).commitments
    assert rows["line_start"].to_list() == [1, 2]


def test_a_bare_code_of_a_dimension_is_not_guessed(vocabularies: Codebook) -> None:
    records = [{"idPGDimension": code, **ITEM} for code in (1, 2)]
    document = read_json(json.dumps(records).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["dimension"].to_list() == [None, None]
    assert rows["axis"].to_list() == ["1", "2"]
    assert rows["notes"].to_list() == [
        f"dimensión indicada solo por el código {code}" for code in (1, 2)
    ]


def test_columns_of_an_export_that_are_not_of_the_plan(vocabularies: Codebook) -> None:
    """Ids and metadata outnumber the columns of the plan."""
    meta = {f"strCampo{n}": f"valor {n}" for n in range(12)}
    records = [{"idPGMeta": 9, "idPGProblema": 3, **meta, **ITEM, "strUbigeo": "000000"}]
    document = read_json(json.dumps(records).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows.select("problem", "statement").rows() == [("Falta agua", "Cavar 2 pozos")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": 1,}', r"line 1, column 9"),
        (b'{"a": 1\n "b": 2}', r"line 2, column 2"),
        (b'[{"a": "x', r"line 1"),
        (b'[{"a": 1}] hola', r"Extra data"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "nested"),
        (b"{}", "without any text"),
        (b"[[], {}]", "without any text"),
        (b"[1, 2, 3]", "without any text"),
        (b'{"a": "\0"}', "binary"),
    ],
)
def test_broken_json_says_where(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_json(data, "plan.json", "0")
    assert caught.value.message.startswith("plan.json: ")


def test_what_strings_of_json_can_hide_is_left_out() -> None:
    data = b'[{"a\\u0000": "x\\ud83dy\\u0007", "b": 1e3, "c": 123456789012345678901234567890}]'
    (table,) = read_json(data, "plan", "0").tables
    assert texts(table) == [["a", "b", "c"], ["xy", "1e3", "123456789012345678901234567890"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\ufeff {"a": 1', True),
        ("[\n {", True),
        ('["a"]', True),
        ("[1] El plan", False),
        ("{plan}", False),
        ("Plan", False),
        ("", False),
    ],
)
def test_json_is_known_by_how_it_opens(text: str, expected: bool) -> None:
    assert is_json(text) == expected


# --- Workbooks ---------------------------------------------------------------------------------


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
    document = read_workbook(saved(book), "plan", "0")
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
    assert find_place(document, vocabularies) == ("Lloclla", "district")


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
    document = read_workbook(saved(book), "plan", "0")
    assert [line.text for line in document.lines] == [
        "",
        "01/03/2028\tVERDADERO\t08:30\t30:00\t\t7",
        "01/03/2028 08:30\tFALSO\ta b",
    ]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles><style:style style:name="h" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""


def as_ods(tables: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(tables=tables))
    return out.getvalue()


def ods_row(*texts: str, repeated: str = "") -> str:
    cells = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row {repeated}>{''.join(cells)}</table:table-row>"


def test_an_ods_workbook(vocabularies: Codebook) -> None:
    two_wells = "Cavar<text:s/>2 <text:span>pozos</text:span>"
    many = 'table:number-rows-repeated="1048570"'
    tables = (
        '<table:table table:name="Dimensión social">'
        f"<table:table-header-rows>{ods_row('Problema', 'Objetivo', 'Meta', 'Indicador')}"
        "</table:table-header-rows>"
        f"{ods_row('Falta agua', 'Dar agua', two_wells, '80 %')}"
        "<table:table-row><table:covered-table-cell/><table:table-cell"
        ' table:number-columns-repeated="1"/><table:table-cell><office:annotation><text:p>nota'
        "</text:p></office:annotation><text:p>Poner 3</text:p><text:p>Formar 4</text:p>"
        '</table:table-cell><table:table-cell table:number-columns-repeated="16380"/>'
        f"</table:table-row><table:table-row {many}><table:table-cell/></table:table-row>"
        "</table:table>"
        f'<table:table table:name="Oculta" table:style-name="h">{ods_row("secreto")}</table:table>'
    )
    document = read_workbook(as_ods(tables), "plan", "0")
    assert "secreto" not in str(document)
    rows = extract(document, vocabularies).commitments
    assert rows.select("dimension", "statement", "indicator_text", "line_start").rows() == [
        ("social", "Cavar 2 pozos", "80 %", 3),
        ("social", "Poner 3", None, 4),
        ("social", "Formar 4", None, 4),
    ]


# A workbook of Excel 97: a visible sheet with two rows, and a hidden one.
XLS = zlib.decompress(
    base64.b85decode(
        b"c-rk)O=uHA6n?Y$uW6g~M{R|&2(4Os&=$l?8*OW=hyLhA5kV)(B560fvPp${&}xl0LGYxAQ0T==)r&vqLGj{"
        b"2sOUiugjSE9L<Nzy>zlWe*xDQ#&|-DJW!}E`X5O30yf;7Dm($UiiM#c)@C!P?0}FNt{EKu9ODHcy0PAgAu=#"
        b"foi|t}fAr!<w`hD=I{6#>-P{ex{6u9GkiWJ~ImSb=V`b|SqR}q~w2F}D7+L;$~Pk|d)Dxi+WRYf#Gw3_H`YW"
        b"tYz9@1PU+Kz2!*io2{^*8U9d3;3KOm!7V8QdqEx1`w#weVcz@wqF^Y3qZ%R*LI?XGMcI43mJ7>(va+;`$8KU"
        b"<fDStE~cj$*<KXs;ggJJp<H#TdEHf(O*@(0ApaEU?LH7un{hKo!zxNmDY?*>a(F{%mhX{hsk==FGBB!fy9WO"
        b"<#X^1!q_(KY`ue)8P~NmM|L1Sq-9g5O|0qDvRvi5+Pb547w+8$jASaolcrS$(8G06cXEW619Y2NZmCI)<Z6H"
        b"})5v74k(8yjsR?dyUCTrP`oE_&%M{I|4&ChMqbfJFbc$C3bn+o|qjRa*uuS8OMQy~C&1eZr%bI24RH0ocvSb"
        b"%3r?nYInuJQ?qqIUJ_+#g8eR|awAB-I*%^00L&iT|RCKPNqFD%fwf@(ZOMNKnVY$tkwylx`Co@foOD||N%)="
        b"H*loZ4KZ+9vF$jqp0QWf8v>`P|2Y4;peGV%w0P>YY7PGxa7m0h{r>OrpJb#-W9^u<O?Z9>(%-CU>%TMC+FAY"
        b"C$C;$8O6*xDw`}jMykqM-sEc3X&q{%8@)Md898^#1|u9UfG_JFJD0tzWfDA_zFm0N)cZQ`3lPRPSipLN%#^Y"
        b"I;#jt`0B#WJCrK8Ck%1l{)yGd3s#_OH7{7vyjTZvR-xFex^Usbg$oxh{%<h4Ejl-3aYORSTUJ1R*O|w%;C?3"
        b"gXK@Hje6skrbRQV_wqUfR{8<k^miNV0Xp{e5C~z2iw_q6JG>+kt^A~T)Z1L||v0>!*Eum8TUnpgqf4Ki2s#h"
        b"^q"
    )
)


def test_an_xls_workbook(vocabularies: Codebook) -> None:
    document = read_workbook(XLS, "plan", "0")
    assert document.media_type == "application/vnd.ms-excel"
    assert "secreto" not in str(document)
    rows = extract(document, vocabularies).commitments
    assert rows.select("dimension", "statement", "indicator_text", "deadline").rows() == [
        ("social", "Construir 3 canales", "Número de canales", "2026"),
        ("social", "Bajar la anemia al 20 %", "0.8", "2026"),
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
    "no_workbook": (without(as_xlsx(grid(SPANISH)), "xl/workbook.xml"), "cannot be read"),
    "no_sheet": (without(as_xlsx(grid(SPANISH)), SHEET), "damaged|no text"),
    "broken_sheet": (without(as_xlsx(grid(SPANISH)), SHEET, b"<worksheet><sheetD"), "damaged"),
    "broken_styles": (without(as_xlsx(grid(SPANISH)), "xl/styles.xml", b"<styleSheet"), "damaged"),
    "ods_encoding": (
        without(as_ods(""), "content.xml", b'<?xml version="1.0" encoding="UTF-x"?><a/>'),
        "damaged",
    ),
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
    "ods_bomb": (
        as_ods(
            '<table:table table:name="a">'
            + ods_row("x", repeated='table:number-rows-repeated="900000000"')
            + "</table:table>"
        ),
        "text in row 100001",
    ),
    "ods_wide": (
        as_ods(
            '<table:table table:name="a"><table:table-row><table:table-cell'
            ' table:number-columns-repeated="99999999999"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>"
        ),
        "column 1001",
    ),
    "ods_broken": (as_ods("<table:table>"), "damaged"),
    "not_office": (b"PK\x03\x04rest", "damaged"),
    "old_word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "old Office file"),
    "xls_cut": (XLS[:1500], "old Office file"),
}


@pytest.mark.parametrize("name", HOSTILE_WORKBOOKS)
def test_hostile_workbooks_are_refused(name: str) -> None:
    data, reason = HOSTILE_WORKBOOKS[name]
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_workbook(data, "plan.xlsx", "0")
    assert caught.value.message.startswith("plan.xlsx: ")


def test_cells_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planoteca.documents.xlsx.MAX_CELLS", 20)
    with pytest.raises(UnreadableDocument, match=f"more than {sheets.MAX_CELLS} cells"):
        read_workbook(as_xlsx(grid(SPANISH)), "plan", "0")


SOUND = as_xlsx(grid(SPANISH))  # made once: it holds the time of its making


@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(SOUND)
    for position, byte in changes:
        damaged[position % len(damaged)] = byte
    with contextlib.suppress(UnreadableDocument):
        assert read_workbook(bytes(damaged), "plan", "0").lines


# --- What is written comes back ----------------------------------------------------------------

WORD = st.text(st.sampled_from("aeioñÁrs3%,;|\"'().:"), min_size=1, max_size=8)
FIRST = st.text(st.sampled_from("bcdlmnÁpt"), min_size=1, max_size=6)
CELL = st.builds(lambda first, words: " ".join([first, *words]), FIRST, st.lists(WORD, max_size=5))
BODY = st.lists(st.tuples(CELL, st.one_of(st.just(""), CELL), CELL), min_size=1, max_size=6)
TITLES = ["Problema", "Objetivo", "Meta"]


@given(BODY, st.sampled_from(["csv", "csv_semicolon", "csv_tab", "csv_bar"]))
@settings(deadline=None)
def test_a_csv_comes_back(body: list[tuple[str, ...]], kind: str) -> None:
    write, read = FORMATS[kind]
    rows = [TITLES, *map(list, body)]
    (table,) = read(write(rows), "plan", "0").tables
    assert texts(table) == rows


@given(BODY, st.sampled_from([None, 0, 2]))
@settings(deadline=None)
@example([("b\n- c\n\nD", "x\r\ny", "É")], None)
def test_a_json_comes_back(body: list[tuple[str, ...]], indent: int | None) -> None:
    records = [dict(zip(TITLES, row, strict=True)) for row in body]
    (table,) = read_json(json.dumps(records, indent=indent).encode(), "plan", "0").tables
    expected = [TITLES, *([collapse(cell).replace("- ", "") for cell in row] for row in body)]
    assert texts(table) == expected


@given(BODY)
@settings(max_examples=25, deadline=None)
def test_a_workbook_comes_back(body: list[tuple[str, ...]]) -> None:
    rows = [TITLES, *map(list, body)]
    (table,) = read_workbook(as_xlsx(rows), "plan", "0").tables
    assert texts(table) == rows


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=9), lambda inner: (
    st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
), max_leaves=25))  # fmt: skip
@settings(deadline=None)
def test_any_json_is_read_or_refused(value: Any) -> None:
    for indent in (None, 1):
        try:
            document = read_json(json.dumps(value, indent=indent).encode(), "plan", "0")
        except UnreadableDocument:
            continue
        numbers = [line.number for line in document.lines]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(1 <= t.line_start <= t.line_end <= len(numbers) for t in document.tables)
        assert all(len(row) == table.width for table in document.tables for row in table.rows)


@given(st.text(st.sampled_from("ab ,;|\t\"'\n.1Á"), max_size=80))
@settings(deadline=None)
def test_any_text_is_csv_or_not(text: str) -> None:
    if is_csv(text):
        document = read_csv(text.encode(), "plan", "0")
        assert document.tables
        assert all(len(row) == table.width for table in document.tables for row in table.rows)


# --- Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("strPGProblema", "str PG Problema"),
        ("txPgMeta", "tx Pg Meta"),
        ("objetivo_estrategico", "objetivo estrategico"),
        ("dimensionEconomica", "dimension Economica"),
        ("metaAl2030", "meta Al 2030"),
        ("linea-base", "linea base"),
        ("METAS", "METAS"),
        ("Meta al 2030", "Meta al 2030"),
        ("iniciación", "iniciación"),
    ],
)
def test_names_of_fields_as_words(name: str, words: str) -> None:
    assert spelled_out(name) == words


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("strPGProblema", "problem"),
        ("txPgObjetivo", "objective"),
        ("idPGDimension", "dimension_code"),
        ("dimension_id", "dimension_code"),
        ("Código de la dimensión", "dimension_code"),
        ("nombreDimension", "dimension"),
        ("meta_id", "number"),
        ("idPGMeta", "number"),
        ("meta_2030", "target"),
        ("metaAl2030", "target"),
        ("Target by 2030", "target"),
        ("Goals", "target"),
        ("Baseline", "baseline"),
        ("Línea de base", "baseline"),
        ("Deadline", "deadline"),
        ("PlazoEjecucion", "deadline"),
        ("Strategic objective", "objective"),
        ("Means of verification", "indicator"),
        ("unidadOrganica", "responsible"),
        ("strOrganizacion", None),
        ("ubigeo", None),
        ("presentacionMeta", None),
    ],
)
def test_roles_of_titles_and_fields(title: str, role: str | None, vocabularies: Codebook) -> None:
    assert title_role(title, Lexicon.of(vocabularies)) == role


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("Environmental dimension", "environmental"),
        ("economic", "economic"),
        ("Economic development", "economic"),
        ("Social dimension", "social"),
        ("INSTITUTIONAL", "institutional"),
        ("Territorial and environmental", "environmental"),
        ("1. Dimensión Social", "social"),
        ("3", None),
    ],
)
def test_dimensions_of_a_column(text: str, dimension: str | None, vocabularies: Codebook) -> None:
    assert find_dimension(text, Lexicon.of(vocabularies), bare=True) == dimension


def test_a_baseline_is_the_indicator_where_there_is_no_other(vocabularies: Codebook) -> None:
    text = "Problema,Meta,Línea de base{}\nFalta agua,Cavar 2 pozos,1 pozo{}\n"
    alone = read_csv(text.format("", "").encode(), "plan", "0")
    beside = read_csv(text.format(",Indicador", ",Pozos").encode(), "plan", "0")
    assert extract(alone, vocabularies).commitments["indicator_text"][0] == "1 pozo"
    assert extract(beside, vocabularies).commitments["indicator_text"][0] == "Pozos"


# --- The two plans at hand ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "place"),
    [
        ("puno-municipal-distrital-somos-peru-017462", ("Ayapata", "district")),
        ("puno-municipal-provincial-ahora-nacion-020525", ("Azángaro", "province")),
    ],
)
def test_plans_of_2026(
    stem: str, place: tuple[str, str], shared: Path, vocabularies: Codebook
) -> None:
    data = (shared / "documents" / "tabular" / f"{stem}.json").read_bytes()
    document = read_json(data, stem, "0")
    items = [item for part in json.loads(data)["dimensiones"] for item in part["items"]]
    rows = coded(document, vocabularies)
    assert [row[1:] for row in rows] == [
        tuple(collapse(item[name]) for name in ("problema", "objetivo", "meta", "indicador"))
        for item in items
    ]
    assert {row[0] for row in rows} == {"social", "economic", "environmental", "institutional"}
    assert find_place(document, vocabularies) == place
    # The lines that a row cites are those of the file where its target is printed.
    lines = data.decode().splitlines()
    for row in extract(document, vocabularies).commitments.iter_rows(named=True):
        assert (
            json.dumps(row["statement"], ensure_ascii=False)[1:-1] in lines[row["line_start"] - 1]
        )
