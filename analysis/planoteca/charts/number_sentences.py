"""One sentence per frame that states what it shows: titles of the charts of quantities, targets
with a baseline, and figures of plans beside official ones."""

from __future__ import annotations

import polars as pl

from planoteca.charts.formats import (
    amount,
    commitments,
    counted_quantities,
    joined,
    label,
    lowered,
    number,
    percent,
    pick,
    unit_of,
)
from planoteca.charts.phrases import label_of, owner, sum_by


def comparators(frame: pl.DataFrame, language: str) -> str:
    """The terms most quantities are set in; rows of query `quantities_by_comparator`."""
    rows = [row for row in frame.to_dicts() if row["quantities"]]
    counts = sum_by(rows, "comparator_id", "quantities")
    total = sum(counts.values())
    if not total:
        return pick(
            language, "Ningún compromiso da una cantidad", "No commitment states a quantity"
        )
    top = max(counts.values())
    leaders = [key for key, count in counts.items() if count == top]
    names = [_quoted(label_of(rows, "comparator", key, language), language) for key in leaders]
    name, who = joined(names, language), owner(rows, language)
    of = counted_quantities(total, language)
    if total == 1:
        return pick(
            language,
            f"La única cantidad de {who} es del tipo {name}",
            f"The only quantity of {who} is of the type {name}",
        )
    if top == total:
        return pick(
            language,
            f"Las {of} de {who} son todas del tipo {name}",
            f"All {of} of {who} are of the type {name}",
        )
    shown = number(top, language)
    if len(leaders) > 1:
        return pick(
            language,
            f"Los tipos más frecuentes entre las {of} de {who} son {name}: {shown} de cada uno",
            f"The most frequent types among the {of} of {who} are {name}: {shown} of each",
        )
    verb = pick(language, "es" if top == 1 else "son", "is" if top == 1 else "are")
    return pick(
        language,
        f"{shown} de las {of} de {who} {verb} del tipo {name}",
        f"{shown} of the {of} of {who} {verb} of the type {name}",
    )


def quantified_targets(frame: pl.DataFrame, unit_id: str, language: str) -> str:
    """The values promised in a unit, without those that have a baseline; query `quantity_list`."""
    of_unit = [row for row in frame.to_dicts() if row["unit_id"] == unit_id]
    rows = [row for row in of_unit if not row.get("has_baseline")]
    if not rows:
        return _no_values(unit_id, bool(of_unit), language)
    unit = None if unit_id == "count" else unit_of(rows[0], language)
    who = owner(rows, language)
    if unit_id == "percent":
        what = pick(language, " en porcentaje", " in percent")
    else:
        name = lowered(label(rows[0], "unit", language)) or unit_id
        if unit_id == "count":
            name = pick(language, "unidades", "units")
        what = pick(language, f" en {name}", f" in {name}")
    if len(rows) < len(of_unit):
        what += pick(language, " sin línea de base", " without a baseline")
    values = [row["value"] for row in rows]
    low, high = number(min(values), language), amount(max(values), unit, language)
    if len(rows) == 1:
        return pick(
            language,
            f"La única cantidad{what} de {who} es {high}",
            f"The only quantity{what} of {who} is {high}",
        )
    of = counted_quantities(len(rows), language) + what
    if min(values) == max(values):
        return pick(
            language, f"Las {of} de {who} son todas {high}", f"All {of} of {who} are {high}"
        )
    full = sum(value == 100 for value in values)
    if unit_id == "percent" and full > 1:
        hundred = percent(100, language)
        return pick(
            language,
            f"{full} de las {of} de {who} son {hundred}",
            f"{full} of the {of} of {who} are {hundred}",
        )
    return pick(
        language,
        f"Las {of} de {who} van de {low} a {high}",
        f"The {of} of {who} go from {low} to {high}",
    )


def targets_and_baselines(frame: pl.DataFrame, language: str) -> str:
    """How many targets say where they start, and the largest move; `targets_with_baseline`."""
    rows = [row for row in frame.to_dicts() if row["baseline_value"] is not None]
    if not rows:
        return pick(
            language,
            "Ningún compromiso dice de dónde parte",
            "No commitment says where it starts from",
        )
    ids = len({row["commitment_id"] for row in rows})
    count, who = commitments(ids, language), owner(rows, language)
    sentence = pick(
        language,
        f"{count} de {who} {'dice' if ids == 1 else 'dicen'} de dónde "
        f"{'parte' if ids == 1 else 'parten'}",
        f"{count} of {who} {'says where it starts' if ids == 1 else 'say where they start'} from",
    )
    moves = [r for r in rows if r["change_points"] is not None and r["unit_id"] == "percent"]
    if not moves:
        return sentence
    top = max(moves, key=lambda row: abs(row["change_points"]))
    if top["baseline_start"] is None:
        return sentence
    start = number(top["baseline_start"], language, 1)
    end = percent(top["baseline_start"] + top["change_points"], language, 1)
    subject = label(top, "subject", language) or label(top, "statement", language)
    largest = pick(language, "; el mayor cambio va", "; the largest change goes")
    if len(moves) == 1:
        largest = pick(language, ", y va" if ids == 1 else "; uno va", "; one goes")
        if ids == 1:
            largest = pick(language, ": va", ": it goes")
    return sentence + pick(
        language,
        f"{largest} de {start} a {end}, {subject}",
        f"{largest} from {start} to {end}, {subject}",
    )


def ambition(shared: pl.DataFrame, language: str) -> str:
    """Who promises most on the indicator that most plans set a target on.

    `shared`: rows that `baselines.shared_targets` chose, the indicator with most plans first.
    """
    rows = shared.to_dicts()
    if not rows:
        return pick(
            language,
            "No hay dos planes con meta y línea de base sobre el mismo indicador",
            "No two plans have a target and a baseline on the same indicator",
        )
    first = [row for row in rows if row["indicator_id"] == rows[0]["indicator_id"]]
    top = max(first, key=lambda row: row["change"])
    name = lowered(label(top, "indicator", language)) or top["indicator_id"]
    plans = len({row["document_id"] for row in first})
    unit = unit_of(top, language)
    start = number(top["baseline_start"], language)
    end = amount(top["target_level"], unit, language)
    counted_plans = number(plans, language)
    return pick(
        language,
        f"{counted_plans} planes fijan una meta de {name}; la que más cambiaría es la de "
        f"{top['document']}: de {start} a {end}",
        f"{counted_plans} plans set a target on {name}; that of {top['document']} would change "
        f"most: from {start} to {end}",
    )


def _no_values(unit_id: str, have_baselines: bool, language: str) -> str:
    if unit_id != "percent":
        return pick(
            language,
            "Ningún compromiso se fija en esta unidad",
            "No commitment is set in this unit",
        )
    if have_baselines:
        return pick(
            language,
            "Ningún porcentaje queda sin línea de base",
            "No percentage is without a baseline",
        )
    return pick(
        language,
        "Ningún compromiso se fija en porcentaje",
        "No commitment is set as a percentage",
    )


def _quoted(name: str, language: str) -> str:
    name = name[:1].upper() + name[1:]
    return pick(language, f"«{name}»", f"“{name}”")
