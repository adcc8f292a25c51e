"""A release as its readers get it: files, checksums, citation, corpora, and whose words."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyreadstat
import pytest
import yaml

from databases import rows_of
from planoteca import database
from planoteca.errors import InvalidParameter, PlanotecaError
from planoteca.exports import views
from planoteca.releases import writing
from planoteca.workspace import Workspace

RUN = 7  # words in a row that make a sentence of somebody's


@pytest.fixture(scope="module")
def release(project: Workspace, plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first release of the five plans."""
    return writing.write(project, plans, "2026a", tmp_path_factory.mktemp("releases")).folder


@pytest.fixture(scope="module")
def machine_coded(specimens: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimens with the machine's coding preferred, but for one plan."""
    path = tmp_path_factory.mktemp("machine") / "specimens.duckdb"
    shutil.copy(specimens, path)
    with duckdb.connect(path) as connection:
        connection.execute(
            "UPDATE coding SET is_preferred = (method = 'automatic') "
            "WHERE document_id NOT IN ('aruma-tabla', 'aruma-escaneado')"
        )
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_file_has_its_checksum(release: Path) -> None:
    files = _files(release)
    sums = files.pop("SHA256SUMS").decode()
    listed = dict(reversed(line.split("  ", 1)) for line in sums.splitlines())
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    sha256sum = shutil.which("sha256sum")
    if sha256sum is None:
        pytest.skip("sha256sum is not installed")
    subprocess.run([sha256sum, "-c", "--quiet", "SHA256SUMS"], cwd=release, check=True)


def test_the_same_data_make_the_same_bytes(
    release: Path, project: Workspace, plans: Path, tmp_path: Path
) -> None:
    again = shutil.copy(plans, tmp_path / "again.duckdb")
    with duckdb.connect(again) as connection:
        connection.execute("UPDATE build SET created_at = '2031-01-01'")
    written = writing.write(project, Path(again), "2026a", tmp_path / "releases").folder
    assert _files(written) == _files(release)


def test_tables_are_the_views_in_three_formats(release: Path, plans: Path) -> None:
    dictionary = pl.read_csv(release / "dictionary.csv")
    assert set(dictionary["view"]) == {*views.DEFAULT, "codes"}
    for name, order in views.DEFAULT.items():
        parquet = pl.read_parquet(release / "parquet" / f"{name}.parquet")
        order_by = f" ORDER BY {order}" if order else ""
        assert parquet.rows() == rows_of(plans, f"FROM {name}{order_by}")
        with (release / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert (header, len(rows)) == (parquet.columns, len(parquet))
        described = dictionary.filter((pl.col("view") == name) & pl.col("column").is_not_null())
        assert described["column"].to_list() == header
    read, facts = pyreadstat.read_dta(
        release / "stata" / "plan_commitment.dta", output_format="polars"
    )
    assert facts.variable_value_labels["kind"][1] == "Target"
    assert len(read) == 195
    with duckdb.connect() as connection:
        comments = dict(
            connection.execute(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)",
                [str(release / "parquet" / "plan_commitment.parquet")],
            ).fetchall()
        )
    assert comments["statement"].startswith("The promise")


def test_the_data_package_describes_the_csv_files(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    resources = {each["name"]: each for each in package["resources"]}
    assert resources.keys() == {*views.DEFAULT, "codes"}
    readers: dict[str, Any] = {"integer": int, "number": float, "boolean": bool, "string": str}
    for resource in resources.values():
        data = (release / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        fields = resource["schema"]["fields"]
        rows = list(csv.DictReader(data.decode().splitlines(keepends=True)))
        assert list(rows[0]) == [field["name"] for field in fields]
        for field in fields:
            cells = [row[field["name"]] for row in rows if row[field["name"]]]
            if field["type"] == "boolean":
                assert {*cells} <= {"true", "false"}
            else:
                assert all(readers[field["type"]](cell) is not None for cell in cells)
        if key := resource["schema"].get("primaryKey"):
            keys = [tuple(row[name] for name in key) for row in rows]
            assert len({*keys}) == len(keys)


def test_the_citation_names_version_and_build(release: Path, plans: Path) -> None:
    """The keys and values of Citation File Format 1.2.0; cffconvert 2.0 finds it valid too."""
    cff = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    [(build,)] = rows_of(plans, "SELECT build_id FROM build")
    assert cff["cff-version"] == "1.2.0"
    assert cff["type"] == "dataset"
    assert {"message", "title", "authors"} <= cff.keys()
    assert (cff["version"], cff["license"]) == ("2026a", "CC-BY-4.0")
    assert cff["identifiers"][0] == {
        "type": "other",
        "value": build,
        "description": "The build of the database that the release is made from",
    }
    assert cff["preferred-citation"]["year"] == 2026
    bibtex = (release / "CITATION.bib").read_text("utf-8")
    assert bibtex.startswith("@misc{planoteca-2026a,")
    assert bibtex.count("{") == bibtex.count("}")
    readme = (release / "README.md").read_text("utf-8")
    assert all(f"build {build}, codebook" in text for text in (bibtex, readme))


def test_the_codebook_comes_along(release: Path, project: Workspace) -> None:
    kept = _files(release / "codebook")
    assert {"CODEBOOK.md", "themes.csv", "theme_terms.csv", "version.txt"} <= kept.keys()
    assert kept == {name: (project.codebook / name).read_bytes() for name in kept}


def test_quanteda_gets_a_text_for_each_commitment(release: Path, plans: Path) -> None:
    """`corpus()` takes the column doc_id, unlike in every row, and text; the rest are docvars."""
    read = pl.read_csv(
        release / "corpus" / "quanteda.csv", schema_overrides={"place_id": pl.String}
    )
    assert read.columns[:2] == ["doc_id", "text"]
    assert read["doc_id"].is_unique().all()
    expected = rows_of(
        plans, "SELECT commitment_id, statement FROM plan_commitment ORDER BY document_id, sequence"
    )
    assert read.select("doc_id", "text").rows() == expected
    first = read.row(by_predicate=pl.col("doc_id") == "candarave-2018:manual:c0002", named=True)
    assert first["themes"] == "water_sanitation;energy;health"
    assert (first["theme_id"], first["department"]) == ("water_sanitation", "Tacna")
    quantities = rows_of(plans, "SELECT count(*) FROM plan_quantity")
    assert [(read["quantities"].sum(),)] == quantities


def test_the_manifesto_file_has_the_columns_of_its_corpus(release: Path) -> None:
    read = pl.read_csv(release / "corpus" / "manifesto.csv", infer_schema_length=None)
    corpus = ["text", "cmp_code", "eu_code", "pos", "manifesto_id", "party", "date", "language"]
    assert read.columns[: len(corpus)] == corpus
    assert set(read["date"]) == {201810}
    assert read["cmp_code"].null_count() == len(read) == 195
    for _, plan in read.group_by("manifesto_id"):
        assert plan["pos"].to_list() == list(range(1, len(plan) + 1))


def _sentences(path: Path, method: str) -> set[str]:
    """Every RUN words in a row of what was coded in the specimens."""
    with database.reading(path) as connection:
        texts = connection.execute(
            "SELECT unnest([statement, problem, objective, verbatim]) FROM commitment "
            "JOIN coding USING (coding_id) WHERE method = $method AND is_preferred "
            "UNION ALL SELECT context FROM statistic "
            "JOIN coding USING (coding_id) WHERE method = $method AND is_preferred",
            {"method": method},
        ).fetchall()
    rows = [str(text).split() for (text,) in texts]
    return {" ".join(row[i : i + RUN]) for row in rows for i in range(len(row) - RUN + 1)}


def _printed(path: Path) -> list[str]:
    """Words in a row of the machine's texts that a person does not happen to use too."""
    found = sorted(_sentences(path, "automatic") - _sentences(path, "manual"))
    assert len(found) > 300
    return found


def _texts(folder: Path) -> str:
    """All that a reader finds in the tables of a release."""
    parts = [path.read_text("utf-8") for path in folder.rglob("*.csv")]
    parts += [pl.read_parquet(path).write_csv() for path in folder.rglob("*.parquet")]
    for path in folder.rglob("*.dta"):
        read, _ = pyreadstat.read_dta(path, output_format="polars")
        parts.append(read.write_csv())
    return " ".join("\n".join(parts).split())


def test_no_sentence_of_a_plan_is_in_a_release(
    machine_coded: Path, project: Workspace, tmp_path: Path
) -> None:
    folder = writing.write(project, machine_coded, "2026a", tmp_path).folder
    shutil.rmtree(folder / "codebook")
    texts = _texts(folder)
    assert [words for words in _printed(machine_coded) if words in texts] == []
    commitments = pl.read_parquet(folder / "parquet" / "plan_commitment.parquet")
    by_hand = commitments.filter(pl.col("method") == "manual")
    assert by_hand["statement"].null_count() == 0
    assert by_hand["verbatim"].null_count() == len(by_hand) > 0
    by_machine = commitments.filter(pl.col("method") == "automatic")
    assert by_machine["statement"].null_count() == len(by_machine) > 0
    assert by_machine.select("kind", "line_start", "measurability").null_count().row(0) == (0, 0, 0)
    corpus = pl.read_csv(folder / "corpus" / "quanteda.csv")
    assert set(corpus["method"]) == {"manual"}
    assert "`verbatim` is blank" in (folder / "README.md").read_text("utf-8")


# Columns of text that hold codes, identifiers, and figures and names as printed.
FACTS = {
    "commitment": {"kind", "section", "deadline", "measurability", "baseline_unit"}
    | {"baseline_relation"},
    "quantity": {"value_text"},
    "statistic": {"place_name", "place_level", "population_group", "nature", "value_text"},
    "finding": {"rule", "severity", "lines"},
    "commitment_theme": {"terms", "found_in"},
}
MARK = "palabras del plan"


def test_no_column_of_text_of_a_machine_coding_is_in_a_release(
    machine_coded: Path, project: Workspace, tmp_path: Path
) -> None:
    """Whatever a new column of text is called, it is a fact or it is left blank."""
    marked = Path(shutil.copy(machine_coded, tmp_path / "marked.duckdb"))
    with duckdb.connect(marked) as connection:
        connection.execute(
            "INSERT INTO finding BY NAME SELECT 'contradiction' AS finding_id, document_id, "
            "coding_id, 'density' AS rule, 'error' AS severity, '' AS message_es, "
            "'' AS message_en FROM coding WHERE is_preferred AND method = 'automatic' LIMIT 1"
        )
        for table, facts in FACTS.items():
            described = connection.execute(f"DESCRIBE {table}").fetchall()
            texts = {name for name, kind, *_ in described if kind == "VARCHAR"} - facts
            for name in sorted(name for name in texts if not name.endswith("_id")):
                connection.execute(
                    f"UPDATE {table} SET {name} = '{MARK}: {table}.{name}' WHERE coding_id IN "  # noqa: S608
                    "(SELECT coding_id FROM coding WHERE method = 'automatic')"
                )
    folder = writing.write(project, marked, "2026a", tmp_path).folder
    shutil.rmtree(folder / "codebook")
    assert set(re.findall(rf"{MARK}: [\w.]+", _texts(folder))) == set()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        assert MARK.encode() not in path.read_bytes(), path.name
    full = writing.write(project, marked, "2026a", tmp_path / "full", with_texts=True).folder
    told = set(re.findall(rf"{MARK}: (\w+)", _texts(full)))
    assert told >= {"commitment", "quantity", "statistic", "finding"}


def test_with_texts_they_are(machine_coded: Path, project: Workspace, tmp_path: Path) -> None:
    folder = writing.write(project, machine_coded, "2026a", tmp_path, with_texts=True).folder
    texts = _texts(folder)
    assert [words for words in _printed(machine_coded) if words not in texts] == []
    assert "not under the licence" in (folder / "README.md").read_text("utf-8")


def test_text_that_a_spreadsheet_would_run_is_harmless(
    project: Workspace, plans: Path, tmp_path: Path
) -> None:
    hostile = shutil.copy(plans, tmp_path / "hostile.duckdb")
    with duckdb.connect(hostile) as connection:
        connection.execute(
            "UPDATE commitment SET statement = '=HYPERLINK(\"http://x.example\")' "
            "WHERE commitment_id = 'ilo-2018:manual:c0001'"
        )
    folder = writing.write(project, Path(hostile), "2026a", tmp_path / "releases").folder
    second = writing.write(project, plans, "2026b", tmp_path / "releases").folder
    for path in (*folder.rglob("*.csv"), second / "changes.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row if "HYPERLINK" in cell]
        assert all(cell.startswith("'=") for cell in cells), path
    assert "'=HYPERLINK" in (second / "changes.csv").read_text("utf-8")


def test_a_release_is_frozen(release: Path, project: Workspace, plans: Path) -> None:
    before = _files(release.parent)
    with pytest.raises(InvalidParameter, match="a release is frozen: the next one is 2026b"):
        writing.write(project, plans, "2026a", release.parent)
    assert _files(release.parent) == before


@pytest.mark.parametrize("version", ["1.0", "2026", "2026aa", "2026A", "../2026a", "2026a\n", ""])
def test_a_version_is_a_year_and_a_letter(
    version: str, project: Workspace, plans: Path, tmp_path: Path
) -> None:
    with pytest.raises(InvalidParameter, match="the first release of 2026 is 2026a"):
        writing.write(project, plans, version, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_codebook_is_refused(
    project: Workspace, plans: Path, tmp_path: Path
) -> None:
    old = shutil.copy(plans, tmp_path / "old.duckdb")
    with duckdb.connect(old) as connection:
        connection.execute("UPDATE build SET codebook_version = '0.9.0'")
    with pytest.raises(PlanotecaError, match=r"follows codebook 0\.9\.0.*planoteca build"):
        writing.write(project, Path(old), "2026a", tmp_path / "releases")
    assert list((tmp_path / "releases").iterdir()) == []


def test_the_command_makes_releases(plans: Path, tmp_path: Path) -> None:
    command = [Path(sys.executable).parent / "planoteca", "release", "--folder", tmp_path / "made"]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments, "--database", str(plans)],
            capture_output=True,
            text=True,
            check=False,
        )

    first = run("2026a")
    assert first.returncode == 0, first.stderr
    assert "5 document, 195 plan_commitment" in first.stdout
    assert "--with-texts" in first.stderr
    second = run("2026b")
    assert second.returncode == 0, second.stderr
    assert "against 2026a:" in second.stdout
    assert "recoded" not in second.stdout
    third = run("2026a")
    assert third.returncode == 1
    assert third.stderr.startswith("planoteca: ")
