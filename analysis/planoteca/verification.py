"""Row-level proof: every coded number of a coding stands in the lines or pages it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from planoteca.agreement import match_units
from planoteca.coding import Coding
from planoteca.documents.model import Document
from planoteca.extraction import numbers

_TOLERANCE = 1e-9


def verify(coding: Coding, document: Document) -> list[str]:
    """Every coded value that is not where the document is cited, as messages.

    Where a coding cites pages without lines, the page must hold the number. A statistic must stand
    as printed (`value_text`, spaces collapsed), a quantity as a number of
    the same value in any printed form.
    """
    problems = list(_out_of_range(coding, document))
    if problems:
        return problems
    return [*_missing_statistics(coding, document), *_missing_quantities(coding, document)]


def cited(document: Document, row: Mapping[str, Any]) -> str:
    """The text that a row of a coding cites: its lines, or its pages where it gives no lines."""
    if row["line_start"] is not None:
        return document.passage(row["line_start"], row["line_end"])
    first = row["page"] if "page" in row else row["page_start"]
    return document.page_text(first, row.get("page_end") or first)


def with_passages(manual: Coding, machine: Coding, document: Document) -> Coding:
    """Hand coding with the verbatim passage of each commitment and the printed form of its numbers.

    The passage of the machine's unit on the same lines, which has lost the markup and the other
    cells of the row; else the cited lines as they are.
    """
    units = dict(match_units(manual.commitments, machine.commitments).pairs)
    machine_text = dict(machine.commitments.select("sequence", "verbatim").iter_rows())
    verbatim = [
        machine_text.get(units.get(row["sequence"]))
        or (None if row["line_start"] is None else cited(document, row))
        for row in manual.commitments.iter_rows(named=True)
    ]
    passages = dict(zip(manual.commitments["sequence"], verbatim, strict=True))
    value_text = [
        printed_form(passages[row["sequence"]] or "", row["value"])
        for row in manual.quantities.iter_rows(named=True)
    ]
    return replace(
        manual,
        commitments=manual.commitments.with_columns(pl.Series("verbatim", verbatim, pl.String)),
        quantities=manual.quantities.with_columns(pl.Series("value_text", value_text, pl.String)),
    )


def printed_form(text: str, value: float) -> str | None:
    """The number of a text that has the value, as printed; None when there is none."""
    found = (n.text for n in numbers.find(text) if abs(n.value - value) <= _TOLERANCE)
    return next(found, None)


def _out_of_range(coding: Coding, document: Document) -> Iterator[str]:
    for name, frame in (("commitments", coding.commitments), ("statistics", coding.statistics)):
        for row in frame.iter_rows(named=True):
            last = row["line_end"], row.get("page_end") or row.get("page")
            for end, most, unit in zip(
                last, (document.line_count, document.pages or 0), ("line", "page"), strict=True
            ):
                if end is not None and end > most:
                    yield (
                        f"{name} {row['sequence']}: {_place(row)} is not in the document"
                        f" ({most} {unit}s)"
                    )


def _missing_statistics(coding: Coding, document: Document) -> Iterator[str]:
    for row in coding.statistics.iter_rows(named=True):
        text = cited(document, row)
        if " ".join(row["value_text"].split()).casefold() not in text.casefold():
            yield f"statistic {row['sequence']}: {row['value_text']!r} is not in {_place(row)}"


def _missing_quantities(coding: Coding, document: Document) -> Iterator[str]:
    places = coding.commitments.select(
        "sequence", "line_start", "line_end", "page_start", "page_end"
    )
    for row in coding.quantities.join(places, on="sequence").iter_rows(named=True):
        if printed_form(cited(document, row), row["value"]) is None:
            yield (
                f"commitment {row['sequence']}: the quantity {row['value']:g} is not in"
                f" {_place(row)}"
            )


def _place(row: Mapping[str, Any]) -> str:
    if row["line_start"] is not None:
        return f"lines {row['line_start']}-{row['line_end']}"
    if "page" in row:
        return f"page {row['page']}"
    return f"pages {row['page_start']}-{row['page_end']}"
