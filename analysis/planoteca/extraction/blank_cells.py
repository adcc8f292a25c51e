"""Tables whose cells are parted by blank lines only, as when a PDF is saved as text.

A header of column titles, then one cell after the other: problem, objective, target, problem...
Where several blank lines part two cells, a row need not be complete: what follows is a further
target of the row above, or a row whose leading (merged) cells are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planoteca.documents.model import Cell, Fragment, Table
from planoteca.documents.tables import is_unfinished, starts_lower
from planoteca.extraction import headings, outline_numbers
from planoteca.extraction.acts import starts_action
from planoteca.extraction.columns import PROMISES, REASONS, parse_title_lines
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.lines import TextLine, is_cell_break, to_fragment

_MAX_HEADER_LINES = 10
_MAX_TITLE_LINE = 80
_MAX_MISSES = 7  # lines of a header that hold no complete set of titles yet
_STRONG = 2  # blank lines that part more than two cells
_PARENTHESIS = re.compile(r"\([^()]*\)")
_COUNTED = re.compile(r"(\d{1,2})\s?[.)°-](?!\d)")
_MIN_COUNTED = 2
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"(?<=\S)\s{2,}(?=[A-ZÁÉÍÓÚÑ])")
_MOSTLY_UPPER = 0.3
_MAX_CELL = 800  # letters; longer "cells" are pages whose columns were run together
_FEW_ADJACENT = 0.25
_MANY_LOWER = 0.3
# A heading is looked for in this many lines before a header.
_HEADING_REACH = 3

Groups = list[list[Fragment]]


def find(lines: Sequence[TextLine], raw: dict[int, str], lexicon: Lexicon) -> list[Table]:
    """The tables among the lines; `raw` holds the text of each line as printed.

    A table whose cells cannot be told apart has its header only.
    """
    headers = list(_find_headers(lines, lexicon))
    found = []
    for index, (start, end, titles) in enumerate(headers):
        limit = headers[index + 1][0] if index + 1 < len(headers) else len(lines)
        body = _body(lines[end:limit], lexicon, header_follows=limit < len(lines))
        rows = _rows(body, raw, titles)
        header = tuple(Cell((fragment,)) for _, fragment in titles)
        last = lines[end - 1].number
        if rows:
            last = max(f.line_end for row in rows for cell in row for f in cell.fragments)
        found.append(Table((header, *rows), lines[start].number, last))
    return found


Titles = tuple[tuple[str, Fragment], ...]


def _find_headers(lines: Sequence[TextLine], lexicon: Lexicon) -> Iterator[tuple[int, int, Titles]]:
    """(first line, line after, titles) of each run of lines that holds nothing but titles."""
    position = 0
    while position < len(lines):
        best: tuple[int, Titles] | None = None
        if _opens_title(lines[position].text, lexicon):
            misses = 0
            for length in range(1, _MAX_HEADER_LINES + 1):
                taken = lines[position : position + length]
                if len(taken) < length or len(taken[-1].text) > _MAX_TITLE_LINE:
                    break
                titles = _titles(taken, lexicon)
                if titles:
                    best = (position + length, titles)
                misses = 0 if titles else misses + 1
                if misses > _MAX_MISSES:
                    break
        if best:
            yield position, *best
            position = best[0]
        else:
            position += 1


def _opens_title(text: str, lexicon: Lexicon) -> bool:
    if len(text) > _MAX_TITLE_LINE:
        return False
    return lexicon.first_word(_PARENTHESIS.sub(" ", text)) in lexicon.columns.by_first


def _titles(lines: Sequence[TextLine], lexicon: Lexicon) -> Titles | None:
    """The titles that the lines are, from problem to target; None when anything else stands in."""
    texts = [_PARENTHESIS.sub(" ", line.text) for line in lines]
    parsed = parse_title_lines(texts, lexicon)
    if not parsed or parsed[-1][0] not in PROMISES or not any(r in REASONS for r, _ in parsed):
        return None
    tokens = [
        (word, line)
        for text, line in zip(texts, lines, strict=True)
        for word in _WORD.findall(text)
    ]
    titles = []
    for index, (role, start) in enumerate(parsed):
        end = parsed[index + 1][1] if index + 1 < len(parsed) else len(tokens)
        own = tokens[start:end]
        text = " ".join(token for token, _ in own)
        first, last = own[0][1], own[-1][1]
        titles.append((role, Fragment(text, first.number, last.number, first.page, last.page)))
    return tuple(titles)


def _body(
    lines: Sequence[TextLine], lexicon: Lexicon, *, header_follows: bool
) -> Sequence[TextLine]:
    """The lines up to the next heading."""
    uppers = sum(1 for line in lines if headings.is_upper(line.text))
    caps_cells = uppers > len(lines) * _MOSTLY_UPPER
    for position, line in enumerate(lines):
        heading = headings.parse(line.text, lexicon)
        if heading is None:
            continue
        near_header = header_follows and len(lines) - position <= _HEADING_REACH
        names_part = heading.dimension or heading.style == "part" or _closes(line.text, lexicon)
        apart = not caps_cells and (line.blanks >= _STRONG or near_header)
        if names_part or near_header or apart:
            return lines[:position]
    return lines


def _closes(text: str, lexicon: Lexicon) -> bool:
    """Whether a heading opens with what follows the promises of a plan ("Seguimiento")."""
    printed = lexicon.words(outline_numbers.numbering(text)[2])
    role = lexicon.headings.longest_at(printed, 0) if printed else None
    return role is not None and role[1] in headings.CLOSING


def _rows(body: Sequence[TextLine], raw: dict[int, str], titles: Titles) -> list[tuple[Cell, ...]]:
    width = len(titles)
    has_problem = any(role == "problem" for role, _ in titles)
    groups = _groups(body, raw)
    if not groups or len(groups[0]) < width:
        return []
    rows: list[list[list[Fragment]]] = _numbered_rows(groups, width)
    for index, group in enumerate([] if rows else groups):
        position = 0
        for size in _row_sizes(len(group), width, first=index == 0, full_rows=has_problem):
            taken = group[position : position + size]
            position += size
            if size == 1 and rows:
                rows[-1][-1].append(taken[0])
                continue
            rows.append([[] for _ in range(width - size)] + [[cell] for cell in taken])
    rest = [cell[0] for cell in rows[-1] if cell]
    if len(rest) < width and headings.is_upper(rest[0].text):
        rows.pop()  # no row, but the next title with its text
    if any(len(fragment.text) > _MAX_CELL for row in rows for cell in row for fragment in cell):
        return []
    return [tuple(Cell(tuple(cell)) for cell in row) for row in rows]


def _numbered_rows(groups: Groups, width: int) -> list[list[list[Fragment]]]:
    """The rows where the first cells count 1, 2, 3: a row may print several targets then."""
    cells = [cell for group in groups for cell in group]
    starts: list[int] = []
    for position, cell in enumerate(cells):
        number = _COUNTED.match(cell.text)
        if (
            number
            and int(number[1]) == len(starts) + 1
            and (not starts or position - starts[-1] >= width)
        ):
            starts.append(position)
    if len(starts) < _MIN_COUNTED or starts[0]:
        return []
    ends = [*starts[1:], len(cells)]
    return [
        [
            *(cells[start + column : end][:1] for column in range(width - 1)),
            cells[start + width - 1 : end],
        ]
        for start, end in zip(starts, ends, strict=True)
    ]


def _row_sizes(count: int, width: int, *, first: bool, full_rows: bool) -> list[int]:
    """How many cells each row of a group of `count` prints; 1 is a further target of the row above.

    The first group starts with a whole row, and where the leading column changes with every row
    (problems) so do all. Elsewhere a group goes on with the cell above it and its rows leave out
    merged cells: as few rows as possible, the shortest first.
    """
    if first or full_rows:
        whole, rest = divmod(count, width)
        if not rest:
            return [width] * whole
        if first:
            return [width] * whole + ([1] if rest == 1 else [rest])
        return [rest, *[width] * whole]
    if count < width:
        return [count]
    rest = count - 1
    rows = -(-rest // width)
    small = max(2, rest // rows)
    sizes = [small] * rows
    for position in range(rows - 1, rows - 1 - (rest - small * rows), -1):
        sizes[position] += 1
    return [1, *sizes]


def _groups(body: Sequence[TextLine], raw: dict[int, str]) -> Groups:
    """The cells of the body, in groups parted by several blank lines (or an indent after none)."""
    double = _is_double_spaced(body)
    width = max((len(line.text) for line in body), default=0)
    groups: list[list[list[TextLine]]] = []
    previous: TextLine | None = None
    for line in _split_gaps(body, raw):
        if previous is None or _starts_group(previous, line):
            groups.append([[line]])
        elif _starts_cell(previous, line, width, double=double):
            groups[-1].append([line])
        else:
            groups[-1][-1].append(line)
        previous = line
    return [[to_fragment(cell) for cell in group] for group in groups]


def _starts_group(above: TextLine, line: TextLine) -> bool:
    if starts_lower(line.text) or is_unfinished(above.text):
        return False
    return line.blanks >= _STRONG or (line.blanks == 0 and line.is_indented)


def _starts_cell(above: TextLine, line: TextLine, width: int, *, double: bool) -> bool:
    if line.blanks < 0:
        return True
    if double:
        return is_cell_break(above, line, width)
    return line.blanks > 0 and not starts_lower(line.text) and not is_unfinished(above.text)


def _split_gaps(body: Sequence[TextLine], raw: dict[int, str]) -> Iterator[TextLine]:
    """The lines, those that print two cells side by side (a wide gap between) as two.

    The second of the two has -1 blank lines before it: no line break at all.
    """
    for line in body:
        parts = _GAP.split(raw[line.number].strip(), maxsplit=1)
        if len(parts) > 1 and starts_action(parts[1]):
            yield line._replace(text=" ".join(parts[0].split()))
            yield line._replace(text=" ".join(parts[1].split()), blanks=-1)
        else:
            yield line


def _is_double_spaced(body: Sequence[TextLine]) -> bool:
    """Whether blank lines stand between the lines of one cell too."""
    after = body[1:]
    adjacent = sum(1 for line in after if line.blanks == 0)
    lower = sum(1 for line in after if line.blanks == 1 and starts_lower(line.text))
    return adjacent < len(after) * _FEW_ADJACENT and lower > len(after) * _MANY_LOWER
