"""The corpus of a build: registered and found documents, each with the codings it has."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

import polars as pl

from planoteca import coding, documents, theme_coding, workers
from planoteca.cache import Cache
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.errors import InvalidData, UnreadableDocument
from planoteca.extraction import extract_all
from planoteca.extraction.period import find_period
from planoteca.extraction.place import find_place
from planoteca.found import Found, printable
from planoteca.places import Gazetteer, plain
from planoteca.registry import Entry
from planoteca.verification import cited, printed_form, verify
from planoteca.workers import Failure, Limits

_LISTED_PAGES = 12
MANUAL, AUTOMATIC = "manual", "automatic"


def attach_codings(entries: Iterable[Entry], folder: Path, codebook: Codebook) -> list[Entry]:
    """Each entry with its hand coding of `folder`/<document_id>, where there is one.

    Folders of single coders in it are no coding of the plan yet (CODEBOOK.md, section 13). Raises
    InvalidData with the problems of all codings together.
    """
    result: list[Entry] = []
    problems: list[str] = []
    entries = list(entries)
    for entry in entries:
        directory = folder / entry.document_id
        if coding.is_coding(directory):
            try:
                found = entry.codings[MANUAL] = coding.load(directory, codebook)
                theme_coding.check(directory, found.commitments["sequence"].to_list(), codebook)
            except InvalidData as error:
                problems += error.problems
        result.append(entry)
    known = {entry.document_id for entry in entries}
    if folder.is_dir():
        problems += [
            f"{directory}: no document {directory.name!r} in the registry"
            for directory in sorted(folder.iterdir())
            if coding.is_coding(directory) and directory.name not in known
        ]
    if problems:
        raise InvalidData(f"the codings in {folder} have {len(problems)} problem(s)", problems)
    return result


def code_documents(
    paths: Sequence[Path],
    codebook: Codebook,
    *,
    ocr: bool = False,
    lines_of: frozenset[str] = frozenset(),
    limits: Limits | None = None,
    jobs: int | None = None,
    cache: Cache | None = None,
) -> Generator[tuple[Path, Found]]:
    """Each file with what it gives, in the order of `paths`, read in `jobs` worker processes.

    `lines_of`: SHA-256 of the files whose lines are wanted too. What `cache` has is not read
    again, and what is read is kept in it at once. No file raises; PlanotecaError where the
    machine starts no worker. Close the iterator (contextlib.closing) to stop early.
    """
    limits = limits or (workers.OCR_LIMITS if ocr else workers.LIMITS)
    known = _known(paths, lines_of, limits, cache)
    new = [path for path in paths if path not in known]
    shared = _Shared(codebook, ocr, lines_of, cache)
    results = workers.run_apart(_code, shared, new, limits=limits, workers=jobs)
    with contextlib.closing(results):
        for path in paths:
            found = known.get(path) or next(results)[1]
            if isinstance(found, Failure):
                found = Found(_sha256(path, limits.memory), printable(found.reason))
            yield path, found.named(printable(path.name))


def _known(
    paths: Sequence[Path], lines_of: frozenset[str], limits: Limits, cache: Cache | None
) -> dict[Path, Found]:
    """What the cache has of each file."""
    if cache is None or cache.is_empty:
        return {}
    with ThreadPoolExecutor() as threads:
        hashes = threads.map(lambda path: _sha256(path, limits.memory), paths)
        by_path = {path: name for path, name in zip(paths, hashes, strict=True) if name}
    kept = cache.find(set(by_path.values()), lines_of)
    return {path: kept[name] for path, name in by_path.items() if name in kept}


@dataclass(frozen=True)
class _Shared:
    """What every document is read with; goes to each worker once."""

    codebook: Codebook
    ocr: bool
    lines_of: frozenset[str]
    cache: Cache | None = None


def _code(shared: _Shared, path: Path) -> Found:
    """Read and code one file, and keep the result (in a worker); reasons are without its name."""
    found = _read_and_code(shared, path)
    # Whether a page is recognised in time depends on the machine.
    if shared.cache and found.sha256 and not (shared.ocr and found.reason):
        shared.cache.put(found)
    return found


def _read_and_code(shared: _Shared, path: Path) -> Found:
    try:
        document = documents.read(path, ocr=shared.ocr)
        machine = extract_all(document, shared.codebook)
    except UnreadableDocument as error:
        reason = error.message.removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
        return Found(_sha256(path), printable(reason))
    return Found(
        sha256=document.sha256,
        reason=_unread_pages(document),
        media_type=document.media_type,
        pages=document.pages,
        lines=document.line_count,
        period=find_period(document),
        place=find_place(document, shared.codebook),
        coding=machine.coding,
        titles=machine.titles,
        document=replace(document, tables=()) if document.sha256 in shared.lines_of else None,
    )


def _unread_pages(document: Document) -> str | None:
    """Which pages are images of text that was not recognised; None where all were read."""
    pages = document.unread_pages
    if not pages:
        return None
    listed = ", ".join(map(str, pages[:_LISTED_PAGES])) + ", ..." * (len(pages) > _LISTED_PAGES)
    return f"{len(pages)} page(s) are images without text ({listed}); read it with --ocr"


def _sha256(path: Path, largest: float = float("inf")) -> str | None:
    """None for what is no plain file, cannot be opened or has more than `largest` bytes."""
    try:
        if not path.is_file() or path.stat().st_size > largest:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def add_documents(
    entries: Iterable[Entry],
    paths: Iterable[Path],
    codebook: Codebook,
    gazetteer: Gazetteer,
    progress: Callable[[Path], None] = lambda _: None,
    *,
    ocr: bool = False,
    limits: Limits | None = None,
    jobs: int | None = None,
    cache: Cache | None = None,
) -> list[Entry]:
    """Entries joined with plan files: machine coding for each, verbatim passages for known ones.

    A file is known by its SHA-256. A file that cannot be read becomes an `unreadable` entry.
    Raises InvalidData when a hand-coded number does not stand in the lines it cites.
    """
    result = {entry.document_id: entry for entry in entries}
    by_hash = {entry.sha256: entry.document_id for entry in result.values() if entry.sha256}
    lines_of = frozenset(e.sha256 for e in result.values() if e.sha256 and MANUAL in e.codings)
    problems: list[str] = []
    coded = code_documents(
        *(list(paths), codebook),
        ocr=ocr,
        lines_of=lines_of,
        limits=limits,
        jobs=jobs,
        cache=cache,
    )
    with contextlib.closing(coded):
        for path, found in coded:
            known = by_hash.get(found.sha256 or "")
            if known is None:
                entry = _describe(path, found, gazetteer, taken=result)
            else:
                entry = _merge(result[known], path, found, problems)
            if entry.sha256:
                by_hash[entry.sha256] = entry.document_id
            result[entry.document_id] = entry
            progress(path)
    if problems:
        raise InvalidData(f"{len(problems)} coded number(s) are not where they are cited", problems)
    return list(result.values())


def _describe(path: Path, found: Found, gazetteer: Gazetteer, taken: Mapping[str, Entry]) -> Entry:
    """A plan that the registry does not know, described by what its first pages say."""
    title = printable(path.stem)
    document_id = _free(re.sub(r"[^a-z0-9]+", "-", plain(title)).strip("-") or "plan", found, taken)
    start, end = found.period or (None, None)
    name, level = found.place or (None, None)
    entry = Entry(
        document_id=document_id,
        title=title,
        place_name=name,
        level=level,
        place_id=gazetteer.resolve(name, level),
        period_start=start,
        period_end=end,
        election_year=start - 1 if start else None,
        sha256=found.sha256,
    )
    return _with_file(entry, path, found)


def _free(document_id: str, found: Found, taken: Mapping[str, Entry]) -> str:
    """The id, or where another document has it, the id with the beginning of the SHA-256."""
    if document_id in taken and found.sha256:
        document_id = f"{document_id}-{found.sha256[:8]}"
    numbered = (f"{document_id}-{number}" for number in count(2))
    return next(name for name in chain([document_id], numbered) if name not in taken)


def _with_file(entry: Entry, path: Path, found: Found) -> Entry:
    return replace(
        entry,
        file_name=printable(path.name),
        media_type=found.media_type,
        pages=found.pages,
        lines=found.lines,
        reason=found.reason,
        titles=found.titles,
        codings={**entry.codings, **({AUTOMATIC: found.coding} if found.coding else {})},
    )


def _merge(registered: Entry, path: Path, found: Found, problems: list[str]) -> Entry:
    """A registered plan with what its file adds; its hand coding is verified against the file."""
    entry = _with_file(registered, path, found)
    manual, machine, document = entry.codings.get(MANUAL), found.coding, found.document
    if manual is not None and machine is not None and document is not None:
        problems += [f"{registered.document_id}: {p}" for p in verify(manual, document)]
        entry.codings[MANUAL] = _with_passages(manual, machine, document)
    return entry


def _with_passages(manual: Coding, machine: Coding, document: Document) -> Coding:
    """Hand coding with the verbatim passage of each commitment and the printed form of its numbers.

    The passage of the machine's unit on the same lines, which has lost the markup and the other
    cells of the row; else the cited lines as they are.
    """
    from planoteca.agreement import match_units  # noqa: PLC0415 - numpy, which no worker needs

    units = dict(match_units(manual.commitments, machine.commitments).pairs)
    machine_text = dict(machine.commitments.select("sequence", "verbatim").iter_rows())
    verbatim = [
        machine_text.get(units.get(row["sequence"]))
        or (None if row["line_start"] is None else cited(document, row))
        for row in manual.commitments.iter_rows(named=True)
    ]
    passages = dict(zip(manual.commitments["sequence"], verbatim, strict=True))
    value_text = [
        printed_form(passages[row["sequence"]] or "", row["value"])
        for row in manual.quantities.iter_rows(named=True)
    ]
    return replace(
        manual,
        commitments=manual.commitments.with_columns(pl.Series("verbatim", verbatim, pl.String)),
        quantities=manual.quantities.with_columns(pl.Series("value_text", value_text, pl.String)),
    )
