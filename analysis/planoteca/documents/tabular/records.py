"""JSON: records of problem, objective and target, as public copies and exports of plans hold them.

Lines are the file's own where every record starts on a line of its own. In a file without line
breaks they are made: one for each scalar outside of lists, one for each row of titles, and one
for each record, in the order of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from planoteca.documents.markup import collapse, plain
from planoteca.documents.model import Document, Line, Table
from planoteca.documents.tables import BLANK
from planoteca.documents.tabular import grids, json_nodes
from planoteca.documents.tabular.flattening import Field, Flat, Record, flatten
from planoteca.documents.text import decode, split_lines
from planoteca.errors import UnreadableDocument

MEDIA_TYPE = "application/json"

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_MAX_CELLS = 2_000_000

Path = tuple[str, ...]
# A record and one of its fields -> the first and last line of the field.
Place = Callable[[Record, Field], tuple[int, int]]
Column = tuple[int, str]  # level and title


def is_json(text: str) -> bool:
    """Whether a decoded text is JSON, judged by how it opens; it may be broken further on."""
    return json_nodes.looks_like_json(text)


def read_json(data: bytes, file_name: str, sha256: str) -> Document:
    """The Document of a JSON file.

    Scalars outside of lists are lines that read "partido: Somos Aruma"; the records of each list
    are a table, with the names of the fields as its titles (see `flattening`). Raises
    UnreadableDocument for invalid JSON (line and column), deep nesting and a file without text.
    """
    text = decode(data, file_name)
    flat = flatten(json_nodes.parse(text, file_name))
    if not flat.notes and not flat.tables:
        raise UnreadableDocument(
            f"{file_name}: it is JSON without any text; check that it was exported completely"
        )
    columns = {path: _columns(records) for path, records in flat.tables.items()}
    if sum(len(columns[path]) * len(flat.tables[path]) for path in columns) > _MAX_CELLS:
        raise UnreadableDocument(
            f"{file_name}: it has more than {_MAX_CELLS} cells, more than any plan; check that it"
            " is a plan and save only its records"
        )
    lines, tables = _own_lines(text, flat, columns) or _made_lines(flat, columns)
    return Document(file_name, sha256, MEDIA_TYPE, lines, tables, has_whole_lines=True)


def _columns(records: Sequence[Record]) -> tuple[Column, ...]:
    """The columns of a table: every field of its records, those of outer objects first."""
    found = dict.fromkeys((f.level, f.title) for record in records for f in record.fields)
    return tuple(sorted(found, key=lambda column: column[0]))


def _own_lines(
    text: str, flat: Flat, columns: Mapping[Path, Sequence[Column]]
) -> tuple[tuple[Line, ...], tuple[Table, ...]] | None:
    """The file's lines, with notes in words and brackets left out; None where records share one."""
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def line(offset: int) -> int:
        return bisect_right(starts, offset)

    def place(_: Record, field: Field) -> tuple[int, int]:
        return line(field.start), line(max(field.start, field.end - 1))

    tables = []
    for path, records in flat.tables.items():
        first = [line(record.start) for record in records]
        if len(set(first)) < len(first):
            return None
        # What the first record inherits may stand above it.
        top = line(min([records[0].start, *(field.start for field in records[0].fields)]))
        tables.append(_table(columns[path], records, place, (top, line(records[-1].end - 1))))
    inside = {n for table in tables for n in range(table.line_start, table.line_end + 1)}
    notes: dict[int, list[str]] = {}
    for note in flat.notes:
        notes.setdefault(line(note.start), []).append(_say(note))
    if inside & notes.keys():
        return None
    lines = tuple(
        own if own.number in inside else Line(own.number, "; ".join(notes.get(own.number, ())))
        for own in split_lines(text)
    )
    return lines, tuple(tables)


def _made_lines(
    flat: Flat, columns: Mapping[Path, Sequence[Column]]
) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    """Lines of our own: notes, rows of titles and records, in the order of the text."""
    lines: list[Line] = []
    tables: list[Table] = []

    def add(text: str) -> int:
        lines.append(Line(len(lines) + 1, text))
        return len(lines)

    blocks: list[tuple[int, Field | Path]] = [(note.start, note) for note in flat.notes]
    blocks += [(records[0].start, path) for path, records in flat.tables.items()]
    for _, block in sorted(blocks, key=lambda item: item[0]):
        if isinstance(block, Field):
            add(_say(block))
            continue
        records = flat.tables[block]
        header = add("\t".join(title for _, title in columns[block]))
        numbers = {
            record.start: add("\t".join(_texts(record, columns[block]))) for record in records
        }

        def place(record: Record, _: Field, numbers: dict[int, int] = numbers) -> tuple[int, int]:
            return numbers[record.start], numbers[record.start]

        tables.append(_table(columns[block], records, place, (header, len(lines))))
    return tuple(lines), tuple(tables)


def _table(
    columns: Sequence[Column], records: Sequence[Record], place: Place, lines: tuple[int, int]
) -> Table:
    """The table of the records; its titles stand on its first line."""
    rows = [tuple(grids.to_cell(title, lines[0]) for _, title in columns)]
    for record in records:
        cells = {
            (field.level, field.title): grids.to_cell(field.text, *place(record, field))
            for field in record.fields
        }
        rows.append(tuple(cells.get(column, BLANK) for column in columns))
    return Table(tuple(rows), *lines)


def _texts(record: Record, columns: Sequence[Column]) -> Iterator[str]:
    texts = {(field.level, field.title): field.text for field in record.fields}
    return (plain(texts.get(column, "")) for column in columns)


def _say(note: Field) -> str:
    return f"{note.title}: {collapse(note.text)}" if note.text.strip() else ""
