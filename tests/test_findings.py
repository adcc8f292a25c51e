from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from planoteca import building, coding, database, findings, queries
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "queries" / "findings"
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """An invented plan, and the finding (rule, severity, stated, expected) it must have, if any."""

    rows: Sequence[tuple[str, Row]]
    found: tuple[str, str, str | None, str | None] | None = None


@dataclass
class _Counter:
    """Sequences and lines of the rows of one plan."""

    numbers: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> int:
        self.numbers[name] = self.numbers.get(name, 0) + 1
        return self.numbers[name]


def stat(indicator: str, value: float, text: str = "", unit: str = "people", **more: Any) -> Any:
    return "statistics", {
        "indicator": indicator,
        "value": value,
        "value_text": text or f"{value:,}",
        "unit": unit,
        "place": "Aruma",
        "place_level": "province",
        "nature": "observed",
        **more,
    }


def district(name: str, indicator: str, value: float, text: str = "", **more: Any) -> Any:
    return stat(indicator, value, text, place=name, place_level="district", **more)


def share(indicator: str, value: float, text: str = "", **more: Any) -> Any:
    return stat(indicator, value, text or f"{value} %", "percent", **more)


def promise(statement: str, value: float, comparator: str, **more: Any) -> Any:
    unit = more.pop("unit", "percent")
    text = more.pop("value_text", f"{value:g} %" if unit == "percent" else f"{value:g}")
    subject = more.pop("subject", "")
    row = {"kind": "target", "section": "summary_table", "statement": statement, **more}
    quantity = {"value": value, "unit": unit, "comparator": comparator, "subject": subject}
    return "commitments", {**row, "quantity": {**quantity, "value_text": text}}


def cells(*problems: str) -> list[Any]:
    return [
        promise(f"Hacer la obra {n}", 1, "count", unit="count", problem=problem, axis="EJE SOCIAL")
        for n, problem in enumerate(problems)
    ]


THREE = [
    stat("districts_count", 3, "tres", "count"),
    district("Lloclla", "voters", 1_200),
    district("Pampa Verde", "voters", 800),
    district("Chaupimayo", "voters", 1_000),
]
HARVESTS = [
    stat("districts_count", 3, "tres", "count"),
    *(
        district(name, "crop_area_potato", 10.4, "10,4", unit="ha")
        for name in ("Lloclla", "Pampa Verde", "Chaupimayo")
    ),
]
CROPS = [
    stat("crop_area_potato", 40, unit="ha"),
    stat("crop_area_quinoa", 25, unit="ha"),
]
ROW = {"line": 7}
IN_LIST = {"section": "metas_list", "kind": "target"}

CASES: dict[str, Case] = {
    "parts-wrong": Case(
        [*THREE, stat("voters", 3_100)], ("parts_and_total", "error", "3,100", "3000")
    ),
    "parts-right": Case([*THREE, stat("voters", 3_000)]),
    "parts-of-another-year": Case([*THREE, stat("voters", 3_100, year="2017")]),
    "parts-of-a-rate": Case(
        [*THREE[:1], *(district(n, "households", 900) for n in "AB"), stat("households", 2_000)]
    ),
    "parts-rounded": Case([*HARVESTS, stat("crop_area_potato", 31, "31", "ha")]),
    "parts-beyond-rounding": Case(
        [*HARVESTS, stat("crop_area_potato", 31.5, "31,5", "ha")],
        ("parts_and_total", "error", "31,5", "31.2"),
    ),
    "parts-perhaps-not-all": Case(
        [*THREE[1:], stat("voters", 3_100)], ("parts_and_total", "warning", "3,100", "3000")
    ),
    "parts-above-total": Case(
        [*THREE[1:3], stat("voters", 1_900)], ("parts_and_total", "error", "1,900", "2000")
    ),
    "groups-wrong": Case(
        [
            stat("population", 13_851, population_group="urban"),
            stat("population", 55_671, population_group="rural"),
            stat("population", 69_622),
        ],
        ("groups_and_total", "error", "69,622", "69522"),
    ),
    "groups-right": Case(
        [
            stat("students", 120, population_group="women"),
            stat("students", 130, population_group="men"),
            stat("students", 250),
        ]
    ),
    "groups-rounded": Case(
        [
            stat("population", 13_851, population_group="urban"),
            stat("population", 55_671, population_group="rural"),
            stat("population", 70_000, "70 mil"),
        ]
    ),
    "groups-apart": Case(
        [
            stat("students", 120, population_group="women", line=5),
            stat("students", 130, population_group="men", line=5),
            stat("students", 300, line=80),
        ],
        ("groups_and_total", "warning", "300", "250"),
    ),
    "items-wrong": Case(
        [*CROPS, stat("crop_area_total", 70, unit="ha")],
        ("items_and_total", "warning", "70", "65"),
    ),
    "items-right": Case([*CROPS, stat("crop_area_total", 65, unit="ha")]),
    "shares-wrong": Case(
        [
            share("population_share", 19.9, population_group="urban"),
            share("population_share", 81.1, population_group="rural"),
        ],
        ("shares_and_whole", "error", "19.9%; 81.1%", "100%"),
    ),
    "shares-rounded": Case(
        [
            share("population_share", 33, "33 %", population_group=group)
            for group in ("age_0_14", "age_15_64", "age_65_plus")
        ]
    ),
    "shares-of-two-groups-of-three": Case(
        [
            share("population_share", 29.8, population_group="age_0_14"),
            share("population_share", 55.9, population_group="age_15_64"),
        ]
    ),
    "access-and-lack": Case(
        [share("water_access_rate", 60), share("water_no_access_rate", 30)],
        ("shares_and_whole", "warning", "60%; 30%", "100%"),
    ),
    "access-and-lack-right": Case(
        [share("water_access_rate", 60), share("water_no_access_rate", 40)]
    ),
    "change-wrong": Case(
        [
            stat("population", 1_000, year="2007"),
            stat("population", 1_250, year="2017"),
            stat("population_change", 200, year="2007-2017"),
        ],
        ("change_and_levels", "error", "200", "250"),
    ),
    "change-right-though-told-as-a-fall": Case(
        [
            stat("population", 1_250, year="2007"),
            stat("population", 1_000, year="2017"),
            stat("population_change", 250, year="2007-2017"),
        ]
    ),
    "change-without-its-first-year": Case(
        [
            stat("population", 1_000, year="2007"),
            stat("population", 1_250, year="2017"),
            stat("population_change", 200, year="2017"),
        ],
        ("change_and_levels", "error", "200", "250"),
    ),
    "change-rounded": Case(
        [
            stat("population", 10_100, year="2007"),
            stat("population", 12_590, year="2017"),
            stat("population_change", 2_000, "2 mil", year="2007-2017"),
        ]
    ),
    "density-wrong": Case(
        [
            stat("population", 12_400, **ROW, year="2017"),
            stat("area", 1_000, unit="km2", **ROW),
            stat("population_density", 14.5, "14,5", "people_per_km2", **ROW),
        ],
        ("density", "error", "14,5", "12.4 (2017)"),
    ),
    "density-right": Case(
        [
            stat("population", 12_400, **ROW),
            stat("area", 999.5, "999,5", "km2", **ROW),
            stat("population_density", 12.41, "12,41", "people_per_km2", **ROW),
        ]
    ),
    "density-rounded": Case(
        [
            stat("population", 12_000, "12 mil", **ROW),
            stat("area", 1_000, unit="km2", **ROW),
            stat("population_density", 12.4, "12,4", "people_per_km2", **ROW),
        ]
    ),
    "density-of-figures-elsewhere": Case(
        [
            stat("population", 12_400),
            stat("area", 100_000, unit="ha"),
            stat("population_density", 14.5, "14,5", "people_per_km2"),
        ],
        ("density", "warning", "14,5", "12.4"),
    ),
    "projection-below": Case(
        [
            stat("population", 9_825, year="2018"),
            stat("population", 9_805, year="2022", nature="projection"),
            share("population_growth_rate", 2.24, nature="projection"),
        ],
        ("projection_and_growth", "error", "9,805", "> 9825"),
    ),
    "projection-of-decline": Case(
        [
            stat("population", 9_825, year="2018"),
            stat("population", 9_805, year="2022", nature="projection"),
            share("population_growth_rate", -0.2, nature="projection"),
        ]
    ),
    "projection-above": Case(
        [
            stat("population", 9_825, year="2018"),
            stat("population", 10_700, year="2022", nature="projection"),
            share("population_growth_rate", 2.24, nature="projection"),
        ]
    ),
    "projection-of-the-city": Case(
        [
            stat("population", 9_825, year="2018"),
            stat("population", 2_100, year="2022", nature="projection", place_level="city"),
            share("population_growth_rate", 2.2, nature="projection", place_level="city"),
        ]
    ),
    "projection-of-a-city-as-large-as-its-province": Case(
        [
            stat("population", 9_825, year="2018"),
            stat("population", 9_805, year="2022", nature="projection", place_level="city"),
            share("population_growth_rate", 2.2, nature="projection", place_level="city"),
        ],
        ("projection_and_growth", "warning", "9,805", "> 9825"),
    ),
    "share-above-all": Case(
        [share("poverty_rate", 120)], ("impossible_share", "error", "120 %", "≤ 100%")
    ),
    "share-below-nothing": Case(
        [share("poverty_rate", -3)], ("impossible_share", "error", "-3 %", "≥ 0%")
    ),
    "share-of-all": Case([share("poverty_rate", 100), share("illiteracy_rate", 0)]),
    "growth-above-all": Case(
        [share("tourists_growth_rate", 150), share("population_growth_rate", -1)]
    ),
    "count-taken-for-a-share": Case([share("poverty_rate", 15_000, "15,000")]),
    "promised-share-above-all": Case(
        [promise("Presentar los expedientes al 1005", 1005, "achieve_share", value_text="1005.")],
        ("impossible_share", "error", "1005.", "≤ 100%"),
    ),
    "promised-growth-above-all": Case([promise("Elevar la cosecha en 150 %", 150, "increase_by")]),
    "two-values-of-one-source": Case(
        [
            stat("schools", 65, unit="count", year="2016", stated_source="Minedu", line=1),
            stat("schools", 75, unit="count", year="2016", stated_source="MINEDU", line=9),
        ],
        ("one_figure_two_values", "error", "65; 75", None),
    ),
    "two-values-perhaps-of-two-years": Case(
        [stat("schools", 65, unit="count", line=1), stat("schools", 75, unit="count", line=9)],
        ("one_figure_two_values", "warning", "65; 75", None),
    ),
    "two-values-of-two-years": Case(
        [
            stat("schools", 65, unit="count", line=1, year="2015"),
            stat("schools", 75, unit="count", line=9, year="2016"),
        ]
    ),
    "one-value-rounded": Case(
        [
            stat("area", 2_805.9, unit="km2", line=1),
            stat("area", 2805.85, "2.805.85", "km2", line=9),
        ]
    ),
    "a-range": Case(
        [share("illiteracy_rate", 8, "8-10 %"), share("illiteracy_rate", 10, "8-10 %")]
    ),
    "target-in-list-and-table": Case(
        [
            promise("Bajar la anemia infantil en 10 % al terminar", 10, "reduce_by", **IN_LIST),
            promise("Bajar la anemia infantil en 15 % al terminar", 15, "reduce_by"),
        ],
        ("one_target_two_values", "error", "10 %; 15 %", None),
    ),
    "target-restated": Case(
        [
            promise(
                "Hacer que la anemia de la niñez baje en 10 %",
                *(10, "reduce_by"),
                subject="anemia de la niñez",
                **IN_LIST,
            ),
            promise(
                "Reducir la anemia de la niñez del distrito en 15 %",
                *(15, "reduce_by"),
                subject="anemia de la niñez",
            ),
        ],
        ("one_target_two_values", "error", "10 %; 15 %", None),
    ),
    "target-repeated": Case(
        [
            promise("Bajar la anemia infantil en 10 % al terminar", 10, "reduce_by", **IN_LIST),
            promise("Bajar la anemia infantil en 10,0 % al terminar", 10, "reduce_by"),
        ]
    ),
    "target-of-two-groups": Case(
        [
            promise("Llevar el agua potable al 90 % de la zona urbana", 90, "achieve_share"),
            promise(
                "Llevar el agua potable al 70 % de la zona rural", 70, "achieve_share", **IN_LIST
            ),
        ]
    ),
    "target-of-two-places": Case(
        [
            promise("Llevar agua potable al 90 % de las casas de Lloclla", 90, "achieve_share"),
            promise(
                "Llevar agua potable al 70 % de las casas de Chaupimayo",
                *(70, "achieve_share"),
                **IN_LIST,
            ),
        ]
    ),
    "target-by-stages": Case(
        [
            promise("Bajar la anemia en 10 % en 2020", 10, "reduce_by", deadline="2020"),
            promise("Bajar la anemia en 15 % en 2022", 15, "reduce_by", deadline="2022"),
        ]
    ),
    "target-twice-in-a-table": Case(
        [
            promise("Bajar la anemia infantil en 10 % al terminar", 10, "reduce_by"),
            promise("Bajar la anemia infantil en 15 % al terminar", 15, "reduce_by"),
        ],
        ("one_target_two_values", "warning", "10 %; 15 %", None),
    ),
    "works-counted-twice": Case(
        [
            promise("Construir 2 puentes peatonales", 2, "count", unit="count"),
            promise("Construir 3 puentes peatonales", 3, "count", unit="count"),
        ]
    ),
    "baseline-with-two-values": Case(
        [
            promise(
                "Bajar la anemia infantil al 20 % al terminar",
                *(20, "reduce_to"),
                baseline_value=base,
                baseline_unit="percent",
                baseline_relation="same",
                section=section,
            )
            for base, section in ((34, "metas_list"), (43, "summary_table"))
        ],
        ("one_target_two_values", "error", "34; 43", None),
    ),
    **{
        f"baseline-{name}": Case(
            [
                promise(
                    *("Que la cifra sea otra", value, comparator),
                    baseline_value=base,
                    baseline_unit="percent",
                    baseline_relation=relation,
                )
            ],
            found and ("target_and_baseline", *found),
        )
        for name, value, comparator, base, relation, found in [
            ("reduce-to-above", 55, "reduce_to", 40, "same", ("error", "55 %", "< 40")),
            ("reduce-to-below", 12, "reduce_to", 41, "same", None),
            ("increase-to-below", 40, "increase_to", 55, "same", ("error", "40 %", "> 55")),
            ("increase-to-above", 85, "increase_to", 48, "complement", None),
            ("increase-to-of-lack", 40, "increase_to", 48, "complement", ("error", "40 %", "> 52")),
            ("share-below", 45, "achieve_share", 48, "complement", ("warning", "45 %", "> 52")),
            ("share-above", 80, "achieve_share", 68.5, "complement", None),
            ("on-another-base", 10, "increase_to", 48, "related", None),
            ("cut-by", 55, "reduce_by", 40, "same", None),
            ("same-but-for-rounding", 40, "reduce_to", 39.6, "same", None),
        ]
    },
    "headings-of-two-years": Case(
        [
            promise("Abrir un mercado", 1, "count", unit="count", deadline="2021"),
            promise("Abrir un vivero", 1, "count", unit="count", deadline="2022"),
        ],
        ("headings", "warning", "2021; 2022", None),
    ),
    "axes-of-two-years": Case(
        [
            promise("Abrir un mercado", 1, "count", unit="count", axis="METAS AL 2021"),
            promise("Abrir un vivero", 1, "count", unit="count", axis="METAS AL AÑO 2022"),
        ],
        ("headings", "warning", "2021; 2022", None),
    ),
    "a-target-with-a-year-of-its-own": Case(
        [
            promise("Abrir un mercado en 2020", 1, "count", unit="count", deadline="2020"),
            promise("Abrir un vivero", 1, "count", unit="count", deadline="2022"),
        ]
    ),
    "redundant-word": Case(
        [stat("area", 16033.77, "16 033,77 mil", "km2")],
        ("number_form", "warning", "16 033,77 mil", "16033.77"),
    ),
    "redundant-word-in-a-target": Case(
        [
            promise(
                "Recibir 6000 mil visitantes",
                *(6000, "reach"),
                unit="people",
                value_text="6000 mil",
            )
        ],
        ("number_form", "warning", "6000 mil", "6000"),
    ),
    "doubled-sign": Case(
        [share("economic_growth_rate", 0.2, "0.2%%")], ("number_form", "warning", "0.2%%", "0.2")
    ),
    "true-words-of-magnitude": Case(
        [
            stat("population", 2_500, "2,5 mil"),
            stat("tourists", 2_000, "2 mil"),
            stat("tourism_foreign_exchange", 2.9e9, "2,9 mil millones", "usd"),
            stat("infant_mortality", 30.1, "30.1 por mil", "per_thousand"),
        ]
    ),
    "number-missing": Case(
        cells("1. Falta agua", "2.- Falta luz", "4) Falta riego", "5 Falta de postas"),
        ("numbering", "warning", "2; 4", "3"),
    ),
    "number-repeated": Case(
        cells("1. Falta agua", "2. Falta luz", "2. Falta riego"),
        ("numbering", "warning", "2; 2", "3"),
    ),
    "numbers-in-order": Case(
        cells("1. Falta agua", "1. Falta agua", "2. Falta luz", "3. Falta riego", "1. Hay ruido")
    ),
    "numbers-of-several-items-in-a-cell": Case(
        cells("1. Falta agua", "2. Falta luz 3. Falta riego", "4. Falta trabajo")
    ),
    "numbers-of-a-list-not-read-whole": Case(cells("1. Uno", "4. Cuatro", "9. Nueve")),
    "figures-at-the-beginning": Case(
        cells("30 % sin agua", "3.5 millones", "12 casas", "48,2 % sin luz", "2017 fue seco")
    ),
}
HOSTILE = '\'; DROP TABLE finding; -- {} {0} %s \\ "<script>alert(1)</script>" \u202e\x0b🙂'


def _write(folder: Path, cases: Mapping[str, Sequence[tuple[str, Row]]]) -> Path:
    """A corpus of invented plans without documents: a registry and a coding for each."""
    folder.mkdir()
    header = "document_id,title,organisation,place_id,place_name,level,election_year,"
    header += "period_start,period_end,file_name,sha256"
    plans = [f"{name},{name},,,Aruma,province,2018,2019,2022,," for name in cases]
    (folder / "documents.csv").write_text("\n".join([header, *plans]) + "\n", "utf-8")
    for name, rows in cases.items():
        _write_coding(folder / "coding" / name, rows)
    return folder


def _write_coding(folder: Path, rows: Sequence[tuple[str, Row]]) -> None:
    counter = _Counter()
    written: dict[str, list[Row]] = {file: [] for file in coding.SCHEMAS}
    for file, given in rows:
        row = dict(given)
        sequence = counter.next(file)
        line = row.pop("line", counter.next("line"))
        quantity = row.pop("quantity", None)
        written[file].append(
            {"sequence": sequence, "line_start": line, "line_end": line, **row},
        )
        if quantity:
            written["quantities"].append({"sequence": sequence, "position": 1, **quantity})
    folder.mkdir(parents=True)
    for file, schema in coding.SCHEMAS.items():
        with (folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, schema)
            writer.writeheader()
            writer.writerows(written[file])


def _findings(path: Path, where: str = "true") -> list[Row]:
    with database.reading(path) as connection:
        sql = f"SELECT * FROM finding WHERE {where} ORDER BY finding_id"  # noqa: S608
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.fixture(scope="module")
def invented(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented")
    corpus = _write(folder / "corpus", {name: case.rows for name, case in CASES.items()})
    building.build(project, corpus, folder / "plans.duckdb")
    return folder / "plans.duckdb"


@pytest.mark.parametrize("name", CASES)
def test_a_rule_fires_on_a_violation_and_on_nothing_else(name: str, invented: Path) -> None:
    rows = _findings(invented, f"document_id = '{name}'")
    found = [(row["rule"], row["severity"], row["stated"], row["expected"]) for row in rows]
    expected = CASES[name].found
    assert found == ([expected] if expected else [])


def test_every_rule_is_tried_and_has_a_code(vocabularies: Codebook) -> None:
    tried = {case.found[0] for case in CASES.values() if case.found}
    assert tried == set(vocabularies["finding_rules"]) == set(queries.catalogue(RULES))


def test_messages_are_sentences_in_both_languages_with_the_figures(invented: Path) -> None:
    rows = _findings(invented)
    assert rows
    for row in rows:
        assert row["message_es"] != row["message_en"]
        for language in ("es", "en"):
            message = row[f"message_{language}"]
            assert message.endswith(".")
            assert "None" not in message
            assert "{}" not in message
    messages = {row["document_id"]: (row["message_es"], row["message_en"]) for row in rows}
    assert messages["parts-wrong"] == (
        "Electores: las cifras de 3 distritos suman 3\xa0000, "
        "pero el total de Aruma dice 3\xa0100.",
        "Registered voters: the figures of 3 districts add up to 3,000, "
        "but the total of Aruma says 3,100.",
    )
    assert messages["baseline-reduce-to-above"] == (
        "«Que la cifra sea otra»: la meta es bajar a 55\xa0%, pero el plan parte de 40\xa0%.",
        '"Que la cifra sea otra": the target is to fall to 55%, but the plan starts from 40%.',
    )


def test_a_finding_names_its_lines_and_itself(invented: Path) -> None:
    (row,) = _findings(invented, "document_id = 'parts-wrong'")
    assert row["finding_id"] == "parts-wrong:manual:parts_and_total:1"
    assert (row["lines"], row["line_start"], row["line_end"]) == ("2;3;4;5", 2, 5)
    assert row["page"] is None


def test_rows_of_a_coding_by_pages_give_pages(project: Workspace, tmp_path: Path) -> None:
    rows = [
        (file, {**row, "line": None, "page": page})
        for page, (file, row) in enumerate([*THREE, stat("voters", 3_100)], start=3)
    ]
    corpus = _write(tmp_path / "corpus", {"paged": rows})
    building.build(project, corpus, tmp_path / "plans.duckdb")
    (row,) = _findings(tmp_path / "plans.duckdb")
    assert (row["rule"], row["page"]) == ("parts_and_total", 4)
    assert (row["lines"], row["line_start"], row["line_end"]) == (None, None, None)


def test_hostile_text_is_text(project: Workspace, tmp_path: Path) -> None:
    rows = [
        promise(HOSTILE, 10, "reduce_to", **IN_LIST, axis=HOSTILE, problem=f"1. {HOSTILE}"),
        promise(HOSTILE, 120, "reduce_by", subject=HOSTILE, problem=f"1. A{HOSTILE}", axis=HOSTILE),
        promise(HOSTILE, 15, "reduce_to", subject=HOSTILE, value_text=HOSTILE),
        stat("voters", 5, HOSTILE, place=HOSTILE),
        stat("voters", 9, "(((", place=HOSTILE, line=40),
        share("poverty_rate", 130, HOSTILE, place=HOSTILE),
    ]
    corpus = _write(tmp_path / "corpus", {"hostile": rows})
    building.build(project, corpus, tmp_path / "plans.duckdb")
    found = {row["rule"]: row["message_en"] for row in _findings(tmp_path / "plans.duckdb")}
    assert {"impossible_share", "one_target_two_values", "one_figure_two_values"} <= found.keys()
    assert HOSTILE in found["one_figure_two_values"]


def test_readers_see_the_findings_of_the_preferred_coding(specimens: Path) -> None:
    everywhere = {row["coding_id"] for row in _findings(specimens)}
    assert everywhere == {"aruma-tabla:automatic", "aruma-tabla:manual"}
    catalogue = queries.catalogue(ROOT / "queries")
    with database.reading(specimens) as connection:
        seen = queries.run(connection, catalogue["findings"], {"document_id": "aruma-tabla"})
        counted = queries.run(connection, catalogue["findings_by_rule"], {})
        none = queries.run(connection, catalogue["findings"], {"document_id": "aruma-lineas"})
    assert seen["finding_id"].str.contains(":manual:").all()
    assert set(seen["rule_en"]) == {
        *("Parts and total", "One figure, two values", "One target, two values")
    }
    assert counted["findings"].sum() == len(seen)
    assert len(none) == 0


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


def _reference(shared: Path) -> list[tuple[str, set[int], str]]:
    """Every finding made by hand: plan, lines, severity."""
    stems = {"candarave-2018": "000", "huancane-2018": "001"}
    rows = []
    for document_id, stem in stems.items():
        (path,) = (shared / "coding").glob(f"{stem}_*/findings.csv")
        with path.open(encoding="utf-8", newline="") as file:
            rows += [
                (document_id, {int(line) for line in row["lines"].split(";")}, row["severity"])
                for row in csv.DictReader(file)
            ]
    return rows


# Lines of the errors that rest on no coded row: a list of limits and the contents page.
_ONLY_IN_THE_TEXT = [{85, 104}, {36, 38, 39, 40, 222, 224, 234}, {62, 351}]


@pytest.mark.parametrize("method", ["manual", "automatic"])
def test_the_errors_found_by_hand_are_found_wherever_they_rest_on_coded_rows(
    method: str, project: Workspace, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, shared / "documents" / "text", path)
    found = [
        (row["document_id"], {int(line) for line in row["lines"].split(";")}, row["severity"])
        for row in _findings(path, f"ends_with(coding_id, ':{method}')")
    ]
    errors = [(plan, lines) for plan, lines, severity in _reference(shared) if severity == "error"]
    missed = [
        lines
        for plan, lines in errors
        if not any(plan == other and lines & others for other, others, _ in found)
    ]
    assert len(errors) == 17
    assert missed == _ONLY_IN_THE_TEXT
    spurious = [
        (plan, lines)
        for plan, lines, severity in found
        if severity == "error"
        and not any(plan == other and lines & others for other, others, _ in _reference(shared))
    ]
    assert spurious == []


def test_consistent_plans_have_no_findings(plans: Path) -> None:
    consistent = "document_id IN ('espinar-2018', 'ilo-2018', 'tarata-2018')"
    assert _findings(plans, consistent) == []
