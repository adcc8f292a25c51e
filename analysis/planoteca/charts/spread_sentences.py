"""Sentences on many plans: the median of a share, and how many plans have none or come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from planoteca.charts import phrases
from planoteca.charts.formats import number, percent, pick
from planoteca.charts.phrases import Row


def half(
    rows: Sequence[Row], chosen: Sequence[Row], verbs: tuple[str, str, str], language: str
) -> str:
    """The median over many plans, and how many plans have none."""
    totals = phrases.sum_by(rows, "document_id", "commitments")
    counts = phrases.sum_by(chosen, "document_id", "commitments")
    shares = [100 * counts[plan] / total for plan, total in totals.items() if total]
    middle, none = median(shares), sum(share == 0 for share in shares)
    plans = number(len(shares), language)
    if not middle:
        return pick(
            language,
            f"En {number(none, language)} de {plans} planes ningún compromiso {verbs[2]}",
            f"In {number(none, language)} of {plans} plans no commitment {verbs[2]}",
        )
    without = number(none, language)
    rest = pick(language, f"; en {without}, ninguno", f"; in {without}, none") if none else ""
    return pick(
        language,
        f"En la mitad de {plans} planes, {percent(middle, language)} de los compromisos o menos "
        f"{verbs[1]}{rest}",
        f"In half of {plans} plans {percent(middle, language)} of the commitments or fewer "
        f"{verbs[1]}{rest}",
    )


def first_dimension(rows: Sequence[Row], language: str) -> str:
    """Which dimension comes first in most of many plans, and the median of its share."""
    plans: dict[str, Counter[Any]] = {}
    for row in rows:
        plans.setdefault(row["document_id"], Counter())[row["dimension_id"]] += row["commitments"]
    firsts: Counter[Any] = Counter()
    for counts in plans.values():
        firsts.update(key for key, count in counts.items() if count == max(counts.values()))
    key = max(firsts, key=lambda key: firsts[key])
    middle = percent(
        median(100 * counts[key] / counts.total() for counts in plans.values()), language
    )
    times, of = number(firsts[key], language), number(len(plans), language)
    name = phrases.of_dimension(phrases.dimension(rows, key, language), key, language)
    name = name[:1].upper() + name[1:]
    return pick(
        language,
        f"{name} va primero en {times} de {of} planes; la mediana de su parte es {middle}",
        f"{name} comes first in {times} of {of} plans; the median of its share is {middle}",
    )
