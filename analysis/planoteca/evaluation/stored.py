"""Agreement of the hand coding and the machine's, both as a database has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from planoteca import agreement, coding, database, workspace
from planoteca.coding import Coding
from planoteca.evaluation.references import EVALUATION, OVERALL, named_figures
from planoteca.registry import AUTOMATIC, MANUAL

# Columns of the CSV files that the tables name otherwise.
_IN_TABLE = {
    "dimension": "dimension_id",
    "unit": "unit_id",
    "comparator": "comparator_id",
    "indicator": "indicator_id",
    "place": "place_name",
}
_TABLES = {
    "commitments": "commitment",
    "quantities": "quantity JOIN commitment USING (commitment_id, coding_id)",
    "statistics": "statistic",
}
# One row a variable that was compared. `equal_pct`: percent coded alike (of rows as such: F1, or
# the percent that the machine has right); `alpha`: Krippendorff's, with the bounds of its 95 %
# interval; `plans`: number of plans with such rows.
VARIABLE: dict[str, Any] = {
    "table_es": pl.String,
    "table_en": pl.String,
    "variable_es": pl.String,
    "variable_en": pl.String,
    "plans": pl.Int64,
    "compared": pl.Int64,
    "equal_pct": pl.Float64,
    "alpha": pl.Float64,
    "alpha_low": pl.Float64,
    "alpha_high": pl.Float64,
}
_NAMES = {
    "commitments": ("Compromisos", "Commitments"),
    "quantities": ("Cantidades", "Quantities"),
    "statistics": ("Cifras del lugar", "Statistics"),
    "units": ("Hallados por ambos", "Found by both"),
    "kind": ("Tipo", "Kind"),
    "section": ("Parte del plan", "Section"),
    "dimension": ("Dimensión", "Dimension"),
    "axis": ("Eje", "Axis"),
    "deadline": ("Plazo", "Deadline"),
    "measurability": ("Medibilidad", "Measurability"),
    "accomplished": ("Escrito como cumplido", "Told as accomplished"),
    "unit": ("Unidad", "Unit"),
    "comparator": ("Términos", "Terms"),
    "indicator": ("Indicador", "Indicator"),
    "place": ("Lugar", "Place"),
    "year": ("Año", "Year"),
    "population_group": ("Grupo de población", "Population group"),
    "nature": ("Carácter", "Nature"),
}
_SHARES = ("f1", "right", "found", "equal")
_BOTH = """
    SELECT document_id FROM coding GROUP BY document_id HAVING count(DISTINCT method) = 2
    ORDER BY document_id
"""


def agreement_in(database_path: str | Path | None = None) -> pl.DataFrame:
    """Frame EVALUATION of the plans of a database that both a person and the machine have coded.

    The database is the project's by default. The hand coding is the reference; texts, which a
    person restates, are not compared. Empty where no plan has both. Raises DatabaseUnavailable.
    """
    path = Path(database_path) if database_path else workspace.find().database
    with database.reading(path) as connection:
        compared = _compared(connection)
    if not compared:
        return pl.DataFrame(schema=EVALUATION)
    whole = agreement.pool(list(compared.values()))
    return pl.concat(
        [named_figures(name, each) for name, each in {**compared, OVERALL: whole}.items()]
    )


def compared_codes(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The codes of all that both the person and the machine found, side by side.

    Frame `agreement.Comparison.codes`, the hand coding first, of the plans of `agreement_in`.
    """
    return agreement.pool(list(_compared(connection).values())).codes


def agreement_by_variable(evaluation: pl.DataFrame) -> pl.DataFrame:
    """Frame VARIABLE of all documents together, from a frame EVALUATION."""
    keys = ["table", "variable"]
    compared = evaluation.filter(pl.col("compared") > 0, pl.col("value").is_not_null())
    whole = compared.filter(document=OVERALL)
    plans = (
        compared.filter(pl.col("document") != OVERALL)
        .group_by(keys)
        .agg(pl.col("document").n_unique().cast(pl.Int64).alias("plans"))
    )
    alphas = whole.filter(measure="alpha").select(
        *keys,
        pl.col("value").alias("alpha"),
        pl.col("low").alias("alpha_low"),
        pl.col("high").alias("alpha_high"),
    )
    joined = (
        whole.filter(pl.col("measure").is_in(_SHARES))
        .join(plans, on=keys, maintain_order="left")
        .join(alphas, on=keys, how="left", maintain_order="left")
        .with_columns(
            (100 * pl.col("value")).alias("equal_pct"),
            *(
                pl.col(key).replace_strict({k: v[i] for k, v in _NAMES.items()}).alias(name)
                for key in keys
                for i, name in enumerate((f"{key}_es", f"{key}_en"))
            ),
        )
    )
    return joined.select(*VARIABLE)


def _compared(connection: duckdb.DuckDBPyConnection) -> dict[str, agreement.Comparison]:
    plans = [name for (name,) in connection.execute(_BOTH).fetchall()]
    return {
        name: agreement.compare(
            _coding(connection, f"{name}:{MANUAL}"),
            _coding(connection, f"{name}:{AUTOMATIC}"),
            document=name,
            with_texts=False,
        )
        for name in plans
    }


def _coding(connection: duckdb.DuckDBPyConnection, coding_id: str) -> Coding:
    return Coding(**{name: _frame(connection, name, coding_id) for name in coding.SCHEMAS})


def _frame(connection: duckdb.DuckDBPyConnection, name: str, coding_id: str) -> pl.DataFrame:
    """One frame of a coding as its CSV file has it."""
    schema = coding.SCHEMAS[name]
    columns = ", ".join(_selected(name, column) for column in schema)
    sql = f"SELECT {columns} FROM {_TABLES[name]} WHERE coding_id = ? ORDER BY sequence"  # noqa: S608
    rows = connection.execute(sql, [coding_id]).fetchall()
    return pl.DataFrame(rows, schema, orient="row")


def _selected(name: str, column: str) -> str:
    if name == "statistics" and column == "year":
        return "concat_ws('-', year_start, year) AS year"
    return f"{_IN_TABLE.get(column, column)} AS {column}"
