"""Column titles of tables of targets: which column is the problem, the objective, the target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planoteca.documents.model import Cell
from planoteca.extraction.headings import AND
from planoteca.extraction.lexicon import Lexicon, Words, words

PROMISES = ("target", "action")
REASONS = ("problem", "objective", "programmatic_objective")

_PARENTHESIS = re.compile(r"\([^()]*\)?")
_YEAR = re.compile(r"\b20\d\d\b")
# What may follow a title: "META AL 2022", "METAS 2019-2022 (VALOR)", "problema del distrito".
_TAIL = frozenset(
    (
        "a",
        "al",
        "ano",
        "anos",
        "de",
        "del",
        "el",
        "en",
        "gobierno",
        "la",
        "las",
        "los",
        "para",
        "periodo",
        "plan",
        "por",
        "valor",
        "y",
    )
)
_MAX_TITLE_WORDS = 12
_MIN_ROLES = 2
_MAX_TITLE_LENGTH = 200


@dataclass(frozen=True)
class Header:
    """The role of each column (None when unknown), and the year the target column states."""

    roles: tuple[str | None, ...]
    deadline: str | None = None

    def column(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None


def title_role(text: str, lexicon: Lexicon) -> str | None:
    """The role that a column title names, or None."""
    if len(text) > _MAX_TITLE_LENGTH:
        return None
    printed = lexicon.words(_PARENTHESIS.sub(" ", text)) or lexicon.words(text)
    if not printed or len(printed) > _MAX_TITLE_WORDS:
        return None
    glued = lexicon.glued_columns.get("".join(words(text)))
    best = lexicon.columns.longest_at(printed, 0)
    if glued or best is None:
        return glued
    return best[1] if all(map(_is_tail, printed[best[0] :])) else None


def _is_tail(word: str) -> bool:
    return word in _TAIL or word.isdigit()


def parse_header(cells: Sequence[Cell], lexicon: Lexicon) -> Header | None:
    """The header that a row is: two different roles at least, one of them a promise or a reason."""
    texts = [cell.text for cell in cells]
    roles = tuple(title_role(text, lexicon) if text else None for text in texts)
    known = [role for role in roles if role]
    filled = sum(1 for text in texts if text)
    if len(set(known)) < _MIN_ROLES or len(known) * 2 < filled:
        return None
    if not set(known) & {*PROMISES, *REASONS}:
        return None
    return Header(_first_only(roles), _deadline(roles, texts))


def extend_header(
    header_cells: Sequence[Cell], below: Sequence[Cell], lexicon: Lexicon
) -> Header | None:
    """The header of two rows, when the second completes titles of the first; None when not.

    ("PROBLEMA", "META AL 2022") over ("IDENTIFICADO", "") is one header.
    """
    joined = [
        Cell(above.fragments + under.fragments)
        for above, under in zip(header_cells, below, strict=True)
    ]
    completed = [
        title_role(both.text, lexicon) is not None
        for both, under in zip(joined, below, strict=True)
        if under.fragments
    ]
    return parse_header(joined, lexicon) if completed and all(completed) else None


def parse_titles(printed: Words, lexicon: Lexicon) -> list[tuple[str, int]] | None:
    """Titles that stand one after the other: (role, index of its first word); None when not only.

    "objetivo estrategico metas al 2022" is [("objective", 0), ("target", 2)]. Titles joined by
    "y" are a heading ("OBJETIVOS Y METAS"), not two columns.
    """
    found: list[tuple[str, int]] = []
    position = 0
    while position < len(printed):
        best = lexicon.columns.longest_at(printed, position)
        if best:
            if position and printed[position - 1] in AND:
                return None
            found.append((best[1], position))
            position += best[0]
        elif found and _is_tail(printed[position]):
            position += 1
        else:
            return None
    roles = [role for role, _ in found]
    return found if len(set(roles)) == len(roles) else None


def _first_only(roles: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return tuple(role if role not in roles[:i] else None for i, role in enumerate(roles))


def _deadline(roles: Sequence[str | None], texts: Sequence[str]) -> str | None:
    """The last year printed in the title of the target: "META AL 2022", "METAS 2019-2022"."""
    years = [
        year
        for role, text in zip(roles, texts, strict=True)
        if role == "target"
        for year in _YEAR.findall(text)
    ]
    return max(years) if years else None
