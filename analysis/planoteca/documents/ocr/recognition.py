"""Scanned pages: straightened, their rulings found, their words recognised by tesseract.

pytesseract, Pillow and the tesseract program are an extra of the installation; `availability`
says what is missing of them. Images are arrays as in `rulings_in_images`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from planoteca.documents.ocr import rulings
from planoteca.documents.ocr.rulings import Gray
from planoteca.documents.printed.page import Box, Page, Word
from planoteca.errors import UnreadableDocument

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots per inch that callers render at: 300 takes half as long again and reads no better.
RESOLUTION = 200
LANGUAGE = "spa"
SECONDS = 120  # for one page; a dense one takes three
_COLUMNS = 3  # tesseract's page segmentation: blocks in reading order
_ONE_BLOCK = 6  # finds the lone digits that the analysis of blocks takes for specks
_LEAST_LEAN = 0.04  # degrees; turning blurs
_SURE = {_COLUMNS: 20.0, _ONE_BLOCK: 60.0}  # per cent of confidence that a word needs
_SURE_SIGN = 50.0  # the same for a word without letter or digit
_STRAY = frozenset("|_~¦=\\`'‘’´")  # what is left of rulings and specks is read as these
_SMALLEST, _TALLEST = 4, 24  # points that overlooked ink, with a margin, may be high
_MOST_OVERLOOKED = 80  # more of it is a picture
_NEAR = 60.0  # points between a word that was overlooked and its line

_CHECK = re.compile(r"[YVW/]|[YVWvwy/]{1,2}[”\"“'’*]+")
_ARROW = re.compile(r"[>»›]{1,2}")


def availability() -> str | None:
    """What is missing for recognition and the command that installs it; None when nothing is."""
    try:
        import PIL  # noqa: F401, PLC0415
        import pytesseract  # noqa: PLC0415
    except ImportError as error:
        return f"scanned pages need {error.name}: run `pip install '.[ocr]'`"
    command = (
        "run `apt-get install tesseract-ocr tesseract-ocr-spa`"
        " (on macOS `brew install tesseract tesseract-lang`)"
    )
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        return f"scanned pages need the program tesseract: {command}"
    if LANGUAGE not in languages:
        return f"scanned pages need tesseract's Spanish data: {command}"
    return None


def version() -> str:
    """Which tesseract there is, or what is missing."""
    missing = availability()
    if missing is not None:
        return missing
    import pytesseract  # noqa: PLC0415

    return str(pytesseract.get_tesseract_version())


def recognise(image: Image, number: int, width: float, height: float) -> Page:
    """The page (`width` by `height` points) of which `image` is a picture, best at RESOLUTION.

    A page that leans by up to three degrees is turned about its middle first; boxes are those of
    the turned page. Lines come in tesseract's reading order, column after column. Raises
    UnreadableDocument when tesseract fails or takes longer than SECONDS.
    """
    scale = image.width / width
    gray = straightened(rulings.stretched(np.asarray(image.convert("L")), scale), scale)
    gray = with_fills_inverted(gray, scale)
    found = rulings.find(gray, scale)
    clean = without_specks(rulings.wipe(gray, found, scale))
    try:
        lines = _lines(clean, scale)
    except RuntimeError as error:  # also what pytesseract raises when the time is up
        raise UnreadableDocument(
            f"page {number}: recognition failed ({error}); check the page in a PDF viewer"
        ) from error
    boxes = (*found.horizontal, *found.vertical)
    return Page(number, width, height, lines, tuple(_in_points(box, scale) for box in boxes))


def straightened(gray: Gray, scale: float) -> Gray:
    """The image turned so that its lines of text and rulings are level."""
    from PIL import Image as images  # noqa: N813, PLC0415

    angle = rulings.lean(gray, scale)
    if abs(angle) < _LEAST_LEAN:
        return gray
    bicubic = images.Resampling.BICUBIC
    return np.asarray(images.fromarray(gray).rotate(angle, bicubic, fillcolor=255))


def with_fills_inverted(gray: Gray, scale: float) -> Gray:
    """The image with dark filled areas light: the white letters of table headers become ink."""
    from PIL import Image as images  # noqa: N813, PLC0415
    from PIL.ImageFilter import MaxFilter, MinFilter  # noqa: PLC0415

    dark = images.fromarray(np.where(rulings.reduced(gray, scale) < 160, 255, 0).astype(np.uint8))
    # Letters in the fill are closed, what is no wider than letters is taken away, holes are shut.
    closed = dark.filter(MaxFilter(3)).filter(MinFilter(3))
    solid = closed.filter(MinFilter(11)).filter(MaxFilter(19)).filter(MinFilter(9))
    if not solid.getbbox():
        return gray
    inside = rulings.restored(np.asarray(solid) > 0, gray, scale)
    fill = float(np.median(gray[inside]))
    lighter = np.clip((255.0 - gray) * (255 / (255 - min(fill, 200.0))), 0, 255).astype(np.uint8)
    return np.where(inside, lighter, gray)


def without_specks(gray: Gray) -> Gray:
    """The image, smoothed where single dark pixels lie about: clean print loses by smoothing."""
    from PIL import Image as images  # noqa: N813, PLC0415
    from PIL.ImageFilter import MedianFilter  # noqa: PLC0415

    inner = gray[1:-1, 1:-1]
    rows, columns = inner.shape
    darkest = np.full_like(inner, 255)
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            if (down, right) != (1, 1):
                np.minimum(darkest, gray[down:, right:][:rows, :columns], out=darkest)
    specks = (inner < 90) & (darkest > 170)
    if float(specks.mean()) < 0.0005:
        return gray
    return np.asarray(images.fromarray(gray).filter(MedianFilter(3)))


@dataclass(frozen=True)
class _Reading:
    """A word as tesseract gives it: box in pixels, the line it stands in."""

    text: str
    box: Box
    line: tuple[int, int, int]
    is_credible: bool


def _lines(gray: Gray, scale: float) -> tuple[tuple[Word, ...], ...]:
    """The lines of the image, and in them the words that only a second look finds."""
    if not (rulings.reduced(gray, scale) < 150).any():
        return ()  # tesseract takes long to find nothing in noise
    readings = _read(gray, _COLUMNS)
    lines = [
        words
        for _, group in groupby(readings, key=lambda reading: reading.line)
        if (words := [_word(gray, reading, scale) for reading in group if reading.is_credible])
    ]
    for word in _overlooked(gray, readings, scale):
        _add(lines, word)
    return tuple(tuple(_with_mark(line)) for line in lines)


def _read(gray: Gray, segmentation: int) -> list[_Reading]:
    import pytesseract  # noqa: PLC0415
    from PIL import Image as images  # noqa: N813, PLC0415

    # Threads of one tesseract wait for each other: four times slower on two processors.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    table = pytesseract.image_to_data(
        images.fromarray(gray),
        lang=LANGUAGE,
        config=f"--psm {segmentation}",
        output_type=pytesseract.Output.DICT,
        timeout=SECONDS,
    )
    return list(_readings(table, _SURE[segmentation]))


def _readings(table: dict[str, list[str | int | float]], sure: float) -> Iterator[_Reading]:
    names = ("left", "top", "width", "height", "block_num", "par_num", "line_num")
    columns = [[int(value) for value in table[name]] for name in names]
    for text, confidence, *numbers in zip(table["text"], table["conf"], *columns, strict=True):
        left, top, width, height, block, paragraph, line = map(int, numbers)
        word = str(text).strip()
        if word:
            least = sure if any(map(str.isalnum, word)) else max(sure, _SURE_SIGN)
            yield _Reading(
                word,
                Box(left, top, left + width, top + height),
                (block, paragraph, line),
                float(confidence) >= least and not _STRAY.issuperset(word),
            )


def _overlooked(gray: Gray, readings: Sequence[_Reading], scale: float) -> Iterator[Word]:
    """Bullets, and the words that are read once the unread ink is set below each other."""
    places = []
    for box in _unread(gray, readings, scale):
        if _is_dot(gray, box, scale):
            yield Word("•", _in_points(box, scale))
        else:
            places.append(box)
    if not places or len(places) > _MOST_OVERLOOKED:
        return
    edge, step = round(8 * scale), round((_TALLEST + 6) * scale)
    list_of_all = np.full((step * (len(places) + 1), round(200 * scale)), 255, np.uint8)
    for at, box in enumerate(places):
        piece = gray[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
        piece = piece[:, : list_of_all.shape[1] - 2 * edge]
        top = at * step + edge
        list_of_all[top : top + piece.shape[0], edge : edge + piece.shape[1]] = piece
    for reading in _read(list_of_all, _ONE_BLOCK):
        at = int(reading.box.top + reading.box.bottom) // 2 // step
        if reading.is_credible and at < len(places):
            right, down = places[at].x0 - edge, places[at].top - at * step - edge
            read = reading.box
            box = Box(read.x0 + right, read.top + down, read.x1 + right, read.bottom + down)
            yield Word(reading.text, _in_points(box, scale))


def _unread(gray: Gray, readings: Sequence[_Reading], scale: float) -> Iterator[Box]:
    """Where ink of the size of letters stands that no reading, credible or not, is of."""
    step = max(1, round(scale))
    dark = rulings.reduced(gray, scale) < 190  # noise evens out in the reduced image
    for reading in readings:
        x0, top, x1, bottom = (int(side / step) for side in reading.box)
        dark[max(0, top - 1) : bottom + 2, max(0, x0 - 1) : x1 + 2] = False
    # Strokes of one letter that came apart touch again once each is widened.
    wide = np.pad(dark, 1)
    wide = wide[:, 2:] | wide[:, 1:-1] | wide[:, :-2]
    wide = wide[2:] | wide[1:-1] | wide[:-2]
    for runs in rulings.touching(rulings.bridged(rulings.runs_of(wide), 2)):
        (top, x0), (bottom, x1) = runs[:, :2].min(axis=0), runs[:, ::2].max(axis=0)
        if _SMALLEST <= bottom - top + 1 <= _TALLEST and x1 - x0 >= _SMALLEST:
            yield Box(*(float(side * step) for side in (x0, top, x1, bottom + 1)))


def _word(gray: Gray, reading: _Reading, scale: float) -> Word:
    is_dot = len(reading.text) <= 2 and _is_dot(gray, reading.box, scale)
    return Word("•" if is_dot else reading.text, _in_points(reading.box, scale))


def _is_dot(gray: Gray, box: Box, scale: float) -> bool:
    """Whether the ink in the box is a filled dot or square: bullets are read as "e" or "+"."""
    ink = gray[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)] < 128
    rows, columns = ink.nonzero()
    if not len(rows):
        return False
    height, width = int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1
    is_even = 0.7 <= width / height <= 1.4 and 2 * scale <= height <= 8 * scale
    return is_even and int(ink.sum()) >= 0.7 * width * height


def _with_mark(line: Sequence[Word]) -> list[Word]:
    """The line with the check mark or arrow before an item as such, not as the letter read."""
    if len(line) < 2:
        return list(line)
    first, second = line[:2]
    is_apart = second.box.x0 - first.box.x1 >= 0.4 * second.box.height
    if _ARROW.fullmatch(first.text):
        return [first._replace(text="➢"), *line[1:]]
    if _CHECK.fullmatch(first.text) and is_apart and second.text[:1].isupper():
        return [first._replace(text="✓"), *line[1:]]
    return list(line)


def _add(lines: list[list[Word]], word: Word) -> None:
    """The word put into the line it stands in, or as a line of its own before the next below."""
    box = word.box

    def distance(line: Sequence[Word]) -> float:
        around = Box.around(other.box for other in line)
        is_level = around.top <= (box.top + box.bottom) / 2 <= around.bottom
        return max(around.x0 - box.x1, box.x0 - around.x1) if is_level else _NEAR + 1

    nearest = min(lines, key=distance, default=None)
    if nearest is not None and distance(nearest) <= _NEAR:
        nearest.append(word)
        nearest.sort(key=lambda other: other.box.x0)
    elif word.text != "•":  # a dot beside nothing is no bullet
        below = (at for at, line in enumerate(lines) if line[0].box.top >= box.bottom)
        lines.insert(next(below, len(lines)), [word])


def _in_points(box: Box, scale: float) -> Box:
    return Box(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale)
