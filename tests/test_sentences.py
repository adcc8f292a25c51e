"""Titles of charts and sentences of reports: none, one, two and many, ties, blank categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

import frames
from planoteca import narrative
from planoteca.charts import formats, number_sentences, sentences

SOCIAL = ("social", "Social", "Social")
ECONOMIC = ("economic", "Económica", "Economic")
NONE = (None, "Otro eje", "Other axis")
Count = tuple[tuple[Any, str, str], int]


def _plain(text: str) -> str:
    return text.replace(formats.NO_BREAK_SPACE, " ")


def _dimensions(*counts: Count) -> pl.DataFrame:
    names = ("dimension_id", "dimension_es", "dimension_en")
    rows = [
        frames.plan() | dict(zip(names, code, strict=True)) | {"commitments": count}
        for code, count in counts
    ]
    return pl.DataFrame(rows, frames.dimensions().schema, strict=False)


def _graded(**counts: int) -> pl.DataFrame:
    rows = [
        frames.plan() | {"measurability": grade, "commitments": count}
        for grade, count in counts.items()
    ]
    return pl.DataFrame(rows or {"measurability": [], "commitments": []})


def _dated(*counts: tuple[str | None, int | None, int]) -> pl.DataFrame:
    names = ("deadline", "deadline_year", "commitments")
    return pl.DataFrame([frames.plan() | dict(zip(names, row, strict=True)) for row in counts])


@pytest.mark.parametrize(
    ("counts", "es", "en"),
    [
        ([], "No hay compromisos codificados", "There are no coded commitments"),
        (
            [(SOCIAL, 1)],
            "El único compromiso de Aruma 2019-2022 es de la dimensión social",
            "The only commitment of Aruma 2019-2022 is of the social dimension",
        ),
        (
            [(NONE, 1)],
            "El único compromiso de Aruma 2019-2022 es de otro eje",
            "The only commitment of Aruma 2019-2022 is of another axis",
        ),
        (
            [(SOCIAL, 7)],
            "Los 7 compromisos de Aruma 2019-2022 son todos de la dimensión social",
            "All 7 commitments of Aruma 2019-2022 are of the social dimension",
        ),
        (
            [(SOCIAL, 4), (ECONOMIC, 4), (NONE, 2)],
            "Las partes mayores de los 10 compromisos de Aruma 2019-2022 son social y económica: "
            "40 % cada una",
            "The largest parts of the 10 commitments of Aruma 2019-2022 are social and economic: "
            "40% each",
        ),
        (
            [(SOCIAL, 1), (NONE, 1)],
            "Las partes mayores de los 2 compromisos de Aruma 2019-2022 son social y otro eje: "
            "50 % cada una",
            "The largest parts of the 2 commitments of Aruma 2019-2022 are social and another "
            "axis: 50% each",
        ),
        (
            [(SOCIAL, 1), (NONE, 3)],
            "75 % de los 4 compromisos de Aruma 2019-2022 van bajo otro eje, sin dimensión",
            "75% of the 4 commitments of Aruma 2019-2022 are under another axis, without a "
            "dimension",
        ),
    ],
)
def test_where_most_commitments_are(counts: Sequence[Count], es: str, en: str) -> None:
    frame = _dimensions(*counts)
    assert _plain(sentences.targets_by_dimension(frame, "es")) == es
    assert _plain(sentences.targets_by_dimension(frame, "en")) == en


@pytest.mark.parametrize(
    ("counts", "es", "en"),
    [
        ({}, "No hay compromisos codificados", "There are no coded commitments"),
        (
            {"activity": 1},
            "El único compromiso de Aruma 2019-2022 no tiene un número que lo mida",
            "The only commitment of Aruma 2019-2022 does not have a number that measures it",
        ),
        (
            {"outcome": 1},
            "El único compromiso de Aruma 2019-2022 tiene un número, y mide un cambio en la vida "
            "de las personas",
            "The only commitment of Aruma 2019-2022 has a number, and it measures a change in "
            "people's conditions",
        ),
        (
            {"activity": 5},
            "Ninguno de los 5 compromisos de Aruma 2019-2022 tiene un número que lo mida",
            "None of the 5 commitments of Aruma 2019-2022 has a number that measures it",
        ),
        (
            {"output": 1, "activity": 3},
            "1 de los 4 compromisos de Aruma 2019-2022 tiene un número (25 %), que no mide un "
            "cambio en la vida de las personas",
            "1 of the 4 commitments of Aruma 2019-2022 has a number (25%), which does not measure "
            "a change in people's conditions",
        ),
        (
            {"output": 2},
            "Los 2 compromisos de Aruma 2019-2022 tienen un número, pero ninguno mide un cambio "
            "en la vida de las personas",
            "All 2 commitments of Aruma 2019-2022 have a number, but none measures a change in "
            "people's conditions",
        ),
        (
            {"outcome": 1, "output": 2, "activity": 1},
            "3 de los 4 compromisos de Aruma 2019-2022 tienen un número (75 %); 1 mide un cambio "
            "en la vida de las personas",
            "3 of the 4 commitments of Aruma 2019-2022 have a number (75%); 1 measures a change "
            "in people's conditions",
        ),
    ],
)
def test_how_many_can_be_measured(counts: dict[str, int], es: str, en: str) -> None:
    frame = _graded(**counts)
    assert _plain(sentences.measurability(frame, "es")) == es
    assert _plain(sentences.measurability(frame, "en")) == en


@pytest.mark.parametrize(
    ("counts", "es"),
    [
        ([(None, None, 1)], "El único compromiso de Aruma 2019-2022 no tiene plazo"),
        ([("2022", 2022, 1)], "El único compromiso de Aruma 2019-2022 tiene plazo, 2022"),
        ([(None, None, 3)], "Ninguno de los 3 compromisos de Aruma 2019-2022 tiene plazo"),
        ([("2022", 2022, 3)], "Los 3 compromisos de Aruma 2019-2022 tienen plazo, siempre 2022"),
        (
            [("2022", 2022, 1), (None, None, 1)],
            "1 de los 2 compromisos de Aruma 2019-2022 tiene plazo (50 %), 2022",
        ),
        (
            [("2019", 2019, 1), ("2022", 2022, 1), (None, None, 2)],
            "2 de los 4 compromisos de Aruma 2019-2022 tienen plazo (50 %)",
        ),
        (
            [("soon", None, 1), (None, None, 1)],
            "1 de los 2 compromisos de Aruma 2019-2022 tiene plazo (50 %)",
        ),
    ],
)
def test_how_many_have_a_deadline(
    counts: list[tuple[str | None, int | None, int]], es: str
) -> None:
    assert _plain(sentences.deadlines(_dated(*counts), "es")) == es


def test_of_many_plans_the_median_is_told_and_who_has_none() -> None:
    rows = [
        {"document_id": f"p{i}", "document": f"P{i}", "measurability": grade, "commitments": count}
        for i in range(13)
        for grade, count in (("output", i), ("activity", 12 - i))
    ]
    frame = pl.DataFrame(rows)
    assert _plain(sentences.measurability(frame, "en")) == (
        "In half of 13 plans 50% of the commitments or fewer have a number; in 1, none"
    )
    none = frame.with_columns(pl.lit("activity").alias("measurability"))
    assert _plain(sentences.measurability(none, "es")) == (
        "En 13 de 13 planes ningún compromiso tiene un número que lo mida"
    )


@pytest.mark.parametrize(
    ("counts", "es"),
    [
        ([], "Ningún compromiso da una cantidad"),
        ([("reach", 1)], "La única cantidad de Aruma 2019-2022 es del tipo «Reach»"),
        ([("reach", 2)], "Las 2 cantidades de Aruma 2019-2022 son todas del tipo «Reach»"),
        (
            [("reach", 1), ("count", 1)],
            "Los tipos más frecuentes entre las 2 cantidades de Aruma 2019-2022 son «Reach» y "
            "«Count»: 1 de cada uno",
        ),
        (
            [("reach", 2), ("count", 1)],
            "2 de las 3 cantidades de Aruma 2019-2022 son del tipo «Reach»",
        ),
    ],
)
def test_the_terms_of_quantities(counts: list[tuple[str, int]], es: str) -> None:
    rows = [
        frames.plan()
        | {"comparator_id": key, "comparator_es": key.capitalize(), "quantities": count}
        for key, count in counts
    ]
    frame = pl.DataFrame(rows or {"comparator_id": [], "quantities": []})
    assert _plain(number_sentences.comparators(frame, "es")) == es


@pytest.mark.parametrize(
    ("values", "en"),
    [
        ([], "No commitment is set as a percentage"),
        ([30.0], "The only quantity in percent of Aruma 2019-2022 is 30%"),
        ([30.0, 30.0], "All 2 quantities in percent of Aruma 2019-2022 are 30%"),
        ([30.0, 100.0], "The 2 quantities in percent of Aruma 2019-2022 go from 30 to 100%"),
        (
            [30.0, 100.0, 100.0],
            "2 of the 3 quantities in percent of Aruma 2019-2022 are 100%",
        ),
    ],
)
def test_the_values_of_quantities(values: list[float], en: str) -> None:
    row = frames.quantities().row(0, named=True)
    frame = pl.DataFrame([row | {"value": value} for value in values], frames.quantities().schema)
    assert _plain(number_sentences.quantified_targets(frame, "percent", "en")) == en


@pytest.mark.parametrize(
    ("rows", "es"),
    [
        (0, "Ningún compromiso dice de dónde parte"),
        (
            1,
            "1 compromiso de Aruma 2019-2022 dice de dónde parte: va de 41 a 12 %, desnutrición",
        ),
        (
            2,
            "2 compromisos de Aruma 2019-2022 dicen de dónde parten; el mayor cambio va de 31,5 "
            "a 80 %, con agua",
        ),
    ],
)
def test_where_targets_start(rows: int, es: str) -> None:
    assert _plain(number_sentences.targets_and_baselines(frames.baselines()[:rows], "es")) == es


def test_facts_of_a_plan_of_which_nothing_is_known() -> None:
    blank = dict.fromkeys(
        ("place_name", "province", "department", "place_id", "period_start", "period_end", "pages",
         "file_name", "organisation", "coverage", "method", "place_source"),
    )  # fmt: skip
    counts = {"quantified": 1, "with_deadline": 0, "with_baseline": 3, "statistics": 0}
    plan = blank | counts | {"commitments": 3, "coverage_es": "Codificado", "coverage_en": "Coded"}
    told = {name: _plain(value) for name, value in narrative.facts(plan, 0, "es")}
    assert told == {
        "Organización": "–",
        "Lugar": "–",
        "Periodo": "–",
        "Documento": "–",
        "Compromisos": "3",
        "Con alguna cantidad": "1 (33 %)",
        "Con plazo": "0 (0 %)",
        "Con línea de base": "3 (100 %)",
        "Cifras sobre el lugar": "0",
        "Incoherencias halladas": "0",
        "Cobertura": "Codificado",
    }
    empty = narrative.facts(plan | {"commitments": 0, "quantified": 0}, 2, "en")
    assert dict(empty)["With some quantity"] == "0"
    guessed = narrative.facts(plan | {"place_name": "Aruma", "place_source": "text"}, 0, "en")
    assert dict(guessed)["Place"] == "Aruma; told from the plan's text"


def test_a_fact_is_escaped() -> None:
    page = narrative.fact_table([("<b>", "<script>")]).html
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_contradictions_are_counted_by_rule() -> None:
    frame = pl.DataFrame({"rule": ["a", "b", "b"], "rule_es": ["A", "B", "B"], "rule_en": "x"})
    assert _plain(narrative.contradictions(frame, "es")) == "3 incoherencias: B (2); A (1)"
    assert _plain(narrative.contradictions(frame[:1], "es")) == "1 incoherencia: A (1)"
    assert narrative.contradictions(frame.clear(), "en").startswith("The rules found no")


@pytest.mark.parametrize(
    ("plans", "es"),
    [
        ([(1, 1)], "1 plan, 1 compromiso y 1 cifra sobre los lugares"),
        (
            [(28, 63), (0, 0)],
            "2 planes, 28 compromisos y 63 cifras sobre los lugares; 1 plan sin compromisos",
        ),
    ],
)
def test_what_is_compared(plans: list[tuple[int, int]], es: str) -> None:
    frame = pl.DataFrame(plans, ["commitments", "statistics"], orient="row")
    assert _plain(narrative.corpus(frame, "es")) == es


def test_more_names_than_eight_are_counted() -> None:
    names = [f"Plan {i}" for i in range(9)]
    assert _plain(narrative.listed(names, "Sin cifras", "es")) == "Sin cifras: 9 planes"
    assert narrative.listed(names[:2], "Without", "en") == "Without: Plan 0 and Plan 1"
    assert narrative.listed([], "Without", "en") == ""


@pytest.mark.parametrize(
    ("methods", "words"),
    [
        (["manual"], "statement is in our own words, and"),
        (["automatic"], "statement is that of the document, and"),
        (["manual", "automatic"], "statement is in our own words where it was coded by hand"),
    ],
)
def test_whose_words_a_statement_is_in(methods: list[str], words: str) -> None:
    overview = pl.DataFrame({"method": methods})
    assert words in narrative.how_coded(overview, {"codebook_version": "1"}, "en")
