"""The machine's coding of a plan file, and all that follows from a coding by its words alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planoteca import coding, documents
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.errors import UnreadableDocument
from planoteca.extraction import extract_all
from planoteca.extraction.measured import measured
from planoteca.extraction.period import find_period
from planoteca.extraction.themes import find_themes
from planoteca.fingerprints import sha256_of
from planoteca.found import Found, digest_of, printable, text_of
from planoteca.functions import find_functions

_LISTED_PAGES = 12


def code(path: Path, codebook: Codebook, *, ocr: bool) -> Found:
    """Read and code one file; reasons are without its name."""
    try:
        document = documents.read(path, ocr=ocr)
        machine = extract_all(document, codebook)
    except UnreadableDocument as error:
        reason = error.message.removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
        return Found(sha256=sha256_of(path), reason=printable(reason))
    frames = {**annotated(machine.coding, codebook), "titles": machine.titles}
    coded = [getattr(machine.coding, name) for name in coding.SCHEMAS]
    return Found(
        sha256=document.sha256,
        reason=_unread_pages(document),
        media_type=document.media_type,
        pages=document.pages,
        lines=document.line_count,
        period=find_period(document),
        place=machine.place and (*machine.place,),
        commitment_count=len(machine.coding.commitments),
        rows_sha256=digest_of(*coded, *frames.values()),
        coding=machine.coding,
        text=text_of(document),
        **frames,
    )


def annotated(made: Coding, codebook: Codebook) -> dict[str, Any]:
    """The frames THEME, FUNCTION and MEASURED of a coding, whoever made it."""
    themes = find_themes(made.commitments, codebook)
    return {
        "themes": themes,
        "functions": find_functions(made.commitments, themes, codebook),
        "measured": measured(made, codebook),
    }


def _unread_pages(document: Document) -> str | None:
    """Which pages are images of text that was not recognised; None where all were read."""
    pages = document.unread_pages
    if not pages:
        return None
    listed = ", ".join(map(str, pages[:_LISTED_PAGES])) + ", ..." * (len(pages) > _LISTED_PAGES)
    return f"{len(pages)} page(s) are images without text ({listed}); read it with --ocr"
