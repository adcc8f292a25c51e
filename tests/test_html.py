"""Web pages as programs write them, and as strangers break them. Aruma is invented."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planoteca.documents.model import Document, Table
from planoteca.documents.web import reader as web
from planoteca.errors import UnreadableDocument


def read(body: str | bytes) -> Document:
    data = body if isinstance(body, bytes) else f"<!DOCTYPE html><body>{body}".encode()
    return web.read(data, "plan.html", "00")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def grids(body: str) -> list[list[list[str]]]:
    return [grid(table) for table in read(body).tables]


def refusal(body: str | bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(body)
    message = caught.value.message
    assert message.startswith("plan.html: ")
    assert "save" in message or "check" in message
    return message


def test_blocks_are_lines_in_order() -> None:
    document = read(
        "<h1>Plan de\n <b>Aruma</b></h1><div>Falta <p>agua&nbsp;&amp; luz<br>en el valle</div>cola"
        "<pre>uno\n  dos</pre><dl><dt>Eje<dd>Social</dl>"
    )
    assert texts(document) == [
        *("Plan de Aruma", "Falta", "agua & luz", "en el valle", "cola"),
        *("uno", "dos", "Eje", "Social"),
    ]
    assert [line.number for line in document.lines] == list(range(1, 10))
    assert [line.is_title for line in document.lines] == [True] + [False] * 8
    assert (document.media_type, document.sha256, document.pages) == ("text/html", "00", None)


def test_list_marks_as_a_browser_shows_them() -> None:
    document = read(
        "<ul><li>a<li><p>b</p><p>b2</p><ol type=a start=3><li>c<li value=27>d</ol><li>e</ul>"
        "<ol><li>f<li></li><li>g</ol><ol reversed><li>h<li>i</ol><ol type=I start=x><li>j</ol>"
        "<ul style='list-style-type: none'><li>k</ul><li>suelto"
    )
    assert texts(document) == [
        *("• a", "• b", "b2", "c. c", "aa. d", "• e", "1. f", "3. g", "2. h", "1. i", "I. j"),
        *("k", "• suelto"),
    ]


def test_escaped_text_is_no_markup_on_its_line() -> None:
    assert texts(read("<p>si x &lt; 5 &amp;amp; y &gt; &lt;b&gt;")) == ["si x < 5 &amp; y > <b>"]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    document = read(
        "<head><title>Sitio</title><style>p{}</style></head><script>alert(1)</script>"
        "<p hidden>a</p><p style='color:red; Display : none'>b</p><template>c</template>"
        "<!-- d --><noscript>e</noscript><select><option>f</select><del>g</del>visto"
    )
    assert texts(document) == ["visto"]


def test_a_table_with_spans() -> None:
    document = read(
        "<p>Antes</p><table><caption>Cuadro 1</caption>"
        "<thead><tr><th rowspan=2>Problema<th colspan=2>Metas</thead>"
        "<tbody><tr><td>2027<td>2030</tr><tr></tr><tr><td>Sin agua<td colspan=2>Un canal</tbody>"
        "</table><p>Después"
    )
    (table,) = document.tables
    assert grid(table) == [
        ["Problema", "Metas", ""],
        ["", "2027", "2030"],
        ["Sin agua", "Un canal", ""],
    ]
    assert (table.line_start, table.line_end) == (3, 8)
    assert texts(document)[1:3] == ["Cuadro 1", "Problema"]
    assert table.rows[2][0].fragments[0].line_start == 7


def test_a_cell_that_reaches_to_the_end_and_columns_that_none_starts_at() -> None:
    assert grids("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>") == [
        [["a", "b"], ["", "c"], ["", "d"]]
    ]
    assert grids("<table><tr><td colspan=3>a<td colspan=4>b</table>") == [[["a", "b"]]]


def test_cells_without_rows_and_rows_without_sections() -> None:
    assert grids("<table><td>a<td>b<tr><td>c<td>d</table>") == [[["a", "b"], ["c", "d"]]]
    assert grids("<table><thead><tr><td>a<td>b</thead><tr><td>c</table>") == [
        [["a", "b"], ["c", ""]]
    ]


def test_paragraphs_lists_and_nested_tables_of_a_cell() -> None:
    document = read(
        "<table><tr><td>Metas:<p>Una<ul><li>Canal</ul><ol><li>Presa</ol>"
        "<td>Ver<table><tr><td>uno<td>dos</table>más</table>"
    )
    (table,) = document.tables
    found = [(f.text, f.line_start, f.is_item) for f in table.rows[0][0].fragments]
    assert found == [
        *(("Metas:", 1, False), ("Una", 2, False), ("Canal", 3, True), ("1. Presa", 4, True)),
    ]
    assert [f.text for f in table.rows[0][1].fragments] == ["Ver", "uno", "dos", "más"]


def test_layout_tables_are_text_and_what_they_hold_is_read_as_outside() -> None:
    document = read("<table><tr><td>Visión<table><tr><td>a<td>b</table></table>")
    assert [grid(table) for table in document.tables] == [[["a", "b"]]]
    assert texts(document) == ["Visión", "a", "b"]
    assert grids("<table role=presentation><tr><td>menú<td>texto</table>") == []
    assert grids("<table><tr><td> <td><br></table>x") == []


@pytest.mark.parametrize(
    "data",
    [
        "Educación".encode(),
        b"\xef\xbb\xbf" + "Educación".encode(),
        "Educación".encode("utf-16"),
        "Educación".encode("cp1252"),
        b"<meta charset=latin1>" + "Educación".encode("cp1252"),
        b'<meta http-equiv=x content="text/html; charset=iso-8859-15">' + b"Educaci\xf3n",
        b"<?xml version='1.0' encoding='windows-1252'?><html>" + b"Educaci\xf3n",
        b"<meta charset=macintosh>" + "Educación".encode("macintosh"),
        b"<meta charset=iso-8859-1>" + "Educación".encode(),
        b"<?xml version='1.0' encoding='utf-8'?><html>" + "Educación".encode(),
        b"Educaci&oacute;n",
    ],
    ids=range(11),
)
def test_charsets(data: bytes) -> None:
    assert texts(read(data)) == ["Educación"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html></html>", "holds no text"),
        (b"<!DOCTYPE html>", "holds no text"),
        (b"", "holds no text"),
        (b"<html><script>escribe()</script>", "scripts"),
        (b"<html>a\0b", "binary"),
        (b"<html>\x81\x8d", "neither UTF-8"),
        (b"<meta charset=windows-1252>\x81\x8d", "not text in it"),
        (b"<meta charset=iso-8859-12>\xf3", "not text in it"),
        (b"\xff\xfe<\0h\0\x00\xd8", "breaks it"),
    ],
)
def test_unreadable_pages_say_why_and_what_to_do(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><p>x", True),
        (b"\n <!doctype HTML PUBLIC 'x'>", True),
        (b"\xef\xbb\xbf<!-- a --><!-- b -->\n<HTML lang=es>", True),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html>", True),
        ("<html>".encode("utf-16"), True),
        (b"<body bgcolor=x>", True),
        (b"<head/>", True),
        (b"Plan de Aruma <html>", False),
        (b"<p>Uno</p>\n<table>", False),
        (b"<!-- sin fin <html>", False),
        (b"<header>", False),
        (b"<!DOCTYPE plist>", False),
        (b"# Plan\n\n<br>", False),
        (b"", False),
    ],
)
def test_a_page_is_told_by_its_opening(data: bytes, expected: bool) -> None:
    assert web.is_html(data) is expected


def test_no_entity_fetches_a_file_or_swells(tmp_path: Path) -> None:
    secret = tmp_path / "secreto.txt"
    secret.write_text("CONTRASEÑA", "utf-8")
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    document = read(
        f'<!DOCTYPE html [<!ENTITY e0 "x"> {bomb} <!ENTITY f SYSTEM "{secret.as_uri()}">]>'
        f'<html><link rel=stylesheet href="{secret.as_uri()}">Aruma &e9; &f;'.encode()
    )
    shown = "\n".join(texts(document))
    assert "Aruma" in shown
    assert "CONTRASEÑA" not in shown
    assert len(shown) < 1_000


@pytest.mark.parametrize(
    "tags", ["<div>", "<b>", "<ul><li>", "<table><tr><td>a<td>", "<font><p>"], ids=str
)
def test_deep_nesting_is_read_or_refused(tags: str) -> None:
    depth = 600 // tags.count("<")
    assert texts(read(tags * depth + "hondo"))[-1].endswith("hondo")
    try:
        deeper = read(tags * 50_000 + "hondo")
    except UnreadableDocument as error:
        refused = error
    else:
        assert texts(deeper)[-1].endswith("hondo")
        return
    assert "nested too deeply" in refused.message


def test_spans_that_claim_an_enormous_table() -> None:
    row = "<tr><td rowspan=65534 colspan=1000>a<td>b"
    assert "a table of" in refusal(f"<table>{row}{'<tr><td>c' * 20_000}</table>")
    assert "1001 columns" in refusal(f"<table><tr>{'<td>x' * 1_001}</table>")
    assert grids("<table><tr><td colspan=-3 rowspan=x>a<td colspan=99999999999>b</table>") == [
        [["a", "b"]]
    ]


@pytest.mark.parametrize(
    "body",
    ["<" * 500_000, "<p " + "a=1 " * 100_000 + ">", "<!--" * 100_000, "&amp" * 100_000, "<b><i>"],
    ids=range(5),
)
def test_hostile_pages_are_read(body: str) -> None:
    """Each of these would keep a reader of quadratic cost busy for minutes."""
    assert texts(read(f"<p>Aruma</p>{body}"))[0] == "Aruma"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_page_is_read_or_refused(page: str) -> None:
    try:
        document = read(f"<html>{page}".encode())
    except UnreadableDocument:
        return
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))


_TAGS = ["table", "tr", "td", "td colspan=2", "td rowspan=3", "p", "ul", "li", "ol", "pre", "h2"]
_MARKUP = st.lists(st.sampled_from([f"<{tag}>" for tag in _TAGS] + ["</table>", "</td>", "x "]))


@settings(deadline=None)
@given(_MARKUP)
def test_tags_in_any_order_make_grids_that_point_at_their_lines(parts: list[str]) -> None:
    try:
        document = read("".join(parts))
    except UnreadableDocument:
        return
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        for fragment in (f for row in table.rows for cell in row for f in cell.fragments):
            assert table.line_start <= fragment.line_start <= table.line_end
            assert fragment.text.split()[-1] in document.lines[fragment.line_start - 1].text


_WORDS = st.text(st.sampled_from("abcñÁÉ 5.,\"'"), max_size=12).map(
    lambda text: " ".join(text.split())
)


@st.composite
def _grids(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    return draw(st.lists(st.lists(_WORDS, min_size=width, max_size=width), min_size=1, max_size=5))


@given(_grids())
def test_any_grid_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    cells = ["".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows]
    document = read("<p>Cuadro</p><table>" + "".join(f"<tr>{row}</tr>" for row in cells))
    assert texts(document) == ["Cuadro", *(text for row in rows for text in row if text)]
    expected = [rows] if any(text for row in rows for text in row) else []
    assert [grid(table) for table in document.tables] == expected
