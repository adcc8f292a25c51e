"""Work on many files in worker processes, each file within limits of time and memory.

Whatever a file does to its reader (an endless loop, a crash of a library, all memory taken) costs
that one file and becomes a Failure. Workers are spawned, not forked: polars runs threads as soon
as it is imported, and refuses to work in a fork.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import connection, resource_tracker
from pathlib import Path
from typing import Any

import pebble

from planoteca.errors import PlanotecaError

if sys.platform != "win32":
    import resource

_WORKERS = 4  # at most: each may take the whole memory limit
_GROWTH_SECONDS = 1.0  # a worker starts in half a second: too much for a few short plans
_AHEAD = 500_000_000  # bytes of results kept while an earlier document is still being read
_START_SECONDS = 60.0  # for a worker to start, on a busy machine
_TASKS = 2_000  # then the worker is replaced, with whatever its libraries have not given back
# Pebble looks at its workers this often, and waits this long before it kills a stopped one.
pebble.CONSTS.sleep_unit = 0.02
pebble.CONSTS.term_timeout = 0.5


@dataclass(frozen=True)
class Limits:
    """What one document may take: seconds by the clock, bytes of memory."""

    seconds: float = 120
    memory: int = 2_000_000_000


LIMITS = Limits()
OCR_LIMITS = Limits(seconds=1800)  # a dense page takes five seconds, and a plan may have 300


@dataclass(frozen=True)
class Failure:
    """Why a worker has no result: a clause without the name of the file."""

    reason: str


def run_apart(
    function: Callable[[Any, Any], Any],
    shared: Any,
    items: Sequence[Any],
    *,
    limits: Limits = LIMITS,
    workers: int | None = None,
) -> Generator[tuple[Any, Any]]:
    """Each item with `function(shared, item)`, computed in worker processes, or with a Failure.

    In the order of the items and the same for any number of workers: as given, else one and every
    second one more, up to the processors. The function is one that can be imported; `shared` is
    sent once to each worker. Raises PlanotecaError where no worker can be started.
    """
    with tempfile.TemporaryDirectory(prefix="planoteca-") as folder:
        # By a file: to send much to a process that fails to start would never end.
        job = Path(folder, "job")
        job.write_bytes(pickle.dumps((function, shared, limits.memory)))
        most = min(workers or _processors(), len(items))
        lanes = [_Lane(job, limits) for _ in range(most if workers else min(1, most))]
        yield from _in_order(items, lanes, most)


def is_running(process: int) -> bool:
    """Whether there is a process of that number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _in_order(items: Sequence[Any], lanes: list[_Lane], most: int) -> Generator[tuple[Any, Any]]:
    growth = time.monotonic() + _GROWTH_SECONDS
    todo = iter(enumerate(items))
    done: dict[int, bytes] = {}
    try:
        for position, item in enumerate(items):
            while position not in done:
                if len(lanes) < most and time.monotonic() >= growth:
                    lanes.append(replace(lanes[0], future=None))
                    growth = time.monotonic() + _GROWTH_SECONDS
                if sum(map(len, done.values())) < _AHEAD:
                    _hand_out(lanes, todo)
                events = [lane.deadline for lane in lanes if lane.future]
                events += [growth] * (len(lanes) < most)
                patience = max(0.0, min(events) - time.monotonic())
                wait([lane.future for lane in lanes if lane.future], patience, FIRST_COMPLETED)
                done.update(result for lane in lanes for result in lane.collect())
            yield item, pickle.loads(done.pop(position))  # noqa: S301
    finally:
        _stop([lane.pool for lane in lanes])


def _processors() -> int:
    """How many this process may use, within reason."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return min(_WORKERS, usable or 1)


def _hand_out(lanes: Iterable[_Lane], todo: Iterator[tuple[int, Any]]) -> None:
    idle = [lane for lane in lanes if lane.future is None]
    for lane, (position, item) in zip(idle, todo, strict=False):
        lane.give(position, item)


@dataclass
class _Lane:
    """A pool of one worker, so that the item that breaks it is known, and the item it is at."""

    job: Path
    limits: Limits
    position: int = 0
    item: Any = None
    is_retry: bool = False
    deadline: float = 0.0
    future: pebble.ProcessFuture[Any] | None = None
    pool: pebble.ProcessPool = field(init=False)

    def __post_init__(self) -> None:
        self.pool = self._new_pool()

    def give(self, position: int, item: Any, *, is_retry: bool = False) -> None:
        self.position, self.item, self.is_retry = position, item, is_retry
        # Past this the pool itself is stuck: it stops a worker at the limit.
        self.deadline = time.monotonic() + self.limits.seconds + _START_SECONDS
        self.future = self._schedule(_work, item, self.limits.seconds)

    def collect(self) -> Iterator[tuple[int, bytes]]:
        """The result, if there is one by now: (position, result or Failure, pickled)."""
        future = self.future
        if future is None or not (future.done() or time.monotonic() >= self.deadline):
            return
        error = future.exception() if future.done() else TimeoutError("the pool is stuck")
        if isinstance(error, BrokenProcessPool) or not future.done():
            _stop([self.pool])
            self.pool = self._new_pool()
        if isinstance(error, BrokenProcessPool) and not self.is_retry:
            self._try_pool()
            self.give(self.position, self.item, is_retry=True)
            return
        self.future = None
        stopped = _stopped(error, self.limits) if error else None
        yield self.position, pickle.dumps(stopped) if stopped else future.result()

    def _new_pool(self) -> pebble.ProcessPool:
        return pebble.ProcessPool(
            max_workers=1,
            max_tasks=_TASKS,
            initializer=_start,
            initargs=(self.job,),
            context=multiprocessing.get_context("spawn"),
        )

    def _try_pool(self) -> None:
        """Tell a machine that starts no worker from an item that kills it unseen."""
        try:
            self._schedule(_answer, None, None).result(_START_SECONDS)
        except (BrokenProcessPool, pebble.ProcessExpired, TimeoutError) as error:
            hint = "in a script of your own, call this under `if __name__ == '__main__':`"
            raise PlanotecaError(f"no worker process can start ({error}); {hint}") from error

    def _schedule(
        self, function: Callable[[Any], Any], item: Any, seconds: float | None
    ) -> pebble.ProcessFuture[Any]:
        """A task for the worker, which starts with the first."""
        with _interrupts_wait():
            try:
                return self.pool.schedule(function, (item,), timeout=seconds)
            except (BrokenProcessPool, RuntimeError) as error:
                broken: pebble.ProcessFuture[Any] = pebble.ProcessFuture()
                broken.set_exception(BrokenProcessPool(str(error)))
                return broken


def _stop(pools: Sequence[pebble.ProcessPool]) -> None:
    """Kill the workers, whatever they are at, and wait until they are gone."""
    for pool in pools:
        pool.stop()  # type: ignore[no-untyped-call]
    for pool in pools:
        pool.join()


def _stopped(error: BaseException, limits: Limits) -> Failure:
    """Why a worker gave no answer, as its pool says."""
    code = error.exitcode if isinstance(error, pebble.ProcessExpired) else None
    if isinstance(error, TimeoutError):
        reason = f"reading took longer than {limits.seconds:g} s and was stopped; split the file"
    elif code == -9:
        reason = "the reader was killed (signal 9), mostly a sign that the machine has no memory"
    elif code is not None and code < 0:
        needs = f"needs more than {limits.memory / 1e9:g} GB of memory"
        reason = f"the reader crashed (signal {-code}): the file is damaged or {needs}"
    elif code is not None:
        reason = f"the reader ended by itself (exit code {code}); please report it"
    else:
        reason = f"the reader gave no answer ({type(error).__name__}); please report it"
    return Failure(reason)


def _raised(error: BaseException, memory: int) -> Failure:
    """What the function raised in a worker."""
    if isinstance(error, MemoryError):
        reason = f"reading needed more than {memory / 1e9:g} GB of memory; split the file"
    elif isinstance(error, RecursionError):
        reason = "it is nested too deeply to be read (RecursionError); export it anew"
    else:
        reason = f"{type(error).__name__} while reading; please report it: {str(error)[:300]}"
    return Failure(reason)


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C waits, and never reaches a worker started meanwhile, which would print a traceback."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # lifts the block when it starts by itself
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# What a worker computes: set once when it starts, and nowhere else.
_job: tuple[Callable[[Any, Any], Any], Any, int] | None = None


def _start(job: Path) -> None:
    """Make this process a worker."""
    global _job  # noqa: PLW0603
    # There are as many workers as processors already; each of theirs would only take memory.
    for name in ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ.setdefault(name, "1")
    if sys.platform != "win32":
        # A group of its own, so that programs started by a reader end with the worker.
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _job = pickle.loads(job.read_bytes())  # noqa: S301
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the end of the process that this one works for, then end this one and its group."""
    if parent := multiprocessing.parent_process():
        connection.wait([parent.sentinel])
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _answer(_: None) -> None:
    """Nothing: a worker that answers has started."""


def _work(item: Any) -> bytes:
    """The result of the function for one item, or a Failure.

    Pickled, because a worker that dies of that in its pool's hands takes a lock with it.
    """
    if _job is None:
        raise RuntimeError("not a worker")
    function, shared, memory = _job
    try:
        with _memory_limit(memory):
            return pickle.dumps(function(shared, item))
    except BaseException as error:  # noqa: BLE001 - a panic of polars is no Exception
        return pickle.dumps(_raised(error, memory))


@contextlib.contextmanager
def _memory_limit(memory: int) -> Iterator[None]:
    """Within this, the process may take `memory` bytes beyond what it has; only on Linux.

    Counts writable private memory; the address space has much more that is only reserved.
    """
    if sys.platform != "linux":
        yield
        return
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = pages * resource.getpagesize() + memory
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
