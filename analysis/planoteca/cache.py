"""What was read and coded before, by the content of each file: `outputs/cache/`.

A file of the cache is a Parquet file of rows (`found.ROW`) named `<rows>-<digest of its bytes>`:
one that was cut short or damaged does not fit its name, is removed, and its plans are read again.
Workers write a file for each plan as soon as it is coded, so that a build that is stopped loses
nothing; `tidy` joins them, because thousands of small files take long to open.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path

import polars as pl

from planoteca.codebook import Codebook
from planoteca.found import Found, from_rows, to_row
from planoteca.workers import is_running

# What the machine's coding of a document is made by: rooms of this package, and packages.
ROOMS = (
    "codebook",
    "coding",
    "competences",
    "corpus",
    "documents",
    "errors",
    "extraction",
    "found",
    "theme_terms",
)
PACKAGES = (
    *("lxml", "numpy", "openpyxl", "pdfminer.six", "pdfplumber", "pillow", "polars"),
    *("pypdfium2", "pytesseract"),
)
_FULL = 256  # plans in a file of the cache
_SMALL_FILES = 64  # at most, before they are joined
_VERSIONS = 3  # the last used: another build may be at work with another version
_VERSION = re.compile(r"[0-9a-f]{16}")
_WRITING = "writing"


@dataclass(frozen=True)
class Cache:
    """The files for one version of extractor and codebook, with or without recognition.

    A disk that is full or read-only stops nothing: what cannot be kept is read again.
    """

    folder: Path

    def put(self, found: Found) -> None:
        """Keep what a file gives."""
        with suppress(OSError):
            self._write(to_row(found))

    def find(self, wanted: Set[str]) -> dict[str, Found]:
        """What is kept of the files `wanted`, by SHA-256."""
        result: dict[str, Found] = {}
        for path in self._files():
            rows = _rows(path, wanted)
            for found in from_rows(rows) if rows is not None else ():
                result[str(found.sha256)] = found
        return result

    @property
    def is_empty(self) -> bool:
        return not self._files()

    def tidy(self) -> None:
        """Join small files; remove old versions, and what writers that were killed left."""
        with suppress(OSError):
            version = self.folder.parent
            os.utime(version)
            kept = [path for path in version.parent.iterdir() if _VERSION.fullmatch(path.name)]
            for old in sorted(kept, key=lambda path: path.stat().st_mtime)[:-_VERSIONS]:
                shutil.rmtree(old, ignore_errors=True)
            for left in self.folder.glob(f"*.{_WRITING}"):
                if not is_running(int(left.name.split(".")[1])):
                    left.unlink(missing_ok=True)
            small = [path for path in self._files() if _count(path) < _FULL]
            if len(small) > _SMALL_FILES:
                self._join(small)

    def _join(self, paths: list[Path]) -> None:
        joined: list[Path] = []
        rows: list[pl.DataFrame] = []
        for path in paths:
            found = _rows(path)
            if found is not None:
                joined.append(path)
                rows.append(found)
            if sum(map(len, rows)) >= _FULL or path == paths[-1]:
                written = self._write(pl.concat(rows))
                for each in joined:
                    if each != written:
                        each.unlink(missing_ok=True)
                joined, rows = [], []

    def _files(self) -> list[Path]:
        """By name, so that of two rows of one document always the same counts."""
        return sorted(self.folder.glob("*.parquet"))

    def _write(self, rows: pl.DataFrame) -> Path:
        buffer = BytesIO()
        rows.write_parquet(buffer, compression="lz4", statistics=False)
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


def of(folder: Path, codebook: Codebook, *, ocr: bool) -> Cache:
    """The cache in a folder for this version of the package, its libraries and the codebook."""
    version = hashlib.sha256(f"{extractor()} {codebook.sha256}".encode()).hexdigest()[:16]
    return Cache(folder / version / ("ocr" if ocr else "text"))


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


def _rows(path: Path, wanted: Set[str] | None = None) -> pl.DataFrame | None:
    """The rows of a file for the documents `wanted`; None where it holds none or is damaged."""
    try:
        data = path.read_bytes()
    except OSError:  # another build has joined it
        return None
    if _digest(data) != path.stem.partition("-")[2]:
        with suppress(OSError):
            path.unlink()
        return None
    names = pl.read_parquet(BytesIO(data), columns=["sha256"])["sha256"]
    if wanted is None:
        return pl.read_parquet(BytesIO(data))
    if wanted.isdisjoint(names):
        return None
    return pl.read_parquet(BytesIO(data)).filter(names.is_in(wanted))


def _count(path: Path) -> int:
    return int(path.name.partition("-")[0])


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
