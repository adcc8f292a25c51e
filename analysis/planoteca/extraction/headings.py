"""Headings of a plan: their numbering, the dimension they name, and what they announce."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planoteca.extraction.acts import starts_verb
from planoteca.extraction.lexicon import Lexicon, Words
from planoteca.extraction.outline_numbers import numbering, ordinal

_LETTERS = re.compile(r"[^\W\d_]")
_SMALL_LETTERS = re.compile(r"[a-z]+")
_AXIS = re.compile(
    r"(?i)(?:eje|pilar|l[ií]nea|objetivo)s?\s+(?:(?:estrat[eé]gic|tem[aá]tic)[oa]\s+)?(?:n[°º.]*\s*)?"
    r"(?:\d{1,2}|[ivx]{1,4})\s*[:.–-]"
)
_LEADERS = re.compile(r"\.{4,}|…{2,}|_{4,}")
_MAX_HEADING_WORDS = 26
_MAX_LENGTH = 300
_MAX_DIMENSION_WORDS = 12
_MAX_ROLE_WORDS = 7
_UPPER_SHARE = 0.85
_MIN_LETTERS = 3
_FEW_WORDS = 2
_MAX_LABEL = 80
_MAX_LABEL_WORDS = 8
_QUALIFIED = re.compile(r"\s*[:(]|\s+[-–—]\s+")
_ORDINALS = frozenset(
    ("primera", "primer", "segunda", "segundo", "tercera", "tercer", "cuarta", "cuarto", "quinta")
)
_AREAS = frozenset({"distrito", "provincia", "region", "departamento"})
_PROMISING = frozenset({"targets", "proposals"})
_CLOSED = frozenset({"follow_up", "targets", "contents"})
AND = frozenset({"y", "e"})
# What follows the promises of a plan: such a title ends the dimension or table above it.
CLOSING = frozenset({"follow_up", "front_matter"})
# Between "eje" and its name: "eje estratégico de desarrollo social", "EJE 2: SOCIAL".
_FILLERS = frozenset(
    (
        "de",
        "del",
        "la",
        "el",
        "lo",
        "desarrollo",
        "estrategico",
        "estrategica",
        "tematico",
        "tematica",
    )
)


@dataclass(frozen=True)
class Heading:
    """A heading: text as printed, numbering style ('' when none), what it names and announces.

    A label is a title that returns in every box of a form ("Hechos", "Propuestas de acción").
    `line`: where it stands, which tells titles of the same words apart.
    """

    text: str
    style: str
    depth: int
    dimension: str | None
    role: str | None
    is_label: bool = False
    line: int = 0


@lru_cache(maxsize=8192)
def is_upper(text: str) -> bool:
    """Whether the text is set in capitals (three letters at least)."""
    # Most lines have too many plain small letters, which are quickly counted.
    if len(_SMALL_LETTERS.sub("", text)) < len(text) * _UPPER_SHARE:
        return False
    letters = _LETTERS.findall(text)
    upper = sum(1 for letter in letters if letter.isupper())
    return len(letters) >= _MIN_LETTERS and upper >= len(letters) * _UPPER_SHARE


def is_contents_line(text: str) -> bool:
    """Whether the line belongs to a table of contents: dot leaders."""
    may_lead = "...." in text or "…" in text or "____" in text
    return may_lead and _LEADERS.search(text) is not None


def parse(
    text: str,
    lexicon: Lexicon,
    *,
    may_be_sentence: bool = False,
    is_title: bool = False,
    bare: bool = False,
) -> Heading | None:
    """The heading that a line is, or None. `may_be_sentence`: it already looks like a paragraph.

    `bare`: the plan heads its dimensions with their names alone ("A. SOCIAL").

    A heading is a line that names a dimension, a part ("CAPÍTULO II"), a line in capitals, a
    many-level numbered line, or a short line that announces a known section ("Metas"); or what
    its markup says is one (`is_title`).
    """
    if not text or len(text) > _MAX_LENGTH or is_contents_line(text):
        return None
    style, depth, rest = numbering(text)
    if not style and not rest[:1].isupper() and not is_upper(rest):
        return None
    count = len(lexicon.words(rest))
    if count > _MAX_HEADING_WORDS:
        return None
    dimension = find_dimension(rest, lexicon, bare=bare and _stands_out(style, rest))
    is_long = may_be_sentence or count > _MAX_ROLE_WORDS
    if is_long and not (is_title or dimension or style or is_upper(rest)):
        return None
    # "EJE 1: JUVENTUD CON FUTURO" names an axis, whatever its name may announce elsewhere.
    role = None if _AXIS.match(rest) else find_role(rest, lexicon)
    shown = (
        is_title
        or dimension is not None
        or style == "part"
        or (
            count > 0
            and is_upper(rest)
            and (style in {"decimal", "roman"} or len(rest) > _MIN_LETTERS)
        )
        or (
            style == "decimal"
            and depth > 1
            and 0 < count <= 2 * _MAX_ROLE_WORDS
            and not starts_verb(rest)
        )
        or (
            role is not None
            and not is_long
            and not rest.rstrip().endswith((".", ",", ";"))
            and (rest[:1].isupper() or style in {"decimal", "roman"})
            and (
                count <= _FEW_WORDS
                or style in {"decimal", "roman", "upper"}
                or rest.endswith(":")
                or lexicon.headings.exact(lexicon.words(rest)) is not None
            )
        )
    )
    return Heading(text, style, depth, dimension, role) if shown else None


def _stands_out(style: str, rest: str) -> bool:
    return bool(style) or is_upper(rest) or rest.endswith(":")


def names_dimensions_bare(texts: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether titles that count on are the names of all dimensions and nothing more."""
    run: list[tuple[str, int]] = []  # dimension and number of each title
    for text in texts:
        style, _, rest = numbering(text)
        if len(rest) > _MAX_LABEL or not _stands_out(style, rest):
            continue
        dimension = find_dimension(rest, lexicon, bare=True)
        if dimension is None:
            continue
        number = ordinal(text)
        if run and number not in {run[-1][1] + 1, 0}:
            run.clear()
        run.append((dimension, number))
        if {name for name, _ in run} >= lexicon.dimensions.codes:
            return True
    return False


def is_class_word(text: str, lexicon: Lexicon) -> bool:
    """Whether the text is "DIMENSIÓN" or the like, its name missing."""
    printed = lexicon.words(text)
    return len(printed) == 1 and printed[0] in lexicon.class_words


def find_dimension(text: str, lexicon: Lexicon, *, bare: bool = False) -> str | None:
    """The dimension a heading names: "A. DIMENSION TERRITORIAL AMBIENTAL", "1. Eje Social".

    The class word may stand after others ("problemática de la dimensión social"). `bare` accepts
    the name alone, as in the cells of a column headed "Dimensión".
    """
    if len(text) > _MAX_LENGTH:
        return None
    printed = lexicon.words(text)
    if lexicon.dimensions.by_first.keys().isdisjoint(printed):
        return None
    whole = _dimension(printed, lexicon, bare=bare)
    if whole:
        return whole
    # What qualifies the name is left out, as in "DIMENSIÓN SOCIAL: salud y educación".
    name = _QUALIFIED.split(text, maxsplit=1)[0]
    return None if name == text else _dimension(lexicon.words(name), lexicon, bare=bare)


def _dimension(printed: Words, lexicon: Lexicon, *, bare: bool) -> str | None:
    printed = tuple(word for word in printed if len(word) > 1)
    if not printed or len(printed) > _MAX_DIMENSION_WORDS:
        return None
    found = _name(printed, lexicon) or _name(_less_fillers(printed), lexicon) if bare else None
    for position, word in enumerate(printed):
        if found:
            break
        if word in lexicon.class_words:
            found = _name(_less_fillers(printed[position + 1 :]), lexicon)
    return found


def _less_fillers(printed: Words) -> Words:
    while printed and (printed[0] in _FILLERS or printed[0].isdigit()):
        printed = printed[1:]
    return printed


def _name(printed: Words, lexicon: Lexicon) -> str | None:
    for position in range(1, len(printed) - 1):
        # "dimensión social del distrito de ...", "... de la provincia de ..."
        if printed[position] in {"de", "del"} and _AREAS & set(printed[position + 1 :][:2]):
            printed = printed[:position]
            break
    return lexicon.dimensions.exact(printed) or lexicon.dimensions.code_of_all(printed)


def ordinal_dimension(text: str, lexicon: Lexicon) -> str | None:
    """The dimension of "Segunda Dimensión Social propuesta en ...", the title of a form."""
    if lexicon.first_word(text) not in _ORDINALS:
        return None
    printed = lexicon.words(text)
    if len(printed) < 3 or printed[1] not in lexicon.class_words:
        return None
    names = (_name(printed[2:end], lexicon) for end in range(min(len(printed), 5), 2, -1))
    return next((name for name in names if name), None)


def find_role(text: str, lexicon: Lexicon) -> str | None:
    """What a heading announces (`heading_roles`): the variant that stands first in it."""
    printed = lexicon.words(text)
    first: str | None = None
    for position in range(len(printed)):
        match = lexicon.headings.longest_at(printed, position)
        if match is None:
            continue
        if first is None:
            first = match[1]
        elif match[1] in _PROMISING and first not in _CLOSED and printed[position - 1] in AND:
            # "ESTRATEGIAS Y METAS" announces targets, "EVALUACIÓN Y METAS" does not.
            return match[1]
    return first


def find_label(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """(label, what follows it) of a line that opens with a title: "Hechos: la provincia..."."""
    head, colon, rest = text.partition(":")
    if len(head) > _MAX_LABEL or not head:
        return None
    printed = lexicon.words(head)
    if not printed or len(printed) > _MAX_LABEL_WORDS:
        return None
    return (
        (head, rest.strip() if colon else "") if lexicon.headings.longest_at(printed, 0) else None
    )
