"""One sentence per frame that states what it shows: chart titles and the text of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from planoteca.charts.formats import (
    amount,
    commitments,
    counted,
    joined,
    label,
    lowered,
    number,
    percent,
    pick,
)


def targets_by_dimension(frame: pl.DataFrame, language: str) -> str:
    """Where a plan (or all) puts most commitments; rows of query `targets_by_dimension`."""
    rows = frame.to_dicts()
    total = _total(rows)
    if not total:
        return no_commitments(language)
    counts = _sum_by(rows, "dimension_id")
    top = max(counts.values())
    leaders = [key for key, count in counts.items() if count == top]
    share = percent(100 * top / total, language)
    owner, of = _owner(rows, language), commitments(total, language)
    if leaders == [None]:
        return pick(
            language,
            f"{share} de los {of} de {owner} van bajo otro eje, sin dimensión",
            f"{share} of the {of} of {owner} are under another axis, without a dimension",
        )
    names = [lowered(_label_of(rows, "dimension", key, language)) or key for key in leaders if key]
    if len(leaders) > 1:
        where = joined(names, language)
        return pick(
            language,
            f"Las dimensiones con más compromisos de {owner} son {where}: {share} cada una",
            f"The dimensions with most commitments of {owner} are {where}: {share} each",
        )
    return pick(
        language,
        f"La dimensión {names[0]} concentra {share} de los {of} de {owner}",
        f"The {names[0]} dimension has {share} of the {of} of {owner}",
    )


def measurability(frame: pl.DataFrame, language: str) -> str:
    """How many commitments have a number that measures them; rows of query `measurability`."""
    rows = frame.to_dicts()
    total = _total(rows)
    if not total:
        return no_commitments(language)
    counts = _sum_by(rows, "measurability")
    outcome, output = counts.get("outcome", 0), counts.get("output", 0)
    owner, of = _owner(rows, language), commitments(total, language)
    if not outcome + output:
        return pick(
            language,
            f"Ninguno de los {of} de {owner} tiene un número que lo mida",
            f"None of the {of} of {owner} has a number that measures it",
        )
    measured = percent(100 * (outcome + output) / total, language)
    changes = percent(100 * outcome / total, language)
    if not outcome:
        return pick(
            language,
            f"{measured} de los {of} de {owner} tienen un número, pero ninguno mide un cambio en "
            "la vida de las personas",
            f"{measured} of the {of} of {owner} have a number, but none measures a change in "
            "people's conditions",
        )
    return pick(
        language,
        f"{measured} de los {of} de {owner} tienen un número; {changes} mide un cambio en la vida "
        "de las personas",
        f"{measured} of the {of} of {owner} have a number; {changes} measure a change in "
        "people's conditions",
    )


def deadlines(frame: pl.DataFrame, language: str) -> str:
    """How many commitments say by when; rows of query `deadlines`."""
    rows = frame.to_dicts()
    total = _total(rows)
    if not total:
        return no_commitments(language)
    dated = [row for row in rows if row["deadline"] is not None]
    owner, of = _owner(rows, language), commitments(total, language)
    if not dated:
        return pick(
            language,
            f"Ninguno de los {of} de {owner} tiene plazo",
            f"None of the {of} of {owner} has a deadline",
        )
    years = {row["deadline_year"] for row in dated}
    only = next(iter(years)) if len(years) == 1 else None
    when = "" if only is None else pick(language, f", siempre {only}", f", always {only}")
    count = _total(dated)
    if count == total:
        return pick(
            language,
            f"Los {of} de {owner} tienen plazo{when}",
            f"All {of} of {owner} have a deadline{when}",
        )
    share = percent(100 * count / total, language)
    return pick(
        language,
        f"{share} de los {of} de {owner} tienen plazo{when}",
        f"{share} of the {of} of {owner} have a deadline{when}",
    )


def comparators(frame: pl.DataFrame, language: str) -> str:
    """The terms most quantities are set in; rows of query `quantities_by_comparator`."""
    rows = frame.to_dicts()
    counts = _sum_by(rows, "comparator_id", "quantities")
    total = sum(counts.values())
    if not total:
        return pick(
            language,
            "Ningún compromiso da una cantidad",
            "No commitment states a quantity",
        )
    key = max(counts, key=lambda key: counts[key])
    name = _label_of(rows, "comparator", key, language)
    owner, top = _owner(rows, language), number(counts[key], language)
    if counts[key] == total:
        return pick(
            language,
            f"Las {_quantities(total, language)} de {owner} son todas del tipo «{name}»",
            f"All {_quantities(total, language)} of {owner} are of the type “{name}”",
        )
    return pick(
        language,
        f"{top} de las {_quantities(total, language)} de {owner} son del tipo «{name}»",
        f"{top} of the {_quantities(total, language)} of {owner} are of the type “{name}”",
    )


def statistics_by_place(rows: Sequence[Mapping[str, Any]], unit: str, language: str) -> str:
    """The place with the highest value of the first indicator among rows of `statistics`."""
    first = rows[0]["indicator_id"]
    own = [row for row in rows if row["indicator_id"] == first]
    top = max(own, key=lambda row: row["value"])
    name = label(top, "indicator", language) or first
    value = amount(top["value"], unit, language)
    return pick(
        language,
        f"{name}: el valor más alto es el de {top['place']}, {value}",
        f"{name}: the highest value is that of {top['place']}, {value}",
    )


def population(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    """The most populous place, or the change of the only one, among rows with `place`, `year`."""
    places = {row["place"] for row in rows}
    dated = sorted((r for r in rows if r["year"] is not None), key=lambda row: int(row["year"]))
    people = pick(language, "habitantes", "inhabitants")
    if len(places) == 1 and len(dated) > 1:
        first, last = dated[0], dated[-1]
        old, new = number(first["value"], language), number(last["value"], language)
        return pick(
            language,
            f"{first['place']}: de {old} {people} en {first['year']} a {new} en {last['year']}",
            f"{first['place']}: from {old} {people} in {first['year']} to {new} in {last['year']}",
        )
    latest = dated[-1]["year"] if dated else None
    top = max((r for r in rows if r["year"] == latest), key=lambda row: row["value"])
    value = f"{number(top['value'], language)} {people}"
    when = "" if latest is None else pick(language, f" en {latest}", f" in {latest}")
    return pick(
        language,
        f"El lugar más poblado es {top['place']}: {value}{when}",
        f"The most populous place is {top['place']}: {value}{when}",
    )


def services(frame: pl.DataFrame, language: str) -> str:
    """The largest lack that the plans state; rows of query `services_coverage`."""
    rows = [row for row in frame.to_dicts() if row["lacking_pct"] is not None]
    if not rows:
        return pick(
            language,
            "No hay cifras de servicios básicos ni de carencias",
            "There are no figures on basic services or deprivations",
        )
    top = max(rows, key=lambda row: row["lacking_pct"])
    name = label(top, "indicator", language) or top["indicator_id"]
    value = percent(top["lacking_pct"], language, 1)
    several = len({row["document_id"] for row in rows}) > 1
    where = f"{top['place_name']} ({top['document']})" if several else top["place_name"]
    if top["measures"] == "access":
        name = pick(language, f"fuera de «{name}»", f"not reached by “{name}”")
    return pick(
        language,
        f"La mayor carencia declarada es de {value}, en {where}: {name}",
        f"The largest deprivation stated is {value}, in {where}: {name}",
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
    owner, several = _owner(rows, language), len(rows) > 1
    count = commitments(len({row["commitment_id"] for row in rows}), language)
    verb = pick(language, "dicen", "say") if several else pick(language, "dice", "says")
    sentence = pick(
        language,
        f"{count} de {owner} {verb} de dónde {'parten' if several else 'parte'}",
        f"{count} of {owner} {verb} where {'they start' if several else 'it starts'} from",
    )
    moves = [r for r in rows if r["change_points"] is not None and r["unit_id"] == "percent"]
    if not moves:
        return sentence
    top = max(moves, key=lambda row: abs(row["change_points"]))
    start = number(top["baseline_start"], language, 1)
    end = percent(top["target_value"], language, 1)
    subject = label(top, "subject", language) or label(top, "statement", language)
    return sentence + pick(
        language,
        f"; el mayor cambio va de {start} a {end}: {subject}",
        f"; the largest change goes from {start} to {end}: {subject}",
    )


def quantified_targets(frame: pl.DataFrame, language: str) -> str:
    """The values promised in percent; rows of view `plan_quantity`."""
    rows = [row for row in frame.to_dicts() if row["unit_id"] == "percent"]
    if not rows:
        return pick(
            language,
            "Ningún compromiso se fija en porcentaje",
            "No commitment is set as a percentage",
        )
    owner = _owner(rows, language)
    full = sum(row["value"] == 100 for row in rows)
    of = counted(
        len(rows), language, ("cantidad", "cantidades"), ("quantity", "quantities")
    ) + pick(language, " en porcentaje", " in percent")
    if full > 1 and full < len(rows):
        hundred = percent(100, language)
        return pick(
            language,
            f"{full} de las {of} de {owner} son {hundred}",
            f"{full} of the {of} of {owner} are {hundred}",
        )
    values = [row["value"] for row in rows]
    low, high = number(min(values), language), percent(max(values), language, 2)
    if min(values) == max(values):
        if len(rows) == 1:
            return pick(
                language,
                f"La única {of[2:]} de {owner} es {high}",
                f"The only {of[2:]} of {owner} is {high}",
            )
        return pick(
            language, f"Las {of} de {owner} son todas {high}", f"All {of} of {owner} are {high}"
        )
    return pick(
        language,
        f"Las {of} de {owner} van de {low} a {high}",
        f"The {of} of {owner} go from {low} to {high}",
    )


def no_commitments(language: str) -> str:
    """The sentence for a plan or corpus without commitments."""
    return pick(language, "No hay compromisos codificados", "There are no coded commitments")


def _owner(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    """The plan's title when there is one plan, else how many there are."""
    plans = {row["document_id"]: row["document"] for row in rows}
    if len(plans) == 1:
        return str(next(iter(plans.values())))
    return pick(language, f"{len(plans)} planes", f"{len(plans)} plans")


def _total(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(row["commitments"] for row in rows)


def _sum_by(
    rows: Iterable[Mapping[str, Any]], key: str, count: str = "commitments"
) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for row in rows:
        counts[row[key]] += row[count]
    return counts


def _label_of(rows: Iterable[Mapping[str, Any]], name: str, key: str, language: str) -> str:
    row = next(row for row in rows if row[f"{name}_id"] == key)
    return label(row, name, language) or key


def _quantities(value: int, language: str) -> str:
    return counted(value, language, ("cantidad", "cantidades"), ("quantity", "quantities"))
