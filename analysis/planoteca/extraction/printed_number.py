"""A number as a text prints it: the value and everything its print says about it."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """A number and the text it is printed as, with its scale word and percent sign.

    `range_end` is 'low' or 'high' for the two ends of a range such as '3-5 %'; both carry the
    whole printed range. `is_redundant` marks a scale word after a full figure ('6000 mil') or a
    doubled '%%'.
    """

    value: float
    text: str
    start: int
    end: int
    is_percent: bool = False
    is_word: bool = False
    is_ordinal: bool = False
    is_article: bool = False
    is_per_thousand: bool = False
    is_padded: bool = False
    is_coordinate: bool = False
    is_redundant: bool = False
    range_end: str = ""

    @property
    def is_year(self) -> bool:
        """Four bare digits from 1500 to 2100 may be a year."""
        return self.text.isdigit() and len(self.text) == 4 and 1500 <= self.value <= 2100
