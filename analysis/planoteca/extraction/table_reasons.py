"""What a line is in a table: its row and columns, and why a cell of it is no commitment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planoteca.documents.model import Cell, Table
from planoteca.extraction import headings
from planoteca.extraction.columns import PROMISES, Header, extend_header, parse_header, title_role
from planoteca.extraction.explained_document import Reading
from planoteca.extraction.summary_table import has_target_titles, read_table

_UNKNOWN = "no known title"


def places(reading: Reading, position: int, table: Table, line: int) -> Iterator[str]:
    """Where the line stands in the table of a block: row, and columns with their roles."""
    layout = "" if reading.is_grid_of_document(table) else ", its cells parted by blank lines"
    yield f"table of lines {table.line_start}-{table.line_end}{layout}"
    for row, columns in cells_at(table, line):
        if _is_title_row(reading, table, row):
            roles = (title_role(cell.text, reading.lexicon) for cell in table.rows[row])
            yield f"row {row + 1}: titles, read as {' | '.join(role or '?' for role in roles)}"
            continue
        header = header_at(reading, position, table, row)
        named = (f"{column + 1} ({role_of(header, column)})" for column in columns)
        yield f"row {row + 1}, column {', '.join(named)}"


def cells_at(table: Table, line: int) -> list[tuple[int, list[int]]]:
    """(row, columns) of the cells that hold the line, both from 0."""
    found = []
    for index, row in enumerate(table.rows):
        columns = [column for column, cell in enumerate(row) if _holds(cell, line)]
        if columns:
            found.append((index, columns))
    return found


def header_at(reading: Reading, position: int, table: Table, row: int) -> Header | None:
    """The header in force at a row: that of the table read up to there, or of the whole table."""
    context, whole = reading.blocks[position].context, reading.tables[position]
    if whole.header is None:
        return None
    above = replace(table, rows=table.rows[: row + 1])
    up_to = read_table(above, context, reading.inherited[position], reading.lexicon)
    return up_to.header or whole.header


def role_of(header: Header | None, column: int) -> str:
    role = header.roles[column] if header and column < len(header.roles) else None
    return role or _UNKNOWN


def reasons(reading: Reading, position: int, table: Table, line: int) -> Iterator[str]:
    """Why the line of a table is no commitment."""
    if not reading.tables[position].drafts:
        yield _why_no_targets(reading, position, table)
        return
    at = cells_at(table, line)
    if not at:
        yield "no cell of the table holds it: a rule, or a title repeated on a new page"
    for row, columns in at:
        yield from _why_no_promise(reading, position, table, row, columns)


def _why_no_targets(reading: Reading, position: int, table: Table) -> str:
    """Why a table holds no commitments at all: its titles, or what it stands under."""
    context = reading.blocks[position].context
    if context.role in headings.CLOSING:
        return f"a table under {context.nearest!r}, where promises are not read"
    if has_target_titles(table, reading.lexicon):
        return "its titles are those of a table of targets, but no row below them has a target"
    titles = [title_role(cell.text, reading.lexicon) for row in table.rows[:1] for cell in row]
    known = ", ".join(role for role in titles if role) or "none"
    return (
        "no column of the table is headed as targets, nor as actions beside objectives "
        f"(titles known in its first row: {known})"
    )


def _why_no_promise(
    reading: Reading, position: int, table: Table, row: int, columns: Sequence[int]
) -> Iterator[str]:
    cells = table.rows[row]
    header = header_at(reading, position, table, row)
    if _is_title_row(reading, table, row):
        yield "a row of column titles"
        return
    if header is None:
        yield "it stands above the titles of the table, and may name its dimension"
        return
    named = _named_by(reading, cells, header)
    if named:
        yield named
        return
    roles = [header.roles[column] for column in columns]
    promising = "target" if header.column("target") is not None else "action"
    for role in dict.fromkeys(roles):
        if role is None:
            yield "a column whose title is not known is not read"
        elif role == promising:
            yield f"a cell of the {role} column without words of its own"
        elif role in PROMISES:
            yield f"the {role} column is not read where the table has one of targets"
        else:
            yield f"the {role} column goes with the commitments of the row, it is none"


def _named_by(reading: Reading, cells: Sequence[Cell], header: Header) -> str | None:
    """What a row of one text names for the rows below it: a dimension, or an axis in capitals."""
    texts = {cell.text for cell in cells if cell.fragments}
    if len(texts) != 1:
        return None
    (text,) = texts
    dimension = headings.find_dimension(text, reading.lexicon)
    if dimension:
        return f"a row that names the dimension {dimension}"
    is_title = headings.is_upper(text) and headings.parse(text, reading.lexicon) is not None
    if cells[0].fragments and header.column("problem") != 0 and is_title:
        return "a row that names the axis of those below it"
    return None


def _is_title_row(reading: Reading, table: Table, row: int) -> bool:
    cells, lexicon = table.rows[row], reading.lexicon
    if parse_header(cells, lexicon) or parse_header(cells, lexicon, is_free=True):
        return True
    above = table.rows[row - 1] if row else None
    return (
        above is not None
        and parse_header(above, lexicon) is not None
        and extend_header(above, cells, lexicon) is not None
    )


def _holds(cell: Cell, line: int) -> bool:
    return any(each.line_start <= line <= each.line_end for each in cell.fragments)
