"""The names of releases, and which one comes before another."""

from __future__ import annotations

import re
from pathlib import Path

from planoteca.errors import InvalidParameter
from planoteca.releases.checksums import SUMS

_VERSION = re.compile(r"(\d{4})([a-z])")


def check(version: str) -> None:
    """Raises InvalidParameter unless the version is a year and a letter."""
    if _VERSION.fullmatch(version) is None:
        raise InvalidParameter(
            f"{version!r} is no version of a release: give the year and a letter, the first "
            "release of 2026 is 2026a"
        )


def year(version: str) -> str:
    """The year that a version is of."""
    return version[:4]


def following(version: str) -> str:
    """The next version of the same year, for a message; after z there is none: the next year's."""
    letter = version[-1]
    return f"{int(year(version)) + 1}a" if letter == "z" else f"{version[:4]}{chr(ord(letter) + 1)}"


def latest_before(version: str, folder: Path) -> Path | None:
    """The release in the folder that comes last before this version."""
    if not folder.is_dir():
        return None
    earlier = [
        each
        for each in folder.iterdir()
        if _VERSION.fullmatch(each.name) and each.name < version and (each / SUMS).is_file()
    ]
    return max(earlier, key=lambda each: each.name, default=None)
