"""Commitments in tables: by dimension with problems and objectives, or actions by axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from planoteca.documents.model import Cell, Table
from planoteca.extraction import cell_texts, headings
from planoteca.extraction.columns import (
    PROMISES,
    REASONS,
    Header,
    extend_header,
    last_year,
    parse_header,
    second_row,
)
from planoteca.extraction.deadlines import stated_deadline
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.sections import Context
from planoteca.extraction.statements import Draft, split_promises

_MIN_DIMENSION_ROWS = 2
_TITLE_ROWS = 3  # rows that may stand above and hold titles in words of their own
# Columns of a table without titles, in the order that the electoral form prescribes.
_FORM_ROLES = ("problem", "objective", "target", "indicator")


@dataclass
class _State:
    """What the rows read so far say about the next one."""

    header: Header | None
    dimension: str | None
    axis: str | None
    dimension_column: int | None = None
    cells: dict[str, str] = field(default_factory=dict)

    def name(self, dimension: str | None, axis: str | None) -> None:
        """A new dimension or axis: merged cells do not reach over it."""
        self.dimension, self.axis = dimension, axis
        self.cells.clear()


@dataclass(frozen=True)
class TableReading:
    """The commitments of a table, and the header a further piece of it goes on with."""

    drafts: tuple[Draft, ...] = ()
    header: Header | None = None
    problems: tuple[Cell, ...] = ()


def read_table(
    table: Table, context: Context, inherited: Header | None, lexicon: Lexicon
) -> TableReading:
    """The commitments of a table, none when it has no column of targets or actions.

    `inherited` is the header of the table before, for a table of as many columns without one.
    """
    start = _first_header(table.rows, lexicon)
    has_titles = any(parse_header(row, lexicon) for row in table.rows[:_TITLE_ROWS])
    if start is None and inherited and len(inherited.roles) == table.width and not has_titles:
        start = inherited
    if start is None:
        start = _form_header(table, lexicon)
    if start is None or not (_has_reasons(start) or _may_promise(context, start)):
        return TableReading()
    named = _heading(context, is_action="target" not in start.roles)
    untitled = _dimension_column(table, start, lexicon)
    named_by = start.column("dimension") if untitled is None else untitled
    rows = table.rows if named_by is None else cell_texts.whole_names(table.rows, named_by, lexicon)
    state = _State(None if _has_header(table.rows, lexicon) else start, *named, untitled)
    drafts: list[Draft] = []
    problems: list[Cell] = []
    previous: Sequence[Cell] = ()
    for row in rows:
        header = _next_header(row, previous, state.header, lexicon)
        if header:
            previous = row
            state.header = _keep_deadline(header, state.header)
            continue
        previous = ()
        if state.header is None:
            _read_title(row, state, lexicon)
            continue
        drafts += _read_row(row, state, lexicon)
        column = state.header.column("problem")
        if column is not None and row[column].fragments:
            problems.append(row[column])
    if not drafts:
        return TableReading(header=state.header if _promises(state.header) else None)
    return TableReading(tuple(drafts), state.header, tuple(problems))


def _may_promise(context: Context, header: Header) -> bool:
    """Whether a table without reasons stands where promises do; in a diagnosis, what was done."""
    if context.role in headings.CLOSING:
        return False
    return context.role != "diagnosis" or header.column("target") is not None


def _next_header(
    row: Sequence[Cell], previous: Sequence[Cell], current: Header | None, lexicon: Lexicon
) -> Header | None:
    """The header that the row is or, right below the row `previous` of titles, completes."""
    if previous and current:
        found = second_row(current, row, lexicon)
        if found:
            return found
    found = _parse_titles(row, current, lexicon)
    if found is None and previous and current:
        found = extend_header(previous, row, lexicon)
    return found


def has_target_titles(table: Table, lexicon: Lexicon) -> bool:
    """Whether the table has the column titles of a table of targets."""
    header = _first_header(table.rows, lexicon)
    return header is not None and "target" in header.roles


def _heading(context: Context, *, is_action: bool) -> tuple[str | None, str | None]:
    """Dimension and axis that the headings above the table give it.

    Tables of actions are ordered by axes of their own: only a dimension named last counts.
    """
    if context.dimension and not (is_action and context.axis != context.dimension_heading):
        return context.dimension, context.dimension_heading
    return None, context.nearest


def _first_header(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> Header | None:
    strict = (parse_header(row, lexicon) for row in rows)
    free = (parse_header(row, lexicon, is_free=True) for row in rows[:_TITLE_ROWS])
    return next((header for header in chain(strict, free) if header and _promises(header)), None)


def _parse_titles(row: Sequence[Cell], current: Header | None, lexicon: Lexicon) -> Header | None:
    """The titles that a row is; in words of their own only where none were read or they return."""
    known = parse_header(row, lexicon)
    if _promises(known):
        return known
    free = parse_header(row, lexicon, is_free=True)
    return free if free and (current is None or free.roles == current.roles) else known


def _has_header(rows: Sequence[Sequence[Cell]], lexicon: Lexicon) -> bool:
    return _first_header(rows, lexicon) is not None


def _promises(header: Header | None) -> bool:
    return header is not None and (
        header.column("target") is not None
        or (header.column("action") is not None and _plans(header))
    )


def _plans(header: Header) -> bool:
    """Whether a table of projects says what for, or who, when and with what money."""
    return bool(
        {"objective", "problem", "indicator", "responsible", "deadline", "budget"}
        & set(header.roles)
    )


def _dimension_column(table: Table, header: Header, lexicon: Lexicon) -> int | None:
    """The column of another or no title whose cells are names of several dimensions."""
    rows = [row for row in table.rows if _single(row) is None]
    for column in range(table.width):
        if header.roles[column] in {*PROMISES, *REASONS}:
            continue
        texts = [row[column].text for row in rows if row[column].fragments]
        named = {headings.find_dimension(text, lexicon, bare=True) for text in texts} - {None}
        if len(named) >= _MIN_DIMENSION_ROWS:
            return column
    return None


def _form_header(table: Table, lexicon: Lexicon) -> Header | None:
    """The prescribed columns, for a table without titles that names two dimensions in its rows."""
    if table.width not in (3, 4):
        return None
    named = sum(1 for row in table.rows if _row_dimension(row, lexicon))
    return Header(_FORM_ROLES[: table.width]) if named >= _MIN_DIMENSION_ROWS else None


def _keep_deadline(header: Header, before: Header | None) -> Header:
    """Titles repeated for the next dimension keep the year stated once for the whole table."""
    if before and header.deadline is None and header.roles == before.roles:
        return Header(header.roles, before.deadline)
    return header


def _single(row: Sequence[Cell]) -> Cell | None:
    """The only text of a row: one filled cell, or a merged cell repeated in every column."""
    filled = [cell for cell in row if cell.fragments]
    if len(filled) == 1 or (len(filled) > 1 and len({cell.text for cell in filled}) == 1):
        return filled[0]
    return None


def _row_dimension(row: Sequence[Cell], lexicon: Lexicon) -> str | None:
    single = _single(row)
    return headings.find_dimension(single.text, lexicon) if single else None


def _read_title(row: Sequence[Cell], state: _State, lexicon: Lexicon) -> None:
    """A row above the titles: the dimension, or the name of the table."""
    single = _single(row)
    dimension = headings.find_dimension(single.text, lexicon) if single else None
    if single and dimension:
        state.name(dimension, single.text)


def _read_row(row: Sequence[Cell], state: _State, lexicon: Lexicon) -> Iterator[Draft]:
    header = state.header
    single = _single(row)
    dimension = _row_dimension(row, lexicon)
    if header is None or (single and dimension):
        if single and dimension:
            state.name(dimension, single.text)
        return
    if single and row[0].fragments and _is_axis(single.text, header, lexicon):
        state.name(None, single.text)
        return
    _read_dimension(row, header, state, lexicon)
    for role in (*REASONS, "indicator"):
        column = header.column(role)
        if column is not None and row[column].fragments:
            state.cells[role] = cell_texts.reason(
                row, column, is_numbered=bool(column) and header.roles[column - 1] is None
            )
        elif role == "indicator":
            state.cells.pop(role, None)
    yield from _promised(row, header, state)


def _read_dimension(row: Sequence[Cell], header: Header, state: _State, lexicon: Lexicon) -> None:
    """The dimension that the row's own cell names; a column of names goes before one of codes."""
    columns = (header.column("dimension"), state.dimension_column, header.column("dimension_code"))
    column = next((column for column in columns if column is not None), None)
    text = row[column].text if column is not None else ""
    if text and text != state.axis:
        state.name(headings.find_dimension(text, lexicon, bare=True), text)


def _is_axis(text: str, header: Header, lexicon: Lexicon) -> bool:
    """Whether a row of one text is a title inside of the table, not a problem without a target."""
    return (
        header.column("problem") != 0
        and headings.is_upper(text)
        and headings.parse(text, lexicon) is not None
    )


def _has_reasons(header: Header) -> bool:
    return header.column("problem") is not None or header.column("objective") is not None


def _promised(row: Sequence[Cell], header: Header, state: _State) -> Iterator[Draft]:
    kind = "target" if header.column("target") is not None else "action"
    if kind == "action":
        section = "action_table"
    else:
        section = "summary_table" if _has_reasons(header) else "other_table"
    notes = "; ".join(_notes(state)) or None
    for column, role in enumerate(header.roles):
        if role != kind:
            continue
        for fragment in cell_texts.with_details(row[column].fragments):
            for statement in split_promises(fragment):
                yield Draft(
                    kind=kind,
                    section=section,
                    statement=statement,
                    dimension=state.dimension,
                    axis=state.axis,
                    problem=state.cells.get("problem"),
                    objective=state.cells.get("objective"),
                    indicator_text=state.cells.get("indicator"),
                    header_deadline=_row_deadline(row, column, header),
                    notes=notes,
                )


def _row_deadline(row: Sequence[Cell], target: int, header: Header) -> str | None:
    """The year of the target's column, the deadline in a column of its own, the title's year."""
    year = header.years[target] if header.years else None
    if year:
        return last_year(year) or stated_deadline(year)
    column = header.column("deadline")
    text = row[column].text if column is not None else ""
    return last_year(text) or stated_deadline(text) or header.deadline


def _notes(state: _State) -> Iterator[str]:
    programme = state.cells.get("programmatic_objective")
    if programme:
        yield f"objetivo programático: {programme}"
    if state.dimension is None and state.axis and state.axis.isdigit():
        # What the number stands for is not in the document: guessing would invent a dimension.
        yield f"dimensión indicada solo por el código {state.axis}"
