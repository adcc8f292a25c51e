"""Outcomes recorded by people: their files, what survives a recoding, the queries of fulfilment."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from databases import rows_of
from planoteca import building, coding, database, outcomes, queries
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.evaluation import outcome_agreement
from planoteca.registry import Entry
from planoteca.workspace import Workspace

CATALOGUE = queries.catalogue(Path(__file__).resolve().parents[1] / "queries")
BY = ["fulfilment", "fulfilment_by_dimension", "fulfilment_by_organisation"]
VERDICTS = ("kept", "partly_kept", "broken")
DISTRICT = "aruma-distrito-regla"


def _run(path: Path, name: str, **parameters: object) -> pl.DataFrame:
    with database.reading(path) as connection:
        return queries.run(connection, CATALOGUE[name], parameters)


def _entry(*statements: str) -> Entry:
    rows = [
        {"sequence": number, "statement": statement, "kind": "target"}
        for number, statement in enumerate(statements, start=1)
    ]
    coded = Coding(
        coding.frame("commitments", rows),
        coding.frame("quantities", []),
        coding.frame("statistics", []),
    )
    return Entry("aruma", "Aruma", manual=coded)


RECORD: dict[str, Any] = {
    "document_id": "aruma",
    "sequence": "1",
    "statement": "Levantar el camal de Chaupimayo.",
    "status": "kept",
    "date": "2021-06-30",
    "evidence_url": "https://example.org/camal",
    "quotation": "El camal abrió.",
    "coder": "ana",
    "notes": "",
}


def _write(folder: Path, *records: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, outcomes.COLUMNS)
        writer.writeheader()
        writer.writerows({**RECORD, **record} for record in records)
    return folder


def _problems(folder: Path, entries: list[Entry], vocabularies: Codebook) -> list[str]:
    with pytest.raises(InvalidData) as caught:
        outcomes.attach(entries, folder, vocabularies)
    return [problem.removeprefix(f"{folder / 'records.csv'}") for problem in caught.value.problems]


CAMAL, MARKET = "Levantar el camal de Chaupimayo.", "Construir el mercado de Pampa Verde."


@pytest.mark.parametrize(
    ("coded", "sequence"),
    [
        ((CAMAL, MARKET), 1),
        ((MARKET, "Abrir un vivero.", CAMAL), 3),  # renumbered
        (("LEVANTAR  el camal de Chaupimayo.", MARKET), 1),  # case and spaces
        ((CAMAL, CAMAL), 1),  # printed twice: the sequence says which
    ],
)
def test_a_record_survives_a_recoding_that_keeps_its_words(
    coded: tuple[str, ...], sequence: int, tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(tmp_path / "outcomes", {})
    (entry,) = outcomes.attach([_entry(*coded)], folder, vocabularies)
    assert entry.outcomes is not None
    assert entry.outcomes["sequence"].to_list() == [sequence]
    assert entry.outcomes["date"].to_list() == [date(2021, 6, 30)]


def test_an_orphan_is_named_with_file_line_and_what_reads_nearest(
    tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(tmp_path / "outcomes", {}, {"statement": "Cerrar el botadero."})
    found = _problems(folder, [_entry("Levantar el camal en Chaupimayo.", MARKET)], vocabularies)
    assert found == [
        ":2: orphan: no commitment of 'aruma' reads 'Levantar el camal de Chaupimayo.'; "
        "sequence 1 reads 'Levantar el camal en Chaupimayo.': "
        "correct sequence and statement, or take the record out",
        ":3: orphan: no commitment of 'aruma' reads 'Cerrar el botadero.'; "
        "sequence 1 reads 'Levantar el camal en Chaupimayo.': "
        "correct sequence and statement, or take the record out",
    ]
    folder = _write(tmp_path / "outcomes", {"sequence": "9"})
    found = _problems(folder, [_entry(CAMAL, MARKET, CAMAL)], vocabularies)
    assert found == [":2: sequences 1, 3 of 'aruma' read so; give one of them"]


def test_all_problems_of_a_file_are_reported_together(
    tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(
        tmp_path / "outcomes",
        {},
        {"status": "broken"},
        {"status": "done", "coder": ""},
        {"evidence_url": "", "quotation": ""},
        {"date": "30/06/2021"},
        {"date": "2021-02-30"},
        {"evidence_url": "el diario"},
        {"document_id": "lloclla"},
        {"document_id": "pampa"},
        {"sequence": "uno"},
        {"status": "not_rated", "evidence_url": "", "quotation": "", "coder": "luis"},
    )
    entries = [_entry(CAMAL), Entry("pampa", "Pampa Verde")]
    first = folder / "records.csv"
    assert _problems(folder, entries, vocabularies) == [
        f":3: 'ana' recorded this of 2021-06-30 in {first}:2",
        ":4: coder is blank",
        ":4: status 'done'; allowed: kept, partly_kept, broken, in_progress, not_rated",
        ":5: evidence_url is blank: 'kept' needs evidence",
        ":5: quotation is blank: 'kept' needs evidence",
        ":6: date '30/06/2021': write a day as 2021-06-30",
        ":7: date '2021-02-30': write a day as 2021-06-30",
        ":8: evidence_url 'el diario' is no address (https://...)",
        ":9: document 'lloclla' is not a plan in this build; give the folder of its file with "
        "--documents, or correct the id",
        ":10: document 'pampa' is not coded in this build; give the folder of its file with "
        "--documents, or correct the id",
        ":11: sequence 'uno' is not a whole number",
    ]
    (folder / "records.csv").write_text("document_id\n", "utf-8")
    assert _problems(folder, entries, vocabularies)[0].startswith(":1: missing column(s) sequence")


def test_a_bad_record_fails_the_check_and_leaves_the_database(
    project: Workspace, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    for name in ("data", "queries", "notebooks"):
        shutil.copytree(project.root / name, root / name)
    record = {"document_id": "ilo-2018", "statement": "No hay tal compromiso."}
    _write(root / "data" / "outcomes", record)
    done = subprocess.run(
        [Path(sys.executable).parent / "planoteca", "check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "records.csv:2: orphan: no commitment of 'ilo-2018' reads" in done.stderr
    with pytest.raises(InvalidData):
        building.build(Workspace(root), None, None)
    assert not Workspace(root).database.exists()


def test_a_plan_coded_by_machine_can_be_followed_where_its_file_is_at_hand(
    project: Workspace, tmp_path: Path
) -> None:
    root = Workspace(tmp_path / "project")
    for name in ("data", "queries"):
        shutil.copytree(project.root / name, root.root / name)
    folder = tmp_path / "plans"
    folder.mkdir()
    text = (project.specimens / "aruma-tabla.txt").read_text("utf-8")
    (folder / "mi-plan.txt").write_text(f"{text}\n", "utf-8")  # another file, so not known
    building.build(root, folder, None)
    sql = "SELECT sequence, statement FROM plan_commitment WHERE document_id = 'mi-plan'"
    sequence, statement = rows_of(root.database, f"{sql} ORDER BY sequence")[0]
    record = {"document_id": "mi-plan", "sequence": sequence, "statement": statement}
    _write(root.outcomes, record)
    building.build(root, folder, None)
    assert rows_of(root.database, "SELECT commitment_id, status FROM outcome") == [
        (f"mi-plan:automatic:c{sequence:04}", "kept")
    ]
    with pytest.raises(InvalidData) as caught:
        building.build(root, None, None)
    assert "'mi-plan' is not a plan in this build; give the folder" in caught.value.problems[0]


def test_the_five_plans_have_no_outcomes(project: Workspace, plans: Path) -> None:
    assert (project.outcomes / "README.md").is_file()
    assert rows_of(plans, "SELECT * FROM outcome") == []
    assert len(_run(plans, "outcomes")) == 0


def _statuses(path: Path, as_of: str = "9999-12-31", coder: str | None = None) -> dict[str, str]:
    """The status of every commitment of the plans followed, from the rows of the table."""
    latest: dict[tuple[str, str], tuple[date, str]] = {}
    for commitment, who, day, status in rows_of(
        path, "SELECT commitment_id, coder, date, status FROM outcome"
    ):
        assert isinstance(day, date)
        if day <= date.fromisoformat(as_of) and who == (coder or who):
            key = (str(commitment), str(who))
            latest[key] = max(latest.get(key, (date.min, "")), (day, str(status)))
    plans = {key[0].split(":", maxsplit=1)[0] for key in latest}
    result = {
        str(commitment): "not_rated"
        for plan, commitment in rows_of(
            path, "SELECT document_id, commitment_id FROM plan_commitment"
        )
        if plan in plans
    }
    for commitment in result:
        found = {
            status
            for (other, _), (_, status) in latest.items()
            if other == commitment and status != "not_rated"
        }
        if found:
            result[commitment] = found.pop() if len(found) == 1 else "disputed"
    return result


@pytest.mark.parametrize(
    "parameters", [{}, {"as_of": "2021-01-01"}, {"coder": "luis"}, {"as_of": "2022-12-15"}]
)
def test_the_latest_record_of_each_coder_counts_and_differing_ones_are_disputed(
    parameters: dict[str, str], specimens: Path
) -> None:
    rows = _run(specimens, "outcomes", **parameters)
    expected = _statuses(specimens, **parameters)
    assert dict(rows.select("commitment_id", "status").iter_rows()) == expected
    assert rows.filter(pl.col("status") == "disputed")["status_en"].unique().to_list() in (
        [],
        ["Disputed"],
    )
    assert rows.filter(pl.col("status").is_in(VERDICTS))["quotation"].null_count() == 0


@pytest.mark.parametrize("name", [*BY, "fulfilment_by_measurability"])
def test_shares_are_of_the_rated_never_of_all(name: str, specimens: Path) -> None:
    rows = _run(specimens, name)
    statuses = list(_statuses(specimens).values())
    assert rows["commitments"].sum() == len(statuses)
    for status in (*VERDICTS, "in_progress", "disputed", "not_rated"):
        assert rows[status].sum() == statuses.count(status)
    for row in rows.iter_rows(named=True):
        rated = sum(row[status] for status in VERDICTS)
        assert row["rated"] == rated
        if not rated:
            assert row["kept_pct"] is None
            continue
        assert row["kept_pct"] == pytest.approx(100 * row["kept"] / rated)
        assert row["at_least_partly_pct"] == pytest.approx(100 - row["broken_pct"])


def test_a_day_that_is_none_is_an_error(specimens: Path) -> None:
    with pytest.raises(PlanotecaError, match=r"'fulfilment' .*"):
        _run(specimens, "fulfilment", as_of="2021-13-01")


def test_two_coders_of_outcomes(specimens: Path) -> None:
    found = outcome_agreement(specimens, "ana", "luis")
    assert (found.units, found.first_only, found.second_only) == (14, 6, 0)
    whole = found.figures.filter(pl.col("code").is_null())
    assert whole["measure"].to_list() == ["equal", "alpha", "alpha_ordinal"]
    assert whole["first"].to_list() == [14, 14, 12]  # both with a verdict
    early = date(2021, 1, 1)
    with pytest.raises(PlanotecaError, match="no commitment in common"):
        outcome_agreement(specimens, "ana", "luis", early)
    with pytest.raises(PlanotecaError, match="no outcomes by 'zoe'; coders: ana, luis"):
        outcome_agreement(specimens, "ana", "zoe")
