"""Executed notebooks turned into pages by processes that stay warm from one page to the next."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pebble

from planoteca import kernels
from planoteca.reports.pages import Page
from planoteca.workers import end_with_parent


class Exporter:
    """Writes the pages of one run into a folder; one that crashes its process costs no other.

    `build` and `pages` as in `html.render`.
    """

    def __init__(
        self, folder: Path, build: Mapping[str, Any], pages: Container[str], workers: int
    ) -> None:
        self._pool = pebble.ProcessPool(
            max_workers=workers,
            initializer=_start,
            initargs=((folder, build, pages),),
            context=kernels.context(),
        )

    def write(
        self, notebook: nbformat.NotebookNode, page: Page, document: Mapping[str, Any] | None
    ) -> None:
        """Write the page of an executed notebook; raises what went wrong in the process."""
        self._pool.schedule(_write, (notebook, page, document)).result()

    def stop(self) -> None:
        """End the processes, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


_run: tuple[Path, Mapping[str, Any], Container[str]] | None = None


def _start(run: tuple[Path, Mapping[str, Any], Container[str]]) -> None:
    global _run  # noqa: PLW0603
    _run = run
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setpgid(0, 0)
    threading.Thread(target=end_with_parent, daemon=True).start()


def _write(notebook: nbformat.NotebookNode, page: Page, document: Mapping[str, Any] | None) -> None:
    if _run is None:
        raise RuntimeError("not a process of the exporter")
    from planoteca.reports import html  # noqa: PLC0415 - slow to import, and for this process only

    folder, build, pages = _run
    html.write(folder, notebook, page, build, pages, document)
