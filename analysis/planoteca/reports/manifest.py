"""`notebooks/reports/reports.toml`: which reports there are, and their parameters."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planoteca.errors import InvalidData
from planoteca.queries import Parameter

LANGUAGES = ("es", "en")
# Every report notebook has these two besides its own; the runner fills them in.
COMMON = ("language", "database")
_TYPES = ("VARCHAR", "INTEGER", "DOUBLE", "BOOLEAN")


@dataclass(frozen=True)
class Report:
    """One table of reports.toml; `titles` by language, `parameters` without the common ones."""

    name: str
    notebook: Path
    titles: Mapping[str, str]
    per_document: bool
    parameters: Mapping[str, Parameter]


def load(folder: Path) -> dict[str, Report]:
    """All reports by name, checked against their notebooks.

    Raises InvalidData listing every missing key, unknown type, missing notebook, and every
    parameter that the notebook's cell tagged `parameters` does not assign (papermill would run
    it all the same, with the default).
    """
    path = folder / "reports.toml"
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InvalidData(f"{path} cannot be read: {error}") from error
    problems: list[str] = []
    reports = {name: _parse(name, table, folder, problems) for name, table in tables.items()}
    for report in reports.values():
        problems += [f"{path}: [{report.name}] {problem}" for problem in _check(report)]
    if problems:
        raise InvalidData(f"{path} has {len(problems)} problem(s)", problems)
    return reports


def _parse(name: str, table: Mapping[str, Any], folder: Path, problems: list[str]) -> Report:
    problems += [
        f"{folder / 'reports.toml'}: [{name}] needs {key} (text)"
        for key in ("notebook", "title_es", "title_en")
        if not isinstance(table.get(key), str)
    ]
    parameters = {
        key: Parameter(
            key, value.get("type", ""), value.get("default"), value.get("description", "")
        )
        for key, value in table.get("parameters", {}).items()
    }
    return Report(
        name,
        folder / str(table.get("notebook", "")),
        {language: str(table.get(f"title_{language}", name)) for language in LANGUAGES},
        table.get("per") == "document",
        parameters,
    )


def _check(report: Report) -> list[str]:
    problems = [
        f"parameter {p.name} has type {p.type!r}; allowed: {', '.join(_TYPES)}"
        for p in report.parameters.values()
        if p.type not in _TYPES
    ]
    if not report.notebook.is_file():
        return [*problems, f"notebook {report.notebook} does not exist"]
    assigned = _assigned(report.notebook)
    return problems + [
        f"{report.notebook.name} does not assign {name} in its cell tagged 'parameters'"
        for name in (*COMMON, *report.parameters)
        if name not in assigned
    ]


def _assigned(notebook: Path) -> set[str]:
    """The names that the cell tagged `parameters` of a notebook assigns."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    names: set[str] = set()
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            for node in ast.parse("".join(cell["source"])).body:
                if isinstance(node, ast.Assign):
                    names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    names.add(node.target.id)
    return names
