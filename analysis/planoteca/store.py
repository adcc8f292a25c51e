"""What the workers of a cluster coded: a Parquet file of one row for each plan, by its SHA-256."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from planoteca import storage
from planoteca.errors import PlanotecaError
from planoteca.found import ROW, Found, from_rows, to_row


@dataclass(frozen=True)
class Store:
    """A folder that all workers and the program that asks them reach, here or in a store.

    What one build left there, another one takes, also of another machine.
    """

    folder: Path

    def make(self) -> None:
        """Make the folder. Raises PlanotecaError where that cannot be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlanotecaError(
                f"--store: {self.folder} cannot be made ({error}); name a folder that this machine "
                "and all workers can write"
            ) from error

    def put(self, found: Found) -> None:
        """Leave what a file gives. Raises OSError."""
        buffer = BytesIO()
        to_row(found).write_parquet(buffer, compression="zstd", statistics=False)
        path = self._path(str(found.sha256))
        self.folder.mkdir(parents=True, exist_ok=True)
        if storage.is_remote(path):
            path.write_bytes(buffer.getvalue())
            return
        writing = path.with_suffix(f".{os.getpid()}.writing")
        try:
            writing.write_bytes(buffer.getvalue())
            writing.replace(path)
        finally:
            writing.unlink(missing_ok=True)

    def get(self, sha256: str) -> Found | None:
        """What was left of that file; None where there is nothing that can be read."""
        with suppress(OSError, pl.exceptions.PolarsError):
            rows = pl.read_parquet(BytesIO(self._path(sha256).read_bytes()))
            if dict(rows.schema) == ROW and rows["sha256"].to_list() == [sha256]:
                return next(from_rows(rows))
        return None

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.parquet"
