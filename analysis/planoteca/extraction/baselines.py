"""The baseline of a target: a figure beside it that measures the same thing, or its complement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from planoteca.codebook import Codebook
from planoteca.extraction import numbers
from planoteca.extraction.comparators import is_start_level
from planoteca.extraction.numbers import Number, fold
from planoteca.extraction.references import is_age_or_duration, is_reference
from planoteca.extraction.units import unit_of

_STEM = 5
_WORD = re.compile(r"[a-z]{4,}")
_CLAUSE = re.compile(r"[.;](?:\s|$)")
# Words too common to show that two texts are about the same thing.
_GENERIC_WORDS = """
    población distrito distrital provincia provincial región regional municipalidad municipal
    personas familias habitantes servicio servicios nivel niveles proyecto programa sector zona
    zonas rural urbana área ámbito existe existen cuentan tienen contar cuenta total mayoría para
    como entre sobre desde hasta porque pero este esta estos estas todo toda todos todas cada mejor
    mejorar reducir incrementar aumentar lograr alcanzar gestión gobierno local según menor menores
    mayor mayores edad años niños niñas calidad falta deficiente inadecuada desarrollo actividad
    meta porcentaje respecto debido presenta están solo solamente
"""
_GENERIC = frozenset(fold(word)[:_STEM] for word in _GENERIC_WORDS.split())


def find_baseline(
    problem: str | None,
    statement: str,
    quantities: Sequence[Mapping[str, Any]],
    codebook: Codebook,
) -> tuple[float, str] | None:
    """Value and unit of the level a target starts from, or None when it is not evident.

    Either the statement says it ('reducir de 41 % a 12 %'), or a figure of the same unit in the
    row's problem shares what it measures with the statement, as such or as its complement
    (68.5 % without water against 80 % with).
    """
    stated = _start_in_statement(statement, codebook)
    if stated is not None:
        return stated
    units = {str(quantity["unit"]) for quantity in quantities}
    if not problem or not units:
        return None
    folded = fold(problem)
    wanted = _topic(fold(statement))
    best: tuple[int, Number, str] | None = None
    for number in numbers.find(problem):
        if number.is_article or is_reference(folded, number) or is_age_or_duration(folded, number):
            continue
        unit = unit_of(folded, number, codebook)
        if unit not in units or (number.is_word and not number.is_percent):
            continue
        shared = len(wanted & _topic(_clause(folded, number)))
        if shared and (best is None or shared > best[0]):
            best = (shared, number, unit)
    return (best[1].value, best[2]) if best else None


def _start_in_statement(statement: str, codebook: Codebook) -> tuple[float, str] | None:
    folded = fold(statement)
    found = [n for n in numbers.find(statement) if not is_reference(folded, n)]
    for number, following in pairwise(found):
        is_age = is_age_or_duration(folded, number)
        if is_age or not is_start_level(folded, number, following):
            continue
        unit = unit_of(folded, number, codebook) or unit_of(folded, following, codebook)
        return number.value, unit or "count"
    return None


def _topic(folded: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(folded)} - _GENERIC


def _clause(folded: str, number: Number) -> str:
    start = max((m.end() for m in _CLAUSE.finditer(folded, 0, number.start)), default=0)
    end = _CLAUSE.search(folded, number.end)
    return folded[start : end.start() if end else len(folded)]
