"""What the cells of a table of targets say: lists, numbers of rows, names cut by a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from planoteca.documents.model import Cell, Fragment
from planoteca.extraction import headings
from planoteca.extraction.acts import starts_action
from planoteca.extraction.columns import parse_header
from planoteca.extraction.lexicon import Lexicon

_ROW_NUMBER = re.compile(r"\d{1,2}\W*")
_DETAIL_WORDS = 7  # on average


def reason(row: Sequence[Cell], column: int, *, is_numbered: bool) -> str:
    """The text of a problem or objective: a list with its marks, the number of the row before it.

    `is_numbered`: the column to the left has no title, and may hold the numbers of the rows.
    """
    fragments = row[column].fragments
    items = sum(1 for fragment in fragments if fragment.is_item)
    text = " ".join(
        f"• {each.text}" if each.is_item and items > 1 else each.text for each in fragments
    )
    number = row[column - 1].text if is_numbered else ""
    return f"{number} {text}" if _ROW_NUMBER.fullmatch(number) else text


def with_details(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments of a target; a list that only details the text before it belongs to that text.

    Its items are short and promise nothing alone: the places or sums after a colon.
    """
    if len(fragments) < 2 or fragments[0].is_item or ":" not in fragments[0].text:
        return list(fragments)
    lead, items = fragments[0], fragments[1:]
    words = [len(item.text.split()) for item in items]
    details = all(item.is_item and not starts_action(item.text) for item in items)
    if not details or sum(words) > _DETAIL_WORDS * len(words):
        return list(fragments)
    text = " ".join(each.text for each in fragments)
    end = items[-1]
    return [replace(lead, text=text, line_end=end.line_end, page_end=end.page_end, is_item=True)]


def whole_names(
    rows: Sequence[Sequence[Cell]], column: int, lexicon: Lexicon
) -> list[Sequence[Cell]]:
    """The rows, with names of dimensions that a page break cut ("DIMENSIÓN", "SOCIAL") made whole.

    A cell with the class word alone is completed by the next filled cell of its column.
    """
    whole = [list(row) for row in rows]
    filled = [row for row in whole if row[column].fragments and not parse_header(row, lexicon)]
    for above, below in pairwise(filled):
        if headings.is_class_word(above[column].text, lexicon):
            above[column] = Cell(above[column].fragments + below[column].fragments)
            below[column] = Cell()
    return list(whole)
