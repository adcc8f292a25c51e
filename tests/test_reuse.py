"""Passages that invented plans share: what is found, how alike, and what is boilerplate."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from invented_words import changed, lines, words
from planoteca import reuse
from planoteca.reuse import differences, passages, shingles
from planoteca.reuse import words as word_arrays

OWN = {name: words(300, name) for name in "abcdefghijkl"}
PASSAGE = words(100, "passage")


def _passages(frame: pl.DataFrame) -> pl.DataFrame:
    return reuse.find([frame])["reused_passage"]


def test_a_passage_is_found_word_by_word_with_its_lines() -> None:
    frame = lines(a=[*OWN["a"], *PASSAGE], b=[*OWN["b"][:50], *PASSAGE, *OWN["b"][50:]])
    (row,) = _passages(frame).rows(named=True)
    assert row == {
        "document_id": "a",
        "line_start": 31,
        "line_end": 40,
        "words": 100,
        "other_id": "b",
        "other_line_start": 6,
        "other_line_end": 15,
        "other_words": 100,
        "similarity": 1.0,
        "kind": "copy",
    }


@pytest.mark.parametrize(("one_of", "similarity"), [(10, 0.9), (5, 0.8)])
def test_a_passage_with_changed_words_is_near(one_of: int, similarity: float) -> None:
    frame = lines(a=[*OWN["a"], *PASSAGE], b=[*OWN["b"], *changed(PASSAGE, one_of)])
    (row,) = _passages(frame).rows(named=True)
    assert row["kind"] == "near"
    assert row["similarity"] == pytest.approx(similarity, abs=0.02)
    assert row["words"] >= 90


def test_words_put_in_and_left_out_do_not_break_a_passage() -> None:
    other = [*PASSAGE[:40], *words(7, "put in"), *PASSAGE[40:70], *PASSAGE[75:]]
    (row,) = _passages(lines(a=[*OWN["a"], *PASSAGE], b=[*OWN["b"], *other])).rows(named=True)
    assert (row["words"], row["other_words"]) == (100, 102)
    assert row["similarity"] == pytest.approx(95 / 102, abs=0.03)


def test_case_accents_and_punctuation_make_no_difference() -> None:
    printed = [f"«{word.upper().replace('A', 'Á')}»," for word in PASSAGE]
    (row,) = _passages(lines(a=PASSAGE, b=printed)).rows(named=True)
    assert (row["words"], row["similarity"]) == (100, 1.0)


def test_what_is_short_or_only_alike_is_no_passage() -> None:
    mixed = [word for pair in zip(PASSAGE, words(100, "x"), strict=True) for word in pair]
    frame = lines(
        a=[*OWN["a"], *PASSAGE], b=[*OWN["b"], *PASSAGE[:15]], c=[*OWN["c"], *mixed], d=OWN["d"]
    )
    assert len(_passages(frame)) == 0


def test_no_passage_goes_on_into_the_next_plan() -> None:
    frame = lines(a=[*OWN["a"], *PASSAGE[:50]], b=[*PASSAGE[50:], *OWN["b"]], c=PASSAGE)
    found = {(row["document_id"], row["words"]) for row in _passages(frame).rows(named=True)}
    assert found == {("a", 50), ("b", 50)}


def test_plans_are_found_alike_however_the_lines_come() -> None:
    frame = lines(a=[*OWN["a"], *PASSAGE], b=[*OWN["b"], *changed(PASSAGE, 10)], c=PASSAGE)
    whole, parted = (reuse.find(parts) for parts in ([frame], frame.iter_slices(7)))
    assert all(whole[name].equals(parted[name]) for name in whole)


def test_matches_in_several_blocks_give_the_same_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lines(**{name: [*own, *PASSAGE] for name, own in list(OWN.items())[:4]})
    whole = _passages(frame)
    monkeypatch.setattr(passages, "_AT_ONCE", 20)
    assert len(whole) == 6
    assert _passages(frame).equals(whole)


def test_shingles_in_several_blocks_give_the_same_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = lines(**{name: [*own, *PASSAGE] for name, own in OWN.items()}, z=PASSAGE[:60])
    whole = reuse.find([frame])
    for module, size in ((shingles, "_BLOCK"), (passages, "_EXTENDED")):
        monkeypatch.setattr(module, size, 7)
    parted = reuse.find([frame])
    assert len(whole["boilerplate_passage"]) == len(OWN) + 1
    assert all(whole[name].equals(parted[name]) for name in whole)


def test_what_many_plans_have_is_boilerplate_and_not_shared_by_pairs() -> None:
    plans = {name: [*own[:99], *PASSAGE, *own[99:]] for name, own in OWN.items()}
    # Two plans happen to have the same words on both sides of it.
    plans["a"][94:99] = plans["b"][94:99]
    plans["a"][199:204] = plans["b"][199:204]
    found = reuse.find([lines(**plans)])
    assert len(found["reused_passage"]) == 0
    printed = found["boilerplate_passage"]
    assert printed["document_id"].to_list() == list(OWN)
    assert printed["boilerplate_id"].unique().to_list() == [1]
    assert printed["words"].min() >= 90
    counts = found["document_words"]
    assert counts["words"].to_list() == [400] * len(OWN)
    assert counts["reused_words"].sum() == 0
    assert counts["boilerplate_words"].min() >= 90


def test_words_of_two_pairs_count_once_in_their_plan() -> None:
    frame = lines(a=[*OWN["a"], *PASSAGE], b=PASSAGE, c=[*PASSAGE, *OWN["c"]])
    counts = reuse.find([frame])["document_words"]
    assert counts["reused_words"].to_list() == [100, 100, 100]


@pytest.mark.parametrize(("plans", "most"), [(2, 4), (100, 10), (15_000, 25)])
def test_how_many_plans_are_few(plans: int, most: int) -> None:
    assert shingles.most_plans(plans) == most


@pytest.mark.parametrize("text", ["", "···", "una sola", "tres palabras aquí"])
def test_plans_of_few_words_or_none(text: str) -> None:
    frame = pl.DataFrame({"document_id": ["a", "b"], "line": [1, 1], "text": [text, text]})
    for parts in ([], [frame]):
        found = reuse.find(parts)
        assert len(found["reused_passage"]) == len(found["boilerplate_passage"]) == 0


def test_what_stands_between_spaces_may_be_no_word_or_several() -> None:
    texts = ["sol,luz -- sol", "", "·", "luz\tsol\u00a0LUZ ", None]
    frame = pl.DataFrame(
        {"document_id": [*"aabbb"], "line": [1, 2, 3, 4, 5], "text": texts}, strict=False
    )
    found = word_arrays.read([frame])
    sun, light = found.codes[:2].tolist()
    assert found.codes.tolist() == [sun, light, sun, light, sun, light]
    assert found.lengths().tolist() == [3, 3]
    assert found.line_of(np.arange(6)).tolist() == [1, 1, 1, 4, 4, 4]


def test_numbers_of_words_do_not_depend_on_the_batch() -> None:
    first, second = lines(a=["árbol", "Sol", "luz"]), lines(b=["luz", "SOL", "arbol"])
    codes = word_arrays.read([first, second]).codes.tolist()
    assert codes[:3] == codes[:2:-1]


def test_differences_are_marked_on_both_sides() -> None:
    mine, theirs = differences.marked("Obras del distrito, 2019", "obras de la PROVINCIA: 2019.")
    assert mine == [("Obras", True), ("del distrito,", False), ("2019", True)]
    assert theirs == [("obras", True), ("de la PROVINCIA:", False), ("2019.", True)]
    assert differences.marked("", "a") == ([], [("a", False)])


def test_a_passage_that_a_plan_prints_again_is_not_its_own() -> None:
    own = [OWN["a"][start : start + 60] for start in range(0, 300, 60)]
    again = [word for part in own for word in (*PASSAGE, *part)]
    counts = reuse.find([lines(a=again, b=[*OWN["b"], *PASSAGE])])["document_words"]
    assert counts["words"].to_list() == [800, 400]
    # One shingle in two is looked at: a word or two at the ends of a passage may be missed.
    assert counts["reused_words"].to_list() == [pytest.approx(500, abs=25), 100]
    assert counts["reused_words"][0] <= 500


def test_words_printed_again_count_once_and_short_phrases_do_not() -> None:
    other = [*PASSAGE, *OWN["b"][:50], *PASSAGE[10:22], *OWN["b"][50:]]
    counts = reuse.find([lines(a=[*OWN["a"], *PASSAGE], b=other)])["document_words"]
    assert counts["reused_words"].to_list() == [100, 100]


def test_boilerplate_that_a_plan_prints_again_is_not_its_own() -> None:
    plans = {name: [*OWN[name], *PASSAGE] for name in "abcdefghijkl"}
    plans["a"] = [*PASSAGE, *plans["a"]]
    counts = reuse.find([lines(**plans)])["document_words"]
    assert counts["boilerplate_words"][0] == pytest.approx(200, abs=8)
    assert set(counts["reused_words"]) == {0}
