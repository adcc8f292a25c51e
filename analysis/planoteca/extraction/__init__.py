"""Extraction: a Document in, a Coding out. Knows plans, and nothing of files or databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents.model import Document
from planoteca.extraction import measurability, passages, place, quantities, statistics
from planoteca.extraction.commitments import find_commitments
from planoteca.extraction.deadlines import stated_deadline
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.sections import outline
from planoteca.extraction.statements import Draft
from planoteca.extraction.titles import find_titles

__all__ = ["Extracted", "extract", "extract_all"]


@dataclass(frozen=True)
class Extracted:
    """What the machine finds in a document: its coding, its titles (frame TITLE), and its place.

    `place`: that of the plan, as the first pages say.
    """

    coding: Coding
    titles: pl.DataFrame
    place: place.Place | None


def extract(document: Document, codebook: Codebook) -> Coding:
    """The machine's coding of a document; empty frames when it has no commitments or figures."""
    return extract_all(document, codebook).coding


def extract_all(document: Document, codebook: Codebook) -> Extracted:
    """The machine's coding of a document, its titles and its place, from one outline."""
    own_place = place.find_place(document, codebook)
    lexicon = Lexicon.of(codebook)
    blocks = outline(document, lexicon)
    found = find_commitments(blocks, lexicon)
    commitment_rows: list[dict[str, Any]] = []
    quantity_rows: list[dict[str, Any]] = []
    for sequence, draft in enumerate(found.in_order(), 1):
        measured = quantities.find_quantities(draft.statement.text, codebook)
        commitment_rows.append({"sequence": sequence, **_row(draft, measured, codebook)})
        quantity_rows += [{"sequence": sequence, **quantity} for quantity in measured]
    statistic_rows = statistics.find_statistics(
        passages.prose(blocks, found.taken, found.problems),
        passages.data_tables(blocks, found.tables),
        own_place and own_place[:2],
        codebook,
    )
    coded = Coding(
        coding.frame("commitments", commitment_rows),
        coding.frame("quantities", quantity_rows),
        coding.frame(
            "statistics",
            [{"sequence": sequence, **row} for sequence, row in enumerate(statistic_rows, 1)],
        ),
    )
    return Extracted(coded, find_titles(document, blocks), own_place)


def _row(draft: Draft, measured: list[dict[str, Any]], codebook: Codebook) -> Mapping[str, Any]:
    statement = draft.statement
    baseline = quantities.find_baseline(draft.problem, statement.text, measured, codebook)
    return {
        "kind": draft.kind,
        "section": draft.section,
        "dimension": draft.dimension,
        "axis": draft.axis,
        "problem": draft.problem,
        "objective": draft.objective,
        "indicator_text": draft.indicator_text,
        "statement": statement.text,
        "verbatim": statement.text,
        "page_start": statement.page_start,
        "page_end": statement.page_end,
        "line_start": statement.line_start,
        "line_end": statement.line_end,
        "deadline": stated_deadline(statement.text) or draft.header_deadline,
        "measurability": measurability.grade(statement.text, measured),
        "accomplished": measurability.is_accomplished(statement.text),
        "baseline_value": baseline[0] if baseline else None,
        "baseline_unit": baseline[1] if baseline else None,
        "notes": draft.notes,
    }
