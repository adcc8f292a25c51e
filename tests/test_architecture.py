"""The shape of the project: imports point one way, modules stay small, nothing foreign is named."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "analysis" / "planoteca"

# From the bottom up; a module may import modules of earlier lines, and of its own folder.
LAYERS = [
    {"errors", "arrow", "column_labels", "frames", "sessions", "theme_terms"},
    {"competences"},
    {"workspace", "codebook", "storage"},
    {"coding", "documents", "places", "theme_coding", "competence_coding"},
    {"agreement", "extraction", "reuse"},
    {"functions", "fingerprints"},
    {"verification", "official", "progress", "workers", "linking", "found", "scope"},
    {"cache", "coder", "registry"},
    {"store"},
    {"clusters"},
    {"coded_files", "corpus"},
    {"queries", "outcomes", "connections"},
    {"rows", "findings", "concordance"},
    {"identity"},
    {"database"},
    {"building", "exports", "freshness"},
    {"evaluation", "releases"},
    {"uncertainty", "reviewing"},
    {"api", "hand_coding"},
    {"lab", "sql_cells", "kernels"},
    {"charts"},
    {"tables", "narrative"},
    {"reports"},
    {"cli"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "planoteca":
                rooms |= {parts[1]} if parts[1:] else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            rooms |= {a.name.split(".")[1] for a in node.names if a.name.startswith("planoteca.")}
    return rooms & LEVEL.keys()


def test_every_module_has_a_layer() -> None:
    assert {_room(path) for path in MODULES} - {"__init__"} == LEVEL.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = _room(path)
    if room == "__init__":
        return
    wrong = {name for name in _imported_rooms(path) if name != room and LEVEL[name] >= LEVEL[room]}
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 320


def test_one_module_alone_opens_duckdb() -> None:
    """Which sets what every connection needs: no progress bar in the output."""
    text = {path: path.read_text("utf-8") for path in MODULES}
    assert [path.name for path in MODULES if "duckdb.connect(" in text[path]] == ["sessions.py"]


def _tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_notebooks_hold_no_outputs() -> None:
    notebooks = [
        path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_" not in str(path)
    ]
    assert notebooks
    for path in notebooks:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            assert not cell.get("outputs"), path
            assert cell.get("execution_count") is None, path


def test_no_package_address_in_the_lock_file() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)


def test_no_large_file_is_tracked() -> None:
    assert [path for path in _tracked() if path.exists() and path.stat().st_size > 1_000_000] == []


def test_no_document_sentence_is_in_the_project(shared: Path) -> None:
    """No twelve words in a row of a plan, or of its verbatim coding, stand in a tracked file."""
    run = 12

    def words(text: str) -> list[str]:
        return [word.lower() for word in re.findall(r"\w+", text) if not word.isdigit()]

    def grams(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[i : i + run]) for i in range(len(found) - run + 1)}

    sources: set[tuple[str, ...]] = set()
    for folder in (shared / "documents" / "text", shared / "coding"):
        for path in folder.rglob("*"):
            if path.suffix in {".txt", ".csv"}:
                sources |= grams(path.read_text("utf-8"))
    for path in _tracked():
        if (
            path.suffix in {".py", ".csv", ".md", ".txt", ".ipynb", ".sql", ".json"}
            and path.exists()
        ):
            copied = grams(path.read_text("utf-8")) & sources
            assert not copied, f"{path}: {' '.join(min(copied))}"
