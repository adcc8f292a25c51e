"""A document as every step of the extraction sees it, kept to explain what was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents.model import Document, Fragment, Table
from planoteca.extraction import boxed_rows, extract, lines, passages
from planoteca.extraction.columns import Header
from planoteca.extraction.commitments import Findings, find_commitments
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.sections import Block, outline
from planoteca.extraction.statements import Draft
from planoteca.extraction.summary_table import TableReading, has_target_titles, read_table


@dataclass(frozen=True)
class Reading:
    """What the extraction finds at each step.

    `document`: its forms drawn as tables are lines. `kept`: the lines outside tables that the
    outline takes up. `tables`: what each table was read as, by the position of its block, and
    `inherited` the header that the table before it left. `coding`: what all of it comes to.
    """

    document: Document
    codebook: Codebook
    lexicon: Lexicon
    kept: frozenset[int]
    blocks: Sequence[Block]
    findings: Findings
    tables: dict[int, TableReading]
    inherited: dict[int, Header | None]
    has_target_table: bool
    coding: Coding

    def drafts(self) -> Iterator[tuple[int, int, Draft]]:
        """(sequence, position of the block, draft) of every commitment."""
        ordered = sorted(self.findings.drafts, key=lambda found: found[0])
        for sequence, (position, draft) in enumerate(ordered, 1):
            yield sequence, position, draft

    def prose(self) -> list[Fragment]:
        """The passages that are read for statistics."""
        return passages.prose(self.blocks, self.findings.taken, self.findings.problems)

    def is_grid_of_document(self, table: Table) -> bool:
        """Whether the file itself has the table; else its cells are parted by blank lines."""
        return table in self.document.tables


def read(document: Document, codebook: Codebook) -> Reading:
    """Read a document once more, step by step as `extract` does."""
    lexicon = Lexicon.of(codebook)
    cut = boxed_rows.as_lines(document, lexicon)
    blocks = outline(document, lexicon)
    tables: dict[int, TableReading] = {}
    inherited: dict[int, Header | None] = {}
    header: Header | None = None
    has_target_table = False
    for position, block in enumerate(blocks):
        if block.table is None:
            continue
        inherited[position] = header
        tables[position] = found = read_table(block.table, block.context, header, lexicon)
        header = found.header
        has_target_table |= any(draft.kind == "target" for draft in found.drafts)
        has_target_table |= not found.drafts and has_target_titles(block.table, lexicon)
    return Reading(
        document=cut,
        codebook=codebook,
        lexicon=lexicon,
        kept=frozenset(line.number for line in lines.outside_tables(cut, lexicon)),
        blocks=blocks,
        findings=find_commitments(blocks, lexicon),
        tables=tables,
        inherited=inherited,
        has_target_table=has_target_table,
        coding=extract(document, codebook),
    )
