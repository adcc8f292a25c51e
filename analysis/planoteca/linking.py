"""Where each quantified target starts: in its own row, or in a statistic of the same indicator.

A link is never guessed. Outside its own row a target is linked only where the words around its
number name one indicator and nothing else, and where the plan gives that indicator (or the share
that makes up 100 % with it) for the same place, population group and unit, in one value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from planoteca.arrow import ArrowStream
from planoteca.codebook import Codebook
from planoteca.extraction.measured import Target, is_group, place_target
from planoteca.extraction.numbers import fold

if TYPE_CHECKING:
    import duckdb

BASELINE_LINK = {
    "commitment_id": pl.String,
    "position": pl.Int64,
    "statistic_id": pl.String,
    "indicator_id": pl.String,
    "baseline_value": pl.Float64,
    "baseline_unit": pl.String,
    "baseline_year": pl.Int64,
    "relation": pl.String,
    "method": pl.String,
}
_CLAUSE_END = re.compile(r"[,;.](?=\s)|[()]|\s(?:y|e|pero|mientras)\s")
_LACK = re.compile(r"\b(?:no|sin|ni|ningun\w*|carec\w+|carente\w*|falta\w*)\b")
Row = Mapping[str, Any]


def baseline_links(
    connection: duckdb.DuckDBPyConnection, query_folder: Path, codebook: Codebook
) -> pl.DataFrame:
    """At most one link for each quantity (BASELINE_LINK), from the tables of a build so far.

    A figure of the target's own row goes before one elsewhere. Values are as the plan prints them,
    in the unit `baseline_unit`; `relation` says how they stand to the target. Reads the table
    `measured` too (queries/rows/measured.sql).
    """
    commitments, quantities, statistics, places = (
        pl.DataFrame(ArrowStream(connection.sql((query_folder / f"linked_{name}.sql").read_text())))
        for name in ("commitment", "quantity", "statistic", "place")
    )
    numbers = _grouped(quantities, "commitment_id")
    stated = _grouped(statistics, "coding_id")
    named = _grouped(places, "coding_id")
    rows: list[dict[str, Any]] = []
    for coding, promised in _grouped(commitments, "coding_id").items():
        figures = _Figures.of(stated.get(coding, []), named.get(coding, []))
        for commitment in promised:
            own = numbers.get(commitment["commitment_id"])
            if own:
                rows += _links(commitment, own, figures, codebook)
    return pl.DataFrame(rows, BASELINE_LINK)


@dataclass(frozen=True)
class _Figures:
    """The statistics of a coding, by what they are looked up by, in their order."""

    of_indicator: Mapping[tuple[str, str], Sequence[Row]]  # and unit
    of_value: Mapping[tuple[float, str], Sequence[Row]]  # and unit
    places: Sequence[Row]

    @classmethod
    def of(cls, statistics: Sequence[Row], places: Sequence[Row]) -> _Figures:
        of_indicator: dict[tuple[str, str], list[Row]] = {}
        of_value: dict[tuple[float, str], list[Row]] = {}
        for row in statistics:
            of_indicator.setdefault((row["indicator_id"], row["unit_id"]), []).append(row)
            of_value.setdefault((row["value"], row["unit_id"]), []).append(row)
        return cls(of_indicator, of_value, places)


def _links(
    commitment: Row, own: Sequence[Row], figures: _Figures, codebook: Codebook
) -> Iterator[dict[str, Any]]:
    """`commitment` has the place of its document too: place_id, place_name, level."""
    targets = {
        row["position"]: place_target(row, figures.places, commitment, codebook)
        if row["indicator"]
        else None
        for row in own
    }
    based = None
    if commitment["baseline_value"] is not None:
        statistic = _stated_in_row(commitment, figures)
        link = _in_row(commitment, own, statistic, targets, codebook)
        based = link["position"]
        yield link
    if commitment["measurability"] != "outcome":
        return  # works and deliveries start from no statistic of the place
    for row in own:
        target = targets[row["position"]]
        if row["position"] != based and target is not None:
            found = _find_baseline(target, row, commitment, figures, codebook)
            if found is not None:
                relation = "same" if found["indicator_id"] == target.indicator else "complement"
                method = "same_indicator" if relation == "same" else "complement"
                yield _link(row, found, target.indicator, relation, method)


def _in_row(
    commitment: Row,
    own: Sequence[Row],
    statistic: Row | None,
    targets: Mapping[int, Target | None],
    codebook: Codebook,
) -> dict[str, Any]:
    """The baseline that the row itself states: of the quantity about the same indicator, else of
    the first in its unit, else of the first."""

    def closeness(row: Row) -> tuple[bool, bool]:
        relation = _relation(targets[row["position"]], statistic, codebook)
        return relation is None, row["unit_id"] != commitment["baseline_unit"]

    row = min(own, key=closeness)
    target = targets[row["position"]]
    relation = commitment["baseline_relation"]
    if relation is None and any(each["prints_baseline"] for each in own):
        relation = "same"
    relation = relation or _relation(target, statistic, codebook)
    indicator = target.indicator if target else None
    if statistic is not None and relation == "same":
        indicator = statistic["indicator_id"]
    elif statistic is not None and relation == "complement":
        indicator = _complement(statistic["indicator_id"], codebook) or indicator
    if indicator == "other":
        indicator = None
    return {
        **_link(row, statistic, indicator, relation, "same_row"),
        "baseline_value": commitment["baseline_value"],
        "baseline_unit": commitment["baseline_unit"],
    }


def _link(
    quantity: Row, statistic: Row | None, indicator: str | None, relation: str | None, method: str
) -> dict[str, Any]:
    return {
        "commitment_id": quantity["commitment_id"],
        "position": quantity["position"],
        "statistic_id": statistic["statistic_id"] if statistic else None,
        "indicator_id": indicator,
        "baseline_value": statistic["value"] if statistic else None,
        "baseline_unit": statistic["unit_id"] if statistic else None,
        "baseline_year": statistic["year"] if statistic else None,
        "relation": relation,
        "method": method,
    }


def _relation(target: Target | None, statistic: Row | None, codebook: Codebook) -> str | None:
    """How a statistic of the row stands to the target where no coder said it."""
    if target is None or statistic is None or _is_denied(statistic, codebook):
        return None
    if not is_group(statistic["population_group"], target, codebook):
        return None
    if statistic["indicator_id"] == target.indicator:
        return "same"
    is_complement = statistic["indicator_id"] == _complement(target.indicator, codebook)
    return "complement" if is_complement else None


def _find_baseline(
    target: Target,
    quantity: Row,
    commitment: Row,
    figures: _Figures,
    codebook: Codebook,
) -> Row | None:
    """The statistic a target starts from, elsewhere in the plan; None where none or several fit.

    Observed levels only: a span of years is a change. Of several years the latest counts; a figure
    without a year may be of any, so it must agree with that one.
    """
    complement = (
        _complement(target.indicator, codebook) if quantity["unit_id"] == "percent" else None
    )
    fitting = [
        row
        for indicator in (target.indicator, complement)
        if indicator
        for row in figures.of_indicator.get((indicator, quantity["unit_id"]), ())
        if row["nature"] == "observed"
        and row["year_start"] is None
        and is_group(row["population_group"], target, codebook)
        and _is_at(row, target.place, commitment)
        and not _is_own_number(row, quantity, commitment)
        and not _is_denied(row, codebook)
    ]
    latest = max((row["year"] for row in fitting if row["year"] is not None), default=None)
    fitting = [row for row in fitting if row["year"] in {None, latest}]
    levels = {
        round(row["value"] if row["indicator_id"] == target.indicator else 100 - row["value"], 9)
        for row in fitting
    }
    if len(levels) != 1:
        return None
    return min(
        fitting,
        key=lambda row: (row["indicator_id"] != target.indicator, row["year"] is None, _line(row)),
    )


def _is_at(statistic: Row, place: tuple[str, str] | None, home: Row) -> bool:
    if place is None and home["place_id"] and statistic["place_id"]:
        return bool(statistic["place_id"] == home["place_id"])
    wanted = place or (fold(home["place_name"] or ""), home["level"])
    found = (fold(statistic["place_name"] or ""), statistic["place_level"])
    return bool(found[0]) and found == wanted


def _is_own_number(statistic: Row, quantity: Row, commitment: Row) -> bool:
    """Whether a machine took the target itself for a statistic."""
    lines = commitment["line_start"], commitment["line_end"]
    return (
        statistic["value"] == quantity["value"]
        and None not in (*lines, statistic["line_start"])
        and lines[0] <= statistic["line_start"] <= lines[1]
    )


def _is_denied(statistic: Row, codebook: Codebook) -> bool:
    """Whether a machine took a lack for the good it is a lack of: 'el 40 % no tiene recojo'."""
    clause = next(
        (
            part
            for part in _CLAUSE_END.split(fold(statistic["context"] or ""))
            if fold(statistic["value_text"]) in part
        ),
        "",
    )
    row = codebook["indicators"].rows[statistic["indicator_id"]]
    return row["polarity"] == "higher_better" and _LACK.search(clause) is not None


def _complement(indicator: str, codebook: Codebook) -> str | None:
    return codebook["indicators"].rows[indicator]["complement_id"] or None


def _stated_in_row(commitment: Row, figures: _Figures) -> Row | None:
    """The statistic that is the figure of the row's problem: the same, nearest above the target.

    Figures above the start of the row belong to earlier rows.
    """
    same = [
        row
        for row in figures.of_value.get(
            (commitment["baseline_value"], commitment["baseline_unit"]), ()
        )
        if commitment["row_start"] <= _line(row) <= _line(commitment)
    ]
    return max(same, key=_line, default=None)


def _line(row: Row) -> int:
    """Where a row stands in its document: lines, or pages in a coding that gives no lines."""
    names = ("line_start", "page_start", "page")
    return next(int(row[name]) for name in names if row.get(name) is not None)


def _grouped(frame: pl.DataFrame, column: str) -> dict[str, list[dict[str, Any]]]:
    result: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        result.setdefault(row[column], []).append(row)
    return result
