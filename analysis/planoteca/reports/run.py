"""Running reports: papermill in a temporary folder, pages renamed into place on success."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop

from planoteca import database, queries
from planoteca.errors import InvalidParameter, PlanotecaError, UnknownName
from planoteca.reports import html, pages
from planoteca.reports.manifest import LANGUAGES, Report
from planoteca.reports.pages import Page

if TYPE_CHECKING:
    import duckdb

_PLANS = """
    SELECT document.*, plan_overview.department, plan_overview.commitments
    FROM document JOIN plan_overview USING (document_id)
    WHERE document.coverage = 'coded'
    ORDER BY document.title, document.document_id
"""
_DIMENSIONS = """
    SELECT document_id, dimension_es, dimension_en
    FROM targets_by_dimension LEFT JOIN dimension USING (dimension_id)
    ORDER BY document_id, targets_by_dimension.commitments DESC, dimension.position NULLS LAST
"""


@dataclass(frozen=True)
class Job:
    """One page to make: a report with all its parameters set.

    `document` is what is known of the plan that the page is on: `_PLANS` and `_DIMENSIONS`.
    """

    report: Report
    parameters: Mapping[str, Any]
    language: str
    title: str
    document: Mapping[str, Any] | None = None

    @property
    def file_name(self) -> str:
        return pages.file_name(self.report.name, self.parameters.values(), self.language)

    def page(self, build_id: str) -> Page:
        """What the page's head will say of it."""
        plan = self.document or {}
        return Page(
            self.file_name,
            self.title,
            self.language,
            build_id,
            self.report.titles[self.language],
            plan.get("place_name"),
            plan.get("department"),
            plan.get("organisation"),
            plan.get("commitments"),
            plan.get(f"dimension_{self.language}"),
        )


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
    plans = _coded_plans(database_path, given.get("document_id"))
    queries.names_of("document", given.get("document_ids") or "", plans)
    return [
        _job(report, parameters, language, plans.get(parameters.get("document_id", "")))
        for language in languages
        for report in reports
        for parameters in _parameter_sets(report, given, list(plans))
    ]


def _coded_plans(database_path: Path, wanted: str | None) -> dict[str, dict[str, Any]]:
    """What pages say of the plans that have commitments, by id; `wanted` must be one of them."""
    with database.reading(database_path) as connection:
        coverage = dict(connection.execute("SELECT document_id, coverage FROM document").fetchall())
        plans = _rows(connection, _PLANS)
        # The largest share of each plan comes first, so the others do not count.
        dimensions = {row["document_id"]: row for row in reversed(_rows(connection, _DIMENSIONS))}
    if wanted is not None and wanted not in coverage:
        raise UnknownName("document", wanted, coverage)
    if wanted is not None and coverage[wanted] != "coded":
        raise InvalidParameter(
            f"document {wanted!r} has no commitments to report (coverage: {coverage[wanted]})"
        )
    return {row["document_id"]: row | dimensions.get(row["document_id"], {}) for row in plans}


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
    with database.reading(database_path) as connection:
        build = _rows(connection, "SELECT * FROM build")[0]
    made = {page.file_name for page in pages.of_build(folder, build["build_id"])}
    made |= {job.file_name for job in jobs}

    def make(job: Job) -> Failure | None:
        try:
            with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as temporary:
                executed = Path(temporary) / "executed.ipynb"
                try:
                    _make(job, build, made, database_path, executed)
                except Exception as error:  # noqa: BLE001 - one bad report never stops the rest
                    return _keep(job, error, executed, failed_folder)
                return None
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
    made: Container[str],
    database_path: Path,
    executed: Path,
) -> None:
    """Make a page beside the finished ones, in the folder of `executed`, and put it in place."""
    papermill.execute_notebook(
        str(job.report.notebook),
        str(executed),
        parameters={**job.parameters, "language": job.language, "database": str(database_path)},
        # A kernel warns at length that it listens on this machine, and when it is shut down.
        extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
        progress_bar=False,
        log_output=False,
    )
    notebook = nbformat.read(executed, as_version=4)  # type: ignore[no-untyped-call]
    page = job.page(build["build_id"])
    rendered = html.render(notebook, page, build, made, job.document)
    temporary, folder = executed.parent, executed.parent.parent
    new = temporary / html.ASSETS
    new.mkdir()
    for name, content in rendered.files.items():
        (new / name).write_bytes(content)
    (temporary / page.file_name).write_text(rendered.text, "utf-8")
    assets = folder / html.ASSETS / page.stem
    shutil.rmtree(assets, ignore_errors=True)
    if rendered.files:
        assets.parent.mkdir(exist_ok=True)
        new.replace(assets)
    (temporary / page.file_name).replace(folder / page.file_name)


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


def _job(
    report: Report,
    parameters: Mapping[str, Any],
    language: str,
    document: Mapping[str, Any] | None,
) -> Job:
    title = report.titles[language]
    if document is not None:
        title = f"{document['title']}: {title[0].lower()}{title[1:]}"
    return Job(report, parameters, language, title, document)


def _write_index(build: Mapping[str, Any], folder: Path) -> None:
    """List the pages of this build; those of another one stay on disk, unlisted."""
    listed = list(pages.of_build(folder, build["build_id"]))
    index = folder / ".index.html.making"
    index.write_text(html.render_index(listed, build), "utf-8")
    index.replace(folder / "index.html")


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
