"""The machine's coding of many documents against the codings of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from planoteca import agreement, building, coded_files, coding
from planoteca.agreement import Comparison
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.evaluation.coders import REGISTRY, Coded, from_folder, registered
from planoteca.registry import Entry
from planoteca.workspace import Workspace

OVERALL = "overall"

# Frame of an evaluation: the frame FIGURE of each document and, as document `overall`, of all
# together. One row more for each document: table commitments, variable units, measure `aside`, the
# share of the machine's commitments that were not compared for their kind.
EVALUATION: dict[str, Any] = {"document": pl.String, **agreement.FIGURE}


@dataclass(frozen=True)
class Evaluated:
    """One document compared: how many rows the reference and the machine have, and set aside."""

    document: str
    comparison: Comparison
    reference: Coding
    machine: Coding
    aside: int
    with_statistics: bool


@dataclass(frozen=True)
class Evaluation:
    """Every document that could be compared, and what could not.

    `without`: references whose file is not at hand; `partly`: reasons why pages of a compared file
    were not read; `problems`: what could not be compared, and why.
    """

    documents: tuple[Evaluated, ...]
    without: tuple[str, ...]
    partly: tuple[str, ...]
    problems: tuple[str, ...]

    def figures(self) -> pl.DataFrame:
        """The frame EVALUATION."""
        whole = agreement.pool([each.comparison for each in self.documents])
        rows = sum(each.aside + len(each.machine.commitments) for each in self.documents)
        frames = [
            _figures(
                each.document,
                each.comparison,
                each.aside,
                each.aside + len(each.machine.commitments),
            )
            for each in self.documents
        ]
        aside = sum(each.aside for each in self.documents)
        return pl.concat([*frames, _figures(OVERALL, whole, aside, rows)])


def named_figures(document: str, comparison: Comparison) -> pl.DataFrame:
    """The figures of one comparison, its document named: rows of EVALUATION."""
    return agreement.figures(comparison).select(pl.lit(document).alias("document"), pl.all())


def _figures(document: str, comparison: Comparison, aside: int, rows: int) -> pl.DataFrame:
    left = pl.DataFrame(
        [
            (
                *(document, "commitments", "units", "aside"),
                *(rows, aside / rows if rows else None, None, None),
            )
        ],
        EVALUATION,
        orient="row",
    )
    return pl.concat([left, named_figures(document, comparison)])


@dataclass(frozen=True)
class References:
    """The references of a folder with their files, by name.

    `without`: names of those whose file is not at hand; `problems`: those that cannot be compared.
    `known`: the registered plans by document_id.
    """

    folder: Path
    files: Mapping[str, Path]
    without: tuple[str, ...]
    problems: tuple[str, ...]
    known: Mapping[str, Entry]


def find_references(
    references: Path, documents: Path, project: Workspace, vocabularies: Codebook
) -> References:
    """The coding folders of `references`, each with its file among those of `documents`.

    A reference is a folder named by the file's stem, or by its document_id in the documents.csv of
    `documents`, beside `references` or of the project. Raises PlanotecaError where no reference
    has a file.
    """
    names = _reference_folders(references)
    known = _known(references, documents, project, vocabularies)
    files, without, problems = _files(names, building.plan_files(documents), known)
    if not files and not problems:
        raise PlanotecaError(
            f"no file in {documents} belongs to a coding in {references}; folders of codings have "
            "the name of the file without its ending, or the document_id"
        )
    return References(references, files, tuple(without), tuple(problems), known)


def evaluate(
    references: References,
    vocabularies: Codebook,
    *,
    all_kinds: bool = False,
    ocr: bool = False,
    progress: Callable[[Path], None] = lambda _: None,
) -> Evaluation:
    """The machine's coding of every file against its reference.

    Where a reference covers some kinds of commitments only, the machine's of other kinds are left
    aside, unless `all_kinds`; a reference without any commitment is compared with all. What cannot
    be read stops nothing and is among the problems.
    """
    problems = list(references.problems)
    loaded: list[tuple[str, Coded, Path]] = []
    for name, file in references.files.items():
        try:
            loaded.append((name, from_folder(references.folder / name, vocabularies), file))
        except InvalidData as error:
            problems += error.problems
    found: list[Evaluated] = []
    partly: list[str] = []
    coded = coded_files.read_all([file for *_, file in loaded], vocabularies, ocr=ocr)
    with closing(coded):
        for (name, reference, _), (path, each) in zip(loaded, coded, strict=True):
            entry = references.known.get(name)
            if each.coding is None:
                problems.append(each.reason or path.name)
            elif entry and entry.sha256 not in {None, each.sha256}:
                problems.append(f"{path}: its SHA-256 is not that of {name} in {REGISTRY}")
            else:
                found.append(_evaluated(name, reference, each.coding, all_kinds=all_kinds))
                partly += [each.reason] if each.reason else []
            progress(path)
    return Evaluation(tuple(found), references.without, tuple(partly), tuple(problems))


def _evaluated(name: str, reference: Coded, machine: Coding, *, all_kinds: bool) -> Evaluated:
    kinds = reference.coding.commitments["kind"].unique().to_list()
    compared = machine if all_kinds or not kinds else agreement.of_kinds(machine, kinds)
    comparison = agreement.compare(
        reference.coding, compared, document=name, with_statistics=reference.has_statistics
    )
    return Evaluated(
        name,
        comparison,
        reference.coding,
        compared,
        len(machine.commitments) - len(compared.commitments),
        reference.has_statistics,
    )


def _reference_folders(references: Path) -> list[str]:
    if not references.is_dir():
        raise PlanotecaError(f"{references} is not a folder; it holds one coding folder per plan")
    if (references / "commitments.csv").is_file():
        raise PlanotecaError(
            f"{references} is one coding; name the folder above it, or compare this one with "
            "planoteca agreement"
        )
    names = [each.name for each in sorted(references.iterdir()) if coding.is_coding(each)]
    return [name for name in names if not name.startswith(".")]


def _known(
    references: Path, documents: Path, project: Workspace, vocabularies: Codebook
) -> dict[str, Entry]:
    """The registered plans by document_id, those of the nearest registry first."""
    found: dict[str, Entry] = {}
    homes = [documents, references.resolve().parent, project.registry.parent]
    for home in dict.fromkeys(home.resolve() for home in homes):
        if (home / REGISTRY).is_file():
            for entry in registered(project, vocabularies, home):
                found.setdefault(entry.document_id, entry)
    return found


def _files(
    names: Sequence[str], files: Sequence[Path], known: Mapping[str, Entry]
) -> tuple[dict[str, Path], list[str], list[str]]:
    """(file of each reference, references without a file, references with several files)."""
    found: dict[str, Path] = {}
    without: list[str] = []
    problems: list[str] = []
    for name in names:
        matching = list(_matching(name, files, known))
        if len(matching) == 1:
            found[name] = matching[0]
        elif matching:
            listed = ", ".join(map(str, matching))
            problems.append(f"{name}: {len(matching)} files may be its document: {listed}")
        else:
            without.append(name)
    return found, without, problems


def _matching(name: str, files: Sequence[Path], known: Mapping[str, Entry]) -> Iterator[Path]:
    entry = known.get(name)
    registered = [f for f in files if entry and entry.file_name and f.name == entry.file_name]
    yield from registered or (file for file in files if file.stem == name)
