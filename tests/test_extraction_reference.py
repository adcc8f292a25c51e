"""The machine's coding of real plans against their coding by hand, where the plans are at hand."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from planoteca import agreement
from planoteca.codebook import Codebook
from planoteca.documents.reading import read
from planoteca.extraction import extract

PDF_PLANS = (
    *("dist-acos", "dist-chicama", "dist-chipao"),
    *("dist-nuevo-progreso", "dist-oropesa", "dist-saurama"),
)


def by_hand(folder: Path) -> pl.DataFrame:
    hand = pl.read_csv(folder / "commitments.csv", infer_schema=False)
    numbers = ("sequence", "line_start", "line_end", "page_start", "page_end")
    return hand.with_columns(pl.col(*numbers).cast(pl.Int64))


@pytest.mark.parametrize("stem", ["000", "001", "003"])
def test_real_plans_are_coded_as_by_hand(stem: str, shared: Path, vocabularies: Codebook) -> None:
    (path,) = (shared / "documents" / "text").glob(f"{stem}*")
    hand = by_hand(shared / "coding" / path.stem)
    machine = extract(read(path), vocabularies).commitments
    units = agreement.match_units(hand, machine)
    assert units.f1 >= 0.97
    for name in ("dimension", "kind", "section"):
        assert agreement.share_equal(hand, machine, units, name) >= 0.98, name
    for name in ("deadline", "problem", "objective"):
        assert agreement.share_equal(hand, machine, units, name) >= 0.95, name


@pytest.mark.parametrize("name", PDF_PLANS)
def test_plans_as_they_are_filed_are_coded_as_by_hand(
    name: str, shared: Path, vocabularies: Codebook
) -> None:
    """The hand coding covers targets; tables of actions in other chapters are left aside."""
    hand = by_hand(shared / "coding" / name)
    document = read(shared / "documents" / "pdf" / f"{name}.pdf")
    machine = extract(document, vocabularies).commitments
    machine = machine.filter(pl.col("kind").is_in(hand["kind"].unique().to_list()))
    units = agreement.match_units(hand, machine)
    assert units.f1 >= 0.95
    for column in ("dimension", "page_start", "page_end", "section"):
        assert agreement.share_equal(hand, machine, units, column) >= 0.99, column
    # What a line break in the print does to spaces and hyphens is no difference.
    texts = pl.col("problem", "objective", "statement").str.replace_all(r"[\s-]", "")
    for column in ("problem", "objective", "statement", "deadline"):
        hand_text, machine_text = hand.with_columns(texts), machine.with_columns(texts)
        assert agreement.share_equal(hand_text, machine_text, units, column) >= 0.95, column


def test_each_filed_plan_has_commitments_with_their_pages(
    shared: Path, vocabularies: Codebook
) -> None:
    """All 24 plans promise something; a plan read as empty is a plan misread."""
    for path in sorted((shared / "documents" / "pdf").glob("*.pdf")):
        document = read(path)
        found = extract(document, vocabularies).commitments
        assert len(found) >= 7, path.name
        assert found["page_start"].is_between(1, document.pages).all(), path.name
        for row in found.iter_rows(named=True):
            # Between the parts of a cell that a page cuts, the lines of other cells may stand.
            cited = letters(document.passage(row["line_start"], row["line_end"]))
            words = row["statement"].split()
            missing = [word for word in words if letters(word) not in cited]
            # A word that a hyphen cuts between two pages is the only one that may be parted.
            assert len(missing) <= 1, (path.name, row["statement"], missing)


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text)).casefold()
