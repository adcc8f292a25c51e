"""The commands agreement, evaluate and explain, as users run them."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from planoteca import agreement, evaluation
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


@pytest.fixture
def specimens(project: Workspace) -> Path:
    return project.root / "data" / "specimens"


@pytest.fixture
def second(specimens: Path, tmp_path: Path) -> Path:
    """The coding of a second coder, who gave the first target another dimension."""
    folder = tmp_path / "second"
    shutil.copytree(specimens / "coding" / "aruma-tabla", folder)
    path = folder / "commitments.csv"
    rows = pl.read_csv(path, infer_schema=False)
    changed = rows.with_columns(
        pl.when(pl.col("sequence") == "1")
        .then(pl.lit("economic"))
        .otherwise(pl.col("dimension"))
        .alias("dimension")
    )
    changed.write_csv(path)
    return folder


def test_help_lists_the_commands(project: Workspace) -> None:
    text = _run("--help", cwd=project.root).stdout.decode()
    for command in ("agreement", "evaluate", "theme-agreement", "explain"):
        assert f"  {command} " in text
        done = _run(command, "--help", cwd=project.root)
        assert done.returncode == 0
        assert b"Usage: planoteca" in done.stdout


def test_two_folders_and_the_list_of_their_differences(
    specimens: Path, second: Path, project: Workspace, tmp_path: Path
) -> None:
    first = specimens / "coding" / "aruma-tabla"
    listing = tmp_path / "deep" / "differences.csv"
    done = _run(
        *("agreement", first, second, "--document", specimens / "aruma-tabla.txt"),
        *("--disagreements", listing),
        cwd=project.root,
    )
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert f"first: {first} (23 commitments" in text
    assert "1.000 [1.000, 1.000]" in text
    assert "0.957 [" in text  # 22 of 23 dimensions
    assert f"1 disagreement(s) -> {listing}" in done.stderr.decode()
    (row,) = pl.read_csv(listing).to_dicts()
    assert row.keys() == agreement.DISAGREEMENT.keys()
    assert (row["variable"], row["second"]) == ("dimension", "economic")
    assert row["passage"]


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_programs_get_the_figures(
    format_: str, specimens: Path, second: Path, project: Workspace, tmp_path: Path
) -> None:
    output = tmp_path / f"figures.{format_}"
    arguments = ("agreement", specimens / "coding" / "aruma-tabla", second)
    printed = _run(*arguments, "--format", format_, cwd=project.root)
    written = _run(*arguments, "--output", output, cwd=project.root)
    assert printed.returncode == written.returncode == 0, written.stderr
    assert printed.stdout == output.read_bytes()
    if format_ == "csv":
        rows = pl.read_csv(output).to_dicts()
    elif format_ == "json":
        rows = json.loads(output.read_text("utf-8"))
    else:
        rows = pl.read_parquet(io.BytesIO(printed.stdout)).to_dicts()
    assert rows[0].keys() == agreement.FIGURE.keys()
    (found,) = (r for r in rows if (r["variable"], r["measure"]) == ("dimension", "equal"))
    assert found["value"] == pytest.approx(22 / 23)


def test_one_document_and_two_coders(specimens: Path, second: Path, project: Workspace) -> None:
    path = specimens / "aruma-tabla.txt"
    usual = _run("agreement", path, cwd=project.root)
    assert usual.returncode == 0, usual.stderr
    assert "first: manual (23 commitments" in usual.stdout.decode()
    assert "second: automatic (" in usual.stdout.decode()
    done = _run("agreement", path, "--coder", "manual", "--coder", second, cwd=project.root)
    assert f"second: {second}" in done.stdout.decode()
    by_id = _run(
        *("agreement", "ilo-2018", "--coder", "manual"),
        *("--coder", project.coding / "ilo-2018"),
        cwd=project.root,
    )
    assert by_id.returncode == 0, by_id.stderr
    assert (
        "  statement "
        not in _run(
            *("agreement", "ilo-2018", "--no-texts", "--coder", "manual", "--coder", "manual"),
            cwd=project.root,
        )
        .stdout.decode()
        .replace("┆", " ")
        .split("nothing to compare", maxsplit=1)[0]
    )
    assert "71 commitments" in by_id.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("{coding}",), "name a second coding folder"),
        (("{coding}", "{coding}", "{coding}"), "name two coding folders (planoteca agreement A B)"),
        (("ilo-2018", "--coder", "manual"), "and two coders"),
        (("ilo-2018",), "the automatic coder needs the plan's file"),
        (("ilo-2017",), "did you mean 'ilo-2018'?"),
        (("{file}", "--document", "{file}"), "leave --document out"),
        (("{coding}", "nowhere"), "nowhere is no coding folder"),
        (("{coding}", "{coding}", "--output", "x.xlsx"), "no format has this ending"),
        (("{coding}", "{coding}", "--disagreements", "x.doc"), "no format has this ending"),
    ],
)
def test_mistakes_get_a_clear_message(
    arguments: tuple[str, ...], message: str, specimens: Path, project: Workspace
) -> None:
    names = {"coding": specimens / "coding" / "aruma-tabla", "file": specimens / "aruma-tabla.txt"}
    given = [each.format(**names) for each in arguments]
    assert message in _fails(_run("agreement", *given, cwd=project.root))


def test_evaluate_prints_a_row_for_each_plan_and_one_for_all(
    specimens: Path, project: Workspace
) -> None:
    arguments = ("evaluate", specimens / "coding", "--documents", specimens)
    done = _run(*arguments, cwd=project.root)
    # The scan cannot be read without --ocr, which stops nothing.
    assert "aruma-escaneado.pdf" in _fails(done)
    text = done.stdout.decode()
    for name in ("aruma-tabla", "aruma-resumen-json", "overall", "all documents together:"):
        assert name in text
    printed = _run(*arguments, "--format", "csv", cwd=project.root).stdout
    table = pl.read_csv(io.BytesIO(printed))
    assert table.columns == list(evaluation.EVALUATION)
    assert {"aruma-tabla", "aruma-cajas", "overall"} <= set(table["document"])


def test_evaluate_says_what_it_left_aside_and_what_it_could_not_read(
    specimens: Path, project: Workspace, tmp_path: Path
) -> None:
    references, plans = tmp_path / "references", tmp_path / "plans"
    plans.mkdir()
    for name in ("aruma-tabla", "roto", "ausente"):
        shutil.copytree(specimens / "coding" / "aruma-tabla", references / name)
    shutil.copy(specimens / "aruma-tabla.txt", plans)
    (plans / "roto.txt").write_bytes(b"\0\1" * 50)
    path = references / "aruma-tabla" / "commitments.csv"
    rows = pl.read_csv(path, infer_schema=False)
    rows.with_columns(pl.lit("action").alias("kind")).write_csv(path)
    done = _run("evaluate", references, "--documents", plans, cwd=project.root)
    message = _fails(done)
    assert "roto.txt: it is binary" in message
    assert "no file at hand for 1 coding(s): ausente" in message
    assert "23 commitment(s) of the machine left aside in 1 document(s)" in done.stdout.decode()
    every = _run("evaluate", references, "--documents", plans, "--all-kinds", cwd=project.root)
    assert "left aside in" not in every.stdout.decode()
    none = _run("evaluate", references, "--documents", tmp_path / "none", cwd=project.root)
    assert "is not a folder" in _fails(none)


def test_explain_says_where_a_line_stands_and_what_cites_it(
    specimens: Path, project: Workspace
) -> None:
    path = specimens / "aruma-tabla.txt"
    done = _run("explain", path, 117, cwd=project.root)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert text.startswith("line 117 [list_item]: - Formar una sociedad civil")
    assert "under CAPÍTULO II." in text
    assert "commitment 8 (target, metas_list, institutional" in text
    paged = _run(
        *("explain", specimens / "aruma-cajas.pdf", "--page", 2, "--format", "json"),
        cwd=project.root,
    )
    rows = json.loads(paged.stdout)
    assert rows[0].keys() == evaluation.EXPLANATION.keys()
    assert {row["page"] for row in rows} == {2}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("aruma-tabla.txt",), "give the number of a line, or --page"),
        (("aruma-tabla.txt", "9999"), "no line 9999; it has lines 1-"),
        (("aruma-tabla.txt", "--page", "1"), "it has no pages"),
        (("none.txt", "1"), "cannot be opened"),
    ],
)
def test_lines_that_cannot_be_explained(
    arguments: tuple[str, ...], message: str, specimens: Path, project: Workspace
) -> None:
    done = _run("explain", specimens / arguments[0], *arguments[1:], cwd=project.root)
    assert message in _fails(done)


def test_two_coders_of_themes_and_the_dictionary(project: Workspace, tmp_path: Path) -> None:
    done = _run("theme-agreement", "a", "b", cwd=project.root)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert "first: a; second: b" in text
    assert "195 commitments of 5 plan(s): candarave-2018, espinar-2018" in text
    assert re.search(r"^mean_alpha +│ 0\.987$", text, re.MULTILINE)
    figures = tmp_path / "figures.csv"
    done = _run("theme-agreement", "--output", figures, cwd=project.root)
    assert done.returncode == 0, done.stderr
    rows = pl.read_csv(figures)
    assert rows.filter(pl.col("theme_id") == "water_sanitation")["first"].unique().to_list() == [17]
    done = _run("theme-agreement", "zoe", cwd=project.root)
    assert done.returncode == 1
    assert b"coders: a, automatic, b" in done.stderr
