from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

import planoteca
from planoteca import database, queries
from planoteca.errors import InvalidData, InvalidParameter, PlanotecaError, UnknownName
from planoteca.queries import Query
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = queries.catalogue(ROOT / "queries")
# Values of required parameters; a plan is one that the database holds.
REQUIRED = {
    "passages": {"text": "agua"},
    "search": {"text": "agua"},
    "theme_distance": {"document_id": "ilo-2018"},
}
# These plans share no passages: test_text_reuse.py makes some that do.
TRIED_ELSEWHERE = {"boilerplate", "reused_passages", "text_reuse"}


def _run(path: Path, name: str, **parameters: object) -> pl.DataFrame:
    required = dict(REQUIRED.get(name, {}))
    if "document_id" in required and path.name == "specimens.duckdb":
        required["document_id"] = "aruma-provincia"
    with database.reading(path) as connection:
        return queries.run(connection, CATALOGUE[name], {**required, **parameters})


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_query_gives_the_columns_it_documents(name: str, plans: Path, specimens: Path) -> None:
    for path in (plans, specimens):
        assert _run(path, name).columns == list(CATALOGUE[name].columns)


@pytest.mark.parametrize("name", CATALOGUE)
def test_rows_come_in_one_order_only(name: str, plans: Path, specimens: Path) -> None:
    """The ORDER BY is total: no two rows share all of its keys."""
    sql = CATALOGUE[name].sql
    answers = [_run(path, name) for path in (plans, specimens)]
    names = set(CATALOGUE[name].columns)
    coded = "measurability" if "measurability" in names else "coverage"
    columns = set()
    for term in sql[sql.rindex("ORDER BY") + 8 :].removesuffix(";").split(","):
        key = term.split()[0]
        key = {
            "dimension.position": "dimension_id",
            "theme.position": "theme_id",
            "code.position": coded,
        }.get(key, key)
        key = key.rsplit(".", 1)[-1]
        if key == "sequence" and key not in names:  # not all queries show the order of figures
            key = "statistic_id"
        columns |= {key} & names
    assert name in TRIED_ELSEWHERE or any(len(rows) > 0 for rows in answers)
    for rows in answers:
        assert rows.select(sorted(columns)).is_duplicated().sum() == 0


@pytest.mark.parametrize("query", CATALOGUE.values(), ids=lambda q: q.name)
def test_a_parameter_that_is_not_set_leaves_no_condition(query: Query) -> None:
    """A column compared with itself is read in every row, and misleads the optimiser."""
    itself = re.search(r"([\w.]+) *[<>]?= *coalesce\(getvariable\([^)]*\)[\w:]*, *\1\)", query.sql)
    assert itself is None, f"write (getvariable('x') IS NULL OR x = getvariable('x')): {itself}"


@pytest.mark.parametrize("query", CATALOGUE.values(), ids=lambda q: q.name)
def test_a_query_without_required_parameters_is_a_view(query: Query, plans: Path) -> None:
    with database.reading(plans) as connection:
        names = {
            row[0] for row in connection.execute("SELECT view_name FROM duckdb_views()").fetchall()
        }
        assert query.is_view == (query.name in names)
        if query.is_view:
            found = connection.sql(f"SELECT * FROM {query.name}").columns  # noqa: S608
            assert found == list(query.columns)


@pytest.mark.parametrize("query", CATALOGUE.values(), ids=lambda q: q.name)
def test_the_duckdb_cli_runs_the_same_file_with_the_same_answer(
    query: Query, plans: Path, tmp_path: Path
) -> None:
    client = shutil.which("duckdb", path=str(Path(sys.executable).parent))
    if client is None:
        pytest.skip("the DuckDB CLI (package duckdb-cli) is not installed")
    answer = tmp_path / "answer.csv"
    sets = "".join(f"SET VARIABLE {k} = '{v}';" for k, v in REQUIRED.get(query.name, {}).items())
    sql = query.path.read_text("utf-8").rstrip().removesuffix(";")
    script = f"{sets} COPY (\n{sql}\n) TO '{answer}' (HEADER);"
    done = subprocess.run(
        [client, "-readonly", "-bail", str(plans)],
        input=script,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expected = _run(plans, query.name)
    found = pl.read_csv(answer, infer_schema=False)
    assert found.columns == expected.columns
    assert len(found) == len(expected)
    first = expected.columns[0]
    assert found[first].to_list() == expected[first].cast(pl.String).to_list()


def test_targets_by_dimension_counts_the_coding(plans: Path) -> None:
    rows = _run(plans, "targets_by_dimension", document_id="ilo-2018")
    assert dict(rows.select("dimension_id", "commitments").iter_rows()) == {
        "social": 28,
        "economic": 18,
        "environmental": 14,
        "institutional": 11,
    }
    assert rows["share_pct"].sum() == pytest.approx(100)


def test_shares_add_up_to_100_in_every_plan(plans: Path) -> None:
    for name in ("targets_by_dimension", "measurability", "deadlines"):
        sums = _run(plans, name).group_by("document_id").agg(pl.col("share_pct").sum())
        assert sums["share_pct"].to_list() == pytest.approx([100] * 5)


def test_targets_with_baseline_puts_the_complement_on_the_scale_of_the_target(plans: Path) -> None:
    rows = _run(plans, "targets_with_baseline")
    found = rows.select("baseline_value", "baseline_start", "target_value", "change_points").rows()
    assert found == [
        (41, 41, 12, -29),
        (68.5, 31.5, 80, 48.5),
        (30, None, 50, None),
        (51.98, pytest.approx(48.02), 60, pytest.approx(11.98)),
    ]


def test_stated_and_official_takes_the_nearest_year(plans: Path, tmp_path: Path) -> None:
    copy = tmp_path / "official.duckdb"
    copy.write_bytes(plans.read_bytes())
    stated = _run(plans, "stated_and_official", document_id="candarave-2018").filter(
        pl.col("year").is_not_null()
    )
    row = stated.row(0, named=True)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("DELETE FROM reference_statistic")
        for year, value in ((row["year"] - 3, 10.0), (row["year"] + 1, 20.0)):
            connection.execute(
                "INSERT INTO reference_statistic VALUES (?, ?, ?, ?, ?, 'Censo')",
                [row["place_id"], row["indicator_id"], year, value, row["unit_id"]],
            )
    found = _run(copy, "stated_and_official").filter(statistic_id=row["statistic_id"])
    assert found.select("official_value", "official_year", "official_source").rows() == [
        (20.0, row["year"] + 1, "Censo")
    ]
    assert found["difference"].item() == pytest.approx(row["value"] - 20)
    assert found["difference_pct"].item() == pytest.approx(100 * (row["value"] - 20) / 20)


def test_plan_codings_counts_every_coding(specimens: Path) -> None:
    rows = _run(specimens, "plan_codings", document_id="aruma-provincia")
    assert rows.select("method", "is_preferred").rows() == [("manual", True), ("automatic", False)]
    shown = _run(specimens, "plan_overview", document_id="aruma-provincia")
    assert rows["commitments"][0] == shown["commitments"].item()
    assert rows["statistics"][0] == shown["statistics"].item()


def test_quantities_know_their_baseline(plans: Path) -> None:
    rows = _run(plans, "quantity_list").filter("has_baseline")
    linked = _run(plans, "target_ambition")
    assert set(rows["commitment_id"]) == set(linked["commitment_id"])
    assert len(rows) == len(linked)


def test_findings_lead_to_a_row_of_the_coding(plans: Path) -> None:
    rows = _run(plans, "findings", document_id="candarave-2018")
    target = rows.filter(rule="one_target_two_values").row(0, named=True)
    (own,) = (
        _run(plans, "commitment_list")
        .filter(commitment_id=target["commitment_id"])
        .rows(named=True)
    )
    assert own["line_start"] <= target["line_start"] <= own["line_end"]
    total = rows.filter(rule="parts_and_total").row(0, named=True)
    assert (total["commitment_id"], total["statistic_id"] is None) == (None, False)


def test_poverty_lists_the_districts_with_their_total(plans: Path) -> None:
    rows = _run(plans, "poverty", document_id="candarave-2018").filter(
        pl.col("indicator_id") == "poverty_population"
    )
    totals = dict(rows.select("place_level", "value").group_by("place_level").sum().iter_rows())
    # The plan's own total is not the sum of its districts: kept as stated.
    assert totals == {"district": 3414, "province": 3325}


@pytest.mark.parametrize(
    ("name", "page"),
    [("commitment_list", "page_start"), ("quantity_list", "page_start"), ("poverty", "page")],
)
def test_rows_of_a_coding_by_pages_come_in_the_order_of_the_plan(
    name: str, page: str, specimens: Path
) -> None:
    rows = _run(specimens, name, document_id="aruma-cajas")
    assert len(rows) > 0
    assert rows["line_start"].null_count() == len(rows)
    assert rows[page].is_between(2, 4).all()
    if name != "poverty":
        assert rows[page].is_sorted()


def test_unread_documents_says_why(plans: Path, specimens: Path) -> None:
    assert len(_run(plans, "unread_documents")) == 0
    (row,) = _run(specimens, "unread_documents").rows(named=True)
    assert (row["document_id"], row["coverage"]) == ("aruma-escaneado", "coded")
    assert "--ocr" in row["reason"]


def test_passages_ignores_accents_and_case(plans: Path) -> None:
    plain = _run(plans, "passages", text="DESNUTRICION")
    assert len(plain) > 0
    assert plain.equals(_run(plans, "passages", text="desnutrición"))
    assert len(_run(plans, "passages", text="xyzzy")) == 0


def test_values_are_bound_not_pasted(plans: Path) -> None:
    assert len(_run(plans, "passages", text="'; DROP TABLE commitment; --")) == 0
    assert len(_run(plans, "passages", text="%")) < 195


def test_dimension_restricts(plans: Path) -> None:
    rows = _run(plans, "passages", text="a", dimension_id="social")
    assert set(rows["dimension_id"]) == {"social"}


def test_unknown_names_say_what_exists(plans: Path) -> None:
    with pytest.raises(UnknownName, match="no query 'povert'; did you mean 'poverty'"):
        queries.find(ROOT / "queries", "povert")
    with pytest.raises(UnknownName, match="no parameter 'doc' of query 'poverty'"):
        _run(plans, "poverty", doc="x")
    with pytest.raises(UnknownName, match="no document 'ilo'; did you mean 'ilo-2018'"):
        _run(plans, "poverty", document_id="ilo")


def test_parameters_are_checked(plans: Path) -> None:
    with pytest.raises(InvalidParameter, match=r"query 'passages' needs text \(VARCHAR\)"):
        planoteca.query("passages", database_path=plans)
    with pytest.raises(InvalidParameter, match="text must be VARCHAR, not int"):
        _run(plans, "passages", text=3)


def test_a_broken_query_shows_its_name_and_file(plans: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.sql"
    path.write_text(
        "-- question: q\n-- pregunta: p\n-- column a: a\nSELECT nothing FROM nowhere;\n"
    )
    with (
        database.reading(plans) as connection,
        pytest.raises(PlanotecaError, match=r"query 'broken' \(.*broken.sql\) failed"),
    ):
        queries.run(connection, queries.find(tmp_path, "broken"), {})


def test_headers_are_checked_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("-- question: q\n-- hello\nSELECT 1\n")
    (tmp_path / "b.sql").write_text("-- parameter n TEXT: x\nSELECT 1\n")
    with pytest.raises(InvalidData) as caught:
        queries.catalogue(tmp_path)
    text = str(caught.value)
    for part in ("a.sql:2: not a header line", "a.sql: no '-- pregunta:'", "has type TEXT"):
        assert part in text


def test_query_from_python(plans: Path, project: Workspace) -> None:
    assert project.root == ROOT
    rows = planoteca.query("plan_overview", database_path=plans)
    assert rows["commitments"].sum() == 195
    connection = planoteca.open_database(plans)
    assert connection.execute("SELECT count(*) FROM plan_commitment").fetchall() == [(195,)]
    connection.close()
