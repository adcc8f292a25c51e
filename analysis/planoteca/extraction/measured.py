"""What a quantity of a commitment measures: an indicator, of which group, and where.

Strict where statistics are generous: every word of the number's clause must belong to the
indicator or to no indicator, or the target is left without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import polars as pl

from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.extraction import numbers
from planoteca.extraction.circumstances import find_group
from planoteca.extraction.comparators import is_start_level
from planoteca.extraction.indicators import Scope, index_of
from planoteca.extraction.lexicon import words
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.places_in_text import find_mentions
from planoteca.extraction.references import is_age_or_duration, is_reference
from planoteca.frames import MEASURED

# Which way an indicator must be good for a comparator to go with it: whoever 'reduces' a coverage,
# or reaches 'a share of' a lack, promises something else about the people the words name.
_ANY = frozenset({"higher_better", "lower_better", "neutral"})
_POLARITIES = {
    "reduce_by": _ANY - {"higher_better"},
    "reduce_to": _ANY - {"higher_better"},
    "increase_by": _ANY - {"lower_better"},
    "increase_to": _ANY - {"lower_better"},
    "achieve_share": frozenset({"higher_better"}),
    "reach": _ANY,
    "range_low": _ANY,
    "range_high": _ANY,
}
# Codes whose figures are not of one thing: what shares are taken of, and the general codes that
# name their crop or species in the context alone (CODEBOOK.md, section 9).
_NOT_ONE_MEASURE = frozenset(
    {"population", "population_share", "crop_area", "crop_production", "crop_yield"}
    | {"livestock_total", "other"}
)
_BREAK = re.compile(
    r"[.;:](?=\s|$)|,?\s(?:y|e)\s(?=\w+[aei]r\s)"
    r"|,?\s(?:mediante|a traves|por medio|gracias a|con la finalidad|con el fin)\b"
    r"|,?\spara\s(?=\w+[aei]r\s)"
)
# A share of places ('80 % de los distritos') is no share of the people who live in them.
_PLACES_COUNTED = re.compile(
    r"(?<!\ben )(?<!\ben las )(?<!\ben los )\b(?:zonas|distritos|provincias|regiones|areas)\b"
)
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 6
# Words that say how, when or of whom, and not what, a target measures.
_PLAIN_WORDS = """
    reducir reduccion reduzca reducira reducido disminuir disminucion disminuye disminuido bajar
    baje descenso descender erradicar incrementar incremento incrementado aumentar aumento
    elevar eleve ampliar ampliacion mejorar mejora mejoramiento lograr logro logrado alcanzar
    alcance llegar llegue superar obtener conseguir garantizar asegurar brindar prestar proveer
    ofrecer llevar extender cubrir dotar contar contara cuenta cuente cuentan tener tiene tienen
    tendra tendran disponer dispone acceso acceder acceda accede gozar goza recibir recibe
    reciben atendida cobertura servicio nivel niveles tasa indice porcentaje porcentual
    proporcion incidencia prevalencia parte promedio meta menos minimo maximo hasta desde entre
    durante finalizar final termino terminar culminar cierre mandato gestion periodo gobierno
    ano anos anual anualmente primer segundo tercer cuarto cuatro sobre total toda todo
    poblacion poblador habitante persona familia hogar hogares vivienda casa nuestro nuestra
    ambito distrito distrital provincia provincial region regional rural rurales urbano urbana
    zona area mujer mujeres hombre varon varones para como este esta estas cada punto ciento
"""
_AGE_WORDS = "menor menores mayor mayores edad nino nina ninez infantil infantiles infancia"
_CHILDREN = re.compile(r"\b(?:nin[oa]s?|ninez|infan\w+)\b")
# Groups that 'niñas y niños' without an age may mean.
_YOUNG = frozenset({"children", "under_1", "under_3", "under_5", "age_6_35_months"})


@dataclass(frozen=True)
class Target:
    """What a quantity measures, by the words around it: indicator, group and place.

    `place` is (name, level) of a place other than the plan's own, None for the plan's own.
    """

    indicator: str
    group: str | None
    place: tuple[str, str] | None


Row = Mapping[str, Any]


def measured(coding: Coding, codebook: Codebook) -> pl.DataFrame:
    """Frame MEASURED: what linking needs of the words of commitments that may have a baseline.

    Whether the words of a quantity name something else too depends on where the plan is of, and is
    left to `place_target`.
    """
    may_link = pl.col("baseline_value").is_not_null() | (pl.col("measurability") == "outcome")
    promised = coding.commitments.filter(may_link).select("sequence", "statement", "baseline_value")
    rows = []
    for row in coding.quantities.join(promised, "sequence", maintain_order="left").to_dicts():
        statement, baseline = row["statement"], row["baseline_value"]
        found = _measure(statement, row, codebook)
        if found is not None or baseline is not None:
            starts = start_levels(statement) if baseline is not None else ()
            printed = any(number.value == baseline for number in starts)
            measure = found or (None, None, None)
            rows.append((row["sequence"], row["position"], *measure, printed))
    return pl.DataFrame(rows, MEASURED, orient="row")


def _measure(
    statement: str, quantity: Row, codebook: Codebook
) -> tuple[str, str | None, str] | None:
    """(indicator, group, phrase) of a quantity; None where its words name no indicator."""
    polarities = _POLARITIES.get(quantity["comparator"], frozenset[str]())
    if not polarities:
        return None
    phrase, indicator = _named(statement, quantity, codebook)
    if indicator is None or indicator in _NOT_ONE_MEASURE:
        return None
    if codebook["indicators"].rows[indicator]["polarity"] not in polarities:
        return None
    folded = fold(phrase)
    group = find_group(folded, "", codebook["population_groups"])
    if group is None and _CHILDREN.search(folded):
        group = "children"
    return None if _PLACES_COUNTED.search(folded) else (indicator, group, phrase)


def place_target(
    measured: Row, places: Iterable[Row], home: Row, codebook: Codebook
) -> Target | None:
    """What a row of MEASURED measures; None where its words name something else too.

    `places` lend the names of the places the plan speaks of (place_name, place_level), `home` the
    plan's own (place_name, level).
    """
    phrase, indicator, group = (
        measured[name] for name in ("phrase", "indicator", "population_group")
    )
    found = _places(phrase, places, home)
    if found is None:
        return None
    known = [home["place_name"] or "", *found, _AGE_WORDS if _is_of_age(group) else ""]
    others = _stems(fold(phrase)) - _expected(indicator, codebook) - _stems(fold(" ".join(known)))
    return None if others else Target(indicator, group, found or None)


def _named(statement: str, quantity: Row, codebook: Codebook) -> tuple[str, str | None]:
    """The part of a statement that is about a quantity, and the indicator it names.

    A subject that names another indicator leaves it open; where the number is not printed in the
    statement, the subject alone decides.
    """
    index, unit = index_of(codebook), quantity["unit"]

    def named(folded: str, scope: Scope) -> str | None:
        choice = index.choose(folded, index.matches(folded), unit, scope)
        return choice.indicator if choice else None

    subject = quantity["subject"] or ""
    of_subject = named(fold(subject), Scope.whole(subject))
    found = _clause(statement, quantity["value"])
    if found is None:
        return subject, of_subject
    clause, scope = found
    folded = fold(clause)
    indicator = named(folded, scope)
    end = scope.after(folded)[1] if scope.has_right else len(clause)
    phrase = clause[scope.before(folded)[0] : end]
    return phrase, indicator if of_subject in {None, indicator} else None


def _clause(statement: str, value: float) -> tuple[str, Scope] | None:
    """The clause in which a statement prints a number once, and what of it the number owns."""
    folded = fold(statement)
    found = [
        number
        for number in numbers.find(statement)
        if not (
            number.is_article  # 'a un 12 %'
            or is_reference(folded, number)
            or is_age_or_duration(folded, number)
        )
    ]
    starts = start_levels(statement)
    found = [number for number in found if number not in starts]
    printed = [number for number in found if number.value == value]
    if len(printed) != 1:
        return None
    number = printed[0]
    breaks = list(_BREAK.finditer(folded))
    low = max((m.end() for m in breaks if m.end() <= number.start), default=0)
    high = min((m.start() for m in breaks if m.start() >= number.end), default=len(folded))
    left = max((n.end for n in found if low <= n.start and n.end <= number.start), default=low)
    right = min((n.start for n in found if number.end <= n.start < high), default=high)
    return statement[low:high], Scope(
        left - low,
        number.start - low,
        number.end - low,
        number.end - low,
        right - low,
        has_left=left > low,
        has_right=right < high,
    )


def start_levels(statement: str) -> list[Number]:
    """The numbers a promised change leaves from: 34 in 'de 34 % a 20 %'."""
    folded = fold(statement)
    found = [n for n in numbers.find(statement) if not is_reference(folded, n)]
    return [a for a, b in pairwise(found) if is_start_level(folded, a, b)]


def _places(
    phrase: str, statistics: Iterable[Row], home: Row
) -> tuple[str, str] | tuple[()] | None:
    """The place other than the plan's own that a phrase names, () where it names none.

    None where it names several, or one without saying which ('en el distrito' of a province).
    """
    own = (fold(home["place_name"] or ""), home["level"])
    mentions = find_mentions(phrase)
    if any(not mention.name and mention.level != own[1] for mention in mentions):
        return None
    found = {(fold(mention.name), mention.level) for mention in mentions if mention.name}
    printed = f" {' '.join(words(phrase))} "
    named = {name for name, _ in found} | {own[0]}
    for row in statistics:
        name = fold(row["place_name"] or "")
        if name and name not in named and f" {name} " in printed:
            found.add((name, row["place_level"]))
    others = sorted(found - {own})
    return None if len(others) > 1 else (others[0] if others else ())


def _is_of_age(group: str | None) -> bool:
    return group is not None and (group == "children" or re.search(r"\d", group) is not None)


@lru_cache(maxsize=1024)
def _expected(indicator: str, codebook: Codebook) -> frozenset[str]:
    """Stems of the words that belong to an indicator, or to no indicator."""
    return frozenset(_stems(fold(" ".join(_texts(indicator, codebook)))) | _PLAIN)


def _texts(indicator: str, codebook: Codebook) -> tuple[str, ...]:
    """What the vocabulary says of an indicator: spellings, label, description."""
    vocabulary = codebook["indicators"]
    row = vocabulary.rows[indicator]
    return (*vocabulary.variants(indicator), row["label_es"], row["description_es"])


def _stems(folded: str) -> set[str]:
    return {word.removesuffix("s")[:_STEM] for word in _WORD.findall(folded)}


_PLAIN = _stems(_PLAIN_WORDS)


def is_group(stated: str | None, target: Target, codebook: Codebook) -> bool:
    """Whether a statistic of a group is about the people of a target.

    An indicator that is itself defined on a group ('menores de cinco años') need not name it.
    Children without an age are whichever young children the figure is of.
    """
    inherent, is_of_children = _people(target.indicator, codebook)
    wanted, found = (None if group == inherent else group for group in (target.group, stated))
    if wanted == "children" and found != wanted:
        return found in _YOUNG or (found is None and is_of_children)
    return wanted == found


@lru_cache(maxsize=1024)
def _people(indicator: str, codebook: Codebook) -> tuple[str | None, bool]:
    """The group an indicator is itself defined on, and whether it is of children."""
    texts = [fold(text) for text in _texts(indicator, codebook)]
    inherent = find_group(texts[-1], "", codebook["population_groups"])
    return inherent, any(map(_CHILDREN.search, texts))
