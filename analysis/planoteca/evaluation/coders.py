"""Two coders of one document, found by name: a person and another, or a person and the machine."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from planoteca import agreement, coded_files, coding, places, registry, scope
from planoteca.agreement import Comparison
from planoteca.cache import Cache
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.errors import PlanotecaError, UnknownName
from planoteca.found import Found
from planoteca.registry import AUTOMATIC, MANUAL, Entry
from planoteca.workspace import Workspace

REGISTRY = "documents.csv"
_CODING = "coding"


@dataclass(frozen=True)
class Coded:
    """The coding of one coder. Without a statistics.csv it claims nothing about statistics.

    `scope`: the frame SCOPE of what it is about; None for the whole document.
    """

    name: str
    coding: Coding
    has_statistics: bool = True
    scope: pl.DataFrame | None = None


@dataclass(frozen=True)
class Agreement:
    """Two codings, their comparison, and the document where it is at hand.

    `partly`: why pages of the document were not read, where that is so.
    """

    first: Coded
    second: Coded
    comparison: Comparison
    document: Document | None = None
    partly: str | None = None

    @property
    def with_statistics(self) -> bool:
        return self.first.has_statistics and self.second.has_statistics


@dataclass(frozen=True)
class Compared:
    """Two codings compared: frames `agreement.FIGURE` and `agreement.DISAGREEMENT`."""

    figures: pl.DataFrame
    disagreements: pl.DataFrame


def agree(
    project: Workspace,
    vocabularies: Codebook,
    coders: tuple[str, str],
    *,
    document_id: str | None = None,
    file: Path | None = None,
    with_texts: bool = True,
    ocr: bool = False,
) -> Agreement:
    """The comparison of two coders of one document.

    A coder is a coding folder, `manual` (the coding of `document_id`, or of the plan whose SHA-256
    `file` has, in the corpus of the file or else the project's), or `automatic` (the machine's of
    `file`). `with_texts`: as in `agreement.compare`. Of a coder who coded a part of the document,
    that part is compared. Raises PlanotecaError where a coding cannot be found, and InvalidData,
    UnknownName.
    """
    entry = find_plan(project, vocabularies, document_id, file)
    read = None if file is None else read_plan(file, vocabularies, ocr=ocr)
    first, second = (
        _coded(coder, vocabularies, entry, read, (document_id, file)) for coder in coders
    )
    name = entry.entry.document_id if entry else (file.name if file else "")
    comparison = compare_coded(first, second, document=name, with_texts=with_texts)
    if read is None:
        return Agreement(first, second, comparison)
    return Agreement(first, second, comparison, read.document, read.reason)


def compare_coded(
    first: Coded, second: Coded, *, document: str = "", with_texts: bool = True
) -> Comparison:
    """The comparison of two codings on what both are about."""
    return agreement.compare(
        scope.restrict(first.coding, first.scope, second.scope),
        scope.restrict(second.coding, first.scope, second.scope),
        document=document,
        with_statistics=first.has_statistics and second.has_statistics,
        with_texts=with_texts,
    )


@dataclass(frozen=True)
class Known:
    """A registered plan and the folder of the codings it may have one in."""

    entry: Entry
    codings: Path


def find_plan(
    project: Workspace, vocabularies: Codebook, document_id: str | None, file: Path | None
) -> Known | None:
    """The registered plan of an id or file; None for a file that no registry knows.

    Raises UnknownName for the id, PlanotecaError where the file is not that of the id.
    """
    if document_id is None and file is None:
        return None
    folder = _corpus_of(file) if file else None
    for home in [folder, project.registry.parent] if folder else [project.registry.parent]:
        entries = registered(project, vocabularies, home)
        known = {entry.document_id: entry for entry in entries}
        if document_id in known:
            entry = known[document_id]
            if file and entry.sha256 and _sha256(file) not in {entry.sha256, None}:
                raise PlanotecaError(
                    f"{file}: its SHA-256 is not that of {document_id} in {home / REGISTRY}"
                )
            return Known(entry, home / _CODING)
        sha256 = _sha256(file) if file and document_id is None else None
        for entry in entries:
            if sha256 is not None and entry.sha256 == sha256:
                return Known(entry, home / _CODING)
    if document_id is not None:
        raise UnknownName("document", document_id, known)
    return None


def _corpus_of(file: Path) -> Path | None:
    """The nearest folder above a file that has a registry and codings of its own."""
    for folder in file.resolve().parents:
        if (folder / REGISTRY).is_file() and (folder / _CODING).is_dir():
            return folder
    return None


def registered(project: Workspace, vocabularies: Codebook, home: Path) -> list[Entry]:
    """The plans of the registry in a folder."""
    return registry.load(home / REGISTRY, vocabularies, places.load(project.reference))


def _coded(
    coder: str,
    vocabularies: Codebook,
    known: Known | None,
    read: Found | None,
    asked: tuple[str | None, Path | None],
) -> Coded:
    document_id, file = asked
    if coder == AUTOMATIC:
        if read is None or read.coding is None:
            raise PlanotecaError(
                "the automatic coder needs the plan's file; name it with --document FILE"
            )
        return Coded(coder, read.coding)
    if coder != MANUAL:
        return from_folder(Path(coder), vocabularies)
    if known is None:
        what = file if file is not None else "two coding folders"
        raise PlanotecaError(
            f"{what}: no registered plan, so its manual coding is not known; "
            "name the folder of the coding instead, or a document_id"
        )
    folder = known.codings / known.entry.document_id
    if not folder.is_dir():
        raise PlanotecaError(
            f"{document_id or known.entry.document_id}: no manual coding ({folder} is missing)"
        )
    return from_folder(folder, vocabularies, MANUAL)


def from_folder(folder: Path, vocabularies: Codebook, name: str | None = None) -> Coded:
    """The coding in a folder; PlanotecaError where there is none, InvalidData where it is wrong."""
    if not folder.is_dir():
        raise PlanotecaError(
            f"{folder} is no coding folder; "
            f"a coder is a folder with commitments.csv, {MANUAL!r} or {AUTOMATIC!r}"
        )
    loaded = coding.load(folder, vocabularies)
    has_statistics = (folder / "statistics.csv").is_file()
    return Coded(name or str(folder), loaded, has_statistics, scope.load(folder))


def read_plan(
    file: Path, vocabularies: Codebook, *, ocr: bool, cache: Cache | None = None
) -> Found:
    """What a file gives, with its lines; raises PlanotecaError where it cannot be read."""
    coded = coded_files.read_all([file], vocabularies, ocr=ocr, cache=cache)
    with closing(coded):
        _, found = next(iter(coded))
    if found.coding is None:
        raise PlanotecaError(found.reason or f"{file}: it cannot be read")
    return found


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None  # its reader says what is wrong
