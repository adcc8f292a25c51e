"""Tables without rulings: columns that only the alignment of their texts shows."""

from __future__ import annotations

from collections.abc import Sequence

from planoteca.documents.page import Box

_GUTTER = 12.0  # points; wider than the spaces of justified text
_MIN_ROWS = 3
_ALIGNED = 3.0  # points
_MARK = 16.0  # points; narrower texts before a gap are list marks


def may_be_aligned(pieces: Sequence[Box]) -> bool:
    """Whether three printed rows at least have a second text that starts at the same place.

    `pieces`: boxes of the texts of a page, in reading order. A cheap test: columns of prose pass.
    """
    starts: dict[int, int] = {}
    previous: Box | None = None
    for piece in pieces:
        if (
            previous is not None
            and abs(piece.bottom - previous.bottom) < _ALIGNED
            and piece.x0 - previous.x1 > _GUTTER
            and previous.width > _MARK
        ):
            key = round(piece.x0 / _ALIGNED)
            starts[key] = starts.get(key, 0) + 1
        previous = piece
    return any(
        count + starts.get(key + 1, 0) >= _MIN_ROWS for key, count in starts.items()
    )
