"""Every specimen, read and coded by machine, against its coding by hand.

The figures are those measured, as floors: 1 where nothing is said. A drop is an error to trace.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from planoteca import agreement, coding, documents
from planoteca.agreement import UnitAgreement
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.documents.ocr import recognition as ocr
from planoteca.extraction import extract
from planoteca.verification import verify
from planoteca.workspace import Workspace

CODES = ("dimension", "kind", "section", "deadline", "problem", "objective", "statement")


@dataclass(frozen=True)
class Figures:
    """What was measured: F1 of the units, and the share of equal codes by column."""

    f1: float = 1.0
    equal: dict[str, float] = field(default_factory=dict)


MEASURED = {
    "aruma-tabla": Figures(),
    "aruma-lineas": Figures(),
    # "durante los cuatro años de gobierno" is not known as a deadline.
    "aruma-propuestas": Figures(equal={"deadline": 13 / 14}),
    "aruma-distrito-regla": Figures(),
    "aruma-sin-reglas": Figures(),
    "aruma-cajas": Figures(),
    "aruma-provincia": Figures(),
    "aruma-resumen-json": Figures(),
    "aruma-resumen-xlsx": Figures(),
    # The objective of two targets is read as "adultos Mayores".
    "aruma-escaneado": Figures(equal={"objective": 20 / 22}),
}
PDF = ["aruma-distrito-regla", "aruma-sin-reglas", "aruma-cajas", "aruma-escaneado"]
SCANNED = "aruma-escaneado"


@dataclass(frozen=True)
class Comparison:
    """A specimen as read, its two codings, and their units in common."""

    document: Document
    hand: Coding
    machine: Coding
    units: UnitAgreement

    def equal(self, column: str) -> float:
        assert self.units.pairs, "no unit is found, so there are no codes to compare"
        first, second = self.hand.commitments, self.machine.commitments
        return agreement.share_equal(first, second, self.units, column)


Compare = Callable[[str], Comparison]


@pytest.fixture(scope="module")
def folder(project: Workspace) -> Path:
    return project.root / "data" / "specimens"


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, str]:
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        return {row["document_id"]: row["file_name"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def compare(folder: Path, files: dict[str, str], vocabularies: Codebook) -> Compare:
    """Each specimen is read once; the scanned one where tesseract is at hand."""

    @cache
    def found(document_id: str) -> Comparison:
        if document_id == SCANNED and (missing := ocr.availability()):
            pytest.skip(missing)
        document = documents.read(folder / files[document_id], ocr=document_id == SCANNED)
        hand = coding.load(folder / "coding" / document_id, vocabularies)
        machine = extract(document, vocabularies)
        units = agreement.match_units(hand.commitments, machine.commitments)
        return Comparison(document, hand, machine, units)

    return found


def test_every_specimen_is_measured(files: dict[str, str]) -> None:
    assert MEASURED.keys() == files.keys()
    assert {name for name, file in files.items() if file.endswith(".pdf")} == set(PDF)


@pytest.mark.parametrize("document_id", MEASURED)
def test_the_commitments_are_those_found_by_hand(document_id: str, compare: Compare) -> None:
    assert compare(document_id).units.f1 >= MEASURED[document_id].f1


@pytest.mark.parametrize("column", CODES)
@pytest.mark.parametrize("document_id", MEASURED)
def test_the_codes_are_those_given_by_hand(document_id: str, column: str, compare: Compare) -> None:
    assert compare(document_id).equal(column) >= MEASURED[document_id].equal.get(column, 1.0)


@pytest.mark.parametrize("document_id", MEASURED)
def test_the_pages_or_lines_are_those_cited_by_hand(document_id: str, compare: Compare) -> None:
    place = ("page_start", "page_end") if document_id in PDF else ("line_start", "line_end")
    found = compare(document_id)
    assert [found.equal(column) for column in place] == [1.0, 1.0]


@pytest.mark.parametrize("document_id", MEASURED)
def test_the_numbers_coded_by_hand_stand_where_they_are_cited(
    document_id: str, compare: Compare
) -> None:
    found = compare(document_id)
    assert verify(found.hand, found.document) == []
