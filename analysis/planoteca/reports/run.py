"""Running reports: papermill in a temporary folder, pages renamed into place on success."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop

from planoteca import database, queries
from planoteca.errors import InvalidParameter, PlanotecaError, UnknownName
from planoteca.reports import html
from planoteca.reports.manifest import LANGUAGES, Report


@dataclass(frozen=True)
class Job:
    """One page to make: a report with all its parameters set."""

    report: Report
    parameters: Mapping[str, Any]
    language: str
    title: str

    @property
    def file_name(self) -> str:
        parts = [self.report.name, *(str(value) for value in self.parameters.values())]
        return f"{'-'.join(parts)}.{self.language}.html"


@dataclass(frozen=True)
class Failure:
    """A page that could not be made: where its notebook and traceback were kept."""

    job: Job
    cell: int | None
    message: str
    kept: Path


def plan(
    reports: Iterable[Report],
    database_path: Path,
    languages: Sequence[str],
    given: Mapping[str, Any],
) -> list[Job]:
    """Every page to make, all parameters checked, before anything runs.

    Raises UnknownName or InvalidParameter, DatabaseUnavailable.
    """
    for language in languages:
        if language not in LANGUAGES:
            raise UnknownName("language", language, LANGUAGES)
    reports = list(reports)
    known = {name for report in reports for name in report.parameters}
    for name in given:
        if name not in known:
            raise UnknownName(f"parameter of {', '.join(r.name for r in reports)}", name, known)
    titles = _coded_documents(database_path, given.get("document_id"))
    return [
        Job(report, parameters, language, _title(report, parameters, language, titles))
        for language in languages
        for report in reports
        for parameters in _parameter_sets(report, given, list(titles))
    ]


def _coded_documents(database_path: Path, wanted: str | None) -> dict[str, str]:
    """Titles of the plans that have commitments, by id; `wanted` must be one of them."""
    with database.reading(database_path) as connection:
        rows = connection.execute(
            "SELECT document_id, title, coverage FROM document ORDER BY title, document_id"
        ).fetchall()
    coverage = {document: state for document, _, state in rows}
    if wanted is not None and wanted not in coverage:
        raise UnknownName("document", wanted, coverage)
    if wanted is not None and coverage[wanted] != "coded":
        raise InvalidParameter(
            f"document {wanted!r} has no commitments to report (coverage: {coverage[wanted]})"
        )
    return {document: title for document, title, state in rows if state == "coded"}


def run(
    jobs: Sequence[Job],
    database_path: Path,
    folder: Path,
    failed_folder: Path,
    progress: Callable[[Job], None] = lambda _: None,
) -> list[Failure]:
    """Make every page in `folder` and the index; a page that fails never stops the others.

    A failed page's notebook and traceback are kept in `failed_folder`; an older page of the same
    name stays.
    """
    # A kernel may be started elsewhere: no path may depend on the current folder.
    database_path, folder = database_path.resolve(), folder.resolve()
    failed_folder = failed_folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise PlanotecaError(f"{folder} cannot be written: {error.strerror}") from error
    logging.getLogger("papermill").setLevel(logging.ERROR)
    build = _build_row(database_path)

    def make(job: Job) -> Failure | None:
        try:
            with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as temporary:
                return _make(job, build, database_path, Path(temporary), failed_folder)
        finally:
            ensure_event_loop().close()  # the one that running a kernel left to this thread
            progress(job)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's own, about its dependencies
        # A thread only waits for the kernel that does its report's work.
        pool = ThreadPoolExecutor(max_workers=os.cpu_count())
        try:
            failures = [failure for failure in pool.map(make, jobs) if failure is not None]
        finally:
            pool.shutdown(cancel_futures=True)  # stopped by hand: pages not begun are dropped
    _write_index(build, folder)
    return failures


def _make(
    job: Job,
    build: Mapping[str, Any],
    database_path: Path,
    temporary: Path,
    failed_folder: Path,
) -> Failure | None:
    executed = temporary / "executed.ipynb"
    try:
        papermill.execute_notebook(
            str(job.report.notebook),
            str(executed),
            parameters={
                **job.parameters,
                "language": job.language,
                "database": str(database_path),
            },
            # A kernel warns at length that it listens on this machine, and when it is shut down.
            extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            progress_bar=False,
            log_output=False,
        )
        notebook = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
        page = html.render(notebook, job.title, job.language, build["build_id"])
        target = temporary / job.file_name
        target.write_text(page, "utf-8")
        target.replace(temporary.parent / job.file_name)
    except Exception as error:  # noqa: BLE001 - one bad report never stops the rest
        return _keep(job, error, executed, failed_folder)
    return None


def _keep(job: Job, error: Exception, executed: Path, failed_folder: Path) -> Failure:
    failed_folder.mkdir(parents=True, exist_ok=True)
    kept = failed_folder / job.file_name.replace(".html", ".ipynb")
    if executed.is_file():
        shutil.copyfile(executed, kept)
    kept.with_suffix(".txt").write_text(str(error), "utf-8")
    if isinstance(error, papermill.PapermillExecutionError):
        return Failure(job, error.exec_count, f"{error.ename}: {error.evalue}", kept)
    return Failure(job, None, f"{type(error).__name__}: {error}", kept)


def _parameter_sets(
    report: Report, given: Mapping[str, Any], documents: Sequence[str]
) -> list[dict[str, Any]]:
    own = {name: value for name, value in given.items() if name in report.parameters}
    if report.per_document and own.get("document_id") is None:
        sets = [{**own, "document_id": document} for document in documents]
    else:
        sets = [own]
    for parameters in sets:
        queries.check_parameters(f"report {report.name!r}", report.parameters, parameters)
    return sets


def _title(
    report: Report, parameters: Mapping[str, Any], language: str, titles: Mapping[str, str]
) -> str:
    subject = titles.get(parameters.get("document_id", ""))
    title = report.titles[language]
    return f"{subject}: {title[0].lower()}{title[1:]}" if subject else title


def _write_index(build: Mapping[str, Any], folder: Path) -> None:
    """List the pages of this build; those of another one stay on disk, unlisted."""
    found = [html.describe(path) for path in sorted(folder.glob("*.*.html"))]
    pages = [page for page in found if page.build_id == build["build_id"]]
    index = folder / ".index.html.making"
    index.write_text(html.render_index(pages, build), "utf-8")
    index.replace(folder / "index.html")


def _build_row(database_path: Path) -> dict[str, Any]:
    with database.reading(database_path) as connection:
        cursor = connection.execute("SELECT * FROM build")
        names = [column[0] for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchall()[0], strict=True))
