"""The queries by theme, recomputed from the rows of the tables."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from databases import FIVE, rows_of
from planoteca import database, queries
from planoteca.errors import InvalidParameter, UnknownName

CATALOGUE = queries.catalogue(Path(__file__).resolve().parents[1] / "queries")


def _run(path: Path, name: str, **parameters: object) -> pl.DataFrame:
    with database.reading(path) as connection:
        return queries.run(connection, CATALOGUE[name], parameters)


def _shares(path: Path, document_id: str) -> tuple[dict[str, float], int, int]:
    """(shares of the themes, commitments, those without theme) of a plan's preferred coding."""
    themes: dict[object, list[str]] = defaultdict(list)
    for plan, commitment, theme in rows_of(
        path,
        "SELECT coding.document_id, commitment_id, theme_id FROM commitment_theme "
        "JOIN coding USING (coding_id) WHERE is_preferred",
    ):
        if plan == document_id:
            themes[commitment].append(str(theme))
    parts: Counter[str] = Counter()
    for found in themes.values():
        for theme in found:
            parts[theme] += 1 / len(found)  # type: ignore[assignment]
    without = round(parts.pop("other", 0))
    total = sum(parts.values())
    return {theme: part / total for theme, part in parts.items()}, len(themes), without


@pytest.mark.parametrize("document_id", FIVE)
def test_diversity_is_shannons_entropy_over_that_of_an_even_spread(
    document_id: str, plans: Path
) -> None:
    shares, commitments, without = _shares(plans, document_id)
    entropy = -sum(p * math.log(p) for p in shares.values())
    row = _run(plans, "theme_shares", document_id=document_id).row(0, named=True)
    assert row["diversity"] == pytest.approx(entropy / math.log(22), abs=1e-6)
    assert (row["commitments"], row["themes"]) == (commitments, len(shares))
    assert row["leading_share_pct"] == pytest.approx(100 * max(shares.values()), abs=1e-4)
    assert shares[row["leading_theme_id"]] == pytest.approx(max(shares.values()))
    assert row["other_pct"] == pytest.approx(100 * without / commitments, abs=1e-4)


def test_the_distance_is_hellingers(plans: Path) -> None:
    own, *_ = _shares(plans, "ilo-2018")
    rows = _run(plans, "theme_distance", document_id="ilo-2018")
    assert set(rows["document_id"]) == set(FIVE) - {"ilo-2018"}
    for row in rows.iter_rows(named=True):
        other, commitments, without = _shares(plans, row["document_id"])
        overlap = sum(math.sqrt(p * other.get(theme, 0)) for theme, p in own.items())
        assert row["distance"] == pytest.approx(math.sqrt(1 - overlap), abs=1e-5)
        assert row["shared_themes"] == len(own.keys() & other.keys())
        assert row["commitments"] == commitments - without
    assert rows["distance"].is_sorted()


def test_the_distance_is_the_same_both_ways_and_needs_a_plan(plans: Path) -> None:
    there = _run(plans, "theme_distance", document_id="ilo-2018")
    back = _run(plans, "theme_distance", document_id="tarata-2018")
    assert (
        dict(there.select("document_id", "distance").iter_rows())["tarata-2018"]
        == (dict(back.select("document_id", "distance").iter_rows())["ilo-2018"])
    )
    with pytest.raises(InvalidParameter, match="needs document_id"):
        _run(plans, "theme_distance")
    with pytest.raises(UnknownName):
        _run(plans, "theme_distance", document_id="ilo")


def test_a_share_is_of_all_commitments_of_the_plan(plans: Path) -> None:
    rows = _run(plans, "targets_by_theme")
    assert dict(rows.group_by("document_id").agg(pl.col("of_commitments").first()).iter_rows()) == {
        "candarave-2018": 28,
        "espinar-2018": 48,
        "huancane-2018": 29,
        "ilo-2018": 71,
        "tarata-2018": 19,
    }
    exact = rows["commitments"] / rows["of_commitments"] * 100
    assert rows["share_pct"].to_list() == pytest.approx(exact.to_list())
    assert rows.group_by("document_id").agg(pl.col("share_pct").sum())["share_pct"].min() >= 100


def test_kinds_have_shares_of_their_own(specimens: Path) -> None:
    rows = _run(specimens, "targets_by_theme", kind="target")
    count = dict(rows_of(
        specimens,
        "SELECT document_id, count(*) FROM plan_commitment WHERE kind = 'target' GROUP BY ALL",
    ))  # fmt: skip
    assert dict(rows.select("document_id", "of_commitments").iter_rows()) == count


def test_commitments_of_a_theme_come_with_the_words_that_name_it(plans: Path) -> None:
    rows = _run(plans, "theme_commitments", theme_id="tourism")
    assert len(rows) >= 8
    assert set(rows["theme_id"]) == {"tourism"}
    assert rows.null_count()["terms"].item() == 0
    assert "hoteles; restaurantes" in rows["terms"].to_list()
    with pytest.raises(UnknownName, match="did you mean 'tourism'"):
        _run(plans, "theme_commitments", theme_id="turism")
