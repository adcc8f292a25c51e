"""Invented plans as the rows of their coding, for tests of the findings."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planoteca import coding, database

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "queries" / "findings"
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """An invented plan, and the finding (rule, severity, stated, expected) it must have, if any."""

    rows: Sequence[tuple[str, Row]]
    found: tuple[str, str, str | None, str | None] | None = None


@dataclass
class _Counter:
    """Sequences and lines of the rows of one plan."""

    numbers: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> int:
        self.numbers[name] = self.numbers.get(name, 0) + 1
        return self.numbers[name]


def stat(indicator: str, value: float, text: str = "", unit: str = "people", **more: Any) -> Any:
    return "statistics", {
        "indicator": indicator,
        "value": value,
        "value_text": text or f"{value:,}",
        "unit": unit,
        "place": "Aruma",
        "place_level": "province",
        "nature": "observed",
        **more,
    }


def district(name: str, indicator: str, value: float, text: str = "", **more: Any) -> Any:
    return stat(indicator, value, text, place=name, place_level="district", **more)


def share(indicator: str, value: float, text: str = "", **more: Any) -> Any:
    return stat(indicator, value, text or f"{value} %", "percent", **more)


def promise(statement: str, value: float, comparator: str, **more: Any) -> Any:
    unit = more.pop("unit", "percent")
    text = more.pop("value_text", f"{value:g} %" if unit == "percent" else f"{value:g}")
    subject = more.pop("subject", "")
    row = {"kind": "target", "section": "summary_table", "statement": statement, **more}
    quantity = {"value": value, "unit": unit, "comparator": comparator, "subject": subject}
    return "commitments", {**row, "quantity": {**quantity, "value_text": text}}


THREE = [
    stat("districts_count", 3, "tres", "count"),
    district("Lloclla", "voters", 1_200),
    district("Pampa Verde", "voters", 800),
    district("Chaupimayo", "voters", 1_000),
]

IN_LIST = {"section": "metas_list", "kind": "target"}


def write_corpus(folder: Path, cases: Mapping[str, Sequence[tuple[str, Row]]]) -> Path:
    """A corpus of invented plans without documents: a registry and a coding for each."""
    folder.mkdir()
    header = "document_id,title,organisation,place_id,place_name,level,election_year,"
    header += "period_start,period_end,file_name,sha256"
    plans = [f"{name},{name},,,Aruma,province,2018,2019,2022,," for name in cases]
    (folder / "documents.csv").write_text("\n".join([header, *plans]) + "\n", "utf-8")
    for name, rows in cases.items():
        _write_coding(folder / "coding" / name, rows)
    return folder


def _write_coding(folder: Path, rows: Sequence[tuple[str, Row]]) -> None:
    counter = _Counter()
    written: dict[str, list[Row]] = {file: [] for file in coding.SCHEMAS}
    for file, given in rows:
        row = dict(given)
        sequence = counter.next(file)
        line = row.pop("line", counter.next("line"))
        quantity = row.pop("quantity", None)
        written[file].append(
            {"sequence": sequence, "line_start": line, "line_end": line, **row},
        )
        if quantity:
            written["quantities"].append({"sequence": sequence, "position": 1, **quantity})
    folder.mkdir(parents=True)
    for file, schema in coding.SCHEMAS.items():
        with (folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, schema)
            writer.writeheader()
            writer.writerows(written[file])


def findings_of(path: Path, where: str = "true") -> list[Row]:
    with database.reading(path) as connection:
        sql = f"SELECT * FROM finding WHERE {where} ORDER BY finding_id"  # noqa: S608
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
