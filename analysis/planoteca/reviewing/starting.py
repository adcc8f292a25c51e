"""The first state of a session: from a coding, a blind sample, or two codings that differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from planoteca import agreement, scope
from planoteca.agreement import Comparison
from planoteca.coding import Coding
from planoteca.reviewing.fields import (
    COLUMNS,
    COMMITMENTS,
    JUDGED,
    PLACE,
    PRESENCE,
    QUANTITIES,
    SHEETS,
    STATISTICS,
    THEMES,
    place_of,
)
from planoteca.reviewing.session import DONE, OPEN, Row, Session, Side

Themes = Mapping[int, Collection[str]]  # by sequence
# What a coder of given units is shown: the unit and the cells of its table row, and no code.
_GIVEN = ("statement", "problem", "objective", "indicator_text", *PLACE)
# Differences that `agreement` does not count, but that two people have to settle.
_ALSO = {
    COMMITMENTS: ("baseline_value", "baseline_unit", "baseline_relation"),
    STATISTICS: ("place_level",),
}


@dataclass(frozen=True)
class Sourced:
    """A coding with the name of its coder, the themes it gives, if any, and what it is about.

    `scope`: the frame scope.SCOPE; None for the whole document.
    """

    name: str
    coding: Coding
    themes: Themes = field(default_factory=dict)
    scope: pl.DataFrame | None = None


def reviewed(source: Sourced, table: str = COMMITMENTS) -> Session:
    """Every row of a coding, to be accepted or changed."""
    rows = [
        Row(
            key=side.sequence or 0,
            cells=side.cells,
            quantities=side.quantities,
            themes=side.themes,
            sides=(side,),
            verbatim=verbatim,
        )
        for side, verbatim in _sides(source, table)
    ]
    return _session(rows, table)


def own(source: Sourced, table: str = COMMITMENTS) -> Session:
    """A coding that was made elsewhere, as rows already coded."""
    rows = [
        Row(side.sequence or 0, side.cells, side.quantities, side.themes, DONE)
        for side, _ in _sides(source, table)
    ]
    return _session(rows, table)


def blind_units(commitments: pl.DataFrame) -> Session:
    """Units of a coding without its codes, all of them to be chosen."""
    return _session(
        Row(
            key=row["sequence"],
            cells=dict.fromkeys(COLUMNS) | {name: row[name] for name in _GIVEN},
            undecided=frozenset(JUDGED),
            verbatim=row["verbatim"],
        )
        for row in commitments.iter_rows(named=True)
    )


def blind_passages(passages: Sequence[Mapping[str, Any]]) -> Session:
    """Passages to be read through for commitments, which the coder adds."""
    return _session(
        Row(
            key=number,
            cells=dict.fromkeys(COLUMNS) | {name: passage[name] for name in PLACE},
            is_passage=True,
        )
        for number, passage in enumerate(passages, 1)
    )


def adjudicated(
    first: Sourced, second: Sourced, *, with_texts: bool, table: str = COMMITMENTS
) -> Session:
    """Two codings as one: what both say is coded, what they differ in is to be decided.

    Rows stand in the order of the document. What no comparison covers (lines, notes, English
    wording) is the first coder's; of two samples, what both have is compared.
    """
    one, other = (
        scope.restrict(each.coding, first.scope, second.scope) for each in (first, second)
    )
    comparison = agreement.compare(
        one, other, with_statistics=table == STATISTICS, with_texts=with_texts
    )
    left = {side.sequence: side for side, _ in _sides(first, table)}
    right = {side.sequence: side for side, _ in _sides(second, table)}
    differing = _differing(comparison, table)
    items = comparison.items.filter(table=table)
    pairs = [(left.get(a), right.get(b)) for a, b in items.select("first", "second").iter_rows()]
    pairs.sort(key=lambda pair: _place_of(pair[0] or pair[1]))
    rows = []
    for number, (a, b) in enumerate(pairs, 1):
        has_themes = bool(first.themes) and bool(second.themes)
        sides = (a or Side(first.name), b or Side(second.name))
        rows.append(_merged(number, sides, differing, table, has_themes=has_themes))
    return _session(rows, table)


def _merged(
    key: int,
    sides: tuple[Side, Side],
    differing: Mapping[tuple[int, int], set[str]],
    table: str,
    *,
    has_themes: bool,
) -> Row:
    first, second = sides
    if first.sequence is None or second.sequence is None:
        one = second if first.sequence is None else first
        undecided = frozenset({PRESENCE})
        return Row(key, one.cells, one.quantities, one.themes, OPEN, undecided, sides)
    names = set(differing.get((first.sequence, second.sequence), ()))
    names |= {name for name in _ALSO[table] if first.cells[name] != second.cells[name]}
    if has_themes and set(first.themes) != set(second.themes):
        names.add(THEMES)
    # A column that one coder left out altogether is the other's; what differs is blank till then.
    cells = {
        name: None
        if name in names and name != "statement"
        else (value if (value := first.cells[name]) is not None else second.cells[name])
        for name in SHEETS[table].columns
    }
    return Row(
        key,
        cells,
        () if QUANTITIES in names else first.quantities,
        () if THEMES in names else (first.themes or second.themes),
        OPEN if names else DONE,
        frozenset(names),
        sides,
    )


def _differing(comparison: Comparison, table: str) -> dict[tuple[int, int], set[str]]:
    """The fields in which the two differ, by the sequences of the pair."""
    found: dict[tuple[int, int], set[str]] = {}
    codes = comparison.codes.filter(table=table, is_equal=False)
    for a, b, variable in codes.select("first", "second", "variable").iter_rows():
        found.setdefault((a, b), set()).add(variable)
    wrong = comparison.items.filter(table="quantities", is_right=False)
    if table != COMMITMENTS:
        return found
    for a, b in wrong.select("first", "second").iter_rows():
        found.setdefault((a, b), set()).add(QUANTITIES)
    return found


def _place_of(side: Side | None) -> tuple[int, int, int]:
    place = place_of(side.cells if side else {})
    return (
        place["line_start"] or 0,
        place["page_start"] or 0,
        (side.sequence or 0) if side else 0,
    )


def _sides(source: Sourced, table: str) -> list[tuple[Side, str | None]]:
    """What a coder says of every row, and the words of the plan it has."""
    if table == STATISTICS:
        columns = SHEETS[table].columns
        return [
            (Side(source.name, row["sequence"], {name: row[name] for name in columns}), None)
            for row in source.coding.statistics.iter_rows(named=True)
        ]
    quantities: dict[int, list[Mapping[str, Any]]] = {}
    for row in source.coding.quantities.sort("sequence", "position").iter_rows(named=True):
        number = row.pop("sequence")
        quantities.setdefault(number, []).append(row)
    return [
        (
            Side(
                source.name,
                row["sequence"],
                {name: row[name] for name in COLUMNS},
                tuple(quantities.get(row["sequence"], ())),
                tuple(sorted(source.themes.get(row["sequence"], ()))),
            ),
            row["verbatim"],
        )
        for row in source.coding.commitments.iter_rows(named=True)
    ]


def _session(rows: Iterable[Row], table: str = COMMITMENTS) -> Session:
    every = tuple(rows)
    first = next((row.key for row in every if row.state == OPEN), None)
    position = first if first is not None else (every[0].key if every else 0)
    return Session(every, position, table=table)
