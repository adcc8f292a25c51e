"""A printed page as geometry: its words in lines, and its rulings.

What the PDF text layer and optical recognition both give, and what the grids are found in.
Lengths are points (1/72 inch); the origin is the upper left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page: x0 <= x1, top <= bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of them (one at least)."""
        x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
        return cls(min(x0s), min(tops), max(x1s), max(bottoms))

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Word(NamedTuple):
    """Characters without space between them."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page (`number` from 1): printed lines of words in reading order, and rulings.

    A ruling is a thin box, wider than high (horizontal) or higher than wide (vertical).
    `has_columns`: some texts stand in columns that no ruling parts.
    """

    number: int
    width: float
    height: float
    lines: tuple[tuple[Word, ...], ...]
    rulings: tuple[Box, ...]
    has_columns: bool = False
