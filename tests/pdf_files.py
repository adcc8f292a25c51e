"""PDF files drawn for tests, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import accumulate

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from planoteca.documents import Document, Table
from planoteca.documents.pdf import reader as pdf

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]

TITLES = ["PROBLEMA IDENTIFICADO", "OBJETIVO ESTRATÉGICO", "META AL 2022"]
COLUMNS = [60, 220, 380, 540]


def document(*pages: Draw, size: tuple[float, float] = A4, **options: object) -> bytes:
    """A PDF with a page for each function that draws one."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, **options)  # type: ignore[arg-type]
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Draw, **options: object) -> Document:
    return pdf.read(document(*pages, **options), "plan.pdf", "0" * 64)  # type: ignore[arg-type]


def lines(canvas: Canvas, texts: Sequence[str], x: float = 60, top: float = 120) -> None:
    """Lines of text from `top` (points from the upper edge) down, 14 points apart."""
    for index, text in enumerate(texts):
        canvas.drawString(x, HEIGHT - top - 14 * index, text)


def grid(
    canvas: Canvas,
    rows: Sequence[Sequence[Sequence[str]]],
    top: float = 150,
    columns: Sequence[float] = COLUMNS,
    *,
    last_is_open: bool = False,
) -> float:
    """A ruled table: rows of cells of printed lines; returns where it ends."""
    heights = [14 * max(1, *(len(cell) for cell in row)) + 8 for row in rows]
    tops = [top, *accumulate(heights, initial=top)][1:]
    for index, row in enumerate(rows):
        canvas.line(columns[0], HEIGHT - tops[index], columns[-1], HEIGHT - tops[index])
        for x, cell in zip(columns, row, strict=False):
            lines(canvas, cell, x + 5, tops[index] + 14)
    if not last_is_open:
        canvas.line(columns[0], HEIGHT - tops[-1], columns[-1], HEIGHT - tops[-1])
    for x in columns:
        canvas.line(x, HEIGHT - top, x, HEIGHT - tops[-1])
    return tops[-1]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def body(found: Document) -> list[str]:
    return [line.text for line in found.lines if line.text]
