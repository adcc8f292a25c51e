"""The machine's coding of real plans against their coding by hand, where the plans are at hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from planoteca import agreement
from planoteca.codebook import Codebook
from planoteca.documents.reading import read
from planoteca.extraction import extract


@pytest.mark.parametrize("stem", ["000", "001", "003"])
def test_real_plans_are_coded_as_by_hand(stem: str, shared: Path, vocabularies: Codebook) -> None:
    (path,) = (shared / "documents" / "text").glob(f"{stem}*")
    hand = pl.read_csv(shared / "coding" / path.stem / "commitments.csv", infer_schema=False)
    hand = hand.with_columns(pl.col("sequence", "line_start", "line_end").cast(pl.Int64))
    machine = extract(read(path), vocabularies).commitments
    units = agreement.match_units(hand, machine)
    assert units.f1 >= 0.9
    for name in ("dimension", "kind", "section"):
        assert agreement.share_equal(hand, machine, units, name) >= 0.98, name
    for name in ("deadline", "problem", "objective"):
        assert agreement.share_equal(hand, machine, units, name) >= 0.95, name
