"""Text of invented words, in lines, for tests of text reuse."""

from __future__ import annotations

import random
from collections.abc import Sequence

import polars as pl

_LINE = 10


def words(count: int, seed: str) -> list[str]:
    """Words that no other seed gives in the same order."""
    chance = random.Random(seed)  # noqa: S311 - the same words each time
    letters = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    return ["".join(chance.choices(letters, k=chance.randint(1, 4))) for _ in range(count)]


def changed(text: Sequence[str], one_of: int) -> list[str]:
    """The words with one of so many replaced."""
    return [f"otra{n}" if n % one_of == one_of // 2 else word for n, word in enumerate(text)]


def in_lines(text: Sequence[str]) -> list[str]:
    return [" ".join(text[n : n + _LINE]) for n in range(0, len(text), _LINE)]


def lines(**plans: Sequence[str]) -> pl.DataFrame:
    """Columns `document_id`, `line`, `text` of plans by name."""
    rows = [
        (name, number, line)
        for name, text in plans.items()
        for number, line in enumerate(in_lines(text), start=1)
    ]
    schema = {"document_id": pl.String, "line": pl.Int32, "text": pl.String}
    return pl.DataFrame(rows, schema, orient="row")
