"""What one file gives by itself, as a record and as a row of a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from planoteca import coding
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.documents.model import Line
from planoteca.extraction.titles import TITLE

# The lines of a document, running headers and footers too.
LINE = {"line": pl.Int32, "page": pl.Int32, "text": pl.String, "is_furniture": pl.Boolean}
_FRAMES: dict[str, dict[str, Any]] = {**coding.SCHEMAS, "titles": TITLE, "text": LINE}
# One row for each document; its frames are lists of rows, null where the file could not be coded.
ROW: dict[str, Any] = {
    "sha256": pl.String,
    "reason": pl.String,  # without the name of the file
    "media_type": pl.String,
    "pages": pl.Int64,
    "lines": pl.Int64,
    "period": pl.List(pl.Int64),
    "place": pl.List(pl.String),
    **{name: pl.List(pl.Struct(schema)) for name, schema in _FRAMES.items()},
}
_PLAIN = ("sha256", "reason", "media_type", "pages", "lines", "period", "place")


@dataclass(frozen=True)
class Found:
    """What one file gives by itself, or the `reason` why it, or some of its pages, cannot be read.

    `period`: first and last year of the term; `place`: name and level, as the first pages say.
    `text`: frame LINE.
    """

    sha256: str | None
    reason: str | None = None
    media_type: str | None = None
    pages: int | None = None
    lines: int | None = None
    period: tuple[int, int] | None = None
    place: tuple[str, str] | None = None
    coding: Coding | None = None
    titles: pl.DataFrame | None = None
    text: pl.DataFrame | None = None

    @property
    def document(self) -> Document | None:
        """The document without its tables; None where it could not be read."""
        if self.text is None or self.sha256 is None or self.media_type is None:
            return None
        parts: dict[bool, list[Line]] = {False: [], True: []}
        for number, page, text, is_furniture in self.text.iter_rows():
            parts[is_furniture].append(Line(number, text, page))
        lines, furniture = (tuple(parts[part]) for part in (False, True))
        return Document(
            "", self.sha256, self.media_type, lines, pages=self.pages, furniture=furniture
        )

    def named(self, file_name: str) -> Found:
        """The same of a file of that name: reasons begin with it."""
        reason = None if self.reason is None else f"{file_name}: {self.reason}"
        return replace(self, reason=reason)


def text_of(document: Document) -> pl.DataFrame:
    """Frame LINE of a document, in the order of its lines."""
    rows = [
        (line.number, line.page, printable(line.text), is_furniture)
        for lines, is_furniture in ((document.lines, False), (document.furniture, True))
        for line in lines
    ]
    return pl.DataFrame(sorted(rows, key=lambda row: row[0]), LINE, orient="row")


def printable(text: str) -> str:
    """A text with "?" for the bytes of a file's name that are not UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_row(found: Found) -> pl.DataFrame:
    """One row of ROW."""
    coded = vars(found.coding) if found.coding else {}
    frames = {**coded, "titles": found.titles, "text": found.text}
    cells = {name: getattr(found, name) for name in _PLAIN}
    columns = [pl.Series(name, [cell], ROW[name]) for name, cell in cells.items()]
    for name in _FRAMES:
        frame = frames.get(name)
        if frame is None:
            columns.append(pl.Series(name, [None], ROW[name]))
        else:
            columns.append(frame.to_struct(name).implode())
    return pl.DataFrame(columns).select(*ROW)


def from_rows(rows: pl.DataFrame) -> Iterator[Found]:
    """The record of each row of ROW; their frames share the memory of few."""
    frames = {name: _parted(rows[name], schema) for name, schema in _FRAMES.items()}
    is_coded = rows["commitments"].is_not_null()
    for number, cells in enumerate(rows.select(_PLAIN).iter_rows(named=True)):
        coded = {name: frames[name][number] for name in coding.SCHEMAS}
        yield Found(
            **{
                **cells,
                "period": cells["period"] and tuple(cells["period"]),
                "place": cells["place"] and tuple(cells["place"]),
                "coding": Coding(**coded) if is_coded[number] else None,
                "titles": frames["titles"][number] if is_coded[number] else None,
                "text": frames["text"][number] if is_coded[number] else None,
            }
        )


def _parted(column: pl.Series, schema: dict[str, Any]) -> list[pl.DataFrame]:
    """A frame for each list of a column."""
    filled = column.filter(column.list.len() > 0)
    whole = filled.explode().struct.unnest() if len(filled) else pl.DataFrame(schema=schema)
    result = []
    start = 0
    for length in column.list.len().fill_null(0):
        result.append(whole.slice(start, length))
        start += length
    return result
