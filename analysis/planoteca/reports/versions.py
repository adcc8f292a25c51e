"""What a page was made from, as one digest: a page whose digest is the same need not be made."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from planoteca.workspace import Workspace

# What draws the charts and tables of a page, and what turns them into one.
PACKAGES = (
    *("altair", "duckdb", "great-tables", "ipython", "jinja2", "lxml", "nbconvert"),
    *("polars", "vl-convert-python"),
)
_PACKAGE = Path(__file__).parents[1]


def digest(notebook: Path, code: str, data: Mapping[str, Any]) -> str:
    """The digest of a page: of its notebook, of the code (`of_code`), and of `data`."""
    content = hashlib.sha256(notebook.read_bytes()).hexdigest()
    parts = [content, code, json.dumps(data, sort_keys=True, default=str)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def of_code(project: Workspace) -> str:
    """A digest of this package, of the libraries, and of the queries and map of the project."""
    found = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform}".encode())
    for name in PACKAGES:
        found.update(f" {name} {metadata.version(name)}".encode())
    for folder, pattern in (
        (_PACKAGE, "*"),
        (project.queries, "*.sql"),
        (project.reference, "*.geojson"),
    ):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                found.update(f"\n{path.relative_to(folder).as_posix()}\n".encode())
                found.update(path.read_bytes())
    return found.hexdigest()
