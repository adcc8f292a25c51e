"""JSON: records of any shape as tables, and what is extracted from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.documents.markup import collapse
from planoteca.documents.tabular.records import is_json, read_json
from planoteca.errors import UnreadableDocument
from planoteca.extraction import extract
from planoteca.extraction.place import find_place
from tabular_files import BODY, TITLES, coded, texts

ITEM = {"problema": "Falta agua", "objetivo": "Dar agua", "meta": "Cavar 2 pozos"}
OTHER = {"problema": "Falta luz", "objetivo": "Dar luz", "meta": "Poner 4 postes"}


def test_a_nested_json_keeps_the_lines_of_the_file(vocabularies: Codebook) -> None:
    text = """{
 "partido": "Aruma Unida",
 "lugar": "Distrito de Lloclla, Aruma",
 "dimensiones": [
  {
   "nombre": "Dimensión Social",
   "items": [
    {
     "problema": "Falta agua",
     "objetivo": "Dar agua",
     "meta": "<p>Cavar 2 pozos</p>",
     "indicador": null
    }
   ]
  },
  {"nombre": "Ambiental", "items": [
    {"problema": "Basura", "objetivo": "Limpiar", "meta": "Comprar\\r\\n3 carros", "indicador": "n"}
  ]}
 ]
}
"""
    document = read_json(text.encode(), "plan", "0")
    (table,) = document.tables
    assert texts(table)[0] == ["dimensiones", "problema", "objetivo", "meta", "indicador"]
    assert [line.text for line in document.lines if line.number < table.line_start] == [
        "",
        "partido: Aruma Unida",
        "lugar: Distrito de Lloclla, Aruma",
        "",
        "",
    ]
    assert len(document.lines) == len(text.splitlines())
    rows = extract(document, vocabularies).commitments
    assert rows.select("dimension", "axis", "statement", "line_start").rows() == [
        ("social", "Dimensión Social", "Cavar 2 pozos", 11),
        ("environmental", "Ambiental", "Comprar", 17),
        ("environmental", "Ambiental", "3 carros", 17),
    ]
    assert (find_place(document, vocabularies) or ())[:2] == ("Lloclla", "district")


def test_a_json_without_line_breaks_gets_a_line_for_each_record() -> None:
    data = (
        b'{"partido":"Aruma Unida","filas":[{"problema":"a","meta":"b"},{"meta":"c"}],"fin":1.50}'
    )
    document = read_json(data, "plan", "0")
    assert [line.text for line in document.lines] == [
        "partido: Aruma Unida",
        "problema\tmeta",
        "a\tb",
        "\tc",
        "fin: 1.50",
    ]
    (table,) = document.tables
    assert texts(table) == [["problema", "meta"], ["a", "b"], ["", "c"]]
    assert (table.line_start, table.line_end) == (2, 4)
    assert table.rows[2][1].fragments[0].line_start == 4


@pytest.mark.parametrize(
    "value",
    [
        {"social": [ITEM], "economica": [OTHER]},
        {"plan": {"dimensionSocial": [ITEM], "dimensionEconomica": [OTHER]}},
        {"dimensiones": {"Dimensión Social": ITEM, "Dimensión Económica": OTHER}},
        [{"dimension": {"id": 1, "nombre": "Social"}, **ITEM}, {"dimension": "Economic", **OTHER}],
        [{"idPGDimension": 7, "strPGDimension": "SOCIAL", **ITEM}, {"eje": "x", **OTHER}],
        [["Dimensión", *ITEM], ["Social", *ITEM.values()], ["Económica", *OTHER.values()]],
        [{"name": "Social dimension", "targets": [ITEM]}, {"name": "Economía", "targets": [OTHER]}],
    ],
    ids=["siblings", "camel", "by_name", "object", "id_and_label", "grid", "unnamed_list"],
)
def test_shapes_of_json(value: Any, vocabularies: Codebook) -> None:
    document = read_json(json.dumps(value).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["statement"].to_list() == ["Cavar 2 pozos", "Poner 4 postes"]
    assert rows["problem"].to_list() == ["Falta agua", "Falta luz"]
    assert rows["dimension"][0] == "social"


def test_targets_in_a_list_are_one_commitment_each(vocabularies: Codebook) -> None:
    record = {**ITEM, "meta": ["Cavar 2 pozos. Con bomba.", "Poner 4 postes"]}
    document = read_json(json.dumps([record]).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["statement"].to_list() == ["Cavar 2 pozos. Con bomba.", "Poner 4 postes"]


def test_json_lines(vocabularies: Codebook) -> None:
    data = "\n".join(json.dumps(record) for record in (ITEM, OTHER)).encode()
    rows = extract(read_json(data, "plan", "0"), vocabularies).commitments
    assert rows["line_start"].to_list() == [1, 2]


def test_a_bare_code_of_a_dimension_is_not_guessed(vocabularies: Codebook) -> None:
    records = [{"idPGDimension": code, **ITEM} for code in (1, 2)]
    document = read_json(json.dumps(records).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["dimension"].to_list() == [None, None]
    assert rows["axis"].to_list() == ["1", "2"]
    assert rows["notes"].to_list() == [
        f"dimensión indicada solo por el código {code}" for code in (1, 2)
    ]


def test_columns_of_an_export_that_are_not_of_the_plan(vocabularies: Codebook) -> None:
    """Ids and metadata outnumber the columns of the plan."""
    meta = {f"strCampo{n}": f"valor {n}" for n in range(12)}
    records = [{"idPGMeta": 9, "idPGProblema": 3, **meta, **ITEM, "strUbigeo": "000000"}]
    document = read_json(json.dumps(records).encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows.select("problem", "statement").rows() == [("Falta agua", "Cavar 2 pozos")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": 1,}', r"line 1, column 9"),
        (b'{"a": 1\n "b": 2}', r"line 2, column 2"),
        (b'[{"a": "x', r"line 1"),
        (b'[{"a": 1}] hola', r"Extra data"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "nested"),
        (b"{}", "without any text"),
        (b"[[], {}]", "without any text"),
        (b"[1, 2, 3]", "without any text"),
        (b'{"a": "\0"}', "binary"),
    ],
)
def test_broken_json_says_where(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read_json(data, "plan.json", "0")
    assert caught.value.message.startswith("plan.json: ")


def test_what_strings_of_json_can_hide_is_left_out() -> None:
    data = b'[{"a\\u0000": "x\\ud83dy\\u0007", "b": 1e3, "c": 123456789012345678901234567890}]'
    (table,) = read_json(data, "plan", "0").tables
    assert texts(table) == [["a", "b", "c"], ["xy", "1e3", "123456789012345678901234567890"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\ufeff {"a": 1', True),
        ("[\n {", True),
        ('["a"]', True),
        ("[1] El plan", False),
        ("{plan}", False),
        ("Plan", False),
        ("", False),
    ],
)
def test_json_is_known_by_how_it_opens(text: str, expected: bool) -> None:
    assert is_json(text) == expected


@given(BODY, st.sampled_from([None, 0, 2]))
@settings(deadline=None)
@example([("b\n- c\n\nD", "x\r\ny", "É")], None)
def test_a_json_comes_back(body: list[tuple[str, ...]], indent: int | None) -> None:
    records = [dict(zip(TITLES, row, strict=True)) for row in body]
    (table,) = read_json(json.dumps(records, indent=indent).encode(), "plan", "0").tables
    expected = [TITLES, *([collapse(cell).replace("- ", "") for cell in row] for row in body)]
    assert texts(table) == expected


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=9), lambda inner: (
    st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
), max_leaves=25))  # fmt: skip
@settings(deadline=None)
def test_any_json_is_read_or_refused(value: Any) -> None:
    for indent in (None, 1):
        try:
            document = read_json(json.dumps(value, indent=indent).encode(), "plan", "0")
        except UnreadableDocument:
            continue
        numbers = [line.number for line in document.lines]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(1 <= t.line_start <= t.line_end <= len(numbers) for t in document.tables)
        assert all(len(row) == table.width for table in document.tables for row in table.rows)


@pytest.mark.parametrize(
    ("stem", "place"),
    [
        ("puno-municipal-distrital-somos-peru-017462", ("Ayapata", "district")),
        ("puno-municipal-provincial-ahora-nacion-020525", ("Azángaro", "province")),
    ],
)
def test_plans_of_2026(
    stem: str, place: tuple[str, str], shared: Path, vocabularies: Codebook
) -> None:
    data = (shared / "documents" / "tabular" / f"{stem}.json").read_bytes()
    document = read_json(data, stem, "0")
    items = [item for part in json.loads(data)["dimensiones"] for item in part["items"]]
    rows = coded(document, vocabularies)
    assert [row[1:] for row in rows] == [
        tuple(collapse(item[name]) for name in ("problema", "objetivo", "meta", "indicador"))
        for item in items
    ]
    assert {row[0] for row in rows} == {"social", "economic", "environmental", "institutional"}
    assert (find_place(document, vocabularies) or ())[:2] == place
    # The lines that a row cites are those of the file where its target is printed.
    lines = data.decode().splitlines()
    for row in extract(document, vocabularies).commitments.iter_rows(named=True):
        assert (
            json.dumps(row["statement"], ensure_ascii=False)[1:-1] in lines[row["line_start"] - 1]
        )
