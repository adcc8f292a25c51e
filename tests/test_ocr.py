"""Scanned pages: made here from invented text, and recognised."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planoteca.documents.ocr import recognition as ocr
from planoteca.documents.ocr import rulings as rulings_in_images
from planoteca.documents.printed.page import Page
from planoteca.errors import UnreadableDocument

pytest.importorskip("PIL", reason="Pillow is not installed (pip install '.[ocr]')")
pytest.importorskip("reportlab", reason="reportlab, which draws the pages, is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")

from PIL import Image, ImageDraw  # noqa: E402
from reportlab.lib.utils import ImageReader  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

MISSING = ocr.availability()
needs_tesseract = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

WIDTH, HEIGHT = 595.0, 842.0
SCALE = ocr.RESOLUTION / 72
X_LINES = (60.0, 210.0, 400.0, 540.0)
Y_LINES = (100.0, 130.0, 190.0, 250.0, 310.0, 370.0, 430.0)
HEADER = ("Problema", "Propuesta", "Meta al 2026")
ROWS = (
    ("Canales de riego sin revestir", "Revestir los canales de Aruma Alta", "80 % de los canales"),
    ("Caminos cortados por la lluvia", "Comprar dos tractores de oruga", "1,250 metros de muro"),
    ("Anemia en la primera infancia", "Visitas a domicilio cada mes", "Reducir a 15.5 %"),
    ("Postas sin medicinas", "Convenio con la red de salud", "6 postas equipadas"),
    ("Residuos en el río Ñahui", "Planta de tratamiento en Quilca", "320 toneladas al año"),
)
PARAGRAPH = (
    "La provincia imaginaria de Aruma reúne nueve distritos de montaña,",
    "donde la población vive del maíz, de la alpaca y de la artesanía. En",
    "los talleres participaron 1,250 vecinas y vecinos, y el 80 % pidió que",
    "el agua llegue a las chacras todo el año. Nuestra gestión propone una",
    "administración transparente, con rendición de cuentas cada trimestre,",
    "y un presupuesto que atienda primero a la niñez y a las comunidades.",
)
LEFT = (
    "Zorzal canta en la quebrada",
    "cuando llega la mañana fría",
    "y las familias suben juntas",
    "hacia los campos de quinua",
)
RIGHT = (
    "Después baja la neblina",
    "sobre el mercado central",
    "donde venden lana teñida",
    "queso fresco y papa nativa",
)

Drawing = Callable[[Canvas], None]
Picture = Image.Image


def text_at(canvas: Canvas, x: float, y: float, lines: Iterable[str], size: float = 11) -> None:
    """Lines of text, the first baseline `y` points below the upper edge."""
    canvas.setFont("Helvetica", size)
    for at, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - y - at * size * 1.5, line)


def draw_table(canvas: Canvas) -> None:
    canvas.setLineWidth(0.5)
    for x in X_LINES:
        canvas.line(x, HEIGHT - Y_LINES[0], x, HEIGHT - Y_LINES[-1])
    for y in Y_LINES:
        canvas.line(X_LINES[0], HEIGHT - y, X_LINES[-1], HEIGHT - y)
    for row, y in zip((HEADER, *ROWS), Y_LINES, strict=False):
        for cell, x in zip(row, X_LINES, strict=False):
            words = cell.split()
            text_at(canvas, x + 5, y + 18, (" ".join(words[:3]), " ".join(words[3:])), 10)


def draw_paragraph(canvas: Canvas) -> None:
    text_at(canvas, 70, 120, PARAGRAPH, 12)
    text_at(canvas, 70, 300, PARAGRAPH, 10)


def draw_columns(canvas: Canvas) -> None:
    text_at(canvas, 60, 120, LEFT * 4)
    text_at(canvas, 330, 120, RIGHT * 4)


def draw_photo(canvas: Canvas) -> None:
    """A dark block of uneven brightness between two paragraphs."""
    text_at(canvas, 70, 120, PARAGRAPH, 12)
    shades = np.random.default_rng(7).normal(60, 18, (30, 40)).clip(0, 255).astype(np.uint8)
    photo = Image.fromarray(shades).resize((400, 300), Image.Resampling.BICUBIC)
    canvas.drawImage(ImageReader(photo), 100, HEIGHT - 480, 300, 220)
    text_at(canvas, 70, 540, PARAGRAPH, 11)


def draw_filled_header(canvas: Canvas) -> None:
    draw_table(canvas)
    canvas.setFillColorRGB(0.1, 0.25, 0.5)
    canvas.rect(60, HEIGHT - 130, 480, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    for cell, x in zip(HEADER, X_LINES, strict=False):
        text_at(canvas, x + 5, 118, (cell,), 10)


def draw_list(canvas: Canvas) -> None:
    for at, line in enumerate(LEFT):
        canvas.circle(75, HEIGHT - 117 - at * 18, 2.2, stroke=0, fill=1)
        text_at(canvas, 90, 120 + at * 18, (line,), 12)


def draw_lone_digits(canvas: Canvas) -> None:
    """Cells that hold one digit: the analysis of blocks takes them for specks."""
    for at in range(6):
        canvas.line(60, HEIGHT - 100 - at * 40, 540, HEIGHT - 100 - at * 40)
    for x in (60, 90, 540):
        canvas.line(x, HEIGHT - 100, x, HEIGHT - 300)
    for at in range(5):
        text_at(canvas, 70, 125 + at * 40, (str(at + 4),))
        text_at(canvas, 100, 125 + at * 40, (PARAGRAPH[at],))


@cache
def picture(draw: Drawing, dots_per_inch: int = ocr.RESOLUTION) -> Picture:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    document = pdfium.PdfDocument(file.getvalue())
    page = document[0]
    image = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
    page.close()
    document.close()
    return image


def turned(degrees: float) -> Callable[[Picture], Picture]:
    return lambda image: image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def peppered(image: Picture) -> Picture:
    chance = np.random.default_rng(3).random((image.height, image.width))
    pixels = np.where(chance < 0.01, 0, np.where(chance > 0.99, 255, np.asarray(image)))
    return Image.fromarray(pixels.astype(np.uint8))


def grainy(image: Picture) -> Picture:
    noise = np.random.default_rng(4).normal(0, 25, (image.height, image.width))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def faint(image: Picture) -> Picture:
    return image.point(lambda level: 150 + level * 60 // 255)


VARIANTS: dict[str, Callable[[Picture], Picture]] = {
    "clean": lambda image: image,
    "turned 1": turned(1),
    "turned 2": turned(2),
    "turned -1.5": turned(-1.5),
    "peppered": peppered,
    "grainy": grainy,
    "faint": faint,
}


@cache
def recognised(draw: Drawing, variant: str = "clean", resolution: int = ocr.RESOLUTION) -> Page:
    image = VARIANTS[variant](picture(draw, resolution))
    return ocr.recognise(image, 1, WIDTH, HEIGHT)


def words_of(page: Page) -> list[str]:
    return [word.text for line in page.lines for word in line]


def printed(page: Page) -> str:
    return "\n".join(" ".join(word.text for word in line) for line in page.lines)


def share_read(page: Page, lines: Iterable[str]) -> float:
    """Of the printed words, those that were read letter by letter."""
    truth = Counter(" ".join(lines).split())
    return (truth & Counter(words_of(page))).total() / truth.total()


TRUTH: dict[Drawing, Sequence[str]] = {
    draw_table: [cell for row in (HEADER, *ROWS) for cell in row],
    draw_paragraph: PARAGRAPH * 2,
    draw_columns: (LEFT + RIGHT) * 4,
}


@needs_tesseract
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("draw", TRUTH, ids=lambda draw: draw.__name__)
def test_words_are_read(draw: Drawing, variant: str) -> None:
    least = 0.95 if variant == "clean" else 0.9
    assert share_read(recognised(draw, variant), TRUTH[draw]) >= least


@needs_tesseract
@pytest.mark.parametrize("variant", VARIANTS)
def test_numbers_are_read(variant: str) -> None:
    paragraph = printed(recognised(draw_paragraph, variant))
    assert "1,250" in paragraph
    assert re.search(r"\b80 ?%", paragraph)
    table = words_of(recognised(draw_table, variant))
    assert {"1,250", "80", "15.5", "320", "2026"} <= set(table)


@needs_tesseract
@pytest.mark.parametrize("variant", VARIANTS)
def test_rulings_of_a_table_are_at_their_places(variant: str) -> None:
    rulings = recognised(draw_table, variant).rulings
    flat = sorted((box for box in rulings if box.width > box.height), key=lambda box: box.top)
    upright = sorted((box for box in rulings if box.width < box.height), key=lambda box: box.x0)
    assert [(b.top + b.bottom) / 2 for b in flat] == pytest.approx(Y_LINES, abs=2)
    assert [(b.x0 + b.x1) / 2 for b in upright] == pytest.approx(X_LINES, abs=2)
    for box in flat:
        assert (box.x0, box.x1) == pytest.approx((X_LINES[0], X_LINES[-1]), abs=3)
    for box in upright:
        assert (box.top, box.bottom) == pytest.approx((Y_LINES[0], Y_LINES[-1]), abs=3)


@needs_tesseract
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("draw", [draw_paragraph, draw_columns], ids=lambda draw: draw.__name__)
def test_no_ruling_is_invented_in_text(draw: Drawing, variant: str) -> None:
    assert recognised(draw, variant).rulings == ()


@needs_tesseract
def test_words_lie_in_their_cells() -> None:
    page = recognised(draw_table)
    places = {word.text: word.box for line in page.lines for word in line}
    assert X_LINES[2] < places["1,250"].x0 < places["1,250"].x1 < X_LINES[3]
    assert Y_LINES[2] < places["1,250"].top < places["1,250"].bottom < Y_LINES[3]
    assert not set("|_") & set("".join(places))


@needs_tesseract
@pytest.mark.parametrize("variant", VARIANTS)
def test_columns_are_read_one_after_the_other(variant: str) -> None:
    text = printed(recognised(draw_columns, variant))
    assert text.rindex("Zorzal") < text.rindex("quinua") < text.index("neblina")


@needs_tesseract
@pytest.mark.parametrize("variant", ["clean", "turned 1", "grainy"])
def test_blank_page(variant: str) -> None:
    page = recognised(lambda _: None, variant)
    assert (page.number, page.width, page.height) == (1, WIDTH, HEIGHT)
    assert page.lines == ()
    assert page.rulings == ()


@needs_tesseract
@pytest.mark.parametrize("variant", ["clean", "turned 2"])
def test_a_photograph_adds_neither_words_nor_rulings(variant: str) -> None:
    page = recognised(draw_photo, variant)
    assert share_read(page, PARAGRAPH * 2) >= 0.95
    assert len(words_of(page)) <= len(" ".join(PARAGRAPH * 2).split()) + 3
    grid = [box for box in page.rulings if not (box.x0 > 95 and box.x1 < 405)]
    assert grid == []


@needs_tesseract
def test_white_letters_on_a_filled_header() -> None:
    page = recognised(draw_filled_header)
    assert share_read(page, TRUTH[draw_table]) >= 0.95
    assert set(" ".join(HEADER).split()) <= set(words_of(page))


@needs_tesseract
def test_bullets_are_told_from_letters() -> None:
    assert printed(recognised(draw_list)).splitlines() == [f"• {line}" for line in LEFT]


@needs_tesseract
def test_lone_digits_are_read() -> None:
    assert {"4", "5", "6", "7", "8"} <= set(words_of(recognised(draw_lone_digits)))


@needs_tesseract
def test_recognition_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SECONDS", 0.001)
    with pytest.raises(UnreadableDocument, match="page 4: recognition failed"):
        ocr.recognise(picture(draw_paragraph), 4, WIDTH, HEIGHT)


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract", reason="pytesseract is not installed")
    monkeypatch.setattr(pytesseract, "get_languages", lambda: ["eng"])
    assert "Spanish" in str(ocr.availability())

    def absent() -> list[str]:
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr(pytesseract, "get_languages", absent)
    assert "apt-get install tesseract-ocr tesseract-ocr-spa" in str(ocr.availability())
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    assert "pip install '.[ocr]'" in str(ocr.availability())


sides = st.lists(st.integers(30, 160), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(sides, sides, st.integers(1, 6), st.integers(0, 150))
def test_lines_of_any_grid_are_found(
    heights: list[int], widths: list[int], thick: int, shade: int
) -> None:
    assume(max(sum(heights), sum(widths)) >= 110)  # what is less than an inch is no table
    ys = [40 + sum(heights[:at]) * 2 for at in range(len(heights) + 1)]
    xs = [50 + sum(widths[:at]) * 2 for at in range(len(widths) + 1)]
    image = Image.new("L", (xs[-1] + 60, ys[-1] + 60), 255)
    draw = ImageDraw.Draw(image)
    for y in ys:
        draw.rectangle((xs[0], y, xs[-1] + thick - 1, y + thick - 1), fill=shade)
    for x in xs:
        draw.rectangle((x, ys[0], x + thick - 1, ys[-1] + thick - 1), fill=shade)
    found = rulings_in_images.find(np.asarray(image), SCALE)
    tops = sorted((box.top + box.bottom) / 2 for box in found.horizontal)
    lefts = sorted((box.x0 + box.x1) / 2 for box in found.vertical)
    assert tops == pytest.approx([y + thick / 2 for y in ys], abs=2)
    assert lefts == pytest.approx([x + thick / 2 for x in xs], abs=2)
    wiped = rulings_in_images.wipe(np.asarray(image), found, SCALE)
    assert wiped.min() > 200


@pytest.mark.parametrize("degrees", [-2.9, -1.0, 0.0, 0.4, 2.2])
def test_lean_is_measured(degrees: float) -> None:
    gray = np.asarray(turned(degrees)(picture(draw_paragraph)))
    assert rulings_in_images.lean(gray, SCALE) == pytest.approx(-degrees, abs=0.12)


def test_a_broken_line_is_one_ruling() -> None:
    image = Image.new("L", (800, 300), 255)
    draw = ImageDraw.Draw(image)
    for x in range(50, 750, 70):
        draw.line((x, 150, x + 60, 150), fill=40, width=2)
    found = rulings_in_images.find(np.asarray(image), SCALE)
    assert len(found.horizontal) == 1
    assert found.horizontal[0].width == pytest.approx(690, abs=4)


def test_bridged_runs() -> None:
    mask = np.array([[1, 1, 0, 1, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 1]], bool)
    runs = rulings_in_images.runs_of(mask)
    assert runs.tolist() == [[0, 0, 2], [0, 3, 4], [0, 6, 7], [2, 0, 1], [2, 6, 7]]
    assert rulings_in_images.bridged(runs, 1).tolist() == [
        [0, 0, 4],
        [0, 6, 7],
        [2, 0, 1],
        [2, 6, 7],
    ]
