"""Dictionaries, `theme_terms.csv` and `function_terms.csv`: terms that tell what a text is about.

A term is a word or a phrase in plain letters; `*` ends a word of which any ending counts.
CODEBOOK.md, "Themes", has the rules.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TERM_COLUMNS = ("term", "exclude", "note")
NO_THEME = "other"
MAX_THEMES = 4  # of one commitment
# Words that say nothing of a topic: left out of texts and terms before they are compared.
FUNCTION_WORDS = frozenset(
    [
        *("a", "al", "ante", "con", "de", "del", "el", "en", "la", "las", "lo", "los", "o", "para"),
        *("por", "que", "se", "sin", "sobre", "su", "sus", "u", "un", "una", "unas", "unos", "y"),
    ]
)
_PLAIN = re.compile(r"[a-z0-9]+\*?( [a-z0-9]+\*?)*")
_MIN_STEM = 3


@dataclass(frozen=True)
class Token:
    """One word of a term; where it `is_open`, every word that begins with `stem` counts."""

    stem: str
    is_open: bool

    def matches(self, word: str) -> bool:
        return word.startswith(self.stem) if self.is_open else word == self.stem


Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class ThemeTerm:
    """One row of a dictionary. `exclude`: phrases around the term in which it does not count.

    `theme_id` is the code that it stands for: of a theme, or of a function of government. An
    exclusion is (words of the phrase that stand before the term, the phrase).
    """

    theme_id: str
    tokens: Tokens
    exclude: tuple[tuple[int, Tokens], ...] = ()


def load(
    path: Path, codes: Container[str], problems: list[str], key: str = "theme_id"
) -> tuple[ThemeTerm, ...]:
    """The terms of a dictionary in file order; what is wrong with it is added to `problems`.

    `key`: the column of the code that a term stands for, one of `codes`.
    """
    if not path.is_file():
        problems.append(f"{path}: missing")
        return ()
    terms: list[ThemeTerm] = []
    seen: dict[tuple[str, Tokens], int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in (key, *TERM_COLUMNS) if name not in (reader.fieldnames or ())]
        if missing:
            problems.append(f"{path}:1: missing column(s) {', '.join(missing)}")
            return ()
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row or None in row.values():
                problems.append(f"{where}: wrong number of cells")
                continue
            code, term, exclude = (row[name].strip() for name in (key, *TERM_COLUMNS[:2]))
            found = [*_code_problems(key, code, codes), *_problems(term, exclude)]
            tokens = tokens_of(term)
            line = seen.setdefault((code, tokens), reader.line_num)
            if line != reader.line_num and not found:
                found.append(f"term {term!r} of {code!r} is already in line {line}")
            problems += [f"{where}: {problem}" for problem in found]
            if not found:
                phrases = [tokens_of(phrase) for phrase in phrases_of(exclude)]
                terms.append(
                    ThemeTerm(
                        code,
                        tokens,
                        tuple((at, phrase) for phrase in phrases for at in _places(tokens, phrase)),
                    )
                )
    return tuple(terms)


def tokens_of(term: str) -> Tokens:
    """The words of a term, function words left out."""
    return tuple(
        Token(word.removesuffix("*"), word.endswith("*"))
        for word in term.split()
        if word not in FUNCTION_WORDS
    )


def phrases_of(cell: str) -> list[str]:
    """The phrases of a cell, separated by bars."""
    return [phrase.strip() for phrase in cell.split("|") if phrase.strip()]


def _code_problems(key: str, code: str, codes: Container[str]) -> Iterator[str]:
    if code not in codes:
        yield f"{key} {code!r} is not in {key.removesuffix('_id')}s.csv"
    elif code == NO_THEME:
        yield f"{NO_THEME!r} is what no term matches; it takes no term"


def _problems(term: str, exclude: str) -> Iterator[str]:
    if not term:
        yield "term is blank"
        return
    for text in (term, *phrases_of(exclude)):
        if problem := _spelling(text):
            yield f"{text!r}: {problem}"
            return
    tokens = tokens_of(term)
    for phrase in phrases_of(exclude):
        if not _places(tokens, tokens_of(phrase)):
            yield f"exclude {phrase!r} does not hold the term {term!r}, so it never applies"
        elif tokens_of(phrase) == tokens:
            yield f"exclude {phrase!r} is the term {term!r} itself, which would never count"


def _spelling(text: str) -> str | None:
    if not _PLAIN.fullmatch(text):
        return "write lower-case letters without accents, n for ñ, and * only at the end of a word"
    tokens = tokens_of(text)
    if not tokens:
        return "function words alone are no term"
    short = [token.stem for token in tokens if token.is_open and len(token.stem) < _MIN_STEM]
    return f"{short[0]}* is too short; {_MIN_STEM} letters before * at least" if short else None


def _places(term: Sequence[Token], phrase: Sequence[Token]) -> list[int]:
    """Where in a phrase the term stands: how many words of the phrase come before it."""
    return [
        at
        for at in range(len(phrase) - len(term) + 1)
        if all(token.matches(phrase[at + i].stem) for i, token in enumerate(term))
    ]
