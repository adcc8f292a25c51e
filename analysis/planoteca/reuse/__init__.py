"""Text reuse: passages that plans share, told from boilerplate; data/codebook/CODEBOOK.md says how.

All of it is linear in the number of words: nothing is compared that has no shingle in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import polars as pl

from planoteca.reuse import boilerplate, passages, repeats, shingles, words
from planoteca.reuse.words import Positions, Words

COPY = 0.95  # similarity from which a passage counts as copied word by word
PASSAGE: dict[str, Any] = {
    "document_id": pl.String,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "words": pl.Int64,
    "other_id": pl.String,
    "other_line_start": pl.Int64,
    "other_line_end": pl.Int64,
    "other_words": pl.Int64,
    "similarity": pl.Float64,
    "kind": pl.String,
}
BOILERPLATE: dict[str, Any] = {
    "boilerplate_id": pl.Int64,
    "document_id": pl.String,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "words": pl.Int64,
}
DOCUMENT: dict[str, Any] = {
    "document_id": pl.String,
    "words": pl.Int64,
    "reused_words": pl.Int64,
    "boilerplate_words": pl.Int64,
}


def find(lines: Iterable[pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Frames PASSAGE, BOILERPLATE and DOCUMENT, by the names of their tables.

    `lines`: frames with `document_id`, `line`, `text`, together in the order of both.
    """
    found = words.read(lines)
    shared, again = shingles.find(found)
    is_few = shared.plans <= shingles.most_plans(len(found.documents))
    few, many = shared.where(is_few), shared.where(~is_few)
    del shared, is_few
    printed = boilerplate.find(found, many)
    del many
    pairs = passages.find(found, few)
    # Boilerplate between two words that happen to be the same is nothing of the pair's own.
    lengths = pairs.end - pairs.start - printed.words_between(pairs.start, pairs.end)
    pairs = pairs.where(lengths >= passages.FEWEST_WORDS)
    return {
        "reused_passage": _passages(found, pairs),
        "boilerplate_passage": _boilerplate(found, printed),
        "document_words": _documents(found, again, pairs, printed),
    }


def _passages(found: Words, pairs: passages.Passages) -> pl.DataFrame:
    length, other_length = pairs.end - pairs.start, pairs.other_end - pairs.other_start
    similarity = pairs.equal / np.maximum(length, other_length)
    columns = {
        "document_id": _names(found, pairs.start),
        "line_start": found.line_of(pairs.start),
        "line_end": found.line_of(pairs.end - 1),
        "words": length,
        "other_id": _names(found, pairs.other_start),
        "other_line_start": found.line_of(pairs.other_start),
        "other_line_end": found.line_of(pairs.other_end - 1),
        "other_words": other_length,
        "similarity": similarity,
    }
    kind = pl.when(pl.col("similarity") >= COPY).then(pl.lit("copy")).otherwise(pl.lit("near"))
    return (
        pl.DataFrame(columns)
        .with_columns(kind=kind)
        .sort("document_id", "other_id", "line_start", "other_line_start")
    )


def _boilerplate(found: Words, printed: boilerplate.Printings) -> pl.DataFrame:
    rows = pl.DataFrame(
        {
            "text": printed.text,
            "document_id": _names(found, printed.start),
            "line_start": found.line_of(printed.start),
            "line_end": found.line_of(printed.end - 1),
            "words": printed.end - printed.start,
        }
    ).with_columns(plans=pl.col("document_id").n_unique().over("text"))
    number = pl.struct(-pl.col("plans").cast(pl.Int64), "text").rank("dense")
    return (
        rows.with_columns(boilerplate_id=number)
        .select(*BOILERPLATE)
        .sort("boilerplate_id", "document_id", "line_start")
    )


def _documents(
    found: Words,
    again: shingles.Repeats,
    pairs: passages.Passages,
    printed: boilerplate.Printings,
) -> pl.DataFrame:
    """How many words of each plan stand in passages, wherever the plan prints them.

    What is both counts as reused.
    """
    shared = _with_repeats(
        found,
        again,
        np.concatenate([pairs.start, pairs.other_start]),
        np.concatenate([pairs.end, pairs.other_end]),
    )
    form = _with_repeats(found, again, printed.start, printed.end)
    reused = _covered(found, *shared)
    both = _covered(found, *(np.concatenate(each) for each in zip(shared, form, strict=True)))
    columns = {
        "document_id": found.documents,
        "words": found.lengths(),
        "reused_words": reused,
        "boilerplate_words": both - reused,
    }
    return pl.DataFrame(columns, DOCUMENT)


def _with_repeats(
    found: Words, again: shingles.Repeats, starts: Positions, ends: Positions
) -> tuple[Positions, Positions]:
    more_starts, more_ends = repeats.find(found, again, starts, ends)
    return np.concatenate([starts, more_starts]), np.concatenate([ends, more_ends])


def _covered(found: Words, starts: Positions, ends: Positions) -> Positions:
    """How many words of each document stand in at least one of some passages."""
    order = np.argsort(starts)
    starts, ends = starts[order], ends[order]
    reached = np.append(0, np.maximum.accumulate(ends))[: len(ends)]
    new = np.maximum(0, ends - np.maximum(starts, reached))
    counts = np.bincount(found.document_of(starts), new, len(found.documents))
    return counts.astype(np.int64)


def _names(found: Words, positions: Positions) -> pl.Series:
    return pl.Series(found.documents, dtype=pl.String).gather(found.document_of(positions))
