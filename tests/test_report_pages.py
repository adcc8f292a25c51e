"""What stands on a report page and beside it: contents, links, citation, files, index."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import lxml.etree
import lxml.html
import polars as pl

import report_pages
from planoteca.charts import renderer, theme
from planoteca.reports import body, citation, html, index, pages
from report_pages import BUILD, HOSTILE, PROFILE

EVIL_SPEC = {
    "description": HOSTILE,
    "data": {"values": [{"place": "=1+1", "n": -2}, {"place": HOSTILE, "n": 3}]},
    "mark": "bar",
    "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "place"}},
}


class _Elements(HTMLParser):
    """Elements and attributes of a page as a browser's parser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _body(
    *outputs: str | dict[str, str], file_name: str = PROFILE, others: tuple[str, ...] = ()
) -> body.Body:
    return body.read(report_pages.notebook(*outputs), file_name, "es", others)


def _links(markup: str) -> list[tuple[str | None, str]]:
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    return [(a.get("href"), a.text_content()) for a in root.iter("a")]


def test_headings_have_ids_of_their_own_and_are_listed() -> None:
    content = _body("<h1>Uno</h1>", "<h2>Qué promete</h2>", "<h2>Qué promete</h2>", "<h3>¿?</h3>")
    assert [(h.level, h.identity) for h in content.headings] == [
        (1, "uno"),
        (2, "que-promete"),
        (2, "que-promete-2"),
        (3, "part"),
    ]
    for heading in content.headings:
        assert f'id="{heading.identity}"' in content.markup
    page = html.render(report_pages.notebook("<h2>A &amp; B</h2>"), report_pages.page(), BUILD)
    assert '<a href="#a-b">A &amp; B</a>' in page


def test_a_row_leads_to_its_place_in_the_profile() -> None:
    rows = report_pages.table(report_pages.commitments(2), "document", "statement", "lines")
    content = _body(rows, file_name="comparison.es.html", others=(PROFILE,))
    assert _links(content.markup) == [
        (PROFILE, "Aruma 2019-2022"),
        (f"{PROFILE}#aruma-2018%3Amanual%3Ac0001", "l.\u00a0101"),
        (PROFILE, "Aruma 2019-2022"),
        (f"{PROFILE}#aruma-2018%3Amanual%3Ac0002", "l.\u00a0102"),
    ]


def test_a_row_leads_to_its_place_on_the_same_page() -> None:
    frame = report_pages.commitments(2)
    content = _body(
        report_pages.table(frame, "document", "lines"),
        report_pages.table(frame[:1], "statement", "lines", anchors=True),
        others=(PROFILE,),
    )
    assert _links(content.markup) == [("#aruma-2018%3Amanual%3Ac0001", "l.\u00a0101")]
    assert 'id="aruma-2018:manual:c0001"' in content.markup
    assert "l.\u00a0102" in content.markup, "text stays where a link leads nowhere"


def test_without_a_profile_the_text_stays() -> None:
    rows = report_pages.table(report_pages.commitments(1), "document", "lines")
    content = _body(rows, file_name="comparison.es.html")
    assert _links(content.markup) == []
    assert "l.\u00a0101" in content.markup
    assert "data-passage" not in content.markup


def test_the_title_of_a_table_is_its_caption_and_its_look_the_pages() -> None:
    from planoteca import tables

    made = tables.table(report_pages.commitments(1), "es", columns=["lines"], title="A < B")
    content = _body(made.as_raw_html())
    assert "<caption>A &lt; B</caption>" in content.markup
    assert "<style" not in content.markup
    assert "gt_title" not in content.markup


def test_a_page_has_a_file_name_that_every_system_takes() -> None:
    name = pages.file_name("territory", ["La Libertad/../x", 'a"b<'], "es")
    assert name == "territory-La_Libertad_.._x-a_b_.es.html"
    assert pages.file_name("plan_profile", ["aruma-2018"], "es") == PROFILE


def test_a_long_file_name_is_cut_and_still_of_its_page_alone() -> None:
    one, other = (pages.file_name("search", ["ñ" * 200 + last], "es") for last in "ab")
    assert one != other
    for name in (one, other):
        assert name.startswith("search-ñññ")
        assert name.endswith(".es.html")
        assert len(name.encode()) < 200
    assert report_pages.page(one).twin == pages.file_name("search", ["ñ" * 200 + "a"], "en")
    fits = "search-" + "a" * 140
    assert pages.file_name("search", ["a" * 140], "en") == f"{fits}.en.html"


def test_citation_names_the_version_and_is_safe_in_bibtex() -> None:
    page = report_pages.page(title=r"100% {de} \input{x} a_b & $c#")
    sentence, entry = citation.sentence(page, BUILD), citation.bibtex(page, BUILD)
    for part in (BUILD["build_id"], BUILD["version"], BUILD["codebook_version"], "2026"):
        assert part in sentence
        assert part in entry
    assert r"100\% \{de\} \textbackslash{}input\{x\} a\_b \& \$c\#" in entry
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")


def test_hostile_text_stays_text_everywhere() -> None:
    frame = report_pages.commitments(2).with_columns(
        *(
            pl.lit(HOSTILE).alias(name)
            for name in ("commitment_id", "document", "statement", "verbatim", "file_name")
        )
    )
    outputs = [
        f"<h2>{lxml.html.tostring(_text(HOSTILE), encoding='unicode')[3:-4]}</h2>",
        report_pages.table(frame, "document", "statement", "lines"),
        report_pages.table(frame, "document", "statement", "lines", anchors=True),
        report_pages.chart(EVIL_SPEC),
    ]
    page = report_pages.page(title=HOSTILE, organisation=HOSTILE, place=HOSTILE, dimension=HOSTILE)
    document = {"file_name": HOSTILE, "sha256": "0"}
    text = html.render(report_pages.notebook(*outputs), page, BUILD, (), document)
    for each in (text, index.render([page], BUILD)):
        found = _Elements(each).found
        assert not [tag for tag, _ in found if tag == "b"]
        assert not [attrs for _, attrs in found if any(name.startswith("on") for name in attrs)]
        assert not [attrs for tag, attrs in found if tag == "img"]
    names = [attrs["data-name"] or "" for tag, attrs in _Elements(text).found if tag == "figure"]
    assert names
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names)


def _text(text: str) -> lxml.html.HtmlElement:
    element = lxml.html.Element("p")
    element.text = text
    return element


def test_only_the_scripts_of_the_page_may_run() -> None:
    text = html.render(report_pages.notebook("<h2>A</h2>"), report_pages.page(), BUILD)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert re.search("script-src 'unsafe-eval' 'nonce-[0-9a-f]{32}' 'sha256-", policy[1])
    assert "'unsafe-inline'" not in policy[1].split("script-src")[1].split(";")[0]


def test_what_a_page_says_decides_which_shared_script_may_run() -> None:
    """Nobody whose text comes on a page can know its nonce beforehand."""
    texts = [
        html.render(
            report_pages.notebook(f"<p>{word}</p>", report_pages.dimension_chart()),
            report_pages.page(),
            BUILD,
        )
        for word in ("uno", "dos")
    ]
    nonces = [re.findall(r'nonce="([^"]+)" src="assets/charts-[0-9a-f]+\.js"', t) for t in texts]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]
    assert f"'nonce-{nonces[0][0]}'" in texts[0]


def test_a_page_describes_itself(tmp_path: Path) -> None:
    page = report_pages.page(
        title=HOSTILE, report="Perfil", place="Aruma", commitments=3, dimension="Social"
    )
    path = report_pages.write(tmp_path, page, others=set())
    assert pages.describe(path) == page
    (tmp_path / "x.es.html").write_text("<title>x · Planoteca</title>", "utf-8")
    (tmp_path / "y.es.html").write_text('<meta name="planoteca" content="{}">', "utf-8")
    assert list(pages.of_build(tmp_path, page.build_id)) == [page]
    assert list(pages.of_build(tmp_path, "another")) == []


def test_the_index_lists_the_first_pages_and_has_all() -> None:
    made = [
        report_pages.page(f"plan_profile-p{n}.es.html", f"Plan {n:03}", place=f"P{n}")
        for n in range(250)
    ]
    comparison = report_pages.page("plan_comparison.es.html", "Todos")
    text = index.render([*made, comparison], BUILD)
    root = lxml.html.document_fromstring(text)
    links = [a.get("href") for a in root.xpath("//tbody//a")]
    assert len(links) == 200
    assert links[0] == "plan_comparison.es.html"
    assert "51" in root.xpath("//noscript")[0].text_content()
    rows = json.loads(root.get_element_by_id("pages").text)
    assert len(rows) == 251


def test_the_other_language_is_linked_where_it_is_made() -> None:
    page = report_pages.page()
    twin = PROFILE.replace(".es.", ".en.")
    assert twin not in html.render(report_pages.notebook(), page, BUILD, {PROFILE})
    assert f'href="{twin}"' in html.render(report_pages.notebook(), page, BUILD, {twin})


def test_a_picture_states_its_font_once_and_nothing_for_scripts() -> None:
    svg = renderer.draw({**EVIL_SPEC, "config": theme.config("es").to_dict()})
    root = lxml.etree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == HOSTILE
    parts = [each for each in root.iterdescendants() if isinstance(each.tag, str)]
    assert {each.tag.rpartition("}")[2] for each in parts} >= {"path", "text"}
    for name in ("font-family", "role", "class", "aria-label", "aria-roledescription"):
        assert not [each for each in parts if each.get(name) is not None], name
    assert "</script><img src=x onerror=alert(1)>" in "".join(root.itertext())


def test_markup_of_a_notebook_stands_where_its_output_did() -> None:
    place = '<div id="output-1"></div>'
    content = _body("<p>uno</p>", {"text/plain": place}, f"<p>dos</p>{place}", "<p>tres</p>")
    text = lxml.html.fragment_fromstring(content.markup, create_parent="div").text_content()
    assert " ".join(text.split()) == f"uno {place} dos tres"
