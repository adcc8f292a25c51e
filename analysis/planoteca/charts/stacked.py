"""How each plan's commitments divide: by dimension, by measurability, by competence, by deadline.

One plan is drawn as a bar per category, up to twelve as stacked bars, more as the spread of each
category's share over the plans. Each chart has a selection named as its field (`dimension`,
`measurability`, `competence`, `deadline`), set by a click on a mark or on the legend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import sentences, theme
from planoteca.charts.divisions import draw_division
from planoteca.charts.formats import label, number, pick
from planoteca.charts.parts import Division, Part


def targets_by_dimension(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Each plan's commitments by dimension, as shares of its own.

    `frame`: query `targets_by_dimension` (one plan or many): document_id, document, dimension_id,
    dimension_es, dimension_en, commitments. Colours are fixed per dimension.
    """
    columns = ["document_id", "document", "dimension_id", "commitments"]
    rows = theme.prepare(frame, language, columns, "query targets_by_dimension")
    none = pick(language, "Otro eje", "Other axis")
    part = _coded_part("dimension_id", theme.DIMENSION_COLOURS, none, language)
    return draw_division(
        rows,
        part,
        Division(
            "dimension", pick(language, "Dimensión", "Dimension"), _order(theme.DIMENSION_COLOURS)
        ),
        title=sentences.targets_by_dimension(frame, language),
        language=language,
        source=source,
    )


def measurability(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Each plan's commitments by grade of measurability, as shares of its own.

    `frame`: query `measurability` (one plan or many): document_id, document, measurability,
    measurability_es, measurability_en, commitments. The darker, the better measurable.
    """
    columns = ["document_id", "document", "measurability", "commitments"]
    rows = theme.prepare(frame, language, columns, "query measurability")
    none = pick(language, "Sin grado", "Not graded")
    part = _coded_part("measurability", theme.MEASURABILITY_COLOURS, none, language)
    return draw_division(
        rows,
        part,
        Division(
            "measurability",
            pick(language, "Medibilidad", "Measurability"),
            _order(theme.MEASURABILITY_COLOURS),
        ),
        title=sentences.measurability(frame, language),
        language=language,
        source=source,
        notes=[
            pick(
                language,
                "Resultado: un número mide un cambio en la vida de las personas. Producto: un "
                "número cuenta lo que la municipalidad entrega.",
                "Outcome: a number measures a change in people's conditions. Output: a number "
                "counts what the municipality delivers.",
            )
        ],
    )


def competence(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """Each plan's commitments by the power that the law gives its government over them.

    `frame`: query `competence_shares` (one plan or many): document_id, document, classified,
    exclusive, shared, outside, unclassified. Plans of which no commitment is classified, mostly
    because their place is not known, are left out and counted.
    """
    columns = ["document_id", "document", "classified", *theme.POWER_COLOURS]
    rows = theme.prepare(frame, language, columns, "query competence_shares")
    counted = [
        {**row, "power": power, "commitments": row[power]}
        for row in rows
        if row["classified"]
        for power in theme.POWER_COLOURS
    ]
    names = {
        "exclusive": pick(language, "Exclusiva", "Exclusive"),
        "shared": pick(language, "Compartida", "Shared"),
        "outside": pick(language, "Ajena", "Outside"),
        "unclassified": pick(language, "Sin clasificar", "Unclassified"),
    }

    def part(row: Mapping[str, Any]) -> Part:
        power = row["power"]
        return Part(power, names[power], theme.POWER_COLOURS[power], row["commitments"])

    unknown = sum(not row["classified"] for row in rows)
    return draw_division(
        counted,
        part,
        Division("competence", pick(language, "Competencia", "Power"), _order(theme.POWER_COLOURS)),
        title=sentences.competence(counted, language),
        language=language,
        source=source,
        notes=[
            pick(
                language,
                "Cuenta la competencia más fuerte que da la ley sobre los temas y funciones que "
                "nombra.",
                "What counts is the strongest power by law over the themes and functions it names.",
            ),
            *([_not_drawn(unknown, language)] if unknown else []),
        ],
    )


def _not_drawn(plans: int, language: str) -> str:
    shown = number(plans, language)
    return pick(
        language,
        f"Planes sin clasificar, no dibujados: {shown}.",
        f"Plans not classified, not drawn: {shown}.",
    )


def deadlines(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """Each plan's commitments by the year they are promised for, as shares of its own.

    `frame`: query `deadlines` (one plan or many): document_id, document, deadline, deadline_es,
    deadline_en, deadline_year, commitments. The tooltip has the deadline as the plan says it.
    """
    columns = ["document_id", "document", "deadline", "deadline_year", "commitments"]
    rows = theme.prepare(frame, language, columns, "query deadlines")
    years = sorted({row["deadline_year"] for row in rows if row["deadline_year"] is not None})
    own = years[: len(theme.YEAR_COLOURS)]
    # The last year is the darkest: mostly the end of the term, in one plan as in all.
    colours = dict(zip(reversed(own), theme.YEAR_COLOURS, strict=False))
    other = pick(language, "Otro plazo", "Other deadline")

    def part(row: Mapping[str, Any]) -> Part:
        year, count = row["deadline_year"], row["commitments"]
        note = label(row, "deadline", language) or ""
        if row["deadline"] is None and year is None:
            none = pick(language, "Sin plazo", "None stated")
            return Part("none", none, theme.NONE_COLOUR, count, none)
        if year is None:
            return Part("other", other, theme.SERIES_COLOURS[5], count, note)
        if len(years) > len(own) and year >= own[-1]:
            later = pick(language, f"{own[-1]} o después", f"{own[-1]} or later")
            return Part(own[-1], later, colours[own[-1]], count, note)
        return Part(year, str(year), colours[year], count, note)

    return draw_division(
        rows,
        part,
        Division(
            "deadline",
            pick(language, "Plazo", "Deadline"),
            lambda key: (isinstance(key, str), key == "none", str(key)),
        ),
        title=sentences.deadlines(frame, language),
        language=language,
        source=source,
    )


def _coded_part(
    column: str, colours: Mapping[str | None, str], none: str, language: str
) -> Callable[[Mapping[str, Any]], Part]:
    """How a row becomes a segment where each code of a column has its own fixed colour."""

    def part(row: Mapping[str, Any]) -> Part:
        key = row[column]
        name = label(row, column.removesuffix("_id"), language) or none
        return Part(key, name, colours.get(key, theme.NONE_COLOUR), row["commitments"])

    return part


def _order(colours: Mapping[Any, str]) -> Callable[[Any], int]:
    places = {key: place for place, key in enumerate(colours)}
    return lambda key: places.get(key, len(places) - 1)
