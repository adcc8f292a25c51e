"""The rows of every table of the database, as polars frames, from the corpus and the codebook."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

import polars as pl

from planoteca import coding
from planoteca.codebook import Codebook, Vocabulary
from planoteca.coding import Coding
from planoteca.competences import COLUMNS
from planoteca.corpus import AUTOMATIC, MANUAL
from planoteca.extraction.themes import THEME_TEXTS, ThemeFinder
from planoteca.extraction.titles import TITLE
from planoteca.found import LINE
from planoteca.functions import commitment_functions
from planoteca.linking import baseline_links
from planoteca.places import Gazetteer
from planoteca.registry import OUTCOME, Entry

CODERS = {MANUAL: "reference", AUTOMATIC: "machine"}
_OWN_TABLE = {
    "dimensions": "dimension",
    "themes": "theme",
    "functions": "theme_function",
    "units": "unit",
    "comparators": "comparator",
    "indicators": "indicator",
}
_DOCUMENT = {
    "document_id": pl.String,
    "title": pl.String,
    "organisation": pl.String,
    "place_id": pl.String,
    "place_name": pl.String,
    "level": pl.String,
    "election_year": pl.Int64,
    "period_start": pl.Int64,
    "period_end": pl.Int64,
    "file_name": pl.String,
    "media_type": pl.String,
    "sha256": pl.String,
    "pages": pl.Int64,
    "lines": pl.Int64,
    "coverage": pl.String,
    "coverage_reason": pl.String,
}
_HEADING = {
    "document_id": pl.String,
    "position": pl.Int64,
    "part": pl.String,
    "number": pl.String,
    "text": pl.String,
    "depth": pl.Int64,
    "role": pl.String,
    "dimension_id": pl.String,
    "page": pl.Int64,
    "line": pl.Int64,
}
_CODING = {
    "coding_id": pl.String,
    "document_id": pl.String,
    "coder": pl.String,
    "method": pl.String,
    "codebook_version": pl.String,
    "is_preferred": pl.Boolean,
}
_COMMITMENT_THEME = {
    "commitment_id": pl.String,
    "coding_id": pl.String,
    "document_id": pl.String,
    "theme_id": pl.String,
    "position": pl.Int64,
    "weight": pl.Float64,
    "terms": pl.String,
    "found_in": pl.String,
}
# What the rows of a coding take from its document.
_OWNER = {
    "coding_id": pl.String,
    "document_id": pl.String,
    "place_id": pl.String,
    "period_start": pl.Int64,
    "period_end": pl.Int64,
}
_Coded = tuple[Entry, str, str, Coding]  # with method and coding_id
# Years after the first of the term by which a relative deadline falls due.
_RELATIVE_DEADLINES = {
    "first_100_days": 0,
    "first_year": 0,
    "second_year": 1,
    "first_half_of_term": 1,
    "third_year": 2,
}


def tables(
    entries: Sequence[Entry], codebook: Codebook, gazetteer: Gazetteer, official: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Frames by table name, in the order in which references allow them to be inserted.

    `official`: frame official.STATISTIC.
    """
    codings = [
        (entry, method, f"{entry.document_id}:{method}", found)
        for entry in entries
        for method, found in sorted(entry.codings.items())
    ]
    commitments = _commitments(_stacked("commitments", codings))
    themes = _themes(commitments, codebook)
    statistics = _statistics(_stacked("statistics", codings), gazetteer)
    quantities = _quantities(_stacked("quantities", codings))
    documents = pl.DataFrame([_document(entry) for entry in entries], _DOCUMENT)
    return {
        "place": gazetteer.table,
        **_vocabularies(codebook),
        "competence": _competences(codebook),
        "document": documents,
        "coding": pl.DataFrame(
            [
                {
                    "coding_id": name,
                    "document_id": entry.document_id,
                    "coder": CODERS[method],
                    "method": method,
                    "codebook_version": codebook.version,
                    "is_preferred": method == MANUAL or MANUAL not in entry.codings,
                }
                for entry, method, name, _ in codings
            ],
            _CODING,
        ),
        "heading": _headings(entries),
        "line": _lines(entries),
        "commitment": commitments,
        "commitment_theme": themes,
        "outcome": _outcomes(entries),
        "commitment_function": commitment_functions(commitments, themes, codebook),
        "quantity": quantities,
        "statistic": statistics,
        "baseline_link": baseline_links(documents, commitments, quantities, statistics, codebook),
        "reference_statistic": official,
    }


def _stacked(name: str, codings: Sequence[_Coded]) -> pl.DataFrame:
    """The frame `name` of every coding, with what its rows take from the document (_OWNER)."""
    owners = [
        (coding_id, entry.document_id, entry.place_id, entry.period_start, entry.period_end)
        for entry, _, coding_id, _ in codings
    ]
    frames = [getattr(found, name) for *_, found in codings]
    return _below_each_other(owners, _OWNER, frames, coding.SCHEMAS[name])


def _below_each_other(
    owners: Sequence[tuple[Any, ...]],
    owner: Mapping[str, Any],
    frames: Sequence[pl.DataFrame],
    schema: Mapping[str, Any],
) -> pl.DataFrame:
    """All rows of the frames, each beside the row of its owner."""
    index = [number for number, frame in enumerate(frames) for _ in range(len(frame))]
    beside = pl.DataFrame(owners, dict(owner), orient="row")[index]
    return pl.concat(
        [beside, pl.concat([pl.DataFrame(schema=dict(schema)), *frames])], how="horizontal"
    )


def _vocabularies(codebook: Codebook) -> dict[str, pl.DataFrame]:
    result = {table: _vocabulary(codebook[name]) for name, table in _OWN_TABLE.items()}
    codes = [
        _vocabulary(vocabulary)
        .rename({vocabulary.key: "code"})
        .select(
            pl.lit(name).alias("vocabulary"),
            *("code", "label_es", "label_en", "description_es", "description_en", "position"),
        )
        for name, vocabulary in codebook.vocabularies.items()
        if name not in _OWN_TABLE and "description_es" in next(iter(vocabulary.rows.values()))
    ]
    return {"code": pl.concat(codes), **result}


def _vocabulary(vocabulary: Vocabulary) -> pl.DataFrame:
    rows = [
        {**{k: v or None for k, v in row.items()}, "position": position}
        for position, row in enumerate(vocabulary.rows.values(), start=1)
    ]
    return pl.DataFrame(rows, infer_schema_length=None).drop("variants", "aliases", strict=False)


def _competences(codebook: Codebook) -> pl.DataFrame:
    cells = [[value or None for value in astuple(row)] for row in codebook.competences]
    return pl.DataFrame(cells, dict.fromkeys(COLUMNS, pl.String), orient="row")


def _document(entry: Entry) -> dict[str, Any]:
    row = {column: getattr(entry, column, None) for column in _DOCUMENT}
    return {**row, "coverage": entry.coverage, "coverage_reason": entry.reason}


def _headings(entries: Sequence[Entry]) -> pl.DataFrame:
    read = [(entry.document_id, entry.titles) for entry in entries if entry.titles is not None]
    owner = {"document_id": pl.String}
    titles = _below_each_other([(name,) for name, _ in read], owner, [t for _, t in read], TITLE)
    return titles.select(
        pl.int_range(1, pl.len() + 1).over("document_id").alias("position"),
        pl.col("dimension").alias("dimension_id"),
        pl.all().exclude("dimension"),
    ).select(*_HEADING)


def _lines(entries: Sequence[Entry]) -> pl.DataFrame:
    """What the plans print, without running headers and footers."""
    read = [(entry.document_id, entry.text) for entry in entries if entry.text is not None]
    owner = {"document_id": pl.String}
    lines = _below_each_other([(name,) for name, _ in read], owner, [t for _, t in read], LINE)
    return lines.filter(~pl.col("is_furniture")).drop("is_furniture")


def _commitments(stacked: pl.DataFrame) -> pl.DataFrame:
    year = functools.cache(deadline_year)
    years = [
        None if deadline is None else year(deadline, start, end)
        for deadline, start, end in stacked.select(
            "deadline", "period_start", "period_end"
        ).iter_rows()
    ]
    return stacked.select(
        _row_id("c").alias("commitment_id"),
        *("coding_id", "document_id"),
        pl.all().exclude("dimension", *_OWNER),
        pl.col("dimension").alias("dimension_id"),
        pl.Series("deadline_year", years, pl.Int64),
    )


def deadline_year(deadline: str, period_start: int | None, period_end: int | None) -> int | None:
    """The year a deadline falls in, given the term's first and last year."""
    if re.fullmatch(r"\d{4}", deadline):
        return int(deadline)
    if deadline == "end_of_term":
        return period_end
    offset = _RELATIVE_DEADLINES.get(deadline)
    return None if offset is None or period_start is None else period_start + offset


def _themes(commitments: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    finder = ThemeFinder.of(codebook.theme_terms)
    keys = ("commitment_id", "coding_id", "document_id")
    rows = [
        (
            *commitment[: len(keys)],
            *(theme.theme_id, position, 1 / len(found)),
            *("; ".join(theme.terms) or None, theme.found_in),
        )
        for commitment in commitments.select(*keys, *THEME_TEXTS).iter_rows()
        for found in [finder.themes(zip(THEME_TEXTS, commitment[len(keys) :], strict=True))]
        for position, theme in enumerate(found, start=1)
    ]
    return pl.DataFrame(rows, _COMMITMENT_THEME, orient="row")


def _quantities(stacked: pl.DataFrame) -> pl.DataFrame:
    return stacked.select(
        _row_id("c").alias("commitment_id"),
        *("coding_id", "document_id", "position", "value"),
        pl.col("unit").alias("unit_id"),
        pl.col("comparator").alias("comparator_id"),
        *("subject", "subject_en", "value_text"),
    )


def _outcomes(entries: Sequence[Entry]) -> pl.DataFrame:
    rated = [(entry, entry.outcomes) for entry in entries if entry.outcomes is not None]
    owners = [
        (f"{entry.document_id}:{MANUAL if MANUAL in entry.codings else AUTOMATIC}",)
        for entry, _ in rated
    ]
    owner = {"coding_id": pl.String}
    stacked = _below_each_other(owners, owner, [frame for _, frame in rated], OUTCOME)
    return stacked.select(
        _row_id("c").alias("commitment_id"), pl.all().exclude("coding_id", "sequence")
    )


def _statistics(stacked: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    resolve = functools.cache(gazetteer.resolve)
    named = stacked.select("place", "place_level", "place_id")
    place_ids = [resolve(name, level, near) for name, level, near in named.iter_rows()]
    years = pl.col("year").str.split("-")
    return stacked.select(
        _row_id("s").alias("statistic_id"),
        *("coding_id", "document_id", "sequence"),
        pl.col("indicator").alias("indicator_id"),
        pl.col("place").alias("place_name"),
        "place_level",
        pl.Series("place_id", place_ids, pl.String),
        "value",
        pl.col("unit").alias("unit_id"),
        pl.when(years.list.len() > 1).then(years.list.first()).cast(pl.Int64).alias("year_start"),
        years.list.last().cast(pl.Int64).alias("year"),
        *("population_group", "nature", "stated_source", "value_text", "page"),
        *("line_start", "line_end", "context", "notes"),
    )


def _row_id(letter: str) -> pl.Expr:
    number = pl.col("sequence").cast(pl.String).str.zfill(4)
    return pl.concat_str("coding_id", pl.lit(f":{letter}"), number)
