"""Official statistics of places: data/reference/statistics.csv."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from planoteca import official, places
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData
from planoteca.places import Gazetteer
from planoteca.workspace import Workspace

KEY = ("indicator_id", "year", "place_id")
HEADER = ",".join(official.COLUMNS)


@pytest.fixture(scope="module")
def gazetteer(project: Workspace) -> Gazetteer:
    return places.load(project.reference)


def test_every_problem_of_the_official_statistics_is_listed(
    vocabularies: Codebook, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    rows = [
        "2302,population,2017,6102,people,INEI",
        "9999,population,2017,1,people,INEI",
        "2302,happiness,2017,1,people,INEI",
        "2302,poverty_rate,17,twelve,cubits,",
        "2302,population,2017,6103,people,INEI",
        "2304,population,2017,6094,people,INEI,more",
    ]
    (tmp_path / "statistics.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    with pytest.raises(InvalidData) as caught:
        official.load(tmp_path, vocabularies, gazetteer)
    problems = [problem.split("statistics.csv:")[1] for problem in caught.value.problems]
    expected = [
        "3: place_id '9999' is not an INEI ubigeo", "4: indicator_id 'happiness' is not",
        "5: source is blank", "5: unit 'cubits' is not", "5: year '17': a year has four digits",
        "5: value 'twelve': write digits", "6: place_id, indicator_id, year are those of line 2",
        "7: more cells than columns",
    ]  # fmt: skip
    assert len(problems) == len(expected)
    for problem, start in zip(problems, expected, strict=True):
        assert problem.startswith(start)


def test_official_statistics_without_a_column_are_refused(
    vocabularies: Codebook, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    (tmp_path / "statistics.csv").write_text("place_id,year\n", "utf-8")
    with pytest.raises(InvalidData, match=r"statistics.csv:1: missing column\(s\) indicator_id"):
        official.load(tmp_path, vocabularies, gazetteer)


def test_the_official_statistics_hold_together(
    project: Workspace, vocabularies: Codebook, gazetteer: Gazetteer
) -> None:
    rows = official.load(project.reference, vocabularies, gazetteer)
    sizes = rows.filter(pl.col("indicator_id").is_in(["population", "area"]))
    values = {tuple(key): value for *key, value in sizes.select(*KEY, "value").rows()}
    for (indicator, year, place_id), value in values.items():
        whole = (indicator, year, place_id[:2] if len(place_id) == 4 else place_id[:4])
        assert value <= values.get(whole, value), f"{place_id} is larger than what it is part of"


def test_official_figures_of_districts_and_province_agree(
    project: Workspace, vocabularies: Codebook, gazetteer: Gazetteer
) -> None:
    rows = official.load(project.reference, vocabularies, gazetteer)
    # Of the provinces of the plans all districts are there, of others none.
    checked = 0
    for (indicator, _, name), part in rows.filter(
        pl.col("indicator_id") != "population", pl.col("place_id").str.len_chars() > 2
    ).group_by("indicator_id", "year", pl.col("place_id").str.head(4).alias("province")):
        districts = part.filter(pl.col("place_id") != name)["value"].to_list()
        whole = part.filter(pl.col("place_id") == name)["value"].item()
        if not districts:
            continue
        if indicator == "area":
            assert sum(districts) == pytest.approx(whole, abs=0.02), f"districts of {name}"
        else:
            assert min(districts) <= whole <= max(districts), f"{name} is a mean of its districts"
        checked += 1
    assert checked == 5 * 4


def test_every_province_has_its_need_and_none_is_poorer_than_poor(
    project: Workspace, vocabularies: Codebook, gazetteer: Gazetteer
) -> None:
    rows = official.load(project.reference, vocabularies, gazetteer)
    provinces = gazetteer.table.filter(level="province").select("place_id")
    wide = provinces.join(
        rows.filter(
            pl.col("indicator_id").is_in(["hdi", "poverty_rate", "extreme_poverty_rate"])
        ).pivot("indicator_id", index="place_id", values="value"),
        on="place_id",
        how="left",
    )
    assert wide["hdi"].null_count() == 0
    assert wide.filter(pl.col("poverty_rate").is_null())["place_id"].to_list() == ["1501"]
    assert wide["hdi"].is_between(0.2, 0.8).all()
    both = wide.drop_nulls()
    assert (both["extreme_poverty_rate"] < both["poverty_rate"]).all()
    assert both.select(pl.corr("hdi", "poverty_rate")).item() < -0.8
    of_regions = rows.filter(pl.col("place_id").str.len_chars() == 2, indicator_id="hdi")
    for region, value in of_regions.select("place_id", "value").rows():
        inside = wide.filter(pl.col("place_id").str.starts_with(region))["hdi"].to_list()
        assert min(inside) <= value <= max(inside), f"{region} is a mean of its provinces"
