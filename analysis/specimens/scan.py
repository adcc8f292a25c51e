"""Scans: pages of a PDF as pictures, without any text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from specimens.paper import HEIGHT, WIDTH

DPI = 200
_POINTS_PER_INCH = 72
_GREYS = 8
_PAPER = 244  # grey of the paper: a scanner's white is not white


def render(pdf: bytes, pages: Sequence[int], dpi: int = DPI) -> list[Image.Image]:
    """The pages (from 1) as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = dpi / _POINTS_PER_INCH
        return [
            document[page - 1].render(scale=scale, grayscale=True).to_pil().convert("L")
            for page in pages
        ]
    finally:
        document.close()


def rotate(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned counter-clockwise, as a sheet laid askew on the glass."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=_PAPER)


def add_noise(picture: Image.Image, amount: float, seed: int = 1) -> Image.Image:
    """The picture with grain: each point up to `amount` (0 to 255) lighter or darker."""
    grain = random.Random(seed).randbytes(picture.width * picture.height)  # noqa: S311
    noise = Image.frombytes("L", picture.size, grain).point(
        lambda value: int(value * 2 * amount / 255)
    )
    return ImageChops.add(picture, noise, scale=1, offset=-int(amount))


def age(picture: Image.Image) -> Image.Image:
    """The picture in the few greys of an office scanner, on paper that is not quite white."""
    step = 255 // (_GREYS - 1)
    return picture.point(lambda value: min(round(value / step) * step, _PAPER))


def bind(pictures: Sequence[Image.Image], title: str = "") -> bytes:
    """A PDF of A4 pages that hold nothing but the pictures."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(title)
    for picture in pictures:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
