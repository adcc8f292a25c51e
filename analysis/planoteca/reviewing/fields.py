"""What a coder can judge of a commitment: its fields, their keys and codes, and checked values."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planoteca import coding
from planoteca.codebook import Codebook, Vocabulary
from planoteca.errors import PlanotecaError
from planoteca.found import printable
from planoteca.theme_terms import MAX_THEMES, NO_THEME

QUANTITIES, THEMES, PRESENCE, NOTES = "quantities", "themes", "presence", "notes"
PLACE = ("page_start", "page_end", "line_start", "line_end")
BLANK = ""


class Refused(PlanotecaError):
    """A step that cannot be taken; the coder is told why, and nothing has changed.

    The message is a key of `wording`, with the fields or the number of rows it is about, or a text.
    """

    def __init__(self, message: str, *, names: Sequence[str] = (), count: int = 0) -> None:
        super().__init__(message)
        self.names = tuple(names)
        self.count = count


@dataclass(frozen=True)
class Field:
    """One judgement: a column of commitments.csv with a key, and the vocabulary of its codes.

    `key` is mnemonic in Spanish and English: tipo/type, lugar/location, dimensión, medibilidad,
    hecho, fecha/finish, cantidad/quantity, tema/theme.
    """

    name: str
    key: str
    vocabulary: str | None = None
    may_be_blank: bool = False


FIELDS = (
    Field("kind", "y", "kinds"),
    Field("section", "l", "sections"),
    Field("dimension", "i", "dimensions", may_be_blank=True),
    Field("measurability", "m", "measurability"),
    Field("accomplished", "h"),
    Field("deadline", "f", "deadlines", may_be_blank=True),
    Field(QUANTITIES, "q"),
    Field(THEMES, "t", "themes"),
)
# What a blind coder must decide, and what a coder of a new row must. Themes are a task of their
# own, which may be left for another time.
JUDGED = tuple(field.name for field in FIELDS if field.name != THEMES)
# Cells that are written, not chosen.
TEXTS = (
    *("statement", "statement_en", "axis", "problem", "objective", "indicator_text"),
    *("baseline_value", "baseline_unit", "baseline_relation"),
    NOTES,
)
# Columns of commitments.csv that a person's coding has. The words of the plan come at build time.
COLUMNS = tuple(name for name in coding.COMMITMENT if name not in {"sequence", "verbatim"})
_MUST = ("kind", "section", "statement")
_BOOLEANS = ("true", "false")


def clean(text: object) -> str:
    """A text on one line, without characters that no file should hold."""
    kept = "".join(
        char if char.isspace() or unicodedata.category(char) != "Cc" else " " for char in str(text)
    )
    return printable(" ".join(kept.split()))


def checked_cells(
    cells: Mapping[str, Any], changes: Mapping[str, object], codebook: Codebook
) -> dict[str, Any]:
    """The cells with new values for some columns, as `coding.load` would read them.

    Raises Refused with what `load` would say.
    """
    if unknown := [name for name in changes if name not in COLUMNS]:
        raise Refused(f"no column {unknown[0]!r}")
    written = _written({**cells, **changes}, COLUMNS)
    # Codes that are still to be chosen are no problem of the others.
    usual = {
        name: next(iter(codebook[vocabulary]))
        for name, vocabulary in (("kind", "kinds"), ("section", "sections"))
        if not written[name] and name not in changes
    }
    row, problems = coding.read_cells(
        "commitments", {"sequence": "1", **written, **usual}, codebook
    )
    if problems:
        raise Refused("; ".join(problems))
    return {**cells, **{name: row[name] for name in changes}}


def checked_quantities(rows: object, codebook: Codebook) -> tuple[Mapping[str, Any], ...]:
    """The quantities of a commitment, positions given anew. Raises Refused."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise Refused("quantities are a list")
    found = []
    for position, each in enumerate(rows, 1):
        if not isinstance(each, Mapping):
            raise Refused("a quantity has value, unit, comparator and subject")
        cells = _written(each, coding.QUANTITY) | {"sequence": "1", "position": str(position)}
        row, problems = coding.read_cells("quantities", cells, codebook)
        if problems:
            raise Refused(f"{position}: {'; '.join(problems)}")
        row.pop("sequence")
        found.append(row)
    return tuple(found)


def checked_themes(themes: object, codebook: Codebook) -> tuple[str, ...]:
    """The themes of a commitment, none or up to four. Raises Refused."""
    if not isinstance(themes, Sequence) or isinstance(themes, str):
        raise Refused("themes are a list")
    found = tuple(dict.fromkeys(str(theme) for theme in themes))
    if unknown := [theme for theme in found if theme not in codebook["themes"]]:
        raise Refused(f"theme {unknown[0]!r} is not in themes.csv")
    if NO_THEME in found and len(found) > 1:
        raise Refused(f"{NO_THEME!r} stands alone")
    if len(found) > MAX_THEMES:
        raise Refused(f"{MAX_THEMES} themes at most")
    return found


def missing(cells: Mapping[str, Any], undecided: frozenset[str]) -> list[str]:
    """The fields that keep a row from being coded, in the order of the fields."""
    names = [PRESENCE, *(field.name for field in FIELDS), *TEXTS]
    lacking = undecided | {name for name in _MUST if cells.get(name) is None}
    return [name for name in names if name in lacking]


def codes_of(field: Field, codebook: Codebook) -> tuple[str, ...]:
    """The codes of a field in the order of their keys; the blank one last."""
    if field.name == "accomplished":
        return _BOOLEANS
    if field.vocabulary is None:
        return ()
    vocabulary: Vocabulary = codebook[field.vocabulary]
    return (*vocabulary, *([BLANK] if field.may_be_blank else []))


def _written(
    cells: Mapping[str, Any], columns: Sequence[str] | Mapping[str, Any]
) -> dict[str, str]:
    return {name: _text(cells.get(name)) for name in columns}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return clean(value)
