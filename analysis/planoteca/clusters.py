"""The work of `workers` handed to the machines of a Dask cluster.

Each task is a handful of files, which a worker of the cluster reads in a process apart, within the
same limits as here. What a machine that fails had begun, another one does.
"""

from __future__ import annotations

import contextlib
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from planoteca import cache, workers
from planoteca.errors import PlanotecaError
from planoteca.workers import Failure, Limits

if TYPE_CHECKING:
    from distributed import Client

_SHARES = 8  # tasks for each thread of the cluster, if there are enough files
_MOST = 256  # files in a task
_AHEAD = 2  # tasks for each thread that are handed out at once
_SECONDS = 30  # for the scheduler to answer, and for a first worker to come
_DAEMONS = "daemonic processes are not allowed to have children"  # words of multiprocessing


def run(
    function: Callable[[Any, Any], Any],
    shared: Any,
    items: Sequence[Any],
    *,
    address: str,
    limits: Limits,
) -> Generator[tuple[Any, Any]]:
    """Each item with `function(shared, item)`, or a Failure, in the order of the items.

    Raises PlanotecaError where the cluster cannot be reached, has no workers, workers of another
    version, or is lost.
    """
    if not items:
        return
    with _client(address) as client:
        executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        work = pickle.dumps((function, shared))
        threads = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        size = min(_MOST, -(-len(items) // (threads * _SHARES)))
        shares = (items[start : start + size] for start in range(0, len(items), size))
        asked: deque[tuple[Sequence[Any], Any]] = deque()

        def ask(number: int) -> None:
            for share in islice(shares, number):
                asked.append((share, executor.submit(_work, work, share, limits)))

        ask(threads * _AHEAD)
        while asked:
            share, future = asked.popleft()
            results = _result(address, future)
            if results is None:  # some item of the share takes its worker with it
                alone = [executor.submit(_work, work, [item], limits) for item in share]
                each = (_result(address, future) for future in alone)
                results = [found[0] if found else _LOST for found in each]
            ask(1)
            yield from zip(share, results, strict=True)


_LOST = Failure("the machines that read it failed one after the other; read it by itself")


def _work(work: bytes, items: Sequence[Any], limits: Limits) -> list[Any]:
    """The results of a share, on a worker of the cluster."""
    function, shared = pickle.loads(work)  # noqa: S301 - of the program that asks
    results = workers.run_apart(function, shared, items, limits=limits, workers=1)
    with contextlib.closing(results):
        return [result for _, result in results]


def _result(address: str, future: Any) -> list[Any] | None:
    """The results of a share; None where every worker that had it was lost."""
    from concurrent.futures import CancelledError  # noqa: PLC0415

    from distributed import KilledWorker  # noqa: PLC0415

    try:
        found: list[Any] = future.result()
    except KilledWorker:
        return None
    except (CancelledError, OSError) as error:
        raise PlanotecaError(
            f"the cluster at {address} was lost ({type(error).__name__}); what it had read is kept"
        ) from error
    except AssertionError as error:
        if str(error) != _DAEMONS:
            raise
        raise PlanotecaError(
            "the workers of the cluster may not start processes; start them with --no-nanny, or "
            "with DASK_DISTRIBUTED__WORKER__DAEMON=False"
        ) from error
    return found


@contextlib.contextmanager
def _client(address: str) -> Iterator[Client]:
    """A cluster that is there, has workers, and runs this version."""
    try:
        from distributed import Client  # noqa: PLC0415 - of the cluster extra
    except ImportError as error:
        raise PlanotecaError(
            f"--scheduler needs the packages of a Dask cluster ({error}); pip install '.[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise PlanotecaError(f"no Dask scheduler answers at {address} ({error})") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise PlanotecaError(
                f"the cluster at {address} has no workers; start some: dask worker {address}"
            ) from error
        _check_versions(client)
        yield client


def _check_versions(client: Client) -> None:
    try:
        found = client.run(_version)
    except ImportError as error:
        raise PlanotecaError(f"workers of the cluster have no Planoteca ({error})") from error
    others = sorted(name for name, version in found.items() if version != _version())
    if others:
        raise PlanotecaError(
            "these workers of the cluster have another version of Planoteca, its packages or "
            "Python; install the same on all",
            others,
        )


def _version() -> str:
    return cache.extractor()
