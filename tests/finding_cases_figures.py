"""Invented plans whose figures agree or do not, with what is to be found in each."""

from __future__ import annotations

from finding_plans import THREE, Case, district, promise, share, stat

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

OF_FIGURES: dict[str, Case] = {
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
    "two-values-fifty-times": Case(
        [stat("schools", 65 + 10 * (n % 2), unit="count", line=9 * n + 1) for n in range(50)],
        ("one_figure_two_values", "warning", "65; 75", None),
    ),
    "two-values-too-often": Case(
        [stat("schools", 65 + 10 * (n % 2), unit="count", line=9 * n + 1) for n in range(51)]
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
}
