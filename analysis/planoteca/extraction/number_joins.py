"""Numbers that belong together: ranges, sums, shares, and figures repeated in words."""

from __future__ import annotations

import re

from planoteca.extraction.printed_number import Number

_BETWEEN = re.compile(r"\s?[-–—]\s?|\s?a\s?|\s+al?\s+|\s+hasta\s+(?:el\s+|un\s+)?")
_BETWEEN_AND = re.compile(r"\s+[yeoa]\s+(?:el\s+|un\s+|los\s+)?")
_ENTRE = re.compile(r"\bentre\s+(?:el\s+|un\s+|los\s+|las\s+)?$")
_OF_EACH = re.compile(r"\s+de\s+cada\s+")
_PARTS = re.compile(r"\s+(?P<part>medi|terci|tercer|cuart|quint|decim)(?:os|as\s+partes)\b")
_PART_SIZES = {"medi": 2, "terci": 3, "tercer": 3, "cuart": 4, "quint": 5, "decim": 10}
_SCALED = re.compile(r"(?P<scale>mil|mil millones|millon|millones)$")
_SIZES = {"mil": 1e3, "millon": 1e6, "millones": 1e6, "mil millones": 1e9}
_SUM_LINKS = (" ", " y ", " con ")


def join(text: str, folded: str, numbers: list[Number]) -> list[Number]:
    """Mark ranges, add up 'tres millones 500 mil', take 'seis (06)' as one, read 'ocho de cada
    diez' and 'tres cuartas partes' as shares of a hundred."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        whole = _joined(text, folded, before, number) if before else None
        if whole is not None:
            joined[-1] = whole
        elif before is not None and _is_range(folded, before, number):
            low, high = _ends(text, folded, before, number)
            joined[-1] = low
            joined.append(high)
        else:
            joined.append(number)
    return _parts_of_a_whole(text, folded, joined)


def _joined(text: str, folded: str, before: Number, number: Number) -> Number | None:
    """The one number that two neighbours are, or None."""
    if _is_sum(folded, before, number) or _is_mixed(text, before, number):
        value = before.value + number.value
        end = number.end
        return before._replace(value=value, text=text[before.start : end], end=end)
    if _repeats(text, before, number):
        end = number.end + 1
        return before._replace(
            text=text[before.start : end],
            end=end,
            is_article=False,
            is_percent=before.is_percent or number.is_percent,
        )
    if _is_share(folded, before, number):
        value = round(100 * before.value / number.value, 6)
        return _as_share(text, before, value, number.end)
    return None


def _ends(text: str, folded: str, low: Number, high: Number) -> tuple[Number, Number]:
    """The two ends of a range; a scale word or percent sign at its end holds for both."""
    start, end = low.start, high.end
    scaled = _SCALED.search(folded, max(high.start, high.end - 12), high.end)
    size = _SIZES[scaled["scale"]] if scaled else 1.0
    is_bare = not _SCALED.search(folded, low.start, low.end)
    if is_bare and low.value * size < high.value:  # 'entre 3 y 5 mil'
        low = low._replace(value=low.value * size)
    printed = text[start:end]
    return (
        low._replace(
            text=printed, start=start, end=end, range_end="low", is_percent=high.is_percent
        ),
        high._replace(text=printed, start=start, end=end, range_end="high"),
    )


def _parts_of_a_whole(text: str, folded: str, numbers: list[Number]) -> list[Number]:
    """The numbers with 'tres cuartas partes' and 'dos tercios' read as percentages."""
    found: list[Number] = []
    taken = 0
    for number in numbers:
        if number.start < taken:
            continue  # the 'cuartas' of 'tres cuartas partes'
        parts = _PARTS.match(folded, number.end)
        size = _PART_SIZES[parts["part"]] if parts else 0
        if parts and 0 < number.value < size and not (number.is_percent or number.is_ordinal):
            taken = parts.end()
            found.append(_as_share(text, number, round(100 * number.value / size, 6), taken))
        else:
            found.append(number)
    return found


def _as_share(text: str, number: Number, value: float, end: int) -> Number:
    return number._replace(
        value=value,
        text=text[number.start : end],
        end=end,
        is_percent=True,
        is_article=False,
        is_padded=False,
    )


def _is_share(folded: str, part: Number, whole: Number) -> bool:
    """Whether two numbers say 'ocho de cada diez'."""
    return (
        _OF_EACH.fullmatch(folded, part.end, whole.start) is not None
        and 0 < part.value <= whole.value
        and whole.value in (2, 3, 4, 5, 10, 100)
        and not (part.is_percent or whole.is_percent or part.is_ordinal)
    )


def _is_sum(folded: str, before: Number, number: Number) -> bool:
    """Whether a figure goes on after its scale word: '2 millones 300 mil', '3 mil 500'."""
    printed = folded[before.start : before.end]
    link = folded[before.end : number.start]
    if before.range_end or before.is_redundant or number.is_percent or number.is_padded:
        return False
    if printed.endswith(("millon", "millones")):
        return (
            before.value >= 1e6
            and before.value % 1e6 == 0
            and 1e3 <= number.value < 1e6
            and folded[number.start : number.end].endswith("mil")
            and link in _SUM_LINKS
        )
    return (
        printed.endswith("mil")
        and before.value % 1e3 == 0
        and 100 <= number.value < 1e3
        and number.value.is_integer()
        and not number.is_word
        and link == " "
    )


def _is_mixed(text: str, before: Number, number: Number) -> bool:
    """Whether a whole and a fraction are one number: '1 1/2'."""
    return (
        "/" in number.text
        and number.value < 1
        and before.text.isdigit()
        and text[before.end : number.start] == " "
    )


def _repeats(text: str, before: Number, number: Number) -> bool:
    """Whether a number in brackets says the one before again: 'seis (06)', '6 (seis)'."""
    return (
        before.is_word != number.is_word
        and before.value == number.value
        and text[before.end : number.start].strip() == "("
        and text[number.end : number.end + 1] == ")"
    )


def _is_range(folded: str, low: Number, high: Number) -> bool:
    if low.range_end or low.is_ordinal or high.is_ordinal or low.is_article or high.is_article:
        return False
    if low.is_coordinate or high.is_coordinate or low.value >= high.value:
        return False
    if (low.is_percent and not high.is_percent) or (low.is_year and high.is_year):
        return False
    between = folded[low.end : high.start]
    if _BETWEEN.fullmatch(between):
        return True
    return bool(
        _BETWEEN_AND.fullmatch(between) and _ENTRE.search(folded, max(0, low.start - 16), low.start)
    )
