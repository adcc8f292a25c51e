"""Row-level proof: every coded number of a coding stands in the lines it cites."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from planoteca.coding import Coding
from planoteca.documents.model import Document
from planoteca.extraction import numbers

_TOLERANCE = 1e-9


def verify(coding: Coding, document: Document) -> list[str]:
    """Every coded value that is not in the cited lines of the document, as messages.

    A statistic must stand as printed (`value_text`, spaces collapsed), a quantity as a number of
    the same value in any printed form.
    """
    problems = list(_out_of_range(coding, document))
    if problems:
        return problems
    return [*_missing_statistics(coding, document), *_missing_quantities(coding, document)]


def cited(document: Document, line_start: int, line_end: int) -> str:
    """The text of lines `line_start`..`line_end` (1-based, inclusive), spaces collapsed."""
    return " ".join(
        " ".join(line.text for line in document.lines[line_start - 1 : line_end]).split()
    )


def printed_form(text: str, value: float) -> str | None:
    """The number of a text that has the value, as printed; None when there is none."""
    found = (n.text for n in numbers.find(text) if abs(n.value - value) <= _TOLERANCE)
    return next(found, None)


def _out_of_range(coding: Coding, document: Document) -> Iterator[str]:
    for name, frame in (("commitments", coding.commitments), ("statistics", coding.statistics)):
        for row in frame.filter(pl.col("line_start").is_not_null()).iter_rows(named=True):
            if not 1 <= row["line_start"] <= row["line_end"] <= len(document.lines):
                yield (
                    f"{name} {row['sequence']}: lines {row['line_start']}-{row['line_end']} "
                    f"are not in the document ({len(document.lines)} lines)"
                )


def _missing_statistics(coding: Coding, document: Document) -> Iterator[str]:
    for row in coding.statistics.iter_rows(named=True):
        text = cited(document, row["line_start"], row["line_end"])
        if " ".join(row["value_text"].split()).casefold() not in text.casefold():
            yield (
                f"statistic {row['sequence']}: {row['value_text']!r} is not in "
                f"lines {row['line_start']}-{row['line_end']}"
            )


def _missing_quantities(coding: Coding, document: Document) -> Iterator[str]:
    joined = coding.quantities.join(
        coding.commitments.select("sequence", "line_start", "line_end").drop_nulls(), on="sequence"
    )
    for row in joined.iter_rows(named=True):
        text = cited(document, row["line_start"], row["line_end"])
        if printed_form(text, row["value"]) is None:
            yield (
                f"commitment {row['sequence']}: the quantity {row['value']:g} is not in "
                f"lines {row['line_start']}-{row['line_end']}"
            )
