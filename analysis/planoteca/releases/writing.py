"""The whole release: written beside its place, checked against the previous one, then frozen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from planoteca import codebook, database
from planoteca.errors import InvalidParameter, PlanotecaError
from planoteca.exports import about, delimited, views
from planoteca.releases import (
    changes,
    checksums,
    citing,
    edition,
    history,
    pages,
    tables,
    versions,
)
from planoteca.releases.edition import Edition
from planoteca.releases.records import RECORDS
from planoteca.workspace import Workspace

_MEMORY = "1GB"  # for sorting; what is more goes to the disk, beside the release


@dataclass(frozen=True)
class Release:
    """What was written: the folder, what it says of itself, and the changes by table."""

    folder: Path
    edition: Edition
    changes: Mapping[str, Mapping[str, int]]


def write(
    project: Workspace,
    database_path: Path,
    version: str,
    parent: Path,
    previous: Path | None = None,
    *,
    with_texts: bool = False,
) -> Release:
    """Write the release `version` of a database to a folder of that name in `parent`.

    It is compared with `previous`, by default the latest earlier release in `parent`. Printed
    words of plans are left blank unless `with_texts`. Raises InvalidParameter for a version that
    is none or is there already, InvalidData when the previous release is damaged,
    DatabaseUnavailable; nothing is left then.
    """
    versions.check(version)
    target = parent / version
    if target.exists():
        raise InvalidParameter(
            f"{target} is there already, and a release is frozen: the next one is "
            f"{versions.following(version)}"
        )
    before = previous or versions.latest_before(version, parent)
    if before is not None:
        checksums.verify(before)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(
                prefix=f".{version}.", suffix=".releasing", dir=parent
            ) as temporary,
            database.reading(database_path) as connection,
        ):
            scratch, filled = Path(temporary) / "scratch", Path(temporary) / version
            scratch.mkdir()
            filled.mkdir()
            connection.execute("SET memory_limit = $limit", {"limit": _MEMORY})
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET temp_directory = $path", {"path": str(scratch / "sorting")})
            made, counted = _fill(
                connection, project, filled, scratch, before, version, with_texts=with_texts
            )
            checksums.write(filled)
            filled.rename(target)
    except (OSError, duckdb.Error, pl.exceptions.PolarsError) as error:
        raise PlanotecaError(f"{target} was not made: {error}") from error
    return Release(target, made, counted)


def _fill(
    connection: duckdb.DuckDBPyConnection,
    project: Workspace,
    folder: Path,
    scratch: Path,
    before: Path | None,
    version: str,
    *,
    with_texts: bool,
) -> tuple[Edition, Mapping[str, Mapping[str, int]]]:
    build = about.read_build(connection)
    _add_codebook(project, folder / "codebook", build)
    earlier = None if before is None else edition.read(before)
    rows = tables.write(connection, folder, scratch, with_texts=with_texts)
    released = tables.released(connection)
    made = Edition(
        version=version,
        previous=None if earlier is None else earlier.version,
        build_id=build.build_id,
        codebook_version=build.codebook_version,
        software_version=build.version,
        plans=build.plans,
        with_texts=with_texts,
        rows=rows,
        columns={view.name: [column.name for column in view.columns] for view in released},
    )
    found = pl.DataFrame(schema=changes.CHANGE)
    if before is not None and earlier is not None:
        found = changes.find(
            before / "parquet",
            folder / "parquet",
            _compared(connection),
            with_texts=with_texts == earlier.with_texts,
        )
    vocabularies = {c.name: c.vocabulary for v in released for c in v.columns if c.vocabulary}
    delimited.write(found.lazy(), folder / "changes.csv")
    delimited.write(views.dictionary(released).lazy(), folder / "dictionary.csv")
    for name, text in {
        "CHANGES.md": history.text(found, made, earlier, vocabularies),
        "dictionary.md": pages.dictionary(made, released),
        "README.md": pages.readme(made, released),
        "CITATION.cff": citing.cff(made),
        "CITATION.bib": citing.bibtex(made),
        "LICENSE.txt": about.licence(),
        edition.PACKAGE: edition.package(made, released, folder),
    }.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return made, history.counts(found)


def _add_codebook(project: Workspace, folder: Path, build: about.Build) -> None:
    """Copy the codebook; raises PlanotecaError when the database follows another version of it."""
    version = codebook.load(project.codebook).version
    if version != build.codebook_version:
        raise PlanotecaError(
            f"the database follows codebook {build.codebook_version}, and {project.codebook} is "
            f"{version}; make the database again with: planoteca build"
        )
    folder.mkdir()
    for path in sorted(project.codebook.iterdir()):
        if path.suffix in {".csv", ".md", ".txt"}:
            shutil.copyfile(path, folder / path.name)


def _compared(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Sequence[str]]:
    """The columns of each record's own table: what views join from others changes there."""
    names = [record.table for record in RECORDS if record.table != tables.CODES.name]
    found = [*views.find(connection, names), tables.CODES]
    return {view.name: [column.name for column in view.columns] for view in found}
