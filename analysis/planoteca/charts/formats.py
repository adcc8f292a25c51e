"""How numbers and words are written in Spanish and English; for charts, tables and notebooks."""

from __future__ import annotations

import textwrap
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from planoteca.errors import UnknownName

LANGUAGES = ("es", "en")
NO_BREAK_SPACE = "\u00a0"
DECIMAL = {"es": ",", "en": "."}
THOUSANDS = {"es": NO_BREAK_SPACE, "en": ","}


def check_language(language: str) -> None:
    """Raises UnknownName unless the language is `es` or `en`."""
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)


def pick(language: str, es: str, en: str) -> str:
    """The text of a language."""
    return es if language == "es" else en


def number(value: float | Decimal, language: str, decimals: int = 2) -> str:
    """`1 234,5` (es) or `1,234.5` (en), with at most `decimals` places and no trailing zeros."""
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text.replace("-", "\u2212")
    table = str.maketrans({",": THOUSANDS[language], ".": DECIMAL[language]})
    return text.translate(table)


def percent(value: float, language: str, decimals: int = 0) -> str:
    """`39 %` (es) or `39%` (en); a share is never rounded to nothing or to all."""
    step = 10.0**-decimals
    if 0 < value < step / 2:
        return f"<{_with_sign(number(step, language, decimals), language)}"
    if 100 - step / 2 <= value < 100:
        return f">{_with_sign(number(100 - step, language, decimals), language)}"
    return _with_sign(number(value, language, decimals), language)


def amount(value: float, unit: str | None, language: str, decimals: int = 2) -> str:
    """A value and its unit, as a symbol or a word: `39 %`, `6 000 personas`."""
    text = number(value, language, decimals)
    if not unit:
        return text
    return _with_sign(text, language) if unit == "%" else f"{text}{NO_BREAK_SPACE}{unit}"


def counted(value: int, language: str, es: tuple[str, str], en: tuple[str, str]) -> str:
    """A count and its noun, singular or plural: `1 compromiso`, `71 commitments`."""
    one, many = es if language == "es" else en
    return f"{number(value, language)}{NO_BREAK_SPACE}{one if value == 1 else many}"


def commitments(value: int, language: str) -> str:
    """`71 compromisos`, `1 commitment`."""
    return counted(value, language, ("compromiso", "compromisos"), ("commitment", "commitments"))


def counted_quantities(value: int, language: str) -> str:
    """`65 cantidades`, `1 quantity`."""
    return counted(value, language, ("cantidad", "cantidades"), ("quantity", "quantities"))


def joined(items: Sequence[str], language: str) -> str:
    """`a, b y c` (es, `e` before the sound i) or `a, b and c` (en)."""
    if len(items) < 2:
        return "".join(items)
    word = "and"
    if language == "es":
        last = items[-1].lower()
        sounds_i = last.startswith(("i", "í", "hi", "hí")) and not last.startswith(("hie", "ia"))
        word = "e" if sounds_i else "y"
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, about equally long; a word is cut only when too long by itself."""

    def at(width: int) -> list[str]:
        return textwrap.wrap(text, width, break_on_hyphens=False)

    # The narrowest width that needs no more lines; the wider, the fewer.
    widths = range(max(map(len, text.split()), default=1) + 1, width)
    narrowest = bisect_left(widths, -len(at(width)), key=lambda width: -len(at(width)))
    return at(widths[narrowest] if narrowest < len(widths) else width)


def shorten(text: str, width: int) -> str:
    """A text on one line of at most `width` characters, cut at a word with `…`."""
    return textwrap.shorten(text, width, placeholder=" …") if len(text) > width else text


def unit_of(row: Mapping[str, Any], language: str) -> str | None:
    """The unit of a row as written after a number: its symbol, else its name."""
    return row.get("unit_symbol") or lowered(label(row, "unit", language))


def unit_beside(row: Mapping[str, Any], language: str) -> str | None:
    """The unit of a row beside its indicator, whose name says that people or an index are meant."""
    return None if row.get("unit_id") in {"people", "count", "index"} else unit_of(row, language)


def lowered(text: str | None) -> str | None:
    """A label in the middle of a sentence: small initial, unless it is an abbreviation."""
    if text is None or text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def label(row: Mapping[str, Any], name: str, language: str) -> str | None:
    """`name` of a row in a language: its column `<name>_<language>`, else `name` itself."""
    found = row.get(f"{name}_{language}")
    if found is None:
        found = row.get(name)
    return None if found is None else str(found)


def lines_text(row: Mapping[str, Any]) -> str:
    """Where a row stands in its document: `p. 15`, `pp. 15–16`, or `l. 361`; unknown: `–`.

    Lines that are listed one by one (column `lines` of findings) are `ll. 36, 38, 222`.
    """
    listed = row.get("lines")
    if isinstance(listed, str) and ";" in listed and row.get("page") is None:
        return f"ll. {listed.replace(';', ', ')}".replace(" ", NO_BREAK_SPACE, 1)
    start, end, mark = row.get("page_start") or row.get("page"), row.get("page_end"), "p."
    if start is None:
        start, end, mark = row.get("line_start"), row.get("line_end"), "l."
    if start is None:
        return "–"
    text = f"{mark} {start}" if end in (None, start) else f"{mark[0]}{mark} {start}–{end}"
    return text.replace(" ", NO_BREAK_SPACE)


def _with_sign(text: str, language: str) -> str:
    return f"{text}{NO_BREAK_SPACE}%" if language == "es" else f"{text}%"
