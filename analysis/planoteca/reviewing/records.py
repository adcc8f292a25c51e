"""A session as text: its JSON, and the files of the coding that it comes to."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import polars as pl

from planoteca import coding, scope, theme_coding
from planoteca.coding import Coding
from planoteca.reviewing.fields import COMMITMENTS, PRESENCE, QUANTITIES, STATISTICS, THEMES
from planoteca.reviewing.session import DELETED, DONE, OPEN, Past, Row, Session, Side

FILE, NUMBERS = "commitments.csv", "quantities.csv"
_DECISIONS = {COMMITMENTS: "decisions.csv", STATISTICS: "statistics.decisions.csv"}
_DECISION = (
    *("sequence", "variable", "first_coder", "first_sequence", "first"),
    *("second_coder", "second_sequence", "second", "decided", "by", "at"),
)
_KEPT = "kept"
_LEFT_OUT = "left out"


def coded_rows(session: Session) -> list[Row]:
    """The rows of the coding as far as it has come; their sequence is their place, from 1."""
    return [row for row in session.rows if row.state == DONE and not row.is_passage]


def coding_of(session: Session) -> Coding:
    """The rows that are coded, numbered in their order."""
    rows = list(enumerate(coded_rows(session), 1))
    quantities = [{**each, "sequence": n} for n, row in rows for each in row.quantities]
    commitments, statistics = (
        coding.frame(
            table,
            [{**row.cells, "sequence": n} for n, row in rows] if table == session.table else [],
        )
        for table in (COMMITMENTS, STATISTICS)
    )
    return Coding(commitments, coding.frame("quantities", quantities), statistics)


def scope_of(session: Session, *, is_sample: bool) -> pl.DataFrame | None:
    """What the coding is about as far as it has come; None where that is the whole document.

    A row that was split or added stands for itself only once the whole is done.
    """
    decided = [row for row in session.rows if row.state in {DONE, DELETED}]
    if not is_sample and len(decided) == len(session.rows):
        return None
    with_passages = any(row.is_passage for row in session.rows)
    return scope.frame(
        {**row.cells, "part": scope.PASSAGE if row.is_passage else scope.UNIT}
        for row in decided
        if row.is_passage == with_passages
    )


def files_of(session: Session, coder: str, *, is_sample: bool) -> dict[str, str | None]:
    """The text of every file of the coding by its name; None for one that is not to be there."""
    coded = coding_of(session)
    decisions = {_DECISIONS[session.table]: _decisions(session)}
    if session.table == STATISTICS:
        return {f"{STATISTICS}.csv": coding.to_csv(coded.statistics), **decisions}
    covered = scope_of(session, is_sample=is_sample)
    columns = [name for name in coding.COMMITMENT if name != "verbatim"]
    return {
        FILE: coding.to_csv(coded.commitments.select(columns)),
        NUMBERS: coding.to_csv(coded.quantities),
        theme_coding.path_name(coder): _themes(session),
        scope.FILE: None if covered is None else covered.write_csv(),
        **decisions,
    }


def _themes(session: Session) -> str | None:
    """The themes of all coded rows; None until each has some."""
    rows = coded_rows(session)
    if not rows or not all(row.themes for row in rows):
        return None
    cells = ((n, ";".join(row.themes)) for n, row in enumerate(rows, 1))
    return _csv(theme_coding.COLUMNS, cells)


def _decisions(session: Session) -> str | None:
    """What two coders differed in, and who decided what; None where no two were compared."""
    if not any(len(row.sides) == 2 for row in session.rows):
        return None
    lines: list[list[object]] = []
    number = 0
    for row in session.rows:
        number += row.state == DONE
        if row.state in {DONE, DELETED} and len(row.sides) == 2:
            lines += _decisions_of(row, number if row.state == DONE else None)
    return _csv(_DECISION, lines)


def _decisions_of(row: Row, number: int | None) -> Iterable[list[object]]:
    first, second = row.sides
    is_lone = first.sequence is None or second.sequence is None
    decided: dict[str, tuple[str | None, str | None, str]] = {}
    if is_lone or row.state == DELETED:
        said = [None if side.sequence is None else _KEPT for side in (first, second)]
        decided[PRESENCE] = (said[0], said[1], _KEPT if row.state == DONE else _LEFT_OUT)
    if not is_lone and row.state == DONE:
        for name in (*row.cells, QUANTITIES, THEMES):
            one, other = _said(first, name), _said(second, name)
            if one != other and row.by is not None:
                decided[name] = (one, other, _said(row, name))
    for name, (a, b, chosen) in decided.items():
        yield [
            *(number, name, first.name, first.sequence, a),
            *(second.name, second.sequence, b, chosen, row.by, row.at),
        ]


def _said(who: Row | Side, name: str) -> str:
    if name == THEMES:
        return ";".join(sorted(who.themes))
    if name == QUANTITIES:
        return "; ".join(
            f"{each['value']:.10g} {each['unit']} {each['comparator']}" for each in who.quantities
        )
    value = who.cells.get(name)
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def to_json(session: Session) -> dict[str, Any]:
    """A session as what JSON can hold."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(session), default=sorted))
    return found


def from_json(data: Mapping[str, Any]) -> Session:
    """The session of `to_json`."""
    past = tuple(
        Past(each["name"], each["position"], tuple(each["order"]), _rows(each["before"]))
        for each in data["past"]
    )
    table = data.get("table", COMMITMENTS)
    return Session(_rows(data["rows"]), data["position"], past, data["is_sealed"], table)


def _rows(data: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(
        Row(
            **{
                **each,
                "quantities": tuple(each["quantities"]),
                "themes": tuple(each["themes"]),
                "undecided": frozenset(each["undecided"]),
                "sides": tuple(_side(side) for side in each["sides"]),
            }
        )
        for each in data
    )


def _side(data: Mapping[str, Any]) -> Side:
    lists = {name: tuple(data[name]) for name in ("quantities", "themes")}
    return Side(**{**data, **lists})


def reopened(session: Session) -> Session:
    """A session whose row in view is the next open one, as after a pause."""
    first = next((row.key for row in session.rows if row.state == OPEN), session.position)
    return replace(session, position=first)
