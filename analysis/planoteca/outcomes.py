"""What came of commitments, as people recorded it: `data/outcomes/*.csv`, loaded and validated.

Nothing is rated by the machine. A record names its commitment by the words of its statement, so
that it survives a renumbering and is reported when the statement is recoded into other words.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from planoteca import corpus
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.errors import InvalidData
from planoteca.places import plain
from planoteca.registry import OUTCOME, Entry

COLUMNS = (
    *("document_id", "sequence", "statement", "status", "date"),
    *("evidence_url", "quotation", "coder", "notes"),
)
NOT_RATED = "not_rated"  # the one status that needs no evidence
_FILLED = ("document_id", "sequence", "statement", "status", "date", "coder")
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def attach(entries: Iterable[Entry], folder: Path, codebook: Codebook) -> list[Entry]:
    """Each entry with the records of its commitments in the files of `folder`.

    A record is of the coding that is preferred: by hand where there is one. Raises InvalidData
    listing every problem of all files with file and line: among them the records whose commitment
    is not, or no longer, in the coding.
    """
    listed = list(entries)
    registered = {entry.document_id: entry for entry in listed}
    problems: list[str] = []
    records: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    lines: dict[tuple[Any, ...], str] = {}
    given = list(_rows(folder, problems))
    recorded = {cells["document_id"] for _, cells in given} & registered.keys()
    by_machine = corpus.whole(registered[name] for name in recorded if not registered[name].manual)
    coded = {
        name: _Coded(name, made)
        for name in recorded
        if (
            made := registered[name].manual
            or (by_machine[name].coding if name in by_machine else None)
        )
    }
    for where, cells in given:
        found = list(_problems(cells, codebook))
        if not found:
            document_id = cells["document_id"]
            if document_id not in coded:
                found.append(_not_coded(document_id, is_registered=document_id in registered))
            else:
                sequence = coded[document_id].sequence_of(cells, found)
                key = (document_id, sequence, cells["coder"], cells["date"])
                if not found and lines.setdefault(key, where) != where:
                    found.append(
                        f"{cells['coder']!r} recorded this of {cells['date']} in {lines[key]}"
                    )
                records[document_id].append(_record(cells, sequence))
        problems += [f"{where}: {problem}" for problem in found]
    if problems:
        raise InvalidData(f"the outcomes in {folder} have {len(problems)} problem(s)", problems)
    return [
        replace(entry, outcomes=pl.DataFrame(records[entry.document_id], OUTCOME))
        if entry.document_id in records
        else entry
        for entry in listed
    ]


class _Coded:
    """The statements of an entry's preferred coding."""

    def __init__(self, document_id: str, coding: Coding) -> None:
        self.document_id = document_id
        self.statements: dict[int, str] = dict(
            coding.commitments.select("sequence", "statement").iter_rows()
        )
        self.sequences: defaultdict[str, list[int]] = defaultdict(list)
        for sequence, statement in self.statements.items():
            self.sequences[plain(statement)].append(sequence)

    def sequence_of(self, cells: Mapping[str, str], problems: list[str]) -> int:
        """The commitment that a record means; 0 and a problem where it cannot be told."""
        sequence, statement = int(cells["sequence"]), plain(cells["statement"])
        found = self.sequences.get(statement, [])
        if sequence in found:
            return sequence
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(map(str, found))
            problems.append(f"sequences {listed} of {self.document_id!r} read so; give one of them")
            return 0
        near = difflib.get_close_matches(statement, self.sequences, n=1)
        nearest = self.sequences[near[0]][0] if near else sequence
        now = self.statements.get(nearest)
        problems.append(
            f"orphan: no commitment of {self.document_id!r} reads {_short(cells['statement'])!r}; "
            + (f"sequence {nearest} reads {_short(now)!r}: " if now else "")
            + "correct sequence and statement, or take the record out"
        )
        return 0


def _rows(folder: Path, problems: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(file and line, cells) of every record."""
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                problems.append(f"{path}:1: missing column(s) {', '.join(missing)}")
                continue
            for row in reader:
                where = f"{path}:{reader.line_num}"
                if None in row or None in row.values():
                    problems.append(f"{where}: wrong number of cells")
                else:
                    yield where, {name: row[name].strip() for name in COLUMNS}


def _problems(cells: Mapping[str, str], codebook: Codebook) -> Iterator[str]:
    for column in _FILLED:
        if not cells[column]:
            yield f"{column} is blank"
    if cells["sequence"] and not cells["sequence"].isdecimal():
        yield f"sequence {cells['sequence']!r} is not a whole number"
    status, known = cells["status"], codebook["outcome_statuses"]
    if status and status not in known:
        yield f"status {status!r}; allowed: {', '.join(known)}"
    if status and status != NOT_RATED:
        yield from (
            f"{column} is blank: {status!r} needs evidence"
            for column in ("evidence_url", "quotation")
            if not cells[column]
        )
    if cells["evidence_url"] and not _URL.fullmatch(cells["evidence_url"]):
        yield f"evidence_url {cells['evidence_url']!r} is no address (https://...)"
    if cells["date"] and not _is_date(cells["date"]):
        yield f"date {cells['date']!r}: write a day as 2021-06-30"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _not_coded(document_id: str, *, is_registered: bool) -> str:
    known = "is not coded" if is_registered else "is not a plan"
    return (
        f"document {document_id!r} {known} in this build; give the folder of its file with "
        "--documents, or correct the id"
    )


def _record(cells: Mapping[str, str], sequence: int) -> dict[str, Any]:
    return {
        "sequence": sequence,
        "coder": cells["coder"],
        "date": date.fromisoformat(cells["date"]),
        "status": cells["status"],
        **{name: cells[name] or None for name in ("evidence_url", "quotation", "notes")},
    }


def _short(text: str | None, words: int = 12) -> str:
    parts: Sequence[str] = (text or "").split()
    return " ".join(parts[:words]) + (" ..." if len(parts) > words else "")
