"""Why a paragraph or list item is no commitment, and no statistic.

The functions that read lists are asked again with one thing changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planoteca.extraction import headings, numbers
from planoteca.extraction.explained_document import Reading
from planoteca.extraction.headings import Heading
from planoteca.extraction.lists import read_lists

_ARTICLES = frozenset({"un", "una", "uno"})


def heading_name(reading: Reading, heading: Heading) -> str:
    """A heading with what it is taken for."""
    taken = []
    if heading.dimension:
        taken.append(f"names the dimension {heading.dimension}")
    if heading.role:
        label = reading.codebook["heading_roles"].rows[heading.role]["label_en"]
        taken.append(f"announces {label.lower()}")
    if heading.is_label:
        taken.append("a box of a form")
    return f"{heading.text} ({'; '.join(taken) or 'a topic'})"


def reasons(reading: Reading, position: int) -> Iterator[str]:
    """Why the paragraph or item of a block is no commitment."""
    block = reading.blocks[position]
    fragment, context = block.fragment, block.context
    if fragment is None:
        return
    if headings.is_contents_line(fragment.text):
        yield "a line of a table of contents (dot leaders)"
        return
    if _would_be_read(reading, position, as_item=True):
        alike = (b.fragment for b in reading.blocks if b.context == context and not b.heading)
        if any(each.is_item for each in alike if each):
            yield "a plain paragraph: under these headings the items of a list are the promises"
        else:
            yield "a plain paragraph that does not open with an act"
        return
    if reading.has_target_table and _would_be_read(
        reading, position, as_item=True, has_target_table=False
    ):
        yield "the plan has a table of targets, which stands for its proposals in lists"
        return
    yield from _by_headings(reading, position)


def _by_headings(reading: Reading, position: int) -> Iterator[str]:
    """What the headings above say against a promise; else its own words do."""
    context = reading.blocks[position].context
    announcing = next((h for h in reversed(context.path) if h.role), None)
    if announcing is not None and announcing.role not in {"targets", "proposals"}:
        described = reading.codebook["heading_roles"].rows[str(announcing.role)]["description_en"]
        yield f"it stands under {announcing.text!r}. {described}"
    elif announcing is None and context.dimension is None:
        yield "no heading above it names a dimension or announces targets or proposals"
    elif announcing is not None and announcing.role == "proposals" and context.dimension is None:
        yield "proposals are read by dimension, and no heading above it names one"
    elif context.is_boxed:
        yield "a box of a form other than that of the targets"
    else:
        yield "too few words to promise anything, or the name of a dimension"


def _would_be_read(
    reading: Reading, position: int, *, as_item: bool, has_target_table: bool | None = None
) -> bool:
    """Whether the block would be a commitment if it were an item, or there were no table."""
    blocks = list(reading.blocks)
    fragment = blocks[position].fragment
    if fragment is None:
        return False
    blocks[position] = replace(blocks[position], fragment=replace(fragment, is_item=as_item))
    has_table = reading.has_target_table if has_target_table is None else has_target_table
    found = read_lists(blocks, reading.lexicon, has_target_table=has_table)
    return any(at == position for at, _ in found)


def why_no_statistic(reading: Reading, text: str, line: int, *, is_promise: bool) -> str | None:
    """Why no figure of the line is a statistic; None where it has no number at all."""
    # An article ("una mesa") is a number to the reader of numbers, and to nobody else.
    printed = [number.text for number in numbers.find(text) if number.text.lower() not in _ARTICLES]
    if not printed:
        return None
    shown = ", ".join(printed[:5])
    if is_promise:
        return f"{shown}: what a commitment says is no statistic"
    if not any(each.line_start <= line <= each.line_end for each in reading.prose()):
        return (
            f"{shown}: tables of targets (but for their problems) and contents have no statistics"
        )
    return f"{shown}: only names, dates or numbers something, or says nothing about the place"
