"""Why the machine read a line as it did: where it stands, what cites it, or why nothing does.

Reasons are not guessed: they come from the functions that the extraction itself uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from planoteca.codebook import Codebook
from planoteca.documents import markup
from planoteca.documents.model import Document, Line
from planoteca.extraction import (
    explained_document,
    headings,
    lines,
    list_reasons,
    table_reasons,
)
from planoteca.extraction.explained_document import Reading
from planoteca.extraction.sections import Block
from planoteca.extraction.statements import Draft

_SHOWN = 160  # letters of a statement


@dataclass(frozen=True)
class Explanation:
    """What the machine made of one line.

    `standing`: blank, furniture, left_out, heading, table, list_item or paragraph. `headings`:
    those above it, outermost first, with what they are taken for. `where`: the paragraph, or the
    table with row and columns. `rows`: the commitments, quantities and statistics that cite it,
    each commitment with the rule it comes from. `reasons`: why there is no commitment, and no
    statistic, of it.
    """

    line: int
    page: int | None
    text: str
    standing: str
    headings: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def explain(document: Document, codebook: Codebook, wanted: Iterable[int]) -> list[Explanation]:
    """What the machine made of each wanted line (numbers of the file); others are left out."""
    reading = explained_document.read(document, codebook)
    printed = {line.number: line for line in document.lines}
    furniture = {line.number: line for line in document.furniture}
    found = []
    for number in wanted:
        if number in furniture:
            line = furniture[number]
            reason = "a running header, footer or page number: set apart from the text"
            found.append(Explanation(number, line.page, line.text, "furniture", reasons=(reason,)))
        elif number in printed:
            found.append(_explain(printed[number], reading))
    return found


def _explain(line: Line, reading: Reading) -> Explanation:
    explained = Explanation(line.number, line.page, line.text, "blank")
    if not markup.plain(line.text):
        return explained
    at = list(_blocks_at(line.number, reading))
    if not at:
        return replace(explained, standing="left_out", reasons=(_why_left_out(line, reading),))
    position, block = at[0]
    rows = tuple(_rows(line.number, reading))
    return replace(
        explained,
        standing=_standing(block),
        headings=tuple(list_reasons.heading_name(reading, h) for h in _above(block)),
        where=tuple(_where(line.number, reading, position)),
        rows=rows,
        reasons=tuple(_reasons(line, reading, position)),
    )


def _blocks_at(line: int, reading: Reading) -> Iterator[tuple[int, Block]]:
    """(position, block) of what holds the line, headings and paragraphs before tables."""
    for position, block in enumerate(reading.blocks):
        fragment = block.fragment
        # A paragraph that a page break cuts does not hold the lines between its halves.
        if fragment and fragment.line_start <= line <= fragment.line_end and line in reading.kept:
            yield position, block
    for position, block in enumerate(reading.blocks):
        if block.table and block.table.line_start <= line <= block.table.line_end:
            yield position, block


def _standing(block: Block) -> str:
    if block.table is not None:
        return "table"
    if block.heading is not None:
        return "heading"
    return "list_item" if block.fragment and block.fragment.is_item else "paragraph"


def _above(block: Block) -> tuple[headings.Heading, ...]:
    """The headings above a block, for a heading without itself."""
    return block.context.path[:-1] if block.heading else block.context.path


def _where(line: int, reading: Reading, position: int) -> Iterator[str]:
    block = reading.blocks[position]
    if block.table is not None:
        yield from table_reasons.places(reading, position, block.table, line)
    elif block.heading is not None:
        yield f"heading: {list_reasons.heading_name(reading, block.heading)}"
    elif block.fragment is not None:
        first, last = block.fragment.line_start, block.fragment.line_end
        yield f"line {first}" if first == last else f"lines {first}-{last}, read as one"


def _rows(line: int, reading: Reading) -> Iterator[str]:
    """The rows of the machine's coding that cite the line."""
    drafts = {sequence: (position, draft) for sequence, position, draft in reading.drafts()}
    quantities = list(reading.coding.quantities.iter_rows(named=True))
    for row in _citing(reading.coding.commitments.iter_rows(named=True), line):
        codes = (row["kind"], row["section"], row["dimension"] or "no dimension")
        shown = _cut(row["statement"])
        yield f"commitment {row['sequence']} ({', '.join(codes)}, {row['measurability']}): {shown}"
        yield f"  by: {_rule(reading, *drafts[row['sequence']])}"
        for each in quantities:
            if each["sequence"] == row["sequence"]:
                codes = (f"{each['value']:.12g}", each["unit"], each["comparator"])
                yield f"  quantity {each['position']}: {' '.join(codes)}"
    for row in _citing(reading.coding.statistics.iter_rows(named=True), line):
        of = ", ".join(filter(None, (row["place"], row["year"], row["population_group"])))
        measured = f"{row['indicator']} {row['value']:.12g} {row['unit']}"
        yield f"statistic {row['sequence']}: {row['value_text']!r} is {measured} ({of})"


def _citing(rows: Iterable[dict[str, Any]], line: int) -> Iterator[dict[str, Any]]:
    return (row for row in rows if row["line_start"] <= line <= row["line_end"])


def _rule(reading: Reading, position: int, draft: Draft) -> str:
    """What made a commitment: the column of a table, or the headings over a list."""
    block = reading.blocks[position]
    if block.table is not None:
        layout = "grid" if reading.is_grid_of_document(block.table) else "cells between blank lines"
        place = f"lines {block.table.line_start}-{block.table.line_end}"
        return f"the {draft.kind} column of the table of {place} ({layout})"
    kind = "list item" if block.fragment and block.fragment.is_item else "paragraph"
    if draft.section == "boxed_form":
        return f"{kind} in a box of a form, {block.context.nearest!r}"
    if draft.kind == "target":
        heading = next(h for h in reversed(block.context.path) if h.role == "targets")
        return f"{kind} under {heading.text!r}, which announces targets"
    over = block.context.dimension_heading or block.context.axis or block.context.nearest
    return f"{kind} under {over!r}, in a plan without a table of targets"


def _reasons(line: Line, reading: Reading, position: int) -> Iterator[str]:
    """Why there is no commitment, and no statistic, of the line."""
    block = reading.blocks[position]
    is_promise = any(_citing(reading.coding.commitments.iter_rows(named=True), line.number))
    if not is_promise:
        if block.table is not None:
            found = list(table_reasons.reasons(reading, position, block.table, line.number))
        elif block.heading is not None:
            found = ["a heading says what stands below it and promises nothing"]
        else:
            found = list(list_reasons.reasons(reading, position))
        yield from (f"no commitment: {reason}" for reason in found)
    if not any(_citing(reading.coding.statistics.iter_rows(named=True), line.number)):
        why = list_reasons.why_no_statistic(
            reading, markup.plain(line.text), line.number, is_promise=is_promise
        )
        if why:
            yield f"no statistic: {why}"


def _why_left_out(line: Line, reading: Reading) -> str:
    """Why the outline does not take up a line: the same function without one line or another."""
    document, lexicon = reading.document, reading.lexicon

    def is_kept(among: Iterable[Line]) -> bool:
        shown = replace(document, lines=tuple(among), tables=())
        return line.number in {each.number for each in lines.outside_tables(shown, lexicon)}

    if not is_kept([line]):
        return "left out: a page number"
    titles = {
        each.number
        for each in document.lines
        if headings.find_role(markup.plain(each.text), lexicon) == "contents"
    }
    if is_kept(each for each in document.lines if each.number not in titles):
        return "left out: an entry of the table of contents"
    return "left out: a running title, which returns on several pages"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
