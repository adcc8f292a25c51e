"""The corpus of a build: registered and found documents, each with the codings it has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from planoteca import coding
from planoteca.agreement import match_units
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document, read
from planoteca.errors import InvalidData, UnreadableDocument
from planoteca.extraction import extract
from planoteca.extraction.period import find_period
from planoteca.extraction.place import find_place
from planoteca.places import Gazetteer, plain
from planoteca.registry import Entry
from planoteca.verification import cited, printed_form, verify

MANUAL, AUTOMATIC = "manual", "automatic"


def attach_codings(entries: Iterable[Entry], folder: Path, codebook: Codebook) -> list[Entry]:
    """Each entry with its hand coding of `folder`/<document_id>, where there is one.

    Raises InvalidData with the problems of all codings together.
    """
    result: list[Entry] = []
    problems: list[str] = []
    entries = list(entries)
    for entry in entries:
        directory = folder / entry.document_id
        if directory.is_dir():
            try:
                entry.codings[MANUAL] = coding.load(directory, codebook)
            except InvalidData as error:
                problems += error.problems
        result.append(entry)
    known = {entry.document_id for entry in entries}
    if folder.is_dir():
        problems += [
            f"{directory}: no document {directory.name!r} in the registry"
            for directory in sorted(folder.iterdir())
            if directory.is_dir() and directory.name not in known
        ]
    if problems:
        raise InvalidData(f"the codings in {folder} have {len(problems)} problem(s)", problems)
    return result


def add_documents(
    entries: Iterable[Entry],
    paths: Iterable[Path],
    codebook: Codebook,
    gazetteer: Gazetteer,
    progress: Callable[[Path], None] = lambda _: None,
) -> list[Entry]:
    """Entries joined with plan files: machine coding for each, verbatim passages for known ones.

    A file is known by its SHA-256. A file that cannot be read becomes an `unreadable` entry.
    Raises InvalidData when a hand-coded number does not stand in the lines it cites.
    """
    result = {entry.document_id: entry for entry in entries}
    by_hash = {entry.sha256: entry.document_id for entry in result.values() if entry.sha256}
    problems: list[str] = []
    for path in paths:
        found, document = _read(path, codebook)
        known = by_hash.get(found.sha256 or "")
        if known is None:
            entry = _describe(found, document, gazetteer, codebook, taken=result)
        else:
            entry = _merge(result[known], found, document, problems)
        if entry.sha256:
            by_hash[entry.sha256] = entry.document_id
        result[entry.document_id] = entry
        progress(path)
    if problems:
        raise InvalidData(f"{len(problems)} coded number(s) are not where they are cited", problems)
    return list(result.values())


def _read(path: Path, codebook: Codebook) -> tuple[Entry, Document | None]:
    """What the file alone gives: identity of the file and the machine's coding."""
    blank = Entry(document_id="", title=path.stem, file_name=path.name)
    try:
        document = read(path)
        machine = extract(document, codebook)
    except UnreadableDocument as error:
        return replace(blank, reason=error.message, sha256=_sha256(path)), None
    except Exception as error:  # noqa: BLE001 - one bad document never stops the others
        reason = f"{path.name}: {type(error).__name__} while reading; please report it: {error}"
        return replace(blank, reason=reason, sha256=_sha256(path)), None
    return replace(
        blank,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=document.pages,
        lines=len(document.lines),
        codings={AUTOMATIC: machine},
    ), document


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _describe(
    found: Entry,
    document: Document | None,
    gazetteer: Gazetteer,
    codebook: Codebook,
    taken: Mapping[str, Entry],
) -> Entry:
    """A plan that the registry does not know, described by what its first pages say."""
    document_id = re.sub(r"[^a-z0-9]+", "-", plain(found.title)).strip("-") or "plan"
    if document_id in taken:
        document_id = f"{document_id}-{(found.sha256 or '')[:8]}"
    found = replace(found, document_id=document_id)
    if document is None:
        return found
    start, end = find_period(document) or (None, None)
    name, level = find_place(document, codebook) or (None, None)
    return replace(
        found,
        place_name=name,
        level=level,
        place_id=gazetteer.resolve(name, level),
        period_start=start,
        period_end=end,
        election_year=start - 1 if start else None,
    )


def _merge(
    registered: Entry, found: Entry, document: Document | None, problems: list[str]
) -> Entry:
    """A registered plan with what its file adds; its hand coding is verified against the file."""
    codings = {**registered.codings, **found.codings}
    manual = registered.codings.get(MANUAL)
    if manual is not None and document is not None:
        problems += [f"{registered.document_id}: {p}" for p in verify(manual, document)]
        codings[MANUAL] = _with_passages(manual, found.codings[AUTOMATIC], document)
    return replace(
        registered,
        file_name=found.file_name,
        media_type=found.media_type,
        pages=found.pages,
        lines=found.lines,
        reason=found.reason,
        codings=codings,
    )


def _with_passages(manual: Coding, machine: Coding, document: Document) -> Coding:
    """Hand coding with the verbatim passage of each commitment and the printed form of its numbers.

    The passage of the machine's unit on the same lines, which has lost the markup and the other
    cells of the row; else the cited lines as they are.
    """
    units = dict(match_units(manual.commitments, machine.commitments).pairs)
    machine_text = dict(machine.commitments.select("sequence", "verbatim").iter_rows())
    verbatim = [
        machine_text.get(units.get(row["sequence"]))
        or cited(document, row["line_start"], row["line_end"])
        for row in manual.commitments.iter_rows(named=True)
    ]
    passages = dict(zip(manual.commitments["sequence"], verbatim, strict=True))
    value_text = [
        printed_form(passages[row["sequence"]], row["value"])
        for row in manual.quantities.iter_rows(named=True)
    ]
    return replace(
        manual,
        commitments=manual.commitments.with_columns(pl.Series("verbatim", verbatim, pl.String)),
        quantities=manual.quantities.with_columns(pl.Series("value_text", value_text, pl.String)),
    )
