"""Rows as people read them on a terminal: a table or, where it is too wide, row by row."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_LONGEST = 60  # characters of a cell in a table
_NO_TERMINAL = (200, 24)  # columns and lines where output goes to a file or a program


def text_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The rows below the names; each row on lines of its own when they do not fit side by side."""
    cells = [[_printed(value) for value in row] for row in rows]
    cut = [[_shortened(cell) for cell in row] for row in cells]
    widths = [max(map(len, column)) for column in zip(names, *cut, strict=True)]
    if sum(widths) + 3 * len(widths) > shutil.get_terminal_size(_NO_TERMINAL).columns and rows:
        return "\n".join(_row_by_row(names, cells))
    return "\n".join(_side_by_side(names, cut, widths, _numeric(rows, len(names))))


def _side_by_side(
    names: Sequence[str], cells: list[list[str]], widths: list[int], numeric: list[bool]
) -> Iterator[str]:
    def line(row: Iterable[str]) -> str:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        )
        return " │ ".join(padded).rstrip()

    yield line(names)
    yield "─┼─".join("─" * width for width in widths)
    yield from map(line, cells)


def _row_by_row(names: Sequence[str], cells: list[list[str]]) -> Iterator[str]:
    """Every value in full under its name; what is blank is left out."""
    width = max(map(len, names))
    for number, row in enumerate(cells, 1):
        yield f"─── row {number} ───"
        yield from (f"{n.ljust(width)} │ {c}" for n, c in zip(names, row, strict=True) if c)


def _numeric(rows: Sequence[Sequence[Any]], columns: int) -> list[bool]:
    """Which columns hold numbers alone, to be aligned on the right."""
    return [
        all(type(row[i]) in {int, float} or row[i] is None for row in rows) for i in range(columns)
    ]


def _printed(value: object) -> str:
    """A value on one line, without what a terminal would take for a command."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").removesuffix(".")
    text = " ".join(str(value).split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
