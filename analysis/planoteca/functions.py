"""The functions of government that commitments name within their themes: `function_terms.csv`."""

from __future__ import annotations

import polars as pl

from planoteca.codebook import Codebook
from planoteca.extraction.themes import THEME_TEXTS, ThemeFinder

COMMITMENT_FUNCTION = {
    "commitment_id": pl.String,
    "function_id": pl.String,
    "terms": pl.String,
}


def commitment_functions(
    commitments: pl.DataFrame, themes: pl.DataFrame, codebook: Codebook
) -> pl.DataFrame:
    """Frame COMMITMENT_FUNCTION, from frames with the columns of `commitment`, `commitment_theme`.

    A function counts only where the commitment has its theme, in the text that named the themes.
    """
    finder = ThemeFinder.of(codebook.function_terms)
    theme_of = {code: row["theme_id"] for code, row in codebook["functions"].rows.items()}
    named = themes.filter(pl.col("found_in").is_not_null()).group_by("commitment_id").agg(
        pl.col("found_in").first(), "theme_id"
    )  # fmt: skip
    texts = commitments.select("commitment_id", *THEME_TEXTS).join(named, on="commitment_id")
    rows = [
        (row["commitment_id"], function, "; ".join(terms))
        for row in texts.sort("commitment_id").iter_rows(named=True)
        for function, terms in finder.find(row[row["found_in"]])
        if theme_of[function] in row["theme_id"]
    ]
    return pl.DataFrame(rows, COMMITMENT_FUNCTION, orient="row")
