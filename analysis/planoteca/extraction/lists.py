"""Commitments in lists: metas under their heading, and proposals by dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planoteca.documents.model import Fragment
from planoteca.extraction import forms, headings, outline_numbers
from planoteca.extraction.acts import starts_action
from planoteca.extraction.columns import last_year
from planoteca.extraction.forms import Item
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.sections import Block, Context
from planoteca.extraction.statements import Draft, split_promises

_MIN_WORDS = 3
_MIN_TARGET_WORDS = 2  # a heading says that they are targets
_MIN_UNMARKED = 3
_MIN_UNMARKED_WORDS, _MAX_UNMARKED_WORDS = 4, 40
_UNMARKED_ACTS = 0.25
_PROPOSING = frozenset({"proposals", None})
_LAST_RESORT = frozenset({"diagnosis", "strategies"})
# Titles that announce promises under other axes than the dimensions too.
_BY_AXIS = frozenset({"proposals", "strategies"})
_PROPOSING_ALONE = frozenset({"proposals", "targets"})


def read_lists(
    blocks: Sequence[Block], lexicon: Lexicon, *, has_target_table: bool
) -> list[tuple[int, Draft]]:
    """(position of the block, commitment) of every list of targets or proposals.

    Proposals are read only where the plan has no table of targets: there the table is the promise.
    So do the targets of a form's boxes stand for the proposals in them. Plain paragraphs are read
    where the heading has no list.

    Some plans have no dimensions but axes of their own, or go from the diagnosis, or from
    strategies, to what they promise without a title between. In a plan that promises nothing by
    dimension, proposals count under any axis, and what begins with an act under those titles too.
    """
    form = forms.items(blocks, lexicon)
    roles = frozenset() if has_target_table else _PROPOSING
    found = list(_read(blocks, form, lexicon, roles))
    if has_target_table or any(draft.dimension for _, draft in found):
        return found
    return [
        (position, draft)
        for position, draft in _read(blocks, form, lexicon, _PROPOSING | _LAST_RESORT)
        if blocks[position].context.role in _PROPOSING_ALONE or starts_action(draft.statement.text)
    ]


def _read(
    blocks: Sequence[Block], form: Sequence[Item], lexicon: Lexicon, roles: frozenset[str | None]
) -> Iterator[tuple[int, Draft]]:
    with_items = {block.context for block in blocks if _is_item(block)}
    unmarked = _unmarked_lists(blocks)
    is_form = forms.is_form(form)
    item_at = {position: item for item in form for position in item.positions} if is_form else {}
    for position, block in enumerate(blocks):
        if block.fragment is None or block.heading:
            continue
        kind = _kind(block.context, roles)
        if kind is None or not _is_promise(block, kind, lexicon):
            continue
        if kind == "proposal" and block.context.is_boxed and is_form:
            continue
        if not block.fragment.is_item and (
            block.context in with_items
            or not (block.context in unmarked or _stands_alone(block, kind))
        ):
            continue
        for statement in split_promises(block.fragment):
            yield position, _draft(kind, block.context, statement, item_at.get(position))


def _unmarked_lists(blocks: Sequence[Block]) -> set[Context]:
    """Titles of promises over paragraphs that make a list without marks.

    Three or more, each as short as an item, and a quarter of them begin with an act.
    """
    paragraphs: dict[Context, list[str]] = {}
    for block in blocks:
        if block.fragment and not block.heading and block.context.role in _PROPOSING_ALONE:
            paragraphs.setdefault(block.context, []).append(block.fragment.text)
    return {
        context
        for context, texts in paragraphs.items()
        if len(texts) >= _MIN_UNMARKED
        and all(map(_may_be_unmarked, texts))
        and sum(map(starts_action, texts)) >= len(texts) * _UNMARKED_ACTS
    }


def _may_be_unmarked(text: str) -> bool:
    """Whether a paragraph may be an item without mark: no title, lead-in or piece of a sentence."""
    count = len(text.split())
    begins = text[:1].isupper() or text[:1].isdigit()
    is_title = outline_numbers.numbering(text)[0] not in {"", "decimal"} or text.endswith(":")
    return begins and _MIN_UNMARKED_WORDS <= count <= _MAX_UNMARKED_WORDS and not is_title


def _stands_alone(block: Block, kind: str) -> bool:
    """Whether a paragraph promises: in the box of the targets always, elsewhere by its words."""
    text = block.fragment.text if block.fragment else ""
    in_box = kind == "target" and block.context.is_boxed and not text.endswith(":")
    return in_box or starts_action(text)


def _draft(kind: str, context: Context, statement: Fragment, item: Item | None) -> Draft:
    section = "metas_list" if kind == "target" else "dimension_proposals"
    return Draft(
        kind=kind,
        section=section if item is None else "boxed_form",
        statement=statement,
        dimension=context.dimension,
        axis=context.dimension_heading or context.axis,
        problem=item.text("problem") if item else None,
        objective=item.text("objective") if item else None,
        header_deadline=_title_deadline(context) if kind == "target" else None,
    )


def _title_deadline(context: Context) -> str | None:
    """The year in the title of the list: "METAS AL 2022"."""
    return next((last_year(h.text) for h in reversed(context.path) if h.role == "targets"), None)


def _kind(context: Context, roles: frozenset[str | None]) -> str | None:
    """What an item under these headings is; `roles` are those of headings that hold proposals."""
    role = context.role
    if role == "targets":
        return "target"
    by_axis = "strategies" in roles and role in _BY_AXIS
    return "proposal" if role in roles and (context.dimension or by_axis) else None


def _is_item(block: Block) -> bool:
    return block.fragment is not None and block.heading is None and block.fragment.is_item


def _is_promise(block: Block, kind: str, lexicon: Lexicon) -> bool:
    """Whether a list item promises anything: not a line of a table of contents, nor a title."""
    text = block.fragment.text if block.fragment else ""
    return (
        len(text.split()) >= (_MIN_TARGET_WORDS if kind == "target" else _MIN_WORDS)
        and not headings.is_contents_line(text)
        and headings.find_dimension(outline_numbers.numbering(text)[2], lexicon) is None
    )
