"""Everything that two codings differ in, row by row, for two coders who settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from planoteca.agreement.comparing import Comparison
from planoteca.coding import Coding
from planoteca.documents.model import Document

# One row for every difference. `variable`: a column, or `presence` where only one coder has the
# row. `first`, `second`: what each says (the statement or printed number, for presence).
# `first_sequence`, `second_sequence`: the rows (for quantities, those of the commitment).
# `about`: the statement or printed number it is about. Pages and lines are those of the coding
# that gives lines, the first before the second. `passage`: null without the document.
DISAGREEMENT = {
    "document": pl.String,
    "table": pl.String,
    "variable": pl.String,
    "first_sequence": pl.Int64,
    "second_sequence": pl.Int64,
    "first": pl.String,
    "second": pl.String,
    "page_start": pl.Int64,
    "page_end": pl.Int64,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "about": pl.String,
    "passage": pl.String,
}

Row = Mapping[str, Any]


def disagreements(
    comparison: Comparison, first: Coding, second: Coding, document: Document | None = None
) -> pl.DataFrame:
    """The frame DISAGREEMENT of one document's comparison, in the order of its lines and pages.

    `first` and `second` are the codings that were compared; `document`, where it is at hand, gives
    the passages.
    """
    sides = _Rows(first), _Rows(second)
    rows = [*_presence(comparison.items, sides), *_codes(comparison.codes, sides)]
    for row in rows:
        row["passage"] = _passage(document, row) if document else None
    rows.sort(key=lambda row: (row["page_start"] or 0, row["line_start"] or 0))
    return pl.DataFrame(
        [{name: row.get(name) for name in DISAGREEMENT} for row in rows], DISAGREEMENT
    )


class _Rows:
    """The rows of a coding by sequence (and position)."""

    def __init__(self, coding: Coding) -> None:
        self.commitments = {row["sequence"]: row for row in coding.commitments.rows(named=True)}
        self.statistics = {row["sequence"]: row for row in coding.statistics.rows(named=True)}
        self.quantities = {
            (row["sequence"], row["position"]): row for row in coding.quantities.rows(named=True)
        }

    def row(self, item: Row, side: str) -> Row | None:
        """The row of an item of the comparison; None where this coding has none."""
        sequence, position = item[side], item[f"{side}_position"]
        if item["table"] == "quantities":
            return self.quantities.get((sequence, position))
        rows = self.commitments if item["table"] == "commitments" else self.statistics
        return rows.get(sequence)

    def place(self, item: Row, side: str) -> Row | None:
        """The row that says where an item stands: quantities stand where their commitment does."""
        rows = self.statistics if item["table"] == "statistics" else self.commitments
        return rows.get(item[side])


Sides = tuple[_Rows, _Rows]


def _presence(items: pl.DataFrame, sides: Sides) -> Iterator[dict[str, Any]]:
    for item in items.filter(pl.col("in_first") != pl.col("in_second")).iter_rows(named=True):
        a, b = _both(item, sides)
        said = [None if row is None else _said(item["table"], row) for row in (a, b)]
        yield {**_where(item, sides), "variable": "presence", "first": said[0], "second": said[1]}


def _codes(codes: pl.DataFrame, sides: Sides) -> Iterator[dict[str, Any]]:
    for code in codes.filter(~pl.col("is_equal")).iter_rows(named=True):
        a, b = (row and _text(row[code["variable"]]) for row in _both(code, sides))
        yield {**_where(code, sides), "variable": code["variable"], "first": a, "second": b}


def _both(item: Row, sides: Sides) -> tuple[Row | None, Row | None]:
    return sides[0].row(item, "first"), sides[1].row(item, "second")


def _where(item: Row, sides: Sides) -> dict[str, Any]:
    """What an item is about and where it stands."""
    table = item["table"]
    places = [
        place
        for side, name in zip(sides, ("first", "second"), strict=True)
        if (place := side.place(item, name)) is not None
    ]
    # The coding that gives lines says more than one that gives pages.
    place = min(places, key=lambda row: row["line_start"] is None)
    about = next((row for row in _both(item, sides) if row is not None), place)
    start = place.get("page_start", place.get("page"))
    return {
        "document": item["document"],
        "table": table,
        "first_sequence": item["first"],
        "second_sequence": item["second"],
        "page_start": start,
        "page_end": place.get("page_end", start),
        "line_start": place["line_start"],
        "line_end": place["line_end"],
        "about": place["statement"] if table == "quantities" else _said(table, about),
    }


def _said(table: str, row: Row) -> str:
    if table == "commitments":
        return str(row["statement"])
    if table == "quantities":
        return f"{row['value']:.12g} {row['unit']} {row['comparator']}"
    return f"{row['value_text']} ({row['indicator']}, {row['unit']})"


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _passage(document: Document, row: Row) -> str | None:
    if row["line_start"] is not None:
        return document.passage(row["line_start"], row["line_end"])
    if row["page_start"] is not None:
        return document.page_text(row["page_start"], row["page_end"])
    return None
