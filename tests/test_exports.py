"""What other programs read in an export: every format, with text that means harm."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from databases import rows_of
from planoteca import building, database
from planoteca.errors import InvalidParameter
from planoteca.exports import formulas, views, workbook, writing
from planoteca.exports.formats import FileFormat
from planoteca.workspace import Workspace

# A lake has the tables of the database instead, and makes the views over them.
VIEWS_AS = [each for each in FileFormat if each is not FileFormat.LAKE]

LONG = "ñ" * (workbook.LONGEST_TEXT - 9) + "🙂" * 20
STATEMENTS = [
    "=1+1",
    " \u200b+cmd|' /C calc'!A0",
    "-3",
    "@SUM(A1)",
    "\tcon tabulación",
    "\rcon retorno",
    "'=ya con apóstrofo",
    "＝1+1",
    'comas, punto; "comillas"\ny líneas\rmás',
    "nulo \0 y timbre \x07",
    "_x003D_1+1",
    "#N/A",
    "#REF!",
    "nada que temer",
    LONG,
]
ORDERED = "FROM plan_commitment ORDER BY document_id, sequence"


@pytest.fixture(scope="module")
def hostile(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a hostile plan that went the whole way, and what no reader lets through."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [["dimension", "meta"], ["Social", '=HYPERLINK("http://x.example") Construir 3 postas']]
    with (folder / "hostil.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    path = folder / "plans.duckdb"
    building.build(project, folder, path)
    with duckdb.connect(path) as connection:
        [(coding,)] = connection.execute(
            "SELECT coding_id FROM coding WHERE document_id = 'hostil'"
        ).fetchall()
        for number, text in enumerate(STATEMENTS, 100):
            connection.execute(
                "INSERT INTO commitment (commitment_id, coding_id, document_id, sequence, kind, "
                "section, statement, line_start, line_end) "
                "VALUES ($1, $2, 'hostil', $3, 'target', 'other_table', $4, 1, 1)",
                [f"{coding}:x{number}", coding, number, text],
            )
    return path


def _exported(path: Path, folder: Path, format_: str, **options: Any) -> Path:
    writing.write(path, folder, FileFormat(format_), **options)
    return folder


def _undone(text: str | None) -> str | None:
    """A text of a CSV file as it was: the reverse that the note of the export describes."""
    return text[1:] if text and formulas.is_formula(text) else text


def _commitments(path: Path) -> list[tuple[object, ...]]:
    return rows_of(path, ORDERED)


def test_parquet_gives_every_reader_the_rows_and_the_comments(
    hostile: Path, tmp_path: Path
) -> None:
    file = _exported(hostile, tmp_path / "out", "parquet") / "plan_commitment.parquet"
    expected = _commitments(hostile)
    assert pl.read_parquet(file).rows() == expected
    with duckdb.connect() as connection:
        assert connection.execute("FROM read_parquet(?)", [str(file)]).fetchall() == expected
        comments = connection.execute(
            "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(file)]
        ).fetchall()
    described = dict(comments)
    assert described["statement"] == "The promise; in hand coding restated in our own words"
    assert described["plan_commitment"].startswith("Commitments of the preferred coding")


def test_csv_holds_no_formula_and_gives_the_text_back(hostile: Path, tmp_path: Path) -> None:
    file = _exported(hostile, tmp_path / "out", "csv") / "plan_commitment.csv"
    expected = [row["statement"] for row in _frame(hostile).iter_rows(named=True)]
    with file.open(encoding="utf-8", newline="") as opened:
        read = [row["statement"] for row in csv.DictReader(opened)]
    assert not [text for text in read if text.startswith(("=", "+", "-", "@", "\t", "\r", " "))]
    assert '\'=HYPERLINK("http://x.example") Construir 3 postas' in read
    assert list(map(_undone, read)) == expected
    assert list(map(_undone, pl.read_csv(file)["statement"])) == expected
    with duckdb.connect() as connection:
        again = connection.execute(
            "SELECT statement FROM read_csv(?, header = true, quote = '\"', escape = '\"', "
            "delim = ',', strict_mode = false)",
            [str(file)],
        ).fetchall()
    assert len(again) == len(expected)


def test_csv_with_decimal_comma_is_what_excel_opens(plans: Path, tmp_path: Path) -> None:
    folder = _exported(plans, tmp_path / "out", "csv", decimal_comma=True)
    content = (folder / "place.csv").read_bytes()
    assert content.startswith("\ufeffplace_id;name;level;".encode())
    read = pl.read_csv(folder / "place.csv", separator=";", decimal_comma=True, infer_schema=False)
    numbers = pl.col("latitude", "longitude").str.replace(",", ".").cast(pl.Float64)
    kept = rows_of(plans, "SELECT place_id, latitude, longitude FROM place ORDER BY place_id")
    assert read.select("place_id", numbers).rows() == kept
    assert any(value < 0 for _, value, _ in kept if isinstance(value, float))
    assert b"'-" not in content  # a negative number is no formula


def test_a_workbook_holds_text_as_text(hostile: Path, tmp_path: Path) -> None:
    done = writing.write(hostile, tmp_path / "out", FileFormat.XLSX)
    book = openpyxl.load_workbook(tmp_path / "out" / "planoteca.xlsx")
    assert book.sheetnames == [*views.DEFAULT, "dictionary", "codes", "about"]
    header, *rows = book["plan_commitment"].iter_rows()
    place = {cell.value: i for i, cell in enumerate(header)}
    cells = [row[place["statement"]] for row in rows]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "b"}
    assert {cell.data_type for cell in cells} == {"s"}
    expected = [str(text) for text in _frame(hostile)["statement"]]
    quoted = [cell for cell in cells if cell.quotePrefix]
    assert [cell.value for cell in quoted] == _stored(filter(formulas.is_formula, expected))
    longest = cells.pop(expected.index(LONG)).value
    expected.remove(LONG)
    assert [cell.value for cell in cells] == _stored(expected)
    assert all(isinstance(row[place["sequence"]].value, int) for row in rows)
    assert len(longest.encode("utf-16-le")) // 2 == workbook.LONGEST_TEXT - 1  # no half of a 🙂
    assert longest.endswith("ñ🙂🙂 […]")
    assert done.notes == ["plan_commitment.statement: 1 text(s) cut at 32,767 characters"]
    book.close()


def _stored(texts: Any) -> list[str]:
    """Texts as a workbook can hold them, in the order given."""
    escaped = {"_x003D_1+1": "_x005F_x003D_1+1", STATEMENTS[9]: "nulo \ufffd y timbre \ufffd"}
    return [escaped.get(text, text) for text in texts]


def test_a_workbook_refuses_more_rows_than_a_sheet_holds(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2_113)
    with pytest.raises(InvalidParameter, match=r"place has 2,114 rows .* choose --format csv"):
        writing.write(plans, tmp_path / "out", FileFormat.XLSX)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "label"), [("es", "Meta"), ("en", "Target")])
def test_stata_has_labels_of_variables_and_values(
    hostile: Path, tmp_path: Path, language: str, label: str
) -> None:
    folder = _exported(hostile, tmp_path / "out", "stata", language=language)
    read, facts = pyreadstat.read_dta(folder / "plan_commitment.dta", output_format="polars")
    expected = _frame(hostile)
    assert read.columns == expected.columns
    texts = [text.replace("\0", "\ufffd") for text in expected["statement"]]
    assert read["statement"].to_list() == texts
    assert read["statement_en"].to_list() == expected["statement_en"].fill_null("").to_list()
    assert read["deadline_year"].to_list() == expected["deadline_year"].to_list()
    assert read["accomplished"].to_list() == expected["accomplished"].cast(pl.Int64).to_list()
    assert read["baseline_value"].to_list() == expected["baseline_value"].to_list()
    labels = facts.variable_value_labels["kind"]
    assert labels[1] == label
    shown = [labels[number] for number in read["kind"]]
    assert shown == expected[f"kind_{language}"].to_list()
    assert read["dimension_id"].null_count() == expected["dimension_id"].null_count() > 0
    described = facts.column_names_to_labels
    assert described["statement"] == "The promise; in hand coding restated in our own words"
    assert max(map(len, described.values())) == 80
    numbers = pl.read_csv(folder / "codes.csv").filter(pl.col("vocabulary") == "kinds")
    assert dict(numbers.select("number", f"label_{language}").iter_rows()) == labels


def test_a_code_outside_its_vocabulary_is_kept_as_text(plans: Path, tmp_path: Path) -> None:
    changed = shutil.copy(plans, tmp_path / "changed.duckdb")
    with duckdb.connect(changed) as connection:
        connection.execute("UPDATE document SET level = 'metropolis' WHERE level = 'province'")
    folder = _exported(Path(changed), tmp_path / "out", "stata", names=["document"])
    read, _ = pyreadstat.read_dta(folder / "document.dta", output_format="polars")
    assert set(read["level"]) == {"metropolis"}


@pytest.mark.parametrize("format_", VIEWS_AS)
def test_every_view_and_table_can_be_exported(
    plans: Path, tmp_path: Path, format_: FileFormat
) -> None:
    with database.reading(plans) as connection:
        sql = "SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal"
        names = sorted(name for (name,) in connection.execute(sql).fetchall())
    assert len(names) > 30
    done = writing.write(plans, tmp_path / "out", format_, names)
    counted = [len(rows_of(plans, f"FROM {name}")) for name in names]
    assert list(done.rows.values()) == counted


@pytest.mark.parametrize("format_", VIEWS_AS)
def test_a_database_without_plans_gives_files_without_rows(
    plans: Path, tmp_path: Path, format_: FileFormat
) -> None:
    empty = Path(shutil.copy(plans, tmp_path / "empty.duckdb"))
    emptied = "finding baseline_link quantity commitment_theme commitment_function outcome"
    for name in [*emptied.split(), "commitment", "statistic", "coding", "document"]:
        with duckdb.connect(empty) as connection:  # a row is let go when its transaction ends
            connection.execute(f"TRUNCATE {name}")
    done = writing.write(empty, tmp_path / "out", format_, ["plan_commitment", "findings"])
    assert list(done.rows.values()) == [0, 0]


def test_dictionary_codes_and_citation_come_along(
    plans: Path, project: Workspace, tmp_path: Path
) -> None:
    folder = _exported(plans, tmp_path / "out", "csv")
    dictionary = pl.read_csv(folder / "dictionary.csv")
    assert set(dictionary["view"]) == set(views.DEFAULT)
    assert dictionary["description_en"].null_count() == 0
    codes = pl.read_csv(folder / "codes.csv")
    assert set(dictionary["vocabulary"].drop_nulls()) <= set(codes["vocabulary"])
    for name in views.DEFAULT:
        header = (folder / f"{name}.csv").read_text("utf-8").splitlines()[0].split(",")
        described = dictionary.filter((pl.col("view") == name) & pl.col("column").is_not_null())
        assert described["column"].to_list() == header
        for column, vocabulary in described.drop_nulls("vocabulary")["column", "vocabulary"].rows():
            known = codes.filter(pl.col("vocabulary") == vocabulary)["code"]
            used = pl.read_csv(folder / f"{name}.csv", infer_schema=False)[column].drop_nulls()
            assert used.is_in(known.implode()).all(), (name, column)
    [(build, version)] = rows_of(plans, "SELECT build_id, codebook_version FROM build")
    citation = (folder / "CITATION.txt").read_text("utf-8")
    assert f"build {build} of " in citation
    assert f"codebook {version}, 5 plans" in citation
    cff = (project.root / "CITATION.cff").read_text("utf-8")
    for line in ("author  = {{The Planoteca authors}}", "title   = {{Planoteca: Peru's municipal"):
        assert line in citation
        assert line.split("{{")[1].rstrip("}") in cff
    assert "CC BY 4.0" in (folder / "LICENSE.txt").read_text("utf-8")
    assert json.loads((folder / "export.json").read_text("utf-8"))["build_id"] == build


def test_names_fit_stata_and_workbooks(plans: Path) -> None:
    sql = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    with database.reading(plans) as connection:
        names = connection.execute(sql).fetchall()
    assert [name for name in names if len(str(name[1])) > 32 or len(str(name[0])) > 31] == []


_HARM = st.text(st.sampled_from("=+-@'\t\r\n \u200b\ufeff\xa0\x00＝aá1;,\"")) | st.text()


@given(st.lists(_HARM, max_size=30))
def test_neutralised_text_is_no_formula_and_can_be_had_back(texts: list[str]) -> None:
    frame = pl.DataFrame(
        {"text": texts, "number": [-1.5] * len(texts)}, {"text": pl.String, "number": pl.Float64}
    )
    done = formulas.neutralised(frame.lazy()).collect()
    assert done["number"].to_list() == [-1.5] * len(texts)
    for text, shown in zip(texts, done["text"], strict=True):
        assert not shown.lstrip(" \u200b\ufeff\xa0\x00").startswith(tuple("=+-@\t\r\n＝"))
        assert shown == ("'" + text if formulas.is_formula(text) else text)
        assert _undone(shown) == text


def _frame(path: Path) -> pl.DataFrame:
    return pl.DataFrame(list(_named(path)), infer_schema_length=None)


def _named(path: Path) -> Iterator[dict[str, object]]:
    with database.reading(path) as connection:
        result = connection.execute(ORDERED)
        names = [column[0] for column in result.description or ()]
        yield from (dict(zip(names, row, strict=True)) for row in result.fetchall())
