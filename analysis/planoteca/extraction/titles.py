"""The titles of a plan, as its table of contents prints them and as they stand in its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from planoteca.documents import markup
from planoteca.documents.model import Document
from planoteca.extraction import headings
from planoteca.extraction.outline_numbers import printed_number
from planoteca.extraction.sections import Block
from planoteca.frames import TITLE

CONTENTS, BODY = "contents", "body"
_MARKS = "-–—•* "  # before a number, where they may be a sign to others
# What ends an entry of a table of contents: leaders and the page.
_PAGE = re.compile(r"\s*(?:\.{2,}|…+|_{4,}|\t)[\s.…_]*\d*\s*$")


def find_titles(document: Document, blocks: Sequence[Block]) -> pl.DataFrame:
    """Frame TITLE of an outline, in the order of the document; labels of forms are no titles.

    `number` is what a title is counted by ("2.1", "IV"), `depth` how many titles it stands under,
    `role` what it announces (heading_roles).
    """
    rows = [*_contents(document, blocks), *_body(document, blocks)]
    return pl.DataFrame(sorted(rows, key=lambda row: row["line"]), TITLE)


def _body(document: Document, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    pages = {line.number: line.page for line in document.lines}
    for block in blocks:
        title = block.heading
        if title is not None and not title.is_label:
            yield {
                "part": BODY,
                "number": printed_number(title.text),
                "text": title.text,
                "depth": len(block.context.path),
                "role": title.role,
                "dimension": title.dimension,
                "page": pages.get(title.line),
                "line": title.line,
            }


def _contents(document: Document, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    """The lines that the outline leaves out below a title of contents, and lines with leaders."""
    inside = {number for start, end in _left_out(blocks) for number in range(start, end)}
    for line in document.lines:
        text = markup.strip_mark(markup.plain(line.text))[0].lstrip(_MARKS)
        if text and (line.number in inside or headings.is_contents_line(text)):
            yield {
                "part": CONTENTS,
                "number": printed_number(text),
                "text": _PAGE.sub("", text),
                "depth": None,
                "role": None,
                "dimension": None,
                "page": line.page,
                "line": line.number,
            }


def _left_out(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """(first line, line after the last) between each title of contents and what follows it."""
    for block, following in pairwise(blocks):
        title = block.heading
        if title is not None and title.role == CONTENTS:
            shown = following.fragment or following.table
            first = following.heading.line if following.heading else shown and shown.line_start
            if first:
                yield title.line + 1, first
