"""`planoteca query` as people and programs use it: quick, clean output, every row."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planoteca.cli.output import Format, write_frame
from planoteca.cli.text_tables import text_table
from planoteca.exports.formulas import is_formula
from planoteca.workspace import Workspace

PROGRAM = str(Path(sys.executable).parent / "planoteca")
# The program, which then tells what it has loaded.
PROBE = """
import json, sys
from planoteca.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
NEVER = {
    *("IPython", "PIL", "altair", "great_tables", "jupyterlab", "krippendorff", "lxml"),
    *("nbconvert", "nbformat", "numpy", "openpyxl", "papermill", "pdfplumber", "pebble"),
    *("polars", "pyarrow", "pypdfium2", "pyreadstat", "rich", "vl_convert"),
    *("planoteca.charts", "planoteca.corpus", "planoteca.documents", "planoteca.extraction"),
}


def _query(plans: Path, *arguments: str) -> list[str]:
    return ["query", *arguments, "--database", str(plans)]


def _loaded(arguments: list[str], project: Workspace) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=project.root, capture_output=True, check=True
    )
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("format_", Format)
def test_a_query_loads_duckdb_and_nothing_else_that_is_heavy(
    format_: str, plans: Path, project: Workspace
) -> None:
    loaded = _loaded(_query(plans, "plan_overview", "--format", format_), project)
    assert "duckdb" in loaded
    assert not loaded & NEVER


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["query", "--list"]], ids=str)
def test_what_needs_no_database_loads_no_duckdb(arguments: list[str], project: Workspace) -> None:
    assert not _loaded(arguments, project) & {*NEVER, "duckdb"}


@pytest.mark.parametrize("command", ["build", "agreement"])
def test_building_and_measuring_load_nothing_of_charts_and_pages(
    command: str, project: Workspace, tmp_path: Path
) -> None:
    tarata = str(project.coding / "tarata-2018")
    given = ["--output", str(tmp_path / "o.duckdb")] if command == "build" else [tarata, tarata]
    pages = {"IPython", "altair", "great_tables", "jupyterlab", "nbconvert", "papermill"}
    assert not _loaded([command, *given], project) & {*pages, "pdfplumber", "planoteca.reports"}


def test_every_format_has_the_same_rows(plans: Path, project: Workspace, tmp_path: Path) -> None:
    def printed(format_: str) -> bytes:
        arguments = _query(plans, "commitment_list", "--format", format_)
        done = subprocess.run(
            [PROGRAM, *arguments], cwd=project.root, capture_output=True, check=True
        )
        assert done.stderr == b""
        return done.stdout

    frame = pl.read_parquet(io.BytesIO(printed("parquet")))
    assert len(frame) == 195
    assert json.loads(printed("json")) == frame.to_dicts()
    texts = pl.read_csv(io.BytesIO(printed("csv")), infer_schema=False)
    assert texts.rows() == frame.cast(pl.String).rows()
    output = tmp_path / "it's here" / "rows.parquet"
    subprocess.run(
        [PROGRAM, *_query(plans, "commitment_list", "--output", str(output))],
        cwd=project.root,
        check=True,
    )
    assert pl.read_parquet(output).equals(frame)


def test_csv_holds_no_formula(plans: Path, project: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plans.duckdb"
    shutil.copyfile(plans, path)
    formula = '=HYPERLINK("http://x.example") xyzzy'
    with duckdb.connect(path) as connection:
        connection.execute("INSERT INTO line VALUES ('ilo-2018', 1, 1, ?)", [formula])

    def printed(format_: str, *arguments: str) -> str:
        command = [PROGRAM, *arguments, "--format", format_, "--database", str(path)]
        done = subprocess.run(command, cwd=project.root, capture_output=True, check=True)
        return done.stdout.decode()

    queried, searched = ["query", "search", "--param", "text=xyzzy"], ["search", "xyzzy"]
    for column, given_, arguments in (
        ("text", formula, queried),
        ("left", formula.removesuffix(" xyzzy"), searched),
    ):
        (row,) = csv.DictReader(io.StringIO(printed("csv", *arguments)))
        assert row[column] == f"'{given_}"
        assert json.loads(printed("json", *arguments))[0][column] == given_


_HARM = st.text(st.sampled_from("=+-@'\t\r\n \u200b\u2003\ufeff\xa0\x85\x00\uff1daá1;,\""))


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(_HARM | st.text(), max_size=30))
def test_texts_of_csv_are_neutralised_as_in_exports(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "harm.csv"
    frame = pl.DataFrame({'te"xt': texts, "n": [-1] * len(texts)}, {'te"xt': pl.String, "n": int})
    write_frame(frame, Format.CSV, path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ['te"xt', "n"]
    assert rows == [[f"'{text}" if is_formula(text) else text, "-1"] for text in texts]


@pytest.mark.parametrize("format_", Format)
def test_a_reader_that_has_seen_enough_ends_the_command_quietly(
    format_: str, plans: Path, project: Workspace
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as closed:  # noqa: PTH123 - a descriptor
        done = subprocess.run(
            [PROGRAM, *_query(plans, "commitment_list", "--format", format_)],
            cwd=project.root,
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""


def test_output_is_added_to_a_file_that_has_content(
    plans: Path, project: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "all.csv"
    path.write_text("before\n", "utf-8")
    with path.open("ab") as file:
        arguments = _query(plans, "data_version", "--format", "csv")
        subprocess.run([PROGRAM, *arguments], cwd=project.root, stdout=file, check=True)
    lines = path.read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[:2]] == ["before", "build_id"]
    assert len(lines) == 3


def test_a_wide_table_is_printed_row_by_row_with_every_value(
    plans: Path, project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    wide, narrow = (
        subprocess.run(
            [PROGRAM, *_query(plans, name)], cwd=project.root, capture_output=True, check=True
        ).stdout.decode()
        for name in ("plan_overview", "data_version")
    )
    assert "─── row 5 ───" in wide
    assert "document_id     │ tarata-2018" in wide
    assert "coverage_reason" not in wide
    assert wide.endswith("\n5 row(s)\n")
    assert "row 1" not in narrow
    assert max(map(len, narrow.splitlines())) <= 110
    assert narrow.endswith("\n1 row(s)\n")


def test_cells_of_a_table_stay_on_their_line_and_in_their_column() -> None:
    rows = [("a\nb\x1b[31m", 1.5, None), ("x" * 70, 22.0, True)]
    assert text_table(["text", "number", "flag"], rows).splitlines() == [
        f"text{' ' * 56} │ number │ flag",
        f"{'─' * 60}─┼─{'─' * 6}─┼─────",
        f"a b\N{REPLACEMENT CHARACTER}[31m{' ' * 52} │    1.5 │",
        f"{'x' * 59}… │     22 │ true",
    ]
    assert text_table(["only"], []).splitlines() == ["only", "────"]


def test_a_table_of_many_rows_says_how_to_get_all(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write_frame(pl.DataFrame({"n": range(1_001)}), Format.TABLE, None)
    last = capfdbinary.readouterr().out.decode().splitlines()[-2:]
    assert last == ["999", "the first 1000 rows; --format csv, json or parquet gives every row"]


def test_no_query_answers_in_a_type_that_clients_turn_into_another(plans: Path) -> None:
    """Sums of whole numbers are HUGEINT and of decimals DECIMAL unless the query says otherwise."""
    sql = """
        SELECT table_name, column_name, data_type FROM duckdb_columns()
        WHERE data_type NOT IN
            ('VARCHAR', 'INTEGER', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'DATE', 'TIMESTAMP')
            AND NOT internal
    """
    with duckdb.connect(plans, read_only=True) as connection:
        assert connection.execute(sql).fetchall() == []
