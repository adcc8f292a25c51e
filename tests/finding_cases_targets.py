"""Invented plans whose targets, headings and print agree or do not, with what is to be found."""

from __future__ import annotations

from typing import Any

from finding_plans import IN_LIST, Case, promise, share, stat


def cells(*problems: str) -> list[Any]:
    return [
        promise(f"Hacer la obra {n}", 1, "count", unit="count", problem=problem, axis="EJE SOCIAL")
        for n, problem in enumerate(problems)
    ]


LETTERS = "abcdefghijklmnopqrstuvwxyz"

OF_TARGETS: dict[str, Case] = {
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
    "targets-of-many-words": Case(
        [
            promise(" ".join(f"{letter * 3}{start}" for letter in LETTERS), 20 + n, "reduce_to")
            for n, start in enumerate(("aa", "oo"))
        ]
    ),
    "target-in-too-many-rows": Case(
        [promise("Reducir la anemia infantil", n, "reduce_to", **IN_LIST) for n in range(1, 62)]
        + [promise("Reducir la anemia infantil", n, "reduce_to") for n in range(100, 300)]
        + [promise("Reducir la anemia infantil", n, "reduce_to") for n in range(300, 341)]
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
