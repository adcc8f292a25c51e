"""What a coder says in a folder: a coding of commitments, or of statistics."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from planoteca import coding, scope, theme_coding
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.reviewing.fields import STATISTICS
from planoteca.reviewing.starting import Sourced


def has(folder: Path, table: str) -> bool:
    """Whether a folder holds files of a coding of a table."""
    found = {path.name for path in folder.glob("*.csv")}
    own = {name for name in found if name.startswith(STATISTICS)}
    return bool(own if table == STATISTICS else found - own)


def sourced(folder: Path, coder: str, codebook: Codebook, table: str) -> Sourced:
    """What a coder says in a folder. Raises InvalidData."""
    if table == STATISTICS:
        loaded = coding.load_table(folder, STATISTICS, codebook)
        return Sourced(coder, of_statistics(loaded))
    whole = coding.load(folder, codebook)
    themes = _themes_in(folder, whole, coder, codebook)
    return Sourced(coder, whole, themes, scope.load(folder))


def of_statistics(rows: pl.DataFrame) -> Coding:
    """A coding of statistics alone."""
    return Coding(coding.frame("commitments", []), coding.frame("quantities", []), rows)


def _themes_in(
    folder: Path, coded: Coding, coder: str, codebook: Codebook
) -> dict[int, tuple[str, ...]]:
    """The themes that a coder gave in a folder; none where there is no such file."""
    path = theme_coding.path(folder, coder)
    if not path.is_file():
        return {}
    found = theme_coding.load(path, coded.commitments["sequence"].to_list(), codebook)
    return {number: tuple(sorted(themes)) for number, themes in found.items()}
