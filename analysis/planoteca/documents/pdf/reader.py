"""PDF plans: lines with page and number, and the grids of their tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium

from planoteca.documents.model import Document
from planoteca.documents.ocr import recognition
from planoteca.documents.pdf import pages as page_texts
from planoteca.documents.printed import assembly, furniture, page_blocks
from planoteca.documents.printed.page import Page
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "application/pdf"

_MOST = 0.5  # share of pages without text from which the document counts as scanned
_POINTS_PER_INCH = 72


def read(data: bytes, file_name: str, sha256: str, *, use_ocr: bool = False) -> Document:
    """The Document of a PDF; pages that are images of text are recognised with `use_ocr`.

    Raises UnreadableDocument when the file is damaged, encrypted or blank, when most of its pages
    are images and none is recognised, or when recognition is asked for and not installed.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(f"{file_name}: {_reason(str(error))}") from error
    with closing(pdf):
        pages, scanned = _pages(pdf, file_name, use_ocr=use_ocr)
    if len(scanned) > _MOST * len(pages):
        raise UnreadableDocument(
            f"{file_name}: {len(scanned)} of its {len(pages)} page(s) are images without text;"
            " read it with --ocr (pip install '.[ocr]')"
        )
    if not any(page.lines for page in pages):
        raise UnreadableDocument(
            f"{file_name}: it holds no text; check that the file was exported completely"
        )
    blocks = page_blocks.blocks(pages, furniture.find(pages))
    found = assembly.assemble(blocks, file_name, sha256, MEDIA_TYPE, len(pages))
    return replace(found, unread_pages=tuple(scanned))


def _pages(
    pdf: pdfium.PdfDocument, file_name: str, *, use_ocr: bool
) -> tuple[Sequence[Page], Sequence[int]]:
    """The pages, and the numbers of those that are images and were not recognised."""
    pages: list[Page] = []
    scanned: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(
                f"{file_name}: page {number} is damaged; get the file again"
            ) from error
        with closing(page):
            found = page_texts.read(page, number, pages[-1] if pages else None)
            if page_texts.is_scanned(page, found):
                if use_ocr:
                    found = _recognise(page, found, file_name)
                else:
                    scanned.append(number)
            pages.append(found)
    return pages, scanned


def _recognise(page: pdfium.PdfPage, found: Page, file_name: str) -> Page:
    missing = recognition.availability()
    if missing:
        raise UnreadableDocument(f"{file_name}: {missing}")
    image = page.render(scale=recognition.RESOLUTION / _POINTS_PER_INCH, grayscale=True).to_pil()
    return recognition.recognise(image, found.number, found.width, found.height)


def _reason(message: str) -> str:
    if "password" in message.lower():
        return "it is encrypted; save it without a password"
    return f"it is a damaged PDF ({message}); get the file again"
