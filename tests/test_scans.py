"""Scanned plans read by tesseract: askew, noisy and faint, against the coding of the specimen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from planoteca import agreement, coding
from planoteca.codebook import Codebook
from planoteca.documents.ocr import recognition
from planoteca.documents.reading import read_bytes
from planoteca.extraction import extract
from planoteca.workspace import Workspace
from specimens import scan

PAGES = (3, 4, 5)  # of the ruled specimen, whose summary tables the scan shows
Change = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="module", autouse=True)
def tesseract() -> None:
    missing = recognition.availability()
    if missing:
        pytest.skip(missing)


def faint(picture: Image.Image) -> Image.Image:
    return picture.point(lambda value: 90 + value * 150 // 255)


# The share is that measured, as a floor: a list mark that is not recognised joins two targets.
@pytest.mark.parametrize(
    ("change", "measured"),
    [
        (lambda picture: scan.rotate(picture, 1.0), 0.95),
        (lambda picture: scan.rotate(picture, -2.0), 0.93),
        (lambda picture: scan.add_noise(picture, 40), 0.9),
        (faint, 0.93),
    ],
    ids=["rotated 1", "rotated -2", "noisy", "faint"],
)
def test_targets_of_a_scan_are_those_of_the_plan(
    change: Change, measured: float, project: Workspace, vocabularies: Codebook
) -> None:
    folder = project.root / "data" / "specimens"
    plan = (folder / "aruma-distrito-regla.pdf").read_bytes()
    pictures = [change(scan.age(picture)) for picture in scan.render(plan, PAGES)]
    document = read_bytes(scan.bind(pictures), "escaneado.pdf", ocr=True)
    assert document.pages == len(PAGES)
    machine = extract(document, vocabularies).commitments
    hand = coding.load(folder / "coding" / "aruma-escaneado", vocabularies).commitments
    units = agreement.match_units(hand, machine)
    assert units.f1 >= measured
    for name in ("kind", "section", "dimension", "deadline", "page_start"):
        assert agreement.share_equal(hand, machine, units, name) == 1.0, name


def test_without_ocr_the_same_scan_says_how_it_can_be_read(project: Workspace) -> None:
    path: Path = project.root / "data" / "specimens" / "aruma-escaneado.pdf"
    document = read_bytes(path.read_bytes(), path.name, ocr=True)
    assert document.unread_pages == ()
    assert {line.page for line in document.lines} == {1, 2, 3}
