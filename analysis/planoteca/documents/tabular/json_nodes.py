"""JSON parsed with places: every value knows where in the text it starts and ends.

The standard parser reads the scalars; objects and lists are walked here, so that depth has a
limit of its own and an error says line and column.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from planoteca.errors import UnreadableDocument

MAX_DEPTH = 64
_SPACE = re.compile(r"[ \t\n\r]*")
_OPENING = re.compile(r"\ufeff?\s*(?:\{\s*[\"}]|\[\s*\{)")
_MAYBE = re.compile(r"\ufeff?\s*\[")
# What escapes can smuggle into a string and no text may hold: control signs, half a character.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Numbers stay as printed; line breaks inside of strings are forgiven.
_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=lambda _: None, strict=False
)


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its offsets. Objects are tuples of (name, node), lists tuples of nodes."""

    start: int
    end: int
    scalar: str | None = None  # as printed; None for null, objects and lists
    members: tuple[tuple[str, Node], ...] | None = None
    items: tuple[Node, ...] | None = None

    @property
    def is_scalar(self) -> bool:
        return self.members is None and self.items is None


def looks_like_json(text: str) -> bool:
    """Whether a text is JSON: it opens as objects do, or is a list from end to end.

    An object that is broken further on still counts: what it lacks is better said by `parse`
    than read as prose.
    """
    if _OPENING.match(text):
        return True
    if not _MAYBE.match(text):
        return False
    try:
        parse(text, "")
    except UnreadableDocument:
        return False
    return True


def parse(text: str, file_name: str) -> Node:
    """The value that the text is; several in a row (JSON Lines) are one list.

    Raises UnreadableDocument with line and column where the text is not JSON, and for values
    nested more than MAX_DEPTH deep.
    """
    try:
        return _document(text, file_name)
    except json.JSONDecodeError as error:
        raise UnreadableDocument(
            f"{file_name}: it is not valid JSON (line {error.lineno}, column {error.colno}:"
            f" {error.msg}); save or export it again completely"
        ) from error


def _document(text: str, file_name: str) -> Node:
    position = _after_space(text, 1 if text.startswith("\ufeff") else 0)
    values: list[Node] = []
    while position < len(text) or not values:
        if values and not (values[0].members is not None and text[position] == "{"):
            raise json.JSONDecodeError("Extra data", text, position)
        values.append(_value(text, position, 1, file_name))
        position = _after_space(text, values[-1].end)
    if len(values) == 1:
        return values[0]
    return Node(values[0].start, values[-1].end, items=tuple(values))


def _value(text: str, position: int, depth: int, file_name: str) -> Node:
    if depth > MAX_DEPTH:
        raise UnreadableDocument(
            f"{file_name}: its lists and objects are nested more than {MAX_DEPTH} deep; save the"
            " plan as a list of records"
        )
    opening = text[position : position + 1]
    if opening == "{":
        return _object(text, position, depth, file_name)
    if opening == "[":
        return _list(text, position, depth, file_name)
    value, end = _DECODER.raw_decode(text, position)
    if isinstance(value, bool):
        value = "true" if value else "false"
    return Node(position, end, None if value is None else _UNPRINTABLE.sub("", value))


def _object(text: str, start: int, depth: int, file_name: str) -> Node:
    members: list[tuple[str, Node]] = []
    position = _after_space(text, start + 1)
    if text[position : position + 1] == "}":
        return Node(start, position + 1, members=())
    while True:
        if text[position : position + 1] != '"':
            raise json.JSONDecodeError("Expecting a name in double quotes", text, position)
        name, position = _DECODER.raw_decode(text, position)
        position = _expect(text, _after_space(text, position), ":")
        value = _value(text, position, depth + 1, file_name)
        members.append((_UNPRINTABLE.sub("", name), value))
        position = _after_space(text, value.end)
        if text[position : position + 1] == "}":
            return Node(start, position + 1, members=tuple(members))
        position = _expect(text, position, ",")


def _list(text: str, start: int, depth: int, file_name: str) -> Node:
    items: list[Node] = []
    position = _after_space(text, start + 1)
    if text[position : position + 1] == "]":
        return Node(start, position + 1, items=())
    while True:
        items.append(_value(text, position, depth + 1, file_name))
        position = _after_space(text, items[-1].end)
        if text[position : position + 1] == "]":
            return Node(start, position + 1, items=tuple(items))
        position = _expect(text, position, ",")


def _expect(text: str, position: int, sign: str) -> int:
    """The offset after the sign and the space that follows it."""
    if text[position : position + 1] != sign:
        raise json.JSONDecodeError(f"Expecting {sign!r}", text, position)
    return _after_space(text, position + 1)


def _after_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position
