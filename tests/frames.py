"""Small invented frames in the shape of the named queries, for tests of charts and tables."""

from __future__ import annotations

from typing import Any

import polars as pl

PLANS = {"aruma-2018": "Aruma 2019-2022", "belmor-2018": "Belmor 2019-2022"}


def plan(document_id: str = "aruma-2018") -> dict[str, Any]:
    return {"document_id": document_id, "document": PLANS.get(document_id, document_id)}


def dimensions() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "social", "Social", "Social", 12),
        ("aruma-2018", "economic", "Económica", "Economic", 5),
        ("aruma-2018", None, "Sin dimensión", "No dimension", 3),
        ("belmor-2018", "social", "Social", "Social", 1),
        ("belmor-2018", "institutional", "Institucional", "Institutional", 3),
    ]
    names = ("dimension_id", "dimension_es", "dimension_en", "commitments")
    return pl.DataFrame([plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts])


def measurability() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "outcome", "Resultado", "Outcome", 4),
        ("aruma-2018", "output", "Producto", "Output", 6),
        ("aruma-2018", "activity", "Actividad", "Activity", 10),
        ("belmor-2018", "aspiration", "Aspiración", "Aspiration", 4),
    ]
    names = ("measurability", "measurability_es", "measurability_en", "commitments")
    rows = [plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts]
    return pl.DataFrame([row | {"accomplished": 0} for row in rows])


def competence(plans: int = 2) -> pl.DataFrame:
    """Query `competence_shares`; from the third plan on, a fifth have nothing outside."""
    counts = [
        ("aruma-2018", 20, 19, 8, 6, 5, 1),
        ("belmor-2018", 4, 4, 1, 3, 0, 0),
        *((f"plan-{n}", 14, 14, 7, 7 - n % 5, n % 5, 0) for n in range(3, plans + 1)),
    ]
    names = ("commitments", "classified", "exclusive", "shared", "outside", "unclassified")
    rows = [plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts]
    return pl.DataFrame(rows[:plans])


def unclassified() -> pl.DataFrame:
    """Query `competence_shares` for a plan whose place is not known."""
    none = dict.fromkeys(("classified", "exclusive", "shared", "outside"), 0)
    row = plan("cuyani-2018") | {"commitments": 20, **none, "unclassified": 20}
    return pl.DataFrame([row])


def deadlines() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "first_year", "Primer año", "First year", 2019, 2),
        ("aruma-2018", "end_of_term", "Fin de la gestión", "End of term", 2022, 3),
        ("aruma-2018", "2022", "2022", "2022", 2022, 5),
        ("aruma-2018", None, "Sin plazo", "None stated", None, 10),
        ("belmor-2018", None, "Sin plazo", "None stated", None, 4),
    ]
    names = ("deadline", "deadline_es", "deadline_en", "deadline_year", "commitments")
    return pl.DataFrame([plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts])


def comparators() -> pl.DataFrame:
    counts = [
        ("aruma-2018", "achieve_share", "Lograr una parte", "Achieve a share", "percent", 6, 80.0),
        ("aruma-2018", "reach", "Alcanzar", "Reach", "people", 1, 6000.0),
        ("belmor-2018", "reduce_by", "Reducir en", "Reduce by", "percent", 2, 12.5),
    ]
    names = ("comparator_id", "comparator_es", "comparator_en", "unit_id", "quantities", "median")
    rows = [plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts]
    units = {"percent": ("porcentaje", "percent"), "people": ("personas", "people")}
    return pl.DataFrame(
        [
            row
            | {"unit_es": units[row["unit_id"]][0], "unit_en": units[row["unit_id"]][1]}
            | {"minimum": row["median"], "maximum": row["median"]}
            for row in rows
        ]
    )


def statistic(place: str, value: float, **more: Any) -> dict[str, Any]:
    return {
        **plan(),
        "indicator_id": "poverty_population",
        "indicator_es": "Población en pobreza",
        "indicator_en": "Population in poverty",
        "place_name": place,
        "place_level": "district",
        "population_group": None,
        "value": value,
        "unit_id": "people",
        "year": None,
        "nature": "observed",
        "line_start": 40,
        "line_end": 41,
        **more,
    }


def themes(plans: int = 2) -> pl.DataFrame:
    """Query `targets_by_theme`; from the third plan on, all are like the second but for health."""
    counts = [
        ("aruma-2018", "health", "Salud", "Health", 4, 20),
        ("aruma-2018", "transport", "Transporte y vialidad", "Transport and roads", 12, 20),
        ("aruma-2018", "other", "Otro", "Other", 6, 20),
        ("belmor-2018", "health", "Salud", "Health", 1, 4),
        ("belmor-2018", "education", "Educación", "Education", 3, 4),
        *((f"plan-{n}", "health", "Salud", "Health", 1 + n % 4, 10) for n in range(3, plans + 1)),
    ]
    names = ("theme_id", "theme_es", "theme_en", "commitments", "of_commitments")
    rows = [plan(d) | dict(zip(names, row, strict=True)) for d, *row in counts]
    rows = [row | {"share_pct": 100 * row["commitments"] / row["of_commitments"]} for row in rows]
    return pl.DataFrame([row for row in rows if plans > 1 or row["document_id"] == "aruma-2018"])


def poverty() -> pl.DataFrame:
    extreme = {
        "indicator_id": "extreme_poverty_population",
        "indicator_es": "Población en pobreza extrema",
        "indicator_en": "Population in extreme poverty",
    }
    rows = [
        statistic("Sorapa", 512),
        statistic("Quillma", 1284.5),
        statistic("Sorapa", 131, **extreme),
        statistic("Quillma", 415, **extreme),
        statistic("Aruma", 9999, place_level="province"),
        statistic("Aruma", 10, unit_id="percent"),
    ]
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def population() -> pl.DataFrame:
    name = {"indicator_id": "population", "indicator_es": "Población", "indicator_en": "Population"}
    rows = [
        statistic("Quillma", 4398, **name | {"year": 2011}),
        statistic("Quillma", 4360, **name | {"year": 2012}),
        statistic("Sorapa", 20138, **name | {"year": 2011}),
        statistic("Sorapa", 21000, **name | {"year": 2025, "nature": "projection"}),
        statistic("Aruma", 70000, **name | {"place_level": "province", "year": 2011}),
        statistic("Sorapa", 900, **name | {"population_group": "urban", "year": 2011}),
    ]
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def services() -> pl.DataFrame:
    name = {"indicator_id": "x", "indicator_es": "Sin agua", "indicator_en": "Without water"}
    access = {"indicator_id": "y", "indicator_es": "Desagüe", "indicator_en": "Sewerage"}
    rows = [
        statistic("Aruma", 0, **name, measures="lack", stated_pct=68.5, lacking_pct=68.5),
        statistic("Aruma", 0, **access, measures="access", stated_pct=70.0, lacking_pct=30.0),
        statistic(
            "Aruma", 0, **name, measures="lack", stated_pct=99.0, lacking_pct=99.0,
            year=2030, nature="projection",
        ),
    ]  # fmt: skip
    return pl.DataFrame(rows)


def baselines() -> pl.DataFrame:
    names = (
        "commitment_id", "subject", "subject_en", "baseline_value", "baseline_start",
        "target_value", "comparator_id", "relation", "change_points",
    )  # fmt: skip
    rows = [
        ("c1", "desnutrición", "malnutrition", 41.0, 41.0, 12.0, "reduce_to", "same", -29.0),
        ("c2", "con agua", "with water", 68.5, 31.5, 80.0, "achieve_share", "complement", 48.5),
        ("c3", "con luz", "with light", 30.0, None, 50.0, "achieve_share", "related", None),
        ("c4", "anemia", "anaemia", 40.0, 40.0, 50.0, "reduce_by", "same", None),
    ]
    more = {"unit_id": "percent", "unit_symbol": "%", "statement": "–", "statement_en": "–"}
    return pl.DataFrame([plan() | more | dict(zip(names, row, strict=True)) for row in rows])


def ambition() -> pl.DataFrame:
    names = (
        "document_id", "indicator_id", "baseline_value", "baseline_start", "target_value",
        "target_level", "comparator_id", "relation", "change_points",
    )  # fmt: skip
    rows = [
        ("aruma-2018", "malnutrition", 41.0, 41.0, 12.0, 12.0, "reduce_to", "same", -29.0),
        ("belmor-2018", "malnutrition", 34.2, 34.2, 4.2, 30.0, "reduce_by", "same", -4.2),
        ("belmor-2018", "anaemia", 40.0, 40.0, 20.0, 20.0, "reduce_to", "same", -20.0),
        ("aruma-2018", None, 30.0, None, 50.0, 50.0, "achieve_share", "related", None),
    ]
    more = {
        "indicator_es": "Desnutrición", "indicator_en": "Malnutrition", "unit_id": "percent",
        "unit_symbol": "%", "subject": "niñez", "subject_en": "children",
        "statement": "Promesa", "statement_en": "Promise", "page_start": 4, "line_start": 90,
        "line_end": 91,
    }  # fmt: skip
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return pl.DataFrame(
        [
            plan(row["document_id"]) | more | row | {"commitment_id": f"c{place}"}
            for place, row in enumerate(found)
        ]
    )


def many_plans(count: int = 30) -> pl.DataFrame:
    """Commitments by dimension of invented plans: social from 10 to 10 + count, economic 10."""
    return pl.DataFrame(
        [
            {
                "document_id": f"p{number:03}",
                "document": f"Plan {number} 2019-2022",
                **dict(
                    zip(("dimension_id", "dimension_es", "dimension_en"), dimension, strict=True)
                ),
                "commitments": 10 + (number if dimension[0] == "social" else 0),
            }
            for number in range(1, count + 1)
            for dimension in (("social", "Social", "Social"), ("economic", "Económica", "Economic"))
        ]
    )


def many_quantities(count: int = 60) -> pl.DataFrame:
    base = quantities().row(0, named=True)
    return pl.DataFrame(
        [base | {"subject": f"promesa {i}", "value": float(i % 101)} for i in range(count)]
    )


def quantities() -> pl.DataFrame:
    names = ("subject", "subject_en", "value", "unit_id", "comparator_id")
    rows = [
        ("obras", "works", 100.0, "percent", "achieve_share"),
        ("anemia", "anaemia", 12.5, "percent", "reduce_by"),
        ("proyectos", "projects", 1005.0, "percent", "achieve_share"),
        ("turistas", "tourists", 6000.0, "people", "reach"),
    ]
    more = {
        "statement": "Promesa", "statement_en": "Promise", "comparator_es": "Término",
        "comparator_en": "Term", "unit_es": "Personas", "unit_en": "People",
        "line_start": 361, "line_end": 361, "deadline": None, "has_baseline": False,
    }  # fmt: skip
    found = [plan() | more | dict(zip(names, row, strict=True)) for row in rows]
    symbols = {"percent": "%"}
    return pl.DataFrame([row | {"unit_symbol": symbols.get(row["unit_id"])} for row in found])


def coverage() -> pl.DataFrame:
    counts = [("coded", "Codificado", "Coded", 3), ("pending", "Pendiente", "Pending", 1)]
    names = ("coverage", "coverage_es", "coverage_en", "documents")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in counts])


def corpus_shares() -> pl.DataFrame:
    shares = [
        ("social", "Social", "Social", "priorities", (5.0, 20.0, 30.0, 45.5, 60.0)),
        ("other_axis", "Otro eje", "Other axis", "priorities", (0.0, 0.0, 0.0, 10.0, 100.0)),
        ("measurable", "Con número", "With a number", "precision", (0.0, 2.0, 4.0, 40.0, 90.0)),
    ]
    names = ("measure", "measure_es", "measure_en", "topic")
    quantiles = ("p10_pct", "p25_pct", "median_pct", "p75_pct", "p90_pct")
    return pl.DataFrame(
        [
            dict(zip(names, row, strict=True))
            | dict(zip(quantiles, values, strict=True))
            | {"plans": 5000, "plans_with": 4200}
            for *row, values in shares
        ]
    )


def corpus_sizes() -> pl.DataFrame:
    classes = [(0, 0, 0, 0.0), (1, 9, 3000, 75.0), (10, None, 1000, 25.0)]
    names = ("size_from", "size_to", "plans", "plans_pct")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in classes])


def corpus_findings() -> pl.DataFrame:
    found = [
        ("density", "Densidad", "Density", "error", 300, 7.5, 1200),
        ("numbering", "Numeración", "Numbering", "warning", 3, 0.1, 3),
        ("headings", "Encabezados", "Headings", None, 0, 0.0, 0),
    ]
    names = ("rule", "rule_es", "rule_en", "severity", "plans", "plans_pct", "findings")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in found])


def shares() -> pl.DataFrame:
    """Shares by dimension of all plans, as `planoteca.shares` gives them."""
    found = [
        ("social", "Social", "Social", 30.0, 25.25, 36.0),
        ("economic", "Económica", "Economic", 20.0, 15.0, 24.75),
        ("other_axis", "Otro eje", "Other axis", 50.0, None, None),
    ]
    names = ("code", "code_es", "code_en", "share_pct", "low_pct", "high_pct")
    common = {"group": None, "group_name": None, "plans": 29, "commitments": 1200}
    method = {"method": "plans", "with_coding_error": True}
    return pl.DataFrame([common | method | dict(zip(names, row, strict=True)) for row in found])


def shares_by_plan(count: int = 3) -> pl.DataFrame:
    """Shares with a number that measures and with a deadline, by plan."""
    return pl.DataFrame(
        [
            {
                "group": f"plan-{place}",
                "group_name": "Aruma 2019-2022" if place < 2 else f"Plan {place}",  # two alike
                "code": code,
                "code_es": "Con un número",
                "code_en": "With a number",
                "plans": 1,
                "commitments": 10 + place,
                "share_pct": (share := 100.0 * place / (count - 1)),
                "low_pct": max(0.0, share - 20),
                "high_pct": min(100.0, share + 10 + place / 10),
                "method": "commitments",
                "with_coding_error": False,
            }
            for place in range(count)
            for code in ("measurable", "deadline")
        ]
    )


def originality() -> pl.DataFrame:
    rows = [("aruma-2018", 1_000, 700, 250, 50), ("belmor-2018", 1_000, 1_000, 0, 0)]
    names = ("words", "own_words", "reused_words", "boilerplate_words")
    return pl.DataFrame([plan(d) | dict(zip(names, row, strict=True)) for d, *row in rows])


def pairs() -> pl.DataFrame:
    first = plan() | {"passages": 3, "words": 1_250, "share_pct": 98.2, "longest": 1_000}
    rows = [first | {"other_id": "belmor-2018", "other_share_pct": 40.0}]
    rows += [
        plan()
        | {"passages": 1, "words": 20 + n, "share_pct": 2.0, "longest": 20 + n}
        | {"other_id": f"plan-{n}", "other_share_pct": 30.0 / n}
        for n in range(1, 15)
    ]
    return pl.DataFrame(
        [
            row | {"other_document": PLANS.get(row["other_id"], f"{row['other_id']} 2019-2022")}
            for row in rows
        ]
    )
