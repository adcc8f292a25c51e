"""The columns of a data grid: which number things, and what the others say of their figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planoteca.extraction import circumstances
from planoteca.extraction.numbers import fold, parse_column
from planoteca.extraction.table_grid import Grid, Row

TOTAL = re.compile(r"^\W*(?:(?:sub\s?)?total(?:es)?|suma|promedio)\b|\btotal(?:es)?\s*$")
YEAR_CELL = re.compile(r"^\s*(?:ano\s*)?((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d))?\s*$")
_SHARES_OF = re.compile(r"^\s*(?:19|20)\d\d\s*%\s*$")  # a header, no figure
_NUMERIC = re.compile(r"^[\s\d.,'%()+\-−–*S/$]*\d[\s\d.,'%()*]*$")
_LONE_S = re.compile(r"(?<=[a-z]{4}) (?=s\b)")
_LETTERS = re.compile(r"[^\W\d]")
# Columns that number, order or point to things instead of measuring them.
_ORDER_HEADER = re.compile(
    r"^\s*(?:n\s?[°º]?\s?(?:de\s)?|no|nro)?\.?\s*(?:item|orden|prioridad|#)?\W*$"
)
_LABELLING = re.compile(
    r"^\W*(?:pag(?:ina)?s?|folios?|codigo\w*|ubigeo|snip|cui|telefonos?|celular|ruc|dni|prioridad"
    r"|fecha\b.*|ley(?:es)?\b.*|modulo|grado|etapa|nivel)\W*$"
)
_SHARE_HEADER = re.compile(r"%|\bporcentajes?\b|\btasa\b|\bporcentual\b")
_COUNT_HEADER = re.compile(
    r"\bn\s?[°º]|\bnro\b|\bnumero\b|\bcasos\b|\bcant(?:idad)?\b|\babs(?:olut[oa]s?)?\b|\btotal\b|\bhombres?\b"
    r"|\bmujer(?:es)?\b|\bvaron(?:es)?\b|^\W*[mfh]\W*$"
)
# What a plan means to spend on is no statistic: 'PROYECTO | PRESUPUESTO'.
_WORK = re.compile(r"\b(?:proyectos?|programas?|actividades|metas?|acciones|obras?|prioridad)\b")
_COST = re.compile(r"\b(?:presupuestos?|costos?|inversion(?:es)?|financiamiento|monto)\b")
_SEXES = {frozenset("mf"): {"m": "men", "f": "women"}, frozenset("mh"): {"h": "men", "m": "women"}}


@dataclass(frozen=True)
class Column:
    """A column of figures: its header over all header rows, and the values of its data rows."""

    header: str
    year: str | None
    sex: str  # 'men' or 'women' where single letters head the columns
    values: Sequence[float | None]

    @property
    def is_share(self) -> bool:
        return _SHARE_HEADER.search(fold(self.header)) is not None

    @property
    def is_count(self) -> bool:
        return _COUNT_HEADER.search(fold(self.header)) is not None


def first_data_row(grid: Grid) -> int | None:
    """The first row with a figure beside its label that is no year of a header."""
    for i, row in enumerate(grid.rows):
        texts = [entry.text for entry in row]
        figures = [t for t in texts[1:] if _NUMERIC.match(t) and not _is_title(t)]
        is_labelled = any(_LETTERS.search(text) for text in texts) or YEAR_CELL.match(texts[0])
        if figures and is_labelled:
            return i
    return None


def _is_title(text: str) -> bool:
    return bool(YEAR_CELL.match(fold(text)) or _SHARES_OF.match(text))


def label_column(grid: Grid, first: int) -> int:
    """The leftmost column of words or years (columns of item numbers before it are passed over)."""
    for i in range(grid.width):
        texts = [row[i].text for row in grid.rows[first:] if row[i].text]
        words = [t for t in texts if not _NUMERIC.match(t) or YEAR_CELL.match(fold(t))]
        if texts and len(words) * 2 > len(texts):
            return i
    return 0


def figure_columns(grid: Grid, first: int, labels: int) -> dict[int, Column]:
    """The columns that measure something, by their position."""
    headers = {i: header(grid, first, i) for i in range(grid.width)}
    letters = {i: fold(text).split()[-1:] for i, text in headers.items()}
    sexes = _sexes(letters)
    total = _total_row(grid.rows[first:], labels)
    columns = {}
    for i in range(grid.width):
        texts = [r[i].text if _NUMERIC.match(r[i].text) else "" for r in grid.rows[first:]]
        if i == labels or not any(texts) or _numbers_items(headers[i], texts):
            continue
        years = (year_of(text) for text in reversed(header_cells(grid, first, i)))
        year = next((found for found in years if found), None)
        columns[i] = Column(headers[i], year, sexes.get(i, ""), parse_column(texts, total))
    return columns


def header_cells(grid: Grid, first: int, i: int) -> list[str]:
    """The header texts of a column from the top; a merged header spans the blanks to its right."""
    texts = []
    for depth, row in enumerate(grid.rows[:first]):
        text = row[i].text
        below = any(other[i].text for other in grid.rows[depth + 1 : first])
        left = i
        while not text and below and left > 0:
            left -= 1
            text = row[left].text
        if text:
            texts.append(text)
    return texts


def header(grid: Grid, first: int, i: int) -> str:
    """The whole header of a column; narrow cells part the last letter off ('Vivienda s')."""
    return _LONE_S.sub("", " ".join(header_cells(grid, first, i)))


def title_to_the_left(grid: Grid, first: int, i: int) -> str:
    """The nearest header of words to the left of a column titled only with a year."""
    for left in range(i - 1, -1, -1):
        text = header(grid, first, left)
        if _LETTERS.search(text) and not YEAR_CELL.match(fold(text)):
            return text
    return ""


def is_programme(grid: Grid, first: int) -> bool:
    """Whether a table lists what the plan means to do, and what it will cost."""
    headers = fold(" | ".join(header(grid, first, i) for i in range(grid.width)))
    return _WORK.search(headers) is not None and _COST.search(headers) is not None


def year_of(text: str) -> str | None:
    folded = fold(text)
    return circumstances.find_year(folded, len(folded), 0, len(folded))


def _total_row(rows: Sequence[Row], labels: int) -> int | None:
    """The position of the last row if it adds up the others."""
    is_total = rows and TOTAL.search(fold(rows[-1][labels].text))
    return len(rows) - 1 if is_total else None


def _numbers_items(title: str, texts: Sequence[str]) -> bool:
    """Whether a column holds item numbers, pages or codes."""
    folded = fold(title)
    if _LABELLING.match(folded):
        return True
    digits = [text.strip(" .)") for text in texts if text]
    numbers = [int(text) for text in digits if text.isdigit() and len(text) < 4]
    is_run = len(numbers) == len(digits) and all(b == a + 1 for a, b in pairwise(numbers))
    is_untitled = _ORDER_HEADER.match(folded) is not None
    return is_run and (is_untitled or (len(numbers) > 2 and numbers[0] == 1))


def _sexes(letters: dict[int, list[str]]) -> dict[int, str]:
    """Columns headed by M and F, or H and M."""
    found = {i: words[0] for i, words in letters.items() if words and len(words[0]) == 1}
    known = frozenset(found.values()) & frozenset("mfh")
    names = _SEXES.get(known, {})
    return {i: names[letter] for i, letter in found.items() if letter in names}
