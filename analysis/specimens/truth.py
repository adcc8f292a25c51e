"""The coding of a specimen, written from its content and from where each part was printed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from specimens.model import Block, Dimension, Item, Plan, Statistic, Target

COLUMNS = {
    "commitments": (
        *("sequence", "kind", "section", "dimension", "axis", "problem", "objective"),
        *("indicator_text", "statement", "statement_en", "page_start", "page_end", "line_start"),
        *("line_end", "deadline", "measurability", "accomplished", "baseline_value"),
        *("baseline_unit", "baseline_relation", "notes"),
    ),
    "quantities": (
        *("sequence", "position", "value", "unit", "comparator", "subject", "subject_en"),
    ),
    "statistics": (
        *("sequence", "indicator", "place", "place_level", "value", "value_text", "unit", "year"),
        *("population_group", "stated_source", "nature", "context", "page", "line_start"),
        *("line_end", "notes"),
    ),
}


@dataclass(frozen=True)
class Part:
    """A piece of a text as it stands in the file: on a page, or on a line."""

    text: str
    page: int | None = None
    line: int | None = None


Passages = dict[str, list[Part]]
Row = dict[str, str]


def target_key(number: int) -> str:
    """Key of the passage of a target, counted from 1 through the plan."""
    return f"target {number}"


def problem_key(number: int) -> str:
    """Key of the passage of an item's problem, items counted from 1 through the plan."""
    return f"problem {number}"


def block_key(number: int) -> str:
    """Key of the passage of a block, counted from 1 through the plan."""
    return f"block {number}"


@dataclass(frozen=True)
class Placed:
    """A target with its number, its item and the problem it is about, merged cells filled."""

    number: int
    dimension: Dimension
    item: Item
    problem: str
    target: Target


def targets(plan: Plan) -> Iterator[Placed]:
    """The targets of a plan in order."""
    number, problem = 0, ""
    for dimension, item in plan.items:
        problem = item.problem or problem
        for target in item.targets:
            number += 1
            yield Placed(number, dimension, item, problem, target)


def tables(plan: Plan, passages: Passages) -> dict[str, list[Row]]:
    """The rows of the three files of the coding, by name of the file."""
    placed = list(targets(plan))
    statistics = list(_statistics(plan, passages))
    return {
        "commitments": [_commitment(plan, each, passages) for each in placed],
        "quantities": [row for each in placed for row in _quantities(each)],
        "statistics": [
            {"sequence": str(number), **row} for number, row in enumerate(statistics, 1)
        ],
    }


def write(rows: Mapping[str, Sequence[Row]], folder: Path) -> None:
    """Write the files of a coding (UTF-8, comma, LF)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)


def _commitment(plan: Plan, placed: Placed, passages: Passages) -> Row:
    target, item = placed.target, placed.item
    parts = passages[target_key(placed.number)]
    baseline = target.baseline
    return {
        "sequence": str(placed.number),
        "kind": "target",
        "section": plan.section,
        "dimension": placed.dimension.dimension_id,
        "axis": placed.dimension.axis,
        "problem": placed.problem,
        "objective": item.objective,
        "indicator_text": item.indicator,
        "statement": target.statement,
        "statement_en": target.statement_en,
        "page_start": _text(parts[0].page),
        "page_end": _text(parts[-1].page),
        "line_start": _text(parts[0].line),
        "line_end": _text(parts[-1].line),
        "deadline": target.deadline or plan.deadline,
        "measurability": target.measurability,
        "accomplished": str(target.accomplished).lower(),
        "baseline_value": _text(baseline[0]) if baseline else "",
        "baseline_unit": baseline[1] if baseline else "",
        "baseline_relation": baseline[2] if baseline else "",
        "notes": "; ".join(_notes(plan, placed, parts)),
    }


def _notes(plan: Plan, placed: Placed, parts: Sequence[Part]) -> Iterator[str]:
    if placed.target.notes:
        yield placed.target.notes
    if placed.number == 1 and plan.deadline:
        yield "deadline from the year in the table header, as in every row that states none"
    if not placed.item.problem:
        yield "merged problem cell filled from the row above"
    if parts[0].page != parts[-1].page:
        yield "the cell goes on after a page break"


def _quantities(placed: Placed) -> Iterator[Row]:
    for position, quantity in enumerate(placed.target.quantities, 1):
        yield {
            "sequence": str(placed.number),
            "position": str(position),
            "value": _text(quantity.value),
            "unit": quantity.unit,
            "comparator": quantity.comparator,
            "subject": quantity.subject,
            "subject_en": quantity.subject_en,
        }


def _statistics(plan: Plan, passages: Passages) -> Iterator[Row]:
    first_after = len(plan.before)
    blocks = list(enumerate(plan.blocks, 1))
    kind = "box" if plan.section == "boxed_form" else "table row"
    yield from _of_blocks(plan, blocks[:first_after], passages)
    for number, (_, item) in enumerate(plan.items, 1):
        for statistic in item.statistics:
            note = f"from the problem of a {kind}; the place is that of the plan"
            yield _statistic(plan, statistic, passages[problem_key(number)], note)
    yield from _of_blocks(plan, blocks[first_after:], passages)


def _of_blocks(
    plan: Plan, blocks: Sequence[tuple[int, Block]], passages: Passages
) -> Iterator[Row]:
    for number, block in blocks:
        for statistic in block.statistics:
            inferred = not statistic.place and plan.place not in block.text
            note = "the place is that of the plan" if inferred else ""
            yield _statistic(plan, statistic, passages[block_key(number)], note)


def _statistic(plan: Plan, statistic: Statistic, parts: Sequence[Part], note: str) -> Row:
    part = _holder(statistic, parts)
    return {
        "indicator": statistic.indicator,
        "place": statistic.place or plan.place,
        "place_level": statistic.level or plan.level,
        "value": _text(statistic.value),
        "value_text": statistic.value_text,
        "unit": statistic.unit,
        "year": statistic.year,
        "population_group": statistic.group,
        "stated_source": statistic.source,
        "nature": statistic.nature,
        "context": statistic.context,
        "page": _text(part.page),
        "line_start": _text(part.line),
        "line_end": _text(part.line),
        "notes": "; ".join(filter(None, (note, statistic.notes))),
    }


def _holder(statistic: Statistic, parts: Sequence[Part]) -> Part:
    """The part with the number; a number on the seam of two lines of one page is in neither."""
    printed = re.compile(rf"(?<![\w.,]){re.escape(statistic.value_text)}(?!\w)")
    found = [part for part in parts if printed.search(part.text)]
    if not found and len({part.page for part in parts}) > 1:
        raise ValueError(f"{statistic.value_text!r}: a page break may cut it; move the text")
    return (found or parts)[0]


def _text(value: float | None) -> str:
    """A number as the codings write it: no exponent, no trailing zero."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)
