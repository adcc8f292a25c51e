"""The numbers of commitments: the terms they are set in, and their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import number_sentences as sentences
from planoteca.charts import theme
from planoteca.charts.baselines import CHANGES, other_units, subject
from planoteca.charts.divisions import draw_division
from planoteca.charts.dots import Dot, draw_dots
from planoteca.charts.formats import (
    amount,
    counted_quantities,
    label,
    lines_text,
    number,
    pick,
    unit_of,
)
from planoteca.charts.lines import MAX_LINES, Line, draw_lines
from planoteca.charts.parts import Division, Part


def comparators(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """In what terms quantities are set: by term and unit for one plan, by term for several.

    `frame`: query `quantities_by_comparator` (one plan or many): document_id, document,
    comparator_id, comparator_es, comparator_en, unit_id, unit_es, unit_en, quantities, minimum,
    median, maximum.
    """
    columns = ["document_id", "document", "comparator_id", "unit_id", "quantities", "median"]
    rows = theme.prepare(frame, language, columns, "query quantities_by_comparator")
    is_one = len({row["document_id"] for row in rows if row["quantities"]}) == 1
    totals: Counter[Any] = Counter()

    def key(row: Mapping[str, Any]) -> Any:
        return (row["comparator_id"], row["unit_id"]) if is_one else row["comparator_id"]

    for row in rows:
        totals[key(row)] += row["quantities"]

    def part(row: Mapping[str, Any]) -> Part:
        name = label(row, "comparator", language) or row["comparator_id"]
        unit = None if row["unit_id"] == "count" else unit_of(row, language)
        return Part(
            key(row),
            f"{name} ({unit})" if is_one and unit else name,
            theme.COMPARATOR_COLOURS.get(row["comparator_id"], theme.NONE_COLOUR),
            row["quantities"],
            _range(row, language),
        )

    return draw_division(
        rows,
        part,
        Division(
            "comparator",
            pick(language, "Términos", "Terms"),
            lambda key: (-totals[key], str(key)),
            counted_quantities,
            ("cantidades", "quantities"),
        ),
        title=sentences.comparators(frame, language),
        notes=[_terms_note({row["comparator_id"] for row in rows}, language)],
        language=language,
        source=source,
    )


def quantified_targets(
    frame: pl.DataFrame, *, unit_id: str = "percent", language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Every value promised in a unit: a bar each up to 25, else a dot each along the scale.

    `frame`: query `quantity_list` (or view `plan_quantity`): document_id, document, comparator_id,
    unit_id, value, statement, subject, page_start, line_start, line_end. Light bars are changes,
    not levels. Rows whose `has_baseline` is true are left to `targets_and_baselines` and counted
    in the subtitle, as are other units.
    """
    columns = ["document_id", "document", "comparator_id", "unit_id", "value", "statement"]
    rows = theme.prepare(frame, language, columns, "query quantity_list")
    of_unit = [row for row in rows if row["unit_id"] == unit_id]
    chosen = sorted(
        (row for row in of_unit if not row.get("has_baseline")), key=lambda row: -row["value"]
    )
    title = sentences.quantified_targets(frame, unit_id, language)
    if not chosen:
        return theme.nothing(title, source=source, language=language)
    notes = [
        *_values_note(chosen, language),
        *_with_baseline(len(of_unit) - len(chosen), language),
        *other_units(len(rows) - len(of_unit), language),
    ]
    drawing = _bars if unit_id == "percent" and len(chosen) <= MAX_LINES else _dots
    return drawing(chosen, title, notes, language, source)


def _bars(
    rows: Sequence[Mapping[str, Any]], title: str, notes: list[str], language: str, source: str
) -> alt.VConcatChart:
    several = len({row["document_id"] for row in rows}) > 1
    level = pick(language, "Nivel o parte por alcanzar", "Level or share to reach")
    change = pick(language, "Cambio", "Change")
    lines = [
        Line(
            text=_target_label(row, several, language),
            value=row["value"],
            shown=amount(row["value"], "%", language),
            series=change if row["comparator_id"] in CHANGES else level,
            tooltip=lines_text(row),
            statement=label(row, "statement", language) or "",
        )
        for row in rows
    ]
    return draw_lines(
        lines,
        {level: theme.SERIES_COLOURS[0], change: "#a6cbe3"},
        title=title,
        notes=notes,
        axis=pick(language, "Porcentaje prometido", "Percent promised"),
        language=language,
        source=source,
    )


def _dots(
    rows: Sequence[Mapping[str, Any]], title: str, notes: list[str], language: str, source: str
) -> alt.VConcatChart:
    several = len({row["document_id"] for row in rows}) > 1
    unit = unit_of(rows[0], language)
    if rows[0]["unit_id"] == "count":
        unit = None  # "4 units" says no more than "4"
    dots = [
        Dot(
            label=_target_label(row, several, language),
            value=row["value"],
            shown=amount(row["value"], row.get("unit_symbol"), language),
            series=label(row, "comparator", language) or row["comparator_id"],
            colour=theme.COMPARATOR_COLOURS.get(row["comparator_id"], theme.NONE_COLOUR),
            statement=label(row, "statement", language) or "–",
            where=lines_text(row),
        )
        for row in rows
    ]
    return draw_dots(
        dots,
        title=title,
        notes=notes,
        unit=unit or "",
        language=language,
        source=source,
    )


def _terms_note(present: set[str], language: str) -> str:
    notes = []
    if present & {"reduce_by", "increase_by", "reduce_to", "increase_to", "reach"}:
        notes.append(
            pick(
                language,
                "Reducir o aumentar «en» da el tamaño del cambio; reducir o aumentar «a», y "
                "alcanzar, el nivel al que se llega.",
                "Reduce or increase “by” gives the size of the change; reduce or increase “to”, "
                "and reach, the level arrived at.",
            )
        )
    if "achieve_share" in present:
        notes.append(
            pick(
                language,
                "Una parte es un porcentaje de avance o de cobertura.",
                "A share is a percentage of completion or coverage.",
            )
        )
    return " ".join(notes)


def _values_note(rows: Sequence[Mapping[str, Any]], language: str) -> list[str]:
    if len(rows) < 3:
        return []
    unit = None if rows[0]["unit_id"] == "count" else unit_of(rows[0], language)
    middle = amount(median(row["value"] for row in rows), unit, language)
    return [pick(language, f"Mediana: {middle}.", f"Median: {middle}.")]


def _with_baseline(count: int, language: str) -> list[str]:
    if not count:
        return []
    return [
        pick(
            language,
            f"Sin dibujar: {count} con línea de base, en su propio gráfico.",
            f"Not drawn: {count} with a baseline, in a chart of their own.",
        )
    ]


def _range(row: Mapping[str, Any], language: str) -> str:
    low, high = row.get("minimum"), row.get("maximum")
    middle = amount(row["median"], unit_of(row, language), language)
    if low is None or high is None or low == high:
        return middle
    between = f"{number(low, language)} – {number(high, language)}"
    return pick(language, f"{between}; mediana {middle}", f"{between}; median {middle}")


def _target_label(row: Mapping[str, Any], several: bool, language: str) -> str:
    term = label(row, "comparator", language) or row["comparator_id"]
    return f"{term}: {subject(row, several, language)}"
