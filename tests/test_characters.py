"""Characters that only printing needed: ligatures, list marks of symbol fonts, soft hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planoteca.documents.printed.characters import clean


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("ﬁnanciar la eﬁciencia", "financiar la eficiencia"),
        ("\uf0b7 Construir dos pozos", "• Construir dos pozos"),
        ("\uf0fcConstruir dos pozos", "• Construir dos pozos"),
        ("\x04 Mejorar el riego", "• Mejorar el riego"),
        ("Ø Mejorar el riego", "• Mejorar el riego"),
        ("ü Mejorar el riego", "• Mejorar el riego"),
        ("o Mejorar el riego", "• Mejorar el riego"),
        ("o mejorar el riego", "o mejorar el riego"),
        ("§ 12 pozos", "• 12 pozos"),
        ("desnutri\u00ad", "desnutri-"),
        ("desnu\u00adtrición", "desnutrición"),
        ("agua\u200b y\ufeff luz", "agua y luz"),
        ("educacio\u0301n", "educación"),
        ("  dos   espacios ", "dos espacios"),
        ("Ø", "Ø"),
        ("", ""),
    ],
)
def test_what_was_meant(printed: str, meant: str) -> None:
    assert clean(printed) == meant


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & {"\ufb01", "\u00ad", "\uf0b7", "\n", "\t"}


@given(st.text("abcdefghijklmnñopqrstuvwxyzáéíóú 0123456789%,.", max_size=60))
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean(f"x{text}") == " ".join(f"x{text}".split())
