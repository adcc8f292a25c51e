"""Competence judged by people, to measure the queries with: `competence.<coder>.csv`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from planoteca.competences import POWERS
from planoteca.errors import InvalidData

COLUMNS = ("sequence", "power", "basis")


def path(folder: Path, coder: str) -> Path:
    """The file of a coder's judgements in a coding folder."""
    return folder / f"competence.{coder}.csv"


def coders(folder: Path) -> set[str]:
    """Who judged the competence of a plan's commitments, by the names of the files."""
    return {file.stem.removeprefix("competence.") for file in folder.glob("competence.*.csv")}


def load(path: Path, sequences: Sequence[int]) -> dict[int, str]:
    """The power by sequence, of the commitments that were judged: all or a sample.

    `sequences` are those of its commitments.csv. Raises InvalidData listing every problem with
    file and line.
    """
    problems: list[str] = []
    found: dict[int, str] = {}
    if not path.is_file():
        raise InvalidData(f"{path}: missing")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise InvalidData(f"{path}:1: missing column(s) {', '.join(missing)}")
        for row in reader:
            where = f"{path}:{reader.line_num}"
            number, power, basis = ((row[name] or "").strip() for name in COLUMNS)
            if not number.isdecimal() or int(number) not in sequences:
                problems.append(f"{where}: sequence {number!r} is in no row of commitments.csv")
                continue
            if int(number) in found:
                problems.append(f"{where}: sequence {number} is repeated")
            if power not in POWERS:
                problems.append(f"{where}: power {power!r}; allowed: {', '.join(POWERS)}")
            if not basis:
                problems.append(f"{where}: basis is blank; name the law and article you judge by")
            found[int(number)] = power
    if problems:
        raise InvalidData(f"{path} has {len(problems)} problem(s)", problems)
    return found


def check(folder: Path, sequences: Sequence[int]) -> None:
    """Raises InvalidData with the problems of all judgements in a coding folder."""
    problems: list[str] = []
    for coder in sorted(coders(folder)):
        try:
            load(path(folder, coder), sequences)
        except InvalidData as error:
            problems += error.problems or [error.message]
    if problems:
        raise InvalidData(f"the judgements in {folder} have {len(problems)} problem(s)", problems)
