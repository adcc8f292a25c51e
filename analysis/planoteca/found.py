"""What one file gives by itself: a summary, and frames; as records and as rows of a frame."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from planoteca import coding
from planoteca.coding import Coding
from planoteca.frames import FUNCTION, LINE, MEASURED, THEME, TITLE

if TYPE_CHECKING:
    from planoteca.documents import Document

FRAMES: dict[str, dict[str, Any]] = {
    **coding.SCHEMAS,
    "themes": THEME,
    "functions": FUNCTION,
    "measured": MEASURED,
    "titles": TITLE,
    "text": LINE,
}
SUMMARY: dict[str, Any] = {
    "sha256": pl.String,
    "reason": pl.String,  # without the name of the file
    "limits": pl.List(pl.Float64),
    "media_type": pl.String,
    "pages": pl.Int64,
    "lines": pl.Int64,
    "period": pl.List(pl.Int64),
    "place": pl.List(pl.String),
    "commitment_count": pl.Int64,
    "rows_sha256": pl.String,
}
# One row for each document; its frames are lists of rows, null where the file could not be coded.
ROW: dict[str, Any] = {
    **SUMMARY,
    **{name: pl.List(pl.Struct(schema)) for name, schema in FRAMES.items()},
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What is known of one file without its rows.

    `reason`: why it, or some of its pages, cannot be read; `limits`: seconds and bytes within
    which reading it was tried, where it was stopped. `period`: first and last year of the term;
    `place`: name, level and the first province named, as the first pages say. `commitment_count`
    and `rows_sha256` (of the rows of all frames but the text): None where the file could not be
    coded.
    `kept`: the file of the cache that has the rows.
    """

    sha256: str | None
    reason: str | None = None
    limits: tuple[float, float] | None = None
    media_type: str | None = None
    pages: int | None = None
    lines: int | None = None
    period: tuple[int, int] | None = None
    place: tuple[str, str, str | None] | None = None
    commitment_count: int | None = None
    rows_sha256: str | None = None
    kept: Path | None = None

    @property
    def is_coded(self) -> bool:
        return self.rows_sha256 is not None

    def named(self, file_name: str) -> Self:
        """The same of a file of that name: reasons begin with it."""
        if self.reason is None:
            return self
        return replace(self, reason=f"{file_name}: {self.reason}")


@dataclass(frozen=True, kw_only=True)
class Found(Summary):
    """What one file gives by itself; its frames (FRAMES) are None where it could not be coded."""

    coding: Coding | None = None
    themes: pl.DataFrame | None = None
    functions: pl.DataFrame | None = None
    measured: pl.DataFrame | None = None
    titles: pl.DataFrame | None = None
    text: pl.DataFrame | None = None

    @property
    def document(self) -> Document | None:
        """The document without its tables; None where it could not be read."""
        from planoteca.documents.model import Document, Line  # noqa: PLC0415 - loads all readers

        if self.text is None or self.sha256 is None or self.media_type is None:
            return None
        parts: dict[bool, list[Line]] = {False: [], True: []}
        for number, page, text, is_furniture in self.text.iter_rows():
            parts[is_furniture].append(Line(number, text, page))
        lines, furniture = (tuple(parts[part]) for part in (False, True))
        return Document(
            "", self.sha256, self.media_type, lines, pages=self.pages, furniture=furniture
        )

    def summary(self, kept: Path | None) -> Summary:
        """Without the rows, which are kept in that file."""
        cells = {each.name: getattr(self, each.name) for each in fields(Summary)}
        return Summary(**{**cells, "kept": kept})


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


def digest_of(*frames: pl.DataFrame) -> str:
    """A digest of the rows of frames, the same on every machine."""
    digest = hashlib.sha256()
    for frame in frames:
        digest.update(frame.write_csv().encode())
    return digest.hexdigest()


def to_row(found: Found) -> pl.DataFrame:
    """One row of ROW."""
    frames = _frames(found)
    columns = [pl.Series(name, [getattr(found, name)], ROW[name]) for name in SUMMARY]
    columns += [pl.Series(name, [None], ROW[name]) for name in FRAMES if frames.get(name) is None]
    lists = [
        pl.lit(frame.to_struct(name)).implode()
        for name, frame in frames.items()
        if frame is not None
    ]
    return pl.DataFrame(columns).with_columns(lists).select(*ROW)


def _frames(found: Found) -> dict[str, pl.DataFrame | None]:
    coded = vars(found.coding) if found.coding else {}
    return {**coded, **{name: getattr(found, name) for name in FRAMES.keys() - coding.SCHEMAS}}


def summaries(rows: pl.DataFrame, kept: Path | None) -> Iterator[Summary]:
    """The summary of each row of ROW in a file."""
    for cells in rows.select(*SUMMARY).iter_rows(named=True):
        yield Summary(**_cells(cells), kept=kept)


def from_rows(rows: pl.DataFrame, kept: Path | None = None) -> Iterator[Found]:
    """The record of each row of ROW; their frames share the memory of few."""
    frames = {name: _parted(rows[name], schema) for name, schema in FRAMES.items()}
    for number, cells in enumerate(rows.select(*SUMMARY).iter_rows(named=True)):
        own: dict[str, Any] = {name: each[number] for name, each in frames.items()}
        if cells["rows_sha256"] is None:
            yield Found(**_cells(cells), kept=kept)
        else:
            made = Coding(**{name: own.pop(name) for name in coding.SCHEMAS})
            yield Found(**_cells(cells), kept=kept, coding=made, **own)


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    lists = {name: row[name] and tuple(row[name]) for name in ("limits", "period", "place")}
    return {**row, **lists}


def _parted(column: pl.Series, schema: dict[str, Any]) -> Sequence[pl.DataFrame]:
    """A frame for each list of a column."""
    filled = column.filter(column.list.len() > 0)
    whole = filled.explode().struct.unnest() if len(filled) else pl.DataFrame(schema=schema)
    result = []
    start = 0
    for length in column.list.len().fill_null(0):
        result.append(whole.slice(start, length))
        start += length
    return result
