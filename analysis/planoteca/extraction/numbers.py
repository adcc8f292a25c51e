"""Numbers in Spanish texts: every printed format, number words, percentages, ranges, ordinals.

`find` says what stands in the text; whether a number measures anything is for its caller
(`references.is_reference`). The formats are those of CODEBOOK.md, "numbers".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from planoteca.extraction import number_words
from planoteca.extraction.number_formats import parse_column, read
from planoteca.extraction.number_joins import join
from planoteca.extraction.number_words import fold
from planoteca.extraction.printed_number import Number

__all__ = ["Number", "find", "fold", "parse_column"]


_DIGIT = re.compile(r"\d")
_SPACE = "[   ]"
_DIGITS = re.compile(
    rf"""(?=[-−+oO\d])(?:(?<![\w.,°º])(?<![^\W\d_][-/])(?<!\d/)|(?<=\da)|(?<=[sS]/)|(?<=[sS]/\.))
    (?P<sign>(?<=\s)[-−+](?=\d)|(?<=\()[-−+](?=\d)|^[-−+](?=\d))?
    (?P<letter_o>[oO](?=\d\b))?
    (?P<body>\d{{1,3}}\+\d{{3}}(?!\d)|\d{{1,3}},{_SPACE}\d{{3}}\.\d\d(?!\d)
    |\d+(?:[.,'’´]\d+)*(?:{_SPACE}\d+(?:[.,]\d+)*)*)
    """,
    re.VERBOSE,
)
# Seconds need their sign, unless that of the minutes parts the two: '76º10´45 de longitud'.
_DEGREES = re.compile(
    r"""(?P<degrees>\d{1,3})\s?[°º˚]\s?(?P<minutes>\d{1,2})(?:
    \s?['’´′`]\s?(?P<seconds>\d{1,2}(?:[.,]\d+)?)(?:\s?(?:["”″¨“]|['’´′`]{2})|(?![\d%]|\s?[°º]))
    |\s?['’´′`]|\s(?P<bare_seconds>\d{1,2}(?:[.,]\d+)?)\s?(?:["”″¨“]|['’´′`]{2}))?""",
    re.VERBOSE,
)
_FRACTION = re.compile(r"/(\d{1,2})(?![\d/]|[.,]\d)")
_SCALE = re.compile(
    rf"{_SPACE}?(?P<words>mil millones|mil|millones|millon|mill\.)(?![\w])(?P<half> y medi[oa])?"
)
_AND_A_HALF = re.compile(r" y medi[oa]\b")
_HALF_A = re.compile(r"\bmedio $")
_PERCENT = re.compile(r"\s{0,2}(?P<sign>[%％]+)|\s?(?:por|x)\s?ciento\b|\s?porcentual\b")
_PER_THOUSAND = re.compile(r"\s{0,2}‰|\s(?:por|x) (?:cada )?(?:mil|1[.,]?000|1 000)\b")
_ORDINAL_MARK = re.compile(
    r"\s?[°ºª˚](?!\s?[cf\d])|\s?er\b|(?:er[oa]|[rdtmvn][oa]s?)\b"  # '3 no' is no ordinal
)
_CODE_AFTER = re.compile(r"[-/]?[A-Z]{1,3}(?![a-z%])\b|[-_][A-Za-z]{2}|-\d+-|[-/]\d+[-/]\w")
_SIZES = {"mil": 1e3, "millon": 1e6, "millones": 1e6, "mill.": 1e6, "mil millones": 1e9}


def any_in(text: str) -> bool:
    """Whether `find` may find anything in a text: digits or number words."""
    return _DIGIT.search(text) is not None or number_words.ANY.search(fold(text)) is not None


def find(text: str) -> list[Number]:
    """Every number of a text in reading order, also those that only name or date things.

    Text that looks like a number but is a code ('054-2011-PCM', 'R2') is left out.
    """
    return list(_find(text))


@lru_cache(maxsize=64)  # rules ask for the numbers of one text one after the other
def _find(text: str) -> tuple[Number, ...]:
    folded = fold(text)
    found: list[Number] = []
    if _DIGIT.search(text):
        found += [_coordinate(text, match) for match in _DEGREES.finditer(text)]
        found += _digit_numbers(text, folded)
    found += [
        _with_suffix(
            Number(
                float(words.value),
                text[words.start : words.end],
                words.start,
                words.end,
                is_word=True,
                is_ordinal=words.is_ordinal,
                is_article=words.value == 1 and not words.is_ordinal,
            ),
            text,
            folded,
        )
        for words in number_words.find_words(folded)
    ]
    found.sort(key=lambda number: (number.start, -number.end))
    return tuple(join(text, folded, _without_overlaps(found)))


def _digit_numbers(text: str, folded: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        start = match.start("body")
        for offset, group in _split_groups(match["body"]):
            begin, body = start + offset, group
            end = begin + len(body)
            if _CODE_AFTER.match(text, end):
                continue
            fraction = _FRACTION.match(text, end)
            is_percent = _PERCENT.match(folded, end) is not None
            if is_percent and " " in body and ", " not in body:  # cells run together: '245 100%'
                begin, body = end - len(body.split()[-1]), body.split()[-1]
            is_chainage = "+" in body  # '12+500' of a road is 12.5
            mark = "." if is_chainage else ""
            value = read(body.replace("+", "."), mark, is_percent=is_percent)
            if value is None:
                continue
            number = Number(value, body, begin, end, is_padded=_is_padded(body))
            if offset == 0:
                number = _with_sign(number, match)
            if fraction and 0 < value < int(fraction[1]) <= 10 and body.isdigit():
                number = number._replace(value=value / int(fraction[1]), end=fraction.end())
            yield _with_suffix(number, text, folded)


def _split_groups(body: str) -> Iterator[tuple[int, str]]:
    """The numbers of a run of digit groups: '20 138' is one, '20 45 138' and '2007 138' are not."""
    if len(body.split()) == 1 or ", " in body:  # a stray blank: '11, 199.00'
        yield 0, body
        return
    groups = list(re.finditer(r"\S+", body))
    sizes = [len(group.group()) for group in groups]
    if any(before < 4 and size < 3 for before, size in pairwise(sizes)):
        yield from ((group.start(), group.group()) for group in groups)
        return
    index = 0
    while index < len(groups):
        last = index
        if re.fullmatch(r"[1-9]\d{0,2}", groups[index].group()):
            while last + 1 < len(groups) and re.fullmatch(
                r"\d{3}(?:[.,]\d+)?", groups[last + 1].group()
            ):
                last += 1
                if not groups[last].group().isdigit():
                    break
        start, end = groups[index].start(), groups[last].end()
        yield start, body[start:end]
        index = last + 1


def _with_sign(number: Number, match: re.Match[str]) -> Number:
    if match["letter_o"]:
        return number._replace(start=match.start("letter_o"), is_padded=True)
    is_bullet = match.start() == 0 and match.end() < len(match.string)
    if not match["sign"] or number.is_padded or (is_bullet and "%" not in match.string[:20]):
        return number
    value = number.value if match["sign"] == "+" else -number.value
    return number._replace(value=value, start=match.start("sign"))


def _with_suffix(number: Number, text: str, folded: str) -> Number:
    """The number with its ordinal mark, scale word and percent sign, its text cut anew."""
    ordinal = not number.is_word and _ORDINAL_MARK.match(folded, number.end)
    if ordinal:
        number = number._replace(is_ordinal=True, end=ordinal.end())
    elif not number.is_ordinal:
        number = _with_scale(number, folded)
    percent = _PERCENT.match(folded, number.end)
    per_thousand = _PER_THOUSAND.match(folded, number.end)
    if percent:
        doubled = len(percent["sign"] or "") > 1
        number = number._replace(
            is_percent=True,
            is_article=False,
            is_ordinal=False,
            end=percent.end(),
            is_redundant=number.is_redundant or doubled,
        )
    elif per_thousand:
        number = number._replace(is_per_thousand=True, is_article=False, end=per_thousand.end())
    printed = text[number.start : number.end]
    return number if printed == number.text else number._replace(text=printed)


def _with_scale(number: Number, folded: str) -> Number:
    """'40 mil' is 40000, but the 'mil' of '6000 mil' repeats what the figure already says."""
    scale = _SCALE.match(folded, number.end)
    if number.is_word:
        return _with_half(number, folded)
    if scale is None:
        return number
    size = _SIZES[scale["words"]]
    if abs(number.value) >= min(size, 1e6):
        return number._replace(is_redundant=True, end=scale.end("words"))
    half = 0.5 if scale["half"] and size == 1e6 else 0.0
    value = (number.value + half) * size
    return number._replace(value=round(value, 6), end=scale.end("half" if half else "words"))


def _with_half(number: Number, folded: str) -> Number:
    """A million in words and the half that goes with it: 'un millón y medio', 'medio millón'."""
    if number.value < 1e6 or number.value % 1e6:
        return number
    after = _AND_A_HALF.match(folded, number.end)
    if after:
        return number._replace(value=number.value + 5e5, end=after.end())
    before = _HALF_A.search(folded, max(0, number.start - 6), number.start)
    if before and number.value == 1e6:
        return number._replace(value=5e5, start=before.start())
    return number


def _coordinate(text: str, match: re.Match[str]) -> Number:
    printed = match["seconds"] or match["bare_seconds"] or "0"
    seconds = float(printed.replace(",", "."))
    value = int(match["degrees"]) + int(match["minutes"]) / 60 + seconds / 3600
    text = text[match.start() : match.end()].rstrip()
    return Number(
        round(value, 6), text, match.start(), match.start() + len(text), is_coordinate=True
    )


def _without_overlaps(numbers: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _is_padded(body: str) -> bool:
    return len(body) > 1 and body.isdigit() and body.startswith("0")
