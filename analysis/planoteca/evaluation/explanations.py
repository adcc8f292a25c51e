"""What the machine made of the lines of a file, read in a worker as every file is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from planoteca import documents, workers
from planoteca.codebook import Codebook
from planoteca.documents import Document
from planoteca.errors import InvalidParameter, PlanotecaError, UnreadableDocument
from planoteca.extraction.explaining import Explanation, explain
from planoteca.found import printable
from planoteca.workers import Failure

# One row for each line; headings, where, rows and reasons hold a line of text for each of theirs.
EXPLANATION: dict[str, Any] = {
    "line": pl.Int64,
    "page": pl.Int64,
    "text": pl.String,
    "standing": pl.String,
    "headings": pl.String,
    "where": pl.String,
    "rows": pl.String,
    "reasons": pl.String,
}


@dataclass(frozen=True)
class _Wanted:
    """What is asked of the file; goes to the worker."""

    codebook: Codebook
    line: int | None
    page: int | None
    ocr: bool


@dataclass(frozen=True)
class _Refused:
    """Why a question has no answer, and whose fault it is."""

    reason: str
    is_unreadable: bool = False


def explain_file(
    file: Path,
    vocabularies: Codebook,
    *,
    line: int | None = None,
    page: int | None = None,
    ocr: bool = False,
) -> list[Explanation]:
    """The explanations of one line, or of every line with text of a page, both from 1.

    Raises InvalidParameter where neither or both are given or the file has no such line or page,
    and UnreadableDocument where it cannot be read.
    """
    if (line is None) == (page is None):
        raise InvalidParameter("give the number of a line, or --page and the number of a page")
    limits = workers.OCR_LIMITS if ocr else workers.LIMITS
    wanted = _Wanted(vocabularies, line, page, ocr)
    results = workers.run_apart(_explain, wanted, [file], limits=limits)
    with closing(results):
        _, found = next(iter(results))
    if isinstance(found, Failure):
        raise UnreadableDocument(printable(f"{file.name}: {found.reason}"))
    if isinstance(found, _Refused):
        error: type[PlanotecaError] = (
            UnreadableDocument if found.is_unreadable else InvalidParameter
        )
        raise error(printable(found.reason))
    answers: list[Explanation] = found
    return answers


def explanation_frame(found: Sequence[Explanation]) -> pl.DataFrame:
    """Explanations as the frame EXPLANATION."""
    rows = [
        {
            name: "\n".join(value) if isinstance(value, tuple) else value
            for name, value in asdict(each).items()
        }
        for each in found
    ]
    return pl.DataFrame(rows, EXPLANATION)


def _explain(wanted: _Wanted, file: Path) -> list[Explanation] | _Refused:
    """Read and explain (in the worker)."""
    try:
        document = documents.read(file, ocr=wanted.ocr)
    except UnreadableDocument as error:
        return _Refused(error.message, is_unreadable=True)
    chosen = _lines(document, wanted)
    return chosen if isinstance(chosen, _Refused) else explain(document, wanted.codebook, chosen)


def _lines(document: Document, wanted: _Wanted) -> list[int] | _Refused:
    if wanted.line is not None:
        if not 1 <= wanted.line <= document.line_count:
            return _Refused(
                f"{document.file_name}: no line {wanted.line}; it has lines 1-{document.line_count}"
            )
        return [wanted.line]
    if document.pages is None:
        return _Refused(f"{document.file_name}: it has no pages; give the number of a line")
    if wanted.page is None or not 1 <= wanted.page <= document.pages:
        return _Refused(
            f"{document.file_name}: no page {wanted.page}; it has pages 1-{document.pages}"
        )
    every = (*document.lines, *document.furniture)
    return sorted(each.number for each in every if each.page == wanted.page and each.text.strip())
