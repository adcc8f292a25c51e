"""Invented outcomes of two specimen plans by two invented coders: no page of them is real."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

COLUMNS = (
    *("document_id", "sequence", "statement", "status", "date"),
    *("evidence_url", "quotation", "coder", "notes"),
)
_DISTRICT, _PROVINCE = "aruma-distrito-regla", "aruma-provincia"
# Coder, day, plan and the status of commitments by sequence.
_RECORDS: dict[tuple[str, str, str], dict[int, str]] = {
    ("ana", "2020-12-15", _DISTRICT): {2: "in_progress", 6: "in_progress", 11: "in_progress"},
    ("ana", "2022-12-15", _DISTRICT): {
        **dict.fromkeys((2, 4, 11, 13, 18, 21), "kept"),
        **dict.fromkeys((1, 5, 6, 10, 19), "partly_kept"),
        **dict.fromkeys((12, 15, 16), "broken"),
        22: "in_progress",
        9: "not_rated",
    },
    ("luis", "2022-12-20", _DISTRICT): {
        **dict.fromkeys((2, 4, 11, 18, 21), "kept"),
        **dict.fromkeys((5, 6, 13, 19), "partly_kept"),
        **dict.fromkeys((10, 12, 16), "broken"),
        1: "not_rated",
        22: "in_progress",
    },
    ("ana", "2022-12-15", _PROVINCE): {4: "kept", 5: "partly_kept", 8: "broken", 12: "broken"},
}
_NOT_RATED = "not_rated"
_FOUND = {
    "kept": "La obra funciona desde este año.",
    "partly_kept": "Se llegó a la mitad de lo previsto.",
    "broken": "No se llegó a empezar.",
    "in_progress": "Los trabajos comenzaron este mes.",
}


def write(folder: Path) -> None:
    """Write `outcomes/aruma.csv` for the codings that are in `folder`."""
    target = folder / "outcomes"
    target.mkdir(parents=True, exist_ok=True)
    with (target / "aruma.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_rows(folder / "coding"))


def _rows(codings: Path) -> Iterator[tuple[object, ...]]:
    for (coder, day, plan), statuses in _RECORDS.items():
        statements = _statements(codings / plan / "commitments.csv")
        for sequence, status in sorted(statuses.items()):
            page = f"https://example.org/{plan}/{day}/{sequence}"
            evidence = ("", "") if status == _NOT_RATED else (page, _FOUND[status])
            note = "No se halló ningún informe." if status == _NOT_RATED else ""
            yield plan, sequence, statements[sequence], status, day, *evidence, coder, note


def _statements(path: Path) -> dict[int, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["sequence"]): row["statement"] for row in csv.DictReader(file)}
