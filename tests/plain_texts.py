"""Plain texts read as plans, for tests."""

from __future__ import annotations

from planoteca.documents.model import Document
from planoteca.documents.reading import read_bytes


def read_text(text: str) -> Document:
    return read_bytes(text.encode(), "plan.txt")
