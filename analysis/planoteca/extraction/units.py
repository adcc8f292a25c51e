"""The unit printed beside a number, by the variants of `data/codebook/units.csv`."""

from __future__ import annotations

import re
from functools import lru_cache

from planoteca.codebook import Codebook
from planoteca.extraction.numbers import Number

MONEY = frozenset({"soles", "usd", "soles_month", "soles_year"})
# Units that the number's own sign tells, or that any noun may be.
_BY_SIGN = frozenset({"percent", "per_thousand", "count", "degrees"})
_BEFORE = (
    (re.compile(r"\bs/\s?\.?\s?$"), "soles"),
    (re.compile(r"(?:\bus\s?|\busd\s?|\\)\\?\$\s?$|\busd\s?$"), "usd"),
)
_CURRENCIES = (
    (re.compile(r"\bus\s?\$|\bdolares\b|\busd\b"), "usd"),
    (re.compile(r"\bs/\.?(?!\w)|\bsoles\b"), "soles"),
)
_BRACKETED = re.compile(r"\(([^()]{1,16})\)")
# 'casas de acogida' are institutions, 'casas de adobe' dwellings.
_HOUSES = frozenset({"casas", "casa"})
_INSTITUTION = re.compile(
    r"\s+(?:de(?:l)?\s+(?!(?:adobe|material|madera|ladrillo|concreto|quincha|tapia|estera|piedra)\w*\b"
    r"|l[ao]s?\s+(?:poblacion|familias|zona|habitantes)\b)"
    r"|(?:comunal|cultural|artesanal|hogar|refugio|taller|cuna|matern)\w*)"
)
_LABEL = re.compile(r"\((?P<unit>[^()]{1,16})\)\s*:?\s*$")  # 'Superficie (km2): 20'
_LINK = re.compile(r"\s?(?:(?:de|son)\s+)?")


def unit_of(folded: str, number: Number, codebook: Codebook) -> str:
    """The unit id of a number in a folded text; empty when none is printed beside it."""
    return unit_and_end(folded, number, codebook)[0]


def unit_and_end(folded: str, number: Number, codebook: Codebook) -> tuple[str, int]:
    """The unit id of a number (its sign, its currency or the word after it) and where it ends."""
    end = number.end
    if number.is_percent:
        return "percent", end
    if number.is_per_thousand:
        return "per_thousand", end
    if number.is_coordinate:
        return "degrees", end
    before = folded[max(0, number.start - 8) : number.start]
    for currency, unit in _BEFORE:
        if currency.search(before) and unit in codebook["units"]:
            return unit, end
    pattern, units = _variants(codebook)
    link = _LINK.match(folded, end)
    match = pattern.match(folded, link.end() if link else end) or pattern.match(folded, end)
    if match and not (match.group() in _HOUSES and _INSTITUTION.match(folded, match.end())):
        return units[" ".join(match.group().split())], match.end()
    labelled = _LABEL.search(folded, max(0, number.start - 24), number.start)
    return units.get(labelled["unit"].strip(), "") if labelled else "", end


def unit_in_title(folded: str, codebook: Codebook) -> str:
    """The unit that a title names in brackets or by a currency sign: 'Superficie (km2)'."""
    for currency, unit in _CURRENCIES:
        if currency.search(folded) and unit in codebook["units"]:
            return unit
    _, units = _variants(codebook)
    named = (part.strip(" .") for part in _BRACKETED.findall(folded))
    return next((units[part] for part in named if part in units), "")


@lru_cache(maxsize=4)
def _variants(codebook: Codebook) -> tuple[re.Pattern[str], dict[str, str]]:
    vocabulary = codebook["units"]
    units = {
        variant: unit
        for unit in reversed(tuple(vocabulary.rows))
        if unit not in _BY_SIGN
        for variant in vocabulary.variants(unit)
    }
    longest_first = sorted(units, key=len, reverse=True)
    forms = "|".join(re.escape(variant).replace(r"\ ", r"\s+") for variant in longest_first)
    return re.compile(rf"(?:{forms or '(?!)'})(?![\w])"), units
