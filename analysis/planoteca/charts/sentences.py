"""One sentence per frame that states what it shows: titles of the charts of commitments, places
and services. Those of quantities and baselines are in `number_sentences`."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from planoteca.charts import phrases
from planoteca.charts.formats import (
    amount,
    commitments,
    joined,
    label,
    number,
    percent,
    pick,
)
from planoteca.charts.phrases import Row
from planoteca.charts.spread_sentences import first_dimension, half
from planoteca.charts.theme import MANY_PLANS


def targets_by_dimension(frame: pl.DataFrame, language: str) -> str:
    """Where a plan (or all) puts most commitments; rows of query `targets_by_dimension`."""
    rows = [row for row in frame.to_dicts() if row["commitments"]]
    total = phrases.total(rows)
    if not total:
        return phrases.no_commitments(language)
    if phrases.plans(rows) > MANY_PLANS:
        return first_dimension(rows, language)
    counts = phrases.sum_by(rows, "dimension_id", "commitments")
    top = max(counts.values())
    leaders = [key for key, count in counts.items() if count == top]
    names = [phrases.dimension(rows, key, language) for key in leaders]
    who = phrases.owner(rows, language)
    if total == 1:
        where = phrases.of_dimension(names[0], leaders[0], language)
        return pick(
            language,
            f"El único compromiso de {who} es de {where}",
            f"The only commitment of {who} is of {where}",
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
    outcome = phrases.total(row for row in rows if row["measurability"] == "outcome")
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
    if not with_number or phrases.plans(rows) > MANY_PLANS:
        return sentence
    life = pick(language, "un cambio en la vida de las personas", "a change in people's conditions")
    if not outcome:
        one = pick(language, f", que no mide {life}", f", which does not measure {life}")
        none = pick(language, f", pero ninguno mide {life}", f", but none measures {life}")
        return sentence + (one if phrases.total(with_number) == 1 else none)
    if outcome == phrases.total(with_number):
        one = pick(language, f", y mide {life}", f", and it measures {life}")
        every = pick(language, f", y todos miden {life}", f", and all measure {life}")
        return sentence + (one if outcome == 1 else every)
    count = number(outcome, language)
    verb = pick(language, "mide" if outcome == 1 else "miden", "measure" + "s" * (outcome == 1))
    return f"{sentence}; {count} {verb} {life}"


def competence(rows: Sequence[Row], language: str) -> str:
    """How many commitments are outside; rows with `power`, one of the columns of query
    `competence_shares`."""
    if not rows:
        return pick(
            language,
            "Ningún compromiso está clasificado: no se conocen el lugar o los temas",
            "No commitment is classified: place or themes are not known",
        )
    where = pick(
        language,
        "fuera de la competencia del gobierno que se elige",
        "outside the power of the government to be elected",
    )
    one = pick(language, f"queda {where}", f"is {where}")
    several = pick(language, f"quedan {where}", f"are {where}")
    outside = [row for row in rows if row["power"] == "outside"]
    return _part_of(rows, outside, (one, several, one), language)


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
    if only is None or phrases.plans(rows) > MANY_PLANS:
        return sentence
    if phrases.total(dated) == 1:
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
    place = top["place_name"] or pick(language, "un lugar sin nombre", "a place without name")
    where = f"{place} ({top['document']})" if several else place
    if top["measures"] == "access":
        name = pick(language, f"fuera de «{name}»", f"not reached by “{name}”")
    return pick(
        language,
        f"La mayor carencia declarada es de {value}, en {where}: {name}",
        f"The largest deprivation stated is {value}, in {where}: {name}",
    )


def _part_of(
    rows: Sequence[Row], chosen: Sequence[Row], verbs: tuple[str, str, str], language: str
) -> str:
    """How many of all commitments are among the chosen; `verbs` for one, several and none."""
    total, count = phrases.total(rows), phrases.total(chosen)
    if not total:
        return phrases.no_commitments(language)
    if phrases.plans(rows) > MANY_PLANS:
        return half(rows, chosen, verbs, language)
    one, several, none = verbs
    who, of = phrases.owner(rows, language), commitments(total, language)
    if total == 1:
        no = "" if count else pick(language, "no ", "")
        verb = one if count else none
        if not count:
            first, rest = verb.split(" ", 1)
            verb = pick(language, verb, f"{'is not' if first == 'is' else 'does not have'} {rest}")
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
