"""Rulings of a scanned page: found as long thin dark runs of pixels, and wiped out.

A ruling is told from a stroke of a letter by being long, unbroken and alone: paper, or the even
fill of a cell, lies on both sides of it. Images are arrays (rows, columns) of uint8, 0 = ink and
255 = paper; lengths are points, `scale` is pixels per point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planoteca.documents.printed.page import Box

Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Runs = NDArray[np.int64]  # (n, 3): row, first column, column after the last; sorted

_THICKEST = 3.5
_CONTRAST = 44  # of 255 between a ruling and what lies beside it; table borders are often grey
_CORE = 12.0  # an unbroken piece; no stroke of running text is as long
_SHORTEST = 14.0  # the side of the smallest cell
_ALONE = 72.0  # a shorter line counts only where it meets one across: capitals of titles do not
_GAP = 6.0  # between pieces of a broken line
_DRIFT = 1.6  # how far pieces of one line may lie off each other across it
_MEETING = 4.0
_COVERED = 0.75
_INK_BESIDE = 0.4
_FAINTEST = 35.0  # of 255 between ink and paper


@dataclass(frozen=True)
class Rulings:
    """Boxes in pixels of the image, and the pixels that are theirs."""

    horizontal: tuple[Box, ...]
    vertical: tuple[Box, ...]
    mask: Mask


def find(gray: Gray, scale: float) -> Rulings:
    """The horizontal and vertical rulings of an image."""
    across, down = _Direction(gray, scale), _Direction(gray.T, scale)
    flat, upright = across.lines(), down.lines()
    kept_flat = _kept(flat, [_turned(line.box) for line in upright], scale)
    kept_upright = _kept(upright, [_turned(line.box) for line in flat], scale)
    return Rulings(
        tuple(line.box for line in kept_flat),
        tuple(_turned(line.box) for line in kept_upright),
        across.mask(kept_flat) | down.mask(kept_upright).T,
    )


def wipe(gray: Gray, rulings: Rulings, scale: float) -> Gray:
    """The image with what lies beside each ruling drawn over it."""
    reach = max(3, round(_THICKEST * scale))
    # Crossings have rulings on all four sides: they are light the second time.
    for _ in range(2):
        sides = [gray, gray[::-1], gray.T, gray.T[::-1]]
        above, below, left, right = (_lightest_before(side, reach) for side in sides)
        lightest = np.maximum(np.maximum(above, below[::-1]), np.maximum(left.T, right[::-1].T))
        gray = np.where(rulings.mask, lightest, gray)
    return gray


@dataclass(frozen=True)
class _Line:
    box: Box
    runs: Runs


class _Direction:
    """The search along the rows of one image."""

    def __init__(self, gray: Gray, scale: float) -> None:
        self.scale = scale
        self.reach = max(3, round(_THICKEST * scale))
        smooth = _median_of_three(np.ascontiguousarray(gray))
        # Unsigned numbers wrap below zero: none is let be greater than what it is taken from.
        self.dark: Mask = np.maximum(_beside(smooth, self.reach), smooth) - smooth > _CONTRAST

    def lines(self) -> list[_Line]:
        """The lines of this direction, pieces joined, those inside text left out."""
        # A line that leans by a fraction of a degree goes on in the next row.
        thick = self.dark.copy()
        thick[1:] |= self.dark[:-1]
        thick[:-1] |= self.dark[1:]
        runs = bridged(runs_of(thick), max(1, round(0.4 * self.scale)))
        runs = runs[runs[:, 2] - runs[:, 1] >= _CORE * self.scale]
        pieces = [self._line(group) for group in touching(runs)]
        pieces = [piece for piece in pieces if piece.box.height <= self.reach + _DRIFT * self.scale]
        return [line for line in self._joined(pieces) if self._is_ruling(line.box)]

    def mask(self, lines: Sequence[_Line]) -> Mask:
        """The pixels of the lines, with the grey seam that scanning leaves along them."""
        mask = np.zeros_like(self.dark)
        for line in lines:
            corner = round(line.box.height) + 1  # ink on both sides of it: in no run
            for row, start, end in line.runs.tolist():
                mask[max(0, row - 1) : row + 2, max(0, start - corner) : end + corner] = True
        return mask

    def _line(self, runs: Runs) -> _Line:
        """The line of runs that touch: its thickness without the row added on each side."""
        rows, starts, ends = runs[:, 0], runs[:, 1], runs[:, 2]
        top, bottom = float(rows.min()), float(rows.max() + 1)
        if bottom - top > 2:
            top, bottom = top + 1, bottom - 1
        return _Line(Box(float(starts.min()), top, float(ends.max()), bottom), runs)

    def _joined(self, pieces: Sequence[_Line]) -> list[_Line]:
        """Pieces that follow each other on one height, or lie beside each other (double rules)."""
        lines: list[_Line] = []
        for piece in sorted(pieces, key=lambda line: (line.box.x0, line.box.top)):
            box = piece.box
            at = next((i for i, line in enumerate(lines) if self._goes_on(line.box, box)), None)
            if at is None:
                lines.append(piece)
                continue
            runs = np.concatenate([lines[at].runs, piece.runs])
            lines[at] = _Line(Box.around((lines[at].box, box)), runs)
        return lines

    def _goes_on(self, line: Box, piece: Box) -> bool:
        near = _DRIFT * self.scale
        apart = max(piece.top - line.bottom, line.top - piece.bottom)
        return apart <= near and piece.x0 - line.x1 <= _GAP * self.scale

    def _is_ruling(self, box: Box) -> bool:
        """Whether it is long, covered by ink, and has no text close along it."""
        if box.width < _SHORTEST * self.scale:
            return False
        left, right, top, bottom = map(int, (box.x0, box.x1, box.top, box.bottom))
        here = self.dark[max(0, top - 1) : bottom + 1, left:right].any(axis=0)
        step = max(1, round(0.6 * self.scale))
        sides = (
            self.dark[max(0, top - 3 * step) : max(0, top - step), left:right],
            self.dark[bottom + step : bottom + 3 * step, left:right],
        )
        is_alone = all(side.size == 0 or float(side.mean()) <= _INK_BESIDE for side in sides)
        return is_alone and float(here.mean()) >= _COVERED


def stretched(gray: Gray, scale: float) -> Gray:
    """The image with its ink at 0 and its paper at 255; noise on blank paper is not stretched."""
    ink, paper = np.percentile(gray[::4, ::4], [0.5, 90])
    if (reduced(gray, scale) < paper - _FAINTEST).sum() < 20:
        return gray
    span = max(float(paper - ink), _FAINTEST)
    levels: Gray = np.clip((gray - (paper - span)) * (255 / span), 0, 255).astype(np.uint8)
    return levels


def lean(gray: Gray, scale: float) -> float:
    """Degrees (-3 to 3) to turn the image by, counter-clockwise: ink falls on fewest rows then."""
    small = reduced(gray, scale)
    y, x = np.nonzero(small < 160)
    if len(y) < 50:
        return 0.0
    weights = 255.0 - small[y, x]
    across = x - small.shape[1] / 2

    def sharpness(angle: float) -> float:
        at = y - across * np.tan(np.radians(angle))
        return float((np.bincount((at - at.min()).astype(np.int64), weights) ** 2).sum())

    best = max(np.arange(-3.0, 3.01, 0.2), key=sharpness)
    best = max(np.arange(best - 0.2, best + 0.21, 0.02), key=sharpness)
    return float(best) if sharpness(best) > 1.01 * sharpness(0.0) else 0.0


def reduced(gray: Gray, scale: float) -> Gray:
    """The image at about 72 dots per inch."""
    step = max(1, round(scale))
    rows, columns = (side - side % step for side in gray.shape)
    parts = gray[:rows, :columns].reshape(rows // step, step, columns // step, step)
    means: Gray = parts.mean((1, 3)).astype(np.uint8)
    return means


def restored(mask: Mask, gray: Gray, scale: float) -> Mask:
    """A mask of the reduced image at the size of the image itself."""
    whole = np.zeros(gray.shape, np.bool_)
    large = np.kron(mask, np.ones((max(1, round(scale)),) * 2, np.bool_))
    whole[: large.shape[0], : large.shape[1]] = large
    return whole


def runs_of(mask: Mask) -> Runs:
    """The runs of True along the rows."""
    columns = mask.shape[1]
    edged = np.pad(mask, ((0, 0), (0, 1))).astype(np.int8)
    change = np.flatnonzero(np.diff(edged.ravel(), prepend=np.int8(0)))
    starts, ends = change[::2], change[1::2]
    row = starts // (columns + 1)
    return np.stack([row, starts - row * (columns + 1), ends - row * (columns + 1)], axis=1)


def bridged(runs: Runs, gap: int) -> Runs:
    """The runs, those of one row joined that are at most `gap` pixels apart."""
    if len(runs) == 0:
        return runs
    opens = np.ones(len(runs), np.bool_)
    opens[1:] = (np.diff(runs[:, 0]) > 0) | (runs[1:, 1] - runs[:-1, 2] > gap)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(runs)) - 1
    return np.stack([runs[first, 0], runs[first, 1], runs[last, 2]], axis=1)


def touching(runs: Runs) -> list[Runs]:
    """The runs in groups: each overlaps another of its group in the row above or below."""
    groups: list[list[list[int]]] = []
    open_groups: list[int] = []
    for run in runs.tolist():
        row, start, end = run
        open_groups = [at for at in open_groups if groups[at][-1][0] >= row - 1]
        at = next(
            (at for at in open_groups if start < groups[at][-1][2] and end > groups[at][-1][1]),
            None,
        )
        if at is None:
            open_groups.append(len(groups))
            groups.append([run])
        else:
            groups[at].append(run)
    return [np.array(group, np.int64) for group in groups]


def _median_of_three(gray: Gray) -> Gray:
    """Specks removed along the rows: no line along them is lost."""
    left, middle, right = gray[:, :-2], gray[:, 1:-1], gray[:, 2:]
    between = np.minimum(np.maximum(left, middle), right)
    smooth = gray.copy()
    smooth[:, 1:-1] = np.maximum(np.minimum(left, middle), between)
    return smooth


def _beside(gray: Gray, reach: int) -> Gray:
    """For each pixel the darker of the lightest above and the lightest below, within reach."""
    return np.minimum(_lightest_before(gray, reach), _lightest_before(gray[::-1], reach)[::-1])


def _lightest_before(gray: Gray, reach: int) -> Gray:
    """The greatest value of the `reach` rows above each; nothing (0) lies outside the image."""
    lightest, held = gray, 1
    while held < reach:
        step = min(held, reach - held)
        lightest = np.maximum(lightest, _moved_down(lightest, step))
        held += step
    return _moved_down(lightest, 1)


def _moved_down(gray: Gray, step: int) -> Gray:
    moved = np.zeros_like(gray)
    moved[step:] = gray[:-step]
    return moved


def _kept(lines: Sequence[_Line], across: Sequence[Box], scale: float) -> list[_Line]:
    """The long lines, and the short ones that meet a long one across."""
    alone, reach = _ALONE * scale, _MEETING * scale
    long = [box for box in across if box.height >= alone]
    return [line for line in lines if line.box.width >= alone or _meets(line.box, long, reach)]


def _meets(box: Box, others: Sequence[Box], reach: float) -> bool:
    return any(
        box.x0 - reach <= other.x1
        and other.x0 <= box.x1 + reach
        and box.top - reach <= other.bottom
        and other.top <= box.bottom + reach
        for other in others
    )


def _turned(box: Box) -> Box:
    return Box(box.top, box.x0, box.bottom, box.x1)
