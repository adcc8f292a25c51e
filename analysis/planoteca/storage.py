"""Folders and files here or in any store that fsspec knows (s3://bucket/plans, sftp://...)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from planoteca.errors import PlanotecaError

_INSTALL = "pip install '.[cluster]'"


def path_of(text: str) -> Path:
    """The folder or file of a path or an address with a protocol; a UPath acts as a Path does.

    Raises PlanotecaError where a package for it is missing, or the address has no meaning.
    """
    if "://" not in text:
        return Path(text)
    try:
        from upath import UPath  # noqa: PLC0415 - of the cluster extra

        found = UPath(text)
        _ = found.fs
    except ImportError as error:
        raise PlanotecaError(f"{text} needs a package ({error}); {_INSTALL}") from error
    except (OSError, ValueError) as error:
        raise PlanotecaError(f"{text} is no address of a folder: {error}") from error
    return cast("Path", found)


def is_remote(path: Path) -> bool:
    """Whether it is in a store, and not a path of this machine."""
    return not isinstance(path, Path)


def walk(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each folder below, with the names of its folders and files; as os.walk, from the top."""
    if is_remote(folder):
        stored: Any = folder
        yield from stored.walk()
    else:
        for here, folders, files in os.walk(folder):
            yield Path(here), folders, files


def revision(path: Path) -> int:
    """A number that is another when a file of a store is another. Raises OSError."""
    stored: Any = path
    return int(hashlib.sha256(str(stored.fs.ukey(stored.path)).encode()).hexdigest()[:15], 16)
