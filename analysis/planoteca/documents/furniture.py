"""Running headers, footers and page numbers, recognised because they return on the pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from planoteca.documents.page import Box, Page, Word

_HEAD, _FOOT = 0.2, 0.85  # shares of a page's height above and below which furniture stands
_SHIFT = 9.0  # points by which it may move from page to page
_MIN_PAGES = 3
_MIN_SHARE = 0.3  # of the pages; odd and even pages may have headers of their own
_SHORT_DOCUMENT = 4  # pages
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:p[aá]g(?:ina|\.)?\s*)?(?:n[°º.]\s*)?#(?:\s*(?:de|/|-)\s*#)?\W*(?:p[aá]g(?:ina|\.)?\W*)?"
)

Position = tuple[int, int]  # page number, index of the line on it


def find(pages: Sequence[Page]) -> set[Position]:
    """The lines of running headers, footers and page numbers.

    A line is one when the same text, numbers apart, stands at the same height near the edge of
    three pages and of a third of all (of two pages in a short document); or is a page number there.
    """
    found: set[Position] = set()
    places: dict[str, list[tuple[float, Position]]] = defaultdict(list)
    for page in pages:
        for index, line in enumerate(page.lines):
            box = Box.around(word.box for word in line)
            if page.height * _HEAD < (box.top + box.bottom) / 2 < page.height * _FOOT:
                continue
            key = _key(line)
            from_edge = box.top if box.top < page.height / 2 else box.top - page.height
            places[key].append((from_edge, (page.number, index)))
    needed = max(_MIN_PAGES, round(len(pages) * _MIN_SHARE))
    if 1 < len(pages) <= _SHORT_DOCUMENT:
        needed = 2
    for key, stands in places.items():
        if _PAGE_NUMBER.fullmatch(key):
            found |= {position for _, position in stands} if len(stands) >= 2 else set()
            continue
        for height, _ in stands:
            alike = {position for other, position in stands if abs(other - height) <= _SHIFT}
            if len({number for number, _ in alike}) >= needed:
                found |= alike
    return found


def _key(line: tuple[Word, ...]) -> str:
    text = " ".join(word.text for word in line)
    return " ".join(_DIGITS.sub("#", text).casefold().split())
