"""Running headers, footers and page numbers, recognised because they return on the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from planoteca.documents.printed.page import Box, Page, Word

_HEAD, _FOOT = 0.2, 0.85  # shares of a page's height above and below which furniture stands
_SHIFT = 9.0  # points by which it may move from page to page
_MIN_PAGES = 3
_MIN_SHARE = 0.3  # of the pages; odd and even pages may have headers of their own
_FEW_PAGES = 4
_DIGITS = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:p[aá]g(?:ina|\.)?\s*)?(?:n[°º.]\s*)?#(?:\s*(?:de|/|-)\s*#)?\W*(?:p[aá]g(?:ina|\.)?\W*)?"
)

Position = tuple[int, int]  # page number, index of the line on it
Size = tuple[int, int]  # points


def find(pages: Sequence[Page]) -> set[Position]:
    """The lines of running headers, footers and page numbers.

    A line is one when the same text, numbers apart, stands at the same height near the edge of
    three pages and of a third of all of that size (of two, where there are few); or is a page
    number there.
    """
    found: set[Position] = set()
    sizes = Counter(_size(page) for page in pages)
    places: dict[tuple[str, Size], list[tuple[float, Position]]] = defaultdict(list)
    for page in pages:
        for index, line in enumerate(page.lines):
            box = Box.around(word.box for word in line)
            if page.height * _HEAD < (box.top + box.bottom) / 2 < page.height * _FOOT:
                continue
            place = (_key(line), _size(page))
            from_edge = box.top if box.top < page.height / 2 else box.top - page.height
            places[place].append((from_edge, (page.number, index)))
    for (key, size), stands in places.items():
        if _PAGE_NUMBER.fullmatch(key):
            found |= {position for _, position in stands} if len(stands) > 1 else set()
            continue
        for height, _ in stands:
            alike = {position for other, position in stands if abs(other - height) <= _SHIFT}
            if len({number for number, _ in alike}) >= _needed(sizes[size]):
                found |= alike
    return found


def _needed(pages: int) -> int:
    return 2 if pages <= _FEW_PAGES else max(_MIN_PAGES, round(pages * _MIN_SHARE))


def _size(page: Page) -> Size:
    """Upright and oblong pages break the same header at different words."""
    return round(page.width), round(page.height)


def _key(line: tuple[Word, ...]) -> str:
    text = " ".join(word.text for word in line)
    return " ".join(_DIGITS.sub("#", text).casefold().split())
