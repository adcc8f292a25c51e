"""Pages of a PDF through pdfium: printed lines, rulings, and words where a page needs them.

Lines cost little; the box of every character costs more than the text itself. So words are taken
only from pages where something depends on them: a possible table, or text whose spaces are only
gaps. Elsewhere each line is one Word.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from planoteca.documents.pdf import rulings
from planoteca.documents.pdf.rulings import Frame
from planoteca.documents.printed import columns_of_text
from planoteca.documents.printed.page import Box, Page, Word

# pdfium writes U+FFFE for a hyphen at the end of a line and leaves out the line break.
_LINE = re.compile(r"[^\r\n\ufffe]*\ufffe?")
_HYPHEN = "\ufffe"
_WORD = re.compile(r"\S+")
_LONG = 30  # characters
_SPACED_OUT = 0.6  # of the letters of a line have a space before them
_GLUED = re.compile(r"[^\W\d_]{21,}|[^\W\d_]{3}[,;][^\W\d_]{3}")
_SPACED = 0.13  # share of spaces from which a text has those it needs; Spanish has 0.14 to 0.17
_GLUED_SHARE = 0.005  # of the words of a page
# A gap so wide (share of the letter size) parts words; letters of one word touch.
_WORD_GAP = 0.075
_TIGHT = 0.8  # of the height of the letters beside it
_FEW_LETTERS = 12
_LARGE_IMAGE = 0.4  # of a page
_APART = 5.0  # points; closer rulings are the two sides of one
_OPEN = 20.0  # points by which the rows of a table open at its sides pass its rulings


def read(page: pdfium.PdfPage, number: int, before: Page | None = None) -> Page:
    """The printed page `number` (from 1); no lines where it has no text layer.

    `before`: the page before, whose columns this one may go on with.
    """
    frame = Frame.of(page)
    ruled = rulings.find(page, frame)
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
        boxes = CharacterBoxes(textpage, frame)
        has_grid = _may_hold_grid(ruled)
        has_columns = not has_grid and columns_of_text.may_be_aligned(_pieces(textpage, frame))
        goes_on = before is not None and before.has_columns
        needs_words = has_grid or has_columns or goes_on or _is_glued(text)
        lines = tuple(_words(text, boxes) if needs_words else _lines(text, boxes))
    return Page(number, frame.width, frame.height, lines, ruled, has_columns)


def is_scanned(page: pdfium.PdfPage, found: Page) -> bool:
    """Whether the page is an image of text: hardly a letter, and a large image."""
    letters = sum(
        character.isalpha() for line in found.lines for word in line for character in word.text
    )
    return letters < _FEW_LETTERS and _image_share(page) > _LARGE_IMAGE


def _image_share(page: pdfium.PdfPage) -> float:
    """The share of the page that its images cover, 0 to 1; scanners cut pages into strips."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = image.get_bounds()
        covered += abs((right - left) * (top - bottom))
    return min(1.0, float(covered / (width * height)))


def _may_hold_grid(ruled: tuple[Box, ...]) -> bool:
    """Whether two cells can stand side by side: frames around a page or a title are no grid."""
    across = [ruling for ruling in ruled if ruling.width > ruling.height]
    places = sorted({round(r.x0 / _APART) for r in ruled if r.width <= r.height})
    distinct = [place for i, place in enumerate(places) if not i or place - places[i - 1] > 1]
    if len(across) < 2 or len(distinct) < 2:
        return False
    left, right = distinct[0] * _APART, distinct[-1] * _APART
    return len(distinct) > 2 or any(r.x0 < left - _OPEN or r.x1 > right + _OPEN for r in across)


def _is_glued(text: str) -> bool:
    """Whether words stand together without a space more often than slips do."""
    spaces = text.count(" ")
    if spaces > _SPACED * len(text):
        return False
    return len(_GLUED.findall(text)) > 1 + spaces * _GLUED_SHARE


def _lines(text: str, boxes: CharacterBoxes) -> Iterator[tuple[Word, ...]]:
    """Each printed line as one Word."""
    for start, end in _printed(text, boxes):
        yield (Word(text[start:end].replace(_HYPHEN, "-"), boxes.around(start, end - 1)),)


def _printed(text: str, boxes: CharacterBoxes) -> Iterator[tuple[int, int]]:
    """Start and end of each printed line, without the space around it.

    pdfium leaves out some line breaks, where a paragraph of another font follows: a long line
    whose end lies wholly below its start is parted.
    """
    for line in _LINE.finditer(text):
        content = line[0].strip()
        if not content:
            continue
        start = line.start() + line[0].index(content[0])
        end = start + len(content)
        if len(content) < _LONG or not boxes.is_below(end - 1, start):
            yield start, end
            continue
        first = start
        for word in _WORD.finditer(text, start, end):
            if boxes.is_below(word.start(), first):
                yield first, first + len(text[first : word.start()].rstrip())
                first = word.start()
        yield first, end


def _pieces(textpage: pdfium.PdfTextPage, frame: Frame) -> list[Box]:
    sides = [ctypes.c_double() for _ in range(4)]
    left, top, right, bottom = sides
    pointers = [ctypes.byref(side) for side in sides]
    found = []
    for index in range(textpage.count_rects()):
        pdfium_c.FPDFText_GetRect(textpage.raw, index, *pointers)
        found.append(frame.box(left.value, bottom.value, right.value, top.value))
    return found


def _words(text: str, boxes: CharacterBoxes) -> Iterator[tuple[Word, ...]]:
    """The words of each printed line, parted at spaces and at gaps."""
    for start, end in _printed(text, boxes):
        glyphs = [
            (index, boxes.sides(index)) for index in range(start, end) if not text[index].isspace()
        ]
        yield tuple(_parted(text, glyphs, boxes))


def _parted(text: str, glyphs: list[tuple[int, Sides]], boxes: CharacterBoxes) -> Iterator[Word]:
    """The words of one line; `glyphs`: index and sides of each character that is no space."""
    gaps = [b[0] - a[1] for (_, a), (_, b) in pairwise(glyphs)]
    widest = median(gaps) if gaps else 0.0
    widest += _WORD_GAP * median(height for _, (_, _, height) in glyphs)
    # Where letters are spaced out, only gaps tell words: every letter has a space of its own.
    parted = sum(1 for (a, _), (b, _) in pairwise(glyphs) if b > a + 1)
    is_spaced_out = parted > _SPACED_OUT * len(glyphs)
    start = 0
    for index in range(1, len(glyphs) + 1):
        if (
            index == len(glyphs)
            or (glyphs[index][0] > glyphs[index - 1][0] + 1 and not is_spaced_out)
            or gaps[index - 1] > widest + _after_ligature(glyphs, index)
        ):
            first, last = glyphs[start][0], glyphs[index - 1][0]
            content = "".join(text[first : last + 1].split()).replace(_HYPHEN, "-")
            yield Word(content, boxes.around(first, last))
            start = index


def _after_ligature(glyphs: list[tuple[int, Sides]], index: int) -> float:
    """What a gap must have more beside the halves of a ligature, whose boxes pdfium draws tight."""
    heights = glyphs[index - 1][1][2], glyphs[index][1][2]
    return _WORD_GAP * max(heights) if min(heights) < _TIGHT * max(heights) else 0.0


Sides = tuple[float, float, float]  # left, right, height


class CharacterBoxes:
    """Boxes of characters by their index, as high as their font."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: Frame) -> None:
        self._textpage = textpage.raw
        self._frame = frame
        self._rectangle = pdfium_c.FS_RECTF()
        self._pointer = ctypes.byref(self._rectangle)

    def around(self, first: int, last: int) -> Box:
        """The box of all characters from one to another of the same line."""
        left, bottom, right, top = self._of(first)
        if last > first:
            other = self._of(last)
            left, bottom = min(left, other[0]), min(bottom, other[1])
            right, top = max(right, other[2]), max(top, other[3])
        return self._frame.box(left, bottom, right, top)

    def is_below(self, index: int, other: int) -> bool:
        """Whether a character stands wholly below another."""
        top = self._of(index)[3]
        left, other_bottom, right, other_top = self._of(other)
        if self._frame.rotation == 0:
            return top <= other_bottom
        above = self._frame.box(left, other_bottom, right, other_top)
        return self.around(index, index).top >= above.bottom

    def sides(self, index: int) -> Sides:
        """Left and right side of a character along its line, as shown, and its height."""
        left, bottom, right, top = self._of(index)
        if self._frame.rotation == 0:
            return left, right, top - bottom
        box = self._frame.box(left, bottom, right, top)
        return box.x0, box.x1, box.height

    def _of(self, index: int) -> tuple[float, float, float, float]:
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, self._pointer)
        found = self._rectangle
        return found.left, found.bottom, found.right, found.top
