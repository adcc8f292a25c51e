"""Numbers, tables and sentences of reports, in Spanish and English."""

from __future__ import annotations

from html import escape

import polars as pl
import pytest

import frames
from planoteca import narrative, tables
from planoteca.charts import formats
from planoteca.errors import UnknownName

EVIL = "</script><b onclick=\"x\">' + datum.value + '\n{{x}} `${1}`"


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (1234.5, "1\u00a0234,5", "1,234.5"),
        (-1.2, "\u22121,2", "\u22121.2"),
        (100, "100", "100"),
        (40_000_000, "40\u00a0000\u00a0000", "40,000,000"),
        (-0.001, "0", "0"),
    ],
)
def test_numbers_are_written_as_in_the_language(value: float, es: str, en: str) -> None:
    assert formats.number(value, "es") == es
    assert formats.number(value, "en") == en


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0%"), (0.2, "<1%"), (39.4, "39%"), (99.8, ">99%"), (100, "100%")]
)
def test_share_is_never_rounded_to_nothing_or_all(value: float, text: str) -> None:
    assert formats.percent(value, "en") == text


def test_lists_are_joined_as_in_the_language() -> None:
    assert formats.joined(["a", "b", "c"], "en") == "a, b and c"
    assert formats.joined(["Candarave", "Ilo"], "es") == "Candarave e Ilo"
    assert formats.joined(["uno", "hielo"], "es") == "uno y hielo"


def test_table_is_labelled_formatted_escaped_and_offline() -> None:
    frame = frames.quantities().with_columns(statement=pl.lit(EVIL), unit_id=pl.lit("people"))
    columns = ["statement", "amount", "deadline", "lines"]
    html = tables.table(frame, "es", columns=columns, title=EVIL).as_raw_html()
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html
    assert "&amp;lt;" not in html
    assert ">Compromiso<" in html
    assert ">6\u00a0000\u00a0personas<" in html
    assert ">–<" in html
    assert ">l.\u00a0361<" in html
    assert "http" not in html
    assert html == tables.table(frame, "es", columns=columns, title=EVIL).as_raw_html()


def test_the_table_of_record_holds_each_passage_once() -> None:
    frame = pl.DataFrame(
        {
            "commitment_id": ["a:manual:c1", "a:manual:c1", "a:manual:c2"],
            "verbatim": [EVIL, EVIL, None],
            "file_name": ["a&b.pdf"] * 3,
            "sha256": ["f00"] * 3,
            "line_start": [7, 7, 8],
        }
    )
    html = tables.table(frame, "en", columns=["lines"], anchors=True).as_raw_html()
    assert html.count('<details id="a:manual:c1">') == 1
    assert html.count('<a data-passage="a:manual:c1">') == 1
    assert escape(EVIL) in html
    assert EVIL not in html
    assert "a&amp;b.pdf · l.\u00a08 · SHA-256 f00" in html
    assert "was not at hand" in html


def test_what_a_table_leads_to_is_no_link_before_it_is_on_a_page() -> None:
    frame = frames.quantities()
    html = tables.table(frame, "es", columns=["document", "lines"]).as_raw_html()
    assert "data-passage" in html
    assert "href" not in html


def test_table_refuses_a_column_it_cannot_give() -> None:
    with pytest.raises(UnknownName, match="did you mean 'statement'"):
        tables.table(frames.quantities(), columns=["statment"])


def test_text_of_reports_is_escaped() -> None:
    assert "<b" not in narrative.paragraph(EVIL).html
    assert narrative.heading("a & b", 3).html == "<h3>a &amp; b</h3>"
    assert narrative.paragraph("", "").html == ""


def test_spread_names_every_plan_at_its_ends() -> None:
    frame = pl.DataFrame({"document": ["A", "B", "C"], "x_pct": [100.0, 0.0, 100.0]})
    assert narrative.spread(frame, "x_pct", "It", "en") == "It goes from 0% (B) to 100% (A and C)"
    assert narrative.spread(frame[:1], "x_pct", "It", "en") == "It is 100%"


def test_division_counts_over_all_plans() -> None:
    assert narrative.division(frames.dimensions(), "dimension", "en") == (
        "Social: 13 (54%), Economic: 5 (21%), No dimension: 3 (12%) and Institutional: 3 (12%)"
    )


def test_a_plan_of_which_little_is_known_is_introduced_without_blanks() -> None:
    names = ("level", "place_name", "department", "period_start", "period_end", "organisation")
    for language in ("es", "en"):
        text = narrative.introduction(dict.fromkeys(names), language)
        assert "None" not in text
