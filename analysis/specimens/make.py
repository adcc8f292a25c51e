"""Write the specimen plans and their coding: `make specimens`."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from specimens import content, outcomes, pdf, rows, scan, truth, word
from specimens.model import Plan
from specimens.truth import Part, Passages

FOLDER = Path(__file__).resolve().parents[2] / "data" / "specimens"
_REGISTRY = "documents.csv"
_COLUMNS = (
    *("document_id", "title", "organisation", "place_id", "place_name", "level"),
    *("election_year", "period_start", "period_end", "file_name", "sha256"),
)


@dataclass(frozen=True)
class Specimen:
    """A plan with the file made of it and where its passages stand in the file."""

    plan: Plan
    data: bytes
    passages: Passages


def specimens() -> list[Specimen]:
    """Every specimen that is made; the same bytes each time."""
    ruled = Specimen(content.RULED, *pdf.ruled(content.RULED))
    return [
        ruled,
        Specimen(content.UNRULED, *pdf.unruled(content.UNRULED)),
        Specimen(content.BOXED, *pdf.boxed(content.BOXED)),
        Specimen(content.PROVINCE, *word.make(content.PROVINCE)),
        Specimen(content.JSON_SUMMARY, *rows.as_json(content.JSON_SUMMARY)),
        Specimen(content.SHEET_SUMMARY, *rows.as_sheet(content.SHEET_SUMMARY)),
        scanned(ruled),
    ]


def scanned(specimen: Specimen) -> Specimen:
    """A scan of the pages with the summary tables; of the running text, nothing is coded."""
    kept = {key: parts for key, parts in specimen.passages.items() if not key.startswith("block")}
    pages = sorted({part.page for parts in kept.values() for part in parts if part.page})
    pictures = [scan.age(picture) for picture in scan.render(specimen.data, pages)]
    plan = replace(
        specimen.plan,
        document_id="aruma-escaneado",
        file_name="aruma-escaneado.pdf",
        before=(),
        after=(),
    )
    passages = {
        key: [Part(part.text, pages.index(part.page) + 1) for part in parts if part.page]
        for key, parts in kept.items()
    }
    return Specimen(plan, scan.bind(pictures, plan.title), passages)


def write(folder: Path) -> None:
    """Write files, codings and outcomes into `folder`, and rows into its documents.csv."""
    made = specimens()
    folder.mkdir(parents=True, exist_ok=True)
    for specimen in made:
        (folder / specimen.plan.file_name).write_bytes(specimen.data)
        table = truth.tables(specimen.plan, specimen.passages)
        truth.write(table, folder / "coding" / specimen.plan.document_id)
    outcomes.write(folder)
    _register(folder / _REGISTRY, made)


def _register(path: Path, made: Sequence[Specimen]) -> None:
    """Replace the rows of the made specimens; those of the others stay as they are."""
    own = {specimen.plan.document_id for specimen in made}
    kept: list[dict[str, str]] = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if row["document_id"] not in own]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
        writer.writerows(_row(specimen) for specimen in made)


def _row(specimen: Specimen) -> dict[str, str]:
    plan = specimen.plan
    return {
        "document_id": plan.document_id,
        "title": plan.title,
        "organisation": plan.organisation,
        "place_name": plan.place,
        "level": plan.level,
        "election_year": str(plan.term[0] - 1),
        "period_start": str(plan.term[0]),
        "period_end": str(plan.term[1]),
        "file_name": plan.file_name,
        "sha256": hashlib.sha256(specimen.data).hexdigest(),
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
