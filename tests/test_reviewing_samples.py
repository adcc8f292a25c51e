"""Blind samples, agreement on them, and two coders settled into one coding."""

from __future__ import annotations

from pathlib import Path

import pytest

from planoteca import agreement, coding, scope
from planoteca.codebook import Codebook
from planoteca.errors import InvalidParameter
from planoteca.reviewing import measuring, opening, session
from planoteca.reviewing.fields import Refused
from planoteca.reviewing.session import DONE, OPEN
from reviews import choose_all, document, hand, keep, plan, promises, take


def test_the_same_seed_gives_the_same_sample(vocabularies: Codebook, tmp_path: Path) -> None:
    machine = promises(*[{} for _ in range(30)], numbers=[])
    found = plan(tmp_path, vocabularies, machine)
    drawn = {
        coder: [
            row.cells["line_start"]
            for row in opening.blind_units(found, coder, None, 10, seed).session.rows
        ]
        for coder, seed in {"ana": 1, "luis": 1, "rosa": 2}.items()
    }
    assert len(drawn["ana"]) == 10
    assert drawn["ana"] == sorted(drawn["ana"])
    assert drawn["ana"] == drawn["luis"] != drawn["rosa"]
    all_of_them = opening.blind_units(found, "all", None, 500, 1)
    assert len(all_of_them.session.rows) == 30
    with pytest.raises(InvalidParameter, match="sample of 0"):
        opening.blind_units(found, "none", None, 0, 1)


def test_half_of_the_pages_of_a_sample_hold_commitments() -> None:
    machine = promises(*[{} for _ in range(3)], numbers=[])  # on lines 10, 20 and 30
    read = document(lines=400, pages=40)
    drawn = scope.draw_passages(read, machine.commitments, 4, seed=1)
    pages = [each["page_start"] for each in drawn]
    assert pages == sorted(pages)
    assert len(set(pages) & {1, 2, 3}) == 2
    assert len(set(pages)) == 4
    assert drawn[0]["line_end"] - drawn[0]["line_start"] == 9
    few = scope.draw_passages(read, machine.commitments, 39, seed=1)
    assert len(few) == 39
    runs = scope.passages(document(lines=100))  # no pages
    assert [(run["line_start"], run["line_end"]) for run in runs] == [(1, 40), (41, 80), (81, 100)]


def test_agreement_of_a_blind_sample_is_about_the_sample_alone(
    vocabularies: Codebook, tmp_path: Path
) -> None:
    machine = promises(*[{} for _ in range(12)], numbers=[])
    found = plan(tmp_path, vocabularies, machine)
    opened = opening.blind_units(found, "luis", None, 4, 7)
    for n, row in enumerate(opened.session.rows):
        with pytest.raises(Refused) as refused:
            measuring.sides(opened)
        assert refused.value.message == "blind"
        assert refused.value.count == 4 - n
        other = {"measurability": "aspiration"} if n == 0 else {}
        keep(opened, choose_all(opened.session, vocabularies, row.key, **other))
    compared = measuring.compared(opened, *measuring.sides(opened))
    values = {
        (row["variable"], row["measure"]): row["value"]
        for row in compared.figures.filter(table="commitments").rows(named=True)
    }
    assert values["units", "f1"] == 1.0
    assert values["measurability", "equal"] == 0.75
    assert compared.disagreements["variable"].to_list() == ["measurability"]
    closed = measuring.sealed(opened)
    with pytest.raises(Refused, match="sealed"):
        session.step(closed, "undo", {}, hand(vocabularies))


def test_agreement_of_pages_read_blind_counts_what_was_missed_there(
    vocabularies: Codebook, tmp_path: Path
) -> None:
    machine = promises(*[{} for _ in range(8)], numbers=[])  # on lines 10, 20, ... 80
    read = document(lines=100, pages=5)
    opened = opening.blind_passages(plan(tmp_path, vocabularies, machine, read), "rosa", None, 5, 1)
    assert all(row.is_passage for row in opened.session.rows)
    missed = {"row": 1, "line_start": 10, "line_end": 10, "statement": "promesa 1"}
    now = take(opened.session, vocabularies, ("add", missed))
    added = now.position
    now = choose_all(now, vocabularies, added)
    for row in [row for row in now.rows if row.is_passage]:
        now = take(now, vocabularies, ("confirm", {"row": row.key}))
    keep(opened, now)
    compared = measuring.compared(opened, *measuring.sides(opened))
    units = {row["measure"]: row for row in compared.figures.filter(variable="units").to_dicts()}
    assert units["recall"]["value"] == pytest.approx(1 / 8)
    assert units["f1"]["value"] == pytest.approx(2 / 9)


def test_two_coders_who_differ_are_settled_row_by_row(
    vocabularies: Codebook, tmp_path: Path
) -> None:
    ana = promises({}, {"measurability": "output"}, {"deadline": "2021"}, {})
    luis = promises(
        {},
        {"measurability": "outcome"},
        {"deadline": "2022"},
        numbers=[{**each, "unit": "km"} for each in ana.quantities.to_dicts()],
    )
    found = plan(tmp_path, vocabularies, ana)
    for name, coded in {"ana": ana, "luis": luis}.items():
        coding.save(coded, found.folder(name))
        (found.folder(name) / "statistics.csv").unlink()
    opened = opening.adjudicate(found, "ana", "luis", with_texts=True)
    now = opened.session
    assert [row.state for row in now.rows] == [DONE, OPEN, OPEN, OPEN]
    assert [sorted(row.undecided) for row in now.rows] == [
        [],
        ["measurability", "quantities"],
        ["deadline"],
        ["presence"],
    ]
    now = take(
        now,
        vocabularies,
        ("take", {"row": 2, "side": "luis", "field": "measurability"}),
        ("take", {"row": 2, "side": "ana", "field": "quantities"}),
        ("set", {"row": 3, "field": "deadline", "value": "first_year"}),
        ("delete", {"row": 4}),
    )
    keep(opened, now)
    folder = found.folder("adjudicated")
    settled = coding.load(folder, vocabularies)
    assert settled.commitments["measurability"].to_list() == ["activity", "outcome", "activity"]
    assert settled.commitments["deadline"].to_list() == [None, None, "first_year"]
    assert settled.quantities["unit"].to_list() == ["count", "people"]
    lines = (folder / "decisions.csv").read_text("utf-8").splitlines()
    when = "ana,2026-01-01T00:00:00+00:00"
    assert lines[1:] == [
        f"2,measurability,ana,2,output,luis,2,outcome,outcome,{when}",
        "2,quantities,ana,2,12 count count; 300 people count,luis,2,12 km count; 300 km count,"
        f"12 count count; 300 people count,{when}",
        f"3,deadline,ana,3,2021,luis,3,2022,first_year,{when}",
        f",presence,ana,4,kept,luis,,,left out,{when}",
    ]
    assert not (folder / "scope.csv").exists()
    compared = measuring.compared(opened, *measuring.sides(opened))
    assert compared.disagreements.height == 5  # of the two, as they were before


def test_adjudicating_two_samples_covers_what_both_have(
    vocabularies: Codebook, tmp_path: Path
) -> None:
    machine = promises(*[{} for _ in range(9)], numbers=[])
    found = plan(tmp_path, vocabularies, machine)
    for coder, size in {"ana": 9, "luis": 3}.items():
        opened = opening.blind_units(found, coder, None, size, 1)
        for row in opened.session.rows:
            keep(opened, choose_all(opened.session, vocabularies, row.key))
    settled = opening.adjudicate(found, "ana", "luis", with_texts=True)
    assert len(settled.session.rows) == 3
    assert scope.load(settled.store.folder) is not None  # and claims nothing about the rest


def test_codings_of_a_scope_are_compared_on_it_by_the_command_too(
    vocabularies: Codebook, tmp_path: Path
) -> None:
    from planoteca.evaluation import agree
    from planoteca.workspace import Workspace

    root = Path(__file__).resolve().parents[1]
    found = plan(tmp_path, vocabularies, promises(*[{} for _ in range(9)], numbers=[]))
    coding.save(found.machine, tmp_path / "whole")  # type: ignore[arg-type]
    opened = opening.blind_units(found, "ana", None, 3, 1)
    for row in opened.session.rows:
        keep(opened, choose_all(opened.session, vocabularies, row.key))
    folders = str(tmp_path / "whole"), str(opened.store.folder)
    both = agree(Workspace(root), vocabularies, folders)
    figures = agreement.figures(both.comparison).filter(variable="units", table="commitments")
    assert figures["value"].to_list() == [1.0, 1.0, 1.0]
