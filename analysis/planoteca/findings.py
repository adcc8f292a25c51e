"""Findings: where a plan disagrees with itself, by the rules of `queries/findings/*.sql`.

A rule is one SELECT over the tables that returns the violating rows, of every coding, in COLUMNS;
its file name is a code of the vocabulary finding_rules. Findings never change the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from planoteca import queries
from planoteca.codebook import Vocabulary
from planoteca.errors import InvalidData
from planoteca.queries import Query

if TYPE_CHECKING:
    import duckdb

# What a rule returns; `finding_id` and `rule` are added.
COLUMNS = {
    "document_id": pl.String,
    "coding_id": pl.String,
    "severity": pl.String,
    "lines": pl.String,
    "line_start": pl.Int64,
    "line_end": pl.Int64,
    "page": pl.Int64,
    "stated": pl.String,
    "expected": pl.String,
    "message_es": pl.String,
    "message_en": pl.String,
}


def find(
    connection: duckdb.DuckDBPyConnection, folder: Path, vocabulary: Vocabulary
) -> pl.DataFrame:
    """The rows of table `finding`, from the tables of the connection and a folder of rules.

    The n-th finding of a rule in a coding is `<coding_id>:<rule>:<n>`, in the rule's own order.

    Raises InvalidData for rules that the vocabulary or this module does not know, PlanotecaError
    with the file of a rule that fails.
    """
    rules = queries.catalogue(folder)
    problems = list(_problems(folder, rules, vocabulary))
    if problems:
        raise InvalidData(f"the rules in {folder} have {len(problems)} problem(s)", problems)
    return pl.concat([_found(connection, rules[name]) for name in vocabulary])


def _found(connection: duckdb.DuckDBPyConnection, rule: Query) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1).over("coding_id").cast(pl.String)
    return (
        queries.run(connection, rule, {})
        .select(pl.col(name).cast(dtype) for name, dtype in COLUMNS.items())
        .select(
            pl.concat_str("coding_id", pl.lit(rule.name), number, separator=":").alias(
                "finding_id"
            ),
            pl.lit(rule.name).alias("rule"),
            *COLUMNS,
        )
    )


def _problems(folder: Path, rules: Mapping[str, Query], vocabulary: Vocabulary) -> Iterator[str]:
    for name, rule in rules.items():
        if name not in vocabulary:
            yield f"{rule.path}: {name!r} is no code of {vocabulary.name}.csv"
        if tuple(rule.columns) != tuple(COLUMNS):
            yield f"{rule.path}: its columns must be {', '.join(COLUMNS)}"
    yield from (
        f"{folder / name}.sql: missing, but a code of {vocabulary.name}.csv"
        for name in vocabulary
        if name not in rules
    )
