"""The corpus of a build: registered and found documents, each with the codings it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from planoteca import cache, coding, competence_coding, theme_coding
from planoteca.cache import Cache
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.found import Found, Summary, printable
from planoteca.places import Gazetteer, plain
from planoteca.registry import BY_TEXT, Entry


def attach_codings(entries: Iterable[Entry], folder: Path, codebook: Codebook) -> list[Entry]:
    """Each entry with its hand coding of `folder`/<document_id>, where there is one.

    Folders of single coders in it are no coding of the plan yet (CODEBOOK.md, "Two coders"). Raises
    InvalidData with the problems of all codings together.
    """
    result: list[Entry] = []
    problems: list[str] = []
    entries = list(entries)
    for entry in entries:
        directory = folder / entry.document_id
        found = None
        if coding.is_coding(directory):
            try:
                found = coding.load(directory, codebook)
                sequences = found.commitments["sequence"].to_list()
                theme_coding.check(directory, sequences, codebook)
                competence_coding.check(directory, sequences)
            except InvalidData as error:
                problems += error.problems
        result.append(replace(entry, manual=found))
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


def add_documents(
    entries: Iterable[Entry],
    files: Iterable[tuple[Path, Summary]],
    gazetteer: Gazetteer,
    progress: Callable[[Path], None] = lambda _: None,
) -> list[Entry]:
    """Entries joined with what plan files give; a file is known by its SHA-256.

    A file that cannot be read becomes an `unreadable` entry.
    """
    result = {entry.document_id: entry for entry in entries}
    by_hash = {entry.sha256: entry.document_id for entry in result.values() if entry.sha256}
    for path, found in files:
        known = by_hash.get(found.sha256 or "")
        entry = result[known] if known else _describe(path, found, gazetteer, taken=result)
        entry = replace(entry, file_name=printable(path.name), found=found)
        if entry.sha256:
            by_hash[entry.sha256] = entry.document_id
        result[entry.document_id] = entry
        progress(path)
    return list(result.values())


def _describe(
    path: Path, found: Summary, gazetteer: Gazetteer, taken: Mapping[str, Entry]
) -> Entry:
    """A plan that the registry does not know, described by what its first pages say."""
    title = printable(path.stem)
    document_id = _free(re.sub(r"[^a-z0-9]+", "-", plain(title)).strip("-") or "plan", found, taken)
    start, end = found.period or (None, None)
    name, level, province = found.place or (None, None, None)
    near = gazetteer.resolve(province, "province")  # of districts of one name, the one in it
    return Entry(
        document_id=document_id,
        title=title,
        place_name=name,
        level=level,
        place_id=gazetteer.resolve(name, level, near),
        place_source=name and BY_TEXT,
        period_start=start,
        period_end=end,
        election_year=start - 1 if start else None,
        sha256=found.sha256,
    )


def _free(document_id: str, found: Summary, taken: Mapping[str, Entry]) -> str:
    """The id, or where another document has it, the id with the beginning of the SHA-256."""
    if document_id in taken and found.sha256:
        document_id = f"{document_id}-{found.sha256[:8]}"
    numbered = (f"{document_id}-{number}" for number in count(2))
    return next(name for name in chain([document_id], numbered) if name not in taken)


def located(entries: Sequence[Entry], kept: Cache) -> list[Entry]:
    """The entries with the files of the cache that have their rows now.

    Raises PlanotecaError where one of them was removed meanwhile.
    """
    wanted = {str(e.found.sha256) for e in entries if e.found is not None and e.found.kept}
    files = {name: found.kept for name, found in kept.find(wanted).items()}
    if wanted - files.keys():
        raise PlanotecaError(f"files of {kept.folder} were removed meanwhile; build again")
    return [
        replace(entry, found=replace(entry.found, kept=files[str(entry.found.sha256)]))
        if entry.found is not None and entry.found.kept
        else entry
        for entry in entries
    ]


def whole(entries: Iterable[Entry]) -> dict[str, Found]:
    """What the files of entries give with all rows, by document_id."""
    found = {entry.document_id: entry.found for entry in entries if entry.found is not None}
    kept = cache.load(found.values())
    return {
        name: whole
        for name, each in found.items()
        if (whole := each if isinstance(each, Found) else kept.get(str(each.sha256)))
    }


def verified(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, hand codings with verbatim passages where the document is at hand.

    Raises InvalidData when a hand-coded number does not stand in the lines it cites.
    """
    from planoteca import verification  # noqa: PLC0415 - numpy, which few builds need

    found = whole(entry for entry in entries if len(entry.methods) > 1)
    result = list(entries)
    problems: list[str] = []
    for position, entry in enumerate(entries):
        own = found.get(entry.document_id)
        if entry.manual and own and own.coding and (document := own.document):
            own_problems = verification.verify(entry.manual, document)
            problems += [f"{entry.document_id}: {problem}" for problem in own_problems]
            manual = verification.with_passages(entry.manual, own.coding, document)
            result[position] = replace(entry, manual=manual)
    if problems:
        raise InvalidData(f"{len(problems)} coded number(s) are not where they are cited", problems)
    return result
