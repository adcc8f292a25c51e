"""What a commitment is about: the themes whose terms its text holds, by the dictionary.

All terms are looked up in one walk over the words of a text; CODEBOOK.md, "Themes", has the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from planoteca.codebook import Codebook
from planoteca.extraction.lexicon import located_words
from planoteca.frames import THEME
from planoteca.theme_terms import FUNCTION_WORDS, MAX_THEMES, NO_THEME, ThemeTerm, Token, Tokens

# The texts of a commitment that may name its themes, the first one first.
THEME_TEXTS = ("statement", "objective", "problem")


@dataclass(frozen=True)
class Theme:
    """One theme of a commitment: its evidence, and which text of the commitment holds it."""

    theme_id: str
    terms: tuple[str, ...]  # as printed, in order
    found_in: str | None  # a name of the texts given; None for `other`


@dataclass(frozen=True)
class ThemeFinder:
    """The dictionary, by the first word of each term; made once for many texts."""

    exact: Mapping[str, Sequence[ThemeTerm]]
    open_stems: Mapping[str, Sequence[ThemeTerm]]
    lengths: Sequence[int]  # of the open stems, shortest first
    starts: dict[str, tuple[ThemeTerm, ...]] = field(default_factory=dict)  # word -> its terms

    @classmethod
    def of(cls, terms: Iterable[ThemeTerm]) -> ThemeFinder:
        exact: dict[str, list[ThemeTerm]] = defaultdict(list)
        stems: dict[str, list[ThemeTerm]] = defaultdict(list)
        for term in terms:
            first = term.tokens[0]
            (stems if first.is_open else exact)[first.stem].append(term)
        return cls(exact, stems, sorted({len(stem) for stem in stems}))

    def themes(self, texts: Iterable[tuple[str, str | None]]) -> list[Theme]:
        """The themes of a commitment whose texts are given with their names, the first one first.

        A later text is read only where those before name no theme; where none does, the one
        theme is `other`.
        """
        for name, text in texts:
            if text and (found := self.find(text)):
                return [Theme(theme, terms, name) for theme, terms in found]
        return [Theme(NO_THEME, (), None)]

    def find(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """At most four themes of a text, the best supported first, with the words as printed.

        The support is the number of different terms matched; of two alike the one named first.
        """
        evidence: dict[str, dict[tuple[str, ...], str]] = {}
        for term, printed, words in self._matches(text):
            evidence.setdefault(term.theme_id, {}).setdefault(words, printed)
        ordered = sorted(evidence.items(), key=lambda item: -len(item[1]))
        return [(theme, tuple(found.values())) for theme, found in ordered[:MAX_THEMES]]

    def _matches(self, text: str) -> Iterator[tuple[ThemeTerm, str, tuple[str, ...]]]:
        """(term, what is printed, its words) of every match; the longest at each place."""
        located = [item for item in located_words(text) if item[0] not in FUNCTION_WORDS]
        words = [word for word, _, _ in located]
        at = 0
        while at < len(words):
            longest = 0
            for term in self._starting_with(words[at]):
                length = len(term.tokens)
                if length < longest:
                    break
                if _stands(term.tokens, words, at) and not _is_excluded(term, words, at):
                    longest = length
                    start, end = located[at][1], located[at + length - 1][2]
                    yield term, text[start:end], tuple(words[at : at + length])
            at += longest or 1

    def _starting_with(self, word: str) -> tuple[ThemeTerm, ...]:
        """The terms whose first word this is, longest first."""
        found = self.starts.get(word)
        if found is None:
            terms = list(self.exact.get(word, ()))
            for length in self.lengths:
                if length > len(word):
                    break
                terms += self.open_stems.get(word[:length], ())
            terms.sort(key=lambda term: -len(term.tokens))
            found = self.starts[word] = tuple(terms)
        return found


def find_themes(commitments: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Frame THEME: the themes of every commitment, the best supported first."""
    finder = _finder(codebook)
    rows = [
        (sequence, theme.theme_id, position, "; ".join(theme.terms) or None, theme.found_in)
        for sequence, *texts in commitments.select("sequence", *THEME_TEXTS).iter_rows()
        for position, theme in enumerate(
            finder.themes(zip(THEME_TEXTS, texts, strict=True)), start=1
        )
    ]
    return pl.DataFrame(rows, THEME, orient="row")


@lru_cache(maxsize=4)
def _finder(codebook: Codebook) -> ThemeFinder:
    return ThemeFinder.of(codebook.theme_terms)


def _stands(tokens: Tokens, words: Sequence[str], at: int) -> bool:
    if at < 0 or at + len(tokens) > len(words):
        return False
    return all(map(Token.matches, tokens, words[at : at + len(tokens)]))


def _is_excluded(term: ThemeTerm, words: Sequence[str], at: int) -> bool:
    return any(_stands(phrase, words, at - before) for before, phrase in term.exclude)
