"""The changes between two releases, as lists for people and for programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from planoteca.errors import InvalidData
from planoteca.releases import writing
from planoteca.workspace import Workspace

TARATA = "tarata-2018:manual:"
# What is changed in the plans between two releases.
EDITS = (
    "UPDATE commitment SET measurability = 'output' "
    "WHERE commitment_id = 'tarata-2018:manual:c0002'",
    "UPDATE commitment SET statement = 'Dicho de otro modo' "
    "WHERE commitment_id = 'tarata-2018:manual:c0003'",
    "UPDATE commitment SET line_start = 1, line_end = 1 "
    "WHERE commitment_id = 'tarata-2018:manual:c0004'",
    "UPDATE quantity SET value = 51 WHERE commitment_id = 'candarave-2018:manual:c0001'",
    "DELETE FROM commitment_theme WHERE commitment_id = 'candarave-2018:manual:c0002' "
    "AND theme_id = 'energy'",
    "UPDATE statistic SET year = 2016 WHERE statistic_id = 'espinar-2018:manual:s0001'",
    "UPDATE document SET title = 'Ilo | `2019`' WHERE document_id = 'ilo-2018'",
    "INSERT INTO document (document_id, title, coverage) VALUES ('nuevo', 'Nuevo', 'pending')",
)


# A promise put before all others of a plan, whose numbers all rise by one.
SHIFT = """
    CREATE MACRO mine(name) AS name LIKE 'tarata-2018:manual:%';
    CREATE MACRO next(name) AS
        left(name, -4) || lpad((right(name, 4)::INTEGER + 1)::VARCHAR, 4, '0');
    CREATE TABLE kept AS FROM commitment WHERE mine(commitment_id);
    CREATE TABLE kept_theme AS FROM commitment_theme WHERE mine(commitment_id);
    CREATE TABLE kept_quantity AS FROM quantity WHERE mine(commitment_id);
    DELETE FROM outcome WHERE mine(commitment_id);
    DELETE FROM commitment_function WHERE mine(commitment_id);
    DELETE FROM baseline_link WHERE mine(commitment_id);
    DELETE FROM commitment_theme WHERE mine(commitment_id);
    DELETE FROM quantity WHERE mine(commitment_id);
    DELETE FROM commitment WHERE mine(commitment_id);
    INSERT INTO commitment SELECT
        * REPLACE (next(commitment_id) AS commitment_id, sequence + 1 AS sequence) FROM kept;
    INSERT INTO commitment SELECT * REPLACE ('Primero' AS statement) FROM kept WHERE sequence = 1;
    INSERT INTO commitment_theme SELECT
        * REPLACE (next(commitment_id) AS commitment_id) FROM kept_theme;
    INSERT INTO quantity SELECT
        * REPLACE (next(commitment_id) AS commitment_id) FROM kept_quantity;
    DROP TABLE kept; DROP TABLE kept_theme; DROP TABLE kept_quantity;
    DROP MACRO mine; DROP MACRO next;
"""


@pytest.fixture(scope="module")
def first(project: Workspace, plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return writing.write(project, plans, "2026a", tmp_path_factory.mktemp("first")).folder


def _second(project: Workspace, plans: Path, first: Path, folder: Path, *edits: str) -> Path:
    """A release of the plans after some edits, against the first."""
    edited = shutil.copy(plans, folder / "edited.duckdb")
    for edit in edits:
        with duckdb.connect(edited) as connection:
            connection.execute(edit)
    return writing.write(project, Path(edited), "2026b", folder / "releases", first).folder


def _changes(release: Path) -> pl.DataFrame:
    return pl.read_csv(release / "changes.csv", infer_schema=False)


def test_every_change_is_listed(
    project: Workspace, plans: Path, first: Path, tmp_path: Path
) -> None:
    second = _second(project, plans, first, tmp_path, *EDITS)
    found = _changes(second).select("table", "change", "key", "column", "old", "new")
    lines = found.filter(pl.col("column").is_in(["line_start", "line_end"]))
    assert lines["key"].unique().to_list() == [f"{TARATA}c0004"]
    assert lines["new"].to_list() == ["1", "1"]
    [statement] = found.filter(pl.col("column") == "statement").rows()
    assert statement[:3] == ("plan_commitment", "recoded", f"{TARATA}c0003")
    assert statement[5] == "Dicho de otro modo"
    rest = found.filter(
        ~pl.col("column").is_in(["line_start", "line_end", "statement"]).fill_null(False)
    )
    candarave, recoded = "candarave-2018:manual:c000", ("activity", "output")
    assert sorted(rest.rows(), key=str) == sorted(
        [
            ("document", "added", "nuevo", None, None, None),
            ("document", "recoded", "ilo-2018", "title", "Ilo 2019-2022", "Ilo | `2019`"),
            ("plan_commitment", "recoded", f"{TARATA}c0002", "measurability", *recoded),
            ("plan_quantity", "recoded", f"{candarave}1/1", "value", "50.0", "51.0"),
            ("plan_theme", "removed", None, None, None, None),
            ("plan_statistic", "recoded", "espinar-2018:manual:s0001", "year", None, "2016"),
        ],
        key=str,
    )
    page = (second / "CHANGES.md").read_text("utf-8")
    assert "| `plan_commitment` | 195 | 195 | 0 | 0 | 3 | 0 |" in page
    assert "| `plan_commitment` | `measurability` | `activity` | `output` | 1 |" in page
    assert "## Plans added · Planes nuevos\n\n`nuevo`" in page
    assert "| `document` | `title` |  |  | 1 |" in page
    package = json.loads((second / "datapackage.json").read_text("utf-8"))
    assert package["planoteca"]["previous"] == "2026a"


def test_a_row_put_first_renumbers_the_others_and_recodes_none(
    project: Workspace, plans: Path, first: Path, tmp_path: Path
) -> None:
    """Everything below the new row, with its quantities and themes, is found again."""
    found = _changes(_second(project, plans, first, tmp_path, *SHIFT.split(";")[:-1]))
    counted = dict(
        found.group_by("table", "change")
        .len()
        .select(pl.concat_str("table", "change", separator=" "), "len")
        .rows()
    )
    assert counted == {"plan_commitment added": 1, "plan_commitment renumbered": 19}
    renumbered = found.filter(pl.col("change") == "renumbered")
    assert renumbered.select("previous_key", "key").row(0) == (f"{TARATA}c0001", f"{TARATA}c0002")


def test_a_release_with_texts_is_not_told_to_have_changed_them(
    project: Workspace, plans: Path, first: Path, tmp_path: Path
) -> None:
    second = writing.write(project, plans, "2026b", tmp_path, first, with_texts=True).folder
    assert _changes(second).is_empty()
    assert "columns of text are not compared" in (second / "CHANGES.md").read_text("utf-8")


def test_the_latest_earlier_release_is_the_previous_one(
    project: Workspace, plans: Path, first: Path, tmp_path: Path
) -> None:
    for version in ("2025b", "2026a", "2027a"):
        shutil.copytree(first, tmp_path / version)
    (tmp_path / "2026c").mkdir()  # no release
    made = writing.write(project, plans, "2026d", tmp_path)
    assert made.edition.previous == "2026a"
    assert "Against `2026a`" in (made.folder / "CHANGES.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("csv/place.csv", "changed", "csv/place.csv: was changed"),
        ("parquet/document.parquet", None, "parquet/document.parquet: is missing"),
        ("SHA256SUMS", "nonsense", r"SHA256SUMS, line 1: expected a SHA-256"),
        ("SHA256SUMS", f"{'0' * 64}  ../../secret", r"SHA256SUMS, line 1: expected a SHA-256"),
        ("SHA256SUMS", None, "is no release"),
    ],
)
def test_a_damaged_previous_release_is_refused(
    name: str,
    content: str | None,
    message: str,
    project: Workspace,
    plans: Path,
    first: Path,
    tmp_path: Path,
) -> None:
    damaged = Path(shutil.copytree(first, tmp_path / "damaged"))
    if content is None:
        (damaged / name).unlink()
    else:
        (damaged / name).write_text(content, "utf-8")
    with pytest.raises(InvalidData, match=message):
        writing.write(project, plans, "2026b", tmp_path / "releases", damaged)
    assert not (tmp_path / "releases").exists()


def test_columns_that_come_or_go_are_told(
    project: Workspace, plans: Path, first: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copytree(first, tmp_path / "older"))
    package = json.loads((older / "datapackage.json").read_text("utf-8"))
    package["planoteca"]["columns"]["document"] = ["document_id", "gone"]
    (older / "datapackage.json").write_text(json.dumps(package), "utf-8")
    (older / "SHA256SUMS").write_text("", "utf-8")
    second = writing.write(project, plans, "2026b", tmp_path / "releases", older).folder
    page = (second / "CHANGES.md").read_text("utf-8")
    assert "| `document` | `gone` | removed |" in page
    assert "| `document` | `title` | added |" in page
