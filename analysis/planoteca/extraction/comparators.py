"""What a number does to the quantity it measures: reduce by, reduce to, reach, count ...

The codes are those of `data/codebook/comparators.csv`; CODEBOOK.md defines them.
"""

from __future__ import annotations

import re

from planoteca.extraction.numbers import Number
from planoteca.extraction.units import MONEY

_MAX_DISTANCE = 160  # characters between a verb and the number it governs
_REDUCE = (
    r"redu(?:c|zc|j)\w*|dismin\w+|decre(?:c|m)\w+|erradi\w+|bajar\b|rebaj\w+|minimi[zc]\w+"
    r"|elimin\w+|abat\w+|contraer\b|recort\w+|desminu\w+"
)
_INCREASE = r"increment\w*|aument\w*|elev\w+|acrecent\w+|duplic\w+|subir\b|crec(?:er|imiento)\b"
_IMPROVE = r"mejor\w+|ampli\w+|promov\w+|promoc\w+|impuls\w+|potenci\w+|expan\w+|diversific\w+"
_CHANGE = re.compile(
    rf"\b(?:(?P<reduce>{_REDUCE})|(?P<increase>{_INCREASE})|(?P<improve>{_IMPROVE}))"
)
_BLOCK = re.compile(
    r"\b(?:mediante|traves|para que|cuenten|contaran|por medio|con (?:el|la|los|las)\b)"
    r"|\b(?:y|para|e)\s+(?:la\s+|el\s+)?(?:se\s+)?\w+(?:ar|er|ir|cion|ando|iendo)\b|\b\w{3,}(?:ando|iendo)\b"
)
_CLAUSE_BREAK = re.compile(r"[.;](?=\s|$)")
_MODIFIER = re.compile(
    r"\b(?:no\s+menos|al\s+menos|por\s+lo\s+menos|mas|menos|cerca|alrededor|un\s+promedio|un\s+minimo|como\s+minimo"
    r"|aproximadamente|un|el|una)(?:\s+del?)?(?:\s+un|\s+el)?\s+$"
)
_TO = re.compile(r"\b(?:al?|hasta(?:\s+con)?)\s+$|\bpor\s+debajo\s+del?\s+$")
_BY = re.compile(r"\b(?:en|por)\s+$")
_OF_GROUP = re.compile(r"\s+de\s+|\s+del\s+")
_LEVEL = re.compile(
    r"\b(?:(?:como|con una|una)\s+meta(?:\s+de)?|alcanz\w+|llegar\w*|llegu\w+|obtener|superar\w*"
    r"|rendimientos?|promedio|flujo)\b[^.;\d]{0,60}$"
)
_RATE = re.compile(r"\b(?:tasa|indice|ritmo|crecimiento|rentabilidad)\b[^.;\d]{0,60}$")
_PER_YEAR = re.compile(
    r"\s+(?:\w+\s+){1,3}(?:al ano|anual(?:es|mente)?|por ano|al mes|por hectarea)\b"
)
# People whom the municipality itself serves each year are counted, unlike its visitors.
_SERVED = re.compile(
    r"\s+(?!(?:turistas|visitantes|personas|habitantes|clientes)\b)\w+(?:es|os|as)\b"
)
_PRICE = re.compile(
    r"\b(?:precios?|ingresos?|jornal(?:es)?|sueldos?|salarios?|tarifas?|remuneracion(?:es)?|renta)\b"
    r"[^.;\d]{0,60}$"
)
TIMES = frozenset({"minutes", "hours", "days", "months", "years"})
_GOVERNED = re.compile(
    r"\s*(?:en\s+|de\s+|a\s+|al\s+)?(?:mas\s+de\s+|un\s+|unos\s+|otros\s+|hasta\s+)?"
)
_FROM = re.compile(r"\b(?:de|del|desde)\s+(?:un\s+|el\s+)?$")
_FROM_TO = re.compile(
    r"\s*(?:\([^)]*\)\s*|(?:en|al)\s+(?:el\s+)?(?:ano\s+)?\d{4}\s+)?(?:al?|hasta)\s+(?:un\s+|el\s+)?"
)


def comparator_of(folded: str, number: Number, unit: str) -> str:
    """The comparator id of a number of a folded commitment statement."""
    verb, tail = _governing_verb(folded, number)
    if number.range_end:
        kind = "reduce" if verb == "reduce" else "increase"
        return f"{kind}_to" if _leaves(folded, number) else f"range_{number.range_end}"
    before = _without_modifiers(folded[max(0, number.start - _MAX_DISTANCE) : number.start])
    if unit in {"percent", "per_thousand", "index"}:
        return _of_rate(folded, number, verb, before, unit)
    changes = verb in {"reduce", "increase"}
    is_level = _TO.search(before) is not None
    if changes and (is_level or _GOVERNED.fullmatch(tail) or _BY.search(before)):
        return f"{verb}_to" if is_level else f"{verb}_by"
    if unit in TIMES:
        return _of_time(verb, is_level=is_level)
    return _of_amount(folded, number, before, unit)


def _of_amount(folded: str, number: Number, before: str, unit: str) -> str:
    """What an amount without a verb of change is: a level to reach, a cost, or a count."""
    if unit in MONEY:
        return "reach" if _PRICE.search(before) else "other"
    is_yearly = unit and _PER_YEAR.match(folded, number.end)
    if _LEVEL.search(before) or (is_yearly and not _SERVED.match(folded, number.end)):
        return "reach"
    return "count"


def _of_time(verb: str, *, is_level: bool) -> str:
    """How long a service may take: a level, unless a verb of change makes it longer or shorter."""
    if verb == "improve":
        verb = "increase"
    return f"{verb}_{'to' if is_level else 'by'}" if verb else "reach"


def is_change(folded: str, number: Number) -> bool:
    """Whether a verb of change governs a number."""
    return _governing_verb(folded, number)[0] != ""


def is_start_level(folded: str, number: Number, following: Number) -> bool:
    """Whether a number is where a change starts: 41 in 'reducir de 41 % a 12 %'."""
    is_range = number.range_end == "low" and following.range_end == "high"
    return _leaves(folded, number) and (
        is_range or _FROM_TO.fullmatch(folded, number.end, following.start) is not None
    )


def _leaves(folded: str, number: Number) -> bool:
    """Whether a verb of change governs a number, or range, that 'de' or 'desde' introduces."""
    start = max(0, number.start - 16)
    is_from = _FROM.search(folded, start, number.start) is not None
    return is_from and _governing_verb(folded, number)[0] != ""


def _without_modifiers(before: str) -> str:
    """The text before a number less 'no menos de', 'más de un' and the like."""
    for _ in range(3):
        shorter = _MODIFIER.sub("", before)
        if shorter == before:
            break
        before = shorter
    return before


def _of_rate(folded: str, number: Number, verb: str, before: str, unit: str) -> str:
    is_to = _TO.search(before) is not None
    if verb in {"reduce", "increase"}:
        return f"{verb}_to" if is_to else f"{verb}_by"
    is_share = _OF_GROUP.match(folded, number.end) is not None
    if verb == "improve" and _BY.search(before) and not is_share:
        return "increase_by"
    if unit != "percent" or (_RATE.search(before) and not is_share):
        return "reach"
    return "achieve_share"


def _governing_verb(folded: str, number: Number) -> tuple[str, str]:
    """The nearest change verb before a number in its clause, and the text between them."""
    start = max(0, number.start - _MAX_DISTANCE)
    clause = folded[start : number.start]
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(clause)]
    clause = clause[breaks[-1] if breaks else 0 :]
    verbs = list(_CHANGE.finditer(clause))
    for verb in reversed(verbs):
        tail = clause[verb.end() :]
        kind = verb.lastgroup or ""
        block = _BLOCK.search(tail)
        if block and not _CHANGE.search(block.group()):
            return "", ""
        if kind == "improve" and any(v.lastgroup in {"reduce", "increase"} for v in verbs):
            continue
        return kind, tail
    return "", ""
