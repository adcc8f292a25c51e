"""Where a plan prints again what it has in its passages, which are found where it stands first."""

from __future__ import annotations

import numpy as np

from planoteca.reuse.passages import FEWEST_WORDS
from planoteca.reuse.shingles import LENGTH, Repeats
from planoteca.reuse.words import Positions, Words

_GAP = 10  # words between two shingles printed again of one passage, at most


def find(
    words: Words, repeats: Repeats, starts: Positions, ends: Positions
) -> tuple[Positions, Positions]:
    """Where passages begin and end that repeat words of some passages of the same plan.

    From `starts` to `ends`, the position after the last word; both in any order.
    """
    if not len(starts):
        return starts, ends
    order = np.argsort(starts)
    reached = np.maximum.accumulate(ends[order])
    before = np.searchsorted(starts[order], repeats.first, side="right") - 1
    is_inside = (before >= 0) & (reached[before] >= repeats.first + LENGTH)
    position = np.sort(repeats.position[is_inside]).astype(np.int64)
    if not len(position):
        return position, position
    document = words.document_of(position)
    is_new = (np.diff(position) > _GAP) | (np.diff(document) > 0)
    begin = np.append(True, is_new)
    found, found_end = position[begin], position[np.append(is_new, True)] + LENGTH
    is_long = found_end - found >= FEWEST_WORDS
    return found[is_long], found_end[is_long]
