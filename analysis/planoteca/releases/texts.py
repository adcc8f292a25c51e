"""Which texts of a release are printed words of plans, and the tables without them.

The words of a plan belong to the organisation that filed it. A hand coding restates each promise in
words of its own, beside the passage (`verbatim`); in a machine coding every text is the plan's.
"""

from __future__ import annotations

import duckdb
import polars as pl

# In every coding the plan's words.
_QUOTED = ("verbatim",)
# The plan's words where the machine coded it, notes too: it puts there what a table prints beside.
# Figures, names of places and the terms of a theme as printed are facts, and stay.
_WORDED = (
    *("axis", "problem", "objective", "indicator_text", "statement", "statement_en"),
    *("subject", "subject_en", "context", "stated_source", "notes"),
    *("message_es", "message_en", "stated", "expected"),
)
COLUMNS = (*_QUOTED, *_WORDED)


def machine_coded(connection: duckdb.DuckDBPyConnection) -> pl.Series:
    """The document_id of every plan whose released coding is the machine's."""
    sql = "SELECT document_id FROM coding WHERE is_preferred AND method = 'automatic' ORDER BY 1"
    return pl.Series([name for (name,) in connection.execute(sql).fetchall()], dtype=pl.String)


def without_printed(frame: pl.LazyFrame, machine: pl.Series) -> pl.LazyFrame:
    """The frame with the printed words of plans blank; `machine`: `machine_coded`."""
    columns = frame.collect_schema().names()
    if "document_id" not in columns:
        return frame
    own = ~pl.col("document_id").is_in(machine.implode())
    return frame.with_columns(
        *(pl.lit(None, pl.String).alias(name) for name in columns if name in _QUOTED),
        *(pl.when(own).then(pl.col(name)).alias(name) for name in columns if name in _WORDED),
    )
