"""Nested JSON as flat tables: records of fields, what stands above them as leading columns.

    {"partido": "...", "dimensiones": [{"nombre": "Social", "items": [{"meta": "..."}, ...]}]}

is one note (partido) and one table with the columns "dimensiones" and "meta": the name of an
object that holds records is titled by the list the object is an item of. What tells sibling lists
apart ({"social": [...], "economica": [...]}) leads their rows in a column without title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planoteca.documents.tabular.json_nodes import Node
from planoteca.documents.tabular.names import spelled_out

# What objects that hold others call their own name.
_NAMES = frozenset({"nombre", "name", "titulo", "título", "title", "label", "etiqueta"})
_ANY = "*"
_MIN_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A named text; `level` counts the objects around it. Offsets are those of its value."""

    title: str
    text: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its own fields and those of the objects that hold it, outermost first."""

    fields: tuple[Field, ...]
    start: int
    end: int


@dataclass
class Flat:
    """The scalars outside of all lists, and the records of each list by its path."""

    notes: list[Field] = field(default_factory=list)
    tables: dict[tuple[str, ...], list[Record]] = field(default_factory=dict)


def flatten(root: Node) -> Flat:
    """The notes and the tables of a JSON value, in the order of the text."""
    flat = Flat()
    _walk(root, (), (), flat, is_item=False)
    return flat


def _walk(
    node: Node, path: tuple[str, ...], above: tuple[Field, ...], flat: Flat, *, is_item: bool
) -> None:
    if node.items is not None:
        if _is_grid(node):
            _add_grid(node, path, above, flat)
        for item in node.items:
            if item.members is not None or (item.items is not None and not _is_grid(node)):
                _walk(item, path, above, flat, is_item=item.members is not None)
    elif node.members is not None:
        _walk_object(node, path, above, flat, is_item=is_item)


def _walk_object(
    node: Node, path: tuple[str, ...], above: tuple[Field, ...], flat: Flat, *, is_item: bool
) -> None:
    holders = [(name, value) for name, value in node.members or () if _holds_records(value)]
    holders = holders or _records_by_name(node, is_item=is_item)
    own = tuple(_fields(node, "", len(path), skip=frozenset(name for name, _ in holders)))
    if not holders:
        if is_item and own:
            record = Record((*above, *own), node.start, node.end)
            flat.tables.setdefault(path, []).append(record)
        elif not is_item:
            flat.notes += own
        return
    if is_item:
        above = (*above, *(_named_by(path, found) for found in own))
    else:
        flat.notes += own
    siblings = len(holders) > 1 and _are_alike([value for _, value in holders])
    for name, value in holders:
        if siblings:
            told = Field("", spelled_out(name), len(path), value.start, value.start)
            _walk(value, (*path, _ANY), (*above, told), flat, is_item=value.members is not None)
        else:
            _walk(value, (*path, name), above, flat, is_item=False)


def _named_by(path: tuple[str, ...], found: Field) -> Field:
    """ "nombre" of an item of "dimensiones" is a cell of the column "dimensiones"."""
    if found.title.casefold() not in _NAMES or not path or path[-1] == _ANY:
        return found
    return Field(path[-1], found.text, found.level, found.start, found.end)


def _fields(node: Node, prefix: str, level: int, skip: frozenset[str]) -> Iterator[Field]:
    """The scalars of an object, of the objects in it, and its lists of scalars as one text."""
    for name, value in node.members or ():
        if name in skip:
            continue
        title = prefix if name.casefold() in _NAMES and prefix else f"{prefix}_{name}".strip("_")
        if value.members is not None:
            yield from _fields(value, title, level, frozenset())
        elif value.items is not None:
            texts = [item.scalar for item in value.items if item.scalar]
            # As an HTML list each item is one whole item, however its lines break.
            listed = texts[0] if len(texts) == 1 else "".join(f"<li>{text}</li>" for text in texts)
            yield Field(title, listed, level, value.start, value.end)
        else:
            yield Field(title, value.scalar or "", level, value.start, value.end)


def _holds_records(node: Node) -> bool:
    """Whether a list of objects or a grid is in it, or objects alike (records by name)."""
    if node.items is not None:
        return _is_grid(node) or any(
            item.members is not None or _holds_records(item) for item in node.items
        )
    return any(_holds_records(value) for _, value in node.members or ()) or bool(
        _records_by_name(node, is_item=True)
    )


def _records_by_name(node: Node, *, is_item: bool) -> list[tuple[str, Node]]:
    """Members that are records alike: {"social": {"meta": ...}, "economica": {"meta": ...}}.

    Beside scalars only outside of lists: a record may hold two objects alike of its own.
    """
    members = node.members or ()
    objects = [(name, value) for name, value in members if value.members]
    if len(objects) < _MIN_ALIKE or (is_item and len(objects) < len(members)):
        return []
    return objects if _are_alike([value for _, value in objects]) else []


def _is_grid(node: Node) -> bool:
    """Whether a list holds two lists or more, of scalars only: rows under a row of titles."""
    rows = node.items or ()
    return len(rows) > 1 and all(
        row.items is not None and row.items and all(cell.is_scalar for cell in row.items)
        for row in rows
    )


def _add_grid(node: Node, path: tuple[str, ...], above: tuple[Field, ...], flat: Flat) -> None:
    titles, *rows = [row.items or () for row in node.items or ()]
    for row in rows:
        cells = tuple(
            Field(title.scalar or "", cell.scalar or "", len(path), cell.start, cell.end)
            for title, cell in zip(titles, row, strict=False)
        )
        record = Record((*above, *cells), row[0].start, row[-1].end)
        flat.tables.setdefault(path, []).append(record)


def _are_alike(nodes: Sequence[Node]) -> bool:
    """Whether the records in all of them share at least half of their fields' names."""
    names = [_names(node) for node in nodes]
    shared = frozenset.intersection(*names)
    return bool(shared) and len(shared) * 2 >= min(map(len, names))


def _names(node: Node) -> frozenset[str]:
    """The names of the fields of an object, or of the first object in a list."""
    if node.members is not None:
        return frozenset(name for name, _ in node.members)
    return next((_names(item) for item in node.items or ()), frozenset())
