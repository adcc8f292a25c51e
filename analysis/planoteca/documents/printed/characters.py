"""Characters as printed turned to the text that was meant: ligatures, list marks, hyphens.

Symbol fonts print list marks as private-use characters, control characters or letters
("Ø", "ü", "§" of Wingdings; "o" of Courier); they are told by standing alone before a capital.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PRIVATE = "\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f"
_MARK = re.compile(
    rf"^\s*(?:[{_PRIVATE}]+\s*|[Øü§vq■□▪➔→►❑❖]\s+(?=[A-ZÁÉÍÓÚÑ\d¿“\"])|[oO]\s+(?=[A-ZÁÉÍÓÚÑ¿“\"]\w*\s))"
)
_STRAY = re.compile(rf"[{_PRIVATE}\u200b-\u200f\ufeff]+")
_SOFT_HYPHEN_END = re.compile("\u00ad$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
BULLET = "•"


@lru_cache(maxsize=8192)
def clean(text: str, *, opens_line: bool = True) -> str:
    """The text without what only printing needed; blank when nothing is left.

    `opens_line`: the text stands at the start of its line, where a list mark may be.
    """
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    text = _SOFT_HYPHEN_END.sub("-", text).replace("\u00ad", "")
    if opens_line:
        text = _MARK.sub(f"{BULLET} ", text, count=1)
    return " ".join(_STRAY.sub(" ", text).split())
