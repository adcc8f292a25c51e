"""Proposals that stand as paragraphs without marks under the title of their dimension."""

from __future__ import annotations

import pytest

from plain_texts import read_text
from planoteca.codebook import Codebook
from planoteca.extraction import extract

PROPOSALS = [
    "Construir dos reservorios en la parte alta del distrito.",
    "Internet gratuito en todas las plazas y parques.",
    "Gestionar la electrificación rural ante el ministerio.",
    "Botiquines veterinarios para las comunidades ganaderas.",
]


def statements(paragraphs: list[str], vocabularies: Codebook) -> list[str]:
    items = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<html><body><h1>PROPUESTAS</h1><h2>DIMENSIÓN SOCIAL</h2>{items}</body></html>"
    return extract(read_text(page), vocabularies).commitments["statement"].to_list()


def test_short_paragraphs_of_which_some_begin_with_an_act_are_a_list(
    vocabularies: Codebook,
) -> None:
    assert statements(PROPOSALS, vocabularies) == PROPOSALS


@pytest.mark.parametrize(
    "other",
    [
        "El distrito tiene " + "una larga historia de esfuerzo y trabajo compartido " * 6,
        "Para estas familias nos comprometemos a lo siguiente:",
        "seguridad de las familias del distrito",
    ],
)
def test_prose_among_them_leaves_only_what_begins_with_an_act(
    other: str, vocabularies: Codebook
) -> None:
    found = statements([*PROPOSALS, other], vocabularies)
    assert len(found) == 2
    assert all(text.startswith(("Construir", "Gestionar")) for text in found)
