"""The vocabularies as printed words: accents, case and one slip in a longer word forgiven.

A `Lexicon` is made once per codebook; looking a line up costs no more than reading its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from planoteca.codebook import Codebook
from planoteca.extraction.number_words import fold

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
# Shorter words are too close to each other: "meta" is one edit from "mesa".
_MIN_FUZZY = 6
_MAX_FUZZY = 24
_KEPT_TEXTS = 8_192  # every line is looked at several times
_KEPT_WORDS = 32_768  # the words of one plan are mostly those of the others


def words(text: str) -> Words:
    """The words and numbers of a text: lower case, no accents."""
    return tuple(_WORD.findall(fold(text)))


def located_words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as `words` gives them, each with where it starts and ends."""
    return [(match.group(), *match.span()) for match in _WORD.finditer(fold(text))]


@dataclass(frozen=True)
class Phrasebook:
    """Phrases of one vocabulary by their first word, longest first, each with its code."""

    by_first: Mapping[str, tuple[tuple[Words, str], ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Words, str]]) -> Phrasebook:
        found: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for phrase, code in pairs:
            if phrase:
                found[phrase[0]].append((phrase, code))
        return cls(
            {first: tuple(sorted(own, key=lambda p: -len(p[0]))) for first, own in found.items()}
        )

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for own in self.by_first.values() for _, code in own)

    def longest_at(self, printed: Words, position: int) -> tuple[int, str] | None:
        """(length, code) of the longest phrase that stands at a position."""
        first = printed[position] if position < len(printed) else ""
        for phrase, code in self.by_first.get(first, ()):
            if printed[position : position + len(phrase)] == phrase:
                return len(phrase), code
        return None

    def exact(self, printed: Words) -> str | None:
        """The code of the phrase that the words are, no more and no less."""
        for phrase, code in self.by_first.get(printed[0], ()) if printed else ():
            if printed == phrase:
                return code
        return None

    def code_of_all(self, printed: Words) -> str | None:
        """The code that every word alone is a phrase of: "economico" + "productiva"."""
        codes = {self.exact((word,)) for word in printed}
        return codes.pop() if len(codes) == 1 else None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Column titles, heading roles and dimension names; `class_words` are "dimensión", "eje"...

    `words(text)`: the words of a text, those one edit away from a vocabulary word replaced by it;
    `first_word(text)`: the first of them, blank where there is none.
    """

    columns: Phrasebook
    glued_columns: Mapping[str, str]
    headings: Phrasebook
    dimensions: Phrasebook
    class_words: frozenset[str]
    words: Callable[[str], Words]
    first_word: Callable[[str], str]

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, codebook: Codebook) -> Lexicon:
        columns = _pairs(codebook, "column_roles")
        headings = _pairs(codebook, "heading_roles")
        dimensions = _pairs(codebook, "dimensions")
        # "dimensión", "eje", "ámbito": what the column of dimensions is headed with.
        class_words = frozenset(phrase[0] for phrase, code in columns if code == "dimension")
        known = {word for phrase, _ in (*columns, *headings, *dimensions) for word in phrase}
        return cls(
            Phrasebook.of(columns),
            {"".join(phrase): code for phrase, code in columns},
            Phrasebook.of(headings),
            Phrasebook.of(dimensions),
            class_words,
            *_readers(known),
        )


def _readers(vocabulary: Iterable[str]) -> tuple[Callable[[str], Words], Callable[[str], str]]:
    """What reads the words, or the first, of a text with slips in those of a vocabulary mended."""
    known: dict[str, list[str]] = defaultdict(list)  # a word, or one less a letter -> the words
    for word in sorted(vocabulary):
        if len(word) >= _MIN_FUZZY:
            for form in _less_one_letter(word):
                known[form].append(word)

    @lru_cache(maxsize=_KEPT_WORDS)
    def nearest(word: str) -> str:
        if len(word) < _MIN_FUZZY:
            return word
        # Two words one edit apart share a form with a letter less (or one is such a form).
        forms = known.keys() & _less_one_letter(word)
        near = sorted({each for form in forms for each in known[form]})
        if word in near:
            return word
        return next((each for each in near if one_edit(word, each)), word)

    @lru_cache(maxsize=_KEPT_TEXTS)
    def read(text: str) -> Words:
        return tuple(map(nearest, words(text)))

    def read_first(text: str) -> str:
        word = _WORD.search(fold(text))
        return nearest(word.group()) if word else ""

    return read, read_first


def _less_one_letter(word: str) -> set[str]:
    forms = {word[:i] + word[i + 1 :] for i in range(min(len(word), _MAX_FUZZY))}
    forms.add(word)
    return forms


def one_edit(first: str, second: str) -> bool:
    """Whether one letter changed, added, lost or swapped with its neighbour parts the words."""
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1:
        return False
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    if len(first) < len(second):
        return first[start:] == second[start + 1 :]
    if first[start + 1 :] == second[start + 1 :]:
        return True
    swapped = first[start : start + 2] == second[start : start + 2][::-1]
    return swapped and first[start + 2 :] == second[start + 2 :]


def _pairs(codebook: Codebook, vocabulary: str) -> list[tuple[Words, str]]:
    rows = codebook[vocabulary]
    return [
        (phrase, code)
        for code in rows.rows
        for variant in rows.variants(code)
        if (phrase := words(variant))
    ]
