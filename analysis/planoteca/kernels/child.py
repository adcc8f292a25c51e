"""What a forked process does: be one kernel, from its start to its end."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from pathlib import Path

from planoteca.workers import end_with_parent

LAUNCHER = "ipykernel_launcher"


def run(command: list[str], environment: Mapping[str, str], folder: str) -> None:
    """Be the kernel that `command` starts (`python -m ipykernel_launcher ...`); never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if not _is_alone(os.getppid()):
        os.execve(command[0], command, {**environment, "JPY_PARENT_PID": str(os.getppid())})  # noqa: S606
    threading.Thread(target=end_with_parent, daemon=True).start()
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - only where it is imported already

    app = IPKernelApp.instance()
    app.initialize(command[command.index(LAUNCHER) + 1 :])  # type: ignore[no-untyped-call]
    app.start()  # type: ignore[no-untyped-call]
    app.close()  # type: ignore[no-untyped-call]
    os._exit(0)


def _is_alone(process: int) -> bool:
    """Whether a process has one thread, so that its fork can hold no lock of another."""
    return len(list(Path(f"/proc/{process}/task").iterdir())) == 1
