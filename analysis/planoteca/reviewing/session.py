"""A session of coding: rows, and steps from one state to the next; no files and no browser.

`step` gives the next state, `undo` the one before. States are never changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planoteca.codebook import Codebook
from planoteca.reviewing.fields import (
    COMMITMENTS,
    NOTES,
    PRESENCE,
    QUANTITIES,
    SHEETS,
    THEMES,
    Refused,
    Sheet,
    checked_cells,
    checked_quantities,
    checked_themes,
    clean,
    is_before,
    missing,
)
from planoteca.verification import printed_form

OPEN, DONE, SKIPPED, DELETED = "open", "done", "skipped", "deleted"
_KEPT_STEPS = 200
_INHERITED = ("kind", "section", "dimension", "axis")

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """What another coder says of a row. `sequence` is None where that coder has no such row."""

    name: str
    sequence: int | None = None
    cells: Cells = field(default_factory=dict)
    quantities: tuple[Cells, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A commitment or statistic to be coded, or a passage in which commitments are to be found.

    `cells`: columns of the table's CSV file, None where blank. `undecided`: fields without a
    decision, which is not the same as the decision "not stated". `by`, `at`: who took the last
    step, and when (UTC). `verbatim`: the words of the plan, to find them in the lines.
    """

    key: int
    cells: Cells
    quantities: tuple[Cells, ...] = ()
    themes: tuple[str, ...] = ()
    state: str = OPEN
    undecided: frozenset[str] = frozenset()
    sides: tuple[Side, ...] = ()
    by: str | None = None
    at: str | None = None
    verbatim: str | None = None
    is_passage: bool = False


@dataclass(frozen=True)
class Past:
    """What a step changed: the rows it changed or removed as they were, and the order of all."""

    name: str
    position: int
    order: tuple[int, ...]
    before: tuple[Row, ...]


@dataclass(frozen=True)
class Session:
    """Rows of a table in the order of the document, the key of the row in view, the steps taken.

    `is_sealed`: a blind coder has seen the agreement, so nothing may change any more.
    """

    rows: tuple[Row, ...]
    position: int = 0
    past: tuple[Past, ...] = ()
    is_sealed: bool = False
    table: str = COMMITMENTS

    @property
    def sheet(self) -> Sheet:
        return SHEETS[self.table]

    def lacking(self, row: Row) -> list[str]:
        """The fields that keep a row from being coded."""
        return [] if row.is_passage else missing(row.cells, row.undecided, self.sheet)

    def row(self, key: object) -> Row:
        """The row of a key; raises Refused."""
        for row in self.rows:
            if row.key == key:
                return row
        raise Refused(f"no row {key!r}")

    def count(self, *states: str) -> int:
        return sum(row.state in states for row in self.rows)


@dataclass(frozen=True)
class Hand:
    """Who takes a step, when (UTC), and by which codebook."""

    by: str
    at: str
    codebook: Codebook


def step(session: Session, name: str, message: Mapping[str, Any], hand: Hand) -> Session:
    """The state after one step. Raises Refused where it cannot be taken."""
    if name == "move":
        return replace(session, position=session.row(message.get("row")).key)
    if session.is_sealed:
        raise Refused("sealed")
    if name == "undo":
        return undo(session)
    if name == "add":
        after = _add(session, message, hand)
    elif name in _STEPS:
        after = _STEPS[name](session, session.row(message.get("row")), message, hand)
    else:
        raise Refused(f"no step {name!r}")
    return _remember(session, name, *after)


def undo(session: Session) -> Session:
    """The state before the last step. Raises Refused where there is none."""
    if not session.past:
        raise Refused("nothing to undo")
    *past, last = session.past
    rows = {row.key: row for row in (*session.rows, *last.before)}
    return replace(
        session,
        rows=tuple(rows[key] for key in last.order),
        position=last.position,
        past=tuple(past),
    )


def next_open(session: Session, after: int) -> int:
    """The key of the next row that is open, else of the next row, else the same."""
    keys = [row.key for row in session.rows]
    place = keys.index(after) + 1
    following = [*session.rows[place:], *session.rows[:place]]
    found = next((row.key for row in following if row.state == OPEN and row.key != after), None)
    return found if found is not None else keys[min(place, len(keys) - 1)]


Next = tuple[tuple[Row, ...], int]


def _remember(session: Session, name: str, rows: tuple[Row, ...], position: int) -> Session:
    now = {row.key: row for row in rows}
    before = tuple(row for row in session.rows if now.get(row.key) is not row)
    past = Past(name, session.position, tuple(row.key for row in session.rows), before)
    return replace(session, rows=rows, position=position, past=(*session.past, past)[-_KEPT_STEPS:])


def _with(session: Session, *changed: Row) -> tuple[Row, ...]:
    """The rows with some replaced."""
    by_key = {row.key: row for row in changed}
    return tuple(by_key.get(row.key, row) for row in session.rows)


def _set(session: Session, row: Row, message: Mapping[str, Any], hand: Hand) -> Next:
    name, value = str(message.get("field")), message.get("value")
    if row.is_passage:
        raise Refused("a passage has no codes")
    if name == QUANTITIES and session.table == COMMITMENTS:
        changed = replace(row, quantities=checked_quantities(value, hand.codebook))
    elif name == THEMES and session.table == COMMITMENTS:
        changed = replace(row, themes=checked_themes(value, hand.codebook))
    else:
        changes = _place_in(value, session.sheet) if name == "where" else {name: value}
        changed = replace(
            row, cells=checked_cells(row.cells, changes, hand.codebook, session.sheet)
        )
    changed = replace(changed, undecided=row.undecided - {name}, by=hand.by, at=hand.at)
    if name != NOTES:
        changed = replace(changed, state=OPEN if session.lacking(changed) else DONE)
    return _with(session, changed), row.key


def _take(session: Session, row: Row, message: Mapping[str, Any], hand: Hand) -> Next:
    """What another coder says in one field, or in every field that is undecided."""
    side = next((each for each in row.sides if each.name == message.get("side")), None)
    if side is None or side.sequence is None:
        raise Refused(f"no coding by {message.get('side')!r}")
    name = message.get("field")
    names = [str(name)] if name else sorted(row.undecided - {PRESENCE})
    changed = row
    for each in names:
        if each == QUANTITIES:
            changed = replace(changed, quantities=side.quantities)
        elif each == THEMES:
            changed = replace(changed, themes=side.themes)
        else:
            taken = {each: side.cells.get(each)}
            cells = checked_cells(changed.cells, taken, hand.codebook, session.sheet)
            changed = replace(changed, cells=cells)
    left = row.undecided - set(names) - (frozenset() if name else {PRESENCE})
    changed = replace(changed, undecided=left, by=hand.by, at=hand.at)
    return _with(
        session, replace(changed, state=OPEN if session.lacking(changed) else DONE)
    ), row.key


def _confirm(session: Session, row: Row, _: Mapping[str, Any], hand: Hand) -> Next:
    kept = replace(row, undecided=row.undecided - {PRESENCE}, by=hand.by, at=hand.at)
    if lacking := session.lacking(kept):
        raise Refused("lacking", names=lacking)
    return _and_on(session, replace(kept, state=DONE))


def _skip(session: Session, row: Row, _: Mapping[str, Any], hand: Hand) -> Next:
    return _and_on(session, replace(row, state=SKIPPED, by=hand.by, at=hand.at))


def _delete(session: Session, row: Row, _: Mapping[str, Any], hand: Hand) -> Next:
    """Strike a row that should not be one; a struck one comes back."""
    if row.is_passage:
        raise Refused("a passage cannot be struck")
    if row.state == DELETED:
        back = replace(row, state=OPEN, by=hand.by, at=hand.at)
        return _with(session, back), row.key
    return _and_on(session, replace(row, state=DELETED, by=hand.by, at=hand.at))


def _and_on(session: Session, changed: Row) -> Next:
    rows = _with(session, changed)
    return rows, next_open(replace(session, rows=rows), changed.key)


def _split(session: Session, row: Row, message: Mapping[str, Any], hand: Hand) -> Next:
    """Two rows of one: `first` and `second` are the statements; numbers go where they stand."""
    if row.is_passage or session.table != COMMITMENTS:
        raise Refused("only a commitment can be split")
    first, second = (clean(message.get(name) or "") for name in ("first", "second"))
    if not first or not second:
        raise Refused("both parts need words")
    own: list[Cells] = []
    other: list[Cells] = []
    for quantity in row.quantities:
        value = quantity["value"]
        goes = printed_form(second, value) is not None and printed_form(first, value) is None
        (other if goes else own).append(quantity)
    whole = replace(row, state=OPEN, by=hand.by, at=hand.at, verbatim=None)
    cells = {**row.cells, "statement_en": None}
    kept = replace(whole, cells={**cells, "statement": first}, quantities=_numbered(own))
    made = replace(
        whole,
        key=_new_key(session),
        cells={**cells, "statement": second},
        quantities=_numbered(other),
        sides=(),
    )
    rows = _with(session, kept)
    place = rows.index(kept) + 1
    return (*rows[:place], made, *rows[place:]), row.key


def _add(session: Session, message: Mapping[str, Any], hand: Hand) -> Next:
    """A row that was missed; a commitment under the headings of the reviewed row before it."""
    sheet, printed = session.sheet, message.get("statement")
    changes = _place_in(message, sheet)
    if printed or session.table == COMMITMENTS:
        changes[sheet.words] = printed
    cells = checked_cells(dict.fromkeys(sheet.columns), changes, hand.codebook, sheet)
    place = sum(is_before(each.cells, cells) for each in session.rows)
    # A blind coder chooses every code; there, no row has another coder's beside it.
    near = next((each for each in reversed(session.rows[:place]) if each.sides), None)
    above = {name: near.cells.get(name) for name in _INHERITED} if near else {}
    above = {name: value for name, value in above.items() if value is not None}
    made = Row(
        key=_new_key(session),
        cells=cells | above,
        undecided=frozenset(sheet.judged) - set(above),
        by=hand.by,
        at=hand.at,
    )
    return (*session.rows[:place], made, *session.rows[place:]), made.key


def _place_in(value: object, sheet: Sheet) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise Refused("a place has lines or pages")
    return {name: value.get("page_start" if name == "page" else name) for name in sheet.place}


def _numbered(quantities: list[Cells]) -> tuple[Cells, ...]:
    return tuple({**each, "position": position} for position, each in enumerate(quantities, 1))


def _new_key(session: Session) -> int:
    """A key that no row has, nor one that a step took away: undo could bring it back."""
    past = (key for each in session.past for key in each.order)
    return max((*(row.key for row in session.rows), *past), default=0) + 1


_STEPS: dict[str, Callable[[Session, Row, Mapping[str, Any], Hand], Next]] = {
    "set": _set,
    "take": _take,
    "confirm": _confirm,
    "skip": _skip,
    "delete": _delete,
    "split": _split,
}
