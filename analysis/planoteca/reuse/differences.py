"""Which words of two passages differ."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import groupby

from planoteca.places import plain

Marked = list[tuple[str, bool]]  # text, and whether the other passage has it there


def marked(text: str, other: str) -> tuple[Marked, Marked]:
    """Two texts in pieces; case, accents and punctuation make no difference.

    The time grows with the product of their lengths: give it passages, not plans.
    """
    words, other_words = text.split(), other.split()
    matcher = difflib.SequenceMatcher(None, _keys(words), _keys(other_words), autojunk=False)
    here, there = [False] * len(words), [False] * len(other_words)
    for block in matcher.get_matching_blocks():
        here[block.a : block.a + block.size] = [True] * block.size
        there[block.b : block.b + block.size] = [True] * block.size
    return _pieces(words, here), _pieces(other_words, there)


def _keys(words: Sequence[str]) -> list[str]:
    return [re.sub(r"[\W_]+", "", plain(word)) for word in words]


def _pieces(words: Sequence[str], is_same: Sequence[bool]) -> Marked:
    pairs = zip(words, is_same, strict=True)
    return [
        (" ".join(word for word, _ in group), same)
        for same, group in groupby(pairs, key=lambda pair: pair[1])
    ]
