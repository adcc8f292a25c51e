"""The registry of plans, `documents.csv`, and the entry of a build that each row becomes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.errors import InvalidData
from planoteca.found import Summary
from planoteca.places import Gazetteer

MANUAL, AUTOMATIC = "manual", "automatic"
BY_REGISTRY, BY_TEXT = "registry", "text"
COLUMNS = (
    *("document_id", "title", "organisation", "place_id", "place_name", "level"),
    *("election_year", "period_start", "period_end", "file_name", "sha256"),
)
_YEARS = ("election_year", "period_start", "period_end")
_SHAPES = {
    "document_id": (re.compile(r"[a-z0-9][a-z0-9-]*"), "use a-z, 0-9 and hyphens"),
    "sha256": (re.compile(r"[0-9a-f]{64}"), "it has 64 lower-case hexadecimal digits"),
    **dict.fromkeys(_YEARS, (re.compile(r"\d{4}"), "a year has four digits")),
}
# What people recorded of a commitment on a day: CODEBOOK.md, "Outcomes".
OUTCOME = {
    "sequence": pl.Int64,
    "coder": pl.String,
    "date": pl.Date,
    "status": pl.String,
    "evidence_url": pl.String,
    "quotation": pl.String,
    "notes": pl.String,
}
_FILLED = ("document_id", "title")


@dataclass(frozen=True)
class Entry:
    """One document of the corpus: registry row, what was read, and its codings."""

    document_id: str
    title: str
    organisation: str | None = None
    place_id: str | None = None
    place_name: str | None = None
    level: str | None = None
    place_source: str | None = None  # who says which place it is: the registry or the text
    election_year: int | None = None
    period_start: int | None = None
    period_end: int | None = None
    file_name: str | None = None
    sha256: str | None = None
    found: Summary | None = None  # what its file gives, where it is at hand
    manual: Coding | None = None  # the coding by hand
    outcomes: pl.DataFrame | None = None  # frame OUTCOME, of the preferred coding's commitments

    @property
    def reason(self) -> str | None:
        """Why the file, or some of its pages, could not be read."""
        return self.found.reason if self.found else None

    @property
    def methods(self) -> tuple[str, ...]:
        """By whom it is coded: `automatic`, `manual`."""
        automatic = (AUTOMATIC,) if self.found and self.found.is_coded else ()
        return automatic + ((MANUAL,) if self.manual else ())

    @property
    def coverage(self) -> str:
        """`coded`, `no_commitments`, `unreadable` or `pending` (codebook: coverage.csv)."""
        by_machine = self.found.commitment_count if self.found else None
        if by_machine or (self.manual and len(self.manual.commitments)):
            return "coded"
        if self.reason is not None:
            return "unreadable"
        return "no_commitments" if self.methods else "pending"


def load(path: Path, codebook: Codebook, gazetteer: Gazetteer) -> list[Entry]:
    """The rows of a registry as entries without codings.

    Raises InvalidData listing every problem with file, line and column.
    """
    problems: list[str] = []
    entries: list[Entry] = []
    seen: set[str | None] = set()
    places = set(gazetteer.table["place_id"])
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise InvalidData(f"{path}:1: missing column(s) {', '.join(missing)}")
        for row in reader:
            where = f"{path}:{reader.line_num}"
            cells = {column: (row[column] or "").strip() or None for column in COLUMNS}
            found = list(_problems(cells, places, codebook))
            if cells["document_id"] in seen:
                found.append(f"document_id {cells['document_id']!r} is repeated")
            seen.add(cells["document_id"])
            problems += [f"{where}: {problem}" for problem in found]
            if not found:
                entries.append(_entry(cells))
    if problems:
        raise InvalidData(f"{path} has {len(problems)} problem(s)", problems)
    return entries


def _problems(
    cells: Mapping[str, str | None], places: set[str], codebook: Codebook
) -> Iterator[str]:
    for column in _FILLED:
        if cells[column] is None:
            yield f"{column} is blank"
    for column, (shape, allowed) in _SHAPES.items():
        value = cells[column]
        if value is not None and not shape.fullmatch(value):
            yield f"{column} {value!r}: {allowed}"
    if cells["place_id"] is not None and cells["place_id"] not in places:
        yield f"place_id {cells['place_id']!r} is no INEI ubigeo of places.csv"
    if cells["level"] is not None and cells["level"] not in codebook["place_levels"]:
        yield f"level {cells['level']!r}; allowed: {', '.join(codebook['place_levels'])}"


def _entry(cells: Mapping[str, str | None]) -> Entry:
    years: dict[str, Any] = {
        column: int(value) if (value := cells[column]) else None for column in _YEARS
    }
    source = BY_REGISTRY if cells["place_id"] or cells["place_name"] else None
    return Entry(**{**cells, **years}, place_source=source)
