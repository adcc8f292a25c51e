"""Where targets start and where they would go; the plans' figures beside the official ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import number_sentences as sentences
from planoteca.charts import theme
from planoteca.charts.dumbbells import Dumbbell, Kind, Mark, draw_dumbbells
from planoteca.charts.formats import amount, label, lines_text, pick, unit_of
from planoteca.charts.lines import MAX_LINES

CHANGES = ("reduce_by", "increase_by")
_BLUE, _VERMILION = theme.SERIES_COLOURS[:2]


def targets_and_baselines(
    frame: pl.DataFrame, *, unit_id: str | None = None, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """Where each target starts and where it would go, on the target's own scale.

    `frame`: query `targets_with_baseline` or `target_ambition`. A line joins baseline and target
    when the baseline is on the target's scale; a hollow diamond marks one that is only related. A
    target that is a change ("reduce by") is drawn where it would end, when `target_level` tells;
    else its value is written beside the baseline. One unit is drawn (`unit_id`, else the most
    frequent); others are counted in the subtitle. Of several plans the largest changes come first.
    """
    columns = ["commitment_id", "document_id", "document", "baseline_value", "baseline_start"]
    columns += ["target_value", "unit_id", "unit_symbol", "comparator_id", "change_points"]
    prepared = theme.prepare(frame, language, columns, "query targets_with_baseline")
    rows = [row for row in prepared if row["baseline_value"] is not None]
    title = sentences.targets_and_baselines(frame, language)
    units = [row["unit_id"] for row in rows]
    unit = unit_id or (max(dict.fromkeys(units), key=units.count) if units else None)
    chosen = [row for row in rows if row["unit_id"] == unit]
    if not chosen:
        return theme.nothing(title, source=source, language=language)
    several = len({row["document_id"] for row in chosen}) > 1
    if several:
        chosen.sort(key=lambda row: -abs(row["change_points"] or 0))
    names = [subject(row, several, language) for row in chosen]
    return _draw(chosen, names, len(rows) - len(chosen), title, language, source)


def ambition(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """What several plans promise on the same indicator, from where to where, plan by plan.

    `frame`: query `target_ambition`. Drawn are the indicators that two plans or more set a target
    on, with a baseline on the target's scale; the indicator with most plans first.
    """
    columns = ["document_id", "document", "indicator_id", "baseline_start", "target_level"]
    columns += ["unit_id", "unit_symbol", "target_value", "comparator_id", "baseline_value"]
    theme.prepare(frame, language, columns, "query target_ambition")
    shared = shared_targets(frame)
    chosen = shared.to_dicts()
    title = sentences.ambition(shared, language)
    if not chosen:
        return theme.nothing(title, source=source, language=language)
    names = [f"{label(row, 'indicator', language)}: {row['document']}" for row in chosen]
    return _draw(chosen, names, 0, title, language, source)


def shared_targets(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of `target_ambition` that can be set beside another plan's on the same indicator.

    They have a baseline on the target's scale and a level where they end; most plans first, then
    the largest change.
    """
    known = frame.filter(
        pl.col("indicator_id").is_not_null()
        & pl.col("baseline_start").is_not_null()
        & pl.col("target_level").is_not_null()
    )
    plans = known.group_by("indicator_id", "unit_id").agg(
        pl.col("document_id").n_unique().alias("plans")
    )
    # One unit on one axis: that of most rows.
    shared = known.join(plans.filter(pl.col("plans") > 1), on=["indicator_id", "unit_id"])
    units = Counter(shared["unit_id"].to_list()).most_common(1)
    return (
        shared.filter(pl.col("unit_id").is_in([unit for unit, _ in units]))
        .with_columns((pl.col("target_level") - pl.col("baseline_start")).abs().alias("change"))
        .sort(
            ["plans", "indicator_id", "change", "document_id"],
            descending=[True, False, True, False],
        )
    )


def subject(row: Mapping[str, Any], several: bool, language: str) -> str:
    """What a target measures, else its statement; with its plan when there are several."""
    text = label(row, "subject", language) or label(row, "statement", language) or "–"
    return f"{text} · {row['document']}" if several else text


def other_units(count: int, language: str) -> list[str]:
    """The note on rows left out for their unit."""
    if not count:
        return []
    return [
        pick(
            language,
            f"Sin dibujar: {count} en otras unidades.",
            f"Not drawn: {count} in other units.",
        )
    ]


def more(count: int, language: str) -> list[str]:
    """The note on rows beyond those drawn."""
    return [pick(language, f"Y {count} más.", f"And {count} more.")] if count > 0 else []


def _draw(
    rows: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    left_out: int,
    title: str,
    language: str,
    source: str,
) -> alt.VConcatChart:
    unit = unit_of(rows[0], language) or ""
    baseline, related, target = kinds = _kinds(language)
    several = len({row["document_id"] for row in rows}) > 1
    dumbbells = [
        Dumbbell(
            name,
            _marks(row, kinds, unit, language),
            row["baseline_start"] is not None and _end(row) is not None,
            _details(row, unit, several, language),
        )
        for row, name in zip(rows[:MAX_LINES], names, strict=False)
    ]
    notes = [*other_units(left_out, language), *more(len(rows) - MAX_LINES, language)]
    if any(mark.kind is related for row in dumbbells for mark in row.marks):
        notes.append(
            pick(
                language,
                "Rombo: la línea de base mide algo relacionado, no lo mismo que la meta.",
                "Diamond: the baseline measures something related, not the same as the target.",
            )
        )
    if any(row.get("relation") == "complement" for row in rows[:MAX_LINES]):
        notes.append(
            pick(
                language,
                "* 100 menos la parte sin servicio o en carencia que da el plan.",
                "* 100 minus the share in want that the plan states.",
            )
        )
    return draw_dumbbells(
        dumbbells,
        [baseline, related, target],
        title=title,
        notes=notes,
        unit=unit,
        language=language,
        source=source,
    )


def _kinds(language: str) -> tuple[Kind, Kind, Kind]:
    return (
        Kind(pick(language, "Línea de base", "Baseline"), "circle", theme.PAPER, theme.INK),
        Kind(
            pick(language, "Línea de base relacionada", "Related baseline"),
            "diamond",
            theme.PAPER,
            _VERMILION,
        ),
        Kind(pick(language, "Meta", "Target"), "circle", _BLUE, _BLUE),
    )


def _end(row: Mapping[str, Any]) -> float | None:
    """Where a target ends on its scale; None for a change whose end cannot be told."""
    value = row.get("target_level") if row["comparator_id"] in CHANGES else row["target_value"]
    return None if value is None else float(value)


def _marks(row: Mapping[str, Any], kinds: Sequence[Kind], unit: str, language: str) -> list[Mark]:
    baseline, related, target = kinds
    start, end = row["baseline_start"], _end(row)
    value = amount(row["target_value"], unit, language)
    promised = pick(language, f"; cambio prometido: {value}", f"; change promised: {value}")
    suffix = "" if end is not None else promised
    marks = []
    if start is not None:
        complement = "*" if row.get("relation") == "complement" else ""
        shown = amount(round(start, 4), unit, language) + complement + suffix
        marks.append(Mark(baseline, start, shown))
    elif row["baseline_value"] is not None:
        shown = amount(row["baseline_value"], unit, language) + suffix
        marks.append(Mark(related, row["baseline_value"], shown))
    if end is not None:
        marks.append(Mark(target, end, amount(end, unit, language)))
    return marks


def _details(row: Mapping[str, Any], unit: str, several: bool, language: str) -> dict[str, str]:
    stated = row["baseline_value"]
    details = {
        "detail_statement": label(row, "statement", language) or "–",
        "detail_stated": "–" if stated is None else amount(stated, unit, language),
        "detail_where": lines_text(row),
    }
    return details | ({"detail_plan": row["document"]} if several else {})
