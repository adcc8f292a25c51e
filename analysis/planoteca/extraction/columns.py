"""Column titles of tables of targets: which column is the problem, the objective, the target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from planoteca.documents.model import Cell
from planoteca.documents.tabular.names import spelled_out
from planoteca.extraction.headings import AND
from planoteca.extraction.lexicon import Lexicon, Words, words

PROMISES = ("target", "action")
REASONS = ("problem", "objective", "programmatic_objective")

_PARENTHESIS = re.compile(r"\([^()]*\)?")
_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_OF_TERM = re.compile(
    r"(?i)(?:a[ñn]o\s*(?:n[°º.]*\s*)?[1-5]|[1-5]\s*(?:er|do|to|º|°)?\s*a[ñn]o)"
)
# What may follow a title: "META AL 2022", "METAS 2019-2022 (VALOR)", "problema del distrito".
_TAIL = frozenset(
    (
        "a",
        "al",
        "ano",
        "anos",
        "by",
        "de",
        "del",
        "el",
        "en",
        "end",
        "for",
        "gobierno",
        "in",
        "la",
        "las",
        "los",
        "of",
        "para",
        "period",
        "periodo",
        "plan",
        "por",
        "the",
        "to",
        "valor",
        "value",
        "y",
        "year",
    )
)
_MAX_TITLE_WORDS = 12
_MAX_FREE_WORDS = 6
_FORM_TITLES = ["problem", "objective", "target"]
_MIN_ROLES = 2
_MAX_TITLE_LENGTH = 200
# In the names of fields: what says that the field holds an id or code, not the thing itself; what
# says that it holds its text; and how long an abbreviation before the name is ("str", "txPG").
_CODE_WORDS = frozenset({"id", "cod", "codigo", "code", "key", "nro", "num"})
_LABEL_WORDS = frozenset(
    {"nombre", "name", "descripcion", "description", "texto", "text", "label", "detalle"}
)
_MAX_ABBREVIATION = 4
_SURE_ROLES = 3


@dataclass(frozen=True)
class Header:
    """The role of each column (None when unknown), and the year the target column states.

    `years`: the year of each column, where the targets stand in a column a year.
    """

    roles: tuple[str | None, ...]
    deadline: str | None = None
    years: tuple[str | None, ...] = ()

    def column(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None


@lru_cache(maxsize=8192)
def title_role(text: str, lexicon: Lexicon) -> str | None:
    """The role that a column title, or the name of a field ("strPGMeta"), names; or None."""
    if len(text) > _MAX_TITLE_LENGTH:
        return None
    role = _printed_role(text, lexicon)
    name = spelled_out(text)
    return role or (_field_role(lexicon.words(name), lexicon) if name != text else None)


def _printed_role(text: str, lexicon: Lexicon) -> str | None:
    printed = lexicon.words(_PARENTHESIS.sub(" ", text)) or lexicon.words(text)
    if not printed or len(printed) > _MAX_TITLE_WORDS:
        return None
    glued = lexicon.glued_columns.get("".join(words(text)))
    return glued or _title_at(printed, lexicon)


def _field_role(printed: Words, lexicon: Lexicon) -> str | None:
    """The role of a field by the words of its name; abbreviations may stand before it.

    The id of a dimension says which one it is, by code; other ids are numbers of the row.
    """
    is_code = not _CODE_WORDS.isdisjoint(printed)
    named = tuple(word for word in printed if word not in _CODE_WORDS | _LABEL_WORDS)
    while named:
        # "indicador_resultado" leaves the "de" of "indicador de resultado" out.
        role = _title_at(named, lexicon) or _title_at((named[0], "de", *named[1:]), lexicon)
        if role:
            coded = "dimension_code" if role == "dimension" else "number"
            return coded if is_code else role
        if len(named[0]) > _MAX_ABBREVIATION:
            return None
        named = named[1:]
    return None


def _title_at(printed: Words, lexicon: Lexicon) -> str | None:
    """The role of the title that the words are, apart from what may follow a title."""
    best = lexicon.columns.longest_at(printed, 0)
    return best[1] if best and all(map(_is_tail, printed[best[0] :])) else None


def _free_title_role(text: str, lexicon: Lexicon) -> str | None:
    """The role of a title that goes on with words of its own; none for a sentence."""
    printed = lexicon.words(_PARENTHESIS.sub(" ", text)) if len(text) <= _MAX_TITLE_LENGTH else ()
    if not 0 < len(printed) <= _MAX_FREE_WORDS or text.endswith(".") or ":" in text:
        return None
    if any(word.isdigit() and not _YEAR.fullmatch(word) for word in printed):
        return None
    best = lexicon.columns.longest_at(printed, 0)
    return best[1] if best else None


def _is_tail(word: str) -> bool:
    return word in _TAIL or word.isdigit()


def parse_header(
    cells: Sequence[Cell], lexicon: Lexicon, *, is_free: bool = False
) -> Header | None:
    """The header that a row is: two different roles at least, one of them a promise or a reason.

    `is_free`: short titles that only open with a known one ("METAS A CUMPLIR") count too, in a row
    that has both a promise and its reason.
    """
    texts = [cell.text for cell in cells]
    roles = tuple(title_role(text, lexicon) if text else None for text in texts)
    if is_free:
        roles = tuple(
            role or _free_title_role(text, lexicon) for role, text in zip(roles, texts, strict=True)
        )
        if not ({"problem", "objective"} & set(roles) and set(PROMISES) & set(roles)):
            return None
    known = [role for role in roles if role]
    filled = sum(1 for text in texts if text)
    if len(set(known)) < _MIN_ROLES or (len(known) * 2 < filled and not _is_sure(known)):
        return None
    if not set(known) & {*PROMISES, *REASONS}:
        return None
    if "indicator" not in known:
        roles = tuple("indicator" if role == "baseline" else role for role in roles)
    return Header(_first_only(roles), _deadline(roles, texts))


def _is_sure(known: Sequence[str]) -> bool:
    """Whether the roles make a header beside any number of columns that none is known of."""
    found = set(known)
    return (
        len(found) >= _SURE_ROLES
        and bool(found & set(PROMISES))
        and bool(found & {"problem", "objective"})
    )


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


def second_row(header: Header, below: Sequence[Cell], lexicon: Lexicon) -> Header | None:
    """The header whose second row is `below`: years under a merged title, or some titles.

    ("META", "", "") over ("2023", "2024", "2025") has three columns of targets; ("PROBLEMA",
    "METAS", "") over ("", "META (VALOR)", "INDICADOR") keeps its problem.
    """
    texts = [cell.text for cell in below]
    if "target" in header.roles and len(below) == len(header.roles):
        first = header.roles.index("target")
        years = [_column_year(text) for text in texts]
        of_targets = [year for year in years[first:] if year]
        if len(of_targets) > 1 and len(of_targets) == sum(1 for text in texts if text):
            roles = tuple(
                "target" if year else role for role, year in zip(header.roles, years, strict=True)
            )
            return Header(roles, header.deadline, tuple(years))
    under = [title_role(text, lexicon) if text else None for text in texts]
    known = sum(1 for role in under if role)
    # What is no title may only stand under a column that means nothing to us ("PROGRAMACIÓN").
    strange = any(
        text and not role and above
        for text, role, above in zip(texts, under, header.roles, strict=True)
    )
    if not known or strange or all(texts):
        return None
    both = tuple(role or above for role, above in zip(under, header.roles, strict=True))
    if len(set(filter(None, both))) <= len(set(filter(None, header.roles))):
        return None
    return Header(_first_only(both), _deadline(under, texts) or header.deadline)


def _column_year(text: str) -> str | None:
    """The year that heads a column; of "AÑO 2", the words."""
    if _YEAR.fullmatch(text.strip()):
        return text.strip()
    return text.strip() if _YEAR_OF_TERM.fullmatch(text.strip()) else None


def parse_title_lines(texts: Sequence[str], lexicon: Lexicon) -> list[tuple[str, int]] | None:
    """The titles of a header, printed on lines: (role, index of its first word among all words).

    Titles over several lines consist of known words; three lines may each open with a title of the
    form and go on with a few words of their own ("METAS A CUMPLIR").
    """
    lines = [lexicon.words(text) for text in texts]
    known = parse_titles(tuple(word for line in lines for word in line), lexicon)
    if known or len(lines) != len(_FORM_TITLES):
        return known
    if [_free_title_role(text, lexicon) for text in texts] != _FORM_TITLES:
        return None
    return list(zip(_FORM_TITLES, accumulate(map(len, lines), initial=0), strict=False))


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
    """The last year printed in the title of the target: "META AL 2022", "meta_2026"."""
    titles = (
        spelled_out(text) for role, text in zip(roles, texts, strict=True) if role == "target"
    )
    return last_year(" ".join(titles))


def last_year(title: str) -> str | None:
    """The last of the years printed in a title, None when there is none."""
    return max(_YEAR.findall(title), default=None)
