"""Tables for notebooks and reports: great_tables, labels and numbers in Spanish or English."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from great_tables import GT, loc, style

from planoteca.charts.formats import amount, check_language, lines_text, number, pick, unit_of
from planoteca.errors import UnknownName

NOTHING = "–"
# Columns written from two or more of a frame's own.
_LINES, _AMOUNT = "lines", "amount"
_MAX_DECIMALS = 4
_FONT = ["Helvetica Neue", "Helvetica", "Arial", "sans-serif"]
_LABELS = {
    "alpha": ("Alfa", "Alpha"),
    "alpha_high": ("Alfa, hasta", "Alpha, to"),
    "alpha_low": ("Alfa, desde", "Alpha, from"),
    "amount": ("Valor", "Value"),
    "automatic": ("Por la máquina", "By machine"),
    "baseline_pct": ("Con línea de base (%)", "With baseline (%)"),
    "baseline_value": ("Línea de base", "Baseline"),
    "coded": ("Con compromisos", "With commitments"),
    "commitments": ("Compromisos", "Commitments"),
    "comparator": ("Términos", "Terms"),
    "compared": ("Comparados", "Compared"),
    "context": ("Qué dice la cifra", "What the figure says"),
    "coverage": ("Cobertura", "Coverage"),
    "deadline": ("Plazo", "Deadline"),
    "deadline_pct": ("Con plazo (%)", "With deadline (%)"),
    "department": ("Departamento", "Department"),
    "description": ("Qué busca", "What it looks for"),
    "difference_pct": ("Diferencia (%)", "Difference (%)"),
    "dimension": ("Dimensión", "Dimension"),
    "distance": ("Distancia", "Distance"),
    "diversity": ("Diversidad (0 a 1)", "Diversity (0 to 1)"),
    "document": ("Plan", "Plan"),
    "documents": ("Planes", "Plans"),
    "economic_pct": ("Económica (%)", "Economic (%)"),
    "environmental_pct": ("Ambiental (%)", "Environmental (%)"),
    "equal_pct": ("Igual (%)", "Equal (%)"),
    "file_name": ("Archivo", "File"),
    "findings": ("Hallazgos", "Findings"),
    "indicator": ("Indicador", "Indicator"),
    "indicator_basis": ("De quién es la cifra", "Whose figure"),
    "indicator_value": ("Cifra", "Figure"),
    "institutional_pct": ("Institucional (%)", "Institutional (%)"),
    "kind": ("Tipo", "Kind"),
    "leading_dimension": ("Más compromisos en", "Most commitments in"),
    "leading_share_pct": ("Tema principal (%)", "Leading theme (%)"),
    "leading_theme": ("Tema principal", "Leading theme"),
    "lines": ("Líneas", "Lines"),
    "manual": ("A mano", "By hand"),
    "mean_pct": ("Media (%)", "Mean (%)"),
    "measurability": ("Medibilidad", "Measurability"),
    "measurable_pct": ("Con número (%)", "With a number (%)"),
    "measure": ("Parte", "Share"),
    "median_commitments": ("Mediana por plan", "Median per plan"),
    "median_pct": ("Mediana (%)", "Median (%)"),
    "message": ("Hallazgo", "Finding"),
    "nature": ("Carácter", "Nature"),
    "objective": ("Objetivo", "Objective"),
    "official_source": ("Fuente oficial", "Official source"),
    "official_value": ("Cifra oficial", "Official figure"),
    "official_year": ("Año oficial", "Official year"),
    "organisation": ("Organización", "Organisation"),
    "other_axis_pct": ("Otro eje (%)", "Other axis (%)"),
    "other_pct": ("Sin tema (%)", "No theme (%)"),
    "p25_pct": ("Cuartil 1 (%)", "Quartile 1 (%)"),
    "p75_pct": ("Cuartil 3 (%)", "Quartile 3 (%)"),
    "pages": ("Páginas", "Pages"),
    "place_level": ("Nivel", "Level"),
    "place_name": ("Lugar", "Place"),
    "plans": ("Planes", "Plans"),
    "plans_with": ("Planes con alguno", "Plans with any"),
    "population_group": ("Grupo", "Group"),
    "poverty_basis": ("De quién es la cifra", "Whose figure"),
    "poverty_commitments": ("Nombran la pobreza", "Name poverty"),
    "poverty_indicator": ("Indicador de pobreza", "Poverty indicator"),
    "poverty_rank": ("Puesto", "Rank"),
    "poverty_year": ("Año", "Year"),
    "problem": ("Problema", "Problem"),
    "province": ("Provincia", "Province"),
    "quantified": ("Con cantidad", "With quantity"),
    "quantified_pct": ("Con cantidad (%)", "With quantity (%)"),
    "reason": ("Motivo", "Reason"),
    "rule": ("Regla", "Rule"),
    "section": ("Parte del plan", "Part of the plan"),
    "severity": ("Gravedad", "Severity"),
    "shared_themes": ("Temas en común", "Themes in common"),
    "social_pct": ("Social (%)", "Social (%)"),
    "stated_max": ("Del plan, mayor", "Plans, highest"),
    "stated_min": ("Del plan, menor", "Plans, lowest"),
    "stated_source": ("Fuente citada", "Stated source"),
    "statement": ("Compromiso", "Commitment"),
    "statistics": ("Cifras del lugar", "Figures on the place"),
    "subject": ("Qué se mide", "What is measured"),
    "table": ("Tabla", "Table"),
    "target_value": ("Meta", "Target"),
    "terms": ("Palabras halladas", "Words found"),
    "theme": ("Tema", "Theme"),
    "themes": ("Temas", "Themes"),
    "unit": ("Unidad", "Unit"),
    "value": ("Valor", "Value"),
    "value_text": ("Como está escrito", "As printed"),
    "variable": ("Variable", "Variable"),
    "verbatim": ("Texto impreso", "As printed"),
    "with_baseline": ("Con línea de base", "With baseline"),
    "with_deadline": ("Con plazo", "With deadline"),
    "year": ("Año", "Year"),
}


def table(
    frame: pl.DataFrame,
    language: str = "es",
    *,
    columns: Sequence[str] | None = None,
    title: str | None = None,
) -> GT:
    """A frame as a table: chosen columns, labels and numbers of the language.

    `columns` are names of the frame without their language (`dimension` shows `dimension_es` or
    `dimension_en`), `lines` (`l. 361`, or the page where a plan has no lines) and `amount` (value
    with unit). Blank cells show `–`; great_tables escapes every text. Raises UnknownName for a
    column that the frame cannot give.
    """
    check_language(language)
    names = list(columns) if columns is not None else list(frame.columns)
    for name in names:
        if not _has(frame, name, language):
            raise UnknownName("column of this frame", name, frame.columns)
    rows = frame.to_dicts()
    cells = {name: [_cell(row, name, language) for row in rows] for name in names}
    shown = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String))
    identity = hashlib.sha256(f"{title}{language}{shown.write_csv()}".encode()).hexdigest()[:10]
    result = (
        GT(shown, id=f"t{identity}")
        .cols_label({name: column_label(name, language) for name in names})
        .cols_align("left")
        .tab_options(table_font_size="14px", table_width="100%", data_row_padding="5px")
        .opt_table_font(font=_FONT, add=False)
        .tab_style(style.css("vertical-align: top"), loc.body())
    )
    numeric = [name for name in names if _is_numeric(frame, name, language)]
    if numeric:
        result = result.cols_align("right", columns=numeric)
    return result.tab_header(title=title) if title else result


def column_label(name: str, language: str) -> str:
    """What a column is called in a language; its own name where no label is known."""
    return pick(language, *_LABELS.get(name, (name.replace("_", " "),) * 2))


def _has(frame: pl.DataFrame, name: str, language: str) -> bool:
    if name == _LINES:
        return "line_start" in frame.columns
    if name == _AMOUNT:
        return "value" in frame.columns
    return name in frame.columns or f"{name}_{language}" in frame.columns


def _is_numeric(frame: pl.DataFrame, name: str, language: str) -> bool:
    if name == _AMOUNT:
        return True
    return f"{name}_{language}" not in frame.columns and (
        name in frame.columns and frame.schema[name].is_numeric()
    )


def _cell(row: Mapping[str, Any], name: str, language: str) -> str:
    if name == _LINES:
        return lines_text(row)
    if name == _AMOUNT:
        if row["value"] is None:
            return NOTHING
        # "4 units" says no more than "4".
        unit = None if row.get("unit_id") == "count" else unit_of(row, language)
        return amount(row["value"], unit, language, _MAX_DECIMALS)
    value = row.get(f"{name}_{language}")
    return _text(row.get(name) if value is None else value, name, language)


def _text(value: Any, name: str, language: str) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return pick(language, "sí", "yes") if value else pick(language, "no", "no")
    if name in {"year", "period_start", "period_end"} or name.endswith("_year"):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return number(value, language, 1 if name.endswith("_pct") else _MAX_DECIMALS)
    return value.isoformat() if isinstance(value, date) else str(value)
