"""Sessions of hand coding: steps and their inverse, and files that always load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planoteca import coding, scope
from planoteca.codebook import Codebook
from planoteca.errors import InvalidParameter, PlanotecaError
from planoteca.reviewing import context, opening, records, session, starting
from planoteca.reviewing.fields import JUDGED, Refused
from planoteca.reviewing.session import DELETED, DONE, OPEN, SKIPPED, Session
from planoteca.reviewing.starting import Sourced
from reviews import CHOICES, document, hand, plan, promises, take

THREE = promises({}, {"measurability": "output"}, {"dimension": None})
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ['a "b", c;\nd', "=1+1", "\ud800", "\x00\x1b[31m", "a\u2028b\x85c\x0bd", "<script>", "  "]
    ),
)
_ROWS = st.integers(0, 8)
_VALUES = {
    "kind": st.sampled_from(["target", "proposal", "nonsense"]),
    "measurability": st.sampled_from(["outcome", "aspiration", ""]),
    "accomplished": st.sampled_from(["true", "false", "maybe"]),
    "deadline": st.sampled_from(["2021", "end_of_term", "", "soon"]),
    "statement": TEXTS,
    "notes": TEXTS,
    "axis": TEXTS,
    "baseline_value": st.sampled_from(["12.5", "1,5", ""]),
    "themes": st.sampled_from([[], ["health"], ["health", "education"], ["other", "health"]]),
    "quantities": st.sampled_from(
        [
            [],
            [{"value": 5, "unit": "km", "comparator": "count"}],
            [{"value": "x", "unit": "km", "comparator": "count"}],
            [{"value": "7", "unit": "percent", "comparator": "reach", "subject": "a\u2028b"}],
        ]
    ),
    "where": st.sampled_from(
        [{"line_start": 4, "line_end": 5}, {"page_start": 1}, {}, {"line_start": 9, "line_end": 2}]
    ),
}
_STEPS = st.one_of(
    *(
        st.tuples(
            st.just("set"),
            st.fixed_dictionaries({"row": _ROWS, "field": st.just(name), "value": values}),
        )
        for name, values in _VALUES.items()
    ),
    *(
        st.tuples(st.just(name), st.fixed_dictionaries({"row": _ROWS}))
        for name in ("confirm", "skip", "delete", "move", "undo")
    ),
    st.tuples(
        st.just("split"), st.fixed_dictionaries({"row": _ROWS, "first": TEXTS, "second": TEXTS})
    ),
    st.tuples(
        st.just("add"),
        st.fixed_dictionaries(
            {
                "row": st.integers(1, 3),
                "line_start": st.integers(1, 40),
                "line_end": st.just(40),
                "statement": TEXTS,
            }
        ),
    ),
)


def _start() -> Session:
    return starting.reviewed(Sourced("automatic", THREE, {1: ["health"], 2: ["other"]}))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(_STEPS, max_size=12), is_blind=st.booleans())
def test_undo_is_the_inverse_and_what_is_coded_always_loads(
    steps: list[tuple[str, dict[str, Any]]],
    is_blind: bool,
    vocabularies: Codebook,
    tmp_path: Path,
) -> None:
    now = starting.blind_units(THREE.commitments) if is_blind else _start()
    for name, message in steps:
        before = now
        try:
            now = session.step(before, name, message, hand(vocabularies))
        except Refused:
            continue
        if name not in {"undo", "move"}:
            assert session.undo(now) == before
        assert records.from_json(records.to_json(now)) == now
        for file, text in records.files_of(now, "ana", is_sample=is_blind).items():
            path = tmp_path / file
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text, "utf-8", newline="")
        loaded = coding.load(tmp_path, vocabularies)
        assert len(loaded.commitments) == now.count(DONE)
        assert loaded.commitments["sequence"].to_list() == list(range(1, now.count(DONE) + 1))
        covered = scope.load(tmp_path)
        kept = scope.restrict(loaded, covered).commitments
        assert kept.equals(loaded.commitments)  # what is coded is within its own scope


def test_a_row_is_coded_once_nothing_is_undecided(vocabularies: Codebook) -> None:
    blind = starting.blind_units(THREE.commitments)
    assert set(blind.row(1).undecided) == set(JUDGED)
    for cells in (row.cells for row in blind.rows):
        assert {name: cells[name] for name in ("kind", "notes", "dimension", "axis")} == {
            "kind": None,
            "notes": None,
            "dimension": None,
            "axis": None,
        }
    with pytest.raises(Refused) as refused:
        take(blind, vocabularies, ("confirm", {}))
    assert set(refused.value.names) == set(JUDGED)
    *most, last = CHOICES
    for name in most:
        message = {"row": 1, "field": name, "value": CHOICES[name]}
        blind = take(blind, vocabularies, ("set", message))
        assert blind.row(1).state == OPEN
    blind = take(blind, vocabularies, ("set", {"field": last, "value": CHOICES[last]}))
    assert blind.row(1).state == DONE
    assert blind.row(1).cells["deadline"] is None  # "not stated" is a decision


def test_going_through_the_rows(vocabularies: Codebook) -> None:
    now = take(_start(), vocabularies, ("confirm", {}), ("skip", {}), ("delete", {}))
    assert [row.state for row in now.rows] == [DONE, SKIPPED, DELETED]
    now = take(now, vocabularies, ("delete", {"row": 3}))
    assert now.row(3).state == OPEN  # struck by mistake: it comes back
    now = take(now, vocabularies, ("set", {"row": 3, "field": "notes", "value": "a doubt"}))
    assert now.row(3).state == OPEN  # a note is no decision
    now = take(now, vocabularies, ("set", {"row": 3, "field": "dimension", "value": "economic"}))
    assert now.row(3).state == DONE
    assert now.row(3).by == "ana"
    assert now.row(3).at == "2026-01-01T00:00:00+00:00"


def test_splitting_sends_numbers_to_the_part_that_prints_them(vocabularies: Codebook) -> None:
    parts = {"row": 2, "first": "12 aulas", "second": "Capacitar a 300 docentes"}
    now = take(_start(), vocabularies, ("split", parts))
    first, second = now.rows[1], now.rows[2]
    assert [each["value"] for each in first.quantities] == [12]
    assert [(each["value"], each["position"]) for each in second.quantities] == [(300, 1)]
    assert [first.state, second.state] == [OPEN, OPEN]
    assert second.cells["line_start"] == first.cells["line_start"]
    with pytest.raises(Refused, match="both parts"):
        take(now, vocabularies, ("split", {"row": 1, "first": "all", "second": " "}))


def test_a_missed_commitment_stands_where_it_is_printed(vocabularies: Codebook) -> None:
    missed = {"row": 1, "line_start": 25, "line_end": 26, "statement": "Abrir un vivero"}
    now = take(_start(), vocabularies, ("add", missed))
    assert [row.key for row in now.rows] == [1, 2, 4, 3]
    added = now.row(4)
    assert added.cells["dimension"] == "social"  # of the row before it, under the same heading
    assert now.lacking(added) == ["measurability", "accomplished", "deadline", "quantities"]
    blind = starting.blind_units(THREE.commitments)
    assert set(take(blind, vocabularies, ("add", missed)).row(4).undecided) == set(JUDGED)
    with pytest.raises(Refused, match="give line_start"):
        take(now, vocabularies, ("add", {"row": 1, "statement": "nowhere"}))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ({"field": "kind", "value": "targt"}, "did you mean 'target'"),
        ({"field": "kind", "value": ""}, "kind is blank"),
        ({"field": "verbatim", "value": "x"}, "no column"),
        ({"field": "sequence", "value": "7"}, "no column"),
        ({"field": "deadline", "value": "20x"}, "or a year"),
        ({"field": "themes", "value": ["other", "health"]}, "stands alone"),
        ({"field": "themes", "value": "health"}, "a list"),
        ({"field": "quantities", "value": [{"value": "1,5"}]}, "1: value '1,5' is not a plain"),
        ({"field": "quantities", "value": ["x"]}, "a quantity has"),
        ({"field": "where", "value": {"line_start": 3}}, "go together"),
        ({"row": 99, "field": "kind", "value": "target"}, "no row 99"),
    ],
)
def test_wrong_values_are_refused_with_what_is_allowed(
    message: Mapping[str, Any], told: str, vocabularies: Codebook
) -> None:
    with pytest.raises(Refused) as refused:
        take(_start(), vocabularies, ("set", dict(message)))
    assert told in str(refused.value)


def test_the_scope_grows_with_what_is_decided_and_ends_with_the_whole(
    vocabularies: Codebook,
) -> None:
    now = take(_start(), vocabularies, ("confirm", {}), ("delete", {}))
    covered = records.scope_of(now, is_sample=False)
    assert covered is not None
    assert covered["statement"].to_list() == ["promesa 1", "promesa 2"]
    now = take(now, vocabularies, ("confirm", {}))
    assert records.scope_of(now, is_sample=False) is None
    sampled = records.scope_of(now, is_sample=True)
    assert sampled is not None
    assert len(sampled) == 3


def test_who_cannot_be_found_or_called_so(vocabularies: Codebook, tmp_path: Path) -> None:
    found = plan(tmp_path, vocabularies, THREE)
    for name in ("manual", "adjudicated", "Ana", "../x", ""):
        with pytest.raises(InvalidParameter, match="coder"):
            opening.review(found, name)
    with pytest.raises(PlanotecaError, match="no coding of commitments by 'nobody'"):
        opening.review(found, "ana", "nobody")
    with pytest.raises(InvalidParameter, match="both coders"):
        opening.adjudicate(found, "automatic", "automatic", with_texts=True)


def test_the_words_of_a_statement_are_marked_where_they_stand() -> None:
    read = document(lines=3).lines
    lines = [
        read[0],
        type(read[0])(2, "12 | • Construir la POSTA", None),
        type(read[0])(3, "de Lloclla. | otra celda", None),
    ]
    marks = context.marks(lines, "Construir la posta de Lloclla.")
    assert {
        number: [lines[number - 1].text[a:b] for a, b in spans] for number, spans in marks.items()
    } == {
        2: ["Construir la POSTA"],
        3: ["de Lloclla"],
    }
    assert context.marks(lines, "A health post will be built in the village") == {}
    assert context.marks([], "x") == {}
