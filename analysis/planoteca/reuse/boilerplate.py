"""Boilerplate: passages that stand in many plans, each named by its longest printing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from planoteca.reuse.shingles import FEWEST, LENGTH, Shingles
from planoteca.reuse.words import Positions, Words

_GAP = 10  # words between two shingles of one passage, at most
_FEWEST_WORDS = 10


@dataclass(frozen=True)
class Printings:
    """Where boilerplate is printed, from word to word; equal numbers in `text` are one passage.

    `text` is the index of the longest of them, the one with which all are listed.
    """

    start: Positions
    end: Positions
    text: Positions

    def words_between(self, starts: Positions, ends: Positions) -> Positions:
        """How many words of boilerplate stand between some positions."""
        before = np.append(0, np.cumsum(self.end - self.start))

        def up_to(positions: Positions) -> Positions:
            begun = np.searchsorted(self.start, positions)
            beyond = np.append(0, self.end)[begun] - positions
            total: Positions = before[begun] - np.maximum(0, beyond)
            return total

        return up_to(ends) - up_to(starts)


def find(words: Words, shared: Shingles) -> Printings:
    """The printings of passages made of shingles that many plans have."""
    order = np.argsort(shared.position)
    position, group = shared.position[order], shared.group[order]
    if not len(position):
        return Printings(position, position, position)
    document = words.document_of(position)
    is_new = np.append(
        True, (document[1:] != document[:-1]) | (position[1:] - position[:-1] > _GAP)
    )
    first = np.flatnonzero(is_new)
    last = np.append(first[1:], len(position)) - 1
    start, end = position[first], position[last] + LENGTH
    kept = end - start >= _FEWEST_WORDS
    run = np.cumsum(is_new) - 1
    inside = kept[run]
    number = np.cumsum(kept) - 1
    shingles = pl.DataFrame({"run": number[run[inside]], "group": group[inside]})
    start, end, document = start[kept], end[kept], document[first][kept]
    texts = pl.DataFrame({"text": _texts(shingles, end - start), "document": document})
    plans = texts.select(pl.col("document").n_unique().over("text"))["document"].to_numpy()
    # What many plans say in other words around it is no passage of many.
    many = plans > FEWEST
    return Printings(start[many], end[many], texts["text"].to_numpy()[many])


def _texts(shingles: pl.DataFrame, lengths: Positions) -> Positions:
    """The printing that stands for each: the longest that has most of its shingles."""
    longest_first = pl.col("length").rank("ordinal", descending=True)
    ranks = pl.DataFrame({"length": lengths}).select(
        run=pl.int_range(pl.len()).cast(pl.Int64), rank=longest_first
    )
    owners = shingles.join(ranks, on="run").with_columns(
        owner=pl.col("run").sort_by("rank").first().over("group")
    )
    texts = (
        owners.group_by("run", "owner")
        .len()
        .sort("run", "len", "owner", descending=[False, True, False])
        .group_by("run", maintain_order=True)
        .first()
    )
    found = np.arange(len(lengths))
    found[texts["run"].to_numpy()] = texts["owner"].to_numpy()
    # The one that stands for others stands for itself.
    while not np.array_equal(found[found], found):
        found = found[found]
    return found
