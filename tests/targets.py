"""Targets and figures of invented plans, for tests of their links."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from planoteca import coding
from planoteca.coding import Coding
from planoteca.registry import Entry

Row = Mapping[str, Any]


def target(statement: str, value: float, comparator: str, **more: Any) -> dict[str, Any]:
    """A commitment with one quantity (`unit`, `subject`) and any column of either."""
    return {
        "kind": "target",
        "section": "summary_table",
        "statement": statement,
        "line_start": 500,
        "line_end": 501,
        "measurability": "outcome",
        "position": 1,
        "value": value,
        "unit": "percent",
        "comparator": comparator,
        **more,
    }


def figure(indicator: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "place": "Candarave",
        "place_level": "province",
        "value": value,
        "value_text": f"{value} %",
        "unit": "percent",
        "nature": "observed",
        "line_start": 40,
        "line_end": more.get("line_start", 40),
        **more,
    }


def plan(targets: list[dict[str, Any]], figures: list[dict[str, Any]]) -> Entry:
    """A plan of a province with the coding of these rows, numbered in order.

    A target in `position` 2 is the second quantity of the commitment before it.
    """
    first = [row for row in targets if row["position"] == 1]
    sequences = accumulate(int(row["position"] == 1) for row in targets)
    stated = [{"sequence": i, **row} for i, row in enumerate(figures, 1)]
    frames = {
        "commitments": [{"sequence": i, **row} for i, row in enumerate(first, 1)],
        "quantities": [{"sequence": i, **row} for i, row in zip(sequences, targets, strict=True)],
        "statistics": stated,
    }
    made = Coding(**{name: coding.frame(name, own) for name, own in frames.items()})
    return Entry(
        "aruma-2018",
        "Aruma 2019-2022",
        place_id="2302",
        place_name="Candarave",
        level="province",
        period_start=2019,
        period_end=2022,
        manual=made,
    )
