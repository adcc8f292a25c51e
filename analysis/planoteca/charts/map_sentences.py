"""What the title and the notes of a map say, in Spanish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planoteca.charts.formats import amount, commitments, counted, label, lowered, number, pick


def title(
    shown: Sequence[Mapping[str, Any]], valued: Sequence[Mapping[str, Any]], language: str
) -> str:
    """Where the indicator is lowest and highest; without figures, where most is promised."""
    places = counted(len(shown), language, ("lugar", "lugares"), ("place", "places"))
    if len({row["indicator_value"] for row in valued}) > 1:
        low, high = (
            pick_end(valued, key=lambda row: (row["indicator_value"], row["place_id"]))
            for pick_end in (min, max)
        )
        ends = [
            f"{amount(row['indicator_value'], row.get('unit_symbol'), language, 1)} "
            f"({row['place_name']})"
            for row in (low, high)
        ]
        name = label(valued[0], "indicator", language)
        return pick(
            language,
            f"{name}: de {ends[0]} a {ends[1]} en los {places} con plan y cifra"
            if len(valued) == len(shown)
            else f"{name}: de {ends[0]} a {ends[1]}; {len(valued)} de {places} con plan tienen "
            "cifra",
            f"{name}: from {ends[0]} to {ends[1]} in the {places} with a plan and a figure"
            if len(valued) == len(shown)
            else f"{name}: from {ends[0]} to {ends[1]}; {len(valued)} of {places} with a plan have "
            "a figure",
        )
    total = commitments(sum(row["commitments"] for row in shown), language)
    first = shown[0]
    if len(shown) == 1:
        return pick(
            language, f"{total} en {first['place_name']}", f"{total} in {first['place_name']}"
        )
    most = f"{first['place_name']} ({number(first['commitments'], language)})"
    return pick(
        language,
        f"{total} en {places} con plan; donde más, {most}",
        f"{total} in {places} with a plan; most in {most}",
    )


def indicator(
    shown: Sequence[Mapping[str, Any]], valued: Sequence[Mapping[str, Any]], language: str
) -> list[str]:
    """Whose figures the colours are, and how many places have none."""
    name = lowered(label(shown[0], "indicator", language))
    if not valued:
        return [
            pick(
                language,
                f"Ningún lugar tiene cifra de {name}: el color es la dimensión con más "
                "compromisos.",
                f"No place has a figure of {name}: colour is the dimension with most commitments.",
            )
        ]
    stated = sum(row["indicator_basis"] == "stated" for row in valued)
    basis = pick(
        language,
        f"Cifras oficiales: {len(valued) - stated}; según los planes: {stated}.",
        f"Official figures: {len(valued) - stated}; as plans state them: {stated}.",
    )
    if stated in {0, len(valued)}:
        basis = pick(
            language,
            "Las cifras son las que dan los planes." if stated else "Las cifras son oficiales.",
            "Figures are as plans state them." if stated else "Figures are official.",
        )
    notes = [basis]
    if len(valued) < len(shown):
        without = number(len(shown) - len(valued), language)
        notes.append(
            pick(language, f"En gris, sin cifra: {without}.", f"Grey, without a figure: {without}.")
        )
    return notes


def missing(
    rows: Sequence[Mapping[str, Any]], located: Sequence[Mapping[str, Any]], language: str
) -> str:
    """How many places of `rows` are not among the `located`; empty when none."""
    places = len(rows) - len(located)
    if not places:
        return ""
    plans = sum(row["plans"] for row in rows) - sum(row["plans"] for row in located)
    counts = (
        counted(places, language, ("lugar", "lugares"), ("place", "places")),
        counted(plans, language, ("plan", "planes"), ("plan", "plans")),
    )
    return pick(
        language,
        f"Fuera del mapa, sin coordenadas: {counts[0]} ({counts[1]}).",
        f"Not on the map, without coordinates: {counts[0]} ({counts[1]}).",
    )
