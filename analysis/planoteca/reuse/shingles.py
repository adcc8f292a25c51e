"""Shingles: runs of words that stand in several plans, found in time linear in the corpus.

A shingle is LENGTH words in a row (A. Z. Broder, "On the resemblance and containment of
documents", 1997). One in SAMPLED is kept, chosen by its own hash and so alike in every plan; unlike
the minimum of a window (winnowing: Schleimer, Wilkerson and Aiken 2003), the choice does not depend
on the words around, of which a copy may have changed some.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planoteca.reuse.words import Bools, Numbers, Words

LENGTH = 4
SAMPLED = 2
# A shingle of more plans than a tenth of the corpus, or than MOST, is nobody's own.
FEWEST, MOST, SHARE = 4, 25, 0.1
_BLOCK = 500_000  # words at once
_HASH_BITS, _POSITION_BITS = np.uint64(33), np.uint64(31)
_POSITION = np.uint64(2**31 - 1)
# Odd numbers of 64 bits without a pattern, one for each word of a shingle.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 0xABC98388FB8FAC03, 0x8CB92BA72F3D8DD7], np.uint64
)
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Shingles:
    """The kept shingles that stand in more than one plan, once for each plan (the first).

    In order of `group` (equal shingles have one number) and, within it, of `position`, the word
    where it begins. `plans`: in how many plans the shingle stands.
    """

    group: Numbers
    position: Numbers
    plans: Numbers

    def where(self, chosen: Bools) -> Shingles:
        return Shingles(self.group[chosen], self.position[chosen], self.plans[chosen])


@dataclass(frozen=True)
class Repeats:
    """Where plans print such a shingle again: `position`, and `first`, where they do first."""

    position: Numbers
    first: Numbers


def most_plans(documents: int) -> int:
    """In how many plans of a corpus a shingle may stand without being boilerplate."""
    return int(min(MOST, max(FEWEST, documents * SHARE)))


def find(words: Words) -> tuple[Shingles, Repeats]:
    """The kept shingles of the words that stand in more than one plan, and their repeats."""
    keys = _kept(words)
    keys.sort()
    nothing = np.zeros(0, np.int32)
    parts = [(nothing, np.zeros(0, np.bool_), nothing, nothing)]
    parts += [_shared(words, part) for part in _cut(keys)]
    del keys
    position, is_new, again, first = (np.concatenate(part) for part in zip(*parts, strict=True))
    group = np.cumsum(is_new, dtype=np.int32) - np.int32(1)
    shared = Shingles(group, position, np.bincount(group).astype(np.int32)[group])
    return shared, Repeats(again, first)


def _cut(keys: Keys) -> Iterator[Keys]:
    """Some keys at once, equal shingles together."""
    start = 0
    while start < len(keys):
        last = keys[min(start + _BLOCK, len(keys)) - 1] | _POSITION
        stop = int(np.searchsorted(keys, last, side="right"))
        yield keys[start:stop]
        start = stop


def _shared(words: Words, keys: Keys) -> tuple[Numbers, Bools, Numbers, Numbers]:
    """The positions of shingles of several plans, once for each plan; which are a new shingle's.

    Then the positions where a plan has them again, and where it has each of those first.
    """
    hashes = keys >> _POSITION_BITS
    is_new = np.append(True, hashes[1:] != hashes[:-1])
    is_alone = is_new & np.append(is_new[1:], True)
    is_new, keys = is_new[~is_alone], keys[~is_alone]
    position = (keys & _POSITION).astype(np.int32)
    document = words.document_of(position)
    is_first = is_new.copy()
    is_first[1:] |= document[1:] != document[:-1]
    group = np.cumsum(is_new) - 1
    is_shared = (np.bincount(group[is_first]) > 1)[group]
    once = is_first & is_shared
    first = position[is_first][np.cumsum(is_first) - 1]
    again = ~is_first & is_shared
    return position[once], is_new[once], position[again], first[again]


def _kept(words: Words) -> Keys:
    """The kept shingles, none of which spans two documents: bits of the hash, then the position.

    So that one sort brings equal shingles together, in the order of the plans. Two of 33 bits are
    the same by chance now and then; chance stands alone and makes no passage.
    """
    last = max(0, len(words.codes) - LENGTH + 1)
    crosses = np.zeros(last, np.bool_)
    for back in range(1, LENGTH):
        inner = words.starts[1:-1] - back
        crosses[inner[(inner >= 0) & (inner < last)]] = True
    # Room for all of them: what is not written to takes no memory.
    keys, number = np.empty(last, np.uint64), 0
    for start in range(0, last, _BLOCK):
        stop = min(start + _BLOCK, last)
        hashes = np.zeros(stop - start, np.uint64)
        for offset, factor in enumerate(_FACTORS):
            hashes += words.codes[start + offset : stop + offset] * factor
        hashes = _mixed(hashes)
        kept = np.flatnonzero((hashes % SAMPLED == 0) & ~crosses[start:stop])
        bits = hashes[kept] >> (np.uint64(64) - _HASH_BITS)
        made = bits << _POSITION_BITS | (kept + start).astype(np.uint64)
        keys[number : number + len(made)] = made
        number += len(made)
    return keys[:number]


def _mixed(values: Keys) -> Keys:
    """Numbers whose every bit depends on all bits of the values (the end of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
