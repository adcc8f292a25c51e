"""Who may do what by law: `competences.csv`, a row for each theme or function and level.

CODEBOOK.md, "Competence", says how the law was read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from planoteca.theme_terms import NO_THEME

LEVELS = ("district", "province", "region")
POWERS = ("none", "shared", "exclusive")  # from the weakest
# text: the law names the matter; reading: one of its general clauses covers it; secondary: not
# read in the law itself.
CHECKS = ("text", "reading", "secondary")
_ALLOWED = {"level": LEVELS, "power": POWERS, "checked": CHECKS}
_LAW = re.compile(r"\d{4,5}")
_ARTICLE = re.compile(r"\d+(-[A-Z])?")


@dataclass(frozen=True)
class Competence:
    """One row: the power of a level of government over a theme, or one function of a theme."""

    theme_id: str
    function_id: str  # blank: the theme in general
    level: str
    power: str
    law: str  # its number; blank with its article where there is no power
    article: str
    numeral: str  # several separated by ;
    note_es: str
    note_en: str
    checked: str


COLUMNS = tuple(field.name for field in fields(Competence))
_MAY_BE_BLANK = {"function_id", "law", "article", "numeral"}


def load(
    path: Path, *, themes: Iterable[str], functions: Mapping[str, str], problems: list[str]
) -> tuple[Competence, ...]:
    """The rows in file order; what is wrong with the file is added to `problems`.

    `functions`: theme by function. Every theme in general, and every function, has one row for
    each level.
    """
    if not path.is_file():
        problems.append(f"{path}: missing")
        return ()
    rows: list[Competence] = []
    lines: dict[tuple[str, str, str], int] = {}
    known = set(themes) - {NO_THEME}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            problems.append(f"{path}:1: missing column(s) {', '.join(missing)}")
            return ()
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row or None in row.values():
                problems.append(f"{where}: wrong number of cells")
                continue
            found = Competence(**{name: row[name].strip() for name in COLUMNS})
            wrong = list(_problems(found, known, functions))
            key = (found.theme_id, found.function_id, found.level)
            first = lines.setdefault(key, reader.line_num)
            if first != reader.line_num and not wrong:
                wrong.append(f"{_named(*key)} is already in line {first}")
            problems += [f"{where}: {problem}" for problem in wrong]
            rows.append(found)
    wanted = [
        *((theme, "", level) for theme in sorted(known) for level in LEVELS),
        *((theme, name, level) for name, theme in functions.items() for level in LEVELS),
    ]
    problems += [f"{path}: no row for {_named(*key)}" for key in wanted if key not in lines]
    return tuple(rows)


def _problems(
    row: Competence, themes: Collection[str], functions: Mapping[str, str]
) -> Iterator[str]:
    for name in COLUMNS:
        if not getattr(row, name) and name not in _MAY_BE_BLANK:
            yield f"{name} is blank"
    if row.theme_id and row.theme_id not in themes:
        yield f"theme_id {row.theme_id!r} is not in themes.csv, or is {NO_THEME!r}"
    if row.function_id and row.function_id not in functions:
        yield f"function_id {row.function_id!r} is not in functions.csv"
    elif row.function_id and functions[row.function_id] != row.theme_id:
        yield f"function {row.function_id!r} is of theme {functions[row.function_id]!r}"
    for name, allowed in _ALLOWED.items():
        value = getattr(row, name)
        if value and value not in allowed:
            yield f"{name} {value!r}; allowed: {', '.join(allowed)}"
    yield from _law_problems(row)


def _law_problems(row: Competence) -> Iterator[str]:
    if row.power == "none":
        if row.law or row.article or row.numeral:
            yield "power none has no law, article and numeral: no law gives it"
    elif not _LAW.fullmatch(row.law) or not _ARTICLE.fullmatch(row.article):
        yield f"law {row.law!r}, article {row.article!r}: give their numbers, as in 27972 and 79"


def _named(theme: str, function: str, level: str) -> str:
    return f"{theme}{f' ({function})' if function else ''}, {level}"
