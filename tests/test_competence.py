"""Competence by law: the table, the functions named in commitments, the queries, the judgements."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import krippendorff
import polars as pl
import pytest

from databases import rows_of
from planoteca import building, codebook, competence_coding, competences, database, queries
from planoteca.agreement import code_figures
from planoteca.codebook import Codebook
from planoteca.competences import LEVELS, POWERS
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.evaluation import competence_agreement
from planoteca.extraction.themes import ThemeFinder
from planoteca.workspace import Workspace

CATALOGUE = queries.catalogue(Path(__file__).resolve().parents[1] / "queries")


def _run(path: Path, name: str, **parameters: object) -> pl.DataFrame:
    with database.reading(path) as connection:
        return queries.run(connection, CATALOGUE[name], parameters)


def _load(path: Path) -> list[str]:
    problems: list[str] = []
    competences.load(
        path, themes=["health", "other"], functions={"clinics": "health"}, problems=problems
    )
    return [problem.removeprefix(str(path)) for problem in problems]


def test_what_is_wrong_with_the_table_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "competences.csv"
    head = ",".join(competences.COLUMNS) + "\n"
    good = "health,,district,shared,27972,80,4.4,nota,note,text\n"
    path.write_text(
        head + good + good + "helth,,district,shared,27972,80,,nota,note,text\n"
        "health,clinics,village,total,27972,80,,nota,,seen\n"
        "health,clinics,district,none,27972,80,,nota,note,text\n"
        "health,clinics,province,shared,LOM,art. 80,,nota,note,text\n"
        "health,hospital,region,none,,,,nota,note,text\n"
        "health,clinics,region\n",
        "utf-8",
    )
    assert _load(path) == [
        ":3: health, district is already in line 2",
        ":4: theme_id 'helth' is not in themes.csv, or is 'other'",
        ":5: note_en is blank",
        ":5: level 'village'; allowed: district, province, region",
        ":5: power 'total'; allowed: none, shared, exclusive",
        ":5: checked 'seen'; allowed: text, reading, secondary",
        ":6: power none has no law, article and numeral: no law gives it",
        ":7: law 'LOM', article 'art. 80': give their numbers, as in 27972 and 79",
        ":8: function_id 'hospital' is not in functions.csv",
        ":9: wrong number of cells",
        ": no row for health, province",
        ": no row for health, region",
        ": no row for health (clinics), region",
    ]
    path.write_text("theme_id\n", "utf-8")
    assert ":1: missing column(s) function_id" in _load(path)[0]
    assert _load(tmp_path / "none.csv") == [": missing"]


def test_a_bad_table_stops_the_loading_of_the_codebook(project: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "codebook"
    shutil.copytree(project.codebook, folder)
    with (folder / "competences.csv").open("a", encoding="utf-8") as file:
        file.write("health,,moon,none,,,,nota,note,text\n")
    with (folder / "function_terms.csv").open("a", encoding="utf-8") as file:
        file.write("spaceport,cohete*,,\n")
    with pytest.raises(InvalidData) as caught:
        codebook.load(folder)
    text = "\n".join(caught.value.problems)
    assert "level 'moon'; allowed: district, province, region" in text
    assert "function_id 'spaceport' is not in functions.csv" in text


def test_every_theme_and_function_has_each_level_and_every_function_terms(
    vocabularies: Codebook,
) -> None:
    rows = {(row.theme_id, row.function_id, row.level) for row in vocabularies.competences}
    functions = vocabularies["functions"].rows
    assert len(rows) == (len(vocabularies["themes"].rows) - 1 + len(functions)) * len(LEVELS)
    assert {term.theme_id for term in vocabularies.function_terms} == functions.keys()


def test_a_function_of_its_own_power_differs_from_its_theme(vocabularies: Codebook) -> None:
    """Else it would only be another name; some differ by article alone."""
    by_key = {(r.theme_id, r.function_id, r.level): r for r in vocabularies.competences}
    for code, row in vocabularies["functions"].rows.items():
        pairs = [
            (by_key[row["theme_id"], code, level], by_key[row["theme_id"], "", level])
            for level in LEVELS
        ]
        own = [(a.power, a.article, a.numeral) for a, _ in pairs]
        assert own != [(b.power, b.article, b.numeral) for _, b in pairs], code


@pytest.mark.parametrize(
    ("text", "functions"),
    [
        ("Construir el hospital de Lloclla", {"health_services"}),
        ("Equipar los puestos de salud y el hospital", {"primary_care", "health_services"}),
        ("Tener una alianza con la universidad", set()),
        ("Crear la universidad de Aruma", {"higher_education"}),
        ("Asfaltar la carretera departamental", {"major_roads"}),
        ("Mejorar el puerto de Quillamarca", {"ports_airports_railways"}),
        ("Mejorar las vías de Puerto Maldonado", set()),
        ("Regular los mototaxis y los semáforos", {"minor_vehicles", "traffic"}),
        ("Pensión 65 para los ancianos", {"national_programmes"}),
    ],
)
def test_functions_found_in_a_text(text: str, functions: set[str], vocabularies: Codebook) -> None:
    finder = ThemeFinder.of(vocabularies.function_terms)
    assert {code for code, _ in finder.find(text)} == functions


def test_a_function_counts_only_within_its_theme_and_text(specimens: Path) -> None:
    wrong = rows_of(
        specimens,
        "SELECT * FROM commitment_function JOIN theme_function USING (function_id) "
        "ANTI JOIN commitment_theme USING (commitment_id, theme_id)",
    )
    assert wrong == []
    found = rows_of(
        specimens,
        "SELECT function_id, terms FROM commitment_function "
        "WHERE commitment_id = 'aruma-provincia:manual:c0003'",
    )
    assert found == [("health_services", "hospital")]


def test_power_depends_on_the_level_of_the_place(plans: Path, vocabularies: Codebook) -> None:
    law = {(r.theme_id, r.function_id or None, r.level): r.power for r in vocabularies.competences}
    rows = rows_of(plans, "SELECT theme_id, function_id, level, power FROM plan_competence")
    assert {row[2] for row in rows} == {"province"}
    for theme, function, level, power in rows:
        assert power == law.get((str(theme), function, str(level)))  # type: ignore[arg-type]


def test_outside_is_what_no_theme_brings_inside(specimens: Path, plans: Path) -> None:
    for path in (specimens, plans):
        powers: dict[str, set[object]] = {}
        for commitment, power in rows_of(path, "SELECT commitment_id, power FROM plan_competence"):
            powers.setdefault(str(commitment), set()).add(power)
        outside = _run(path, "outside_competence")
        expected = {commitment for commitment, found in powers.items() if found == {"none"}}
        assert set(outside["commitment_id"]) == expected
    rows = {row["commitment_id"]: row for row in outside.iter_rows(named=True)}
    assert rows["ilo-2018:manual:c0042"]["region_article"] == "27867 art. 56, c;d;e"
    assert rows["ilo-2018:manual:c0042"]["region_power"] == "shared"
    assert rows["espinar-2018:manual:c0008"]["themes_en"] == "Mining and hydrocarbons"


def test_themes_outside_are_listed_in_the_order_of_their_names(plans: Path, tmp_path: Path) -> None:
    path = tmp_path / "plans.duckdb"
    shutil.copyfile(plans, path)
    chosen = "espinar-2018:manual:c0008"
    themes = ["transport", "public_safety", "mining", "health", "energy", "education"]
    functions = ["ports_airports_railways", "major_roads", "police", "health_services"]
    with duckdb.connect(path) as connection:
        connection.execute("DELETE FROM commitment_theme WHERE commitment_id = ?", [chosen])
        connection.executemany(
            "INSERT INTO commitment_theme VALUES (?, 'espinar-2018:manual', 'espinar-2018', ?, ?, "
            "1, 'x', 'statement')",
            [(chosen, theme, position) for position, theme in enumerate(themes, 1)],
        )
        connection.executemany(
            "INSERT INTO commitment_function VALUES (?, ?, 'x')",
            [(chosen, function) for function in (*functions, "higher_education")],
        )
        labels = dict(connection.execute("SELECT theme_id, label_en FROM theme").fetchall())
    outside = _run(path, "outside_competence").filter(pl.col("commitment_id") == chosen)
    (row,) = outside.rows(named=True)
    assert row["theme_ids"].split(";") == themes
    named = [each.partition(":")[0] for each in row["themes_en"].split("; ")]
    assert list(dict.fromkeys(named)) == [labels[theme] for theme in themes]


def test_shares_are_of_the_commitments_that_have_a_theme(specimens: Path) -> None:
    strengths: dict[str, dict[str, int | None]] = {}
    for plan, commitment, strength in rows_of(
        specimens, "SELECT document_id, commitment_id, strength FROM plan_competence"
    ):
        known = strengths.setdefault(str(plan), {})
        values = [v for v in (known.get(str(commitment)), strength) if v is not None]
        known[str(commitment)] = max(values, default=None)  # type: ignore[type-var]
    for row in _run(specimens, "competence_shares").iter_rows(named=True):
        found = list(strengths[row["document_id"]].values())
        counts = [found.count(rank) for rank in range(len(POWERS))]
        assert [row["outside"], row["shared"], row["exclusive"]] == counts
        assert row["unclassified"] == found.count(None)
        assert row["commitments"] == len(found)
        assert row["outside_pct"] == pytest.approx(100 * counts[0] / sum(counts))
        assert sum(row[f"{name}_pct"] for name in ("outside", "shared", "exclusive")) == (
            pytest.approx(100)
        )


def test_judgements_with_problems_stop_the_build(project: Workspace, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(project.coding, corpus / "coding")
    shutil.copy(project.registry, corpus / "documents.csv")
    path = corpus / "coding" / "ilo-2018" / "competence.a.csv"
    path.write_text("sequence,power,basis\n1,total,27972\n1,none,\n999,none,27972\n", "utf-8")
    with pytest.raises(InvalidData) as caught:
        building.build(project, corpus, tmp_path / "plans.duckdb")
    assert [problem.removeprefix(str(path)) for problem in caught.value.problems] == [
        ":2: power 'total'; allowed: none, shared, exclusive",
        ":3: sequence 1 is repeated",
        ":3: basis is blank; name the law and article you judge by",
        ":4: sequence '999' is in no row of commitments.csv",
    ]
    with pytest.raises(InvalidData, match=r"missing column\(s\) power, basis"):
        competence_coding.load(_written(tmp_path / "x.csv", "sequence\n"), [1])


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_persons_judgement_and_the_law_by_dictionary(
    project: Workspace, plans: Path, vocabularies: Codebook
) -> None:
    """A term or row of the law that loses agreement with the person is noticed here."""
    found = competence_agreement(project.coding, plans, "a", "automatic", vocabularies)
    assert (found.units, found.first_only) == (194, 1)
    values = {
        row["measure"]: row["value"]
        for row in found.figures.filter(pl.col("code").is_null()).iter_rows(named=True)
    }
    assert values["alpha"] > 0.78
    assert values["alpha_ordinal"] > 0.78
    of_none = found.figures.filter(pl.col("code") == "none")
    assert dict(of_none.select("measure", "value").iter_rows())["precision"] > 0.85
    with pytest.raises(PlanotecaError, match="no competence by 'zoe'; coders: a, automatic"):
        competence_agreement(project.coding, plans, "a", "zoe", vocabularies)


def test_the_sample_that_was_judged_first_is_marked(project: Workspace) -> None:
    parts = [
        row["part"]
        for path in sorted(project.coding.glob("*/competence.a.csv"))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    assert (parts.count("1"), parts.count("2")) == (100, 95)


ORDER = ("low", "middle", "high")
FIRST = ["low", "low", "middle", "high", "high", "middle", "low", "high", "odd"]
SECOND = ["low", "middle", "middle", "high", "low", "high", "low", "high", "high"]


def test_alpha_of_codes_is_that_of_the_krippendorff_package() -> None:
    figures = code_figures(dict(enumerate(FIRST)), dict(enumerate(SECOND)), ORDER)
    value = dict(figures.filter(pl.col("code").is_null()).select("measure", "value").iter_rows())
    codes = [*ORDER, "odd"]
    data = [[codes.index(code) for code in side] for side in (FIRST, SECOND)]
    nominal = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert value["alpha"] == pytest.approx(nominal)
    ordinal = krippendorff.alpha(
        reliability_data=[side[:-1] for side in data], level_of_measurement="ordinal"
    )
    assert value["alpha_ordinal"] == pytest.approx(ordinal)
    assert value["equal"] == pytest.approx(5 / 9)
    same = code_figures({1: "low"}, {1: "low"}, ORDER)
    assert same.filter(pl.col("measure") == "alpha_ordinal")["value"].to_list() == [None]
    none = code_figures({1: "odd"}, {1: "odd"}, ORDER)
    assert none.filter(pl.col("measure") == "alpha_ordinal")["first"].to_list() == [0]
