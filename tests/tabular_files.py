"""One small plan as a table in every tabular format, for tests of their readers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.documents.model import Document, Table
from planoteca.documents.tabular import workbook
from planoteca.documents.tabular.delimited import read_csv
from planoteca.documents.tabular.records import read_json
from planoteca.extraction import extract

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
    "xlsx": (as_xlsx, workbook.read),
}


def texts(table: Table) -> Grid:
    return [[cell.text for cell in row] for row in table.rows]


def coded(document: Document, vocabularies: Codebook) -> list[tuple[Any, ...]]:
    """(dimension, problem, objective, statement, indicator) of each row, all of them targets."""
    rows = extract(document, vocabularies).commitments
    assert set(rows["kind"]) == {"target"}
    assert set(rows["section"]) == {"summary_table"}
    return rows.select("dimension", "problem", "objective", "statement", "indicator_text").rows()


# Tables of any words, as hypothesis makes them.
WORD = st.text(st.sampled_from("aeioñÁrs3%,;|\"'().:"), min_size=1, max_size=8)
FIRST = st.text(st.sampled_from("bcdlmnÁpt"), min_size=1, max_size=6)
CELL = st.builds(lambda first, words: " ".join([first, *words]), FIRST, st.lists(WORD, max_size=5))
BODY = st.lists(st.tuples(CELL, st.one_of(st.just(""), CELL), CELL), min_size=1, max_size=6)
TITLES = ["Problema", "Objetivo", "Meta"]
