"""PDF plans: lines with page and number, and the grids of their tables."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from planoteca.documents import furniture, page_blocks, pdf_pages
from planoteca.documents.model import Document
from planoteca.documents.page import Page
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "application/pdf"

_SCAN = 0.4  # share of a page without text that an image covers
_FEW_LETTERS = 12
_UNREAD_SHARE = 0.5


def read(data: bytes, file_name: str, sha256: str, *, ocr: bool = False) -> Document:
    """The Document of a PDF; pages without text are recognised when `ocr` is asked for.

    Raises UnreadableDocument when the file is damaged or encrypted, has no page, or consists of
    images without text.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(f"{file_name}: {_reason(str(error))}") from error
    try:
        pages = [pdf_pages.read(pdf[index], index + 1) for index in range(len(pdf))]
    finally:
        pdf.close()
    blocks = page_blocks.blocks(pages, furniture.find(pages))
    return page_blocks.assemble(blocks, file_name, sha256, MEDIA_TYPE, len(pages))


def _reason(message: str) -> str:
    if "password" in message.lower():
        return "it is encrypted; save it without a password"
    return f"it is a damaged PDF ({message}); get the file again"
