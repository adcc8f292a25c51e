"""Shares of commitments by code, of plans or groups of plans, and their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import numpy as np
import polars as pl

from planoteca import queries, workspace
from planoteca.errors import InvalidParameter, UnknownName
from planoteca.uncertainty import intervals
from planoteca.uncertainty.coding_error import Error, error_rates, errors
from planoteca.uncertainty.estimating import Counts, Estimate, estimates

# One row for each group and code. `group`: what the plans were grouped by, `group_name` how it is
# called; both null for all plans together. `counted` of the `commitments` of `plans` plans have the
# code. `share_pct`: their percent, the coder's errors taken out where asked for; `low_pct` and
# `high_pct`: its 95 % interval. `method`: how that was found (METHODS).
SHARE: dict[str, Any] = {
    "variable": pl.String,
    "group": pl.String,
    "group_name": pl.String,
    "code": pl.String,
    "code_es": pl.String,
    "code_en": pl.String,
    "plans": pl.Int64,
    "counted": pl.Int64,
    "commitments": pl.Int64,
    "share_pct": pl.Float64,
    "low_pct": pl.Float64,
    "high_pct": pl.Float64,
    "method": pl.String,
    "with_coding_error": pl.Boolean,
}
# One row for each code: the share of the first group minus that of the second, in points.
DIFFERENCE: dict[str, Any] = {
    "variable": pl.String,
    "code": pl.String,
    "code_es": pl.String,
    "code_en": pl.String,
    "first": pl.String,
    "second": pl.String,
    "first_pct": pl.Float64,
    "second_pct": pl.Float64,
    "difference_points": pl.Float64,
    "low_points": pl.Float64,
    "high_points": pl.Float64,
}
VARIABLES = ("dimension", "theme", "measurability", "kind", "precision")
_BY = ("document_id", "organisation", "department", "level", "election_year")
_BY_DICTIONARY = ("theme",)  # variables that the dictionary codes, in hand codings too


def shares(
    connection: duckdb.DuckDBPyConnection,
    variable: str,
    by: str | pl.DataFrame | None = None,
    *,
    coding_error: bool = False,
) -> pl.DataFrame:
    """The frame SHARE of a variable of VARIABLES, for all plans or by group.

    `by`: document_id, organisation, department, level, election_year, or a frame of your own
    groups with columns document_id and group (other plans are left out). With `coding_error` the
    errors of the coder (`error_rates`) are taken out of shares and carried to the intervals.
    Raises UnknownName, InvalidParameter, and PlanotecaError where the errors are not known.
    """
    if variable not in VARIABLES:
        raise UnknownName("variable", variable, VARIABLES)
    found = queries.find(workspace.find().queries, "code_counts")
    counts = _grouped(queries.run(connection, found, {"variable": variable}), by)
    generator = np.random.default_rng(intervals.SEED)
    known = errors(error_rates(connection, variable), generator) if coding_error else None
    is_plan = isinstance(by, str) and by == "document_id"
    rows = [
        {"variable": variable, **row}
        for row in _rows(counts, is_plan, variable in _BY_DICTIONARY, known, generator)
    ]
    return pl.DataFrame(rows, SHARE)


def differences(rows: pl.DataFrame, first: str, second: str) -> pl.DataFrame:
    """The frame DIFFERENCE between two groups of a frame SHARE.

    The groups are taken as independent; where both have the coder's errors in them, which they
    share, the interval is on the wide side. Raises UnknownName.
    """
    sides = []
    for name in (first, second):
        own = rows.filter(pl.col("group") == name)
        if own.is_empty():
            raise UnknownName("group", name, rows["group"].drop_nulls().unique())
        sides.append(own)
    joined = sides[0].join(sides[1], on=["variable", "code"], suffix="_2", maintain_order="left")
    return pl.DataFrame([_difference(row) for row in joined.iter_rows(named=True)], DIFFERENCE)


def _difference(row: Mapping[str, Any]) -> dict[str, Any]:
    shares = row["share_pct"], row["share_pct_2"]
    ends = (row["low_pct"], row["high_pct"]), (row["low_pct_2"], row["high_pct_2"])
    found = {
        **{name: row[name] for name in ("variable", "code", "code_es", "code_en")},
        "first": row["group"],
        "second": row["group_2"],
        "first_pct": shares[0],
        "second_pct": shares[1],
    }
    if None in (*shares, *ends[0], *ends[1]):
        return found
    low, high = intervals.difference(
        *(share / 100 for share in shares),
        *((low / 100, high / 100) for low, high in ends),
    )
    middle = shares[0] - shares[1]
    return {
        **found,
        "difference_points": middle,
        "low_points": 100 * low,
        "high_points": 100 * high,
    }


def _grouped(counts: pl.DataFrame, by: str | pl.DataFrame | None) -> pl.DataFrame:
    """The rows of query code_counts with `group` and `group_name`."""
    if by is None:
        missing = pl.lit(None, pl.String)
        return counts.with_columns(missing.alias("group"), missing.alias("group_name"))
    if isinstance(by, pl.DataFrame):
        if not {"document_id", "group"} <= {*by.columns}:
            raise InvalidParameter("a frame of groups has the columns document_id and group")
        if by["document_id"].is_duplicated().any():
            raise InvalidParameter("a frame of groups has each document_id once")
        group = by.select("document_id", pl.col("group").cast(pl.String))
        joined = counts.join(group, on="document_id", maintain_order="left")
        return joined.with_columns(pl.col("group").alias("group_name"))
    if by not in _BY:
        raise UnknownName("grouping", by, _BY)
    name = "document" if by == "document_id" else by
    return counts.with_columns(
        pl.col(by).cast(pl.String).alias("group"), pl.col(name).cast(pl.String).alias("group_name")
    )


def _rows(
    counts: pl.DataFrame,
    is_plan: bool,
    is_by_dictionary: bool,
    known: Mapping[str, Error] | None,
    generator: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    """Rows of SHARE but for the variable: each group with all codes, in order."""
    codes = counts.select("code", "code_es", "code_en", "position").unique().sort("position")
    errors_of = None if known is None else [known.get(code) for code in codes["code"]]
    place = {code: index for index, code in enumerate(codes["code"])}
    made: dict[tuple[Any, ...], list[Estimate]] = {}
    for (group, name), own in counts.group_by("group", "group_name", maintain_order=True):
        plans = own.unique("document_id", maintain_order=True)
        row_of = {document: index for index, document in enumerate(plans["document_id"])}
        counted = np.zeros((len(plans), len(codes)), dtype=np.int64)
        for document, code, number in own.select("document_id", "code", "counted").iter_rows():
            counted[row_of[document], place[code]] = number
        is_machine = (plans["method"] == "automatic").to_numpy()
        known_here = np.ones(len(plans), dtype=np.bool_) if is_by_dictionary else is_machine
        these = Counts(counted, plans["commitments"].to_numpy(), known_here, is_plan)
        # Thousands of plans are alike in their counts: each kind is resampled once.
        key = (counted.tobytes(), these.commitments.tobytes(), these.is_erring.tobytes())
        if key not in made:
            made[key] = estimates(these, errors_of, generator)
        for code, hits, found in zip(
            codes.iter_rows(named=True), counted.sum(axis=0), made[key], strict=True
        ):
            low, high = found.interval or (None, None)
            yield {
                "group": group,
                "group_name": name,
                **{column: code[column] for column in ("code", "code_es", "code_en")},
                "plans": len(plans),
                "counted": int(hits),
                "commitments": int(these.commitments.sum()),
                "share_pct": 100 * found.share,
                "low_pct": None if low is None else 100 * low,
                "high_pct": None if high is None else 100 * high,
                "method": found.method,
                "with_coding_error": errors_of is not None,
            }
