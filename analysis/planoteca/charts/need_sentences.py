"""What the chart of salience against need says, in Spanish and English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from planoteca.charts.formats import (
    amount,
    counted,
    joined,
    label,
    lowered,
    number,
    percent,
    pick,
    unit_beside,
)

_SAME = 1e-6
Rows = Sequence[Mapping[str, Any]]


def few_title(rows: Rows, language: str) -> str:
    neediest = [row for row in rows if row["document_id"] == rows[0]["document_id"]]
    top = max(neediest, key=lambda row: row["share_pct"])
    value = value_text(top, language)
    share, mean = (percent(top[key], language) for key in ("share_pct", "mean_share_pct"))
    leading = [
        lowered(theme_name(row, language)) or ""
        for row in neediest
        if row["share_pct"] >= top["share_pct"] - _SAME
    ]
    themes = pick(language, "el tema con más compromisos es", "the theme with most commitments is")
    name = leading[0]
    if len(leading) > 1:
        themes = pick(
            language, "los temas con más compromisos son", "the themes with most commitments are"
        )
        name = joined(leading, language)
        share = pick(language, f"{share} cada uno", f"{share} each")
        mean = ""
    if top["plans"] == 1:
        return pick(
            language,
            f"{_indicator(top, language)} de {top['place_name']}: {value}; {themes} {name} "
            f"({share})",
            f"{_indicator(top, language)} of {top['place_name']}: {value}; {themes} {name} "
            f"({share})",
        )
    extreme = _extreme(rows, language)
    of_all = mean and pick(
        language, f"; media de los planes, {mean}", f"; mean of the plans, {mean}"
    )
    return pick(
        language,
        f"{_indicator(top, language)}: donde es {extreme} ({top['place_name']}, {value}), "
        f"{themes} {name}: {share}{of_all}",
        f"{_indicator(top, language)}: where it is {extreme} ({top['place_name']}, {value}), "
        f"{themes} {name}: {share}{of_all}",
    )


def many_title(rows: Rows, order: Rows, language: str) -> str:
    told = [row for row in order if abs(row["rank_correlation"]) >= by_chance(row["plans"])]
    indicator = _indicator(rows[0], language)
    if not told:
        return pick(
            language,
            f"{indicator}: ningún tema pesa más o menos donde es {_extreme(rows, language)} de "
            "lo que haría el azar",
            f"{indicator}: no theme weighs more or less where it is {_extreme(rows, language)} "
            "than by chance",
        )
    parts = []
    for row, es, en in ((told[0], "más a", "more to"), (told[-1], "menos a", "less to")):
        if (row["rank_correlation"] > 0) == (es == "más a"):
            name = f"{lowered(theme_name(row, language))} (ρ {rho(row, language)})"
            parts.append(f"{pick(language, es, en)} {name}")
    extreme = _extreme(rows, language)
    return pick(
        language,
        f"{indicator}: donde es {extreme}, los planes dan {joined(parts, language)}",
        f"{indicator}: where it is {extreme}, plans give {joined(parts, language)}",
    )


def note(row: Mapping[str, Any], language: str, few: bool) -> str:
    plans = counted(row["plans"], language, ("plan", "planes"), ("plan", "plans"))
    measure = pick(
        language,
        "ρ: correlación de rangos de Spearman entre la parte del tema y la necesidad",
        "ρ: Spearman's rank correlation between the theme's share and the need",
    )
    if not few:
        limit = number(by_chance(row["plans"]), language)
        return pick(
            language,
            f"{measure} en {plans}. En gris, lo que puede ser azar: |ρ| menor que {limit} (5 %, "
            "cada tema por sí solo).",
            f"{measure} in {plans}. Grey: what may be chance, |ρ| below {limit} (5%, each theme by "
            "itself).",
        )
    shares = pick(
        language,
        "Porcentaje de los compromisos de cada plan; el que tiene varios temas se reparte.",
        "Percent of each plan's commitments; one with several themes is divided among them.",
    )
    if row["plans"] < 3:
        return shares
    return pick(
        language,
        f"{shares} {measure} en {plans}: con tan pocos puede ser azar.",
        f"{shares} {measure} in {plans}: with so few it may be chance.",
    )


def basis_note(rows: Rows, language: str) -> list[str]:
    """Whose the figures are that are not official ones of the places themselves."""
    bases = Counter({row["document_id"]: row["need_basis"] for row in rows}.values())
    parts = []
    if bases["stated"]:
        count = number(bases["stated"], language)
        parts.append(
            pick(language, f"dicha por el plan, {count}", f"as the plan states it, {count}")
        )
    if bases["province"]:
        count = number(bases["province"], language)
        parts.append(pick(language, f"de su provincia, {count}", f"of their province, {count}"))
    if not parts:
        return []
    return [
        pick(language, "Cifra de la necesidad: ", "Figure of the need: ") + "; ".join(parts) + "."
    ]


def value_text(row: Mapping[str, Any], language: str) -> str:
    unit = unit_beside(row, language)
    return amount(row["need_value"], unit, language, 1 if unit else 3)


def theme_name(row: Mapping[str, Any], language: str) -> str:
    return label(row, "theme", language) or str(row["theme_id"])


def rho(row: Mapping[str, Any], language: str) -> str:
    return number(row["rank_correlation"], language)


def by_chance(plans: int) -> float:
    """What |rho| chance alone stays below 19 times in 20: rho has variance 1 / (n - 1)."""
    return 1.96 / sqrt(plans - 1)


def _extreme(rows: Rows, language: str) -> str:
    """Which values are the need: the rows begin with the neediest place."""
    if rows[0]["need_value"] >= rows[-1]["need_value"]:
        return pick(language, "mayor", "highest")
    return pick(language, "menor", "lowest")


def _indicator(row: Mapping[str, Any], language: str) -> str:
    return label(row, "indicator", language) or str(row["indicator_id"])
