"""Themes: the dictionary, how texts are matched against it, and the table of a build."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from databases import rows_of
from planoteca import codebook, theme_terms
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData
from planoteca.extraction.themes import Theme, ThemeFinder
from planoteca.workspace import Workspace

HEADER = "theme_id,term,exclude,note\n"
THEMES = ("health", "education", "nutrition", "waste_environment", "tourism", "other")
DICTIONARY = """\
health,salud,salud animal,
health,hospital*,hospitalidad,
education,educa*,,
education,nivel primario,,
waste_environment,educacion ambiental,,
nutrition,vaso de leche,,
nutrition,comida de la escuela,,
education,comida de la escuela,,
tourism,turis*,,
"""


def _terms(rows: str, tmp_path: Path) -> tuple[tuple[theme_terms.ThemeTerm, ...], list[str]]:
    path = tmp_path / "theme_terms.csv"
    path.write_text(HEADER + rows, "utf-8")
    problems: list[str] = []
    return theme_terms.load(path, THEMES, problems), problems


@pytest.fixture
def finder(tmp_path: Path) -> ThemeFinder:
    terms, problems = _terms(DICTIONARY, tmp_path)
    assert problems == []
    return ThemeFinder.of(terms)


@pytest.fixture(scope="session")
def real(vocabularies: Codebook) -> ThemeFinder:
    return ThemeFinder.of(vocabularies.theme_terms)


def _found(finder: ThemeFinder, text: str) -> dict[str, tuple[str, ...]]:
    return dict(finder.find(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mejorar la SALUD de Lloclla", {"health": ("SALUD",)}),
        ("Hospitales y un hospital", {"health": ("Hospitales", "hospital")}),
        ("Salud, salud y más salud", {"health": ("Salud",)}),
        ("Campaña de salud animal con hospitalidad", {}),
        ("Educación ambiental en Aruma", {"waste_environment": ("Educación ambiental",)}),
        ("Educación: ambientes nuevos", {"education": ("Educación",)}),
        ("El vaso de la leche", {"nutrition": ("vaso de la leche",)}),
        ("Un vaso con agua y leche", {}),
        (
            "Comida para la escuela",
            {"nutrition": ("Comida para la escuela",), "education": ("Comida para la escuela",)},
        ),
        ("NIVEL\nPRIMARIO", {"education": ("NIVEL\nPRIMARIO",)}),
        ("nivel", {}),
        ("", {}),
    ],
)
def test_terms_match_whatever_their_case_accents_inflection_and_function_words(
    finder: ThemeFinder, text: str, expected: Mapping[str, tuple[str, ...]]
) -> None:
    assert _found(finder, text) == expected


def test_the_best_supported_theme_comes_first_then_the_first_named(finder: ThemeFinder) -> None:
    text = "Turismo, educación y salud para hospitales"
    assert [theme for theme, _ in finder.find(text)] == ["health", "tourism", "education"]


def test_four_themes_at_most_are_kept(finder: ThemeFinder) -> None:
    text = "Salud, turismo, educación ambiental, vaso de leche y educadores"
    themes = [theme for theme, _ in finder.find(text)]
    assert themes == ["health", "tourism", "waste_environment", "nutrition"]


def test_objective_and_problem_count_only_where_the_statement_names_nothing(
    finder: ThemeFinder,
) -> None:
    texts = [("statement", "02 proyectos"), ("objective", None), ("problem", "Falta salud")]
    assert finder.themes(texts) == [Theme("health", ("salud",), "problem")]
    texts = [("statement", "Turismo"), ("objective", "Mejorar la salud")]
    assert finder.themes(texts) == [Theme("tourism", ("Turismo",), "statement")]
    assert finder.themes([("statement", "02 proyectos")]) == [Theme("other", (), None)]


ACCENTED = str.maketrans("aeioun", "áéíóúñ")


@given(
    st.lists(
        st.sampled_from(
            [
                *("agua", "potable", "canal", "de", "riego", "salud", "seguridad", "ciudadana"),
                *(
                    "educacion",
                    "ambiental",
                    "jovenes",
                    "mercado",
                    "turistico",
                    "obra",
                    "saneamiento",
                ),
                *("residuos", "solidos", "centros", "fisico", "legal", "y", "anexos"),
            ]
        ),
        max_size=12,
    ),
    st.data(),
)
def test_themes_do_not_depend_on_case_accents_or_punctuation(
    real: ThemeFinder, words: list[str], data: st.DataObject
) -> None:
    plain = " ".join(words)
    drawn = [
        data.draw(st.sampled_from([word, word.upper(), word.title(), word.translate(ACCENTED)]))
        for word in words
    ]
    separator = data.draw(st.sampled_from([" ", ", ", "\n", " «"]))
    assert [t for t, _ in real.find(separator.join(drawn))] == [t for t, _ in real.find(plain)]


@given(st.text(max_size=80))
def test_any_text_has_one_to_four_themes_whose_evidence_it_holds(
    real: ThemeFinder, text: str
) -> None:
    found = real.themes([("statement", text)])
    assert 1 <= len(found) <= 4
    assert len({theme.theme_id for theme in found}) == len(found)
    assert all(term in text for theme in found for term in theme.terms)
    assert all((theme.theme_id == "other") == (not theme.terms) for theme in found)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("healht,salud,,", "theme_id 'healht' is not in themes.csv"),
        ("other,cosas,,", "'other' is what no term matches; it takes no term"),
        ("health,,,", "term is blank"),
        ("health,Salud,,", "'Salud': write lower-case letters without accents"),
        ("health,médico,,", "'médico': write lower-case letters without accents"),
        ("health,*dico,,", "'*dico': write lower-case letters without accents"),
        ("health,sa*,,", "'sa*': sa* is too short; 3 letters before * at least"),
        ("health,de la,,", "'de la': function words alone are no term"),
        ("health,salud,vida sana,", "exclude 'vida sana' does not hold the term 'salud'"),
        ("health,salud,la salud,", "exclude 'la salud' is the term 'salud' itself"),
        ("health,salud,,\nhealth,la salud,,", "term 'la salud' of 'health' is already in line 2"),
        ("health,salud", "wrong number of cells"),
    ],
)
def test_a_term_that_cannot_be_used_is_named(row: str, problem: str, tmp_path: Path) -> None:
    terms, problems = _terms(f"{row}\n", tmp_path)
    assert len(problems) == 1
    line = 3 if "\n" in row else 2
    assert problems[0].startswith(f"{tmp_path / 'theme_terms.csv'}:{line}: ")
    assert problem in problems[0]
    assert len(terms) == line - 2


def test_the_codebook_reports_the_dictionary_with_the_rest(
    project: Workspace, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(project.codebook, tmp_path / "codebook"))
    (folder / "kinds.csv").unlink()
    (folder / "theme_terms.csv").write_text("theme_id,term\n", "utf-8")
    with pytest.raises(InvalidData) as caught:
        codebook.load(folder)
    text = "\n".join(caught.value.problems)
    assert f"{folder / 'kinds.csv'}: missing" in text
    assert f"{folder / 'theme_terms.csv'}:1: missing column(s) exclude, note" in text


def test_the_hash_of_the_codebook_follows_the_dictionary(
    project: Workspace, vocabularies: Codebook, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(project.codebook, tmp_path / "codebook"))
    with (folder / "theme_terms.csv").open("a", encoding="utf-8") as file:
        file.write("health,termometro*,,\n")
    assert codebook.load(folder).sha256 != vocabularies.sha256


def test_every_theme_but_other_has_terms_and_a_crosswalk(vocabularies: Codebook) -> None:
    themes = vocabularies["themes"].rows
    with_terms = {term.theme_id for term in vocabularies.theme_terms}
    assert with_terms == themes.keys() - {"other"}
    for theme, row in themes.items():
        crosswalks = [row["cap_topics"], row["sdgs"], row["budget_functions"]]
        assert all(crosswalks) == (theme != "other"), theme
        codes = [code for cell in crosswalks for code in cell.split(";") if code]
        assert all(code.isdecimal() for code in codes), theme
        assert row["budget_functions"].count(";") == row["budget_functions_es"].count(";"), theme
        assert all(1 <= int(goal) <= 17 for goal in row["sdgs"].split(";") if goal), theme


# What the codebook's own examples say, on sentences of ours.
CASES = {
    "Capacitar a los criadores de cuyes": {"livestock_fishing"},
    "Talleres para docentes de Lloclla": {"education"},
    "Educación ambiental para todos": {"waste_environment"},
    "Educación vial en la plaza": {"transport", "culture_sport"},
    "Casa del adulto mayor": {"vulnerable_groups"},
    "Becas para mujeres": {"education", "vulnerable_groups"},
    "Bajar la anemia infantil al 12 %": {"nutrition"},
    "Combatir la violencia familiar": {"vulnerable_groups"},
    "Combatir la violencia en las calles": {"public_safety", "transport"},
    "Planta de tratamiento de aguas residuales": {"water_sanitation"},
    "Relleno sanitario para residuos sólidos": {"waste_environment"},
    "Canales de riego de Chaupimayo": {"agriculture"},
    "Siembra y cosecha de agua": {"water_resources"},
    "Parque infantil de Sorapa": {"culture_sport"},
    "Cuidado de parques y jardines": {"waste_environment"},
    "Saneamiento físico legal de las viviendas": {"housing"},
    "Límites de los distritos": {"land_planning"},
    "Rendición de cuentas cada seis meses": {"transparency"},
    "Presupuesto participativo": {"participation"},
    "Actualizar los instrumentos de gestión": {"municipal_capacity"},
    "Defensas ribereñas del río Aruma": {"risk_climate", "water_resources"},
    "Diálogo con la empresa minera": {"participation", "mining"},
    "Electrificación de los anexos": {"energy"},
    "Mejorar la calidad de vida": set(),
}


@pytest.mark.parametrize("text", CASES)
def test_the_dictionary_follows_the_rules_of_the_codebook(real: ThemeFinder, text: str) -> None:
    assert set(_found(real, text)) == CASES[text]


def test_every_commitment_of_every_coding_has_its_themes(specimens: Path) -> None:
    assert rows_of(
        specimens,
        "SELECT count(*) FROM commitment WHERE commitment_id NOT IN "
        "(SELECT commitment_id FROM commitment_theme)",
    ) == [(0,)]
    shapes = rows_of(
        specimens,
        "SELECT commitment_id, list(position ORDER BY position), bool_or(theme_id = 'other') "
        "FROM commitment_theme GROUP BY commitment_id",
    )
    assert shapes
    for _, positions, has_other in shapes:
        assert positions in ([1], [1, 2], [1, 2, 3], [1, 2, 3, 4])
        assert not has_other or positions == [1]


def test_the_evidence_stands_in_the_text_it_is_said_to(plans: Path) -> None:
    rows = rows_of(
        plans,
        "SELECT t.terms, CASE t.found_in WHEN 'statement' THEN statement "
        "WHEN 'objective' THEN objective WHEN 'problem' THEN problem END "
        "FROM commitment_theme AS t JOIN commitment USING (commitment_id) "
        "WHERE theme_id <> 'other'",
    )
    assert len(rows) > 195
    for terms, text in rows:
        plain = unicodedata.normalize("NFC", str(text))
        assert all(term in plain for term in str(terms).split("; ")), (terms, text)
