"""Pages of a PDF through pdfium: printed lines, rulings, and words where a page needs them.

Lines cost little; the box of every character costs more than the text itself. So words are taken
only from pages where something depends on them: a possible table, or text whose spaces are only
gaps. Elsewhere each line is one Word.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from planoteca.documents import columns_of_text, pdf_rulings
from planoteca.documents.page import Box, Page, Word
from planoteca.documents.pdf_rulings import Frame

# pdfium writes U+FFFE for a hyphen at the end of a line and leaves out the line break.
_LINE = re.compile(r"[^\r\n\ufffe]*\ufffe?")
_HYPHEN = "\ufffe"
_GLUED = re.compile(r"[^\W\d_]{21,}|[^\W\d_]{3}[,;][^\W\d_]{3}")
_GLUED_SHARE = 0.005  # of the words of a page
# A gap so wide (share of the letter size) parts words; letters of one word touch.
_WORD_GAP = 0.075
_APART = 5.0  # points; closer rulings are the two sides of one
_OPEN = 20.0  # points by which the rows of a table open at its sides pass its rulings


def read(page: pdfium.PdfPage, number: int) -> Page:
    """The printed page `number` (from 1); no lines where it has no text layer."""
    frame = Frame.of(page)
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    rulings = pdf_rulings.find(page, frame)
    printed = Page(number, frame.width, frame.height, (), rulings)
    lines = _lines(textpage, text, frame)
    if (
        _may_hold_grid(rulings)
        or columns_of_text.may_be_aligned(_pieces(textpage, frame))
        or _is_glued(text)
    ):
        lines = _words(textpage, text, frame)
    textpage.close()
    return replace(printed, lines=tuple(lines))


def image_share(page: pdfium.PdfPage) -> float:
    """The share of the page that its largest image covers, 0 to 1."""
    width, height = page.get_size()
    shares = [0.0]
    for image in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = image.get_bounds()
        shares.append(abs((right - left) * (top - bottom)) / (width * height))
    return min(1.0, max(shares))


def _may_hold_grid(rulings: tuple[Box, ...]) -> bool:
    """Whether two cells can stand side by side: frames around a page or a title are no grid."""
    across = [ruling for ruling in rulings if ruling.width > ruling.height]
    places = sorted({round(r.x0 / _APART) for r in rulings if r.width <= r.height})
    distinct = [place for i, place in enumerate(places) if not i or place - places[i - 1] > 1]
    if len(across) < 2 or len(distinct) < 2:
        return False
    left, right = distinct[0] * _APART, distinct[-1] * _APART
    return len(distinct) > 2 or any(r.x0 < left - _OPEN or r.x1 > right + _OPEN for r in across)


def _is_glued(text: str) -> bool:
    """Whether words stand together without a space more often than slips do."""
    return len(_GLUED.findall(text)) > 1 + text.count(" ") * _GLUED_SHARE


def _lines(textpage: pdfium.PdfTextPage, text: str, frame: Frame) -> list[tuple[Word, ...]]:
    box = _Boxes(textpage, frame)
    lines = []
    for line in _LINE.finditer(text):
        content = line[0].strip()
        if content:
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            last = line.start() + len(line[0].rstrip()) - 1
            around = Box.around((box.of(start), box.of(last)))
            lines.append((Word(content.replace(_HYPHEN, "-"), around),))
    return lines


def _pieces(textpage: pdfium.PdfTextPage, frame: Frame) -> list[Box]:
    return [
        frame.box(*textpage.get_rect(index)) for index in range(textpage.count_rects())
    ]


def _words(textpage: pdfium.PdfTextPage, text: str, frame: Frame) -> list[tuple[Word, ...]]:
    """The words of each printed line, parted at spaces and at gaps."""
    box = _Boxes(textpage, frame)
    lines = []
    for line in _LINE.finditer(text):
        glyphs = [
            (character, box.of(line.start() + offset))
            for offset, character in enumerate(line[0])
            if not character.isspace()
        ]
        if glyphs:
            spaced = _spaces(line[0])
            lines.append(tuple(_part(glyphs, spaced)))
    return lines


def _spaces(line: str) -> list[bool]:
    """For each character that is no space: whether a space stands before it."""
    before = False
    found = []
    for character in line:
        if character.isspace():
            before = True
        else:
            found.append(before)
            before = False
    return found


def _part(glyphs: list[tuple[str, Box]], spaced: list[bool]) -> Iterator[Word]:
    gaps = [0.0, *(b.x0 - a.x1 for (_, a), (_, b) in pairwise(glyphs))]
    size = median(box.height for _, box in glyphs)
    usual = median(gaps)
    start = 0
    for index in range(1, len(glyphs) + 1):
        if (
            index == len(glyphs)
            or spaced[index]
            or gaps[index] > usual + size * _WORD_GAP
        ):
            held = glyphs[start:index]
            content = "".join(character for character, _ in held).replace(_HYPHEN, "-")
            yield Word(content, Box.around(box for _, box in held))
            start = index


class _Boxes:
    """Boxes of characters by their index, as high as their font."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: Frame) -> None:
        self._textpage = textpage.raw
        self._frame = frame
        self._rectangle = pdfium_c.FS_RECTF()
        self._pointer = ctypes.byref(self._rectangle)

    def of(self, index: int) -> Box:
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, self._pointer)
        found = self._rectangle
        return self._frame.box(found.left, found.bottom, found.right, found.top)
