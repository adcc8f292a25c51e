"""What a specimen plan says, as data: its text, and what a coder writes about each part of it.

Texts may hold two marks that only printed pages use: CUT_SOFT and CUT_HARD, where a word may be
cut at the end of a line. `plain` removes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CUT_SOFT = "¬"  # printed as a soft hyphen, U+00AD
CUT_HARD = "‧"  # printed as an ordinary hyphen, as people do by hand


def plain(text: str) -> str:
    """The text without the marks of possible cuts."""
    return text.replace(CUT_SOFT, "").replace(CUT_HARD, "")


@dataclass(frozen=True)
class Quantity:
    """A row of quantities.csv."""

    value: float
    unit: str
    comparator: str
    subject: str
    subject_en: str


@dataclass(frozen=True)
class Target:
    """A row of commitments.csv; `baseline` is (value, unit, relation)."""

    statement: str
    statement_en: str
    measurability: str
    quantities: tuple[Quantity, ...] = ()
    deadline: str = ""
    accomplished: bool = False
    baseline: tuple[float, str, str] | None = None
    notes: str = ""


@dataclass(frozen=True)
class Statistic:
    """A row of statistics.csv; blank `place` and `level` are those of the plan."""

    indicator: str
    value: float
    value_text: str
    unit: str
    context: str
    year: str = ""
    group: str = ""
    source: str = ""
    nature: str = "observed"
    place: str = ""
    level: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Item:
    """One row of a summary: an objective with its targets.

    A blank `problem` is a cell merged with the problem above. `run_on`: the targets stand in one
    paragraph, parted by full stops only, instead of one bullet each.
    """

    problem: str
    objective: str
    targets: tuple[Target, ...]
    statistics: tuple[Statistic, ...] = ()
    indicator: str = ""
    run_on: bool = False


@dataclass(frozen=True)
class Dimension:
    """A dimension with the heading that the plan prints over it."""

    dimension_id: str
    axis: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Block:
    """A piece of running text: `heading`, `title`, `paragraph`, `bullet`, `number` or `cell`.

    `columns` and `page` hold no text: from there on two columns, or a new page without columns.
    """

    kind: str
    text: str = ""
    statistics: tuple[Statistic, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A whole plan: text `before` and `after` its dimensions.

    `deadline` is the year in the header of its table, `section` where its targets stand.
    """

    document_id: str
    file_name: str
    title: str
    organisation: str
    place: str
    level: str
    term: tuple[int, int]
    dimensions: tuple[Dimension, ...]
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    deadline: str = ""
    section: str = "summary_table"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All running text, in the order in which blocks are numbered."""
        return (*self.before, *self.after)

    @property
    def items(self) -> Iterator[tuple[Dimension, Item]]:
        for dimension in self.dimensions:
            for item in dimension.items:
                yield dimension, item
