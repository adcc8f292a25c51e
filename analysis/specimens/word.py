"""The plan filed as a Word document: headings, lists, and a table with merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from specimens import truth
from specimens.archive import repack
from specimens.model import Block, Dimension, Item, Plan, plain
from specimens.truth import Part, Passages

_STYLES = {
    "heading": "Heading 1",
    "title": "Heading 2",
    "paragraph": "Normal",
    "bullet": "List Bullet",
    "number": "List Number",
}
_COVERED = "parent::w:tc/w:tcPr/w:vMerge[not(@w:val='restart')]"
_CELLS_PER_ROW = 3  # of a table among the running text
_HEADER = ("DIMENSIÓN", "PROBLEMAS IDENTIFICADOS", "OBJETIVO ESTRATÉGICO")
_DIMENSION, _PROBLEM, _OBJECTIVE, _TARGET = range(4)

Printed = list[tuple[str, Paragraph]]


def make(plan: Plan) -> tuple[bytes, Passages]:
    """The DOCX, and the paragraph number of each passage.

    Paragraphs count from 1 in the order of the document, those of table cells included, row by
    row. A cell that a merge covers holds an empty paragraph in the file, which nobody can see and
    which does not count.
    """
    document = docx.Document()
    document.core_properties.title = plan.title
    document.core_properties.author = plan.organisation
    document.add_heading(plan.title, 0)
    document.add_paragraph(plan.organisation, style="Subtitle")
    document.add_paragraph(f"Municipalidad Provincial de {plan.place}, región Quillamarca")
    printed = list(_blocks(document, plan.before, 1))
    printed[0][1].paragraph_format.page_break_before = True
    document.add_heading("Resumen del plan de gobierno", 1)
    printed += _summary(document, plan)
    printed += _blocks(document, plan.after, 1 + len(plan.before))
    buffer = BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue()), _passages(document, printed)


def _passages(document: Document, printed: Printed) -> Passages:
    paragraphs = document.element.body.xpath(f".//w:p[not({_COVERED})]")
    passages: Passages = {}
    for key, paragraph in printed:
        part = Part(paragraph.text, line=1 + paragraphs.index(paragraph._p))  # noqa: SLF001
        passages.setdefault(key, []).append(part)
    return passages


def _blocks(
    document: Document, blocks: Sequence[Block], first: int
) -> Iterator[tuple[str, Paragraph]]:
    numbered = list(enumerate(blocks, first))
    for is_cell, run in groupby(numbered, lambda each: each[1].kind == "cell"):
        if is_cell:
            yield from _plain_table(document, list(run))
            continue
        for number, block in run:
            text = plain(block.text)
            yield (
                truth.block_key(number),
                document.add_paragraph(text, style=_STYLES[block.kind]),
            )


def _plain_table(
    document: Document, cells: Sequence[tuple[int, Block]]
) -> Iterator[tuple[str, Paragraph]]:
    table = document.add_table(len(cells) // _CELLS_PER_ROW, _CELLS_PER_ROW, style="Table Grid")
    for position, (number, block) in enumerate(cells):
        row, column = divmod(position, _CELLS_PER_ROW)
        yield truth.block_key(number), _fill(table.cell(row, column), block.text)


def _summary(document: Document, plan: Plan) -> Printed:
    """One table for all dimensions; dimensions and repeated problems are merged cells."""
    table = document.add_table(1, 4, style="Table Grid")
    for column, title in enumerate((*_HEADER, f"METAS AL {plan.deadline}")):
        _fill(table.cell(0, column), title)
    printed: Printed = []
    number, target = 0, 1
    for dimension in plan.dimensions:
        first_row = len(table.rows)
        for item in dimension.items:
            number += 1
            printed += _row(table, dimension, item, number, target)
            target += len(item.targets)
        _merge(table, _DIMENSION, first_row, len(table.rows) - 1)
    return printed


def _row(table: Table, dimension: Dimension, item: Item, number: int, target: int) -> Printed:
    row = len(table.rows)
    table.add_row()  # type: ignore[no-untyped-call]
    printed: Printed = []
    if item is dimension.items[0]:
        _fill(table.cell(row, _DIMENSION), dimension.axis)
    if item.problem:
        problem = _fill(table.cell(row, _PROBLEM), item.problem)
        printed.append((truth.problem_key(number), problem))
    else:
        _merge(table, _PROBLEM, row - 1, row)
    _fill(table.cell(row, _OBJECTIVE), item.objective)
    cell = table.cell(row, _TARGET)
    for position, each in enumerate(item.targets):
        paragraph = cell.add_paragraph() if position else cell.paragraphs[0]
        paragraph.style = _STYLES["bullet"]
        paragraph.add_run(plain(each.statement))
        printed.append((truth.target_key(target + position), paragraph))
    return printed


def _merge(table: Table, column: int, first: int, last: int) -> None:
    """Merge a column's cells over rows; all but the first are blank."""
    if last > first:
        table.cell(first, column).merge(table.cell(last, column))


def _fill(cell: _Cell, text: str) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.add_run(plain(text))
    return paragraph
