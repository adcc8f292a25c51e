"""Coding: what one coder (a person or the machine) says a document contains.

Three polars frames with fixed schemas, the same as the CSV files of `data/coding/` and, ids
added, the tables of the database. CODEBOOK.md defines every row and column.
"""

from __future__ import annotations

import csv
import difflib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from planoteca.codebook import Codebook
from planoteca.errors import InvalidData

COMMITMENT = {
    "sequence": pl.Int64,
    "kind": pl.String,
    "section": pl.String,
    "dimension": pl.String,
    "axis": pl.String,
    "problem": pl.String,
    "objective": pl.String,
    "indicator_text": pl.String,
    "statement": pl.String,
    "statement_en": pl.String,
    "verbatim": pl.String,
    "page_start": pl.Int64,
    "page_end": pl.Int64,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "deadline": pl.String,
    "measurability": pl.String,
    "accomplished": pl.Boolean,
    "baseline_value": pl.Float64,
    "baseline_unit": pl.String,
    "baseline_relation": pl.String,
    "notes": pl.String,
}
QUANTITY = {
    "sequence": pl.Int64,
    "position": pl.Int64,
    "value": pl.Float64,
    "unit": pl.String,
    "comparator": pl.String,
    "subject": pl.String,
    "subject_en": pl.String,
    "value_text": pl.String,
}
STATISTIC = {
    "sequence": pl.Int64,
    "indicator": pl.String,
    "place": pl.String,
    "place_level": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "unit": pl.String,
    "year": pl.String,
    "population_group": pl.String,
    "stated_source": pl.String,
    "nature": pl.String,
    "context": pl.String,
    "page": pl.Int64,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "notes": pl.String,
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "commitments": COMMITMENT,
    "quantities": QUANTITY,
    "statistics": STATISTIC,
}
_REQUIRED = {
    "commitments": (
        *("sequence", "kind", "section", "dimension", "axis", "problem", "objective"),
        *("statement", "page_start", "page_end", "line_start", "line_end", "deadline"),
    ),
    "quantities": ("sequence", "position", "value", "unit", "comparator", "subject"),
    "statistics": (
        *("sequence", "indicator", "place", "place_level", "value", "value_text", "unit"),
        *("year", "population_group", "nature", "line_start", "line_end"),
    ),
}
_FILLED = {
    "commitments": ("sequence", "kind", "section", "statement"),
    "quantities": ("sequence", "position", "value", "unit", "comparator"),
    "statistics": ("sequence", "indicator", "value", "value_text", "unit", "nature"),
}
_CODES = {
    "kind": "kinds",
    "section": "sections",
    "dimension": "dimensions",
    "measurability": "measurability",
    "unit": "units",
    "baseline_unit": "units",
    "baseline_relation": "baseline_relations",
    "comparator": "comparators",
    "indicator": "indicators",
    "place_level": "place_levels",
    "population_group": "population_groups",
    "nature": "natures",
    "deadline": "deadlines",
}
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = re.compile(r"[0-9]{4}(-[0-9]{4})?")
_WHOLE = re.compile(r"[0-9]{1,10}")
_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
_LARGEST = 2**31 - 1  # of the database's integers


@dataclass(frozen=True)
class Coding:
    """The three frames of one coder's reading of one document (schemas above)."""

    commitments: pl.DataFrame
    quantities: pl.DataFrame
    statistics: pl.DataFrame


def frame(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as the frame `name` of SCHEMAS; columns a row does not have are null."""
    schema = SCHEMAS[name]
    return pl.from_dicts(rows, schema)


def load(folder: Path, codebook: Codebook) -> Coding:
    """Read and validate the three CSV files of a coding folder (a missing statistics.csv is empty).

    Raises InvalidData listing every problem with file, line, column and allowed values.
    """
    problems: list[str] = []
    frames = {
        name: _load_file(folder / f"{name}.csv", name, codebook, problems) for name in SCHEMAS
    }
    coding = Coding(**frames)
    if not problems:
        orphans = coding.quantities.join(coding.commitments, on="sequence", how="anti")
        problems += [
            f"{folder / 'quantities.csv'}: sequence {sequence} is in no row of commitments.csv"
            for sequence in orphans["sequence"].unique().sort()
        ]
    if problems:
        raise InvalidData(f"the coding in {folder} has {len(problems)} problem(s)", problems)
    return coding


def load_table(folder: Path, name: str, codebook: Codebook) -> pl.DataFrame:
    """One file of a coding folder by itself, validated as by `load`. Raises InvalidData."""
    problems: list[str] = []
    found = _load_file(folder / f"{name}.csv", name, codebook, problems)
    if problems:
        raise InvalidData(f"{folder / name}.csv has {len(problems)} problem(s)", problems)
    return found


def is_coding(folder: Path) -> bool:
    """Whether a folder holds files of a coding, and not only folders of single coders."""
    return any(folder.glob("*.csv"))


def read_cells(
    name: str, cells: Mapping[str, str], codebook: Codebook
) -> tuple[dict[str, Any], list[str]]:
    """One row of a coding from its cells as text, and what `load` would say against it."""
    problems: list[str] = []
    row = _parse_row(cells, name, codebook, "", problems)
    return row, [problem.removeprefix(": ") for problem in problems]


def save(coding: Coding, folder: Path) -> None:
    """Write the three CSV files (UTF-8, comma, LF); columns that hold nothing stay as headers."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (folder / f"{name}.csv").write_text(to_csv(getattr(coding, name)), "utf-8", newline="\n")


def to_csv(frame: pl.DataFrame) -> str:
    """A frame of a coding as the text of its file; numbers are written as `load` reads them."""
    return frame.write_csv(float_scientific=False)


def _load_file(path: Path, name: str, codebook: Codebook, problems: list[str]) -> pl.DataFrame:
    if not path.is_file():
        if name != "statistics":
            problems.append(f"{path}: missing")
        return frame(name, [])
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8")
        return frame(name, [])
    reader = csv.DictReader(text.splitlines(keepends=True))
    header = list(reader.fieldnames or ())
    missing = [column for column in _REQUIRED[name] if column not in header]
    if missing:
        hint = "; separate cells by commas, not semicolons" if ";" in "".join(header) else ""
        problems.append(f"{path}:1: missing column(s) {', '.join(missing)}{hint}")
        return frame(name, [])
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for raw in reader:
        where = f"{path}:{reader.line_num}"
        if None in raw or None in raw.values():
            problems.append(f"{where}: {len(header)} cells expected, as in the header")
            continue
        row = _parse_row(raw, name, codebook, where, problems)
        key = tuple(row.get(column) for column in ("sequence", "position") if column in row)
        if key in seen:
            problems.append(f"{where}: sequence {key} repeats line {seen[key]}")
        seen[key] = reader.line_num
        rows.append(row)
    return frame(name, rows)


def _parse_row(
    raw: Mapping[str, str], name: str, codebook: Codebook, where: str, problems: list[str]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, dtype in SCHEMAS[name].items():
        cell = (raw.get(column) or "").strip()
        if not cell:
            row[column] = None
            if column in _FILLED[name]:
                problems.append(f"{where}: {column} is blank")
            continue
        try:
            row[column] = _PARSERS[dtype](cell)
        except ValueError:
            problems.append(f"{where}: {column} {cell!r} is not {_EXPECTED[dtype]}")
            row[column] = None
            continue
        if column in _CODES:
            row[column] = _check_code(column, cell, codebook, where, problems)
        elif column == "year" and not _YEARS.fullmatch(cell):
            problems.append(f"{where}: year {cell!r} is neither a year nor a span like 1993-2007")
    problems += [f"{where}: {problem}" for problem in _check_place(name, row)]
    return row


def _check_place(name: str, row: Mapping[str, Any]) -> Iterator[str]:
    for start, end in (("line_start", "line_end"), ("page_start", "page_end")):
        first, last = row.get(start), row.get(end)
        if (first is None) != (last is None) and end in row:
            yield f"{start} and {end} go together"
        elif first is not None and last is not None and first > last:
            yield f"{start} {first} to {end} {last} is no span"
    if name == "commitments" and row["line_start"] is None and row["page_start"] is None:
        yield "give line_start and line_end, or page_start and page_end"
    if name == "statistics" and row["line_start"] is None and row["page"] is None:
        yield "give line_start and line_end, or page"


def _check_code(column: str, cell: str, codebook: Codebook, where: str, problems: list[str]) -> str:
    vocabulary = codebook[_CODES[column]]
    code = vocabulary.resolve(cell)
    if code not in vocabulary and not (column == "deadline" and _YEAR.fullmatch(cell)):
        near = difflib.get_close_matches(cell, vocabulary, n=1)
        allowed = ", ".join(vocabulary) if len(vocabulary.rows) <= 20 else f"{vocabulary.name}.csv"
        allowed += f" (did you mean {near[0]!r}?)" if near else ""
        extra = ", or a year" if column == "deadline" else ""
        problems.append(f"{where}: {column} {cell!r} is unknown; allowed: {allowed}{extra}")
    return code


def _boolean(cell: str) -> bool:
    if cell.lower() not in {"true", "false"}:
        raise ValueError(cell)
    return cell.lower() == "true"


def _whole(cell: str) -> int:
    """A sequence, position, page or line: they count from 1."""
    if not _WHOLE.fullmatch(cell) or not 1 <= int(cell) <= _LARGEST:
        raise ValueError(cell)
    return int(cell)


def _decimal(cell: str) -> float:
    # Python's own takes nan, inf, 1e9 and 1_000 too, which no plan prints and other programs
    # read as text.
    if not _DECIMAL.fullmatch(cell) or not math.isfinite(float(cell)):
        raise ValueError(cell)
    return float(cell)


_PARSERS: dict[Any, Callable[[str], Any]] = {
    pl.Int64: _whole,
    pl.Float64: _decimal,
    pl.Boolean: _boolean,
    pl.String: str,
}
_EXPECTED = {
    pl.Int64: f"a whole number from 1 to {_LARGEST}",
    pl.Float64: "a plain decimal number (point, no thousands mark)",
    pl.Boolean: "true or false",
}
