"""What the machine notes of a document beside its coding: schemas of frames."""

from __future__ import annotations

import polars as pl

# Titles, in the table of contents (part `contents`) and in the text (`body`).
TITLE = {
    "part": pl.String,
    "number": pl.String,
    "text": pl.String,
    "depth": pl.Int64,
    "role": pl.String,
    "dimension": pl.String,
    "page": pl.Int64,
    "line": pl.Int64,
}
# Lines, running headers and footers (furniture) too.
LINE = {
    "line": pl.Int32,
    "page": pl.Int32,
    "text": pl.String,
    "is_furniture": pl.Boolean,
}
# Themes of a commitment, with the terms as printed, and functions of government within them.
THEME = {
    "sequence": pl.Int64,
    "theme": pl.String,
    "position": pl.Int64,
    "terms": pl.String,
    "found_in": pl.String,
}
FUNCTION = {
    "sequence": pl.Int64,
    "function": pl.String,
    "terms": pl.String,
}
# Quantities whose words (`phrase`) name one indicator, and all those of commitments with a baseline
# in their row, which the statement itself may print (`prints_baseline`): see extraction.measured.
MEASURED = {
    "sequence": pl.Int64,
    "position": pl.Int64,
    "indicator": pl.String,
    "population_group": pl.String,
    "phrase": pl.String,
    "prints_baseline": pl.Boolean,
}
