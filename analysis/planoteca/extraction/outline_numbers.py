"""The numbers of titles and items: their style, depth and place in the count."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(r"(?i)^(parte|cap[ií]tulo|t[ií]tulo|secci[oó]n)\s+([ivxlc]+|\d+)\b[\s.:–-]*")
_NUMBERING = re.compile(
    r"^(?:(?P<decimal>\d{1,2}(?:\s?\.\s?\d{1,2}(?![^\W\d_]|\s+[a-záéíóúñ]))*)\s?(?:[.)°º:–-]+\s*|\s+(?=\S))"
    r"|(?P<roman>[IVXL]{1,6})(?:\s?[.)°º:–-]+\s*|\s+(?=\S))"
    r"|(?P<upper>[A-Z])(?:\s?[.)–-]+\s*)"
    r"|(?P<lower>[a-z]{1,2})(?:\s?[.)]-?\s*)"
    r")(?=\S)"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_MAX_TITLE_WORDS = 7


@lru_cache(maxsize=8192)
def numbering(text: str) -> tuple[str, int, str]:
    """(style, depth, rest): 'part', 'decimal', 'roman', 'upper', 'lower' or ''; rest unnumbered.

    "4.2. PROPUESTA" is ('decimal', 2, 'PROPUESTA'). The depth counts the numbers of a decimal.
    """
    part = _PART.match(text)
    if part:
        return "part", 1, text[part.end() :]
    match = _NUMBERING.match(text)
    if match is None or match.lastgroup is None:
        return "", 0, text
    style = match.lastgroup
    depth = len(re.findall(r"\d+", match[0])) if style == "decimal" else 1
    return style, depth, text[match.end() :]


def outline_number(text: str) -> int | None:
    """The number of a short line that one number opens: 7 for "7. Estrategias"."""
    style, depth, rest = numbering(text)
    if style != "decimal" or depth != 1 or len(rest.split()) > _MAX_TITLE_WORDS:
        return None
    return int(text[:2].rstrip(" .)°º:–-"))


def ordinal(text: str) -> int:
    """Where a heading stands in its numbering: 3 for "C.", "III.", "4.3", "PARTE 3"; 0 for none."""
    style, _, rest = numbering(text)
    if not style:
        return 0
    label = re.findall(r"\w+", text[: len(text) - len(rest)])[-1]
    if label.isdigit():
        return int(label)
    if style in {"roman", "part"}:
        return _ROMAN.index(label.upper()) + 1 if label.upper() in _ROMAN else 0
    return ord(label[0].lower()) - ord("a") + 1


def printed_number(text: str) -> str | None:
    """What a title is counted by, without its punctuation: "2.1", "IV" for "CAPÍTULO IV:", "B"."""
    rest = numbering(text)[2]
    label = text[: len(text) - len(rest)]
    digits = re.findall(r"\d+", label)
    return ".".join(digits) or next(iter(re.findall(r"\w+", label)[-1:]), "").upper() or None


def restarts(text: str, open_: str) -> bool:
    """Whether "3.1" comes after "3.3": a count of its own inside of that chapter."""
    numbers, others = _numbers(text), _numbers(open_)
    return 1 < len(numbers) == len(others) and numbers < others


def counts_on(text: str, open_: str) -> bool:
    """Whether "3.4" comes right after "3.3"."""
    numbers, others = _numbers(text), _numbers(open_)
    return (
        bool(numbers) and len(numbers) == len(others) and numbers == [*others[:-1], others[-1] + 1]
    )


def _numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", text[: len(text) - len(numbering(text)[2])])]
