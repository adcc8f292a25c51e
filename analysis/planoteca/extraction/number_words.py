"""Spanish number words: 'dieciséis', 'ciento veinte', 'dos mil diecinueve', 'primer'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple


def _any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, parted by their first letters to be quick."""
    groups = groupby(sorted(words, key=lambda word: (word[0], -len(word))), lambda word: word[0])
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in own)})" for first, own in groups)


_UNITS = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_TO_FIFTEEN = ["diez", "once", "doce", "trece", "catorce", "quince"]
_DECADES = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_CENTURIES = ["dosc", "tresc", "cuatroc", "quin", "seisc", "setec", "ochoc", "novec"]
_ONES = {word: n for n, word in enumerate(_UNITS, 1)} | {"un": 1, "una": 1}
_TEENS = (
    {word: n for n, word in enumerate(_TO_FIFTEEN, 10)}
    | {f"dieci{word}": 10 + n for word, n in _ONES.items()}
    | {f"veinti{word}": 20 + n for word, n in _ONES.items()}
    | {"veinte": 20}
)
_TENS = {word: 10 * n for n, word in enumerate(_DECADES, 3)}
_HUNDREDS = {"cien": 100, "ciento": 100} | {
    f"{stem}ient{ending}s": 100 * n for n, stem in enumerate(_CENTURIES, 2) for ending in "oa"
}
_SCALES = {"mil": 1_000, "millon": 1_000_000, "millones": 1_000_000}
_ORDINAL_STEMS = [
    "primer",
    "segund",
    "tercer",
    "cuart",
    "quint",
    "sext",
    "septim",
    "setim",
    "octav",
    "noven",
    "decim",
    "undecim",
    "duodecim",
    "vigesim",
]
_ORDINALS = [f"{stem}{ending}" for stem in _ORDINAL_STEMS for ending in ("o", "a", "os", "as")]
_ORDINALS += ["primer", "tercer"]
_WORDS = _ONES | _TEENS | _TENS | _HUNDREDS | _SCALES | {"cero": 0}
_ANY = _any_of(_WORDS)
_RUN = re.compile(rf"\b(?:{_ANY})\b(?:\s+(?:y\s+)?(?:{_ANY})\b)*")
_TOKEN = re.compile(r"\S+")
_ORDINAL = re.compile(rf"\b(?:{_any_of(_ORDINALS)})\b")
ANY = re.compile(rf"\b(?:{_any_of([*_WORDS, *_ORDINALS])})\b")
_NOT_BEFORE = re.compile(r"\bpor\s+$")  # 'por ciento' and 'por mil' are no numbers


class Words(NamedTuple):
    """A number in words: its value and where it stands in the text."""

    value: int
    start: int
    end: int
    is_ordinal: bool = False


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, character by character: positions stay the same."""
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(lambda letter: _FOLDED[letter[0]], text).lower()


def has_any(text: str, parts: Iterable[str]) -> bool:
    """Whether a text has one of some parts: faster than a pattern, or `any`, that finds none."""
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False


def find_words(folded: str) -> Iterator[Words]:
    """Number words and ordinal words of a folded text, in no particular order."""
    for match in _ORDINAL.finditer(folded):
        yield Words(0, match.start(), match.end(), is_ordinal=True)
    for match in _RUN.finditer(folded):
        if not _NOT_BEFORE.search(folded, max(0, match.start() - 8), match.start()):
            yield from _split(match)


def _split(run: re.Match[str]) -> Iterator[Words]:
    """One number, or several where the grammar starts anew ('dos tres')."""
    total = current = 0
    limit = 1_000_000_000  # the next word must be below: hundreds, then tens, then ones
    last_scale = 1_000_000_000
    start = end = -1
    after_and = False
    for token in _TOKEN.finditer(run.group()):
        if token.group() == "y":
            after_and = True
            continue
        word, value = token.group(), _WORDS[token.group()]
        if start >= 0 and not _fits(word, value, limit, last_scale, after_and=after_and):
            yield Words(total + current, run.start() + start, run.start() + end)
            total = current = 0
            limit = last_scale = 1_000_000_000
            start = -1
        if start < 0:
            start = token.start()
        if word in _SCALES:
            if value == 1_000_000:
                total = (total + current or 1) * value
            else:
                total += max(current, 1) * value
            current, last_scale, limit = 0, value, 1_000
        else:
            current += value
            limit = 100 if value >= 100 else 10 if word in _TENS else 1
        end = token.end()
        after_and = False
    yield Words(total + current, run.start() + start, run.start() + end)


def _fits(word: str, value: int, limit: int, last_scale: int, *, after_and: bool) -> bool:
    if word in _SCALES:
        return not after_and and (value < last_scale or (value > last_scale and limit == 1_000))
    if after_and:
        return limit == 10 and value < 10
    return value < limit and limit in (100, 1_000)


class _Folded(dict[str, str]):
    """A character to its lower-case base letter, filled as characters are met."""

    def __missing__(self, letter: str) -> str:
        base = unicodedata.normalize("NFD", letter)[0].lower()
        self[letter] = base if len(base) == 1 else letter
        return self[letter]


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_FOLDED = _Folded()
