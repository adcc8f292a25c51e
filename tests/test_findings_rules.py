"""The files of the rules, and the precision that their tolerances rest on."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from finding_plans import ROOT, RULES
from planoteca import findings
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData, PlanotecaError


def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name in ("tables", "macros"):
        connection.execute((ROOT / "queries" / "schema" / f"{name}.sql").read_text("utf-8"))
    return connection


def test_a_broken_rule_names_its_file(vocabularies: Codebook, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RULES, tmp_path / "findings"))
    path = folder / "density.sql"
    path.write_text(path.read_text("utf-8").replace("FROM compared", "FROM nowhere"), "utf-8")
    with (
        _connection() as connection,
        pytest.raises(PlanotecaError, match=r"density.*\(.*density\.sql\) failed.*nowhere"),
    ):
        findings.find(connection, folder, vocabularies["finding_rules"])


def test_rules_are_checked_all_at_once(vocabularies: Codebook, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RULES, tmp_path / "findings"))
    (folder / "density.sql").rename(folder / "spelling.sql")
    header = "-- question: q\n-- pregunta: p\n-- column document_id: d\n"
    (folder / "headings.sql").write_text(f"{header}SELECT 1\n", "utf-8")
    with _connection() as connection, pytest.raises(InvalidData) as caught:
        findings.find(connection, folder, vocabularies["finding_rules"])
    assert [problem.split("findings/")[1] for problem in caught.value.problems] == [
        "headings.sql: its columns must be " + ", ".join(findings.COLUMNS),
        "spelling.sql: 'spelling' is no code of finding_rules.csv",
        "density.sql: missing, but a code of finding_rules.csv",
    ]


def test_an_empty_database_has_no_findings(vocabularies: Codebook) -> None:
    with _connection() as connection:
        found = findings.find(connection, RULES, vocabularies["finding_rules"])
    assert len(found) == 0
    assert found.schema == {"finding_id": pl.String, "rule": pl.String, **findings.COLUMNS}


@pytest.mark.parametrize(
    ("value", "text", "step"),
    [
        (3414, "3,414", 1),
        (55.2617787, "55,2617787", 1e-7),
        (43.902439, "43,9024390", 1e-7),
        (-1.2, "-1.20", 0.01),
        (2805.85, "2.805.85", 0.01),
        (2_600_000, "2,6 millones", 100_000),
        (40_000_000, "40 millones", 1_000_000),
        (16033.77, "16 033,77 mil", 0.01),
        (5, "3-5%", 1),
        (4, "cuatro", 1),
        (12.5, "doce y medio", 0.1),
        (0, "0", 1),
        (7, "", 1),
    ],
)
def test_the_last_printed_digit_tells_the_precision(value: float, text: str, step: float) -> None:
    with _connection() as connection:
        sql = "SELECT printed_step(?::DOUBLE, ?)"
        assert connection.execute(sql, [value, text]).fetchall() == [(pytest.approx(step),)]
