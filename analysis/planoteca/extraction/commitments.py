"""All commitments of a plan in reading order, with the passages that are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from planoteca.documents.model import Cell
from planoteca.extraction import forms
from planoteca.extraction.columns import Header
from planoteca.extraction.forms import Item
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.lists import read_lists
from planoteca.extraction.sections import Block
from planoteca.extraction.statements import Draft
from planoteca.extraction.summary_table import has_target_titles, read_table


@dataclass
class Findings:
    """Commitments by the position of their block, and what the tables among the blocks hold."""

    drafts: list[tuple[int, Draft]] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)
    problems: list[Cell] = field(default_factory=list)

    def in_order(self) -> list[Draft]:
        return [draft for _, draft in sorted(self.drafts, key=lambda found: found[0])]

    @property
    def taken(self) -> set[int]:
        """Positions of the blocks that are commitments."""
        return {position for position, _ in self.drafts}


def find_commitments(blocks: Sequence[Block], lexicon: Lexicon) -> Findings:
    """Every commitment of the outline: tables first, because lists count only without them."""
    findings = Findings()
    form = [item for item in forms.items(blocks, lexicon) if item.positions]
    header: Header | None = None
    # Titles over cells that cannot be told apart: the plan has a table of targets all the same.
    unread = False
    for position, block in enumerate(blocks):
        if block.table is None:
            continue
        reading = read_table(block.table, block.context, header, lexicon)
        header = reading.header
        if reading.drafts:
            findings.tables.add(position)
            item = forms.item_above(form, position, block)
            drafts = (_in_form(draft, item) for draft in reading.drafts)
            if block.is_form:
                drafts = (replace(draft, section="boxed_form") for draft in reading.drafts)
            findings.drafts += [(position, draft) for draft in drafts]
            findings.problems += reading.problems
        elif has_target_titles(block.table, lexicon):
            unread = True
    has_target_table = unread or _has_targets(draft for _, draft in findings.drafts)
    findings.drafts += read_lists(blocks, lexicon, has_target_table=has_target_table)
    return findings


def _in_form(draft: Draft, item: Item | None) -> Draft:
    """A target in the table of a form, whose problem and objective stand in the boxes above it."""
    if item is None or draft.problem or draft.objective or draft.kind != "target":
        return draft
    problem, objective = item.text("problem"), item.text("objective")
    if not (problem or objective):
        return draft
    return replace(draft, section="boxed_form", problem=problem, objective=objective)


def _has_targets(drafts: Iterable[Draft]) -> bool:
    return any(draft.kind == "target" for draft in drafts)
