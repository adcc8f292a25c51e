"""The lines of a document as the coder sees them, and where a statement's words stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from planoteca.documents import Document, markup
from planoteca.documents.model import Line
from planoteca.places import plain
from planoteca.reviewing.fields import place_of

_WORD = re.compile(r"\w+")
_FOUND = 0.6  # share of a statement's words from which the place is taken for its own
_MOST_WORDS = 3000  # of the lines cited: more is no place

Marks = list[list[int]]  # [start, end] in the text of a line


def shown_lines(document: Document | None) -> list[list[Any]]:
    """[number, page, text] of every line; none without the document."""
    if document is None:
        return []
    return [[line.number, line.page, line.text] for line in document.lines]


def lines_of(document: Document, place: Mapping[str, Any]) -> list[Line]:
    """The lines a row cites; those of its pages where it gives no lines."""
    where = place_of(place)
    first, last = where["line_start"], where["line_end"]
    if first is not None and last is not None:
        return [line for line in document.lines if first <= line.number <= last]
    first, last = where["page_start"], where["page_end"]
    if first is None or last is None:
        return []
    return [line for line in document.lines if first <= (line.page or 0) <= last]


def marks(lines: Sequence[Line], statement: str) -> dict[int, Marks]:
    """Where the words of a statement stand in the lines it cites, by the number of the line.

    Nothing where less than most of its words are found in their order: a statement in the coder's
    own words stands nowhere.
    """
    wanted = [plain(word) for word in _WORD.findall(statement)]
    printed = [(line.number, found) for line in lines for found in _WORD.finditer(line.text)]
    if not wanted or not printed or len(printed) > _MOST_WORDS:
        return {}
    words = [plain(found[0]) for _, found in printed]
    blocks = SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size]
    if sum(block.size for block in kept) < _FOUND * len(wanted):
        return {}
    result: dict[int, Marks] = {}
    for block in kept:
        for number, found in printed[block.a : block.a + block.size]:
            spans = result.setdefault(number, [])
            # Words in a row are one mark.
            if spans and found.start() - spans[-1][1] <= 2:
                spans[-1][1] = found.end()
            else:
                spans.append([found.start(), found.end()])
    return result


def printed(lines: Sequence[Line], text: str) -> dict[int, Marks]:
    """Where a figure stands as printed in the lines it cites, not as part of a longer one."""
    figure = re.compile(rf"(?<![\w.,]){re.escape(text)}(?![.,]?\w)", re.IGNORECASE)
    found = {line.number: [list(m.span()) for m in figure.finditer(line.text)] for line in lines}
    return {number: spans for number, spans in found.items() if spans}


def cited(document: Document, line_start: int, line_end: int) -> dict[str, Any]:
    """What a new row starts from: the place and words of the lines that a coder picks."""
    place = {"line_start": line_start, "line_end": line_end}
    lines = lines_of(document, place)
    pages = [line.page for line in lines if line.page is not None]
    words = [text for line in lines for text, _ in markup.parts(line.text)]
    return {
        **place,
        "page_start": min(pages, default=None),
        "page_end": max(pages, default=None),
        "statement": " ".join(words),
    }
