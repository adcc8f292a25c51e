"""Word's automatic numbering and bullets, and which of its styles are titles.

The marks of lists are not in the text of a Word file: they are computed here as Word does, from
the paragraphs in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from planoteca.documents.docx.parts import Parts, has, number, value, w

BULLET = "•"

_TITLE_STYLE = re.compile(
    r"(?i)(?:heading|t[ií]tulo|encabezado)\s*\d|title|t[ií]tulo|subtitle|subt[ií]tulo"
)
_BODY_LEVEL = 9  # the outline level of text that is no title
_LEVELS = 9
_MAX_PARENTS = 20  # of a style; also ends circles
_MAX_LABEL = 60  # letters; hostile files repeat a label of a megabyte on every paragraph
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says, its parents included."""

    is_title: bool = False
    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: "%1.%2" with the number format of each level, and where it starts."""

    format: str
    text: str
    start: int
    restarts: bool
    is_legal: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """A list: which definition counts for it, its levels, and where it starts anew."""

    definition: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Marks:
    """The list mark and the title style of each paragraph; counts on from call to call."""

    def __init__(self, parts: Parts) -> None:
        self._raw_styles = {
            style.get(w("styleId"), ""): style
            for style in (() if parts.styles is None else parts.styles.iter(w("style")))
            if style.get(w("type"), "paragraph") in {"paragraph", "numbering"}
        }
        self._styles: dict[str, _Style] = {}
        self._lists = dict(_read_lists(parts.numbering, self))
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph's style, or the paragraph itself, is of an outline level."""
        level = number(value(paragraph, "pPr", "outlineLvl"))
        if level is not None:
            return level < _BODY_LEVEL
        return self.style(value(paragraph, "pPr", "pStyle")).is_title

    def label(self, paragraph: Element) -> str:
        """The mark Word shows before the paragraph: "•", "4.2.", "a)"; "" for none.

        To be asked once for each paragraph, in reading order.
        """
        style_id = value(paragraph, "pPr", "pStyle")
        style = self.style(style_id)
        list_id = value(paragraph, "pPr", "numPr", "numId") or style.list_id
        used = self._lists.get(list_id or "")
        if list_id is None or used is None:
            return ""
        level = number(value(paragraph, "pPr", "numPr", "ilvl"))
        if level is None:
            of_style = (i for i, form in used.levels.items() if style_id and form.style == style_id)
            level = next(of_style, style.level or 0)
        form = used.levels.get(level)
        if form is None:
            return ""
        self._count(list_id, used, level)
        if form.format == "bullet":
            return BULLET
        return _show(form, used.levels, self._counts[used.definition])

    def _count(self, list_id: str, used: _List, level: int) -> None:
        counts = self._counts.setdefault(used.definition, {})
        for lower in [key for key in counts if key > level]:
            if lower not in used.levels or used.levels[lower].restarts:
                del counts[lower]
        for upper in range(level):
            if upper in used.levels:
                counts.setdefault(upper, used.levels[upper].start)
        if level in used.restarts and (list_id, level) not in self._begun:
            counts[level] = used.restarts[level]
        else:
            counts[level] = counts.get(level, used.levels[level].start - 1) + 1
        self._begun.add((list_id, level))

    def style(self, style_id: str | None) -> _Style:
        """What the style with this id says; that of no style at all where there is none."""
        if style_id is None:
            return _Style()
        if style_id not in self._styles:
            self._styles[style_id] = self._read_style(style_id)
        return self._styles[style_id]

    def _read_style(self, style_id: str | None) -> _Style:
        chain: list[Element] = []
        while style_id in self._raw_styles and len(chain) < _MAX_PARENTS:
            chain.append(self._raw_styles[style_id])
            style_id = value(chain[-1], "basedOn")
        found = _Style()
        for raw in reversed(chain):
            outline = number(value(raw, "pPr", "outlineLvl"))
            level = number(value(raw, "pPr", "numPr", "ilvl"))
            is_named = _TITLE_STYLE.fullmatch((value(raw, "name") or "").strip()) is not None
            by_level = found.is_title if outline is None else outline < _BODY_LEVEL
            found = _Style(
                is_named or by_level,
                value(raw, "pPr", "numPr", "numId") or found.list_id,
                found.level if level is None else level,
            )
        return found


def _read_lists(numbering: Element | None, marks: Marks) -> Iterator[tuple[str, _List]]:
    if numbering is None:
        return
    definitions = {
        raw.get(w("abstractNumId"), ""): raw for raw in numbering.findall(w("abstractNum"))
    }
    used = {raw.get(w("numId"), ""): raw for raw in numbering.findall(w("num"))}
    levels = {key: _read_levels(raw) for key, raw in definitions.items()}
    for list_id, raw in used.items():
        key = value(raw, "abstractNumId") or ""
        # A list style: the definition only names the style, which names the list that has levels.
        link = value(definitions.get(key), "numStyleLink")
        target = used.get(marks.style(link).list_id or "") if link else None
        key = (value(target, "abstractNumId") or "") if target is not None else key
        overrides = {
            number(override.get(w("ilvl"))): override for override in raw.findall(w("lvlOverride"))
        }
        changed: dict[int, _Level] = {}
        restarts: dict[int, int] = {}
        for level, override in overrides.items():
            if level is None:
                continue
            changed |= _read_levels(override)
            start = number(value(override, "startOverride"))
            if start is not None:
                restarts[level] = start
        yield list_id, _List(key, levels.get(key, {}) | changed, restarts)


def _read_levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for raw in parent.findall(w("lvl")):
        level = number(raw.get(w("ilvl")))
        if level is None or not 0 <= level < _LEVELS:
            continue
        text = value(raw, "lvlText") or ""
        found[level] = _Level(
            value(raw, "numFmt") or "decimal",
            text if len(text) <= _MAX_LABEL else "",
            number(value(raw, "start")) or 0,
            value(raw, "lvlRestart") != "0",
            has(raw, "isLgl"),
            value(raw, "pStyle"),
        )
    return found


def _show(form: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def fill(placeholder: re.Match[str]) -> str:
        level = int(placeholder[1]) - 1
        used = levels.get(level)
        if used is None or level not in counts:
            return ""
        return format_number(counts[level], "decimal" if form.is_legal else used.format)

    return _PLACEHOLDER.sub(fill, form.text).strip()


def format_number(count: int, style: str) -> str:
    """The number as Word shows it: "7", "07", "g", "VII"; decimal where the style is unknown."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{count:02}"
    if style in {"ordinal", "ordinalText"}:
        return f"{count}º"
    if style.endswith("Letter") and 0 < count <= 26 * 9:
        repeats, letter = divmod(count - 1, 26)
        shown = chr(ord("a") + letter) * (repeats + 1)
    elif style.endswith("Roman") and 0 < count < 4000:
        shown = _roman(count)
    else:
        return str(count)
    return shown.upper() if style.startswith("upper") else shown


def _roman(count: int) -> str:
    shown = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        shown += letters * times
    return shown
