"""Stata files (.dta of Stata 14 and later) with labels of variables and values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pyreadstat
from polars import selectors

from planoteca.errors import PlanotecaError
from planoteca.exports.views import View

_VERSION = 14
_LONGEST_LABEL = 80
_LARGEST_LONG = 2_147_483_620  # what is above it stands for missing values


def write(frame: pl.DataFrame, path: Path, view: View, codes: pl.DataFrame, language: str) -> None:
    """Write one view; `codes` are those of `views.codes`, their labels in 'es' or 'en'.

    A column of codes holds their numbers, labelled; true and false are 1 and 0; a missing text is
    empty, as Stata knows no other.
    """
    labels: dict[str, dict[int | float, str]] = {}
    for column in view.columns:
        numbers, texts = _vocabulary(codes, column.vocabulary, language)
        if numbers and frame[column.name].drop_nulls().is_in(list(numbers)).all():
            coded = pl.col(column.name).replace_strict(numbers, return_dtype=pl.Int32)
            frame = frame.with_columns(coded)
            labels[column.name] = texts
    try:
        pyreadstat.write_dta(
            _storable(frame),
            str(path),
            version=_VERSION,
            file_label=_cut(view.description),
            column_labels=[_cut(column.description) for column in view.columns],
            variable_value_labels=labels,
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise PlanotecaError(f"{path.name} could not be written: {error}") from error


def _vocabulary(
    codes: pl.DataFrame, name: str | None, language: str
) -> tuple[Mapping[str, int], dict[int | float, str]]:
    rows = codes.filter(pl.col("vocabulary") == name) if name else codes.clear()
    numbers = dict(zip(rows["code"], rows["number"], strict=True))
    return numbers, dict(zip(rows["number"], rows[f"label_{language}"], strict=True))


def _storable(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in types and values that a .dta file has."""
    whole = [
        name
        for name in frame.select(selectors.integer()).columns
        if (frame.select(pl.col(name).abs().max()).item() or 0) <= _LARGEST_LONG
    ]
    # ReadStat takes no missing text in a column of long texts, and ends a text at a NUL.
    text = pl.col(pl.String).fill_null("").str.replace_all("\0", "\ufffd", literal=True)
    return frame.with_columns(
        text,
        pl.col(pl.Boolean).cast(pl.Int8),
        pl.col(whole).cast(pl.Int32),
        (selectors.integer() - selectors.by_name(whole)).cast(pl.Float64),
    ).with_columns(
        pl.when(selectors.float().is_finite()).then(selectors.float()).name.keep(),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
