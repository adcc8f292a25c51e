"""The themes of coded plans by two coders side by side: people's, and the dictionary's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from planoteca import coding, theme_coding
from planoteca.agreement.themes import theme_figures
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.extraction.themes import THEME_TEXTS, ThemeFinder
from planoteca.theme_coding import Themes

AUTOMATIC = "automatic"  # the coder that is the dictionary
Coded = Mapping[tuple[str, int], Themes]  # by document and sequence


def theme_agreement(
    folder: Path, first: str, second: str, codebook: Codebook
) -> tuple[pl.DataFrame, list[str]]:
    """THEME_FIGURE of two coders on every plan of a folder that both coded, and these plans.

    A coder is the name in `themes.<coder>.csv`, or `automatic`, the dictionary as it is now. The
    first is taken for the reference. Raises InvalidData, and PlanotecaError where no plan has both.
    """
    sides: tuple[dict[tuple[str, int], Themes], ...] = ({}, {})
    documents: list[str] = []
    known: set[str] = set()
    problems: list[str] = []
    for plan in sorted(path for path in folder.glob("*") if path.is_dir()):
        names = theme_coding.coders(plan)
        known |= names
        if not {first, second} <= names | {AUTOMATIC}:
            continue
        documents.append(plan.name)
        try:
            commitments = coding.load(plan, codebook).commitments
            sequences = commitments["sequence"].to_list()
            for side, coder in zip(sides, (first, second), strict=True):
                found = (
                    by_dictionary(commitments, codebook)
                    if coder == AUTOMATIC
                    else theme_coding.load(theme_coding.path(plan, coder), sequences, codebook)
                )
                side.update({(plan.name, number): themes for number, themes in found.items()})
        except InvalidData as error:
            problems += error.problems or [error.message]
    if problems:
        raise InvalidData(f"the codings in {folder} have {len(problems)} problem(s)", problems)
    if not documents:
        raise PlanotecaError(
            f"no plan in {folder} has themes by {first!r} and {second!r}; "
            f"coders: {', '.join(sorted(known | {AUTOMATIC}))}"
        )
    return theme_figures(*sides), documents


def theme_pairs(folder: Path, codebook: Codebook) -> list[tuple[Themes, Themes]]:
    """The themes of each commitment that a person coded, and the dictionary's.

    Of the coders of a plan the first by name. Raises InvalidData.
    """
    pairs: list[tuple[Themes, Themes]] = []
    for plan in sorted(path for path in folder.glob("*") if path.is_dir()):
        for coder in sorted(theme_coding.coders(plan))[:1]:
            commitments = coding.load(plan, codebook).commitments
            sequences = commitments["sequence"].to_list()
            told = theme_coding.load(theme_coding.path(plan, coder), sequences, codebook)
            found = by_dictionary(commitments, codebook)
            pairs += ((told[number], found[number]) for number in sequences if number in told)
    return pairs


def by_dictionary(commitments: pl.DataFrame, codebook: Codebook) -> dict[int, Themes]:
    """The themes of each commitment by sequence, as the dictionary gives them."""
    finder = ThemeFinder.of(codebook.theme_terms)
    return {
        sequence: frozenset(
            theme.theme_id for theme in finder.themes(zip(THEME_TEXTS, texts, strict=True))
        )
        for sequence, *texts in commitments.select("sequence", *THEME_TEXTS).iter_rows()
    }
