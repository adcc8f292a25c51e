"""From a text to printed lines: fonts, widths, cut words, ligatures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from specimens.model import CUT_HARD, CUT_SOFT

BULLET = "•"
SYMBOL_BULLET = "\uf0b7"  # Word's bullet of the Symbol font, a code point of no script
_HYPHENS = {CUT_SOFT: "\u00ad", CUT_HARD: "-"}
_LIGATURE = ("fi", "\ufb01")


@dataclass(frozen=True)
class Style:
    """A font with its size and leading, in points."""

    font: str
    size: float
    leading: float
    ligatures: bool = False

    def width(self, text: str) -> float:
        return pdfmetrics.stringWidth(self.printed(text), self.font, self.size)

    def printed(self, text: str) -> str:
        """The code points that go on the page."""
        return text.replace(*_LIGATURE) if self.ligatures else text


@cache
def embed_vera() -> None:
    """Make Vera and Vera-Bold known to reportlab, which ships them.

    Embedded, a page looks the same wherever it is rendered. The bullet is given a second code
    point, so that its text is the private-use one that Word writes.
    """
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
        font = TTFont(name, file)
        face = font.face
        face.charToGlyph[ord(SYMBOL_BULLET)] = face.charToGlyph[ord(BULLET)]
        face.charWidths[ord(SYMBOL_BULLET)] = face.charWidths[ord(BULLET)]
        pdfmetrics.registerFont(font)


def wrap(text: str, style: Style, width: float) -> list[str]:
    """The lines of a text; a word is cut only where it bears a mark, and only if that helps."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        pieces, rest = _pieces(word), ""
        whole = "".join(piece for piece, _ in pieces)
        if not line or style.width(f"{line} {whole}") <= width:
            line = f"{line} {whole}".lstrip()
            continue
        head, rest = _cut(f"{line} ", pieces, style, width)
        lines.append(head or line)
        line = rest if head else whole
    return [*lines, line]


def _pieces(word: str) -> list[tuple[str, str]]:
    """(letters, hyphen printed when the word is cut after them) of a word."""
    pieces = []
    letters = ""
    for letter in word:
        if letter in _HYPHENS:
            pieces.append((letters, _HYPHENS[letter]))
            letters = ""
        else:
            letters += letter
    return [*pieces, (letters, "")]


def _cut(line: str, pieces: list[tuple[str, str]], style: Style, width: float) -> tuple[str, str]:
    """The line filled up to the last cut that fits, and the rest of the word; blank if none."""
    for end in range(len(pieces) - 1, 0, -1):
        head = "".join(piece for piece, _ in pieces[:end])
        filled = line + head + pieces[end - 1][1]
        if style.width(filled) <= width:
            return filled, "".join(piece for piece, _ in pieces[end:])
    return "", ""
