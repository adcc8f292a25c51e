"""Boilerplate: passages that stand in many plans, each named by its longest printing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from planoteca.reuse.shingles import FEWEST, LENGTH, Shingles
from planoteca.reuse.words import Numbers, Positions, Words

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
    position, group = _in_order(shared)
    if not len(position):
        nothing = np.zeros(0, np.int64)
        return Printings(nothing, nothing, nothing)
    is_new = np.append(True, np.diff(position) > _GAP)
    borders = np.searchsorted(position, words.starts[:-1].astype(np.int32))
    is_new[borders[borders < len(position)]] = True
    first = np.flatnonzero(is_new)
    last = np.append(first[1:], len(position)) - 1
    start, end = position[first].astype(np.int64), position[last].astype(np.int64) + LENGTH
    kept = end - start >= _FEWEST_WORDS
    inside = kept[np.cumsum(is_new) - 1]
    start, end = start[kept], end[kept]
    run = np.cumsum(is_new[inside]) - 1
    text = _texts(run, group[inside], end - start)
    texts = pl.DataFrame({"text": text, "document": words.document_of(start)})
    plans = texts.select(pl.col("document").n_unique().over("text"))["document"].to_numpy()
    # What many plans say in other words around it is no passage of many.
    many = plans > FEWEST
    return Printings(start[many], end[many], text[many])


def _in_order(shared: Shingles) -> tuple[Numbers, Numbers]:
    """Positions in their order, and the groups of the shingles there; one sort for both."""
    both = shared.position.astype(np.int64) << 32 | shared.group
    both.sort()
    return (both >> 32).astype(np.int32), both.astype(np.int32)


def _texts(run: Positions, group: Numbers, lengths: Positions) -> Positions:
    """The printing that stands for each: the longest that has most of its shingles.

    `run`: for each shingle, in order, the printing it is in; `group`: the number of the shingle.
    """
    if not len(run):
        return run
    longest_first = np.argsort(-lengths, kind="stable")
    rank = np.empty_like(longest_first)
    rank[longest_first] = np.arange(len(lengths))
    highest = np.full(int(group.max()) + 1, len(lengths))
    np.minimum.at(highest, group, rank[run])
    # Printings, each with one that has some of its shingles, and how many.
    pairs = run * len(lengths) + longest_first[highest[group]]
    pairs.sort()
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    shared = np.diff(first, append=len(pairs))
    run, owner = np.divmod(pairs[first], len(lengths))
    begin = np.flatnonzero(np.diff(run, prepend=-1))
    is_most = shared == np.maximum.reduceat(shared, begin)[run]
    run, owner = run[is_most], owner[is_most]
    found: Positions = owner[np.flatnonzero(np.diff(run, prepend=-1))]
    # The one that stands for others stands for itself.
    while not np.array_equal(found[found], found):
        found = found[found]
    return found
