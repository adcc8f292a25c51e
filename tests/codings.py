"""Codings made for tests, from the columns that matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planoteca import coding
from planoteca.coding import Coding

Rows = Sequence[dict[str, Any]]


def coded(commitments: Rows = (), quantities: Rows = (), statistics: Rows = ()) -> Coding:
    """A coding; commitments and statistics are numbered, and stand on a line each, in order."""
    return Coding(
        coding.frame(
            "commitments",
            [
                {**_place(n), "statement": f"promesa {n}", **row}
                for n, row in enumerate(commitments, 1)
            ],
        ),
        coding.frame("quantities", list(quantities)),
        coding.frame(
            "statistics",
            [
                {**_place(n), "value_text": str(row.get("value")), **row}
                for n, row in enumerate(statistics, 1)
            ],
        ),
    )


def _place(number: int) -> dict[str, Any]:
    return {"sequence": number, "line_start": 10 * number, "line_end": 10 * number}


def quantity(sequence: int, position: int, number: float, unit: str, comparator: str) -> Any:
    return {
        "sequence": sequence,
        "position": position,
        "value": number,
        "unit": unit,
        "comparator": comparator,
    }


def statistic(number: float, **more: Any) -> dict[str, Any]:
    return {"value": number, "unit": "percent", "indicator": "poverty_rate", **more}
