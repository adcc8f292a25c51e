"""The rulings of a PDF page: thin filled boxes, stroked lines, and the sides of stroked boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from planoteca.documents.printed import row_rulings
from planoteca.documents.printed.page import Box

_THICK = 3.5  # points; anything thicker is an area
_SHORT = 4.0  # points; anything shorter is a dot or the part of a glyph
_STRAIGHT = 0.7  # points by which a line may lean
_OF_A_BOX = 6  # segments
_MAX_DEPTH = 4  # forms within forms
_MAX_SEGMENTS = 20_000  # of a page; drawings have more, grids do not
_MAX_OBJECTS = 60_000

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: its size, the corner of its crop box, and its rotation in degrees."""

    width: float
    height: float
    left: float
    bottom: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Frame:
        crop, media = page.get_cropbox(), page.get_mediabox()
        left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
        width, height = page.get_size()
        return cls(width, height, left, bottom, page.get_rotation())

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box on the page as shown, of a rectangle in the page's own coordinates."""
        x0, x1 = left - self.left, right - self.left
        low, high = bottom - self.bottom, top - self.bottom
        if self.rotation == 0:
            return Box(x0, self.height - high, x1, self.height - low)
        if self.rotation == 90:
            return Box(low, x0, high, x1)
        if self.rotation == 180:
            return Box(self.width - x1, low, self.width - x0, high)
        return Box(self.width - high, self.height - x1, self.width - low, self.height - x0)


def find(page: pdfium.PdfPage, frame: Frame) -> tuple[Box, ...]:
    """The rulings of the page as thin boxes, those of forms within it included.

    Where a table has them between its rows only, the sides of its columns are added.
    """
    rulings: list[Box] = []
    shades: list[Box] = []
    drawn = 0
    for path, matrix in _paths(page.raw, _IDENTITY, 0):
        drawn += pdfium_c.FPDFPath_CountSegments(path)
        if drawn > _MAX_SEGMENTS:
            break
        around = _bounds(path, matrix)
        if _is_shade(path, around):
            shades.append(frame.box(*around))
        rulings += (frame.box(*rectangle) for rectangle in _rulings(path, matrix, around))
    return (*rulings, *row_rulings.sides(rulings, shades))


def _paths(container: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every path of a page or form, with the matrix from its parent's to the page's space."""
    if depth == 0:
        count, get = pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject
    else:
        count, get = pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject
    for index in range(min(count(container), _MAX_OBJECTS)):
        item = get(container, index)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            yield from _paths(item, _times(_matrix(item), matrix), depth + 1)


def _bounds(path: Any, matrix: Matrix) -> Rectangle:
    """(left, bottom, right, top) of a path, in the page's coordinates."""
    bounds = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(path, *map(ctypes.byref, bounds))
    left, bottom, right, top = (value.value for value in bounds)
    corners = (_apply(matrix, left, bottom), _apply(matrix, right, top))
    x0, x1 = sorted((corners[0][0], corners[1][0]))
    y0, y1 = sorted((corners[0][1], corners[1][1]))
    return x0, y0, x1, y1


def _is_shade(path: Any, around: Rectangle) -> bool:
    """Whether the path fills one box that is no ruling."""
    x0, y0, x1, y1 = around
    if min(x1 - x0, y1 - y0) <= _THICK or pdfium_c.FPDFPath_CountSegments(path) > _OF_A_BOX:
        return False
    return _draws(path)[0]


def _draws(path: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value), bool(stroke.value)


def _rulings(path: Any, matrix: Matrix, around: Rectangle) -> Iterator[Rectangle]:
    """Each ruling of a path, in the page's coordinates."""
    x0, y0, x1, y1 = around
    if max(x1 - x0, y1 - y0) < _SHORT:
        return
    if min(x1 - x0, y1 - y0) <= _THICK:
        yield around
        return
    is_filled, is_stroked = _draws(path)
    if is_stroked:
        yield from _sides(path, _times(_matrix(path), matrix))
    elif is_filled:
        yield from _filled_parts(path, _times(_matrix(path), matrix))


def _sides(path: Any, matrix: Matrix) -> Iterator[Rectangle]:
    for run in _runs(path, matrix):
        for (ax, ay), (bx, by) in pairwise(run):
            x0, x1 = sorted((ax, bx))
            y0, y1 = sorted((ay, by))
            if min(x1 - x0, y1 - y0) <= _STRAIGHT and max(x1 - x0, y1 - y0) >= _SHORT:
                yield x0, y0, x1, y1


def _filled_parts(path: Any, matrix: Matrix) -> Iterator[Rectangle]:
    """The thin ones of several boxes that one path fills: some programs draw a grid at once."""
    for run in _runs(path, matrix):
        xs, ys = [x for x, _ in run], [y for _, y in run]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= _THICK and max(width, height) >= _SHORT:
            yield min(xs), min(ys), max(xs), max(ys)


def _runs(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The points of each connected run of straight lines; curves end a run."""
    run: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _apply(matrix, x.value, y.value)
        if kind != pdfium_c.FPDF_SEGMENT_LINETO:
            if len(run) > 1:
                yield run
            run = []
        run.append(point)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            run.append(run[0])
    if len(run) > 1:
        yield run


def _matrix(item: Any) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
