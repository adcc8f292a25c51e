"""Lines outside tables: their text, the blank lines before them, and which follow on which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from planoteca.documents import markup
from planoteca.documents.model import Document, Fragment
from planoteca.documents.tables import is_unfinished, join_text, starts_lower
from planoteca.extraction import headings, outline_numbers
from planoteca.extraction.acts import starts_action
from planoteca.extraction.lexicon import Lexicon, words

_TITLE_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"#\s?[.)°-]")  # a number so replaced that marks an item
_LABEL_NUMBER = re.compile(r"\d+[a-z]?|n|no|nro")
_PAGE_NUMBER = re.compile(r"(?i)(p[aá]g(ina|\.)?\s*)?[-–|\s]*\d{1,3}[-–|\s]*((de|/)\s*\d{1,3})?")
_FURNITURE_REPEATS = 3
_FURNITURE_WORDS = 4
# A first word that would fill the line above to this share may have been wrapped.
_SURELY_FITS = 0.8
_CONTENTS_REACH = 300  # lines
_CONTENTS_ENTRIES = 5
_MAX_CONTENTS_TITLE = 40
_ENDS_SENTENCE = (".", ":", ";", "!", "?", "”", '"')


class TextLine(NamedTuple):
    """A line with text: markup removed, list mark kept. `blanks` counts the blank lines before.

    `is_title`: marked as a heading of a Markdown text. `at_page_end`: beside a page number.
    `is_whole`: a paragraph of its own.
    """

    number: int
    text: str
    blanks: int
    is_indented: bool
    is_title: bool = False
    page: int | None = None
    at_page_end: bool = False
    is_whole: bool = False


def outside_tables(document: Document, lexicon: Lexicon) -> tuple[TextLine, ...]:
    """The lines with text that no table holds; page numbers and running titles are left out."""
    inside = {
        number
        for table in document.tables
        for number in range(table.line_start, table.line_end + 1)
    }
    found: list[TextLine] = []
    blanks = 1
    after_number = False
    for line in document.lines:
        text = "" if line.number in inside else markup.plain(line.text)
        if not text:
            blanks += 1
            continue
        if _PAGE_NUMBER.fullmatch(text):
            blanks += 1
            after_number = True
            if found and blanks == 1:
                found[-1] = found[-1]._replace(at_page_end=True)
            continue
        title = _TITLE_MARK.match(text)
        if title:
            text = text[title.end() :]
        indented = line.text[:1].isspace()
        found.append(
            TextLine(
                line.number,
                text,
                blanks,
                indented,
                line.is_title or title is not None,
                line.page,
                after_number,
                document.has_whole_lines,
            )
        )
        blanks, after_number = 0, False
    keys = [_DIGITS.sub("#", line.text) for line in found]
    running = _running_titles(found, keys, lexicon)
    contents = _contents(found, lexicon)
    return tuple(
        line
        for position, line in enumerate(found)
        if position not in contents and keys[position] not in running
    )


def _contents(lines: Sequence[TextLine], lexicon: Lexicon) -> range:
    """Positions of the table of contents: from below its title to where its entries return."""
    for position, line in enumerate(lines[:_CONTENTS_REACH]):
        if (
            len(line.text) > _MAX_CONTENTS_TITLE
            or outline_numbers.numbering(line.text)[0]
            or headings.find_role(line.text, lexicon) != "contents"
        ):
            continue
        start = position + 1
        keys = [_entry_key(entry.text) for entry in lines[start : start + _CONTENTS_REACH]]
        # The first entry opens the plan: it is enough to find a single word again. Later ones may
        # stand twice in a short table of contents.
        first = {*keys[:1]} - {""}
        entries = first | {key for key in keys[:_CONTENTS_ENTRIES] if len(key.split()) > 1}
        for later, key in enumerate(keys[1:], start=1):
            if key in (first if later < _CONTENTS_ENTRIES else entries):
                return range(start, start + later)
    return range(0)


def _entry_key(text: str) -> str:
    """The words of an entry without numbers and leaders."""
    return " ".join(word for word in words(text) if not word.isdigit() and len(word) > 1)


def find_labels(lines: Sequence[TextLine], lexicon: Lexicon) -> frozenset[str]:
    """Titles that return at least three times: those of the boxes of a form.

    A form has several boxes; a single title that returns heads chapters. So do titles with numbers
    of several levels.
    """
    numbered = (outline_numbers.numbering(markup.strip_mark(line.text)[0]) for line in lines)
    texts = (text for _, depth, text in numbered if depth <= 1 and not text[:1].islower())
    found = (headings.find_label(text, lexicon) for text in texts)
    counts = Counter(label_key(label[0]) for label in found if label)
    labels = frozenset(key for key, count in counts.items() if count >= _FURNITURE_REPEATS)
    return labels if len(labels) > 1 else frozenset()


def label_key(label: str) -> str:
    """A label without case, accents, punctuation and number ("Meta 1A", "Problema N° 2")."""
    return " ".join(word for word in words(label) if not _LABEL_NUMBER.fullmatch(word))


def _running_titles(lines: Sequence[TextLine], keys: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Texts that return at least three times, page number apart, as page headers do.

    `keys` are the texts of the lines without their numbers. Twice is enough for a line beside a
    page number. Titles of tables, dimensions and boxes return too; they are known by their words.
    """
    counts = Counter(keys)
    at_page_end = {key for line, key in zip(lines, keys, strict=True) if line.at_page_end}
    return {
        text
        for text, count in counts.items()
        if count >= _FURNITURE_REPEATS - (text in at_page_end)
        and len(text.split()) >= _FURNITURE_WORDS
        and not text[:1].islower()
        and not text.endswith((",", ";", ".", ":"))
        and not markup.strip_mark(text)[1]
        and not _NUMBERED.match(text)
        and not outline_numbers.numbering(text)[0]
        and headings.find_label(text, lexicon) is None
        and headings.find_dimension(text, lexicon) is None
        and lexicon.columns.longest_at(lexicon.words(text), 0) is None
    }


def follows_on(above: TextLine, below: TextLine) -> bool:
    """Whether a line goes on with the paragraph of the line above it.

    Adjacent lines do unless a sentence ends and another begins. Over a blank line (double spacing,
    page breaks) only what cannot be a new paragraph does: it starts in lower case, or the line
    above cannot end there.
    """
    if below.is_whole:
        return False
    if starts_lower(below.text) and not above.text.endswith((".", ":", ";")):
        return True
    if is_unfinished(above.text):
        return True
    return below.blanks == 0 and not above.text.endswith(_ENDS_SENTENCE)


def is_cell_break(above: TextLine, below: TextLine, width: int) -> bool:
    """Whether a new cell starts at `below` where every line is followed by a blank one.

    It starts in upper case and: a sentence ended; or its first word would easily have fitted on the
    line above (`width` letters wide), so the break is no wrap; or it opens as a promise does.
    """
    if starts_lower(below.text) or is_unfinished(above.text):
        return False
    fits = len(above.text) + 1 + len(below.text.split(maxsplit=1)[0]) <= width * _SURELY_FITS
    return fits or above.text.endswith(_ENDS_SENTENCE) or starts_action(below.text)


def to_fragment(lines: Sequence[TextLine], *, is_item: bool = False) -> Fragment:
    """One fragment of consecutive lines, list mark removed."""
    content, _ = markup.strip_mark(reduce(join_text, (line.text for line in lines)))
    first, last = lines[0], lines[-1]
    return Fragment(content, first.number, last.number, first.page, last.page, is_item)
