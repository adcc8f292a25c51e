"""Judgements of two coders side by side: of competence by law, and of what came of commitments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from planoteca import coding, competence_coding, database
from planoteca.agreement.codes import code_figures
from planoteca.agreement.themes import Key
from planoteca.codebook import Codebook
from planoteca.competences import POWERS
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.registry import MANUAL

AUTOMATIC = "automatic"  # the coder that is the dictionaries and the law
VERDICTS = ("broken", "partly_kept", "kept")  # from the worst
_POWERS = """
    SELECT commitment.document_id, commitment.sequence, max(plan_competence.strength)
    FROM plan_competence
    JOIN commitment ON commitment.commitment_id = plan_competence.commitment_id
    JOIN coding ON coding.coding_id = commitment.coding_id AND coding.method = ?
    WHERE plan_competence.strength IS NOT NULL
    GROUP BY commitment.document_id, commitment.sequence
"""
_OUTCOMES = """
    SELECT commitment_id, status
    FROM outcome
    WHERE coder = ? AND date <= coalesce(?, date)
    QUALIFY row_number() OVER (PARTITION BY commitment_id ORDER BY date DESC) = 1
"""


@dataclass(frozen=True)
class Judged:
    """The agreement of two coders: frame agreement.CODE_FIGURE, and of what it is.

    `units`: commitments that both judged; `first_only`, `second_only`: that one alone judged.
    """

    figures: pl.DataFrame
    units: int
    first_only: int
    second_only: int


def competence_agreement(
    folder: Path, path: Path, first: str, second: str, codebook: Codebook
) -> Judged:
    """Two coders on the power that a municipality has over each commitment both judged.

    A coder is the name in `competence.<coder>.csv` of the coding folders in `folder`, or
    `automatic`, as in the database at `path`: the strongest power of all a commitment names.
    Raises InvalidData, DatabaseUnavailable, and PlanotecaError where a coder is unknown.
    """
    names: set[str] = set()
    by_coder: dict[str, dict[tuple[str, int], str]] = {}
    problems: list[str] = []
    for plan in sorted(each for each in folder.glob("*") if each.is_dir()):
        names |= competence_coding.coders(plan)
        for coder in {first, second} & competence_coding.coders(plan):
            try:
                sequences = coding.load(plan, codebook).commitments["sequence"].to_list()
                powers = competence_coding.load(competence_coding.path(plan, coder), sequences)
            except InvalidData as error:
                problems += error.problems or [error.message]
            else:
                found = by_coder.setdefault(coder, {})
                found.update({(plan.name, number): power for number, power in powers.items()})
    if problems:
        raise InvalidData(f"the codings in {folder} have {len(problems)} problem(s)", problems)
    if AUTOMATIC in {first, second}:
        with database.reading(path) as connection:
            rows = connection.execute(_POWERS, [MANUAL]).fetchall()
        by_coder[AUTOMATIC] = {(plan, number): POWERS[rank] for plan, number, rank in rows}
    _require({first, second} - by_coder.keys(), names | {AUTOMATIC}, "competence")
    return _judged((by_coder[first], by_coder[second]), POWERS)


def outcome_agreement(path: Path, first: str, second: str, as_of: date | None = None) -> Judged:
    """Two coders on what came of each commitment both recorded, by their latest records.

    Raises DatabaseUnavailable, and PlanotecaError where a coder has no record.
    """
    with database.reading(path) as connection:
        known = {name for (name,) in connection.execute("SELECT coder FROM outcome").fetchall()}
        _require({first, second} - known, known, "outcomes")
        one, other = (
            dict(connection.execute(_OUTCOMES, [coder, as_of]).fetchall())
            for coder in (first, second)
        )
    return _judged((one, other), VERDICTS)


def _judged(sides: tuple[Mapping[Key, str], Mapping[Key, str]], order: Sequence[str]) -> Judged:
    first, second = sides
    both = [key for key in first if key in second]
    if not both:
        raise PlanotecaError("the two coders judged no commitment in common")
    figures = code_figures(
        {key: first[key] for key in both}, {key: second[key] for key in both}, order
    )
    return Judged(figures, len(both), len(first) - len(both), len(second) - len(both))


def _require(missing: set[str], known: set[str], what: str) -> None:
    if missing:
        names = " and ".join(repr(name) for name in sorted(missing))
        listed = ", ".join(sorted(known)) or "none"
        raise PlanotecaError(f"no {what} by {names}; coders: {listed}")
