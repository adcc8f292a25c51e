"""CSV: told from prose by its shape, read into tables, and what is extracted from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planoteca.codebook import Codebook
from planoteca.documents.tabular.delimited import is_csv, read_csv
from planoteca.errors import UnreadableDocument
from planoteca.extraction import extract
from planoteca.extraction.period import find_period
from planoteca.extraction.place import find_place
from tabular_files import BODY, FORMATS, TITLES, texts


def test_a_csv_of_a_spreadsheet(vocabularies: Codebook) -> None:
    """Titles above, several tables, Windows letters, cells of several lines, Excel's hint."""
    text = (
        "sep=;\r\n"
        "Plan de gobierno 2027-2030 del distrito de Lloclla;;;\r\n"
        ";;;\r\n"
        "DIMENSIÓN SOCIAL;;;\r\n"
        "Problema;Objetivo;Meta al 2028;Indicador\r\n"
        'Falta agua;Dar agua;"- Instalar 3 bombas\r\n- Cavar 2 pozos";"Bombas, pozos"\r\n'
        ";;Formar 5 vigilantes\r\n"
        ";;;\r\n"
        "DIMENSIÓN ECONÓMICA;;;\r\n"
        "Problema;Objetivo;Meta;Indicador\r\n"
        "No hay feria;Vender;Abrir 1 feria;Ferias\r\n"
    )
    assert is_csv(text)
    document = read_csv(text.encode("cp1252"), "plan.txt", "0")
    assert document.media_type == "text/csv"
    assert document.lines[1].text == "Plan de gobierno 2027-2030 del distrito de Lloclla"
    assert document.lines[4].text == "Problema;Objetivo;Meta al 2028;Indicador"
    assert [(t.line_start, t.line_end) for t in document.tables] == [(5, 8), (11, 12)]
    rows = extract(document, vocabularies).commitments
    assert rows.select("statement", "dimension", "problem", "deadline", "line_start").rows() == [
        ("Instalar 3 bombas", "social", "Falta agua", "2028", 6),
        ("Cavar 2 pozos", "social", "Falta agua", "2028", 6),
        ("Formar 5 vigilantes", "social", "Falta agua", "2028", 8),
        ("Abrir 1 feria", "economic", "No hay feria", None, 12),
    ]
    assert (find_place(document, vocabularies) or ())[:2] == ("Lloclla", "district")
    assert find_period(document) == (2027, 2030)


@pytest.mark.parametrize(
    "text",
    [
        "Problema;Meta\nFalta agua;Instalar 3 bombas\n",
        '\ufeff"Problema","Meta"\n"Falta agua, y luz","Instalar ""3"" bombas"\n',
        "Plan\n\nProblema|Meta\nFalta agua|3 bombas\n",
        "Problema, Objetivo, Meta\nFalta agua, Dar agua, 3 bombas\nNo hay luz, Dar luz, 2 postes\n",
        'Problema\tMeta\n"Falta\nagua"\t3 bombas\n',
    ],
)
def test_delimited_data_is_known_by_its_shape(text: str) -> None:
    assert is_csv(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Una sola línea",
        "Lloclla, 3 de mayo\nSeñor alcalde, presente\n",
        "Agua, luz y caminos.\nSalud, escuela y trabajo.\nFerias, canales y pozos.\n",
        "El plan, que sigue, tiene metas; son tres:\nuna, dos, tres; nada más.\n",
        "| Problema | Meta |\n|---|---|\n| Agua | 3 bombas |\n",
        "Problema\tMeta\nFalta agua\t3 bombas\n",  # tabs are the text reader's
        "1.\tUno\n2.\tDos\n",
        "Nombre: Aruma; Año: 2026\nCargo: alcalde; Lista: 3\n",
        "agua;luz;agua\nsalud;escuela;trabajo\n",  # titles differ
    ],
)
def test_prose_is_no_csv(text: str) -> None:
    assert not is_csv(text)


def test_texts_of_the_project_are_no_csv(shared: Path) -> None:
    for path in (shared / "documents" / "text").glob("*.txt"):
        assert not is_csv(path.read_text("utf-8-sig")), path


def test_unbalanced_quotes_are_letters() -> None:
    (table,) = read_csv(b'Problema;Meta\nPozo de 3" de ancho;"Abrir\nb;c\n', "x", "0").tables
    assert texts(table) == [
        ["Problema", "Meta"],
        ['Pozo de 3" de ancho', '"Abrir'],
        ["b", "c"],
    ]


def test_a_text_without_columns_is_no_csv() -> None:
    with pytest.raises(UnreadableDocument, match="no delimiter"):
        read_csv(b"Hola\nmundo\n", "plan.csv", "0")


def test_a_deadline_column_goes_before_the_header(vocabularies: Codebook) -> None:
    text = (
        "problema,objetivo,meta_2030,plazo\n"
        "Falta luz,Dar luz,Poner 4 postes,2028\n"
        "Falta luz,Dar luz,Poner 5 postes,en el primer año\n"
        "Falta luz,Dar luz,Poner 6 postes,\n"
        "Falta luz,Dar luz,Poner 7 postes al 2029,2028\n"
    )
    document = read_csv(text.encode(), "plan", "0")
    rows = extract(document, vocabularies).commitments
    assert rows["deadline"].to_list() == ["2028", "first_year", "2030", "2029"]


@given(BODY, st.sampled_from(["csv", "csv_semicolon", "csv_tab", "csv_bar"]))
@settings(deadline=None)
def test_a_csv_comes_back(body: list[tuple[str, ...]], kind: str) -> None:
    write, read = FORMATS[kind]
    rows = [TITLES, *map(list, body)]
    (table,) = read(write(rows), "plan", "0").tables
    assert texts(table) == rows


@given(st.text(st.sampled_from("ab ,;|\t\"'\n.1Á"), max_size=80))
@settings(deadline=None)
def test_any_text_is_csv_or_not(text: str) -> None:
    if is_csv(text):
        document = read_csv(text.encode(), "plan", "0")
        assert document.tables
        assert all(len(row) == table.width for table in document.tables for row in table.rows)
