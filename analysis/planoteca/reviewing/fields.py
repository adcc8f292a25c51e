"""What a coder can judge of a row: its fields, their keys and codes, and checked values."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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
    """One judgement: a column with a key, and the vocabulary of its codes.

    `key` is mnemonic in Spanish and English: tipo/type, lugar/location, dimensión, medibilidad,
    hecho, fecha/finish, cantidad/quantity, tema/theme; indicador, medida/measure, lugar/level,
    grupo/group, carácter/character. `is_listed`: too many codes for buttons.
    """

    name: str
    key: str
    vocabulary: str | None = None
    may_be_blank: bool = False
    is_listed: bool = False


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


@dataclass(frozen=True)
class Sheet:
    """What a coder judges of the rows of one table.

    `texts`: cells that are written, not chosen. `must`: those no row is without. `judged`: what has
    to be decided of a row without codes. `words`: the cell that the plan prints.
    """

    table: str
    columns: tuple[str, ...]
    fields: tuple[Field, ...]
    texts: tuple[str, ...]
    must: tuple[str, ...]
    judged: tuple[str, ...]
    place: tuple[str, ...]
    words: str


COMMITMENTS, STATISTICS = "commitments", "statistics"
SHEETS = {
    COMMITMENTS: Sheet(
        table=COMMITMENTS,
        columns=COLUMNS,
        fields=FIELDS,
        texts=TEXTS,
        must=("kind", "section", "statement"),
        judged=JUDGED,
        place=PLACE,
        words="statement",
    ),
    STATISTICS: Sheet(
        table=STATISTICS,
        columns=tuple(name for name in coding.STATISTIC if name != "sequence"),
        fields=(
            Field("indicator", "i", "indicators", is_listed=True),
            Field("unit", "m", "units", is_listed=True),
            Field("place_level", "l", "place_levels", may_be_blank=True),
            Field("population_group", "r", "population_groups", may_be_blank=True, is_listed=True),
            Field("nature", "c", "natures"),
        ),
        texts=("value_text", "value", "year", "place", "stated_source", "context", NOTES),
        must=("indicator", "value_text", "value", "unit", "nature"),
        judged=("indicator", "unit", "nature"),  # what else a figure does not say stays blank
        place=("page", "line_start", "line_end"),
        words="value_text",
    ),
}
_BOOLEANS = ("true", "false")


def clean(text: object) -> str:
    """A text on one line, without characters that no file should hold."""
    kept = "".join(
        char if char.isspace() or unicodedata.category(char) != "Cc" else " " for char in str(text)
    )
    return printable(" ".join(kept.split()))


def place_of(cells: Mapping[str, Any]) -> dict[str, int | None]:
    """Where a row of any table stands, as pages and lines."""
    page = cells.get("page")
    return {name: cells.get(name, page if name in PLACE[:2] else None) for name in PLACE}


def is_before(row: Mapping[str, Any], made: Mapping[str, Any]) -> bool:
    """Whether a row begins no later than one that is to be put after it."""
    one, other = place_of(row), place_of(made)
    for name in ("line_start", "page_start"):
        first, second = one[name], other[name]
        if first is not None and second is not None:
            return first <= second
    return True


def checked_cells(
    cells: Mapping[str, Any], changes: Mapping[str, object], codebook: Codebook, sheet: Sheet
) -> dict[str, Any]:
    """The cells with new values for some columns, as `coding.load` would read them.

    Raises Refused with what `load` would say.
    """
    if unknown := [name for name in changes if name not in sheet.columns]:
        raise Refused(f"no column {unknown[0]!r}")
    written = _written({**cells, **changes}, sheet.columns)
    # What is still to be decided is no problem of the rest.
    coded = {field.name: field.vocabulary for field in sheet.fields if field.vocabulary}
    usual = {
        name: next(iter(codebook[coded[name]])) if name in coded else "0"
        for name in sheet.must
        if not written[name] and name not in changes
    }
    row, problems = coding.read_cells(sheet.table, {"sequence": "1", **written, **usual}, codebook)
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


def missing(cells: Mapping[str, Any], undecided: frozenset[str], sheet: Sheet) -> list[str]:
    """The fields that keep a row from being coded, in the order of the fields."""
    names = [PRESENCE, *(field.name for field in sheet.fields), *sheet.texts]
    lacking = undecided | {name for name in sheet.must if cells.get(name) is None}
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
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # without exponent
    return clean(value)
