"""How often the coder is wrong about a code, from what people and coder coded both, and what a
share is when that is taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

import duckdb
import numpy as np
import polars as pl

from planoteca import codebook, evaluation, workspace
from planoteca.errors import PlanotecaError
from planoteca.uncertainty import intervals
from planoteca.uncertainty.intervals import Numbers

# One row a code. Of the commitments that both coded: `right` have the code by both, `missed` by
# the person alone, `wrong` by the coder alone, `absent` by neither. `sensitivity` and
# `specificity`, 0 to 1: how often the coder gives a code that is there, and none that is not.
RATE = {
    "code": pl.String,
    "right": pl.Int64,
    "missed": pl.Int64,
    "wrong": pl.Int64,
    "absent": pl.Int64,
    "sensitivity": pl.Float64,
    "specificity": pl.Float64,
}
LEAST = 5  # commitments with a code, and without it, from which its rates are told
_LEAST_SENSE = 0.1  # of what a coder must tell apart: below it a share cannot be corrected
Codes = Set[str]


@dataclass(frozen=True)
class Error:
    """The counts of RATE of one code, and draws of its rates (each intervals.SAMPLES long)."""

    sensitivity: float
    specificity: float
    sensitivities: Numbers
    specificities: Numbers

    def corrected(self, share: float) -> float:
        """The share of commitments that have the code, when `share` of them got it."""
        return float(_corrected(np.array(share), self.sensitivity, self.specificity))

    def corrected_draws(self, shares: Numbers) -> Numbers:
        """The same, draw by draw."""
        return _corrected(shares, self.sensitivities, self.specificities)


def error_rates(connection: duckdb.DuckDBPyConnection, variable: str) -> pl.DataFrame:
    """The frame RATE of a variable.

    Of themes the coder is the dictionary, compared with the first person who coded the themes of
    the project's plans; of all else the machine, compared with the hand coding of the plans of the
    database that have both. Raises PlanotecaError when nothing can be compared.
    """
    pairs = _theme_pairs() if variable == "theme" else _pairs(connection, variable)
    codes = sorted({code for pair in pairs for side in pair for code in side})
    rows = []
    for code in codes:
        told = [(code in by_person, code in by_coder) for by_person, by_coder in pairs]
        right, missed = told.count((True, True)), told.count((True, False))
        wrong, absent = told.count((False, True)), told.count((False, False))
        rows.append(
            {
                "code": code,
                "right": right,
                "missed": missed,
                "wrong": wrong,
                "absent": absent,
                "sensitivity": right / (right + missed) if right + missed else None,
                "specificity": absent / (absent + wrong) if absent + wrong else None,
            }
        )
    return pl.DataFrame(rows, RATE)


def errors(rates: pl.DataFrame, generator: np.random.Generator) -> Mapping[str, Error]:
    """By code, what is known of its rates; codes that were met too seldom have none.

    Rates are drawn from Beta distributions with Jeffreys' prior, so that a coder who was never
    wrong in 50 commitments may yet be so in the next.
    """
    found = {}
    for row in rates.iter_rows(named=True):
        if min(row["right"] + row["missed"], row["wrong"] + row["absent"]) < LEAST:
            continue
        found[row["code"]] = Error(
            row["sensitivity"],
            row["specificity"],
            generator.beta(row["right"] + 0.5, row["missed"] + 0.5, intervals.SAMPLES),
            generator.beta(row["absent"] + 0.5, row["wrong"] + 0.5, intervals.SAMPLES),
        )
    return found


def _corrected(
    share: Numbers, sensitivity: Numbers | float, specificity: Numbers | float
) -> Numbers:
    """The estimator of Rogan and Gladen (1978); nan where the coder tells nothing apart."""
    sense = np.asarray(sensitivity) + specificity - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (share + specificity - 1) / sense
    return np.where(sense < _LEAST_SENSE, np.nan, np.clip(found, 0, 1))


def _theme_pairs() -> Sequence[tuple[Codes, Codes]]:
    project = workspace.find()
    return evaluation.theme_pairs(project.coding, codebook.load(project.codebook))


def _pairs(connection: duckdb.DuckDBPyConnection, variable: str) -> Sequence[tuple[Codes, Codes]]:
    """The codes of each commitment that person and machine both found: the person's, the machine's.

    Which column of the coding gives them, and how, is in _CODES.
    """
    column, read = _CODES[variable]
    found = evaluation.compared_codes(connection)
    if found.is_empty():
        raise PlanotecaError(
            "no plan of the database has both a hand coding and the machine's, so the machine's "
            "errors are not known; build it with the documents of plans coded by hand"
        )
    told: dict[tuple[str, int], tuple[set[str], set[str]]] = {}
    for row in found.filter(pl.col("variable").is_in(column)).iter_rows(named=True):
        sides = told.setdefault((row["document"], row["first"]), (set(), set()))
        sides[0].update(read(row["variable"], row["first_code"]))
        sides[1].update(read(row["variable"], row["second_code"]))
    return list(told.values())


def _either(blank: str) -> Callable[[str, str | None], Codes]:
    return lambda _, code: {code or blank}


def _precision(variable: str, code: str | None) -> Codes:
    if variable == "deadline":
        return {"deadline"} if code else set()
    return {"measurable"} if code in {"outcome", "output"} else set()


_CODES: dict[str, tuple[tuple[str, ...], Callable[[str, str | None], Codes]]] = {
    "dimension": (("dimension",), _either("other_axis")),
    "kind": (("kind",), _either("")),
    "measurability": (("measurability",), _either("ungraded")),
    "precision": (("measurability", "deadline"), _precision),
}
