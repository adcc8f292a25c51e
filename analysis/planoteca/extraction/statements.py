"""One promise each: a paragraph split where a full stop parts different promises, and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planoteca.documents import markup
from planoteca.documents.model import Fragment
from planoteca.extraction import outline_numbers
from planoteca.extraction.acts import starts_verb
from planoteca.extraction.number_words import fold

# A full stop before a capital, a number or a dash; not after one letter or a short abbreviation.
_STOP = re.compile(
    r"(?<=[.;])(?:"
    r"(?<=[^\W_]{3}[.;])\s*(?:(?<=\s)|(?<=\.)(?=[A-ZÁÉÍÓÚÑ]))(?=[-–—]?\s*[A-ZÁÉÍÓÚÑ\d])"
    r"|(?<=[%)\"”][.])\s+(?=[-–—]?\s*[A-ZÁÉÍÓÚÑ\d]))"
)
_DASH = re.compile(r"(?<=[.;])\s*[-–—]\s+(?=[A-ZÁÉÍÓÚÑ\d])")
_COUNT = re.compile(r"(?:^|(?<=\s))(\d{1,2})\s?(?:[.)]-?|°)\s*(?=[A-ZÁÉÍÓÚÑ])")
_LETTER = re.compile(r"(?:^|(?<=\s))([a-z])\s?[.)]\s*(?=[A-ZÁÉÍÓÚÑ])")
_LABEL = re.compile(
    r"(?i)(?:propuesta|proyecto|programa|meta|acci[oó]n|compromiso)\s+(?:n\s?[°º.]*\s*)?\d{1,2}"
    r"\s*[.:)–-]+\s*(?=\S)"
)
_ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:art|arts|asoc|atm|av|cap|col|ctra|depto|dist|dpto|dr|dra|etc|gral|hab|ing|inc|jr|"
    r"lic|max|min|mun|mz|nac|nro|nros|núm|num|pág|pags|prof|prov|sec|sr|sra|sta|sto|tec|tel|urb|"
    r"vol|aprox|ee|ha|has|km|rr|ss|hh|aa|ii)|\b\w)\.$"
)
# A sentence that opens so goes on with the promise before it: a means, a purpose, a relative
# clause, a bare result ("Ejecutado"), a conjunction.
_GOES_ON = re.compile(
    r"^(?:a fin|a traves|ademas|asi|asimismo|aquellos|con|cuyo|cuya|cual|de (?:esta|este|tal)|del|"
    r"desde|dich[oa]s?|donde|el cual|ella|ello|en|entre|es decir|es(?:t[aeo]s?|os?|as?)|"
    r"(?:el|la|su) (?:costo|presupuesto|monto|plazo|inversion|financiamiento)|costo|inversion|"
    r"plazo|presupuesto|se financia\w+|beneficia\w+|como tambien|\w{3,}(?:ando|iendo)|incluye|"
    r"la cual|las cuales|lo cual|los cuales|mediante|o|para|permit\w+|pero|por|porque|"
    r"priorizando|que|quienes|segun|siendo|sobre todo|su|sus|tal|tambien|y)\b"
)
_RESULT = re.compile(r"^[^\W\d_]+(?:ad|id|ct|st)[oa]s?\W*$")
_MIN_WORDS = 2
_REACH = 500  # letters on both sides of a full stop that are looked at


@dataclass(frozen=True)
class Draft:
    """One promise: where it stands, under what, and the deadline of its column's title."""

    kind: str
    section: str
    statement: Fragment
    dimension: str | None = None
    axis: str | None = None
    problem: str | None = None
    objective: str | None = None
    indicator_text: str | None = None
    header_deadline: str | None = None
    notes: str | None = None


def split_promises(fragment: Fragment) -> tuple[Fragment, ...]:
    """The promises of a fragment, each with the fragment's lines.

    A list item is one promise, however many sentences explain it; a dash after a full stop starts
    another in any case, and so does the next number of a list that runs on ("1. ... 2. ...").
    """
    items = _counted(fragment.text)
    is_item = fragment.is_item or len(items) > 1
    parts = [
        part
        for item in items
        for piece in _DASH.split(item)
        for part in ([piece] if is_item else _sentences(piece))
    ]
    cleaned = [clean for part in parts if (clean := clean_statement(part))]
    return tuple(replace(fragment, text=text) for text in cleaned)


def _counted(text: str) -> list[str]:
    """The items of a list whose marks count on inside one paragraph; the text itself if none."""
    for mark, first in ((_COUNT, 1), (_LETTER, ord("a"))):
        if not mark.match(text):
            continue
        starts: list[int] = []
        for found in mark.finditer(text):
            value = int(found[1]) if first == 1 else ord(found[1])
            if value == first + len(starts):
                starts.append(found.start())
        if len(starts) > 1 and starts[0] == 0:
            return [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [text]


def has_numbered_label(text: str) -> bool:
    """Whether the text opens with a numbered label ("Propuesta 1."), which marks a list item."""
    return _LABEL.match(text) is not None


def clean_statement(text: str) -> str:
    """The text without list marks, labels and item numbers; blank when no words are left."""
    content, _ = markup.strip_mark(text)
    label = _LABEL.match(content)
    if label:
        return content[label.end() :]
    style, depth, rest = outline_numbers.numbering(content)
    mark = content[: len(content) - len(rest)].rstrip()
    # "01 Programa" counts programmes, "1. Programa" and "a) Programa" number items.
    numbers_item = mark.endswith(")") or (style in {"decimal", "lower"} and not mark.isalnum())
    if style and rest and numbers_item and (depth == 1 or starts_verb(rest)):
        content = rest
    return content if any(letter.isalpha() for letter in content) else ""


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        before = text[max(start, stop.start() - _REACH) : stop.start()]
        after = text[stop.end() : stop.end() + _REACH]
        if _parts(before, after):
            yield before
            start = stop.end()
    yield text[start:]


def _parts(before: str, after: str) -> bool:
    """Whether the stop between the two parts different promises."""
    sentence = fold(after.split(". ", 1)[0].lstrip("-–— "))
    return (
        len(before.split()) >= _MIN_WORDS
        and len(sentence.split()) >= _MIN_WORDS
        and before.count("(") <= before.count(")")
        and _ABBREVIATION.search(before) is None
        and _GOES_ON.match(sentence) is None
        and _RESULT.match(sentence) is None
    )
