"""The outline of a plan: its paragraphs, items and tables in reading order, each with its headings.

Headings nest by their numbering: "4.2" ends at "4.3" or "PARTE V", not at an unnumbered title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from planoteca.documents import markup
from planoteca.documents.model import Document, Fragment, Table
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction import blank_cells, headings
from planoteca.extraction.headings import Heading
from planoteca.extraction.lines import (
    TextLine,
    find_labels,
    follows_on,
    label_key,
    outside_tables,
    to_fragment,
)

# What a title below a dimension announces about that dimension; other roles end the dimension.
_SUBORDINATE = frozenset({"targets", "proposals", "objectives", "diagnosis", "indicators"})


@dataclass(frozen=True)
class Context:
    """The headings above a block, outermost first."""

    path: tuple[Heading, ...] = ()

    @property
    def dimension(self) -> str | None:
        return next((h.dimension for h in reversed(self.path) if h.dimension), None)

    @property
    def dimension_heading(self) -> str | None:
        return next((h.text for h in reversed(self.path) if h.dimension), None)

    @property
    def role(self) -> str | None:
        """What the nearest heading that announces anything does announce."""
        return next((h.role for h in reversed(self.path) if h.role), None)

    @property
    def is_boxed(self) -> bool:
        """Whether the nearest title is one of the boxes of a form."""
        return bool(self.path) and self.path[-1].is_label

    @property
    def nearest(self) -> str | None:
        return self.path[-1].text if self.path else None

    @property
    def axis(self) -> str | None:
        """The nearest heading that announces nothing: the topic the block belongs to."""
        return next((h.text for h in reversed(self.path) if not h.role), None)


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or table, and where it stands. `heading` blocks are the titles."""

    context: Context
    fragment: Fragment | None = None
    table: Table | None = None
    heading: Heading | None = None


@dataclass
class _Outline:
    """Headings open so far."""

    path: list[Heading] = field(default_factory=list)

    def open(self, heading: Heading) -> None:
        del self.path[self._parents(heading) :]
        self.path.append(heading)

    def _parents(self, heading: Heading) -> int:
        """How many of the open headings stay open above this one."""
        if heading.style == "part":
            return 0
        if heading.dimension:
            return self._parents_of_dimension(heading)
        if not heading.style:
            return self._parents_of_unnumbered(heading)
        same = self._first_of_level(heading)
        if same is not None:
            return same
        kept = len(self.path)
        while kept and not self.path[kept - 1].style:
            kept -= 1
        return kept

    def _first_of_level(self, heading: Heading) -> int | None:
        """Index of the first open heading of the same numbering and depth, or deeper."""
        return next(
            (
                index
                for index, open_ in enumerate(self.path)
                if open_.style == heading.style and open_.depth >= heading.depth
            ),
            None,
        )

    def _parents_of_dimension(self, heading: Heading) -> int:
        """Dimensions end each other; a first one lies below whatever heading is open.

        "2.7 METAS" stays open above "1. Eje Social": the numbering of the dimensions starts anew.
        """
        for index, open_ in enumerate(self.path):
            if open_.dimension:
                return index
        same = self._first_of_level(heading) if heading.style else None
        if same is not None and self.path[same].depth == heading.depth:
            return same
        return len(self.path)

    def _parents_of_unnumbered(self, heading: Heading) -> int:
        """Below a dimension it is a title inside of it, unless it announces something else."""
        inside = heading.is_label or heading.role in _SUBORDINATE or heading.role is None
        kept = len(self.path)
        while kept and not self.path[kept - 1].style:
            if self.path[kept - 1].dimension and inside:
                break
            kept -= 1
        if not inside:
            while kept and self.path[kept - 1].dimension:
                kept -= 1
        return kept


def outline(document: Document, lexicon: Lexicon) -> list[Block]:
    """Every block of the document in reading order."""
    lines = outside_tables(document, lexicon)
    raw = {line.number: line.text for line in document.lines}
    blank_tables = blank_cells.find(lines, raw, lexicon)
    labels = find_labels(lines, lexicon)
    return list(_blocks(lines, document.tables, blank_tables, labels, lexicon))


def _blocks(
    lines: Sequence[TextLine],
    tables: Sequence[Table],
    blank_tables: Sequence[Table],
    labels: frozenset[str],
    lexicon: Lexicon,
) -> Iterator[Block]:
    grids = sorted([*tables, *blank_tables], key=lambda table: table.line_start)
    hidden = {number for b in blank_tables for number in range(b.line_start, b.line_end + 1)}
    open_headings = _Outline()
    paragraph: list[TextLine] = []
    is_item = False

    def close() -> Iterator[Block]:
        if paragraph:
            fragment = to_fragment(paragraph, is_item=is_item)
            paragraph.clear()
            yield Block(Context(tuple(open_headings.path)), fragment=fragment)

    position = 0
    for line in lines:
        while position < len(grids) and grids[position].line_start < line.number:
            yield from close()
            yield Block(Context(tuple(open_headings.path)), table=grids[position])
            position += 1
        if line.number in hidden:
            continue
        label = _label(line, labels, lexicon)
        if label:
            yield from close()
            open_headings.open(label[0])
            context = Context(tuple(open_headings.path))
            yield Block(context, fragment=to_fragment([line]), heading=label[0])
            if label[1]:
                is_item = False
                paragraph.append(label[1])
            continue
        has_mark, starts_item = _item_mark(line, lexicon)
        if paragraph and not starts_item and follows_on(paragraph[-1], line):
            heading = _certain_heading(line, lexicon)
            if heading is None:
                paragraph.append(line)
                continue
        heading = (
            None if has_mark else headings.parse(line.text, lexicon, may_be_sentence=starts_item)
        )
        yield from close()
        if heading:
            open_headings.open(heading)
            fragment = to_fragment([line])
            yield Block(Context(tuple(open_headings.path)), fragment=fragment, heading=heading)
            continue
        is_item = starts_item
        paragraph.append(line)
    yield from close()
    for grid in grids[position:]:
        yield Block(Context(tuple(open_headings.path)), table=grid)


def _label(
    line: TextLine, labels: frozenset[str], lexicon: Lexicon
) -> tuple[Heading, TextLine | None] | None:
    """The label that a line opens with, and the paragraph that follows on the same line."""
    text = headings.numbering(markup.strip_mark(line.text)[0])[2]
    found = headings.find_label(text, lexicon) if labels else None
    if found is None or label_key(found[0]) not in labels:
        return None
    if headings.find_dimension(text, lexicon):
        return None
    role = headings.find_role(found[0], lexicon)
    heading = Heading(found[0], "", 0, None, role, is_label=True)
    return heading, replace(line, text=found[1]) if found[1] else None


def _item_mark(line: TextLine, lexicon: Lexicon) -> tuple[bool, bool]:
    """(has a list mark, starts a list item). Numbers start items, but also number headings."""
    if markup.strip_mark(line.text)[1] or line.text in {"-", "*", "•"}:
        return True, True
    style, depth, rest = headings.numbering(line.text)
    starts = style in {"lower", "upper", "decimal"} and depth == 1 and rest != line.text
    if starts and headings.parse(line.text, lexicon, may_be_sentence=True):
        return False, False
    punctuated = not line.text[: len(line.text) - len(rest)].rstrip().isalnum()
    return False, starts and (punctuated or rest[:1].isupper())


def _certain_heading(line: TextLine, lexicon: Lexicon) -> Heading | None:
    """A heading even where the line could go on with the paragraph above."""
    heading = headings.parse(line.text, lexicon, may_be_sentence=True)
    if (
        heading
        and (heading.dimension or heading.style)
        and line.text[:1].isupper() | line.text[:1].isdigit()
    ):
        return heading
    return None
