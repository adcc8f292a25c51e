"""Names of fields in data files ("strPGProblema", "objetivo_estrategico") as words."""

from __future__ import annotations

import re

_IDENTIFIER = re.compile(r"\w+(?:[-.]\w+)*")
# Before a capital that follows a small letter or opens a word after others; before a year.
_SEAM = re.compile(
    r"(?<=[^\W\d_A-ZÁÉÍÓÚÜÑ])(?=[A-ZÁÉÍÓÚÜÑ])"
    r"|(?<=[A-ZÁÉÍÓÚÜÑ])(?=[A-ZÁÉÍÓÚÜÑ][^\W\d_A-ZÁÉÍÓÚÜÑ])"
    r"|(?<=[^\W\d_])(?=20\d\d)"
)
_LONGEST = 80  # letters


def spelled_out(name: str) -> str:
    """The words of a field's name: "strPGProblema" is "str PG Problema"; other texts unchanged."""
    stripped = name.strip()
    if len(stripped) > _LONGEST or not _IDENTIFIER.fullmatch(stripped):
        return name
    return " ".join(_SEAM.sub(" ", re.sub(r"[_.-]", " ", stripped)).split())
