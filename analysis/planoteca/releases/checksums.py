"""SHA256SUMS: the checksum of every file of a release, as sha256sum writes and checks it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from planoteca.errors import InvalidData

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_CHUNK = 1 << 20


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def write(folder: Path) -> None:
    """Write SHA256SUMS of every file in the folder and below, by name."""
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path != folder / SUMS
    )
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")


def verify(folder: Path) -> None:
    """Raises InvalidData, naming every file of the release that is missing or was changed."""
    problems = [
        f"{name}: {'was changed' if (folder / name).is_file() else 'is missing'}"
        for name, expected in _read(folder).items()
        if not (folder / name).is_file() or sha256(folder / name) != expected
    ]
    if problems:
        raise InvalidData(
            f"{folder} is not the release that was made: get it again, or name another release "
            "with --previous",
            problems,
        )


def _read(folder: Path) -> Mapping[str, str]:
    path = folder / SUMS
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidData(f"{folder} is no release: {path} cannot be read ({error})") from error
    found = {}
    for number, line in enumerate(lines, 1):
        matched = _LINE.fullmatch(line)
        if matched is None or not _is_inside(matched[2]):
            raise InvalidData(f"{path}, line {number}: expected a SHA-256, two spaces and a file")
        found[matched[2]] = matched[1]
    return found


def _is_inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts
