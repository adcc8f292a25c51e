"""What one number of a sentence measures, and of whom; the numbers after it may go on from it."""

from __future__ import annotations

import re
from typing import NamedTuple

from planoteca.extraction import circumstances
from planoteca.extraction.indicators import Choice, Scope, same_family
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.sentences import EXISTENCE, Sentence, Setting

# A number that no indicator fits counts something when a plural noun follows.
_COUNTED = re.compile(r"\s+(?:de\s+)?(?!(?:las|los|sus|más|mas|tras|pues|nos)\b)[a-záéíóúñ]{3,}s\b")
# So does a noun with a capital where things are said to exist: 'cuenta con 8 Universidades'.
_NAMED_COUNT = re.compile(r"\s+[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}s\b")
_PART_OF = re.compile(r"\s+de\s+l[ao]s\s+\w{3,}s\b")  # 'dos de los caseríos'
_GOES_ON = re.compile(r"\s+[a-záéíóúñ]")
_OWN_PHRASE = re.compile(r"\s[^\W\d_A-Z]\w*(?:\s+\w+){2}")  # what a number says of its own
# What a number says of what was named before it: 'no cuenta con dicho servicio'.
_REFERS_BACK = re.compile(
    r"\s*(?:de\s+\w+\s+)?(?:no\s+|si\s+)?(?:cuent|tien|pose|dispon|acced|recib)\w*\s+(?:(?:con|de|a)\s+)?"
    r"(?:dich[oa]s?|est[ea]s?|es[ea]s?|tal(?:es)?|est[eo]s|l[oa]s?)\b(?:\s+servicios?)?\W*$"
    r"|\s*(?:si|no)\s*$"
)
_REPRESENTS = re.compile(r"\b(?:represent\w+|equival\w+|es decir|o sea)\b|\(\s*$")
_TOTAL = re.compile(r"\btotal\w*\b")
_SHORT_GAP = 12  # words
# Units that prose leaves out: 'tasa de crecimiento de 2.24', '6 distritos'.
_BARE_DECIMAL = frozenset({"index", "percent", "per_thousand", "people_per_km2"})
_BARE_WHOLE = frozenset({"count", "people", "households", "dwellings", "people_per_km2"})
# Units too common for a far word to decide what they measure.
_COMMON = frozenset({"", "percent", "people", "count"})
_SEXES = frozenset({"hombres", "mujeres", "varones"})
_ANYONE = frozenset(
    {"", "persona", "personas", "habitante", "habitantes", "hab", "pobladores"} | _SEXES
)
_LINK = re.compile(r"^(?:son|de)\s+")
_POPULATIONS = frozenset({"population", "population_share"})
_LACKS = re.compile(
    r"\b(?:no|ni|tampoco)\s+(?:(?:se|les?|lo)\s+)?(?:cuent|tien|dispon|acced|pose|recib|goz|hay|exist|est)\w*"
    r"|\bcarec\w+|\b(?:falta|ausencia|carencia)\s+de\b|\bdeficit\b"
    r"|\bsin\s+(?:(?:el|la|ningun\w*|tipo\s+de)\s+)*(?:servicios?|acceso|cobertura|conexion|recojo|seguro"
    r"|agua|desague|luz|energia|electricidad|internet|alcantarillado|saneamiento|titulo)\b"
)
# People counted for what they have, lack or get are a part of the population.
_CONDITION = re.compile(
    r"\b(?:sufr|padec|asegurad|afiliad|atendid|atencion\s+(?:a|de)\b|beneficiad|inscrit|empadronad|matriculad)\w*"
)
_IN_OTHER_WORDS = re.compile(r"\b(?:es\s+decir|o\s+sea|esto\s+es|equival\w+\s+a)\b[^,;.]*$")
_HAS = re.compile(r"\b(?:cuent|tien|dispon|acced|pose|recib)\w*")


class Measure(NamedTuple):
    """What one number was taken to mean; the next one may go on from it."""

    number: Number
    unit: str
    noun: str  # the unit's own word
    choice: Choice | None
    group: str | None
    is_total: bool


def read_number(
    sentence: Sentence, i: int, previous: Measure | None, setting: Setting
) -> Measure | None:
    """What the i-th number of a sentence measures; None when it measures nothing."""
    number, scope, unit = sentence.numbers[i], sentence.scopes[i], sentence.units[i]
    folded = sentence.folded
    inherited = previous if previous and _goes_on(folded, previous, number) else None
    noun = _LINK.sub("", " ".join(folded[number.end : scope.end].split()))
    choice = _of_own_words(sentence, i, setting)
    if choice is None and inherited and _may_inherit(sentence, i):
        choice = _inherited(folded, inherited, number, (unit, noun), setting)
        choice = _as_had(folded, scope, choice, setting)
    if choice is None and noun in _SEXES and _speaks_of_people(sentence, number):
        choice = Choice("population", 0.0)
    choice = choice or _of_elsewhere(sentence, i, setting)
    choice = _as_lack(folded, scope, choice, setting)
    if not _is_statistic(sentence, number, unit, choice):
        return None
    group = _group(sentence, scope, inherited, setting)
    if choice is None and unit == "percent" and group and inherited and _is_of_people(inherited):
        choice = Choice("population_share", 0.0)
    if group is None and choice and choice.indicator in _POPULATIONS:
        group = "other" if _is_part(folded, scope, previous) else None
    is_total = _TOTAL.search(folded, *scope.before(folded)) is not None
    is_total = is_total or bool(inherited and inherited.is_total)
    return Measure(number, unit, noun, choice, group, is_total)


def _of_own_words(sentence: Sentence, i: int, setting: Setting) -> Choice | None:
    """The indicator that the words a number owns name."""
    number, scope, unit = sentence.numbers[i], sentence.scopes[i], sentence.units[i]
    goes_further = not unit and _GOES_ON.match(sentence.text, number.end) is not None
    return setting.index.choose(
        sentence.folded,
        sentence.matches,
        unit,
        scope.beside() if goes_further else scope,
        _BARE_WHOLE if number.value.is_integer() else _BARE_DECIMAL,
    )


def _may_inherit(sentence: Sentence, i: int) -> bool:
    """Whether a number says nothing of its own that would contradict the one before."""
    number, scope, unit = sentence.numbers[i], sentence.scopes[i], sentence.units[i]
    if not unit and _counts_noun(sentence, number):
        return False
    after = slice(*scope.after(sentence.folded))
    refers = _REFERS_BACK.match(sentence.folded[after]) is not None
    return refers or _OWN_PHRASE.match(sentence.text[after]) is None


def _of_elsewhere(sentence: Sentence, i: int, setting: Setting) -> Choice | None:
    """The indicator of a number that has none nearby: a rare unit's, the heading's, the unit's."""
    unit = sentence.units[i]
    choice: Choice | None = None
    if unit not in _COMMON:
        whole = Scope.whole(sentence.folded)
        choice = setting.index.choose(sentence.folded, sentence.matches, unit, whole)
    if choice is None and i == 0 and unit:
        choice = _of_heading(sentence.heading, unit, setting)
    return choice or _of_unit(unit, setting)


def _group(
    sentence: Sentence, scope: Scope, inherited: Measure | None, setting: Setting
) -> str | None:
    folded = sentence.folded
    known = setting.codebook["population_groups"]
    before, after = scope.before(folded), scope.after(folded)
    said = folded[scope.stop : after[1]]  # with the unit's own word: '40 mujeres'
    group = circumstances.find_group(said, folded[slice(*before)], known)
    if not group and not scope.has_right:
        group = circumstances.find_group(folded[scope.end : scope.high], "", known)
    if inherited and not group and before[0] == scope.low:
        group = inherited.group
    return group


def _goes_on(folded: str, previous: Measure, number: Number) -> bool:
    """Whether a number goes on measuring what the one before it does ('20 % y 30 % rural')."""
    gap = folded[previous.number.end : number.start].split()
    return previous.number.start == number.start or len(gap) <= _SHORT_GAP


def _inherited(
    folded: str, previous: Measure, number: Number, unit: tuple[str, str], setting: Setting
) -> Choice | None:
    """The indicator of the number before: the same, or the share it 'represents'.

    People of another kind are counted anew: '6 médicos y 16 enfermeras'.
    """
    name, noun = unit
    is_bare = not name and number.value.is_integer() and previous.unit in _COMMON
    if name == previous.unit == "people" and noun not in _ANYONE and noun != previous.noun:
        return None
    is_like = previous.unit == name or (name and same_family(name, previous.unit))
    if previous.choice is None or is_like or is_bare:
        return previous.choice
    share = f"{previous.choice.indicator}_share"
    represents = _REPRESENTS.search(folded, previous.number.end, number.start)
    if name == "percent" and represents and share in setting.codebook["indicators"]:
        return Choice(share, 0.0)
    return None


def _as_lack(folded: str, scope: Scope, choice: Choice | None, setting: Setting) -> Choice | None:
    """The lack where the words around a share of access deny it: 'no tienen cobertura: 35 %'."""
    row = setting.codebook["indicators"].rows[choice.indicator] if choice else {}
    if choice is None or not row["complement_id"] or row["polarity"] != "higher_better":
        return choice
    spans = (scope.before(folded), scope.after(folded))
    is_lack = any(_LACKS.search(folded, *span) for span in spans)
    return choice._replace(indicator=row["complement_id"]) if is_lack else choice


def _as_had(folded: str, scope: Scope, choice: Choice | None, setting: Setting) -> Choice | None:
    """The access where a number goes on from a lack: '29 % no tiene agua y 71 % sí la tiene'."""
    row = setting.codebook["indicators"].rows[choice.indicator] if choice else {}
    if choice is None or not row["complement_id"] or row["polarity"] != "lower_better":
        return choice
    after = folded[slice(*scope.after(folded))]
    is_had = _HAS.search(after) and not _LACKS.search(after)
    return choice._replace(indicator=row["complement_id"]) if is_had else choice


def _is_part(folded: str, scope: Scope, previous: Measure | None) -> bool:
    """Whether the people counted are those of a condition, and no population."""
    if previous and _IN_OTHER_WORDS.search(folded[previous.number.end : scope.start]):
        return previous.group is not None or not _is_of_people(previous)
    spans = (scope.before(folded), scope.after(folded))
    return any(p.search(folded, *span) for span in spans for p in (_CONDITION, _LACKS))


def _speaks_of_people(sentence: Sentence, number: Number) -> bool:
    """Whether a sentence counts a population before a number of its men or women."""
    return any(
        "population" in match.indicators and match.end <= number.start for match in sentence.matches
    )


def _is_of_people(reading: Measure) -> bool:
    return reading.choice is not None and reading.choice.indicator in _POPULATIONS


def _of_unit(unit: str, setting: Setting) -> Choice | None:
    """The indicator that the unit itself names: 'dwellings', or the only one measured in it."""
    is_named = unit in setting.codebook["indicators"] and unit != "other"
    code = unit if is_named else setting.index.only_of.get(unit, "")
    return Choice(code, 0.0) if code and code != "other" else None


def _of_heading(heading: str, unit: str, setting: Setting) -> Choice | None:
    folded = fold(heading)
    matches = setting.index.matches(folded)
    return setting.index.choose(folded, matches, unit, Scope.whole(folded))


def _counts_noun(sentence: Sentence, number: Number) -> bool:
    if _COUNTED.match(sentence.text, number.end):
        return True
    exists = EXISTENCE.search(sentence.folded, max(0, number.start - 150), number.start)
    return exists is not None and _NAMED_COUNT.match(sentence.text, number.end) is not None


def _is_statistic(sentence: Sentence, number: Number, unit: str, choice: Choice | None) -> bool:
    """Whether a number measures something: it has a unit, an indicator, or counts a noun."""
    if choice is not None:
        return True
    is_part = _PART_OF.match(sentence.text, number.end) is not None
    if number.is_word and not number.is_percent:
        return is_part
    return bool(unit) or is_part or _counts_noun(sentence, number)
