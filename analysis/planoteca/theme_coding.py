"""Themes coded by people, to measure the dictionary with: `themes.<coder>.csv` beside a coding."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from planoteca.codebook import Codebook
from planoteca.errors import InvalidData
from planoteca.theme_terms import MAX_THEMES, NO_THEME

COLUMNS = ("sequence", "themes")
Themes = frozenset[str]


def path_name(coder: str) -> str:
    """The name of the file of a coder's themes."""
    return f"themes.{coder}.csv"


def path(folder: Path, coder: str) -> Path:
    """The file of a coder's themes in a coding folder."""
    return folder / path_name(coder)


def coders(folder: Path) -> set[str]:
    """Who coded the themes of a plan, by the names of the files."""
    return {file.stem.removeprefix("themes.") for file in folder.glob("themes.*.csv")}


def load(path: Path, sequences: Sequence[int], codebook: Codebook) -> dict[int, Themes]:
    """The themes of each commitment by sequence; `sequences` are those of its commitments.csv.

    Raises InvalidData listing every problem with file and line, and the commitments left out.
    """
    problems: list[str] = []
    found: dict[int, Themes] = {}
    if not path.is_file():
        raise InvalidData(f"{path}: missing")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise InvalidData(f"{path}:1: missing column(s) {', '.join(missing)}")
        for row in reader:
            where = f"{path}:{reader.line_num}"
            number, themes = ((row[name] or "").strip() for name in COLUMNS)
            if not number.isdecimal() or int(number) not in sequences:
                problems.append(f"{where}: sequence {number!r} is in no row of commitments.csv")
                continue
            if int(number) in found:
                problems.append(f"{where}: sequence {number} is repeated")
            listed = [theme.strip() for theme in themes.split(";") if theme.strip()]
            problems += [f"{where}: {problem}" for problem in _problems(listed, codebook)]
            found[int(number)] = frozenset(listed)
    problems += [
        f"{path}: no themes for sequence {number}" for number in sequences if number not in found
    ]
    if problems:
        raise InvalidData(f"{path} has {len(problems)} problem(s)", problems)
    return found


def check(folder: Path, sequences: Sequence[int], codebook: Codebook) -> None:
    """Raises InvalidData with the problems of all codings of themes in a coding folder."""
    problems: list[str] = []
    for coder in sorted(coders(folder)):
        try:
            load(path(folder, coder), sequences, codebook)
        except InvalidData as error:
            problems += error.problems or [error.message]
    if problems:
        raise InvalidData(f"the themes in {folder} have {len(problems)} problem(s)", problems)


def _problems(themes: Sequence[str], codebook: Codebook) -> Iterator[str]:
    if not themes:
        yield f"themes is blank; write {NO_THEME} where the row names none"
    for theme in themes:
        if theme not in codebook["themes"]:
            yield f"theme {theme!r} is not in themes.csv"
    if len(set(themes)) < len(themes):
        yield "a theme is repeated"
    if len(themes) > MAX_THEMES:
        yield f"{len(themes)} themes; {MAX_THEMES} at most"
    if NO_THEME in themes and len(themes) > 1:
        yield f"{NO_THEME!r} stands alone"
