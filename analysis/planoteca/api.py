"""What notebooks use: query the database, build it, code a plan, compare codings.

Paths may be text or Path; without a `database_path` the database is the project's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from planoteca import (
    codebook,
    coding,
    connections,
    freshness,
    queries,
    workspace,
)
from planoteca.coding import Coding
from planoteca.concordance import concordance

if TYPE_CHECKING:
    from planoteca.evaluation import Compared


def query(name: str, *, database_path: str | Path | None = None, **parameters: Any) -> pl.DataFrame:
    """Run a named query of `queries/` and return its rows.

    The database is opened for this call only, so the answer is always that of the last build.
    Raises UnknownName (with the nearest name), InvalidParameter or DatabaseUnavailable.
    """
    found = queries.find(workspace.find().queries, name)
    with _reading(database_path) as connection:
        return queries.run(connection, found, parameters)


def list_queries() -> pl.DataFrame:
    """Every named query: `query`, `question_es`, `question_en`, `parameters`."""
    found = queries.catalogue(workspace.find().queries).values()
    rows = [
        {
            "query": each.name,
            "question_es": each.question_es,
            "question_en": each.question,
            "parameters": ", ".join(each.parameters),
        }
        for each in found
    ]
    return pl.DataFrame(rows)


def sql(
    text: str, /, *, database_path: str | Path | None = None, **parameters: Any
) -> pl.DataFrame:
    """Run SQL of your own and return the rows of its last statement.

    `$name` in the SQL takes the value of the parameter `name`. The database is opened read-only
    for this call. Raises PlanotecaError with DuckDB's message, DatabaseUnavailable.
    """
    with _reading(database_path) as connection:
        return queries.run_text(connection, text, parameters)


def search(
    text: str, *, context: int = 8, database_path: str | Path | None = None, **filters: Any
) -> pl.DataFrame:
    """Words of the plans in their context: a row for each occurrence, with `left`, `keyword`,
    `right` (`context` words on each side) and where it stands.

    Accents, case and line breaks are ignored; `*` stands for any letters, `?` for one. Looks at all
    lines of the plans that the build had at hand, and at the statements of the others. Filters are
    the parameters of query `search`: `document_id`, `place_id`, `department`, `organisation`,
    `dimension_id`, `source` ("line" or "statement"), `is_regex`, `at_most` (lines, 1000 if not
    given). Raises InvalidParameter, UnknownName, DatabaseUnavailable.
    """
    folder = workspace.find().queries
    with _reading(database_path) as connection:
        return concordance(connection, folder, text, context=context, **filters)


def open_database(path: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to plans.duckdb as it is now; close it when done.

    It never locks the file, and goes on showing the data of its build after a rebuild; a notebook
    then says so under each cell until it is closed or opened again. `sql` needs no such care.
    """
    found = _path(path)
    connection = connections.connect(found)
    freshness.note(found, connection, is_held=True)
    return connection


def build(
    documents_folder: str | Path | None = None,
    *,
    database_path: str | Path | None = None,
    ocr: bool = False,
) -> pl.DataFrame:
    """Build the database from the hand coding and, if given, a folder of plans.

    Returns the row of query `data_version`. A folder with a documents.csv of its own needs a
    `database_path` of its own. With `ocr`, scanned pages are recognised. Raises InvalidData,
    PlanotecaError; an earlier database stays as it was.
    """
    from planoteca import building  # noqa: PLC0415 - a first query must not wait for it

    folder = None if documents_folder is None else Path(documents_folder)
    output = None if database_path is None else Path(database_path)
    made = building.build(workspace.find(), folder, output, ocr=ocr)
    return query("data_version", database_path=made.path)


def extract(path: str | Path) -> Coding:
    """Read one plan and code it by machine: `.commitments`, `.quantities`, `.statistics`.

    Raises UnreadableDocument.
    """
    from planoteca import documents, extraction  # noqa: PLC0415 - nor a query for this

    vocabularies = codebook.load(workspace.find().codebook)
    return extraction.extract(documents.read(Path(path)), vocabularies)


def explain(
    path: str | Path, line: int | None = None, *, page: int | None = None, ocr: bool = False
) -> pl.DataFrame:
    """What the machine made of a line of a plan, or of every line of a page (both from 1).

    One row a line: `text`, the `headings` above it, the `rows` it became part of, or the `reasons`
    why it became none. Raises InvalidParameter, UnreadableDocument.
    """
    from planoteca import evaluation  # noqa: PLC0415

    vocabularies = codebook.load(workspace.find().codebook)
    found = evaluation.explain_file(Path(path), vocabularies, line=line, page=page, ocr=ocr)
    return evaluation.explanation_frame(found)


def load_coding(folder: str | Path) -> Coding:
    """Read and validate the CSV files of a coding folder.

    Raises InvalidData listing every problem with file, line, column and allowed values.
    """
    return coding.load(Path(folder), codebook.load(workspace.find().codebook))


def save_coding(coded: Coding, folder: str | Path) -> None:
    """Write a coding as commitments.csv, quantities.csv and statistics.csv, over what is there."""
    coding.save(coded, Path(folder))


def compare(
    first: str | Path,
    second: str | Path,
    *,
    file: str | Path | None = None,
    document_id: str | None = None,
    with_texts: bool = True,
    ocr: bool = False,
) -> Compared:
    """The agreement of two coders of one plan; the first is taken for the reference.

    A coder is a coding folder, `"manual"` (the hand coding of `document_id`, or of the plan that
    `file` is) or `"automatic"` (the machine's of `file`). Without `with_texts`, statements in the
    coders' own words are not compared. Of a coder who coded a part, that part is compared. Raises
    PlanotecaError, InvalidData, UnknownName.
    """
    from planoteca import agreement, evaluation  # noqa: PLC0415

    project = workspace.find()
    found = evaluation.agree(
        project,
        codebook.load(project.codebook),
        (str(first), str(second)),
        document_id=document_id,
        file=None if file is None else Path(file),
        with_texts=with_texts,
        ocr=ocr,
    )
    differences = agreement.disagreements(
        found.comparison, found.first.coding, found.second.coding, found.document
    )
    return evaluation.Compared(agreement.figures(found.comparison), differences)


def shares(
    variable: str,
    by: str | pl.DataFrame | None = None,
    *,
    coding_error: bool = False,
    database_path: str | Path | None = None,
) -> pl.DataFrame:
    """The share of commitments with each code of a variable, and its 95 % interval.

    `variable`: dimension, theme, measurability, kind or precision (with a number that measures,
    with a deadline, with a baseline). `by`: nothing (all plans together), document_id,
    organisation, department, level, election_year, or a frame with columns document_id and group.
    With `coding_error` the machine's errors, as far as people coded the same plans, are taken out
    of the shares and carried to the intervals. Frame `uncertainty.SHARE`; CODEBOOK.md, "How sure
    shares are", says what intervals cover. Raises UnknownName, InvalidParameter,
    DatabaseUnavailable, and PlanotecaError where the errors are not known.
    """
    from planoteca import uncertainty  # noqa: PLC0415

    with _reading(database_path) as connection:
        return uncertainty.shares(connection, variable, by, coding_error=coding_error)


def differences(rows: pl.DataFrame, first: str, second: str) -> pl.DataFrame:
    """The shares of one group minus those of another, in points, with 95 % intervals.

    `rows`: what `shares` gave with a grouping; `first` and `second`: values of its column `group`.
    Frame `uncertainty.DIFFERENCE`. Raises UnknownName.
    """
    from planoteca import uncertainty  # noqa: PLC0415

    return uncertainty.differences(rows, first, second)


@contextmanager
def _reading(path: str | Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    found = _path(path)
    with connections.reading(found) as connection:
        if not connections.is_kept_open():
            freshness.note(found, connection)
        yield connection


def _path(path: str | Path | None) -> Path:
    return Path(path) if path is not None else workspace.find().database
