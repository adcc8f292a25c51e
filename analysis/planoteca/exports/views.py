"""What is exported: views and tables of the database, with the comments of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from planoteca.arrow import ArrowStream
from planoteca.errors import UnknownName

# What is exported unless views are named, with the order of the rows of those that have none.
DEFAULT = {
    "plan_overview": "",
    "plan_commitment": "document_id, sequence",
    "plan_theme": "document_id, commitment_id, position",
    "plan_quantity": "document_id, commitment_id, position",
    "plan_statistic": "document_id, sequence",
    "target_ambition": "",
    "findings": "",
    "document": "document_id",
    "place": "place_id",
}
_VOCABULARIES = {
    "baseline_relation": "baseline_relations",
    "baseline_unit": "units",
    "comparator_id": "comparators",
    "coverage": "coverage",
    "dimension_id": "dimensions",
    "function_id": "functions",
    "indicator_id": "indicators",
    "kind": "kinds",
    "leading_theme_id": "themes",
    "level": "place_levels",
    "measurability": "measurability",
    "method": "methods",
    "nature": "natures",
    "place_level": "place_levels",
    "population_group": "population_groups",
    "power": "powers",
    "region_power": "powers",
    "relation": "baseline_relations",
    "rule": "finding_rules",
    "section": "sections",
    "severity": "severities",
    "status": "outcome_statuses",
    "theme_id": "themes",
    "topic": "topics",
    "unit_id": "units",
}
# How a baseline was linked is called method too, and has no vocabulary; the status of a commitment
# on which coders differ is none of the vocabulary.
_WITHOUT_VOCABULARY = {
    ("baseline_link", "method"),
    ("outcomes", "status"),
    ("target_ambition", "method"),
}


@dataclass(frozen=True)
class Column:
    """A column: its type as DuckDB calls it, and the vocabulary of its codes, if it has one."""

    name: str
    type: str
    description: str
    vocabulary: str | None


@dataclass(frozen=True)
class View:
    """A view or table of the database."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def comments(self) -> dict[str, str]:
        """Its description and those of its columns, by name."""
        return {self.name: self.description} | {c.name: c.description for c in self.columns}


def find(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[View]:
    """The views and tables of these names, each once; raises UnknownName, listing what exists."""
    known = {view.name: view for view in everything(connection)}
    for name in names:
        if name not in known:
            raise UnknownName("view", name, known)
    return [known[name] for name in dict.fromkeys(names)]


def everything(connection: duckdb.DuckDBPyConnection) -> list[View]:
    """All views and tables, by name."""
    sql = Path(__file__).with_name("columns.sql").read_text("utf-8")
    known: dict[str, View] = {}
    for name, comment, column, kind, column_comment in connection.execute(sql).fetchall():
        vocabulary = None if (name, column) in _WITHOUT_VOCABULARY else _VOCABULARIES.get(column)
        found = known.get(name) or View(name, comment or "", ())
        added = Column(column, kind, column_comment or "", vocabulary)
        known[name] = View(name, found.description, (*found.columns, added))
    return list(known.values())


def stage(connection: duckdb.DuckDBPyConnection, view: View, path: Path) -> int:
    """Write the rows of a view to a Parquet file, comments as its metadata; returns their number.

    Rows go from the database to the file in pieces.
    """
    order = DEFAULT.get(view.name)
    connection.execute(
        f'COPY (FROM "{view.name}"{f" ORDER BY {order}" if order else ""}) TO $path '
        "(FORMAT parquet, COMPRESSION zstd, KV_METADATA $comments)",
        {"path": str(path), "comments": view.comments},
    )
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())


def dictionary(views: Sequence[View]) -> pl.DataFrame:
    """view, column, type, vocabulary, description_en: a row for each view and each column."""
    rows = [
        row
        for view in views
        for row in (
            (view.name, None, None, None, view.description),
            *((view.name, c.name, c.type, c.vocabulary, c.description) for c in view.columns),
        )
    ]
    names = ("view", "column", "type", "vocabulary", "description_en")
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")


def codes(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """vocabulary, code, number, label_es, label_en, description_es, description_en.

    The number of a code is its place in its vocabulary.
    """
    sql = Path(__file__).with_name("codes.sql").read_text("utf-8")
    return pl.DataFrame(ArrowStream(connection.sql(sql)))
