"""What a release says of itself, and the data package (Frictionless) it is written in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planoteca.errors import InvalidData
from planoteca.exports.about import AUTHORS, TITLE
from planoteca.exports.views import View
from planoteca.releases import checksums
from planoteca.releases.records import RECORDS

PACKAGE = "datapackage.json"
_OWN = "planoteca"  # the property of the package that is ours
# Every other type is one of whole numbers.
_TYPES = {"BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number", "VARCHAR": "string"}
_KEYS = {record.view: record.key for record in RECORDS}


@dataclass(frozen=True)
class Edition:
    """A release: its version, what it is made from, and the rows and columns of its tables."""

    version: str
    previous: str | None
    build_id: str
    codebook_version: str
    software_version: str
    plans: int
    with_texts: bool
    rows: Mapping[str, int]
    columns: Mapping[str, Sequence[str]]


def read(folder: Path) -> Edition:
    """The edition of a release; raises InvalidData when the folder is none."""
    path = folder / PACKAGE
    try:
        return Edition(**json.loads(path.read_text("utf-8"))[_OWN])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidData(f"{folder} is no release: {path} cannot be read ({error})") from error


def package(edition: Edition, views: Sequence[View], folder: Path) -> str:
    """The text of datapackage.json, for the CSV files in the folder."""
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"planoteca-{edition.version}",
        "id": edition.build_id,
        "title": TITLE,
        "version": edition.version,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": AUTHORS, "role": "author"}],
        "resources": [_resource(view, folder) for view in views],
        _OWN: asdict(edition),
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(view: View, folder: Path) -> dict[str, Any]:
    path = f"csv/{view.name}.csv"
    fields = [
        {
            "name": column.name,
            "type": _TYPES.get(column.type.split("(")[0], "integer"),
            "description": column.description,
        }
        for column in view.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if view.name in _KEYS:
        schema["primaryKey"] = list(_KEYS[view.name])
    return {
        "profile": "tabular-data-resource",
        "name": view.name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{checksums.sha256(folder / path)}",
        "description": view.description,
        "schema": schema,
    }
