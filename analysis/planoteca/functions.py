"""The functions of government that commitments name within their themes: `function_terms.csv`."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from planoteca.codebook import Codebook
from planoteca.extraction.themes import THEME_TEXTS, ThemeFinder
from planoteca.frames import FUNCTION


def find_functions(
    commitments: pl.DataFrame, themes: pl.DataFrame, codebook: Codebook
) -> pl.DataFrame:
    """Frame FUNCTION of the commitments of a coding, from their themes (frame THEME).

    A function counts only where the commitment has its theme, in the text that named the themes.
    """
    finder = _finder(codebook)
    theme_of = {code: row["theme_id"] for code, row in codebook["functions"].rows.items()}
    named = themes.filter(pl.col("found_in").is_not_null()).group_by("sequence").agg(
        pl.col("found_in").first(), "theme"
    )  # fmt: skip
    texts = commitments.select("sequence", *THEME_TEXTS).join(named, on="sequence")
    rows = [
        (row["sequence"], function, "; ".join(terms))
        for row in texts.sort("sequence").iter_rows(named=True)
        for function, terms in finder.find(row[row["found_in"]])
        if theme_of[function] in row["theme"]
    ]
    return pl.DataFrame(rows, FUNCTION, orient="row")


@lru_cache(maxsize=4)
def _finder(codebook: Codebook) -> ThemeFinder:
    return ThemeFinder.of(codebook.function_terms)
