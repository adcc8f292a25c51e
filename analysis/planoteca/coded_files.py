"""Plan files to what each of them gives: from the cache, or read and coded in worker processes."""

from __future__ import annotations

import contextlib
import operator
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planoteca import cache as loading
from planoteca import fingerprints, workers
from planoteca.cache import Cache
from planoteca.codebook import Codebook
from planoteca.fingerprints import sha256_of
from planoteca.found import Found, Summary, printable
from planoteca.store import Store
from planoteca.workers import Failure, Limits

_GONE = Failure("what was coded of it was removed meanwhile; do it again")
_LOADED = 256  # plans whose rows are read from the cache at once


def read_all(
    paths: Sequence[Path],
    codebook: Codebook,
    *,
    ocr: bool = False,
    limits: Limits | None = None,
    jobs: int | None = None,
    cache: Cache | None = None,
) -> Generator[tuple[Path, Found]]:
    """Each file with what it gives, in the order of `paths`, read in `jobs` worker processes.

    What `cache` has is not read again, and what is read is kept in it at once. A file that was
    stopped by limits is tried again within wider ones. No file raises; PlanotecaError where the
    machine starts no worker. Close the iterator (contextlib.closing) to stop early.
    """
    job = _Job(codebook, ocr, limits or _limits(ocr=ocr), cache, with_rows=True)
    known = _known(paths, job)
    loaded: dict[str, Found] = {}
    with contextlib.closing(_each(paths, known, job, jobs)) as results:
        for position, (path, found) in enumerate(results):
            if not isinstance(found, Found) and found.sha256 not in loaded:
                some = paths[position : position + _LOADED]
                loaded = _loaded([known[path] for path in some if path in known], job)
            whole = found if isinstance(found, Found) else loaded.get(str(found.sha256))
            yield path, (whole or _stopped(path, _GONE, job.limits)).named(printable(path.name))


def code_files(
    paths: Sequence[Path],
    codebook: Codebook,
    cache: Cache,
    *,
    ocr: bool = False,
    limits: Limits | None = None,
    jobs: int | None = None,
    retry: bool = False,
    cluster: Cluster | None = None,
) -> Generator[tuple[Path, Summary]]:
    """The same without the rows, which the cache has; a Found with them where it cannot have them.

    With `retry`, files that were stopped by limits are tried again within any. With a `cluster`,
    its machines read them instead of processes of this one.
    """
    job = _Job(codebook, ocr, limits or _limits(ocr=ocr), cache, retry=retry, cluster=cluster)
    with contextlib.closing(_each(paths, _known(paths, job), job, jobs)) as results:
        for path, found in results:
            yield path, found.named(printable(path.name))


def _loaded(known: Sequence[Summary], job: _Job) -> dict[str, Found]:
    """All that was kept of some files, by SHA-256; their files may have been joined meanwhile."""
    found = loading.load(known)
    missing = {str(each.sha256) for each in known} - found.keys()
    if missing and job.cache:
        found |= loading.load(job.cache.find(missing).values())
    return found


def _each(
    paths: Sequence[Path], known: Mapping[Path, Summary], job: _Job, jobs: int | None
) -> Generator[tuple[Path, Summary]]:
    new = [path for path in paths if path not in known]
    with contextlib.closing(_results(new, job, jobs)) as results:
        for path in paths:
            found = known.get(path) or next(results)[1]
            if isinstance(found, Failure):
                found = _kept(_stopped(path, found, job.limits), job)
            yield path, found


def _results(
    paths: Sequence[Path], job: _Job, jobs: int | None
) -> Generator[tuple[Path, Summary | Failure]]:
    if job.cluster is None:
        return workers.run_apart(_code, job, paths, limits=job.limits, workers=jobs)
    return _results_of_cluster(paths, job, job.cluster)


def _results_of_cluster(
    paths: Sequence[Path], job: _Job, cluster: Cluster
) -> Generator[tuple[Path, Summary | Failure]]:
    from planoteca import clusters  # noqa: PLC0415 - what few builds need

    store = cluster.store_of(job.cache)
    if store and paths:
        store.make()
    there = replace(job, cache=None, store=store)
    results = clusters.run(_code, there, paths, address=cluster.address, limits=job.limits)
    with contextlib.closing(results):
        for path, found in results:
            if isinstance(found, Found):
                yield path, _kept(found, job)
            elif isinstance(found, Summary) and store:
                left = store.get(str(found.sha256))
                yield path, _kept(left, job) if left else _GONE
            else:
                yield path, found


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster: the address of its scheduler, and where its workers leave what they coded.

    Without a `store` it comes back by way of the scheduler.
    """

    address: str
    store: Path | None = None

    def store_of(self, cache: Cache | None) -> Store | None:
        """That of one version of extractor and codebook, as the cache's."""
        if self.store is None or cache is None:
            return None
        return Store(self.store / cache.folder.parent.name / cache.folder.name)


@dataclass(frozen=True)
class _Job:
    """What every document is read with; goes to each worker once."""

    codebook: Codebook
    ocr: bool
    limits: Limits
    cache: Cache | None
    with_rows: bool = False  # these come back too
    retry: bool = False
    cluster: Cluster | None = None
    store: Store | None = None  # of a worker of the cluster


def _code(job: _Job, path: Path) -> Summary:
    """Read and code one file and keep the result (in a worker); reasons are without its name."""
    from planoteca import coder  # noqa: PLC0415 - what only workers need

    if job.store and (sha256 := sha256_of(path)):
        left = job.store.get(sha256)
        if left and not _may_go_better(left, job):
            return left.summary(None)
    found = coder.code(path, job.codebook, ocr=job.ocr)
    if job.ocr and found.reason:
        # Whether a page is recognised in time depends on the machine.
        found = replace(found, limits=_tried(job.limits))
    return _kept(found, job)


def _kept(found: Found, job: _Job) -> Summary:
    """The summary of what is kept; all of it where it is wanted or cannot be kept."""
    if found.sha256 is None:
        return found
    # A disk that is full or read-only stops nothing: what cannot be kept is read again.
    with contextlib.suppress(OSError):
        if job.store:
            job.store.put(found)
            return found.summary(None)
        if job.cache:
            kept = job.cache.put(found)
            return found if job.with_rows else found.summary(kept)
    return found


def _known(paths: Sequence[Path], job: _Job) -> dict[Path, Summary]:
    """What the cache has of each file."""
    if job.cache is None or job.cache.is_empty:
        return {}
    memory = job.cache.folder.parent.parent / "files.parquet"
    hashes = fingerprints.of_files(paths, job.limits.memory, memory)
    kept = job.cache.find(set(hashes.values()))
    return {
        path: found
        for path, name in hashes.items()
        if (found := kept.get(name)) and not _may_go_better(found, job)
    }


def _may_go_better(found: Summary, job: _Job) -> bool:
    """Whether a file that was stopped should be tried again."""
    if found.limits is None:
        return False
    return job.retry or any(map(operator.lt, found.limits, _tried(job.limits)))


def _stopped(path: Path, failure: Failure, limits: Limits) -> Found:
    return Found(
        sha256=sha256_of(path, limits.memory),
        reason=printable(failure.reason),
        limits=_tried(limits),
    )


def _tried(limits: Limits) -> tuple[float, float]:
    return float(limits.seconds), float(limits.memory)


def _limits(*, ocr: bool) -> Limits:
    return workers.OCR_LIMITS if ocr else workers.LIMITS
