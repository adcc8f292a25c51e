"""What the README says is there and works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reference_pages
from planoteca import coding, queries
from planoteca.codebook import Codebook
from planoteca.reports import manifest
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.es.md")}
README = READMES["README.md"]
BIN = Path(sys.executable).parent
QUERIES = re.findall(r"^\.venv/bin/planoteca (query .+)$", README, re.MULTILINE)


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "README.es.md", "ARCHITECTURE.md", "data/codebook/CODEBOOK.md"),
        *("docs/data-dictionary.md", "docs/queries.md", "docs/codes.md"),
    ],
)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    assert links
    for link in links:
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_every_query_and_command_is_named() -> None:
    reference = (ROOT / "docs" / "queries.md").read_text("utf-8")
    for name in queries.catalogue(ROOT / "queries"):
        assert f"\n## {name}\n" in reference
    commands = ("build", "extract", "query", "report", "check", "export", "explain", "release")
    for command in (*commands, "agreement", "evaluate", "search"):
        assert all(f"planoteca {command}" in text for text in READMES.values())
    for report in manifest.load(ROOT / "notebooks" / "reports"):
        assert all(f"| `{report}` |" in text for text in READMES.values())


def test_both_readmes_say_the_same() -> None:
    """Sections, commands (but for names of one's own), pictures and rows of tables match."""
    spanish, english = READMES["README.es.md"], READMES["README.md"]
    for pattern in (r"^## ", r"^```\w+", r"^\| ", r"^!\[", r"^\.venv/bin/\S+ \w+", r"^FROM \w+"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (spanish, english)]
        assert found[0] == found[1], pattern


def test_the_reference_pages_are_those_of_the_database(project: Workspace, plans: Path) -> None:
    for name, text in reference_pages.pages(project, plans).items():
        kept = (ROOT / "docs" / name).read_text("utf-8")
        assert kept == text, f"docs/{name} is out of date: run `make docs`"


@pytest.mark.parametrize("line", QUERIES)
def test_the_queries_of_the_readme_run(line: str, plans: Path, tmp_path: Path) -> None:
    arguments = shlex.split(line.replace("--output poverty.csv", f"--output {tmp_path}/p.csv"))
    arguments += ["--database", str(plans)]
    done = subprocess.run(
        [BIN / "planoteca", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())


@pytest.mark.parametrize("text", READMES.values(), ids=READMES)
def test_the_sql_of_the_readme_runs_in_the_duckdb_cli(text: str, plans: Path) -> None:
    client = shutil.which("duckdb", path=str(BIN))
    if client is None:
        pytest.skip("the DuckDB CLI (package duckdb-cli) is not installed")
    block = re.search(r"```sql\n(.*?)```", text, re.DOTALL)
    assert block
    done = subprocess.run(
        [client, "-readonly", "-bail", "-csv", str(plans)],
        input=block[1],
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ilo-2018" in done.stdout


@pytest.mark.parametrize("text", READMES.values(), ids=READMES)
def test_the_figures_of_the_readme_are_those_of_the_coding(
    text: str, project: Workspace, vocabularies: Codebook
) -> None:
    rows = re.findall(r"^\| (\w+) \(.*?\) \|.*?\| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert len(rows) == 5
    found = {folder.name: coding.load(folder, vocabularies) for folder in project.coding.iterdir()}
    for name, *sizes in rows:
        plain = name.lower().replace("é", "e")
        each = found[f"{plain}-2018"]
        counted = (len(each.commitments), len(each.quantities), len(each.statistics))
        assert counted == tuple(map(int, sizes)), name
