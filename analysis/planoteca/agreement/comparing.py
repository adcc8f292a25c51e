"""Two codings of one document compared item by item, before any figure is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from planoteca.agreement import numbers
from planoteca.agreement.units import match_units, similarity
from planoteca.coding import Coding

# One row for every commitment, every quantity of a commitment that both have, and every statistic
# of either coder. `first`, `second`: the sequence in each coding, null where it has no such row
# (for quantities: that of their commitment, and the position in it).
# `is_right`: value, unit (and comparator) are those of the first; null for commitments.
ITEM = {
    "document": pl.String,
    "table": pl.String,
    "first": pl.Int64,
    "second": pl.Int64,
    "first_position": pl.Int64,
    "second_position": pl.Int64,
    "in_first": pl.Boolean,
    "in_second": pl.Boolean,
    "is_right": pl.Boolean,
}
# One row for every variable of every item that both have and could be compared on.
# `similarity`, 0 to 1: of texts; null for codes.
CODE = {
    "document": pl.String,
    "table": pl.String,
    "variable": pl.String,
    "first": pl.Int64,
    "second": pl.Int64,
    "first_position": pl.Int64,
    "second_position": pl.Int64,
    "first_code": pl.String,
    "second_code": pl.String,
    "is_equal": pl.Boolean,
    "similarity": pl.Float64,
}

CODES = ("kind", "section", "dimension", "axis", "deadline", "measurability", "accomplished")
TEXTS = ("problem", "objective", "statement")
QUANTITY_CODES = ("unit", "comparator")
STATISTIC_CODES = ("unit", "indicator", "place", "year", "population_group", "nature")
# Columns that a coder may leave out altogether: blank in every row is "not coded", not a code.
_OPTIONAL = ("axis", "measurability", "accomplished")
# Names and headings: spaces and capitals are the print's, not the coder's.
_NAMES = frozenset({"axis", "place"})
_BREAKS = re.compile(r"[\s\u00ad-]")  # what a line break of the print does to a text


@dataclass(frozen=True)
class Comparison:
    """The frames ITEM and CODE of one document, or of several together."""

    items: pl.DataFrame
    codes: pl.DataFrame


def compare(
    first: Coding,
    second: Coding,
    *,
    document: str = "",
    with_statistics: bool = True,
    with_texts: bool = True,
) -> Comparison:
    """Every item of two codings, paired, with the codes of the pairs side by side.

    `with_statistics` is false where one of the coders did not look for statistics: there, no row
    is not the claim that there is none. `with_texts` is false where one of them restates the texts
    in words of its own, which are never equal.
    """
    items, codes = _commitments(first, second)
    if with_statistics:
        found, compared = _statistics(first, second)
        items, codes = items + found, codes + compared
    if not with_texts:
        codes = [code for code in codes if code["variable"] not in TEXTS]
    return Comparison(
        _frame(({"document": document, **row} for row in items), ITEM),
        _frame(({"document": document, **row} for row in codes), CODE),
    )


def pool(comparisons: Sequence[Comparison]) -> Comparison:
    """Several documents as one, each unit with the weight of one."""
    return Comparison(
        pl.concat([_frame([], ITEM), *(each.items for each in comparisons)]),
        pl.concat([_frame([], CODE), *(each.codes for each in comparisons)]),
    )


def of_kinds(coding: Coding, kinds: Iterable[str]) -> Coding:
    """The coding with the commitments (and their quantities) of some kinds only."""
    return _with_commitments(coding, coding.commitments.filter(pl.col("kind").is_in(list(kinds))))


def of_sequences(coding: Coding, sequences: Iterable[int]) -> Coding:
    """The coding with some of its commitments (and their quantities) only."""
    wanted = pl.col("sequence").is_in(list(sequences))
    return _with_commitments(coding, coding.commitments.filter(wanted))


def _with_commitments(coding: Coding, kept: pl.DataFrame) -> Coding:
    return Coding(
        kept,
        coding.quantities.join(
            kept.select("sequence"), on="sequence", how="semi", maintain_order="left"
        ),
        coding.statistics,
    )


def plain_text(text: str | None) -> str:
    """A text without what line breaks, hyphens and capitals of the print make of it."""
    return _BREAKS.sub("", text or "").casefold()


def _commitments(
    first: Coding, second: Coding
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    units = match_units(first.commitments, second.commitments)
    left, right = _by_sequence(first.commitments), _by_sequence(second.commitments)
    partner = dict(units.pairs)
    taken = set(partner.values())
    items = [
        *(_item("commitments", number, partner.get(number)) for number in left),
        *(_item("commitments", None, number) for number in right if number not in taken),
    ]
    codes: list[dict[str, Any]] = []
    variables = [name for name in CODES if _is_coded(name, first) and _is_coded(name, second)]
    own, other = _quantities(first), _quantities(second)
    for a, b in units.pairs:
        where = {"table": "commitments", "first": a, "second": b}
        codes += ({**where, **code} for code in _compared(left[a], right[b], variables))
        codes += ({**where, **text} for text in _compared_texts(left[a], right[b]))
        found, compared = _of_one_commitment(a, b, own.get(a, []), other.get(b, []))
        items += found
        codes += compared
    return items, codes


def _is_coded(variable: str, coding: Coding) -> bool:
    return variable not in _OPTIONAL or coding.commitments[variable].count() > 0


def _of_one_commitment(
    a: int, b: int, own: Sequence[numbers.Row], other: Sequence[numbers.Row]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The quantities of a commitment that both coders have."""
    items: list[dict[str, Any]] = []
    codes: list[dict[str, Any]] = []
    for i, j in numbers.pair_quantities(own, other):
        left, right = (None if i is None else own[i]), (None if j is None else other[j])
        positions = {
            "first_position": left and left["position"],
            "second_position": right and right["position"],
        }
        compared = list(_compared(left, right, QUANTITY_CODES)) if left and right else []
        codes += (
            {"table": "quantities", "first": a, "second": b, **positions, **code}
            for code in compared
        )
        items.append(
            {
                **_item("quantities", a, b),
                **positions,
                "in_first": left is not None,
                "in_second": right is not None,
                "is_right": bool(compared) and all(code["is_equal"] for code in compared),
            }
        )
    return items, codes


def _statistics(first: Coding, second: Coding) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    own, other = first.statistics.rows(named=True), second.statistics.rows(named=True)
    items: list[dict[str, Any]] = []
    codes: list[dict[str, Any]] = []
    for i, j in numbers.pair_statistics(own, other):
        a = None if i is None else own[i]["sequence"]
        b = None if j is None else other[j]["sequence"]
        right = False
        if i is not None and j is not None:
            compared = list(_compared(own[i], other[j], STATISTIC_CODES))
            codes += ({"table": "statistics", "first": a, "second": b, **code} for code in compared)
            right = next(code["is_equal"] for code in compared if code["variable"] == "unit")
        items.append({**_item("statistics", a, b), "is_right": right})
    return items, codes


def _item(table: str, a: int | None, b: int | None) -> dict[str, Any]:
    sides = {"in_first": a is not None, "in_second": b is not None}
    return {"table": table, "first": a, "second": b, **sides}


def _compared(
    left: Mapping[str, Any], right: Mapping[str, Any], variables: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """The codes of a pair; a blank is a code too ("not stated")."""
    for variable in variables:
        a, b = (_code(variable, row[variable]) for row in (left, right))
        yield {"variable": variable, "first_code": a, "second_code": b, "is_equal": a == b}


def _compared_texts(left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The texts of a pair that at least one of the two has."""
    for variable in TEXTS:
        a, b = left[variable], right[variable]
        if a is None and b is None:
            continue
        bare = plain_text(a), plain_text(b)
        yield {
            "variable": variable,
            "first_code": a,
            "second_code": b,
            "is_equal": bare[0] == bare[1],
            "similarity": similarity(*bare),
        }


def _code(variable: str, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return text.casefold() if variable in _NAMES else text


def _by_sequence(frame: pl.DataFrame) -> dict[int, dict[str, Any]]:
    return {row["sequence"]: row for row in frame.iter_rows(named=True)}


def _quantities(coding: Coding) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in coding.quantities.sort("sequence", "position").iter_rows(named=True):
        found.setdefault(row["sequence"], []).append(row)
    return found


def _frame(rows: Iterable[Mapping[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    full = [{column: row.get(column) for column in schema} for row in rows]
    return pl.DataFrame(full, schema)
