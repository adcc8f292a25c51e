"""Kernels as jupyter_client starts, watches and ends them, but forked."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import uuid
import weakref
from collections.abc import Iterator, Mapping
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from types import ModuleType
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from planoteca.kernels import child

# Elsewhere there is no fork, or libraries of the system run threads from the start (macOS).
CAN_FORK = sys.platform == "linux"
_PRELOADED = ["planoteca.kernels.preload"]
_lock = threading.Lock()
_kernels: weakref.WeakSet[Provisioner] = weakref.WeakSet()


def context() -> SpawnContext | ForkServerContext:
    """How processes that need the same imports start: forked from the server, or anew."""
    if not CAN_FORK:
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(_PRELOADED)
    return found


def kill_all() -> None:
    """Kill every kernel of this process, whatever it is at."""
    for kernel in list(_kernels):
        kernel.kill_now()


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the program: a kernel needs nothing of it, and would import all of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Forked:
    """A forked process, with what jupyter_client asks of one of `subprocess`."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], environment: Mapping[str, str], folder: str) -> None:
        self._process = context().Process(target=child.run, args=(command, environment, folder))
        # To start one looks at the others, which must not be asked twice at once.
        with _lock, _without_main():
            self._process.start()
        self.pid = int(self._process.pid or 0)

    def poll(self) -> int | None:
        with _lock:
            return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class Provisioner(LocalProvisioner):
    """Forks kernels of this Python; starts those of another one as usual."""

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        _kernels.add(self)
        if not (CAN_FORK and cmd[0] == sys.executable and child.LAUNCHER in cmd):
            return await super().launch_kernel(cmd, **kwargs)
        folder = str(kwargs.get("cwd") or Path.cwd())
        self.process = _Forked(cmd, kwargs.get("env") or os.environ, folder)
        self.pid = self.pgid = self.process.pid
        self.cwd = folder
        return self.connection_info

    def kill_now(self) -> None:
        """Kill the kernel and what it started, from any thread."""
        if self.process is not None and self.pid:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)


class Manager(AsyncKernelManager):
    """Manages one kernel, forked where that is possible."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.kernel_id = str(uuid.uuid4())
        self.provisioner = Provisioner(
            kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
        )
