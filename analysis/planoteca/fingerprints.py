"""The SHA-256 of files: those that are as they were when they were read last are not read again.

A file is as it was when size, times, inode and device are the same; one of a store, when the store
says so. What was changed less than two
seconds before it was read is not trusted: it could be changed again within the same tick of the
clock of the file system.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

import polars as pl

from planoteca import storage

_STAMP = ("size", "modified", "changed", "inode", "device")
_ROW = {"path": pl.String, **dict.fromkeys(_STAMP, pl.Int128), "sha256": pl.String}
_SETTLED = 2_000_000_000  # nanoseconds
_MOST = 200_000  # files remembered
Stamp = tuple[int, ...]


def sha256_of(path: Path, largest: float = float("inf")) -> str | None:
    """None for what is no plain file, cannot be opened or has more than `largest` bytes."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode) or status.st_size > largest:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def of_files(paths: Sequence[Path], largest: float, memory: Path) -> dict[Path, str]:
    """The SHA-256 of each file that has one (`sha256_of`); what is read is noted in `memory`."""
    noted = _load(memory)
    names = {path: _name(path) for path in paths}
    stamps = {path: _stamp(path) for path in paths}
    known = {
        path: sha256
        for path in paths
        for stamp, sha256 in (noted.get(names[path], ((), "")),)
        if stamp and stamp == stamps[path]
    }
    new = [path for path in paths if path not in known]
    now = time.time_ns()
    with ThreadPoolExecutor() as threads:
        found = zip(new, threads.map(lambda path: sha256_of(path, largest), new), strict=True)
        read = {path: sha256 for path, sha256 in found if sha256}
    settled = {
        names[path]: (stamp, sha256)
        for path, sha256 in read.items()
        if (stamp := stamps[path]) and max(stamp[1:3]) < now - _SETTLED
    }
    if settled:
        rest = noted if len(noted) + len(settled) <= _MOST else {}
        _save(memory, {**rest, **settled})
    return {path: sha256 for path in paths if (sha256 := known.get(path) or read.get(path))}


def _name(path: Path) -> str:
    if storage.is_remote(path):
        return str(path)
    return os.path.abspath(path)  # noqa: PTH100 - links stay links


def _stamp(path: Path) -> Stamp | None:
    try:
        if storage.is_remote(path):
            return (0, 0, 0, storage.revision(path), 0)
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)


def _load(memory: Path) -> dict[str, tuple[Stamp, str]]:
    try:
        rows = pl.read_parquet(memory)
    except (OSError, pl.exceptions.PolarsError):
        return {}
    if rows.schema != _ROW:
        return {}
    return {path: (tuple(stamp), sha256) for path, *stamp, sha256 in rows.iter_rows()}


def _save(memory: Path, noted: Mapping[str, tuple[Stamp, str]]) -> None:
    # A name that is not UTF-8 cannot be written, and is read again each time.
    rows = [
        (name, *stamp, sha256)
        for name, (stamp, sha256) in noted.items()
        if name.isprintable() and name.encode("utf-8", "ignore").decode() == name
    ]
    writing = memory.with_suffix(f".{os.getpid()}.writing")
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        try:
            pl.DataFrame(rows, _ROW, orient="row").write_parquet(writing)
            writing.replace(memory)
        finally:
            writing.unlink(missing_ok=True)
