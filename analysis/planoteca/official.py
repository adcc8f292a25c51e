"""Official statistics by place: `data/reference/statistics.csv`, loaded and validated."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from planoteca.codebook import Codebook
from planoteca.errors import InvalidData
from planoteca.places import Gazetteer

STATISTIC = {
    "place_id": pl.String,
    "indicator_id": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
    "unit_id": pl.String,
    "source": pl.String,
}
COLUMNS = ("place_id", "indicator_id", "year", "value", "unit", "source")
_KEY = ("place_id", "indicator_id", "year")
_YEAR = re.compile(r"\d{4}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def load(folder: Path, codebook: Codebook, gazetteer: Gazetteer) -> pl.DataFrame:
    """The rows of statistics.csv of the reference folder; values in the unit of their row.

    Raises InvalidData listing every problem with file, line and column.
    """
    path = folder / "statistics.csv"
    problems: list[str] = []
    rows: list[dict[str, Any]] = []
    lines: dict[tuple[str, ...], int] = {}
    known = {
        "place_id": (set(gazetteer.table["place_id"]), "an INEI ubigeo of places.csv"),
        "indicator_id": (set(codebook["indicators"]), "an indicator of the codebook"),
        "unit": (set(codebook["units"]), "a unit of the codebook"),
    }
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise InvalidData(f"{path}:1: missing column(s) {', '.join(missing)}")
        for row in reader:
            cells = {column: (row[column] or "").strip() for column in COLUMNS}
            found = list(_problems(cells, known))
            if None in row:
                found.append("more cells than columns; put a text with commas between quotes")
            first = lines.setdefault(tuple(cells[name] for name in _KEY), reader.line_num)
            if first != reader.line_num:
                found.append(f"{', '.join(_KEY)} are those of line {first}; keep one of the two")
            problems += [f"{path}:{reader.line_num}: {problem}" for problem in found]
            if not found:
                rows.append(_row(cells))
    if problems:
        raise InvalidData(f"{path} has {len(problems)} problem(s)", problems)
    return pl.DataFrame(rows, STATISTIC)


def _problems(cells: Mapping[str, str], known: Mapping[str, tuple[set[str], str]]) -> Iterator[str]:
    for column in COLUMNS:
        if not cells[column]:
            yield f"{column} is blank"
    for column, (codes, what) in known.items():
        if cells[column] and cells[column] not in codes:
            yield f"{column} {cells[column]!r} is not {what}"
    if cells["year"] and not _YEAR.fullmatch(cells["year"]):
        yield f"year {cells['year']!r}: a year has four digits"
    if cells["value"] and not _is_number(cells["value"]):
        yield f"value {cells['value']!r}: write digits, with a point before decimals (1234.5)"


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and math.isfinite(float(text))


def _row(cells: Mapping[str, str]) -> dict[str, Any]:
    return {
        "place_id": cells["place_id"],
        "indicator_id": cells["indicator_id"],
        "year": int(cells["year"]),
        "value": float(cells["value"]),
        "unit_id": cells["unit"],
        "source": cells["source"],
    }
