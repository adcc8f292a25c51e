"""What part of the people or dwellings lacks each service, by the plans' own figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import sentences, theme
from planoteca.charts.formats import label, lines_text, percent, pick
from planoteca.charts.lines import Line, draw_lines


def services(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """The percent that lacks each service or suffers each deprivation, highest first.

    `frame`: query `services_coverage` (one plan or all). Light bars are 100 minus a stated access.
    Projections are what a plan foresees, not what is lacking: they are left out and counted.
    """
    columns = ["document_id", "document", "indicator_id", "place_name", "measures", "nature"]
    stated_rows = theme.prepare(
        frame, language, [*columns, "lacking_pct"], "query services_coverage"
    )
    rows = [
        row
        for row in stated_rows
        if row["lacking_pct"] is not None and row["nature"] != "projection"
    ]
    projections = sum(row["nature"] == "projection" for row in stated_rows)
    if projections and not rows:
        title = pick(
            language,
            "Sobre servicios y carencias solo hay proyecciones",
            "On services and deprivations there are only projections",
        )
        return theme.nothing(title, source=source, language=language)
    title = sentences.services(frame.filter(pl.col("nature") != "projection"), language)
    if not rows:
        return theme.nothing(title, source=source, language=language)
    several = len({row["document_id"] for row in rows}) > 1
    stated = pick(language, "Dicho por el plan", "Stated by the plan")
    computed = pick(language, "100 menos el acceso dicho", "100 minus the stated access")
    lines = [
        Line(
            text=_service_label(row, several, language),
            value=row["lacking_pct"],
            shown=percent(row["lacking_pct"], language, 1),
            series=computed if row["measures"] == "access" else stated,
            tooltip=lines_text(row),
        )
        for row in sorted(rows, key=lambda row: -row["lacking_pct"])
    ]
    return draw_lines(
        lines,
        {stated: theme.SERIES_COLOURS[0], computed: "#a6cbe3"},
        title=title,
        notes=[_projection_note(projections, language)] if projections else [],
        axis=pick(language, "Porcentaje con la carencia", "Percent with the deprivation"),
        language=language,
        source=source,
    )


def _projection_note(count: int, language: str) -> str:
    return pick(
        language,
        f"Sin dibujar: proyecciones del plan ({count}).",
        f"Not drawn: projections ({count}).",
    )


def _service_label(row: Mapping[str, Any], several: bool, language: str) -> str:
    name = label(row, "indicator", language) or row["indicator_id"]
    if row["measures"] == "access":
        name = pick(language, f"Fuera de: {name}", f"Not reached by: {name}")
    where = [row["place_name"] or ""]
    group = label(row, "population_group", language)
    if group:
        where.append(group.lower().replace("_", " "))
    if row.get("year") is not None:
        where.append(str(row["year"]))
    if several:
        where.append(row["document"])
    return f"{name} · {', '.join(part for part in where if part)}"
