"""Running reports: several kernels at once, pages put in place when they are whole, the index."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from planoteca import kernels, workspace
from planoteca.errors import PlanotecaError
from planoteca.reports import index, pages, versions
from planoteca.reports.exporter import Exporter
from planoteca.reports.jobs import Job, build_of, plan
from planoteca.reports.making import Failure, make
from planoteca.reports.manifest import LANGUAGES
from planoteca.reports.pages import Page

__all__ = ["Failure", "Job", "changed", "plan", "run"]

_KERNELS_OF_AN_EXPORTER = 3  # that one process of it keeps up with


def changed(jobs: Sequence[Job], database_path: Path, folder: Path) -> list[Job]:
    """The jobs whose pages in `folder` would come out otherwise, or are not there.

    A page is made from its notebook and parameters, the build (any change of the data makes
    another one), the code of the project, and the pages that it can link to.
    """
    build = build_of(database_path)
    there = {page.file_name: page for page in pages.of_build(folder, build["build_id"])}
    wanted = _pages(jobs, build, {*there, *(job.file_name for job in jobs)})
    return [
        job for job, page in zip(jobs, wanted, strict=True) if there.get(page.file_name) != page
    ]


def run(
    jobs: Sequence[Job],
    database_path: Path,
    folder: Path,
    failed_folder: Path,
    progress: Callable[[Job], None] = lambda _: None,
    *,
    at_once: int | None = None,
) -> list[Failure]:
    """Make every page in `folder` and the index; a page that fails never stops the others.

    `at_once` kernels run at the same time, by default one for each processor. A failed page's
    notebook and traceback are kept in `failed_folder`; an older page of the same name stays.
    Stopped by Ctrl-C, it ends every kernel; the pages made until then are listed.
    """
    # A kernel may be started elsewhere: no path may depend on the current folder.
    database_path, folder = database_path.resolve(), folder.resolve()
    failed_folder = failed_folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise PlanotecaError(f"{folder} cannot be written: {error.strerror}") from error
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # failures are told in the end
    build = build_of(database_path)
    names = {page.file_name for page in pages.of_build(folder, build["build_id"])}
    names |= {job.file_name for job in jobs}
    # One more than processors, for a kernel is idle while its page is exported.
    workers = min(at_once or _processors() + 1, len(jobs)) or 1
    exporter = Exporter(folder, build, names, -(-workers // _KERNELS_OF_AN_EXPORTER))
    stopped = threading.Event()
    at_work: list[Future[Failure | None]] = []

    def work(job: Job, page: Page) -> Failure | None:
        failure = make(job, page, database_path, exporter, failed_folder, stopped)
        if not stopped.is_set():
            progress(job)
        return failure

    # A thread only waits for the kernel and the exporter that do its page's work.
    pool = ThreadPoolExecutor(max_workers=workers)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's own, about its dependencies
        try:
            for job, page in zip(jobs, _pages(jobs, build, names), strict=True):
                at_work.append(pool.submit(work, job, page))
            failures = [each.result() for each in at_work]
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            exporter.stop()
            while not all(each.done() for each in at_work):
                kernels.kill_all()
                time.sleep(0.05)
            _write_index(build, folder)
    return [each for each in failures if each is not None]


def _pages(jobs: Iterable[Job], build: Mapping[str, Any], names: set[str]) -> list[Page]:
    """What each job's page will say of itself, with the digest of all it is made from."""
    code = versions.of_code(workspace.find())
    profiles = {
        language: _digest(
            name
            for name in names
            if name.startswith(pages.PASSAGES) and name.endswith(f".{language}.html")
        )
        for language in LANGUAGES
    }
    result = []
    for job in jobs:
        page = job.page(build["build_id"])
        data = {
            "build": build,
            "parameters": job.parameters,
            "language": job.language,
            "title": job.title,
            "document": job.document,
            "profiles": profiles[job.language],
            "twin": page.twin in names,
        }
        made_from = versions.digest(job.report.notebook, code, data)
        result.append(replace(page, made_from=made_from))
    return result


def _digest(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def _processors() -> int:
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return usable or 1


def _write_index(build: Mapping[str, Any], folder: Path) -> None:
    """List the pages of this build; those of another one stay on disk, unlisted."""
    listed = list(pages.of_build(folder, build["build_id"]))
    index.write(folder, listed, build)
