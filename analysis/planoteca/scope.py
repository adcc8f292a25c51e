"""What part of a document a coding is about, where not the whole: `scope.csv` beside it.

A coder who coded a sample, or is not done, claims nothing about the rest; agreement must not count
it. One row for each unit that was given and decided, or for each passage that was read through.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from planoteca.agreement.comparing import of_sequences
from planoteca.agreement.units import match_units
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.errors import InvalidData, InvalidParameter

FILE = "scope.csv"
UNIT, PASSAGE = "unit", "passage"
# `part`: a unit (a commitment, with its statement) or a passage (lines read for commitments).
SCOPE: dict[str, Any] = {
    "part": pl.String,
    "page_start": pl.Int64,
    "page_end": pl.Int64,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "section": pl.String,
    "statement": pl.String,
}
_LINES = 40  # of a passage, in a document without pages


def frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as the frame SCOPE."""
    return pl.DataFrame([{name: row.get(name) for name in SCOPE} for row in rows], SCOPE)


def load(folder: Path) -> pl.DataFrame | None:
    """The scope of the coding in a folder; None where it is the whole document.

    Raises InvalidData.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        found = pl.read_csv(path, schema_overrides=SCOPE)
        return found.select(*SCOPE)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise InvalidData(f"{path}: {' '.join(str(error).split())[:200]}") from error


def restrict(coded: Coding, *scopes: pl.DataFrame | None) -> Coding:
    """The commitments of a coding (and their quantities) that all of the scopes cover."""
    for scope in scopes:
        if scope is not None:
            coded = of_sequences(coded, _covered(coded.commitments, scope))
    return coded


def _covered(commitments: pl.DataFrame, scope: pl.DataFrame) -> set[int]:
    units = scope.filter(pl.col("part") == UNIT).with_row_index("sequence")
    passages = scope.filter(pl.col("part") == PASSAGE).rows(named=True)
    return {second for _, second in match_units(units, commitments).pairs} | {
        row["sequence"]
        for row in commitments.iter_rows(named=True)
        if any(_begins_in(row, passage) for passage in passages)
    }


def _begins_in(row: Mapping[str, Any], passage: Mapping[str, Any]) -> bool:
    if row["line_start"] is not None and passage["line_start"] is not None:
        return bool(passage["line_start"] <= row["line_start"] <= passage["line_end"])
    return row["page_start"] is not None and row["page_start"] == passage["page_start"]


def draw_units(commitments: pl.DataFrame, size: int, seed: int) -> pl.DataFrame:
    """A simple random sample of rows, all of them where there are no more; in their order.

    Raises InvalidParameter for a size below 1.
    """
    _check(size)
    numbers = _draw(range(len(commitments)), size, seed)
    return commitments[sorted(numbers)]


def passages(document: Document) -> list[dict[str, Any]]:
    """The pages of a document that have text, or runs of 40 lines where it has no pages."""
    written = [line for line in document.lines if line.text.strip()]
    runs = groupby(written, key=lambda line: line.page or (line.number - 1) // _LINES)
    found = []
    for _, run in runs:
        lines = list(run)
        found.append(
            {
                "part": PASSAGE,
                "page_start": lines[0].page,
                "page_end": lines[0].page,
                "line_start": lines[0].number,
                "line_end": lines[-1].number,
            }
        )
    return found


def draw_passages(
    document: Document, commitments: pl.DataFrame, size: int, seed: int
) -> list[dict[str, Any]]:
    """A random sample of passages, in their order: half of them, rounded up, hold a commitment.

    Most pages of a plan hold none: a simple random sample would measure little but that. Where
    one half has too few passages, the other fills it. Raises InvalidParameter for a size below 1.
    """
    _check(size)
    every = passages(document)
    rows = commitments.rows(named=True)
    holding = [n for n, each in enumerate(every) if any(_begins_in(row, each) for row in rows)]
    others = sorted(set(range(len(every))) - set(holding))
    first = _draw(holding, size - min(len(others), size // 2), seed)
    second = _draw(others, size - len(first), seed)
    return [every[n] for n in sorted([*first, *second])]


def _check(size: int) -> None:
    if size < 1:
        raise InvalidParameter(f"a sample of {size}; give 1 or more")


def _draw(population: Sequence[int], size: int, seed: int) -> list[int]:
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again
    return chance.sample(population, min(size, len(population)))
