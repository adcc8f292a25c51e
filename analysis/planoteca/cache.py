"""What was read and coded before, by the content of each file: `outputs/cache/`.

A file of the cache is a Parquet file of rows (`found.ROW`) named `<rows>-<digest of its bytes>`:
one that was cut short or damaged does not fit its name, is removed, and its plans are read again.
Workers write a file for each plan as soon as it is coded, so that a build that is stopped loses
nothing, and join theirs by 256, because thousands of small files take long to open.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from planoteca.codebook import Codebook
from planoteca.found import SUMMARY, Found, Summary, from_rows, summaries, to_row
from planoteca.workers import is_running

if sys.platform != "win32":
    import fcntl

# What the machine's coding of a document is made by: rooms of this package, and packages.
ROOMS = (
    "codebook",
    "coder",
    "coding",
    "competences",
    "documents",
    "errors",
    "extraction",
    "fingerprints",
    "found",
    "frames",
    "functions",
    "storage",
    "theme_terms",
)
PACKAGES = (
    *("lxml", "numpy", "openpyxl", "pdfminer.six", "pdfplumber", "pillow", "polars"),
    *("pypdfium2", "pytesseract", "universal_pathlib"),
)
_FULL = 256  # plans in a file of the cache, or fewer that take
_FULL_BYTES = 64_000_000  # in memory
_SMALL_FILES = 64  # at most, before they are joined
_VERSIONS = 3  # the last used: another build may be at work with another version
_VERSION = re.compile(r"[0-9a-f]{16}")
_WRITING = "writing"


class _Part(NamedTuple):
    """A file that is to be joined with others: path, rows, how many, bytes in memory."""

    path: Path
    rows: pl.DataFrame
    plans: int
    size: int

    @classmethod
    def of(cls, path: Path, rows: pl.DataFrame) -> _Part:
        return cls(path, rows, len(rows), int(rows.estimated_size()))


@dataclass(frozen=True)
class Cache:
    """The files for one version of extractor and codebook, with or without recognition.

    Two builds may read and write it at once.
    """

    folder: Path
    _own: list[_Part] = field(default_factory=list, compare=False, repr=False)

    def put(self, found: Found) -> Path:
        """Keep what a file gives; returns the file that has it. Raises OSError."""
        row = to_row(found)
        path = self._write(row, "lz4")
        self._own.append(_Part.of(path, row))
        if _is_full(self._own):
            with suppress(OSError), self._alone():
                self._join(self._own)
            self._own.clear()  # joined, or left to `tidy`
        return path

    @property
    def is_empty(self) -> bool:
        return next(self.folder.glob("*.parquet"), None) is None

    def find(self, wanted: Set[str]) -> dict[str, Summary]:
        """What is kept of the files `wanted`, by SHA-256, without their rows."""
        result: dict[str, Summary] = {}
        for path in self._files():
            rows = _read(path, [*SUMMARY])
            if rows is None or wanted.isdisjoint(rows["sha256"]):
                continue
            for found in summaries(rows, path):
                name = str(found.sha256)
                # A plan that was stopped once may have been read since.
                if name in wanted and (name not in result or result[name].limits):
                    result[name] = found
        return result

    def tidy(self) -> None:
        """Join small files; remove old versions, and what writers that were killed left."""
        with suppress(OSError), self._alone():
            version = self.folder.parent
            os.utime(version)
            kept = [path for path in version.parent.iterdir() if _VERSION.fullmatch(path.name)]
            for old in sorted(kept, key=lambda path: path.stat().st_mtime)[:-_VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
            for left in self.folder.glob(f"*.{_WRITING}"):
                if not is_running(int(left.name.split(".")[1])):
                    left.unlink(missing_ok=True)
            small = [path for path in self._files() if _is_small(path)]
            if len(small) > _SMALL_FILES:
                self._join_all(small)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within this, no other build joins files that were found."""
        with ExitStack() as stack:
            with suppress(OSError):
                stack.enter_context(_lock(self.folder, exclusive=False))
            yield

    def _alone(self) -> Any:
        """Raises OSError where another build uses the files."""
        return _lock(self.folder, exclusive=True)

    def _join_all(self, paths: Sequence[Path]) -> None:
        parts: list[_Part] = []
        for path in paths:
            rows = _read(path)
            if rows is not None:
                parts.append(_Part.of(path, rows))
            if parts and (_is_full(parts) or path == paths[-1]):
                self._join(parts)
                parts = []

    def _join(self, parts: Sequence[_Part]) -> None:
        rows = pl.concat([part.rows for part in parts])
        rows = rows.sort(pl.col("limits").is_not_null(), maintain_order=True)
        written = self._write(rows.unique("sha256", keep="first", maintain_order=True), "zstd")
        for part in parts:
            if part.path != written:
                part.path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """By name, so that of two rows of one document always the same counts."""
        return sorted(self.folder.glob("*.parquet"))

    def _write(self, rows: pl.DataFrame, compression: Any) -> Path:
        buffer = BytesIO()
        rows.write_parquet(buffer, compression=compression, statistics=False)
        data = buffer.getvalue()
        path = self.folder / f"{len(rows)}-{_digest(data)}.parquet"
        writing = path.with_suffix(f".{os.getpid()}.{_WRITING}")
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            writing.write_bytes(data)
            writing.replace(path)
        finally:
            writing.unlink(missing_ok=True)
        return path


def load(kept: Iterable[Summary]) -> dict[str, Found]:
    """What was found with all rows, by SHA-256; without those whose file is gone."""
    by_file: dict[Path, set[str]] = {}
    for each in kept:
        if each.kept is not None:
            by_file.setdefault(each.kept, set()).add(str(each.sha256))
    result = {}
    for path, names in by_file.items():
        rows = _read(path)
        if rows is not None:
            for found in from_rows(rows.filter(pl.col("sha256").is_in(names)), path):
                result[str(found.sha256)] = found
    return result


def of(folder: Path, codebook: Codebook, *, ocr: bool) -> Cache:
    """The cache in a folder for this version of the package, its libraries and the codebook."""
    version = hashlib.sha256(f"{extractor()} {codebook.sha256}".encode()).hexdigest()[:16]
    return Cache(folder / version / (f"ocr-{_recognition()}" if ocr else "text"))


def _recognition() -> str:
    """A digest of the program that recognises text, or of what is missing of it."""
    from planoteca.documents.ocr import recognition  # noqa: PLC0415 - loads numpy

    return _digest(recognition.version().encode())[:8]


@cache
def extractor(package: Path = Path(__file__).parent) -> str:
    """A digest of the code and of the versions of the libraries that code a document."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform}".encode())
    for name in PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f" {name} {metadata.version(name)}".encode())
    for room in ROOMS:
        files = sorted((package / room).rglob("*")) or [package / f"{room}.py"]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"\n{file.relative_to(package).as_posix()}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(path: Path, columns: list[str] | None = None) -> pl.DataFrame | None:
    """The rows of a file; None where it is gone, or damaged and therefore removed."""
    try:
        data = path.read_bytes()
    except OSError:  # another build has joined it
        return None
    if _digest(data) != path.stem.partition("-")[2]:
        with suppress(OSError):
            path.unlink()
        return None
    return pl.read_parquet(BytesIO(data), columns=columns)


@contextmanager
def _lock(folder: Path, *, exclusive: bool) -> Iterator[None]:
    """Raises OSError where there is no such folder, or somebody else has it (exclusive)."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _is_full(parts: Sequence[_Part]) -> bool:
    rows, size = sum(part.plans for part in parts), sum(part.size for part in parts)
    return rows >= _FULL or size >= _FULL_BYTES


def _is_small(path: Path) -> bool:
    return int(path.name.partition("-")[0]) < _FULL and path.stat().st_size < _FULL_BYTES / 16


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
