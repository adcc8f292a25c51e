"""Statistics read from sentences, for tests."""

from __future__ import annotations

from typing import Any

from planoteca.codebook import Codebook
from planoteca.documents.model import Fragment
from planoteca.extraction.statistics import find_statistics

HERE = ("Aguamansa", "province")


def read(codebook: Codebook, *texts: str, place: tuple[str, str] = HERE) -> list[dict[str, Any]]:
    passages = [Fragment(text, 2 * i + 1, 2 * i + 1) for i, text in enumerate(texts)]
    return find_statistics(passages, [], place, codebook)


def only(codebook: Codebook, *texts: str) -> dict[str, Any]:
    (row,) = read(codebook, *texts)
    return row
