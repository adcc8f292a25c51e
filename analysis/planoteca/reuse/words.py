"""The words of all plans as one array of numbers, which knows documents and lines."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from planoteca.places import plain

Positions = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
Bools = npt.NDArray[np.bool_]
_WORD = r"[\p{L}\p{M}\p{N}]+"


@dataclass(frozen=True)
class Words:
    """Every word in reading order; a position is an index of `codes`.

    codes: a number for each word, the same whatever its case and accents.
    documents: the document_ids that have words; `starts`: the position of the first word of each,
    and the number of all words. line_starts, line_numbers: first position and number of each line.
    """

    codes: Codes
    documents: tuple[str, ...]
    starts: Positions
    line_starts: Positions
    line_numbers: Positions

    def document_of(self, positions: Positions) -> Positions:
        """The index in `documents` of the words at some positions."""
        return np.searchsorted(self.starts, positions, side="right") - 1

    def line_of(self, positions: Positions) -> Positions:
        """The number of the line in which the words at some positions stand."""
        return self.line_numbers[np.searchsorted(self.line_starts, positions, side="right") - 1]

    def lengths(self) -> Positions:
        """The number of words of each document."""
        return np.diff(self.starts)


def read(batches: Iterable[pl.DataFrame]) -> Words:
    """The words of frames with `document_id`, `line`, `text`, together in order of both."""
    known: dict[str, int] = {}
    codes: list[Codes] = []
    per_line: list[pl.DataFrame] = []
    for batch in batches:
        tokens = batch["text"].fill_null("").str.extract_all(_WORD)
        codes.append(_codes(tokens.explode(empty_as_null=False), known))
        per_line.append(batch.select("document_id", "line").with_columns(words=tokens.list.len()))
    if not per_line:
        nothing = np.zeros(0, np.int64)
        return Words(np.zeros(0, np.uint32), (), np.zeros(1, np.int64), nothing, nothing)
    lines = pl.concat(per_line).filter(pl.col("words") > 0)
    ends = lines["words"].cast(pl.Int64).cum_sum().to_numpy()
    line_starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    runs = lines["document_id"].rle().struct.unnest()
    first_lines = runs["len"].cast(pl.Int64).cum_sum().to_numpy() - runs["len"].to_numpy()
    starts = np.append(line_starts[first_lines], ends[-1:] if len(ends) else [0])
    return Words(
        np.concatenate(codes),
        tuple(runs["value"]),
        starts,
        line_starts,
        lines["line"].cast(pl.Int64).to_numpy(),
    )


def _codes(tokens: pl.Series, known: dict[str, int]) -> Codes:
    """The number of each token; what was worked out once is kept in `known`."""
    if not len(tokens):
        return np.zeros(0, np.uint32)
    # Categories of its own: those that all columns share would grow from batch to batch.
    category = tokens.cast(pl.Categorical(pl.Categories.random())).to_physical()
    first = category.arg_unique()
    different = tokens.gather(first).to_list()
    for token in different:
        if token not in known:
            known[token] = zlib.crc32(plain(token).encode())
    numbers = np.zeros(int(category.max()) + 1, np.uint32)  # type: ignore[arg-type]
    numbers[category.gather(first).to_numpy()] = [known[token] for token in different]
    codes: Codes = numbers[category.to_numpy()]
    return codes
