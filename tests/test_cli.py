from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from planoteca import __version__, codebook, coding
from planoteca.workspace import Workspace

PROGRAM = str(Path(sys.executable).parent / "planoteca")


def _run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, check=False
    )


def _fails(done: subprocess.CompletedProcess[bytes]) -> str:
    message = done.stderr.decode()
    assert done.returncode == 1, message
    assert "Traceback" not in message
    return message


def test_help_lists_the_commands_and_loads_nothing_heavy(project: Workspace) -> None:
    done = _run("--help", cwd=project.root)
    assert done.returncode == 0
    for command in ("build", "extract", "query", "report", "export", "check", "lab"):
        assert f"  {command} " in done.stdout.decode()
    probe = (
        "import sys; from planoteca import cli; "
        "sys.exit(any(m in sys.modules for m in ('polars', 'duckdb', 'altair', 'papermill')))"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_version(project: Workspace) -> None:
    assert _run("--version", cwd=project.root).stdout.decode().split() == ["planoteca", __version__]


def test_build_writes_the_database_and_says_what_is_in_it(
    project: Workspace, tmp_path: Path
) -> None:
    output = tmp_path / "plans.duckdb"
    done = _run("build", "--output", output, cwd=project.root)
    assert done.returncode == 0, done.stderr
    assert "5 plans (5 coded), 195 commitments, 160 statistics" in done.stdout.decode()
    assert output.is_file()


def test_build_names_what_it_could_not_read(project: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "vacio.txt").write_bytes(b"")
    done = _run("build", "--documents", folder, "--output", tmp_path / "o.duckdb", cwd=project.root)
    assert done.returncode == 0
    assert "1 unreadable" in done.stdout.decode()
    assert "unreadable vacio: " in done.stderr.decode()
    missing = _run("build", "--documents", tmp_path / "none", cwd=project.root)
    assert "is not a folder" in _fails(missing)


def test_build_closes_with_the_coverage_and_the_first_of_many_reasons(
    project: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(25):
        (folder / f"roto-{number:02}.txt").write_bytes(b"\0" * (number + 1))
    (folder / "vecinos.txt").write_text("Somos un grupo de vecinos.\n", "utf-8")
    output = tmp_path / "o.duckdb"
    done = _run("build", "--documents", folder, "--output", output, cwd=project.root)
    assert done.returncode == 0, done.stderr
    first, *table = done.stdout.decode().splitlines()
    assert "31 plans (5 coded, 1 no_commitments, 25 unreadable)" in first
    assert [line.split() for line in table] == [
        ["coded", "5"],
        ["no_commitments", "1"],
        ["unreadable", "25"],
        ["pending", "0"],
    ]
    assert len({len(line) for line in table}) == 1
    reasons = [line for line in done.stderr.decode().splitlines() if line.startswith("  ")]
    assert len(reasons) == 21
    assert reasons[0].startswith("  unreadable roto-00: roto-00.txt: it is binary")
    assert reasons[20] == f"  and 5 more: planoteca query unread_documents --database {output}"


@pytest.mark.parametrize("command", ["build", "extract"])
def test_scanned_pages_are_read_where_it_is_asked_for(
    command: str, project: Workspace, tmp_path: Path
) -> None:
    folder = project.root / "data" / "specimens"
    if command == "build":
        arguments = ["--documents", folder, "--output", tmp_path / "o.duckdb"]
    else:
        arguments = [folder / "aruma-tabla.txt", "--output", tmp_path]
    done = _run(command, "--ocr", *arguments, cwd=project.root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_query_prints_every_format(format_: str, plans: Path, project: Workspace) -> None:
    done = _run(
        "query",
        "targets_by_dimension",
        "-p",
        "document_id=ilo-2018",
        "--format",
        format_,
        "--database",
        plans,
        cwd=project.root,
    )
    assert done.returncode == 0, done.stderr
    if format_ == "csv":
        rows = pl.read_csv(io.BytesIO(done.stdout)).to_dicts()
    elif format_ == "json":
        rows = json.loads(done.stdout)
    else:
        rows = pl.read_parquet(io.BytesIO(done.stdout)).to_dicts()
    assert [row["commitments"] for row in rows] == [28, 18, 14, 11]
    assert done.stderr == b""


def test_query_prints_a_table_and_writes_a_file(
    plans: Path, project: Workspace, tmp_path: Path
) -> None:
    done = _run("query", "plan_overview", "--database", plans, cwd=project.root)
    assert "5 row(s)" in done.stdout.decode()
    output = tmp_path / "deep" / "overview.csv"
    arguments = ("query", "plan_overview", "--format", "csv", "--output", output)
    assert _run(*arguments, "--database", plans, cwd=project.root).returncode == 0
    assert len(pl.read_csv(output)) == 5


def test_query_list_names_questions_and_parameters(project: Workspace) -> None:
    text = _run("query", "--list", cwd=project.root).stdout.decode()
    assert "poverty\n    What do the plans say about poverty" in text
    assert "--param text=...  VARCHAR, required: words to look for" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "povert"), "did you mean 'poverty'?"),
        (("query", "poverty", "-p", "documento=x"), "did you mean 'document_id'?"),
        (("query", "poverty", "-p", "document_id=ilo"), "did you mean 'ilo-2018'?"),
        (("query", "poverty", "-p", "document_id"), "write it as name=value"),
        (("query", "passages"), "needs text (VARCHAR)"),
        (("report", "profile"), "no report 'profile'"),
        (("report", "plan_profile", "-p", "document_id=x"), "no document 'x'"),
        (("report", "plan_comparison", "-p", "documents=x"), "no parameter 'documents' of"),
    ],
)
def test_mistakes_get_a_clear_message(
    arguments: tuple[str, ...], message: str, plans: Path, project: Workspace
) -> None:
    assert message in _fails(_run(*arguments, "--database", plans, cwd=project.root))


def test_a_missing_database_says_which_command_makes_it(project: Workspace, tmp_path: Path) -> None:
    done = _run("query", "poverty", "--database", tmp_path / "none.duckdb", cwd=project.root)
    assert "make it with: planoteca build" in _fails(done)


def test_extract_writes_a_coding_that_loads(project: Workspace, tmp_path: Path) -> None:
    source = project.root / "data" / "specimens" / "aruma-tabla.txt"
    done = _run("extract", source, "--output", tmp_path, cwd=project.root)
    assert done.returncode == 0, done.stderr
    found = coding.load(tmp_path / "aruma-tabla", codebook.load(project.codebook))
    assert len(found.commitments) >= 20
    assert found.commitments["verbatim"].null_count() == 0
    assert found.commitments["line_start"].null_count() == 0


def test_extract_goes_on_after_a_bad_file(project: Workspace, tmp_path: Path) -> None:
    good = project.root / "data" / "specimens" / "aruma-lineas.txt"
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02" * 100)
    done = _run("extract", bad, tmp_path / "none.txt", good, "--output", tmp_path, cwd=project.root)
    message = _fails(done)
    assert "2 of 3 plan(s) could not be coded" in message
    assert "bad.txt" in message
    assert "none.txt" in message
    assert (tmp_path / "aruma-lineas" / "commitments.csv").is_file()


def test_check_passes_on_the_project_and_verifies_documents(project: Workspace) -> None:
    done = _run("check", "--documents", project.root / "data" / "specimens", cwd=project.root)
    assert done.returncode == 0, done.stderr
    assert "are in order" in done.stdout.decode()
    assert "aruma-tabla" in done.stdout.decode()


def test_outside_a_project_the_installed_one_is_used(tmp_path: Path) -> None:
    done = _run("query", "--list", cwd=tmp_path)
    assert done.returncode == 0
    assert "plan_overview" in done.stdout.decode()
