"""What one file gives by itself, as a record and as a row of a frame."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import polars as pl

from planoteca import coding
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.documents.model import Line
from planoteca.extraction.titles import TITLE

_FRAMES: dict[str, dict[str, Any]] = {**coding.SCHEMAS, "titles": TITLE}
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
    "document": pl.String,  # JSON
}
_PLAIN = ("sha256", "reason", "media_type", "pages", "lines", "period", "place", "document")


@dataclass(frozen=True)
class Found:
    """What one file gives by itself, or the `reason` why it, or some of its pages, cannot be read.

    `period`: first and last year of the term; `place`: name and level, as the first pages say.
    `document`: the document without its tables, where its lines were asked for.
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
    document: Document | None = None

    def named(self, file_name: str) -> Found:
        """The same of a file of that name: reasons begin with it."""
        reason = None if self.reason is None else f"{file_name}: {self.reason}"
        document = self.document and replace(self.document, file_name=file_name)
        return replace(self, reason=reason, document=document)


def printable(text: str) -> str:
    """A text with "?" for the bytes of a file's name that are not UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_row(found: Found) -> pl.DataFrame:
    """One row of ROW."""
    coded = vars(found.coding) if found.coding else {}
    frames: dict[str, pl.DataFrame | None] = {**coded, "titles": found.titles}
    cells = {name: getattr(found, name) for name in _PLAIN}
    cells["document"] = found.document and json.dumps(asdict(found.document))
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
                "document": cells["document"] and _document(json.loads(cells["document"])),
                "coding": Coding(**coded) if is_coded[number] else None,
                "titles": frames["titles"][number] if is_coded[number] else None,
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


def _document(cells: dict[str, Any]) -> Document:
    """A document of lines alone, from its JSON."""
    lines = {name: tuple(Line(**each) for each in cells[name]) for name in ("lines", "furniture")}
    unread = tuple(cells["unread_pages"])
    return Document(**{**cells, **lines, "unread_pages": unread, "tables": ()})
