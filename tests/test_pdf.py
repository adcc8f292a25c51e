"""PDF plans: lines with their pages, furniture, columns, scans and bad files."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_files import HEIGHT, TITLES, WIDTH, Draw, body, document, grid, lines, read, texts
from planoteca.documents.pdf import reader as pdf
from planoteca.errors import UnreadableDocument

# Lines and pages


def test_lines_have_the_page_they_stand_on_and_count_through_all() -> None:
    found = read(
        lambda c: lines(c, ["Plan de la provincia de Aruma"]),
        lambda c: lines(c, ["Diagnóstico", "La provincia tiene ocho distritos."]),
    )
    assert [(line.page, line.text) for line in found.lines if line.text] == [
        (1, "Plan de la provincia de Aruma"),
        (2, "Diagnóstico"),
        (2, "La provincia tiene ocho distritos."),
    ]
    numbers = [line.number for line in found.lines]
    assert numbers == sorted(set(numbers))
    assert (found.pages, found.media_type) == (2, "application/pdf")


def test_a_wrapped_paragraph_stays_one_and_a_short_line_ends_one() -> None:
    wide = "La población rural de la provincia vive de la ganadería y del cultivo de papa nativa"
    found = read(lambda c: lines(c, [wide, "y de quinua.", "El turismo crece."]))
    shown = [line.text for line in found.lines]
    assert shown == [wide, "y de quinua.", "", "El turismo crece."]


def test_running_header_footer_and_page_numbers_are_set_apart() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, HEIGHT - 40, "Partido Puente Nuevo - Plan 2019-2022")
            canvas.drawString(280, 30, f"Página {number} de 4")
            lines(canvas, [f"Capítulo que trata del asunto {'abcd'[number - 1]}."])

        return draw

    found = read(*map(page, (1, 2, 3, 4)))
    assert len(body(found)) == 4
    assert all(text.startswith("Capítulo") for text in body(found))
    assert {line.page for line in found.furniture} == {1, 2, 3, 4}
    assert len(found.furniture) == 8


def test_a_title_that_returns_in_the_text_is_no_furniture() -> None:
    found = read(*[lambda c: lines(c, ["Propuestas de la dimensión"], top=400)] * 4)
    assert len(body(found)) == 4


def test_words_that_only_gaps_part_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        x = 65.0
        grid(canvas, [[["Uno."], ["Dos."], ["Tres."]]])
        for word in ("Reducir", "la", "anemia"):
            canvas.drawString(x, HEIGHT - 300, word)
            x += canvas.stringWidth(word, "Helvetica", 10) + 1.4

    assert "Reducir la anemia" in body(read(draw))


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [
        "El agua llega dos horas al",
        "día a los barrios altos de la",
        "capital de la provincia.",
    ]
    right = [
        "La carretera se corta en cada",
        "época de lluvias y deja sin",
        "salida a tres distritos.",
    ]

    def draw(canvas: Canvas) -> None:
        lines(canvas, left, x=60)
        lines(canvas, right, x=310)

    assert body(read(draw)) == [*left, *right]


def test_a_sheet_turned_to_be_shown_oblong_reads_as_it_is_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.translate(0, WIDTH - HEIGHT)
        grid(canvas, [[[t] for t in TITLES], [["A."], ["B."], ["C."]]])

    assert texts(read(draw).tables[0]) == [TITLES, ["A.", "B.", "C."]]


def test_a_crop_box_moves_the_origin_of_words_and_rulings_alike() -> None:
    data = document(lambda c: grid(c, [[[t] for t in TITLES], [["A."], ["B."], ["C."]]]))
    cropped = pdfium.PdfDocument(data)
    cropped[0].set_cropbox(30, 200, WIDTH, HEIGHT - 50)
    buffer = BytesIO()
    cropped.save(buffer)
    found = pdf.read(buffer.getvalue(), "plan.pdf", "0" * 64)
    assert texts(found.tables[0]) == [TITLES, ["A.", "B.", "C."]]


# Scans and bad files


def image_page(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, WIDTH, HEIGHT)


def test_a_plan_of_images_is_unreadable_and_says_how_to_read_it() -> None:
    with pytest.raises(UnreadableDocument, match=r"plan\.pdf: 2 of its 2 .*--ocr.*\.\[ocr\]"):
        read(image_page, image_page)


def test_a_single_image_page_is_named_and_the_rest_is_read() -> None:
    found = read(
        lambda c: lines(c, ["Plan de gobierno de Aruma"]),
        image_page,
        lambda c: lines(c, ["Propuestas"]),
    )
    assert found.unread_pages == (2,)
    assert len(body(found)) == 2


def test_an_encrypted_plan_is_unreadable() -> None:
    data = document(
        lambda c: lines(c, ["Secreto"]), encrypt=StandardEncryption("clave", canPrint=0)
    )
    with pytest.raises(UnreadableDocument, match="it is encrypted"):
        pdf.read(data, "plan.pdf", "0" * 64)


@pytest.mark.parametrize("cut", [8, 200, 700])
def test_a_cut_plan_is_unreadable_or_read_but_never_a_crash(cut: int) -> None:
    data = document(lambda c: lines(c, ["Plan de gobierno de Aruma"]))
    with pytest.raises(UnreadableDocument, match=r"plan\.pdf: it"):
        pdf.read(data[:cut], "plan.pdf", "0" * 64)


def test_a_plan_without_text_or_images_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="holds no text"):
        read(lambda c: c.rect(100, 100, 50, 50))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=40))
def test_damage_anywhere_is_an_error_of_ours_or_a_document(place: int, noise: bytes) -> None:
    data = bytearray(document(lambda c: grid(c, [[["A."], ["B."], ["C."]]]) and None))
    data[place : place + len(noise)] = noise
    with suppress(UnreadableDocument):
        assert pdf.read(bytes(data), "plan.pdf", "0" * 64).pages


def test_a_plan_of_450_pages_is_read_to_the_end() -> None:
    found = read(*[lambda c: lines(c, ["La provincia crece."], top=400)] * 450)
    assert found.pages == 450
    assert found.lines[-1].page == 450
