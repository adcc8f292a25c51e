"""Two summaries as structured rows, of the election of 2026: a JSON file and a spreadsheet."""

from __future__ import annotations

from specimens.content.json_rows import DIMENSIONS as JSON_DIMENSIONS
from specimens.content.sheet_rows import DIMENSIONS as SHEET_DIMENSIONS
from specimens.model import Plan

JSON_SUMMARY = Plan(
    document_id="aruma-resumen-json",
    file_name="aruma-resumen.json",
    title="Resumen del plan de gobierno 2027-2030",
    organisation="Lista Vecinal Molle y Río",
    place="Chaupimayo",
    level="district",
    term=(2027, 2030),
    dimensions=JSON_DIMENSIONS,
)

SHEET_SUMMARY = Plan(
    document_id="aruma-resumen-xlsx",
    file_name="aruma-resumen.xlsx",
    title="Resumen del plan de gobierno 2027-2030",
    organisation="Movimiento Cántaro Nuevo",
    place="Aruma",
    level="province",
    term=(2027, 2030),
    dimensions=SHEET_DIMENSIONS,
)
