"""What is known of a finished page: written in its head, read back for the index and for links."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from html import unescape
from pathlib import Path
from typing import Any

# The report whose pages hold the passages that the tables of all pages lead to.
PASSAGES = "plan_profile"
_META = re.compile(r'<meta name="planoteca" content="([^"]*)">')
_HEAD_SIZE = 16_000
_LONGEST = 150  # bytes of a file's name; systems take 255, with the names of a page's charts
_OTHER = {"es": "en", "en": "es"}


@dataclass(frozen=True)
class Page:
    """One page; `report` is the title of its report, what a page on no one plan lacks is None.

    `made_from` is the digest of all that the page is made from.
    """

    file_name: str
    title: str
    language: str
    build_id: str
    report: str = ""
    place: str | None = None
    department: str | None = None
    organisation: str | None = None
    commitments: int | None = None
    dimension: str | None = None
    made_from: str = ""

    @property
    def stem(self) -> str:
        """The file name without `.html`; the page's files are named after it."""
        return self.file_name.removesuffix(".html")

    @property
    def twin(self) -> str:
        """The file name of the same page in the other language."""
        stem, language, ending = self.file_name.rsplit(".", 2)
        return f"{stem}.{_OTHER[language]}.{ending}"

    def head(self) -> str:
        """The page's own description as JSON, for a `meta` element."""
        return json.dumps(asdict(self), ensure_ascii=False)


def file_name(report: str, values: Iterable[Any], language: str) -> str:
    """The file of a report's page with these parameters; long ones are cut."""
    whole = "-".join([report, *(str(value) for value in values)])
    stem = re.sub(r"[^-.0-9A-Z_a-zÀ-ÿ]+", "_", whole)
    if len(stem.encode()) > _LONGEST:
        digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:12]
        stem = f"{stem.encode()[:_LONGEST].decode('utf-8', 'ignore')}-{digest}"
    return f"{stem}.{language}.html"


def describe(path: Path) -> Page | None:
    """The page in a file, from its head; None for a file that is no page of this version."""
    with path.open("rb") as file:
        found = _META.search(file.read(_HEAD_SIZE).decode("utf-8", "replace"))
    if found is None:
        return None
    try:
        values = json.loads(unescape(found[1]))
        known = {field.name: values[field.name] for field in fields(Page)}
    except (ValueError, KeyError, TypeError):
        return None
    return Page(**known | {"file_name": path.name})


def of_build(folder: Path, build_id: str) -> Iterator[Page]:
    """The pages in a folder that were made from a build, by file name."""
    for path in sorted(folder.glob("*.*.html")):
        page = describe(path)
        if page is not None and page.build_id == build_id:
            yield page
