"""The whole way to the database: registry, codings and documents in, plans.duckdb out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planoteca import (
    __version__,
    cache,
    codebook,
    coded_files,
    corpus,
    database,
    identity,
    official,
    outcomes,
    places,
    registry,
    storage,
)
from planoteca.codebook import Codebook
from planoteca.coded_files import Cluster
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.places import Gazetteer
from planoteca.registry import Entry
from planoteca.workspace import Workspace

_REGISTRY, _CODING, _OUTCOMES = "documents.csv", "coding", "outcomes"
_OWN = {_REGISTRY, _CODING, _OUTCOMES}  # of a corpus that is its own: no plans
_COVERAGE = ("coded", "no_commitments", "unreadable", "pending")
_LISTED = 20  # unreadable plans named one by one
_NO_PLANS = {"README.md", "README.txt", "INDEX.csv", "LICENSE"}


@dataclass(frozen=True)
class Build:
    """What a build made, or found made: nothing `is_new` where nothing had changed."""

    path: Path
    build: dict[str, Any]
    entries: Sequence[Entry]
    is_new: bool = True


def build(
    project: Workspace,
    documents: Path | None,
    output: Path | None,
    progress: Callable[[Path], None] = lambda _: None,
    *,
    ocr: bool = False,
    jobs: int | None = None,
    reuse: bool = True,
    retry: bool = False,
    cluster: Cluster | None = None,
) -> Build:
    """Build the database of the project's plans and, if given, a folder of documents.

    A folder with a `documents.csv` of its own is a corpus of its own: registry and coding are
    its own, the project's plans are left out, and `output` must be given, so that specimens
    never mix with real plans. With `ocr`, scanned pages are recognised. Documents are read in
    `jobs` processes, and only where the project's cache does not have them; with `retry` those too
    whose reading was stopped before. Without `reuse`, the texts of the plans are not compared. With
    a `cluster`, its machines read the documents.

    A database that was made of the same inputs by the same code stays as it is. Raises InvalidData
    and PlanotecaError; an earlier database stays as it was.
    """
    if documents is not None and _is_corpus(documents) and output is None:
        raise PlanotecaError(
            f"{documents} is a corpus of its own (it has {_REGISTRY}); "
            "name its database with --output, e.g. --output outputs/specimens.duckdb"
        )
    path = output or project.database
    vocabularies = codebook.load(project.codebook)
    gazetteer = places.load(project.reference)
    figures = official.load(project.reference, vocabularies, gazetteer)
    entries = _coded(project, documents, vocabularies, gazetteer)
    kept = cache.of(project.cache, vocabularies, ocr=ocr)
    if documents is not None:
        files = coded_files.code_files(
            plan_files(documents),
            vocabularies,
            kept,
            ocr=ocr,
            jobs=jobs,
            retry=retry,
            cluster=cluster,
        )
        with closing(files):
            entries = corpus.add_documents(entries, files, gazetteer, progress)
        kept.tidy()
    recorded = _outcome_folder(project, documents)
    inputs = identity.of_inputs(
        entries,
        vocabularies,
        gazetteer,
        figures,
        [project.queries, recorded],
        f"{__version__} {reuse} {kept.folder.name}",  # which recognition read the lines
    )
    made = {"inputs_sha256": inputs, "code_sha256": identity.code_sha256()}
    database.remove_leftovers(path)
    found = database.built(path)
    if found and made.items() <= found.items():
        return Build(path, found, entries, is_new=False)
    with kept.in_use():
        entries = corpus.verified(corpus.located(entries, kept))
        entries = outcomes.attach(entries, recorded, vocabularies)
        row = database.write(
            path,
            entries,
            vocabularies,
            gazetteer,
            figures,
            project.queries,
            __version__,
            inputs=inputs,
            with_reuse=reuse,
        )
    return Build(path, row, entries)


def summary(built: Build, *, with_coverage: bool) -> Iterator[str]:
    """What a build made, in a line and, with coverage, a table of the plans by state."""
    states = Counter(entry.coverage for entry in built.entries)
    counted = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    yield (
        f"{built.path}: {built.build['documents']} plans ({counted}), "
        f"{built.build['commitments']} commitments, {built.build['statistics']} statistics, "
        f"build {built.build['build_id']}{'' if built.is_new else ' (nothing has changed)'}"
    )
    if with_coverage:
        yield from (f"  {state:<14}{states[state]:>6}" for state in _COVERAGE)


def unread(built: Build, database_option: str = "") -> Iterator[str]:
    """The plans that could not be read with their reasons, a line each; of many, the first."""
    entries = [entry for entry in built.entries if entry.reason is not None]
    for entry in entries[:_LISTED]:
        is_partly = registry.AUTOMATIC in entry.methods
        state = "partly read" if is_partly else "unreadable" if not entry.methods else "not read"
        yield f"  {state} {entry.document_id}: {entry.reason}"
    if any(entry.found and entry.found.limits for entry in entries):
        yield "  what was stopped or crashed is read again with: planoteca build --retry"
    if len(entries) > _LISTED:
        more = len(entries) - _LISTED
        yield f"  and {more} more: planoteca query unread_documents{database_option}"


def check(project: Workspace, documents: Path | None, verified: list[str]) -> None:
    """Load everything a build loads; with documents, verify every number that is cited in them.

    Appends the ids of the documents found and verified to `verified`. Raises InvalidData.
    """
    vocabularies = codebook.load(project.codebook)
    gazetteer = places.load(project.reference)
    official.load(project.reference, vocabularies, gazetteer)
    entries = _coded(project, documents, vocabularies, gazetteer)
    folder = _outcome_folder(project, documents)
    if documents is None:
        outcomes.attach(entries, folder, vocabularies)
        return
    kept = cache.of(project.cache, vocabularies, ocr=False)
    files = coded_files.code_files(plan_files(documents), vocabularies, kept)
    with closing(files):
        found = corpus.add_documents(entries, files, gazetteer)
    with kept.in_use():
        found = corpus.verified(corpus.located(found, kept))
        outcomes.attach(found, folder, vocabularies)
    known = {entry.document_id for entry in entries}
    changed = {entry.file_name for entry in entries} & {
        entry.file_name for entry in found if entry.document_id not in known
    }
    if changed:
        raise InvalidData(
            f"{len(changed)} file(s) have the name of a registered plan but another SHA-256",
            sorted(name for name in changed if name),
        )
    verified += [
        entry.document_id
        for entry in found
        if entry.document_id in known and len(entry.methods) > 1
    ]


def plan_files(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders that may be plans, by name.

    A corpus's own registry, coding and outcomes are no plans; neither are hidden files, read-mes
    and indexes.
    """
    if not folder.is_dir():
        raise PlanotecaError(f"{folder} is not a folder; --documents takes a folder of plan files")
    own = _OWN if _is_corpus(folder) else set()
    found = []
    for here, folders, files in storage.walk(folder):
        skipped = own if here == folder else set()
        folders[:] = [name for name in folders if not name.startswith(".") and name not in skipped]
        found += [
            here / name
            for name in files
            if not name.startswith(".") and name not in _NO_PLANS and name not in skipped
        ]
    return sorted(path for path in found if storage.is_remote(path) or path.is_file())


def _coded(
    project: Workspace, documents: Path | None, vocabularies: Codebook, gazetteer: Gazetteer
) -> list[Entry]:
    if documents is not None and _is_corpus(documents):
        path, folder = documents / _REGISTRY, documents / _CODING
    else:
        path, folder = project.registry, project.coding
    return corpus.attach_codings(registry.load(path, vocabularies, gazetteer), folder, vocabularies)


def _outcome_folder(project: Workspace, documents: Path | None) -> Path:
    is_own = documents is not None and _is_corpus(documents)
    return documents / _OUTCOMES if documents is not None and is_own else project.outcomes


def _is_corpus(folder: Path) -> bool:
    is_own = (folder / _REGISTRY).is_file()
    if is_own and storage.is_remote(folder):
        raise PlanotecaError(
            f"{folder} is a corpus of its own (it has {_REGISTRY}); copy it to this machine"
        )
    return is_own
