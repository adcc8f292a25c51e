"""Boxed forms: the problem and the objective that stand in the same box as a target.

A form repeats its labels for one item after the other ("Hechos", "Objetivo", "Metas", "Problemas").
The labels of one item stand in any order; the item ends where one of them returns or where a title
of another kind follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planoteca.documents.model import Fragment
from planoteca.extraction.columns import title_role
from planoteca.extraction.headings import Heading
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.lines import label_key
from planoteca.extraction.sections import Block

# Roles of headings -> those of columns.
_ROLES = {"targets": "target", "objectives": "objective"}


@dataclass
class Item:
    """One item of a form: the positions of its blocks by the role of their label."""

    parents: tuple[Heading, ...]
    labels: set[str] = field(default_factory=set)
    texts: dict[str, list[Fragment]] = field(default_factory=dict)
    positions: list[int] = field(default_factory=list)

    def text(self, role: str) -> str | None:
        """The texts under the labels of a role; a list of several with its marks."""
        found = self.texts.get(role, [])
        mark = "• " if sum(1 for each in found if each.is_item) > 1 else ""
        return (
            " ".join(f"{mark if each.is_item else ''}{each.text}" for each in found)
            if found
            else None
        )


def items(blocks: Sequence[Block], lexicon: Lexicon) -> list[Item]:
    """The items of the forms among the blocks, in reading order."""
    return list(_items(blocks, lexicon))


def item_above(found: Sequence[Item], position: int, block: Block) -> Item | None:
    """The item whose boxes stand right above the block, under the same titles.

    `found` are items with texts, in reading order.
    """
    parents = block.context.path[:-1] if block.context.is_boxed else block.context.path
    count = bisect_left(found, position, key=lambda item: item.positions[0])
    above = found[count - 1] if count else None
    return above if above and above.parents == parents else None


def is_form(found: Sequence[Item]) -> bool:
    """Whether the plan is a form: items with a target and more, several of one dimension.

    One objectives list and one targets list by dimension are lists; a box with problem, solution
    and target is one of a form wherever it stands.
    """
    whole = [item for item in found if "target" in item.texts and len(item.labels) > 1]
    dimensions = [_dimension(item) for item in whole]
    complete = [item for item in whole if {"problem", "objective"} <= item.texts.keys()]
    return len(complete) > 1 or len(set(dimensions)) < len(dimensions)


def _dimension(item: Item) -> Heading | None:
    return next((heading for heading in reversed(item.parents) if heading.dimension), None)


def _items(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Item]:
    item: Item | None = None
    for position, block in enumerate(blocks):
        if not block.context.is_boxed:
            continue
        parents, label = block.context.path[:-1], block.context.path[-1]
        if block.heading:
            key = label_key(label.text)
            if item is None or parents != item.parents or key in item.labels:
                if item is not None:
                    yield item
                item = Item(parents)
            item.labels.add(key)
        elif item is not None and block.fragment:
            role = title_role(label.text, lexicon) or label.role or ""
            item.texts.setdefault(_ROLES.get(role, role), []).append(block.fragment)
            item.positions.append(position)
    if item is not None:
        yield item
