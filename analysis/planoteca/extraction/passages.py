"""The passages and grids of a plan that may state statistics: all but its commitments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planoteca.documents.model import Cell, Fragment, Table
from planoteca.extraction import headings
from planoteca.extraction.sections import Block


def prose(
    blocks: Sequence[Block], taken: Iterable[int], problems: Iterable[Cell]
) -> list[Fragment]:
    """Paragraphs, items and headings outside commitments and contents, and each problem once."""
    taken = set(taken)
    found = [
        block.fragment
        for position, block in enumerate(blocks)
        if block.fragment
        and position not in taken
        and block.context.role != "contents"
        and not headings.is_contents_line(block.fragment.text)
    ]
    seen: set[str] = set()
    for cell in problems:
        for fragment in cell.fragments:
            if fragment.text not in seen:
                seen.add(fragment.text)
                found.append(fragment)
    return sorted(found, key=lambda f: (f.page_start or 0, f.line_start))


def data_tables(blocks: Sequence[Block], of_commitments: Iterable[int]) -> list[Table]:
    """The grids that are no tables of commitments."""
    excluded = set(of_commitments)
    return [
        block.table
        for position, block in enumerate(blocks)
        if block.table and position not in excluded
    ]
