"""Numbers that name, date or order things instead of measuring them.

CODEBOOK.md excludes laws, decrees, articles, pages, list numbers, telephone numbers, dates, times
of day, years alone, ordinals and age limits; this module recognises them by what stands beside
the number. All texts are folded (`numbers.fold`): lower case, no accents, same positions.
"""

from __future__ import annotations

import re

from planoteca.extraction.numbers import Number

_NAME_REACH = 32
_REACH = 80  # characters of context on either side; every pattern is anchored within them
MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre"
    "|diciembre"
)
_LAW_BEFORE = re.compile(r"\bley\b[^.;\d]{0,60}$")
_FIRST_LAW, _LAST_LAW = 10_000, 40_000
_NAMED_BEFORE = re.compile(
    r"""(?:\b(?:ley(?:es)?|decretos?|d\.?\s?s|d\.?\s?l(?:eg)?|d\.?\s?u|r\.?\s?[msdj]|resolucion(?:es)?
    |ordenanzas?|directivas?|acuerdos?|art(?:iculos?)?|inc(?:isos?)?|numeral(?:es)?|literal(?:es)?
    |pag(?:inas?)?|pp?|cap(?:itulos?)?|titulos?|(?:del)?anexos?|tablas?|cuadros?|graficos?|figuras?
    |laminas?|mapas?|imagen|fotos?|cod(?:igos?)?|snip|cui|exp(?:edientes?)?|tel(?:efonos?|f)?|fono
    |cel(?:ular(?:es)?)?|ruc|dni|fax|lotes?|lt|mz|jr|jiron|av|avenida|calles?|pasaje|dpto|km|ods
    |agenda|pension|iso|objetivos?|convenio|horizonte|vision|isbn|codigo\s+modular|ejes?|item|etapa|fase
    |version|edicion|quintil|formato|grado|categoria|nivel|vol(?:umen)?)
    \s*(?:general\s+)?|\b(?:i\.?\s?e\.?\s?[ipst]?\.?|ie[ips]))[.:]*\s*
    (?:n\s?[°ºo˚]?\.?\s*|nro\.?\s*|num(?:ero)?\.?\s*|\#\s*)?[-\s]*$
    |(?:\bn\s?[°º˚]|\bn[o°º]s?\.|\bnros?\.?|\bnum(?:ero)?s?\.|\#)\s*$""",
    re.VERBOSE,
)
_PAGE_OF = re.compile(r"\b(?:pagina|pag\.?)\s*\d+\s+de\s+$")
_HEADING_END = re.compile(r"\s?:(?:\s|$)")
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}(?![\d.])")
_SECTION_END = re.compile(
    r"\.?\s+(?!millon|hectarea|tonelada|kilometro|metro|litro|por\b|punto)[a-z]{4,}"
)
_LIST_START = re.compile(r"(?:^|[\n;:]|\.\s)[\s\-–•*(]*$")
_LIST_END = re.compile(r"\s?(?:\.?[-)]|°?[.)](?!\d)|\.\s?-)(?=\s|$|[^\W\d])|\s?°\s")
_MONTH_AFTER = re.compile(
    rf"\s?(?:de\s+)?(?:{MONTHS})\b|\s?(?:y|al?|,)\s+\d{{1,2}}\s+de\s+(?:{MONTHS})\b"
)
_TIME_AFTER = re.compile(r"\s?:\s?\d{2}\b|\s?(?:a\.?m\b|p\.?m\b|h(?:o)?rs?\b(?!\s+(?:por|a\s+la)))")
_OUT_OF = re.compile(r"\b(?:de|por)\s+cada\s+$")  # 'de cada 10 jóvenes'
_TIME_BEFORE = re.compile(r"\d\s?:\s?$")
_HOURS_A_DAY = re.compile(r"\s?(?:horas?|h|minutos?)\b")
_AGE_AFTER = re.compile(r"\s?(?:anos?|meses)\b")
_OLDER = re.compile(r"\b(?:menor|mayor)(?:es)?\s+(?:de|a)\s+(?:los\s+)?$")
_AGE_BEFORE = re.compile(
    r"\b(?:menor(?:es)?|mayor(?:es)?|mas|menos|edad|edades|hasta)\s+(?:de\s+|a\s+)?(?:los\s+)?$"
    r"|\b(?:ninos|ninas|jovenes|adolescentes|adultos|poblacion)(?:\s+\w+){0,2}\s+(?:de|entre)\s+$"
    r"|<\s?$|>\s?$"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:ano|anos|al|el|desde|hasta|periodo|censo|enero|diciembre)\s+(?:de\s+|del\s+)?$"
)
_SHORT_YEAR = re.compile(r"\bano(?:s)?\s+$")  # 'los años 50'
_YEAR_COUNTED = re.compile(
    r"\s+(?:de\s+)?(?!\w*mos\b|los\b|las\b|tres\b|mas\b|nos\b|tras\b|pues\b|ademas\b|entonces\b|despues\b|antes\b)(?:\w{3,}s|has?|m2|km2?|kms?|m)\b"
)
_SPAN_AFTER = re.compile(r"\s?(?:dias?|semanas?|meses|mes|anos?|horas?|hrs?|h|minutos?|min)\b")
_GLUED = re.compile(r"(?!hect|kilo|metro|tonel|sole|millon|punto|persona)[a-z]{4,}")
_CLAUSE_END = re.compile(r"\s?(?:$|[-,.;)])")


def is_reference(folded: str, number: Number) -> bool:
    """Whether a number of a folded text is an ordinal, a date, a label or a list number."""
    if number.is_ordinal:
        return True
    if number.is_percent or number.is_per_thousand or number.is_coordinate:
        return False
    before = folded[max(0, number.start - _REACH) : number.start]
    after = folded[number.end : number.end + _REACH]
    return (
        is_year(folded, number)
        or _is_label(before, after, number)
        or _MONTH_AFTER.match(after) is not None
        or _TIME_AFTER.match(after) is not None
        or _TIME_BEFORE.search(before) is not None
        or _OUT_OF.search(before) is not None
    )


def is_year(folded: str, number: Number) -> bool:
    """Whether bare digits are a year ('al 2022') and count nothing ('2000 viviendas')."""
    if number.is_word:
        return 1900 <= number.value <= 2100 and not _YEAR_COUNTED.match(folded, number.end)
    if not number.is_year:
        is_short = number.text.isdigit() and number.value < 100
        return (
            is_short
            and _SHORT_YEAR.search(folded, max(0, number.start - 8), number.start) is not None
        )
    return _is_dated(folded, number) or not _YEAR_COUNTED.match(folded, number.end)


def is_age_or_duration(folded: str, number: Number) -> bool:
    """Whether a number is an age limit ('menores de 5 años') or a span of time ('en 4 años')."""
    before = folded[max(0, number.start - _REACH) : number.start]
    if number.is_percent:
        return False
    return bool(
        _AGE_AFTER.match(folded, number.end)
        or _HOURS_A_DAY.match(folded, number.end)
        or (number.value < 100 and _OLDER.search(before))
        or (_CLAUSE_END.match(folded, number.end) and _AGE_BEFORE.search(before))
    )


def is_span_of_time(folded: str, number: Number) -> bool:
    """Whether a number counts minutes, hours, days, months or years."""
    return not number.is_percent and _SPAN_AFTER.match(folded, number.end) is not None


def _is_dated(folded: str, number: Number) -> bool:
    return _YEAR_BEFORE.search(folded, max(0, number.start - 24), number.start) is not None


def _is_label(before: str, after: str, number: Number) -> bool:
    if _NAMED_BEFORE.search(before[-_NAME_REACH:]) or _PAGE_OF.search(before):
        return True
    is_law_number = number.text.isdigit() and _FIRST_LAW <= number.value < _LAST_LAW
    if is_law_number and _LAW_BEFORE.search(before):
        return True
    if number.is_word or number.value >= 100:
        return False
    if _LIST_START.search(before):
        if not number.is_padded and _GLUED.match(after):  # '7Mejorar'
            return True
        is_section = _SECTION.fullmatch(number.text) and _SECTION_END.match(after)
        return bool(is_section or _LIST_END.match(after))
    return not number.is_padded and _HEADING_END.match(after) is not None
