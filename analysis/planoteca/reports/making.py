"""One page made: its notebook run by papermill in a kernel of its own, then exported."""

from __future__ import annotations

import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError

from planoteca import kernels
from planoteca.reports.exporter import Exporter
from planoteca.reports.jobs import Job
from planoteca.reports.pages import Page

_ARGUMENTS = [
    "--IPKernelApp.extra_extensions=planoteca.reports.session",
    # A kernel warns at length that it listens on this machine, and when it is shut down.
    "--IPKernelApp.log_level=CRITICAL",
    "--HistoryManager.enabled=False",
]


@dataclass(frozen=True)
class Failure:
    """A page that could not be made: where its notebook and traceback were kept, if they were."""

    job: Job
    cell: int | None
    message: str
    kept: Path | None

    def __str__(self) -> str:
        """The page, its cell where that is known, what went wrong."""
        cell = "" if self.cell is None else f"cell {self.cell}: "
        kept = "" if self.kept is None else f" (kept: {self.kept})"
        return f"{self.job.file_name}: {cell}{self.message}{kept}"


def make(
    job: Job,
    page: Page,
    database_path: Path,
    exporter: Exporter,
    failed_folder: Path,
    stopped: threading.Event,
) -> Failure | None:
    """Make a page; whatever goes wrong with it becomes its Failure, unless all was `stopped`."""
    if stopped.is_set():
        return None
    with tempfile.TemporaryDirectory(prefix="planoteca-") as temporary:
        executed = Path(temporary) / "executed.ipynb"
        try:
            exporter.write(_execute(job, database_path, executed), page, job.document)
        except Exception as error:  # noqa: BLE001 - one bad report never stops the rest
            return None if stopped.is_set() else _keep(job, error, executed, failed_folder)
        finally:
            ensure_event_loop().close()  # the one that running a kernel left to this thread
    return None


def _execute(job: Job, database_path: Path, executed: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = papermill.execute_notebook(
        str(job.report.notebook),
        str(executed),
        parameters={**job.parameters, "language": job.language, "database": str(database_path)},
        kernel_manager_class=kernels.Manager,
        extra_arguments=[*_ARGUMENTS],  # to which papermill adds
        request_save_on_cell_execute=False,  # the whole notebook each time
        shutdown_kernel="immediate",  # it has nothing to save
        progress_bar=False,
        log_output=False,
    )
    return notebook


def _keep(job: Job, error: Exception, executed: Path, failed_folder: Path) -> Failure:
    notebook = failed_folder / job.file_name.replace(".html", ".ipynb")
    text = notebook.with_suffix(".txt")
    is_kept = False
    with suppress(OSError):  # a folder that cannot be written stops no other page
        failed_folder.mkdir(parents=True, exist_ok=True)
        notebook.unlink(missing_ok=True)
        if executed.is_file():
            shutil.copyfile(executed, notebook)
        text.write_text(str(error), "utf-8", "replace")
        is_kept = True
    if isinstance(error, papermill.PapermillExecutionError):
        message = f"{error.ename}: {error.evalue}"
        return Failure(job, error.exec_count, message, notebook if is_kept else None)
    message = f"{type(error).__name__}: {error}"
    if isinstance(error, DeadKernelError):
        message = "its kernel died, mostly a sign that memory ran out"
    return Failure(job, None, message, text if is_kept else None)
