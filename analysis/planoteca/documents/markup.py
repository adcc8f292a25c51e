"""Markup and list marks inside a piece of text: removed, and its paragraphs and items told apart.

Tags are found with one linear expression. The standard library's html.parser takes minutes on
200 kB of unclosed tags (its search is quadratic), and plans come from strangers.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from planoteca.documents.model import Fragment

BULLETS = "•●○◦▪▫■□◆◇►▸➢➤✓✔❖·\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0e0\uf02d\uf0be"

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,500})?/?>|<!--[^<>]{0,500}-->")
_EMPHASIS = re.compile(r"(?=[*_\\])(?:\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|\\(?=[$%*_#]))")
_BULLET = re.compile(f"[{BULLETS}]")
_LEADING_MARK = re.compile(rf"^\s*(?:[{BULLETS}*+]|[-–—](?=\s*[^\W\d]))\s*")
_BREAKING = frozenset({"p", "br", "div", "tr", "td", "th", "table", "ul", "ol", "li"})
_MARKED = re.compile(rf"[<&*_\\{BULLETS}–—-]")
_PARAGRAPH, _ITEM = "\x02", "\x03"  # control characters cannot stand in a readable text
_BREAK = re.compile(f"([{_PARAGRAPH}{_ITEM}])")


def fragments(
    text: str, line: int, page: int | None = None, line_end: int | None = None
) -> tuple[Fragment, ...]:
    """The paragraphs and list items of a text that stands on lines `line`..`line_end`."""
    end = line if line_end is None else line_end
    return tuple(
        Fragment(content, line, end, page, page, is_item) for content, is_item in parts(text)
    )


def parts(text: str) -> list[tuple[str, bool]]:
    """(text, is a list item) of each paragraph: markup, marks and spare space removed."""
    if not _MARKED.search(text):
        plain_text = collapse(text)
        return [(plain_text, False)] if plain_text else []
    marked = _TAG.sub(_mark, text.replace(_PARAGRAPH, " ").replace(_ITEM, " "))
    marked = _BULLET.sub(_ITEM, html.unescape(_EMPHASIS.sub("", marked)))
    found = []
    is_item = False
    for piece in _BREAK.split(marked):
        if piece in {_PARAGRAPH, _ITEM}:
            is_item = piece == _ITEM
            continue
        content, has_mark = strip_mark(piece)
        if content and content.strip("-–—. "):
            found.append((content, is_item or has_mark))
            # Further paragraphs of one item are told by their own marks only.
            is_item = False
    return found


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text on one line: markup and entities resolved, list marks kept."""
    if not _MARKED.search(text):
        return collapse(text)
    return collapse(html.unescape(_EMPHASIS.sub("", _TAG.sub(_blank, text))))


@lru_cache(maxsize=8192)
def strip_mark(text: str) -> tuple[str, bool]:
    """The text without a leading list mark, and whether it had one."""
    mark = _LEADING_MARK.match(text)
    return collapse(text[mark.end() :] if mark else text), mark is not None


def collapse(text: str) -> str:
    return " ".join(text.split())


def _mark(tag: re.Match[str]) -> str:
    name = (tag[2] or "").lower()
    if name == "li" and not tag[1]:
        return _ITEM
    return _PARAGRAPH if name in _BREAKING else ""


def _blank(tag: re.Match[str]) -> str:
    return " " if (tag[2] or "").lower() in _BREAKING else ""
