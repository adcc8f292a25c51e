"""Values of a workbook as the sheet prints them: 0.8 formatted as a share is "80%".

Numbers are set as in Peru: point for decimals, comma for thousands, day before month.
"""

from __future__ import annotations

import datetime as dt
import re

GENERAL = "General"

_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]')
_NO_PRINT = re.compile(r"\[[^\]]*\]|\\.|_.|\*.")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_CARRIAGE_RETURN = "_x000D_"  # as XLSX writes it inside of texts

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


def show(value: Value, number_format: str = GENERAL) -> str:
    """The value as printed; blank for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace(_CARRIAGE_RETURN, "")
    if isinstance(value, bool):
        return "VERDADERO" if value else "FALSO"
    if isinstance(value, int | float):
        return show_number(value, number_format)
    return _show_time(value, number_format)


def show_number(value: float, number_format: str) -> str:
    """A number by its format: percent, decimals, thousands and currency; else as short as it is.

    show_number(0.8, "0%") is "80%", show_number(1250.5, '"S/" #,##0.00') is "S/ 1,250.50".
    """
    section = number_format.split(";", maxsplit=1)[0]
    literals = [first or second for first, second in _LITERAL.findall(section)]
    bare = _NO_PRINT.sub("", _LITERAL.sub("", section))
    pattern = _DIGITS.search(bare)
    if pattern is None or any(sign in bare for sign in "/Ee"):
        return _plain(value)
    scaled = value * 100 if "%" in bare else value
    text = _fixed(scaled, pattern)
    before = "".join(f"{literal.strip()} " for literal in literals if literal.strip())
    if before and section.find(before.strip()) > section.find(pattern[0]):
        text, before = f"{text} {before.strip()}", ""
    return f"{before}{text}{'%' if '%' in bare else ''}"


def _fixed(value: float, pattern: re.Match[str]) -> str:
    printed = pattern[1] or ""
    grouping = "," if "," in pattern[0] else ""
    text = f"{value:{grouping}.{len(printed)}f}"
    # "#" after the point prints a digit only where there is one.
    for sign in reversed(printed):
        if sign == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    return text.rstrip(".") if printed else text


def _plain(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.15g}"


def _show_time(value: dt.datetime | dt.date | dt.time | dt.timedelta, number_format: str) -> str:
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if set(number_format.casefold().split(";")[0]) <= set("ya[]$-0123456789"):
        return f"{value.year}"
    day = f"{value.day:02}/{value.month:02}/{value.year}"
    has_time = isinstance(value, dt.datetime) and (value.hour or value.minute)
    return f"{day} {value:%H:%M}" if has_time else day
