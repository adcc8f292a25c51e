"""What a cell of a data table measures: indicator, unit and group, from the titles around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planoteca.extraction import circumstances, numbers
from planoteca.extraction.indicators import Choice, Match, Scope
from planoteca.extraction.numbers import fold
from planoteca.extraction.sentences import Setting
from planoteca.extraction.table_columns import TOTAL, Column
from planoteca.extraction.units import unit_in_title, unit_of

# A caption's noun is not what its tables measure where it only says of what they are: 'equipos de
# serenazgo', unlike 'cantidad de colegios'; nor is the noun of the places that the rows name.
_COMPLEMENT = re.compile(r"(?P<head>\w+)\s+de(?:l|\s+l[ao]s?)?\s+$")
_COUNTING = re.compile(
    r"(?:cantidad|numero|tasa|total|porcentaje|distribucion|evolucion|proyeccion|estimacion|poblacion"
    r"|indicador|economica|ocupacion|composicion|estructura|crecimiento|resumen|incidencia|registro|nivel|indice|cuadro)\w*"
)
_OF_PLACES = frozenset(
    f"{noun}_count"
    for noun in ("regions", "provinces", "districts", "communities", "populated_centres")
)
_COUNTED = frozenset({"count", "people", "households", "dwellings", "head"})
# What a header of population says without meaning a part of it.
_PART = re.compile(
    r"\b(?:pob|poblacion\w*|total(?:es)?|hab|habitantes|personas|numero|nro|no?|de|del|la|en|ano|segun"
    r"|censos?|censad[ao]|estimad[ao]|proyectad[ao]|aspectos|generales|distrital|provincial|casos"
    r"|abs\w*|cant\w*|porcentajes?|frecuencia|[mfh]|[ivx]+)\b|[\W\d_]"
)
_SMALL = frozenset({"percent", "index", "per_thousand", "ratio", "people_per_household"})
_LARGEST_SHARE = 100
_GROUPED = frozenset({"population", "population_share"})  # what groups are counted of


def meaning_of(
    text: str,
    value: float,
    column: Column,
    described: Sequence[str],
    setting: Setting,
) -> tuple[str, str]:
    """Indicator and unit of a cell from its column's header, its row's label, and the caption."""
    own = numbers.find(text)
    printed = unit_of(fold(text), own[0], setting.codebook) if own else ""
    printed = printed or unit_in_title(fold(described[0]), setting.codebook)
    if not printed and column.is_share and abs(value) <= _LARGEST_SHARE:
        printed = "percent"
    bare = _bare_units(value, column, setting)
    *named, caption = described
    choices = (_choose(told, printed, bare, setting) for told in named)
    choice = next((found for found in choices if found), None)
    choice = choice or _choose(caption, printed, bare, setting, is_caption=True)
    if choice and choice.indicator in _GROUPED and len(described) > 1:
        # 'PEA ocupada' under 'Población' names the closer measure.
        choice = _choose(described[1], printed, bare, setting) or choice
    if choice is None and printed == "percent" and _shares_people(column, described, setting):
        return "population_share", printed
    if choice:
        return choice.indicator, setting.index.unit_for(choice.indicator, printed)
    return "other", printed or "count"


def _shares_people(column: Column, described: Sequence[str], setting: Setting) -> bool:
    """Whether a percentage says how a table of population parts into known groups."""
    known = setting.codebook["population_groups"]
    label = fold(described[1])
    groups = (circumstances.find_group(text, "", known) for text in (label, fold(column.header)))
    counted = (
        _choose(told, "people", frozenset({"people"}), setting, is_caption=True)
        for told in described
    )
    is_grouped = bool(TOTAL.search(label)) or any(groups)
    return is_grouped and any(found and found.indicator == "population" for found in counted)


def _choose(
    told: str, printed: str, bare: frozenset[str], setting: Setting, *, is_caption: bool = False
) -> Choice | None:
    """The indicator that a title, a label or a caption names; 'No PEA' names none."""
    folded = fold(told)
    matches = [
        m for m in setting.index.matches(folded) if folded[max(0, m.start - 3) : m.start] != "no "
    ]
    if is_caption:
        matches = [m for m in matches if _heads(folded, m)]
    return setting.index.choose(folded, matches, printed, Scope.whole(folded), bare)


def _heads(folded: str, match: Match) -> bool:
    """Whether a match is what a caption is about, not a complement or the places it tells apart."""
    of = _COMPLEMENT.search(folded, max(0, match.start - 40), match.start)
    is_head = of is None or _COUNTING.fullmatch(of["head"]) is not None
    return is_head and not _OF_PLACES.issuperset(match.indicators)


def _bare_units(value: float, column: Column, setting: Setting) -> frozenset[str]:
    """The units that a figure may have without printing them: no share exceeds a hundred."""
    if column.is_count and not column.is_share:
        return _COUNTED
    every = frozenset(setting.index.units.values())
    return every - _SMALL if abs(value) > _LARGEST_SHARE else every


def group_of(
    column: Column, label: str, indicator: str, setting: Setting, *, is_category: bool
) -> str | None:
    """The group that a header or label names; 'other' for a part of the population without code."""
    known = setting.codebook["population_groups"]
    is_total = TOTAL.search(fold(label)) is not None
    group = column.sex or None
    for text in (fold(column.header), fold(label)):
        group = group or circumstances.find_group(text, "", known)
    is_part = is_category and not is_total
    is_part = is_part and not circumstances.find_group(fold(label), "", known)
    is_part = is_part or (group is None and _PART.sub("", fold(column.header)).strip() != "")
    return "other" if indicator in _GROUPED and is_part else group
