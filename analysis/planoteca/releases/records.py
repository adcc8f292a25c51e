"""What is compared between releases, and how a row of one is found again in the other.

Identifiers number the rows of a coding in order: one promise more at the top gives another number
to all below it. So rows are found again by where they stand and what they say, in stages: a row
that one stage finds takes no part in the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

PARENT = "_commitment"  # the commitment that a row belongs to, by its identifier in the new release

Stage = tuple[str, ...]
_COMMITMENT_LINES = ("document_id", "page_start", "line_start", "line_end")
_STATISTIC_LINES = ("document_id", "page", "line_start", "line_end")
_MEANING = ("indicator_id", "place_name", "year", "population_group", "value")


@dataclass(frozen=True)
class Record:
    """A table of a release: the view it is, the table whose columns are compared, and its key."""

    view: str
    table: str
    key: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def has_parent(self) -> bool:
        return self.stages[0][0] == PARENT


RECORDS = (
    Record("document", "document", ("document_id",), (("document_id",),)),
    Record(
        "plan_commitment",
        "commitment",
        ("commitment_id",),
        ((*_COMMITMENT_LINES, "statement"), _COMMITMENT_LINES, ("document_id", "statement")),
    ),
    Record(
        "plan_theme", "commitment_theme", ("commitment_id", "theme_id"), ((PARENT, "theme_id"),)
    ),
    Record(
        "plan_quantity",
        "quantity",
        ("commitment_id", "position"),
        ((PARENT, "value", "unit_id", "comparator_id"), (PARENT, "position")),
    ),
    Record(
        "plan_statistic",
        "statistic",
        ("statistic_id",),
        (
            (*_STATISTIC_LINES, *_MEANING),
            (*_STATISTIC_LINES, "value_text"),
            (*_STATISTIC_LINES, "indicator_id", "place_name"),
            ("document_id", *_MEANING),
        ),
    ),
    Record("place", "place", ("place_id",), (("place_id",),)),
    Record("codes", "codes", ("vocabulary", "code"), (("vocabulary", "code"),)),
)


def pairs(before: pl.DataFrame, after: pl.DataFrame, stages: Sequence[Stage]) -> pl.DataFrame:
    """before, after: the numbers, from 0, of the rows that are the same one in both frames.

    Rows alike in all columns of a stage are paired in the order they stand in.
    """
    left, right = before.with_row_index("before"), after.with_row_index("after")
    found = []
    for stage in stages:
        hits = (
            _numbered(left, "before", stage)
            .join(_numbered(right, "after", stage), on=[*stage, "_nth"], nulls_equal=True)
            .select("before", "after")
        )
        found.append(hits)
        left = left.join(hits, on="before", how="anti", maintain_order="left")
        right = right.join(hits, on="after", how="anti", maintain_order="left")
    return pl.concat(found)


def _numbered(frame: pl.DataFrame, index: str, stage: Stage) -> pl.DataFrame:
    """The rows that say something in the stage, numbered among those alike."""
    told = stage[1:] or stage
    return (
        frame.select(index, *stage)
        .filter(pl.col(stage[0]).is_not_null(), pl.any_horizontal(pl.col(*told).is_not_null()))
        .with_columns(pl.int_range(pl.len()).over(stage).alias("_nth"))
    )
