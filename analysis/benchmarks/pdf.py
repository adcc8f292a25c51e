"""What reading PDF plans costs, as ratios to bare pypdfium2 and to pdfplumber on every page.

Prints a table and writes the same figures as JSON. All ways read the same pages in one run, so the
ratios hold on other machines; milliseconds, of processor time, do not. The last row is one plan of
450 pages.
"""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import figures
import pdfplumber
import pypdfium2 as pdfium

from planoteca import workspace
from planoteca.documents.pdf import pages as pdf_pages
from planoteca.documents.pdf import reader as pdf

_HUGE = 450  # pages
_REPEATS = 3
_COLUMNS = {"way": "<41", "pages": "6d", "ms_per_page": "12.2f", "ratio": "7.2f", "to": "<12"}


def main() -> None:
    """Measure, print, and write the JSON file if one is named."""
    parser = figures.parser(__doc__)
    parser.add_argument("--documents", type=Path, help="folder of PDF plans [default: specimens]")
    arguments = parser.parse_args()
    folder = arguments.documents or workspace.find().root / "data" / "specimens"
    plans = [path.read_bytes() for path in sorted(folder.glob("*.pdf")) if _has_text(path)]
    rows = figures.table(measure(plans), _COLUMNS)
    print(f"peak memory: {_peak_megabytes():.0f} MB")  # noqa: T201
    figures.write(arguments.json, rows)


def measure(plans: list[bytes]) -> Iterator[dict[str, Any]]:
    """One row for each way of reading: pages, milliseconds per page, ratio to another way."""
    plain, with_words = _kinds(plans)
    total = sum(len(pages) for pages in plain + with_words)
    every = [sorted(a + b) for a, b in zip(plain, with_words, strict=True)]
    bare = _per_page(lambda: _bare(plans, every), total)
    yield _row("text, bare pypdfium2", total, bare, bare, "itself")
    for name, chosen in (("pages of running text", plain), ("pages with columns", with_words)):
        count = sum(map(len, chosen))
        cost = _per_page(lambda c=chosen: _ours(plans, c), count) if count else 0.0
        yield _row(f"lines and rulings, {name}", count, cost, bare, "bare text")
    whole = _per_page(lambda: [pdf.read(plan, "plan", "0") for plan in plans], total)
    yield _row("whole plans, tables included", total, whole, bare, "bare text")
    for name, with_text in (("tables", False), ("text and tables", True)):
        cost = _per_page(lambda t=with_text: _tables(plans, with_text=t), total)  # type: ignore[misc]
        yield _row(f"pdfplumber's {name}, every page", total, cost, whole, "whole plans")
    huge = _repeated(plans[0], _HUGE)
    cost = _per_page(lambda: pdf.read(huge, "plan", "0"), _HUGE, repeats=1)
    yield _row("one plan of many pages", _HUGE, cost, whole, "whole plans")


def _has_text(path: Path) -> bool:
    document = pdfium.PdfDocument(path)
    return any(page.get_textpage().count_chars() for page in document)


def _kinds(plans: list[bytes]) -> tuple[list[list[int]], list[list[int]]]:
    """For each plan, the indexes of the pages read as lines, and of those read word by word."""
    plain: list[list[int]] = []
    with_words: list[list[int]] = []
    for plan in plans:
        document = pdfium.PdfDocument(plan)
        pages = [pdf_pages.read(page, number) for number, page in enumerate(document, 1)]
        parted = [any(len(line) > 1 for line in page.lines) for page in pages]
        plain.append([index for index, words in enumerate(parted) if not words])
        with_words.append([index for index, words in enumerate(parted) if words])
    return plain, with_words


def _bare(plans: list[bytes], chosen: list[list[int]]) -> None:
    for plan, indexes in zip(plans, chosen, strict=True):
        document = pdfium.PdfDocument(plan)
        for index in indexes:
            document[index].get_textpage().get_text_range()


def _ours(plans: list[bytes], chosen: list[list[int]]) -> None:
    for plan, indexes in zip(plans, chosen, strict=True):
        document = pdfium.PdfDocument(plan)
        for index in indexes:
            pdf_pages.read(document[index], index + 1)


def _tables(plans: list[bytes], *, with_text: bool) -> None:
    for plan in plans:
        with pdfplumber.open(io.BytesIO(plan)) as document:
            for page in document.pages:
                if with_text:
                    page.extract_text()
                page.extract_tables()


def _repeated(plan: bytes, pages: int) -> bytes:
    source = pdfium.PdfDocument(plan)
    result = pdfium.PdfDocument.new()
    while len(result) < pages:
        result.import_pages(source, list(range(min(len(source), pages - len(result)))))
    buffer = io.BytesIO()
    result.save(buffer)
    return buffer.getvalue()


def _row(way: str, pages: int, seconds: float, other: float, to: str) -> dict[str, Any]:
    return {
        "way": way,
        "pages": pages,
        "ms_per_page": seconds * 1000,
        "ratio": seconds / other,
        "to": to,
    }


def _per_page(step: Callable[[], Any], pages: int, repeats: int = _REPEATS) -> float:
    """Seconds a page, the best of several runs."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        step()
        best = min(best, time.process_time() - start)
    return best / pages


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
