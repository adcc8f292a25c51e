"""Themes coded by two people: their files, and how far two coders agree."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import polars as pl
import pytest

from planoteca import building, theme_coding
from planoteca.agreement.themes import THEME_FIGURE, masi, theme_figures
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.evaluation import theme_agreement
from planoteca.theme_coding import Themes
from planoteca.workspace import Workspace


def _set(text: str) -> Themes:
    return frozenset(text)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("a", "a", 0),
        ("a", "b", 1),
        ("ab", "abcd", 1 - 2 / 4 * 2 / 3),
        ("abcd", "ab", 1 - 2 / 4 * 2 / 3),
        ("abc", "bcd", 1 - 2 / 4 * 1 / 3),
    ],
)
def test_masi_is_jaccard_times_monotonicity(first: str, second: str, distance: float) -> None:
    assert masi(_set(first), _set(second)) == pytest.approx(distance)


FIRST = ["a", "ab", "b", "c", "ac", "b", "abc", "d", "a", "cd"]
SECOND = ["a", "a", "b", "c", "ac", "bc", "ab", "a", "b", "cd"]


def _figures(first: list[str], second: list[str]) -> pl.DataFrame:
    return theme_figures(dict(enumerate(map(_set, first))), dict(enumerate(map(_set, second))))


def _value(figures: pl.DataFrame, measure: str, theme: str | None = None) -> Any:
    chosen = figures.filter((pl.col("measure") == measure) & pl.col("theme_id").eq_missing(theme))
    return chosen["value"].item()


def test_alpha_of_sets_is_that_of_the_krippendorff_package() -> None:
    domain = sorted({*FIRST, *SECOND})
    codes = [[domain.index(text) for text in side] for side in (FIRST, SECOND)]
    distances = np.array([[masi(_set(a), _set(b)) for b in domain] for a in domain])

    def metric(_first: Any, _second: Any, i1: Any, i2: Any, **_: Any) -> Any:
        return distances[i1, i2]

    expected = krippendorff.alpha(
        reliability_data=codes,
        value_domain=list(range(len(domain))),
        level_of_measurement=metric,
    )
    assert _value(_figures(FIRST, SECOND), "alpha") == pytest.approx(expected)


def test_alpha_of_a_theme_is_nominal_and_its_mean_is_over_the_themes() -> None:
    figures = _figures(FIRST, SECOND)
    alphas = []
    for theme in "abcd":
        codes = [[int(theme in text) for text in side] for side in (FIRST, SECOND)]
        alpha = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
        assert _value(figures, "alpha", theme) == pytest.approx(alpha)
        alphas.append(alpha)
    assert _value(figures, "mean_alpha") == pytest.approx(sum(alphas) / 4)


def test_precision_and_recall_take_the_first_for_the_reference() -> None:
    figures = _figures(FIRST, SECOND)
    both = sum(len(_set(a) & _set(b)) for a, b in zip(FIRST, SECOND, strict=True))
    assert _value(figures, "precision") == both / sum(map(len, SECOND))
    assert _value(figures, "recall") == both / sum(map(len, FIRST))
    assert _value(figures, "equal") == 0.5
    row = figures.filter(pl.col("theme_id") == "c").row(0, named=True)
    assert (row["first"], row["second"]) == (4, 4)


def test_equal_codings_agree_wholly_and_what_never_varies_has_no_alpha() -> None:
    figures = _figures(["a", "ab"], ["a", "ab"])
    assert _value(figures, "alpha") == 1
    assert _value(figures, "alpha", "a") is None  # both gave it to every commitment
    assert _value(figures, "alpha", "b") == 1
    assert _value(figures, "mean_alpha") == 1
    assert figures.schema == pl.Schema(THEME_FIGURE)
    assert _value(_figures([], []), "alpha") is None


def test_the_interval_holds_the_figure() -> None:
    figures = _figures(FIRST * 5, SECOND * 5).drop_nulls("low")
    assert len(figures) > 10
    assert figures.filter(~pl.col("value").is_between(pl.col("low"), pl.col("high"))).is_empty()


def test_codings_of_other_commitments_are_refused() -> None:
    with pytest.raises(ValueError, match="not of the same commitments"):
        theme_figures({1: _set("a")}, {2: _set("a")})


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "themes.ana.csv"
    path.write_text(text, "utf-8")
    return path


def test_all_problems_of_a_file_are_reported_together(
    tmp_path: Path, vocabularies: Codebook
) -> None:
    path = _write(
        tmp_path,
        "sequence,themes\n1,health;helth\n2,\n2,health\n3,other;health\nx,health\n"
        "4,health;health\n5,health;education;tourism;mining;energy\n",
    )
    with pytest.raises(InvalidData) as caught:
        theme_coding.load(path, [1, 2, 3, 4, 5, 6], vocabularies)
    assert [problem.removeprefix(f"{path}") for problem in caught.value.problems] == [
        ":2: theme 'helth' is not in themes.csv",
        ":3: themes is blank; write other where the row names none",
        ":4: sequence 2 is repeated",
        ":5: 'other' stands alone",
        ":6: sequence 'x' is in no row of commitments.csv",
        ":7: a theme is repeated",
        ":8: 5 themes; 4 at most",
        ": no themes for sequence 6",
    ]
    with pytest.raises(InvalidData, match=r"missing column\(s\) themes"):
        theme_coding.load(_write(tmp_path, "sequence\n1\n"), [1], vocabularies)
    with pytest.raises(InvalidData, match="missing"):
        theme_coding.load(tmp_path / "none.csv", [1], vocabularies)


def test_a_bad_theme_stops_the_build_and_is_named(project: Workspace, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(project.coding, corpus / "coding")
    shutil.copy(project.registry, corpus / "documents.csv")
    (corpus / "coding" / "ilo-2018" / "themes.a.csv").write_text("sequence,themes\n", "utf-8")
    with pytest.raises(InvalidData, match=r"themes\.a\.csv: no themes for sequence 1"):
        building.build(project, corpus, tmp_path / "plans.duckdb")


def test_the_dictionary_is_near_the_hand_coding_of_the_five_plans(
    project: Workspace, vocabularies: Codebook
) -> None:
    """A rule or term that loses agreement with people is noticed here."""
    figures, documents = theme_agreement(project.coding, "a", "automatic", vocabularies)
    assert len(documents) == 5
    assert _value(figures, "alpha") > 0.85
    assert _value(figures, "recall") > 0.95
    again, _ = theme_agreement(project.coding, "a", "b", vocabularies)
    assert _value(again, "alpha") > 0.95


def test_a_coder_that_no_plan_has_is_refused_with_those_there_are(
    project: Workspace, vocabularies: Codebook
) -> None:
    with pytest.raises(PlanotecaError, match=r"'a' and 'zoe'; coders: a, automatic, b"):
        theme_agreement(project.coding, "a", "zoe", vocabularies)


def test_masi_is_a_distance_of_zero_to_one() -> None:
    sets = [_set(text) for text in ("a", "b", "ab", "abc", "cd", "abcd")]
    for first, second in product(sets, sets):
        assert 0 <= masi(first, second) <= 1
        assert masi(first, second) == masi(second, first)
        assert (masi(first, second) == 0) == (first == second)
