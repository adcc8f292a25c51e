"""The term of office a plan is written for, as its first pages print it."""

from __future__ import annotations

import re
from itertools import islice

from planoteca.documents.model import Document

_SPAN = re.compile(r"\b(20\d\d)\s*(?:[-–—/]|al?|hasta)\s*(20\d\d)\b", re.IGNORECASE)
_FIRST_LINES = 150
# Local terms last four years (Ley 26864); the horizons of other plans (2021-2030) are longer.
_TERM_YEARS = 4


def find_period(document: Document) -> tuple[int, int] | None:
    """First and last year of the term, e.g. (2019, 2022); None when no such span is printed."""
    for line in islice(document.lines, _FIRST_LINES):
        for match in _SPAN.finditer(line.text):
            start, end = int(match[1]), int(match[2])
            if end - start == _TERM_YEARS - 1:
                return start, end
    return None
