"""The folder of an export: filled beside its place, then put there whole."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from planoteca.errors import InvalidParameter, PlanotecaError

MARKER = "export.json"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder to fill; at the end of the block it takes the place of `folder`.

    What was in an earlier export goes, files that others put there stay. After an error the
    earlier export is as it was. Raises InvalidParameter for a folder that holds anything else.
    """
    folder = folder.resolve()
    check(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{folder.name}.", suffix=".exporting", dir=folder.parent
        ) as temporary:
            filled = Path(temporary) / folder.name
            filled.mkdir()
            yield filled
            _put(filled, folder)
    except OSError as error:
        raise PlanotecaError(f"{folder} was not exported: {error}") from error


def check(folder: Path) -> None:
    """Raises InvalidParameter unless the folder is missing, empty, or an earlier export."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InvalidParameter(f"{folder} is a file; name a folder")
    if any(folder.iterdir()) and _own_files(folder) is None:
        raise InvalidParameter(
            f"{folder} is not empty and holds no earlier export; name a new folder"
        )


def mark(folder: Path, facts: dict[str, Any]) -> None:
    """Write the marker by which a later export knows this one, with the names of its files."""
    files = sorted([*_files(folder), MARKER])
    text = json.dumps({"planoteca_export": 1, **facts, "files": files}, indent=1)
    (folder / MARKER).write_text(f"{text}\n", "utf-8")


def _own_files(folder: Path) -> set[str] | None:
    """The files that an earlier export wrote; None when the folder is none."""
    try:
        marker = json.loads((folder / MARKER).read_text("utf-8"))
        if marker["planoteca_export"] == 1:
            return {str(name) for name in marker["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _files(folder: Path) -> set[str]:
    """The files of a folder and its subfolders, by their paths from it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _put(filled: Path, folder: Path) -> None:
    check(folder)  # somebody may have put files there in the meantime
    if not folder.exists():
        filled.rename(folder)
        return
    found = _files(folder)
    own = found & (_own_files(folder) or set())
    others = sorted(found - own)
    clashing = [name for name in others if (filled / name).exists()]
    if clashing:
        raise InvalidParameter(
            f"{folder} holds files that are not of the earlier export and would be replaced: "
            f"{', '.join(clashing)}; move them"
        )
    earlier = folder.with_name(f".{folder.name}.{os.getpid()}.earlier")
    folder.rename(earlier)
    try:
        filled.rename(folder)
    except OSError:
        earlier.rename(folder)
        raise
    for name in others:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (earlier / name).rename(folder / name)
    for name in own:
        (earlier / name).unlink(missing_ok=True)
    for path in sorted(earlier.rglob("*"), reverse=True):
        path.rmdir()  # only empty folders are left
    earlier.rmdir()
