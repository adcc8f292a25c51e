"""The words of all plans as one array of numbers, which knows documents and lines."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from planoteca.places import plain

Positions = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint32]
Bools = npt.NDArray[np.bool_]
_WORD = r"[\p{L}\p{M}\p{N}]+"


@dataclass(frozen=True)
class Words:
    """Every word in reading order; a position is an index of `codes`.

    codes: a number for each word, the same whatever its case and accents.
    documents: the document_ids that have words; `starts`: the position of the first word of each,
    and the number of all words. line_starts, line_numbers: first position and number of each line.
    """

    codes: Codes
    documents: tuple[str, ...]
    starts: Positions
    line_starts: Numbers
    line_numbers: Numbers

    def document_of(self, positions: Positions | Numbers) -> Positions:
        """The index in `documents` of the words at some positions."""
        return np.searchsorted(self.starts, positions, side="right") - 1

    def line_of(self, positions: Positions) -> Positions:
        """The number of the line in which the words at some positions stand."""
        positions = positions.astype(np.int32)
        line = np.searchsorted(self.line_starts, positions, side="right") - 1
        return self.line_numbers[line].astype(np.int64)

    def lengths(self) -> Positions:
        """The number of words of each document."""
        return np.diff(self.starts)


def read(batches: Iterable[pl.DataFrame]) -> Words:
    """The words of frames with `document_id`, `line`, `text`, together in order of both."""
    known: dict[str, int] = {}
    codes, line_words, line_numbers, documents = [], [], [], []
    for batch in batches:
        found, words = _codes(batch["text"].fill_null(""), known)
        lines = batch.select("document_id", "line", words=pl.Series(words))
        lines = lines.filter(pl.col("words") > 0)
        codes.append(found)
        line_words.append(lines["words"].cast(pl.Int32).to_numpy())
        line_numbers.append(lines["line"].cast(pl.Int32).to_numpy())
        documents.append(_sums(lines))
    if not documents:
        nothing = np.zeros(0, np.int32)
        return Words(np.zeros(0, np.uint32), (), np.zeros(1, np.int64), nothing, nothing)
    words_of = _sums(pl.concat(documents))
    per_line = np.concatenate(line_words)
    return Words(
        np.concatenate(codes),
        tuple(words_of["document_id"]),
        np.append(0, np.cumsum(words_of["words"].to_numpy())),
        np.cumsum(per_line, dtype=np.int32) - per_line,
        np.concatenate(line_numbers),
    )


def _sums(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by("document_id", maintain_order=True).agg(pl.sum("words"))


def _codes(texts: pl.Series, known: dict[str, int]) -> tuple[Codes, Positions]:
    """The numbers of the words of all texts, and how many words each text has.

    Words are looked for once in all that is the same between two spaces, which is most of it; what
    was worked out once is kept in `known`.
    """
    parts = texts.str.split(" ")
    pieces = parts.explode(empty_as_null=False)
    if not len(pieces):
        return np.zeros(0, np.uint32), np.zeros(0, np.int64)
    # Categories of its own: those that all columns share would grow from batch to batch.
    category = pieces.cast(pl.Categorical(pl.Categories.random())).to_physical()
    first = category.arg_unique()
    words = pieces.gather(first).str.extract_all(_WORD)
    codes = np.array([_code(w, known) for w in words.explode(empty_as_null=False)], np.uint32)
    # Of each category: how many words it has, and where they begin in `codes`.
    size = np.zeros(int(category.max()) + 1, np.int64)  # type: ignore[arg-type]
    begin = np.zeros_like(size)
    number, sizes = category.gather(first).to_numpy(), words.list.len().to_numpy()
    size[number], begin[number] = sizes, np.cumsum(sizes) - sizes
    piece = category.to_numpy()
    reached = np.append(0, np.cumsum(size[piece]))
    which = np.repeat(begin[piece] - reached[:-1], size[piece]) + np.arange(reached[-1])
    ends = np.cumsum(parts.list.len().to_numpy(), dtype=np.int64)
    return codes[which], np.diff(reached[ends], prepend=0)


def _code(word: str, known: dict[str, int]) -> int:
    if word not in known:
        known[word] = zlib.crc32(plain(word).encode())
    return known[word]
