"""Progress of work that takes longer than two seconds, for people and for logs."""

from __future__ import annotations

import sys
import time
from typing import Any


class Progress:
    """A progress bar on a terminal; elsewhere a line every two seconds, for logs."""

    _LINE_SECONDS = 2.0

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._said = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self._total and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415
            from rich.progress import Progress as Bar  # noqa: PLC0415

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._bar.add_task(self._what, total=self._total)
        return self

    def advance(self) -> None:
        self._done += 1
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])
        elif time.monotonic() - self._said >= self._LINE_SECONDS:
            self._said = time.monotonic()
            print(f"{self._what}: {self._done} of {self._total}", file=sys.stderr)  # noqa: T201

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
