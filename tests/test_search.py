"""Keywords in context: `planoteca search`, planoteca.search and query `search`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planoteca
from planoteca.errors import InvalidParameter, PlanotecaError, UnknownName

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = [
    "Falta agua en la parte alta; el AGUA",
    "potable llega a pocos. El año pasado",
    "la señora alcaldesa habló del desagüe,",
    "",
    "del agua",
    "",
    "potable y de la desnutrición infantil (34,5 %).",
    "Aguardan 12 obras. \x1b[31mrojo",
]


@pytest.fixture(scope="session")
def written(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five plans, one of them with lines that we made up."""
    path = tmp_path_factory.mktemp("lines") / "plans.duckdb"
    shutil.copyfile(plans, path)
    rows = [("ilo-2018", number, 1, text) for number, text in enumerate(WRITTEN, 1)]
    with duckdb.connect(path) as connection:
        connection.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", rows)
    return path


def _found(path: Path, text: str, **options: Any) -> list[tuple[int, str]]:
    options = {"document_id": "ilo-2018", **options}
    rows = planoteca.search(text, database_path=path, **options)
    return list(rows.select("line", "keyword").iter_rows())


def test_accents_and_case_do_not_count(written: Path) -> None:
    assert _found(written, "ANO") == _found(written, "año") == [(2, "año")]
    assert _found(written, "desnutricion") == [(7, "desnutrición")]
    assert _found(written, "desagüe") == _found(written, "desague") == [(3, "desagüe")]


def test_words_are_whole_unless_there_is_a_wildcard(written: Path) -> None:
    assert _found(written, "agua") == [(1, "agua"), (1, "AGUA"), (5, "agua")]
    assert _found(written, "agua*") == [*_found(written, "agua"), (8, "Aguardan")]
    assert _found(written, "se?ora") == [(3, "señora")]
    assert _found(written, "or") == []


def test_a_phrase_goes_on_in_the_next_line_but_not_over_a_blank_one(written: Path) -> None:
    assert _found(written, "agua potable") == [(1, "AGUA potable")]
    assert _found(written, "el agua potable llega") == [(1, "el AGUA potable llega")]


def test_the_words_around(written: Path) -> None:
    row = planoteca.search(
        "agua potable", context=3, document_id="ilo-2018", database_path=written
    ).row(0, named=True)
    assert (row["left"], row["right"]) == ("parte alta; el", "llega a pocos.")
    bare = planoteca.search("señora", context=0, database_path=written).row(0, named=True)
    assert (bare["left"], bare["keyword"], bare["right"]) == ("", "señora", "")


def test_the_words_around_are_without_markup(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "plans.duckdb"
    shutil.copyfile(written, path)
    marked = [
        "<p>Mejorar la calidad de vida.</p>",
        '<ul style="list-style: none"> <li>Ampliar la red de',
        "<strong>alcantarillado</strong> &amp; 3 &lt; 5 barrios</li>",
        "</ul> <p>Sin costo</p>",
    ]
    with duckdb.connect(path) as connection:
        connection.executemany(
            "INSERT INTO line VALUES ('ilo-2018', ?, 2, ?)", list(enumerate(marked, 20))
        )
    for text, is_regex in [("alcantarillado", False), ("alcantarillad.", True)]:
        (row,) = planoteca.search(
            text, is_regex=is_regex, document_id="ilo-2018", database_path=path
        ).rows(named=True)
        assert row["left"] == "la calidad de vida. Ampliar la red de"
        assert (row["keyword"], row["right"]) == ("alcantarillado", "& 3 < 5 barrios Sin costo")
    printed = planoteca.sql("SELECT text FROM line WHERE page = 2", database_path=path)
    assert printed["text"].to_list() == marked


def test_regular_expressions(written: Path) -> None:
    assert _found(written, r"\d+(,\d+)? ?%", is_regex=True) == [(7, "34,5 %")]
    assert _found(written, "AGUA|desag", is_regex=True) == [
        *((1, "agua"), (1, "AGUA"), (3, "desag"), (5, "agua"), (8, "Agua"))
    ]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"agua$", [(1, "AGUA"), (5, "agua")]),  # though other lines follow
        (r"^potable", [(2, "potable"), (7, "potable")]),
        (r"(?-i)AGUA\s+potable", []),  # not over lines
        (r"\p{L}{12,}", [(7, "desnutrición")]),
        (r"[[:digit:]]{2}", [(7, "34"), (8, "12"), (8, "31")]),
        (r"desag|x*", [(3, "desag")]),
    ],
)
def test_regular_expressions_are_those_of_re2_within_a_line(
    written: Path, pattern: str, found: list[tuple[int, str]]
) -> None:
    assert _found(written, pattern, is_regex=True) == found


def test_the_words_around_a_regular_expression(written: Path) -> None:
    found = planoteca.search(
        r"desag.e,$", context=3, is_regex=True, document_id="ilo-2018", database_path=written
    ).row(0, named=True)
    assert (found["left"], found["keyword"]) == ("alcaldesa habló del", "desagüe,")
    assert found["right"] == "del agua"


def test_marks_in_a_search_are_no_regular_expression(written: Path) -> None:
    assert _found(written, "(34,5") == [(7, "(34,5")]
    assert _found(written, "alt.") == []


def test_statements_of_plans_whose_lines_are_not_at_hand(written: Path) -> None:
    found = planoteca.search("agua", database_path=written)
    sources = set(found.select("document_id", "source").iter_rows())
    assert ("ilo-2018", "line") in sources
    assert {source for plan, source in sources if plan != "ilo-2018"} == {"statement"}
    assert ("ilo-2018", "statement") not in sources
    statements = planoteca.search("agua", source="statement", database_path=written)
    assert "ilo-2018" in statements["document_id"]
    assert statements["commitment_id"].null_count() == 0
    whole = planoteca.query("commitment_list", database_path=written)
    expected = whole.filter(pl.col("statement").str.contains(r"(?i)\bagua\b"))
    assert set(statements["commitment_id"]) == set(expected["commitment_id"])


def test_filters(written: Path) -> None:
    everywhere = planoteca.search("agua", source="statement", database_path=written)
    for name in ("place_id", "department", "organisation", "dimension_id"):
        known = planoteca.sql(
            "SELECT DISTINCT commitment_id, place_id, department, document.organisation, "
            "dimension_id FROM plan_commitment JOIN document USING (document_id, place_id) "
            "JOIN place USING (place_id)",
            database_path=written,
        ).join(everywhere.select("commitment_id").unique(), on="commitment_id")
        value = known[name].drop_nulls()[0]
        found = planoteca.search("agua", source="statement", database_path=written, **{name: value})
        expected = known.filter(pl.col(name) == value)["commitment_id"]
        assert set(found["commitment_id"]) == set(expected), name


def test_lines_under_headings_of_a_dimension(specimens: Path) -> None:
    cited = planoteca.sql(
        "SELECT document_id, line_start AS line, dimension_id FROM plan_commitment "
        "WHERE dimension_id IS NOT NULL AND line_start IS NOT NULL",
        database_path=specimens,
    )
    social = planoteca.search("*", dimension_id="social", at_most=9999, database_path=specimens)
    # Every commitment of another dimension stands outside the lines found, as its headings say.
    wrong = cited.filter(pl.col("dimension_id") != "social").join(
        social.select("document_id", "line").unique(), on=["document_id", "line"]
    )
    assert len(social) > 0
    assert len(wrong) == 0


def test_no_more_than_asked_and_how_many_there_are(written: Path) -> None:
    found = planoteca.search("agua", document_id="ilo-2018", at_most=1, database_path=written)
    assert found["line"].to_list() == [1, 1]
    assert set(found["found"]) == {2}


@pytest.mark.parametrize(
    ("text", "options", "error", "says"),
    [
        (" ", {}, InvalidParameter, "needs a word"),
        ("(", {"is_regex": True}, InvalidParameter, "cannot be read"),
        ("(?=a)", {"is_regex": True}, InvalidParameter, "cannot be read: invalid perl operator"),
        ("agua", {"context": -1}, InvalidParameter, "0 to 50"),
        ("agua", {"document_id": "nowhere"}, UnknownName, "nowhere"),
        ("agua", {"source": "lines"}, InvalidParameter, "line"),
        ("agua", {"organisation": "Nadie"}, UnknownName, "Nadie"),
        ("agua", {"at_most": 0}, InvalidParameter, "at_most"),
    ],
)
def test_mistakes_are_told(
    written: Path, text: str, options: dict[str, Any], error: type[PlanotecaError], says: str
) -> None:
    with pytest.raises(error, match=re.escape(says)):
        planoteca.search(text, database_path=written, **options)


LETTERS = st.text("abcnñouáéíóúüÁÑxyz", min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(LETTERS, min_size=1, max_size=3), upper=st.booleans())
def test_a_phrase_is_found_however_it_is_accented(words: list[str], upper: bool) -> None:
    macros = (ROOT / "queries" / "schema" / "macros.sql").read_text("utf-8")
    printed = " ".join(words)
    asked = unicodedata.normalize("NFD", printed).encode("ascii", "ignore").decode()
    with duckdb.connect() as connection:
        connection.execute(macros)
        found = connection.execute(
            "SELECT regexp_matches(?, search_alone(search_phrase(search_words(?))))",
            [f"x, {printed.upper() if upper else printed}.", asked],
        ).fetchall()
    assert found == [(True,)]


def _search(*arguments: str, database: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from planoteca.cli import main; main()", "search"]
    return subprocess.run(
        [*command, *arguments, "--database", str(database)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_shows_keywords_below_each_other(written: Path) -> None:
    done = _search("agua", "--document-id", "ilo-2018", "--context", "2", database=written)
    assert (done.returncode, done.stderr) == (0, "")
    title, *rows, summary = done.stdout.splitlines()
    assert "(ilo-2018)" in title
    assert len({row.lower().index(" agua") for row in rows}) == 1
    assert summary == "3 occurrence(s) in 2 line(s) of 1 plan(s)"


def test_the_command_tells_restatements_from_words_of_the_plan(written: Path) -> None:
    own = _search("agua", "--document-id", "ilo-2018", database=written).stdout
    restated = _search("agua", "--document-id", "ilo-2018", "--in", "statements", database=written)
    assert "(restated)" not in own
    assert restated.stdout.splitlines()[0].endswith("(ilo-2018) (restated)")


def test_what_a_document_says_is_never_obeyed_by_the_terminal(written: Path) -> None:
    done = _search("obras", database=written)
    assert "obras" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_command_gives_rows_to_programs(written: Path) -> None:
    done = _search(
        "desnutrición", "--document-id", "ilo-2018", "--format", "json", database=written
    )
    (row,) = json.loads(done.stdout)
    assert (row["line"], row["keyword"], row["source"]) == (7, "desnutrición", "line")


def test_the_command_names_a_pattern_that_cannot_be_read(written: Path) -> None:
    done = _search("--regex", "a(", database=written)
    assert done.returncode == 1
    assert "the regular expression 'a(' cannot be read: missing )" in done.stderr


def test_the_command_says_that_nothing_is_found(written: Path) -> None:
    done = _search("xyzzy", database=written)
    assert (done.returncode, done.stdout) == (0, "nothing found\n")
