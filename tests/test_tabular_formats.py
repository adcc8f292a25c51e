"""Every tabular format gives the same commitments, whatever its columns or fields are called."""

from __future__ import annotations

import pytest

from planoteca.codebook import Codebook
from planoteca.documents.tabular.delimited import read_csv
from planoteca.documents.tabular.names import spelled_out
from planoteca.extraction import extract
from planoteca.extraction.columns import title_role
from planoteca.extraction.headings import find_dimension
from planoteca.extraction.lexicon import Lexicon
from tabular_files import ENGLISH, FORMATS, JNE_2021, JNE_2026, ROWS, SNAKE, SPANISH, coded, grid


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "titles", [SPANISH, ENGLISH, JNE_2021, JNE_2026, SNAKE], ids=lambda t: t[1]
)
def test_every_format_and_naming_gives_the_same_commitments(
    kind: str, titles: tuple[str, ...], vocabularies: Codebook
) -> None:
    write, read = FORMATS[kind]
    language = "english" if titles is ENGLISH else "spanish"
    document = read(write(grid(titles, language)), "plan", "0")
    assert coded(document, vocabularies) == ROWS


@pytest.mark.parametrize("kind", FORMATS)
def test_lines_are_numbered_and_hold_the_tables(kind: str) -> None:
    write, read = FORMATS[kind]
    document = read(write(grid(SPANISH)), "plan", "abc")
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert document.sha256 == "abc"
    (table,) = document.tables
    for row in table.rows:
        for cell in row:
            for fragment in cell.fragments:
                assert table.line_start <= fragment.line_start <= fragment.line_end
                assert fragment.line_end <= table.line_end <= len(document.lines)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("strPGProblema", "str PG Problema"),
        ("txPgMeta", "tx Pg Meta"),
        ("objetivo_estrategico", "objetivo estrategico"),
        ("dimensionEconomica", "dimension Economica"),
        ("metaAl2030", "meta Al 2030"),
        ("linea-base", "linea base"),
        ("METAS", "METAS"),
        ("Meta al 2030", "Meta al 2030"),
        ("iniciación", "iniciación"),
    ],
)
def test_names_of_fields_as_words(name: str, words: str) -> None:
    assert spelled_out(name) == words


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("strPGProblema", "problem"),
        ("txPgObjetivo", "objective"),
        ("idPGDimension", "dimension_code"),
        ("dimension_id", "dimension_code"),
        ("Código de la dimensión", "dimension_code"),
        ("nombreDimension", "dimension"),
        ("meta_id", "number"),
        ("idPGMeta", "number"),
        ("meta_2030", "target"),
        ("metaAl2030", "target"),
        ("Target by 2030", "target"),
        ("Goals", "target"),
        ("Baseline", "baseline"),
        ("Línea de base", "baseline"),
        ("Deadline", "deadline"),
        ("PlazoEjecucion", "deadline"),
        ("Strategic objective", "objective"),
        ("Means of verification", "indicator"),
        ("unidadOrganica", "responsible"),
        ("strOrganizacion", None),
        ("ubigeo", None),
        ("presentacionMeta", None),
    ],
)
def test_roles_of_titles_and_fields(title: str, role: str | None, vocabularies: Codebook) -> None:
    assert title_role(title, Lexicon.of(vocabularies)) == role


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("Environmental dimension", "environmental"),
        ("economic", "economic"),
        ("Economic development", "economic"),
        ("Social dimension", "social"),
        ("INSTITUTIONAL", "institutional"),
        ("Territorial and environmental", "environmental"),
        ("1. Dimensión Social", "social"),
        ("3", None),
    ],
)
def test_dimensions_of_a_column(text: str, dimension: str | None, vocabularies: Codebook) -> None:
    assert find_dimension(text, Lexicon.of(vocabularies), bare=True) == dimension


def test_a_baseline_is_the_indicator_where_there_is_no_other(vocabularies: Codebook) -> None:
    text = "Problema,Meta,Línea de base{}\nFalta agua,Cavar 2 pozos,1 pozo{}\n"
    alone = read_csv(text.format("", "").encode(), "plan", "0")
    beside = read_csv(text.format(",Indicador", ",Pozos").encode(), "plan", "0")
    assert extract(alone, vocabularies).commitments["indicator_text"][0] == "1 pozo"
    assert extract(beside, vocabularies).commitments["indicator_text"][0] == "Pozos"
