"""How long each step of the way takes on the specimens, side by side in one run.

Prints a table and writes the same figures as JSON. Ratios compare steps of one run, so they hold on
other machines; seconds do not.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import figures

from planoteca import building, codebook, database, documents, extraction, queries, workspace
from planoteca.documents.reading import read_bytes
from planoteca.errors import UnreadableDocument

_TEXT = (".txt", ".md")
_COPIES = 16
_COLUMNS = {"step": "<34", "seconds": "10.4f", "per_mb": "10.3f", "ratio": "10.1f"}


def main() -> None:
    """Measure, print, and write the JSON file if one is named."""
    parser = figures.parser(__doc__)
    parser.add_argument("--documents", type=Path, help="folder of text plans [default: specimens]")
    arguments = parser.parse_args()
    rows = figures.table(measure(arguments.documents), _COLUMNS)
    one, many = (row for row in rows if row["step"] in _extractions())
    print(  # noqa: T201
        f"extraction: {1 / one['per_mb']:.2f} MB of text a second on one core; {_COPIES} copies "
        f"in one file take {many['per_mb'] / one['per_mb']:.2f} times as long per MB"
    )
    figures.write(arguments.json, rows)


def measure(folder: Path | None) -> list[dict[str, Any]]:
    """Seconds of each step (best of three), per MB of text, and as a multiple of reading."""
    project = workspace.find()
    folder = folder or project.root / "data" / "specimens"
    vocabularies = codebook.load(project.codebook)
    files = [file for file in building.plan_files(folder) if _is_readable(file)]
    megabytes = sum(file.stat().st_size for file in files) / 1e6
    read = [documents.read(file) for file in files]
    steps: dict[str, tuple[Callable[[], Any], bool]] = {
        "documents.read": (lambda: [documents.read(file) for file in files], True),
        "extraction.extract": (
            lambda: [extraction.extract(document, vocabularies) for document in read],
            True,
        ),
        "codebook.load": (lambda: codebook.load(project.codebook), False),
    }
    rows = _extraction([file for file in files if file.suffix in _TEXT], vocabularies)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "plans.duckdb"
        steps["build, hand coding only"] = (lambda: building.build(project, None, path), False)
        steps["build, folder of documents"] = (lambda: building.build(project, folder, path), True)
        rows = [
            *(_row(name, step, megabytes if per else None) for name, (step, per) in steps.items()),
            *rows,
        ]
        with database.reading(path) as connection:
            rows += [
                _row(f"query {query.name}", lambda q=query: _run(connection, q), None)  # type: ignore[misc]
                for query in queries.catalogue(project.queries).values()
                if query.is_view
            ]
    reading = rows[0]["seconds"]
    return [{**row, "ratio": row["seconds"] / reading} for row in rows]


def _is_readable(file: Path) -> bool:
    try:
        documents.read(file)
    except UnreadableDocument:
        return False
    return True


def _extractions() -> tuple[str, str]:
    return "extract, text plans", f"extract, {_COPIES} copies of each in one"


def _extraction(files: list[Path], vocabularies: codebook.Codebook) -> list[dict[str, Any]]:
    """CPU seconds to extract the text plans as they are, and repeated inside of one document."""
    rows = []
    for name, copies in zip(_extractions(), (1, _COPIES), strict=True):
        texts = [(file.read_bytes() + b"\n") * copies for file in files]
        read = [read_bytes(text, file.name) for text, file in zip(texts, files, strict=True)]
        rows.append(
            _row(
                name,
                lambda read=read: [extraction.extract(each, vocabularies) for each in read],  # type: ignore[misc]
                sum(map(len, texts)) / 1e6,
                time.process_time,
            )
        )
    return rows


def _run(connection: Any, query: queries.Query) -> None:
    queries.run(connection, query, {})


def _row(
    name: str,
    step: Callable[[], Any],
    megabytes: float | None,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, Any]:
    seconds = min(_timed(step, clock) for _ in range(3))
    return {"step": name, "seconds": seconds, "per_mb": megabytes and seconds / megabytes}


def _timed(step: Callable[[], Any], clock: Callable[[], float]) -> float:
    start = clock()
    step()
    return clock() - start


if __name__ == "__main__":
    main()
