"""The outline of a plan: its paragraphs, items and tables in reading order, each with its headings.

Headings nest by their numbering: "4.2" ends at "4.3" or "PARTE V", not at an unnumbered title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planoteca.documents import markup
from planoteca.documents.model import Document, Fragment, Table
from planoteca.documents.tables import is_unfinished, join_text, starts_lower
from planoteca.extraction import blank_cells, boxed_rows, headings, labelled_rows, outline_numbers
from planoteca.extraction.acts import starts_verb
from planoteca.extraction.headings import Heading
from planoteca.extraction.lexicon import Lexicon
from planoteca.extraction.lines import (
    TextLine,
    find_labels,
    follows_on,
    label_key,
    outside_tables,
    to_fragment,
)
from planoteca.extraction.open_headings import OpenHeadings
from planoteca.extraction.statements import has_numbered_label

_PROMISING = frozenset({"targets", "proposals"})
_MIN_TITLES = 3


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
        for heading in reversed(self.path):
            if heading.role:
                return heading.role
        return None

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
    """A paragraph, list item or table, and where it stands. `heading` blocks are the titles.

    `is_form`: the table was drawn as boxes with labels at the left.
    """

    context: Context
    fragment: Fragment | None = None
    table: Table | None = None
    heading: Heading | None = None
    is_form: bool = False


def outline(document: Document, lexicon: Lexicon) -> list[Block]:
    """Every block of the document in reading order."""
    document, forms = labelled_rows.as_columns(document, lexicon)
    document = boxed_rows.as_lines(document, lexicon)
    lines = outside_tables(document, lexicon)
    raw = {line.number: line.text for line in document.lines}
    blank_tables = blank_cells.find(lines, raw, lexicon)
    hidden = {n for t in blank_tables for n in range(t.line_start, t.line_end + 1)}
    tables = sorted([*document.tables, *blank_tables], key=lambda table: table.line_start)
    bare = headings.names_dimensions_bare((line.text for line in lines), lexicon)
    assembler = _Assembler(
        lexicon, find_labels(lines, lexicon), counted_titles(lines), has_bare_dimensions=bare
    )
    position = 0
    for line in lines:
        while position < len(tables) and tables[position].line_start < line.number:
            assembler.add_table(tables[position], is_form=tables[position].line_start in forms)
            position += 1
        if line.number not in hidden:
            assembler.add_line(line)
    for table in tables[position:]:
        assembler.add_table(table, is_form=table.line_start in forms)
    return assembler.finish()


@dataclass
class _Assembler:
    """Puts lines together to paragraphs and items, and keeps the headings above them."""

    lexicon: Lexicon
    labels: frozenset[str]
    counted_titles: frozenset[int]  # lines
    has_bare_dimensions: bool = False
    blocks: list[Block] = field(default_factory=list)
    headings: OpenHeadings = field(default_factory=OpenHeadings)
    paragraph: list[TextLine] = field(default_factory=list)
    is_item: bool = False
    has_numbered_items: bool = False  # below the last heading
    title: TextLine | None = None  # the last line, where it is a heading
    before_title: list[Heading] = field(default_factory=list)

    def add_table(self, table: Table, *, is_form: bool) -> None:
        self._close()
        self.blocks.append(Block(self._context(), table=table, is_form=is_form))

    def add_line(self, line: TextLine) -> None:
        if self._extends_title(line):
            return
        self.title = None
        if line.number in self.counted_titles:
            line = line._replace(is_title=True)
        label = _label(line, self.labels, self.lexicon)
        if label:
            heading, rest = label
            self._add_heading(line, heading)
            if rest:
                self._start(rest, is_item=False)
            return
        dimension = headings.ordinal_dimension(markup.strip_mark(line.text)[0], self.lexicon)
        if dimension:
            text = markup.strip_mark(line.text)[0]
            self._add_heading(line, Heading(text, "", 0, dimension, None))
            return
        has_mark, starts_item = _item_mark(line, self.lexicon)
        goes_on = (
            self.paragraph
            and not line.is_title
            and not starts_item
            and follows_on(self.paragraph[-1], line)
        )
        if goes_on and not _is_certain_heading(line, self.lexicon):
            self.paragraph.append(line)
            return
        counts_on = self._counts_on(line)
        found = (
            None
            if has_mark
            else headings.parse(
                line.text,
                self.lexicon,
                may_be_sentence=starts_item and not counts_on,
                is_title=line.is_title or counts_on,
                bare=self._may_name_bare(line),
            )
        )
        if found:
            self._add_heading(line, found)
        else:
            self._start(line, is_item=starts_item)

    def _extends_title(self, line: TextLine) -> bool:
        """Add the line to the heading above it where that was broken in the middle."""
        title = self.title
        if title is None or line.blanks or not self.headings.path or line.is_title:
            return False
        if not (is_unfinished(title.text) or starts_lower(line.text)):
            return False
        starts_anew = markup.strip_mark(line.text)[1] or outline_numbers.numbering(line.text)[0]
        if starts_anew or line.text.endswith((".", ":", ";")):
            return False
        joined = title._replace(text=join_text(title.text, line.text))
        last = self.headings.path[-1]
        found = headings.parse(
            joined.text, self.lexicon, is_title=title.is_title, bare=self._may_name_bare(title)
        )
        if found is None or last.is_label:
            return False
        self.headings.path = list(self.before_title)
        self.blocks.pop()
        self._add_heading(joined, found)
        return True

    def _may_name_bare(self, line: TextLine) -> bool:
        """Whether the line may head a dimension with its name alone: all do, or it counts on."""
        if self.has_bare_dimensions and self._context().role in _PROMISING:
            return True
        style = outline_numbers.numbering(line.text)[0]
        return any(
            open_.dimension
            and open_.style == style != ""
            and outline_numbers.ordinal(open_.text) == outline_numbers.ordinal(line.text) - 1
            for open_ in self.headings.path
        )

    def _counts_on(self, line: TextLine) -> bool:
        """Whether a short line has the number after that of an open heading without numbered items.

        "7. Estrategias" below "6. DIMENSIÓN INSTITUCIONAL" and its bullets is the next heading.
        """
        number = outline_numbers.outline_number(line.text)
        if number is None or self.has_numbered_items or line.text.endswith((".", ",", ";")):
            return False
        return any(outline_numbers.outline_number(h.text) == number - 1 for h in self.headings.path)

    def finish(self) -> list[Block]:
        self._close()
        return self.blocks

    def _context(self) -> Context:
        return Context(tuple(self.headings.path))

    def _start(self, line: TextLine, *, is_item: bool) -> None:
        self._close()
        self.paragraph.append(line)
        self.is_item = is_item
        style, depth, _ = outline_numbers.numbering(line.text)
        self.has_numbered_items |= style == "decimal" and depth == 1

    def _close(self) -> None:
        if self.paragraph:
            fragment = to_fragment(self.paragraph, is_item=self.is_item)
            self.paragraph.clear()
            self.blocks.append(Block(self._context(), fragment=fragment))

    def _add_heading(self, line: TextLine, heading: Heading) -> None:
        self._close()
        self.title, self.before_title = line, list(self.headings.path)
        heading = replace(heading, line=line.number)
        self.headings.open(heading)
        self.has_numbered_items = False
        self.blocks.append(Block(self._context(), fragment=to_fragment([line]), heading=heading))


def counted_titles(lines: Sequence[TextLine]) -> frozenset[int]:
    """The numbers of short lines that count 1, 2, 3, each above items of another mark: titles."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    for line, below in pairwise(lines):
        number = outline_numbers.outline_number(line.text)
        if number is None or line.text.endswith((".", ",", ";")) or not _opens_list(below):
            continue
        if number == 1:
            run, last = [], 0
        if number == last + 1:
            run.append(line.number)
            last = number
            if len(run) >= _MIN_TITLES:
                found.update(run)
    return frozenset(found)


def _opens_list(line: TextLine) -> bool:
    style, depth, _ = outline_numbers.numbering(line.text)
    return markup.strip_mark(line.text)[1] or style == "lower" or (style == "decimal" and depth > 1)


def _label(
    line: TextLine, labels: frozenset[str], lexicon: Lexicon
) -> tuple[Heading, TextLine | None] | None:
    """The label that a line opens with, and the paragraph that follows on the same line."""
    text = outline_numbers.numbering(markup.strip_mark(line.text)[0])[2]
    found = headings.find_label(text, lexicon) if labels else None
    if found is None or label_key(found[0]) not in labels:
        return None
    if headings.find_dimension(text, lexicon):
        return None
    role = headings.find_role(found[0], lexicon)
    heading = Heading(found[0], "", 0, None, role, is_label=True)
    return heading, line._replace(text=found[1]) if found[1] else None


def _item_mark(line: TextLine, lexicon: Lexicon) -> tuple[bool, bool]:
    """(has a list mark, starts a list item). Numbers start items, but also number headings."""
    if markup.strip_mark(line.text)[1] or line.text in {"-", "*", "•"}:
        return True, True
    if not line.is_title and has_numbered_label(line.text):
        return True, True
    style, depth, rest = outline_numbers.numbering(line.text)
    starts = style in {"lower", "upper", "decimal"} and rest != line.text
    starts = starts and (depth == 1 or starts_verb(rest))
    if line.is_title or (starts and headings.parse(line.text, lexicon, may_be_sentence=True)):
        return False, False
    punctuated = not line.text[: len(line.text) - len(rest)].rstrip().isalnum()
    return False, starts and (punctuated or rest[:1].isupper())


def _is_certain_heading(line: TextLine, lexicon: Lexicon) -> bool:
    """A heading even where the line could go on with the paragraph above."""
    heading = headings.parse(line.text, lexicon, may_be_sentence=True)
    return heading is not None and bool(heading.dimension or heading.style)
