"""Targets and where they start: invented codings, and the five plans by their hand coding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from databases import tables_of
from planoteca import database, places
from planoteca.arrow import ArrowStream
from planoteca.codebook import Codebook
from planoteca.places import Gazetteer
from planoteca.workspace import Workspace
from targets import figure, plan, target


@pytest.fixture(scope="module")
def gazetteer(project: Workspace) -> Gazetteer:
    return places.load(project.reference)


@pytest.fixture(scope="module")
def links(project: Workspace, vocabularies: Codebook, gazetteer: Gazetteer) -> Any:
    """A function: targets and figures of an invented plan to its links, as dicts."""

    def found(
        targets: list[dict[str, Any]], figures: list[dict[str, Any]], **changes: Any
    ) -> list[dict[str, Any]]:
        entry = replace(plan(targets, figures), **changes)
        with tables_of([entry], project, vocabularies, gazetteer) as connection:
            links = connection.sql("SELECT * FROM baseline_link ORDER BY commitment_id, position")
            return pl.DataFrame(ArrowStream(links)).to_dicts()

    return found


ANAEMIA = target("Reducir la anemia al 20 %.", 20, "reduce_to")
STUNTING = "Reducir la desnutrición crónica infantil al 20 %."
WATER = target("El 80 % de las viviendas tendrá agua potable.", 80, "achieve_share")


def test_a_figure_of_the_same_row_is_the_baseline(links: Any) -> None:
    row = ANAEMIA | {"baseline_value": 34.0, "baseline_unit": "percent"}
    row |= {"baseline_relation": "same"}
    (link,) = links([row], [figure("anaemia_rate", 34, year="2016", line_start=490)])
    assert link == {
        "commitment_id": "aruma-2018:manual:c0001",
        "position": 1,
        "statistic_id": "aruma-2018:manual:s0001",
        "indicator_id": "anaemia_rate",
        "baseline_value": 34,
        "baseline_unit": "percent",
        "baseline_year": 2016,
        "relation": "same",
        "method": "same_row",
    }


def test_a_figure_of_the_same_row_goes_before_one_elsewhere(links: Any) -> None:
    row = ANAEMIA | {"baseline_value": 34.0, "baseline_unit": "percent"}
    (link,) = links([row], [figure("anaemia_rate", 51)])
    assert (link["method"], link["baseline_value"], link["statistic_id"]) == ("same_row", 34, None)


def test_an_equal_figure_of_an_earlier_row_is_not_that_of_the_row(links: Any) -> None:
    earlier = target("Abrir el camal.", 1, "count", unit="count", problem="x", line_start=480)
    row = ANAEMIA | {"baseline_value": 34.0, "baseline_unit": "percent", "problem": "y"}
    (link,) = links([earlier, row], [figure("illiteracy_rate", 34, line_start=470)])
    assert link["statistic_id"] is None


def test_the_baseline_of_a_row_goes_to_the_quantity_it_measures(links: Any) -> None:
    statement = "Que el 90 % de las familias tenga huerto y reducir la anemia al 20 %."
    based = {"statement": statement, "baseline_value": 34.0, "baseline_unit": "percent"}
    garden = target(statement, 90, "achieve_share") | based
    anaemia = ANAEMIA | based | {"position": 2}
    found = links([garden, anaemia], [figure("anaemia_rate", 34, line_start=499)])
    assert [(row["position"], row["relation"]) for row in found] == [(2, "same")]


def test_a_start_level_in_the_promise_is_the_same_measure(links: Any) -> None:
    row = target("Reducir la anemia de 34 % a 20 %.", 20, "reduce_to", baseline_value=34.0)
    (link,) = links([row | {"baseline_unit": "percent"}], [])
    assert (link["relation"], link["indicator_id"]) == ("same", "anaemia_rate")


def test_a_statistic_of_the_same_indicator_is_the_baseline(links: Any) -> None:
    (link,) = links([ANAEMIA], [figure("anaemia_rate", 34, year="2016")])
    assert link["statistic_id"] == "aruma-2018:manual:s0001"
    assert (link["method"], link["relation"]) == ("same_indicator", "same")
    assert (link["baseline_value"], link["baseline_year"]) == (34, 2016)


def test_the_complement_of_the_indicator_is_the_baseline(links: Any) -> None:
    (link,) = links([WATER], [figure("water_no_access_rate", 68.5)])
    assert (link["method"], link["relation"]) == ("complement", "complement")
    assert (link["baseline_value"], link["indicator_id"]) == (68.5, "water_access_rate")


def test_the_indicator_itself_goes_before_its_complement(links: Any) -> None:
    figures = [figure("water_no_access_rate", 68.5), figure("water_access_rate", 31.5)]
    (link,) = links([WATER], figures)
    assert link["method"] == "same_indicator"


def test_the_latest_observed_year_counts(links: Any) -> None:
    figures = [
        figure("anaemia_rate", 40, year="2010"),
        figure("anaemia_rate", 34, year="2016"),
        figure("anaemia_rate", 25, year="2021", nature="projection"),
        figure("anaemia_rate", 6, year="2010-2016"),
    ]
    (link,) = links([ANAEMIA], figures)
    assert (link["baseline_value"], link["baseline_year"]) == (34, 2016)


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([figure("chronic_child_malnutrition_rate", 34)], id="another indicator"),
        pytest.param([figure("anaemia_rate", 34, place="Tarata")], id="another province"),
        pytest.param(
            [figure("anaemia_rate", 34, place_level="district")], id="district of the same name"
        ),
        pytest.param([figure("anaemia_rate", 34, place=None)], id="no place"),
        pytest.param([figure("anaemia_rate", 340, unit="people")], id="another unit"),
        pytest.param([figure("anaemia_rate", 34, population_group="rural")], id="a group"),
        pytest.param([figure("anaemia_rate", 34, nature="projection")], id="a projection"),
        pytest.param(
            [figure("anaemia_rate", 34), figure("anaemia_rate", 36)], id="two values, no year"
        ),
        pytest.param(
            [figure("anaemia_rate", 34, year="2016"), figure("anaemia_rate", 36, year="2016")],
            id="two values of one year",
        ),
        pytest.param(
            [figure("anaemia_rate", 34, year="2016"), figure("anaemia_rate", 36)],
            id="a value without a year may be the latest",
        ),
    ],
)
def test_nothing_is_guessed(figures: list[dict[str, Any]], links: Any) -> None:
    assert links([ANAEMIA], figures) == []


def test_a_complement_that_disagrees_leaves_it_open(links: Any) -> None:
    figures = [figure("water_no_access_rate", 68.5), figure("water_access_rate", 40)]
    assert links([WATER], figures) == []


def test_one_value_printed_twice_is_one_value(links: Any) -> None:
    figures = [figure("anaemia_rate", 34, line_start=80), figure("anaemia_rate", 34, line_start=50)]
    (link,) = links([ANAEMIA], figures)
    assert link["statistic_id"] == "aruma-2018:manual:s0002"


def test_a_group_is_linked_with_its_own_figure(links: Any) -> None:
    row = target("El 80 % de las viviendas rurales tendrá agua potable.", 80, "achieve_share")
    figures = [
        figure("water_access_rate", 60),
        figure("water_access_rate", 30, population_group="rural"),
    ]
    assert [link["baseline_value"] for link in links([row], figures)] == [30]
    assert [link["baseline_value"] for link in links([WATER], figures)] == [60]


@pytest.mark.parametrize(
    ("statement", "indicator", "group"),
    [
        # The indicator is defined on under-fives: neither side must say so.
        (STUNTING, "chronic_child_malnutrition_rate", None),
        (STUNTING, "chronic_child_malnutrition_rate", "under_5"),
        ("Reducir la anemia infantil al 20 %.", "anaemia_rate", "under_3"),
        ("Reducir la anemia infantil al 20 %.", "anaemia_rate", None),
        ("Reducir la anemia en menores de 3 años al 20 %.", "anaemia_rate", "under_3"),
    ],
)
def test_children_are_the_children_the_figure_is_of(
    statement: str, indicator: str, group: str | None, links: Any
) -> None:
    row = target(statement, 20, "reduce_to")
    assert len(links([row], [figure(indicator, 34, population_group=group)])) == 1


def test_children_in_poverty_are_not_the_poor(links: Any) -> None:
    row = target("Reducir la pobreza infantil al 20 %.", 20, "reduce_to")
    assert links([row], [figure("poverty_rate", 34)]) == []


def test_a_place_that_the_target_names_is_the_place(links: Any) -> None:
    row = target("Reducir la anemia al 20 % en el distrito de Curibaya.", 20, "reduce_to")
    own, there = figure("anaemia_rate", 34), figure("anaemia_rate", 50)
    there |= {"place": "Curibaya", "place_level": "district"}
    assert links([row], [own]) == []
    assert [link["baseline_value"] for link in links([row], [own, there])] == [50]
    short = target("Reducir la anemia al 20 % en Curibaya.", 20, "reduce_to")
    assert [link["baseline_value"] for link in links([short], [own, there])] == [50]


@pytest.mark.parametrize(
    ("statement", "value", "comparator", "indicator"),
    [
        ("El 100 % de niños con anemia recibe hierro.", 100, "achieve_share", "anaemia_rate"),
        ("Atender al 50 % de las mujeres víctimas de violencia.", 50, "achieve_share",
         "violence_against_women_rate"),
        ("Incrementar en 20 % la recaudación por agua potable.", 20, "increase_by",
         "water_access_rate"),
        ("Reducir en 30 % las fugas de agua potable.", 30, "reduce_by", "water_access_rate"),
        ("El 80 % de los distritos tendrá agua potable.", 80, "achieve_share", "water_access_rate"),
        ("El 80 % de las escuelas tendrá agua potable.", 80, "achieve_share", "water_access_rate"),
        ("Reducir la anemia al 20 % y la pobreza.", 20, "reduce_to", "poverty_rate"),
        ("Bajar al 20 % la anemia en la provincia de Tarata.", 20, "reduce_to", "anaemia_rate"),
        ("Bajar la anemia al 20 % en el distrito.", 20, "reduce_to", "anaemia_rate"),
    ],
)  # fmt: skip
def test_words_of_something_else_leave_a_target_alone(
    statement: str, value: float, comparator: str, indicator: str, links: Any
) -> None:
    assert links([target(statement, value, comparator)], [figure(indicator, 40)]) == []


def test_works_start_from_no_statistic(links: Any) -> None:
    row = WATER | {"measurability": "output"}
    assert links([row], [figure("water_access_rate", 40)]) == []


def test_each_of_two_targets_in_a_sentence_has_its_own_indicator(links: Any) -> None:
    statement = "Reducir la anemia al 20 % y el analfabetismo al 5 %."
    both = [target(statement, 20, "reduce_to"), target(statement, 5, "reduce_to", position=2)]
    found = links(both, [figure("illiteracy_rate", 15), figure("anaemia_rate", 34)])
    assert [(row["position"], row["baseline_value"]) for row in found] == [(1, 34), (2, 15)]


def test_a_lack_that_was_read_as_its_good_is_no_baseline(links: Any) -> None:
    sentence = "El 31,2 % de la población no tiene agua potable y 5 % carece de luz."
    misread = figure("water_access_rate", 31.2, value_text="31,2 %", context=sentence)
    assert links([WATER], [misread]) == []
    elsewhere = "El 31,2 % tiene agua potable y el 12 % no tiene luz."
    assert len(links([WATER], [misread | {"context": elsewhere}])) == 1


def test_a_plan_without_a_place_is_linked_with_nothing(links: Any) -> None:
    nowhere = dict.fromkeys(("place_id", "place_name", "level"))
    assert links([ANAEMIA], [figure("anaemia_rate", 34, place=None)], **nowhere) == []


def test_a_target_equal_to_the_figure_of_its_problem_is_no_start_level(links: Any) -> None:
    row = WATER | {"baseline_value": 80.0, "baseline_unit": "percent"}
    (link,) = links([row], [figure("water_no_access_rate", 80, line_start=490)])
    assert link["relation"] == "complement"


def test_the_links_of_the_five_plans(plans: Path) -> None:
    """Each was looked up in the text of its plan; no figure elsewhere measures another target."""
    sql = """
        SELECT
            baseline_link.commitment_id, indicator_id, baseline_value, value, relation,
            baseline_link.method
        FROM baseline_link
        JOIN plan_quantity USING (commitment_id, position)
        ORDER BY commitment_id, position
    """
    with database.reading(plans) as connection:
        assert connection.execute(sql).fetchall() == [
            ("espinar-2018:manual:c0001", "chronic_child_malnutrition_rate", 41, 12, "same",
             "same_row"),
            ("espinar-2018:manual:c0003", "water_sanitation_access_rate", 68.5, 80, "complement",
             "same_row"),
            ("espinar-2018:manual:c0004", None, 30, 50, "related", "same_row"),
            ("espinar-2018:manual:c0006", "road_passable_share", 51.98, 60, "complement",
             "same_row"),
        ]  # fmt: skip


def test_the_specimens_link_targets_with_figures_elsewhere(specimens: Path) -> None:
    """Each by hand is right; the machine finds the same ones in its own coding."""
    sql = """
        SELECT split_part(commitment_id, ':', 1), split_part(commitment_id, ':', 3), baseline_value
        FROM baseline_link
        WHERE method <> 'same_row' AND split_part(commitment_id, ':', 2) = ?
        ORDER BY ALL
    """
    expected = [
        ("aruma-propuestas", "c0001", 34.5),
        ("aruma-propuestas", "c0003", 72),
        ("aruma-tabla", "c0001", 34.5),
        ("aruma-tabla", "c0002", 48.3),
        ("aruma-tabla", "c0004", 1800),
    ]
    with database.reading(specimens) as connection:
        for method in ("manual", "automatic"):
            assert connection.execute(sql, [method]).fetchall() == expected
