"""Shingles: runs of words that stand in several plans, found in time linear in the corpus.

A shingle is LENGTH words in a row (A. Z. Broder, "On the resemblance and containment of
documents", 1997). One in SAMPLED is kept, chosen by its own hash and so alike in every plan; unlike
the minimum of a window (winnowing: Schleimer, Wilkerson and Aiken 2003), the choice does not depend
on the words around, of which a copy may have changed some.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planoteca.reuse.words import Bools, Positions, Words

LENGTH = 4
SAMPLED = 2
# A shingle of more plans than a tenth of the corpus, or than MOST, is nobody's own.
FEWEST, MOST, SHARE = 4, 25, 0.1
_BLOCK = 4_000_000  # words at once
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

    group: Positions
    position: Positions
    plans: Positions

    def where(self, chosen: Bools) -> Shingles:
        return Shingles(self.group[chosen], self.position[chosen], self.plans[chosen])


def most_plans(documents: int) -> int:
    """In how many plans of a corpus a shingle may stand without being boilerplate."""
    return int(min(MOST, max(FEWEST, documents * SHARE)))


def find(words: Words) -> Shingles:
    """The kept shingles of the words that stand in more than one plan."""
    keys = _kept(words)
    keys.sort()
    hashes = keys >> _POSITION_BITS
    is_new = np.append(True, hashes[1:] != hashes[:-1])[: len(keys)]
    is_alone = is_new & np.append(is_new[1:], True)[: len(keys)]
    is_new, keys = is_new[~is_alone], keys[~is_alone]
    del hashes
    position = (keys & _POSITION).astype(np.int64)
    document = words.document_of(position)
    is_first = is_new.copy()
    is_first[1:] |= document[1:] != document[:-1]
    position, is_new = position[is_first], is_new[is_first]
    group = np.cumsum(is_new) - 1
    plans = np.bincount(group)[group] if len(group) else group
    return Shingles(group, position, plans).where(plans > 1)


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
    keys = [np.zeros(0, np.uint64)]
    for start in range(0, last, _BLOCK):
        stop = min(start + _BLOCK, last)
        hashes = np.zeros(stop - start, np.uint64)
        for offset, factor in enumerate(_FACTORS):
            hashes += words.codes[start + offset : stop + offset] * factor
        hashes = _mixed(hashes)
        kept = np.flatnonzero((hashes % SAMPLED == 0) & ~crosses[start:stop])
        bits = hashes[kept] >> (np.uint64(64) - _HASH_BITS)
        keys.append(bits << _POSITION_BITS | (kept + start).astype(np.uint64))
    return np.concatenate(keys)


def _mixed(values: Keys) -> Keys:
    """Numbers whose every bit depends on all bits of the values (the end of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
