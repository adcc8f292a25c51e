"""Passages that two plans share: shingles in common, chained, extended and compared word by word.

Seed, chain and extend, as in local alignment of sequences (T. F. Smith and M. S. Waterman, 1981;
for political texts J. Wilkerson, D. Smith and N. Stramp, 2015), so that no two plans are compared
that have no rare shingle in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planoteca.reuse.shingles import LENGTH, Shingles
from planoteca.reuse.words import Bools, Positions, Words

GAP = 50  # words between two shingles of one passage, at most
SHIFT = 20  # words by which one side may run ahead of the other between them, at most
FEWEST_WORDS = 20
LEAST_SIMILARITY = 0.5
_MISMATCH = (
    -2
)  # the cost of a word that differs beyond the outermost shingles; an equal one gains 1
_AT_ONCE = 4_000_000  # pairs of shingles
_NEIGHBOURS = 3


@dataclass(frozen=True)
class Passages:
    """Passages of two plans each, from word to word (`end` is the one after the last).

    `equal`: how many words of the two are the same, in the same order.
    """

    start: Positions
    end: Positions
    other_start: Positions
    other_end: Positions
    equal: Positions


def find(words: Words, shared: Shingles) -> Passages:
    """The passages that pairs of plans share, from the shingles that few plans have."""
    parts = [_passages(words, *pairs) for pairs in _pairs(words, shared)]
    nothing = np.zeros(0, np.int64)
    columns = zip(*parts, strict=True) if parts else [[nothing]] * 5
    return Passages(*(np.concatenate(column) for column in columns))


def _pairs(words: Words, shared: Shingles) -> Iterator[tuple[Positions, Positions]]:
    """Positions of equal shingles in an earlier and a later plan, all those of an earlier at once.

    In blocks of about _AT_ONCE, so that memory does not grow with the corpus.
    """
    order = np.argsort(shared.position)
    ends = np.searchsorted(shared.group, shared.group, side="right")
    partners = (ends - np.arange(len(ends)) - 1)[order]
    total = np.cumsum(partners)
    document = words.document_of(shared.position[order])
    begin = 0
    while begin < len(order):
        limit = (total[begin - 1] if begin else 0) + _AT_ONCE
        stop = int(np.searchsorted(total, limit, side="right"))
        # A plan is never cut; one alone may have more.
        last = document[min(max(stop, begin + 1), len(order)) - 1]
        if stop < len(order) and last == document[min(stop, len(order) - 1)] != document[begin]:
            last -= 1
        stop = int(np.searchsorted(document, last, side="right"))
        chosen = order[begin:stop]
        count = partners[begin:stop]
        first = np.repeat(chosen, count)
        ahead = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count) + 1
        if len(first):
            yield shared.position[first], shared.position[first + ahead]
        begin = stop


def _passages(words: Words, at: Positions, other: Positions) -> tuple[Positions, ...]:
    """start, end, other_start, other_end, equal of the passages on equal shingles."""
    document, beside = words.document_of(at), words.document_of(other)
    order = np.lexsort((at, beside, document))
    at, other, document, beside = at[order], other[order], document[order], beside[order]
    kept = _supported(at, other, document, beside)
    at, other, document, beside = at[kept], other[kept], document[kept], beside[kept]
    if not len(at):
        return (at,) * 5
    joined = _near(at, other, document, beside, 1)
    first = np.flatnonzero(np.append(True, ~joined))
    last = np.append(first[1:], len(at)) - 1
    before, equal_before = _extended(words, at[first] - 1, other[first] - 1, -1)
    after, equal_after = _extended(words, at[last] + LENGTH, other[last] + LENGTH, 1)
    start, end = at[first] - before, at[last] + LENGTH + after
    other_start = np.minimum.reduceat(other, first)
    other_start = np.minimum(other_start, other[first] - before)
    other_end = np.maximum.reduceat(other, first) + LENGTH
    other_end = np.maximum(other_end, other[last] + LENGTH + after)
    equal = np.add.reduceat(_equal_to_next(words, at, other, last), first)
    equal += equal_before + equal_after
    # Two passages of one pair that have grown into each other: the second begins where one ends.
    same = (document[first][1:] == document[first][:-1]) & (beside[first][1:] == beside[first][:-1])
    twice = np.append(0, np.where(same, np.maximum(0, end[:-1] - start[1:]), 0))
    start, other_start, equal = start + twice, other_start + twice, equal - twice
    lengths = end - start, other_end - other_start
    equal = np.minimum(equal, np.minimum(*lengths))
    good = (np.minimum(*lengths) >= FEWEST_WORDS) & (
        equal >= LEAST_SIMILARITY * np.maximum(*lengths)
    )
    return start[good], end[good], other_start[good], other_end[good], equal[good]


def _near(
    at: Positions, other: Positions, document: Positions, beside: Positions, steps: int
) -> Bools:
    """Whether a shingle and the one `steps` after it can belong to one passage."""
    ahead = at[steps:] - at[:-steps]
    shift = np.abs(ahead - (other[steps:] - other[:-steps]))
    same = (document[steps:] == document[:-steps]) & (beside[steps:] == beside[:-steps])
    return same & (ahead <= GAP) & (shift <= SHIFT)


def _supported(at: Positions, other: Positions, document: Positions, beside: Positions) -> Bools:
    """Which shingles have another of the same passage near; the rest are chance."""
    result = np.zeros(len(at), np.bool_)
    for steps in range(1, min(_NEIGHBOURS, len(at) - 1) + 1):
        near = _near(at, other, document, beside, steps)
        result[steps:] |= near
        result[:-steps] |= near
    return result


def _extended(
    words: Words, at: Positions, other: Positions, direction: int
) -> tuple[Positions, Positions]:
    """By how many words each passage goes on beyond its outermost shingle, and how many are equal.

    As far as equal words outweigh different ones.
    """
    steps = np.arange(GAP) * direction
    mine, theirs = at[:, None] + steps, other[:, None] + steps
    inside = np.ones(mine.shape, np.bool_)
    for positions, anchor in ((mine, at - direction), (theirs, other - direction)):
        owner = words.document_of(anchor)
        inside &= positions >= words.starts[owner][:, None]
        inside &= positions < words.starts[owner + 1][:, None]
    codes = words.codes
    last = len(codes) - 1
    equal = inside & (codes[np.clip(mine, 0, last)] == codes[np.clip(theirs, 0, last)])
    score = np.cumsum(np.where(equal, 1, _MISMATCH), axis=1)
    best = np.argmax(score, axis=1)
    rows = np.arange(len(at))
    length = np.where(score[rows, best] > 0, best + 1, 0)
    gained = np.cumsum(equal, axis=1)[rows, best]
    return length, np.where(length > 0, gained, 0)


def _equal_to_next(words: Words, at: Positions, other: Positions, last: Positions) -> Positions:
    """How many words from each shingle to the next of its passage are equal on both sides.

    A word counts that is the same where this shingle, or the next one, says that it should be.
    """
    ahead = np.append(at[1:] - at[:-1], LENGTH)
    ahead[last] = LENGTH
    following = np.append(np.arange(1, len(at)), len(at) - 1)
    following[last] = last
    index = np.repeat(np.arange(len(at)), ahead)
    offset = np.arange(len(index)) - np.repeat(np.cumsum(ahead) - ahead, ahead)
    mine = words.codes[at[index] + offset]
    end = len(words.codes) - 1
    here = words.codes[np.clip(other[index] + offset, 0, end)]
    shifted = other[following] - (at[following] - at)
    there = words.codes[np.clip(shifted[index] + offset, 0, end)]
    equal = np.bincount(index, (mine == here) | (mine == there), len(at)).astype(np.int64)
    room = np.append(other[1:] - other[:-1], LENGTH)
    room[last] = LENGTH
    return np.minimum(equal, np.maximum(room, 0))
