"""The summaries as structured rows: a JSON file and a spreadsheet."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from specimens import truth
from specimens.archive import repack
from specimens.model import Item, Plan
from specimens.truth import Part, Passages

_COLUMNS = ("Dimensión", "Problema", "Objetivo", "Meta", "Indicador")
_WIDTHS = (16, 40, 36, 44, 30)
_HEADER_ROW = 4
_NAME_OF_SHEET = 1  # line; a workbook is read as the name of each sheet, then its rows


def as_json(plan: Plan) -> tuple[bytes, Passages]:
    """The JSON shape of one public copy of the summaries; passages are lines of the text."""
    kind = "Municipal Provincial" if plan.level == "province" else "Municipal Distrital"
    content: dict[str, Any] = {
        "codigoExpediente": "ERM.2026999001",
        "partido": plan.organisation,
        "tipo": kind,
        "lugar_inferido": f"Distrito de {plan.place}, Aruma, Quillamarca",
        "pdfCompleto": "00000000-0000-4000-8000-000000000001.pdf",
        "pdfResumen": "00000000-0000-4000-8000-000000000002.pdf",
        "dimensiones": [
            {
                "nombre": dimension.axis,
                "items": [
                    {
                        "problema": item.problem,
                        "objetivo": item.objective,
                        "meta": _targets(item),
                        "indicador": item.indicator,
                    }
                    for item in dimension.items
                ],
            }
            for dimension in plan.dimensions
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    lines = list(enumerate(text.splitlines(), 1))
    problems = [number for number, line in lines if line.lstrip().startswith('"problema"')]
    metas = [number for number, line in lines if line.lstrip().startswith('"meta"')]
    return text.encode("utf-8"), _passages(plan, problems, metas)


def as_sheet(plan: Plan) -> tuple[bytes, Passages]:
    """One sheet: a title, then a table; passages are the lines of its rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Resumen"
    book.properties.title = plan.title
    book.properties.creator = plan.organisation
    sheet["A1"] = plan.title
    sheet["A2"] = f"{plan.organisation} – Municipalidad Provincial de {plan.place}"
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A2:E2")
    for cell in (sheet["A1"], sheet["A2"]):
        cell.font = Font(bold=True)
    for column, (title, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), 1):
        sheet.cell(_HEADER_ROW, column, title).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(_HEADER_ROW, column).column_letter].width = width
    row = _HEADER_ROW
    for dimension in plan.dimensions:
        first = row + 1
        for item in dimension.items:
            row += 1
            cells = (dimension.axis if row == first else None, item.problem, item.objective)
            for column, text in enumerate((*cells, _targets(item), item.indicator), 1):
                sheet.cell(row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=first, end_row=row, start_column=1, end_column=1)
    buffer = BytesIO()
    book.save(buffer)
    numbers = [_NAME_OF_SHEET + each for each in range(_HEADER_ROW + 1, row + 1)]
    return repack(buffer.getvalue()), _passages(plan, numbers, numbers)


def _targets(item: Item) -> str:
    """The targets of a cell, in one paragraph."""
    return " ".join(target.statement for target in item.targets)


def _passages(plan: Plan, problems: list[int], metas: list[int]) -> Passages:
    """Passages from the line of each item's problem and of its targets."""
    passages: Passages = {}
    target = 0
    for number, ((_, item), problem, meta) in enumerate(
        zip(plan.items, problems, metas, strict=True), 1
    ):
        passages[truth.problem_key(number)] = [Part(item.problem, line=problem)]
        for each in item.targets:
            target += 1
            passages[truth.target_key(target)] = [Part(each.statement, line=meta)]
    return passages
