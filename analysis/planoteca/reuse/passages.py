"""Passages that two plans share: shingles in common, chained, extended and compared word by word.

Seed, chain and extend, as in local alignment of sequences (T. F. Smith and M. S. Waterman, 1981;
for political texts J. Wilkerson, D. Smith and N. Stramp, 2015), so that no two plans are compared
that have no rare shingle in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planoteca.reuse.shingles import LENGTH, Shingles
from planoteca.reuse.words import Bools, Positions, Words

GAP = 50  # words between two shingles of one passage, at most
SHIFT = 20  # words by which one side may run ahead of the other between them, at most
FEWEST_WORDS = 20
LEAST_SIMILARITY = 0.5
# What a word beyond the outermost shingles counts that differs; an equal one counts 1.
_MISMATCH = -2
_AT_ONCE = 250_000  # matches
_EXTENDED = 2_048  # passages at once: what fits the processor's cache takes half the time
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

    def where(self, chosen: Bools) -> Passages:
        return Passages(*(column[chosen] for column in vars(self).values()))


@dataclass(frozen=True)
class _Matches:
    """Equal shingles at positions of two documents, in the order of documents and positions."""

    at: Positions
    other: Positions
    document: Positions
    other_document: Positions

    def where(self, chosen: Bools | Positions) -> _Matches:
        return _Matches(*(column[chosen] for column in vars(self).values()))

    def is_near(self, steps: int) -> Bools:
        """Whether a match and the one `steps` after it can belong to one passage."""
        ahead = self.at[steps:] - self.at[:-steps]
        shift = np.abs(ahead - (self.other[steps:] - self.other[:-steps]))
        near: Bools = self.is_same_pair(steps) & (ahead <= GAP) & (shift <= SHIFT)
        return near

    def is_same_pair(self, steps: int) -> Bools:
        """Whether a match and the one `steps` after it are of the same two documents."""
        same: Bools = (self.document[steps:] == self.document[:-steps]) & (
            self.other_document[steps:] == self.other_document[:-steps]
        )
        return same


def find(words: Words, shared: Shingles) -> Passages:
    """The passages that pairs of plans share, from the shingles that few plans have."""
    parts = [_passages(words, matches) for matches in _matches(words, shared)]
    nothing = np.zeros(0, np.int64)
    columns = zip(*(vars(part).values() for part in parts), strict=True)
    return Passages(*map(np.concatenate, columns)) if parts else Passages(*[nothing] * 5)


def _matches(words: Words, shared: Shingles) -> Iterator[_Matches]:
    """The matches of each plan with all later ones, some plans at once.

    About _AT_ONCE matches, so that memory does not grow with the corpus.
    """
    position = shared.position.astype(np.int64)
    document = words.document_of(position)
    group_ends = np.searchsorted(shared.group, shared.group, side="right")
    order = np.argsort(position)
    partners = (group_ends - np.arange(len(group_ends)) - 1)[order]
    block = np.cumsum(partners) // _AT_ONCE
    # A plan is never cut: it goes with its first shingle.
    in_order = document[order]
    block = block[np.searchsorted(in_order, in_order)] if len(block) else block
    for begin, stop in _runs(block):
        count = partners[begin:stop]
        first = np.repeat(order[begin:stop], count)
        if not len(first):
            continue
        second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
        # In the order of positions before, and so of those of each pair.
        by_pair = np.argsort(
            document[first] * len(words.documents) + document[second], kind="stable"
        )
        first, second = first[by_pair], second[by_pair]
        yield _Matches(position[first], position[second], document[first], document[second])


def _runs(values: Positions) -> Iterator[tuple[int, int]]:
    """Beginning and end of each run of equal values."""
    borders = np.flatnonzero(np.diff(values)) + 1
    if len(values):
        yield from zip([0, *borders.tolist()], [*borders.tolist(), len(values)], strict=True)


def _passages(words: Words, matches: _Matches) -> Passages:
    matches = matches.where(_is_supported(matches))
    at, other = matches.at, matches.other
    first = np.flatnonzero(np.append(True, ~matches.is_near(1))) if len(at) else at
    last = np.append(first[1:], len(at)) - 1 if len(at) else at
    if not len(first):
        return Passages(at, at, at, at, at)
    before, equal_before = _extension(words, at[first] - 1, other[first] - 1, -1)
    after, equal_after = _extension(words, at[last] + LENGTH, other[last] + LENGTH, 1)
    lowest, highest = np.minimum.reduceat(other, first), np.maximum.reduceat(other, first)
    equal = np.add.reduceat(_equal_to_next(words, at, other, last), first)
    found = Passages(
        start=at[first] - before,
        end=at[last] + LENGTH + after,
        other_start=np.minimum(lowest, other[first] - before),
        other_end=np.maximum(highest + LENGTH, other[last] + LENGTH + after),
        equal=equal + equal_before + equal_after,
    )
    return _good(_apart(found, matches.where(first).is_same_pair(1)))


def _apart(found: Passages, is_same_pair: Bools) -> Passages:
    """The passages, those of a pair that have grown into each other cut where the first ends."""
    twice = np.where(is_same_pair, np.maximum(0, found.end[:-1] - found.start[1:]), 0)
    twice = np.append(0, twice)
    return Passages(
        found.start + twice,
        found.end,
        found.other_start + twice,
        found.other_end,
        found.equal - twice,
    )


def _good(found: Passages) -> Passages:
    """The passages that are long enough and of which enough words are equal."""
    length, other_length = found.end - found.start, found.other_end - found.other_start
    shorter, longer = np.minimum(length, other_length), np.maximum(length, other_length)
    good = (shorter >= FEWEST_WORDS) & (found.equal >= LEAST_SIMILARITY * longer)
    return replace(found, equal=np.minimum(found.equal, shorter)).where(good)


def _is_supported(matches: _Matches) -> Bools:
    """Which matches have another of the same passage near; the rest are chance."""
    result = np.zeros(len(matches.at), np.bool_)
    for steps in range(1, min(_NEIGHBOURS, len(result) - 1) + 1):
        near = matches.is_near(steps)
        result[steps:] |= near
        result[:-steps] |= near
    return result


def _extension(
    words: Words, at: Positions, other: Positions, direction: int
) -> tuple[Positions, Positions]:
    """By how many words each passage goes on beyond its outermost match, and how many are equal.

    As far as equal words outweigh different ones.
    """
    room = np.minimum(_room(words, at, direction), _room(words, other, direction))
    steps, equal = np.zeros_like(at), np.zeros_like(at)
    ahead, last = np.arange(GAP), len(words.codes) - 1
    for start in range(0, len(at), _EXTENDED):
        some = slice(start, start + _EXTENDED)
        mine, theirs = (
            words.codes[np.clip(positions[some, None] + ahead * direction, 0, last)]
            for positions in (at, other)
        )
        same = (mine == theirs) & (ahead < room[some, None])
        score = np.cumsum(np.where(same, 1, _MISMATCH), axis=1, dtype=np.int16)
        best = np.argmax(score, axis=1)
        rows = np.arange(len(best))
        is_gain = score[rows, best] > 0
        steps[some] = np.where(is_gain, best + 1, 0)
        equal[some] = np.where(is_gain, same.cumsum(axis=1, dtype=np.int16)[rows, best], 0)
    return steps, equal


def _room(words: Words, at: Positions, direction: int) -> Positions:
    """How many words of the plan there are from each position on, which may be just outside."""
    document = words.document_of(at - direction)
    ahead = words.starts[document + 1] - at if direction > 0 else at + 1 - words.starts[document]
    return np.asarray(ahead)


def _equal_to_next(words: Words, at: Positions, other: Positions, last: Positions) -> Positions:
    """How many words from each match to the next of its passage are equal on both sides.

    A word counts that is the same where this match, or the next one, says that it should be.
    """
    following = np.minimum(np.arange(1, len(at) + 1), len(at) - 1)
    following[last] = last
    ahead, room = at[following] - at, other[following] - other
    ahead[last] = room[last] = LENGTH
    match = np.repeat(np.arange(len(at)), ahead)
    step = np.arange(len(match)) - np.repeat(np.cumsum(ahead) - ahead, ahead)
    shifted = other[following] - (at[following] - at)
    end = len(words.codes) - 1
    mine = words.codes[at[match] + step]
    here = words.codes[np.clip(other[match] + step, 0, end)]
    there = words.codes[np.clip(shifted[match] + step, 0, end)]
    equal = np.bincount(match, (mine == here) | (mine == there), len(at)).astype(np.int64)
    return np.clip(equal, 0, np.maximum(room, 0))
