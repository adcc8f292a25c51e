"""Text that a spreadsheet would run as a formula, made harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# Blanks and characters without a shape, which a spreadsheet may skip before it looks for a sign.
# All by name, for engines differ in what \s is; the script of reports has the same.
_BLANKS = " \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = r"\x00-\x1f\x7f" + _BLANKS + "\u200b-\u200f\u2060\ufeff"
_SIGNS = r"=+\-@\t\r\n" + "\uff1d\uff0b\uff0d\uff20"  # the last four are full-width forms
# Apostrophes come first, so that dropping one always gives the text back.
PATTERN = rf"^'*[{_UNSEEN}]*[{_SIGNS}]"
_FORMULA = re.compile(PATTERN)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula.

    It begins, after blanks, with = + - @ or their full-width forms, or with a tab or line break;
    apostrophes before that count as blanks.
    """
    return _FORMULA.match(text) is not None


def neutralised(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The frame with an apostrophe before every text that `is_formula`; numbers are as they were.

    Dropping one apostrophe from a text that still `is_formula` gives the original.
    """
    import polars as pl  # noqa: PLC0415 - the command line needs the pattern alone

    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(PATTERN)).then("'" + text).otherwise(text).name.keep()
    )
