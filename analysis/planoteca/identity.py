"""What a database was made of: a digest of all that a build reads, and one of the code it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache as kept
from pathlib import Path

import polars as pl

from planoteca import cache, coding, rows
from planoteca.codebook import Codebook
from planoteca.connections import SCHEMA_VERSION
from planoteca.found import digest_of
from planoteca.places import Gazetteer
from planoteca.registry import AUTOMATIC, Entry

# Code that neither codes documents nor makes tables.
_OTHER_ROOMS = ("charts", "cli", "exports", "narrative", "releases", "reports", "reviewing")


def of_inputs(
    entries: Sequence[Entry],
    codebook: Codebook,
    gazetteer: Gazetteer,
    official: pl.DataFrame,
    folders: Sequence[Path],
    version: str,
) -> str:
    """A digest of everything that a database is made of, the same on every machine.

    `folders`: whose files (SQL, CSV) count as they are. The rows of a
    coding by machine count by the digest that was made with them; the lines of a document by its
    SHA-256 and `version`, which names the program and what recognises its scanned pages.
    """
    digest = hashlib.sha256(f"{version} {SCHEMA_VERSION} {codebook.sha256}".encode())
    for folder in folders:
        for file in sorted([*folder.rglob("*.sql"), *folder.rglob("*.csv")]):
            digest.update(f"\n{file.relative_to(folder).as_posix()}\n".encode())
            digest.update(file.read_bytes())
    tables = rows.small_tables(entries, codebook, gazetteer, official)
    for name, table in tables.items():
        digest.update(f"\n{name} {digest_of(table)}".encode())
    for entry in entries:
        for method in entry.methods:
            by_machine = entry.found.rows_sha256 if entry.found and method == AUTOMATIC else None
            by_hand = [getattr(entry.manual, name) for name in coding.SCHEMAS if entry.manual]
            digest.update(f"\n{method} {by_machine or digest_of(*by_hand)}".encode())
    return digest.hexdigest()


@kept
def code_sha256(package: Path = Path(__file__).parent) -> str:
    """A digest of the code that makes a database, and of the versions of its libraries."""
    digest = hashlib.sha256(cache.extractor().encode())
    for file in sorted(package.rglob("*.py")):
        if file.relative_to(package).parts[0] not in _OTHER_ROOMS:
            digest.update(file.read_bytes())
    return digest.hexdigest()
