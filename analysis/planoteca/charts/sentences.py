"""One sentence per frame that states what it shows: titles of the charts of commitments, places
and services. Those of quantities and baselines are in `number_sentences`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

import polars as pl

from planoteca.charts.formats import (
    amount,
    commitments,
    joined,
    label,
    lowered,
    number,
    percent,
    pick,
)
from planoteca.charts.theme import MANY_PLANS

Row = Mapping[str, Any]


def targets_by_dimension(frame: pl.DataFrame, language: str) -> str:
    """Where a plan (or all) puts most commitments; rows of query `targets_by_dimension`."""
    rows = [row for row in frame.to_dicts() if row["commitments"]]
    total = _total(rows)
    if not total:
        return no_commitments(language)
    if _plans(rows) > MANY_PLANS:
        return _first_dimension(rows, language)
    counts = sum_by(rows, "dimension_id", "commitments")
    top = max(counts.values())
    leaders = [key for key, count in counts.items() if count == top]
    names = [_dimension(rows, key, language) for key in leaders]
    who = owner(rows, language)
    if total == 1:
        return pick(
            language,
            f"El único compromiso de {who} es de {_of_dimension(names[0], leaders[0], language)}",
            f"The only commitment of {who} is of {_of_dimension(names[0], leaders[0], language)}",
        )
    of, share = commitments(total, language), percent(100 * top / total, language)
    if len(leaders) > 1:
        where = joined(names, language)
        return pick(
            language,
            f"Las partes mayores de los {of} de {who} son {where}: {share} cada una",
            f"The largest parts of the {of} of {who} are {where}: {share} each",
        )
    return _leading(names[0], leaders[0], top == total, (who, of, share), language)


def _leading(
    name: str, key: str | None, is_all: bool, figures: tuple[str, str, str], language: str
) -> str:
    who, of, share = figures
    if key is None:
        return pick(
            language,
            f"{share} de los {of} de {who} van bajo otro eje, sin dimensión",
            f"{share} of the {of} of {who} are under another axis, without a dimension",
        )
    if is_all:
        return pick(
            language,
            f"Los {of} de {who} son todos de la dimensión {name}",
            f"All {of} of {who} are of the {name} dimension",
        )
    return pick(
        language,
        f"La dimensión {name} concentra {share} de los {of} de {who}",
        f"The {name} dimension has {share} of the {of} of {who}",
    )


def measurability(frame: pl.DataFrame, language: str) -> str:
    """How many commitments have a number that measures them; rows of query `measurability`."""
    rows = frame.to_dicts()
    with_number = [row for row in rows if row["measurability"] in {"outcome", "output"}]
    outcome = _total(row for row in rows if row["measurability"] == "outcome")
    measures = pick(language, "un número que lo mida", "a number that measures it")
    sentence = _part_of(
        rows,
        with_number,
        (
            pick(language, "tiene un número", "has a number"),
            pick(language, "tienen un número", "have a number"),
            pick(language, f"tiene {measures}", f"has {measures}"),
        ),
        language,
    )
    if not with_number or _plans(rows) > MANY_PLANS:
        return sentence
    life = pick(language, "un cambio en la vida de las personas", "a change in people's conditions")
    if not outcome:
        one = pick(language, f", que no mide {life}", f", which does not measure {life}")
        none = pick(language, f", pero ninguno mide {life}", f", but none measures {life}")
        return sentence + (one if _total(with_number) == 1 else none)
    if outcome == _total(with_number):
        one = pick(language, f", y mide {life}", f", and it measures {life}")
        every = pick(language, f", y todos miden {life}", f", and all measure {life}")
        return sentence + (one if outcome == 1 else every)
    count = number(outcome, language)
    verb = pick(language, "mide" if outcome == 1 else "miden", "measure" + "s" * (outcome == 1))
    return f"{sentence}; {count} {verb} {life}"


def deadlines(frame: pl.DataFrame, language: str) -> str:
    """How many commitments say by when; rows of query `deadlines`."""
    rows = frame.to_dicts()
    dated = [row for row in rows if row["deadline"] is not None and row["commitments"]]
    sentence = _part_of(
        rows,
        dated,
        (
            pick(language, "tiene plazo", "has a deadline"),
            pick(language, "tienen plazo", "have a deadline"),
            pick(language, "tiene plazo", "has a deadline"),
        ),
        language,
    )
    years = {row["deadline_year"] for row in dated}
    only = next(iter(years)) if len(years) == 1 else None
    if only is None or _plans(rows) > MANY_PLANS:
        return sentence
    if _total(dated) == 1:
        return f"{sentence}, {only}"
    return sentence + pick(language, f", siempre {only}", f", always {only}")


def statistics_by_place(rows: Sequence[Row], unit: str, language: str) -> str:
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


def population(rows: Sequence[Row], language: str) -> str:
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


def no_commitments(language: str) -> str:
    """The sentence for a plan or corpus without commitments."""
    return pick(language, "No hay compromisos codificados", "There are no coded commitments")


def owner(rows: Sequence[Row], language: str) -> str:
    """The plan's title when there is one plan, else how many there are."""
    plans = {row["document_id"]: row["document"] for row in rows}
    if len(plans) == 1:
        return str(next(iter(plans.values())))
    return pick(
        language, f"{number(len(plans), language)} planes", f"{number(len(plans), language)} plans"
    )


def sum_by(rows: Iterable[Row], key: str, count: str) -> Counter[Any]:
    """The sum of a column by the values of another."""
    counts: Counter[Any] = Counter()
    for row in rows:
        counts[row[key]] += row[count]
    return counts


def _part_of(
    rows: Sequence[Row], chosen: Sequence[Row], verbs: tuple[str, str, str], language: str
) -> str:
    """How many of all commitments are among the chosen; `verbs` for one, several and none."""
    total, count = _total(rows), _total(chosen)
    if not total:
        return no_commitments(language)
    if _plans(rows) > MANY_PLANS:
        return _half(rows, chosen, verbs, language)
    one, several, none = verbs
    who, of = owner(rows, language), commitments(total, language)
    if total == 1:
        no = "" if count else pick(language, "no ", "")
        verb = one if count else none
        if not count:
            verb = pick(language, verb, verb.replace("has a", "does not have a", 1))
        return pick(
            language,
            f"El único compromiso de {who} {no}{verb}",
            f"The only commitment of {who} {verb}",
        )
    if not count:
        return pick(
            language, f"Ninguno de los {of} de {who} {none}", f"None of the {of} of {who} {none}"
        )
    if count == total:
        return pick(language, f"Los {of} de {who} {several}", f"All {of} of {who} {several}")
    share, verb = percent(100 * count / total, language), one if count == 1 else several
    shown = number(count, language)
    return pick(
        language,
        f"{shown} de los {of} de {who} {verb} ({share})",
        f"{shown} of the {of} of {who} {verb} ({share})",
    )


def _half(
    rows: Sequence[Row], chosen: Sequence[Row], verbs: tuple[str, str, str], language: str
) -> str:
    """The median over many plans, and how many plans have none."""
    totals = sum_by(rows, "document_id", "commitments")
    counts = sum_by(chosen, "document_id", "commitments")
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


def _first_dimension(rows: Sequence[Row], language: str) -> str:
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
    name = _of_dimension(_dimension(rows, key, language), key, language)
    name = name[:1].upper() + name[1:]
    return pick(
        language,
        f"{name} va primero en {times} de {of} planes; la mediana de su parte es {middle}",
        f"{name} comes first in {times} of {of} plans; the median of its share is {middle}",
    )


def _dimension(rows: Iterable[Row], key: str | None, language: str) -> str:
    if key is None:
        return pick(language, "otro eje", "another axis")
    return label_of(rows, "dimension", key, language)


def _of_dimension(name: str, key: str | None, language: str) -> str:
    if key is None:
        return name
    return pick(language, f"la dimensión {name}", f"the {name} dimension")


def label_of(rows: Iterable[Row], name: str, key: str, language: str) -> str:
    """The label of a code among rows, as inside a sentence."""
    row = next(row for row in rows if row[f"{name}_id"] == key)
    return lowered(label(row, name, language)) or key


def _plans(rows: Iterable[Row]) -> int:
    return len({row["document_id"] for row in rows})


def _total(rows: Iterable[Row]) -> int:
    return sum(row["commitments"] for row in rows)
