"""Which parts of a sentence promise: their figures are the plan's targets, not statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planoteca.extraction.number_words import has_any

_MARK = r"^\W*(?:(?:meta|objetivo)\s*:?\s*\w{0,3}\s*[:.]?\s*|[\d.]+\s+|[a-z][.)]\s*)?"
# An infinitive first ('Incrementar el riego en 20 %'), no name before its verb ('X tiene').
_INTENDS = re.compile(
    rf"{_MARK}(?!lugar\b|hogar\b|mujer\b|taller\b|mar\b)(?P<verb>[a-z]{{2,}}[aei]r)\b"
    r"(?!\s+(?:es|son|era|fue|tiene|cuenta|posee|presenta|alcanza|registra|esta|limita|se)\b)"
)
# A work first: 'Pavimentación de 25 km', 'Gestión para la construcción de 3 aulas'.
_WORK = re.compile(
    rf"{_MARK}(?:gestion|(?:re)?construccion|pavimentacion|asfaltado|instalacion|(?:re)?forestacion"
    r"|mejoramiento|ampliacion|rehabilitacion|implementacion|creacion|mantenimiento|adquisicion"
    r"|equipamiento|elaboracion|culminacion|dotacion|capacitacion|remodelacion|electrificacion)\b"
    r"(?:\s+(?:y|e|integral|rutinario|periodico)(?:\s+\w+)?)?\s+(?:del?|para|a)\b"
)
_PROPOSES = re.compile(r"\bse\s+(?:lograra\w*|pretende|propone|plantea|buscara?)\b")
_PROPOSING = ("lograra", "pretende", "propone", "plantea", "busca")
# A future is a promise, unless it says how a level will move ('llegará a 900 habitantes').
_WILL = re.compile(
    r"\b(?!llegar|alcanzar|ser[áa]|tendr|crecer|habr|superar|estar|aumentar|disminuir|bordear)"
    r"\w+r(?:á|án|emos)\b",
    re.IGNORECASE,
)
_FUTURE_ENDS = ("rá", "remos")
# 'SNIP 237441': the title of an investment project.
_PROJECT = re.compile(r"\b(?:snip|cui|codigo unificado)\s*(?:n\s?[°º])?\s*[:.]?\s*\d{5}")
_CODES = ("snip", "cui", "codigo unificado")
_CLAUSE_END = re.compile(
    r"[,;:](?=\s)|\s(?=(?:pero|aunque|mientras|sin embargo|lo que|por lo que|ya que|porque)\s)"
)
_TOLD = re.compile(
    r"\b(?:es|son|era|eran|fue|fueron|hay|habia|tiene|tienen|tenia|cuenta|cuentan|contaba|existen?"
    r"|existia|alcanza|llega|representan?|actual|actualmente|actualidad|hoy|registra|presenta"
    r"|asciende|constituye|posee|viven?|habitan?|bordea|supera|ha|han|encontro|registro)\b"
    r"|\b\w{3,}(?:aron|ieron|aba|aban)\b"
)
_NOW = re.compile(r"\b(?:actual|actualmente|actualidad|hoy|era|eran|fue|fueron|existen?|habia)\b")


def promised_spans(sentence: str, folded: str) -> Sequence[tuple[int, int]]:
    """The parts of a sentence, as (start, end), whose figures are promised.

    A sentence that opens with an intention promises throughout, but for the parts that say how
    things stand now. A future or 'se propone' promises in its own part, and in those after it
    that have no verb of their own: 'La población, que en 2007 era de 900, mantendrá ...'.
    """
    length = len(folded)
    if has_any(folded, _CODES) and _PROJECT.search(folded):
        return ((0, length),)
    if _intends(sentence, folded) or (_WORK.match(folded) and not _TOLD.search(folded)):
        parts = _parts(folded)
        return [(a, b) for a, b in parts if a == 0 or not _NOW.search(folded, a, b)]
    if not _may_promise(sentence, folded):
        return ()
    spans = []
    is_promised = False
    for start, end in _parts(folded):
        if _WILL.search(sentence, start, end) or _PROPOSES.search(folded, start, end):
            is_promised = True
        elif _TOLD.search(folded, start, end):
            is_promised = False
        if is_promised:
            spans.append((start, end))
    return spans


def _intends(sentence: str, folded: str) -> bool:
    """Whether a sentence opens with an infinitive; a word with an accent is none ('Bolívar')."""
    match = _INTENDS.match(folded)
    return match is not None and sentence[slice(*match.span("verb"))].isascii()


def _may_promise(sentence: str, folded: str) -> bool:
    lowered = sentence.lower()
    proposes = has_any(folded, _PROPOSING) and _PROPOSES.search(folded)
    is_future = has_any(lowered, _FUTURE_ENDS) and _WILL.search(sentence)
    return bool(proposes or is_future)


def _parts(folded: str) -> list[tuple[int, int]]:
    """The clauses of a sentence as (start, end)."""
    ends = [match.end() for match in _CLAUSE_END.finditer(folded)]
    return list(zip([0, *ends], [*ends, len(folded)], strict=True))
