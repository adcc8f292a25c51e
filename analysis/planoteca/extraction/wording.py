"""Word lists as patterns: alternatives parted by blanks, `*` for any ending, `_` for a blank."""

from __future__ import annotations

import re


def any_of(words: str) -> str:
    """A non-capturing group that matches one of the words, whole."""
    forms = (re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words.split())
    return rf"\b(?:{'|'.join(forms)})\b"


def pattern(words: str) -> re.Pattern[str]:
    """`any_of`, compiled; it expects folded text (lower case, no accents)."""
    return re.compile(any_of(words))
