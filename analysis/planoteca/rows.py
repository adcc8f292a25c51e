"""The rows of every table of the database, from the corpus and the codebook.

Tables of documents and vocabularies are small and come as frames. What codings hold goes from the
files of the cache to the tables within DuckDB, by a SELECT for each (`queries/rows/`): machine and
hand alike, as rows of `found.ROW`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from planoteca.arrow import ArrowStream
from planoteca.codebook import Codebook, Vocabulary
from planoteca.competences import COLUMNS
from planoteca.connections import quoted
from planoteca.found import ROW, Found, to_row
from planoteca.places import Gazetteer
from planoteca.registry import AUTOMATIC, MANUAL, OUTCOME, Entry

CODERS = {MANUAL: "reference", AUTOMATIC: "machine"}
_OWN_TABLE = {
    "dimensions": "dimension",
    "themes": "theme",
    "functions": "theme_function",
    "units": "unit",
    "comparators": "comparator",
    "indicators": "indicator",
}
_DOCUMENT = {
    "document_id": pl.String,
    "title": pl.String,
    "organisation": pl.String,
    "place_id": pl.String,
    "place_name": pl.String,
    "level": pl.String,
    "place_source": pl.String,
    "election_year": pl.Int64,
    "period_start": pl.Int64,
    "period_end": pl.Int64,
    "file_name": pl.String,
    "media_type": pl.String,
    "sha256": pl.String,
    "pages": pl.Int64,
    "lines": pl.Int64,
    "coverage": pl.String,
    "coverage_reason": pl.String,
}
_CODING = {
    "coding_id": pl.String,
    "document_id": pl.String,
    "coder": pl.String,
    "method": pl.String,
    "codebook_version": pl.String,
    "is_preferred": pl.Boolean,
}
# Where the rows of a coding are: in the row `sha256` of the file `kept`, or of those in memory.
_OWNER = {
    "place_in_corpus": pl.Int64,
    "coding_id": pl.String,
    "document_id": pl.String,
    "province": pl.String,
    "period_start": pl.Int64,
    "period_end": pl.Int64,
    "sha256": pl.String,
    "kept": pl.String,
}
_BEFORE_LINKS = (
    *("heading", "line", "commitment", "commitment_theme", "commitment_function"),
    *("quantity", "statistic"),
)


def small_tables(
    entries: Sequence[Entry], codebook: Codebook, gazetteer: Gazetteer, official: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Frames by table name, in the order in which references allow them to be inserted.

    `official`: frame official.STATISTIC.
    """
    return {
        "place": gazetteer.table,
        **_vocabularies(codebook),
        "competence": _competences(codebook),
        "document": pl.DataFrame([_document(entry) for entry in entries], _DOCUMENT),
        "coding": pl.DataFrame(
            [
                {
                    "coding_id": f"{entry.document_id}:{method}",
                    "document_id": entry.document_id,
                    "coder": CODERS[method],
                    "method": method,
                    "codebook_version": codebook.version,
                    "is_preferred": method == MANUAL or MANUAL not in entry.methods,
                }
                for entry in entries
                for method in entry.methods
            ],
            _CODING,
        ),
        "reference_statistic": official,
    }


def insert(
    connection: duckdb.DuckDBPyConnection,
    entries: Sequence[Entry],
    codebook: Codebook,
    gazetteer: Gazetteer,
    query_folder: Path,
) -> dict[str, int]:
    """Fill the tables of what documents and codings hold; the numbers of rows by table."""
    folder = query_folder / "rows"
    _register(connection, entries, codebook)
    _name_places(connection, gazetteer, folder)
    counts = {}
    for name in _BEFORE_LINKS:
        counts[name] = _insert(connection, name, _sql(folder, name))
    counts["outcome"] = insert_frame(connection, "outcome", _outcomes(entries))
    connection.execute(f"CREATE TEMP TABLE measured AS {_sql(folder, 'measured')}")
    from planoteca.linking import baseline_links  # noqa: PLC0415 - loads the extraction

    links = baseline_links(connection, folder, codebook)
    counts["baseline_link"] = insert_frame(connection, "baseline_link", links)
    return counts


def insert_frame(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> int:
    """Insert a frame into the table of that name; the number of rows."""
    connection.register("incoming", ArrowStream(frame))
    columns = ", ".join(frame.columns)
    connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM incoming")  # noqa: S608
    connection.unregister("incoming")
    return len(frame)


def _insert(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> int:
    ((count,),) = connection.execute(f"INSERT INTO {name} BY NAME {sql}").fetchall()
    return int(count)


def _sql(folder: Path, name: str) -> str:
    return (folder / f"{name}.sql").read_text("utf-8")


def _register(
    connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry], codebook: Codebook
) -> None:
    """Make the view `coded`: a row for each coding, its frames as lists of rows."""
    owners, in_memory = _owners(entries, codebook)
    connection.register("owner", ArrowStream(pl.DataFrame(owners, _OWNER, orient="row")))
    connection.register("in_memory", ArrowStream(pl.concat([pl.DataFrame(schema=ROW), *in_memory])))
    files = sorted({kept for *_, kept in owners if kept})
    frames = ", ".join(name for name in ROW if isinstance(ROW[name], pl.List))
    sources = ["SELECT *, NULL AS kept FROM in_memory"]
    if files:
        listed = ", ".join(map(quoted, files))
        sources.append(f"SELECT * FROM read_parquet([{listed}], filename = 'kept')")  # noqa: S608
    # A view binds no values: what is pasted are names of ROW and quoted paths.
    connection.execute(
        f"CREATE TEMP VIEW coded AS SELECT owner.*, {frames} "  # noqa: S608
        f"FROM owner JOIN ({' UNION ALL BY NAME '.join(sources)}) AS source "
        "ON source.sha256 = owner.sha256 AND source.kept IS NOT DISTINCT FROM owner.kept"
    )


def _owners(
    entries: Sequence[Entry], codebook: Codebook
) -> tuple[list[tuple[Any, ...]], list[pl.DataFrame]]:
    """Rows of _OWNER in the order of the corpus, and the rows of ROW that no file has."""
    owners: list[tuple[Any, ...]] = []
    in_memory = []
    for entry in entries:
        for method in entry.methods:
            found = entry.found if method == AUTOMATIC else _by_hand(entry, codebook)
            if isinstance(found, Found):
                in_memory.append(to_row(found))
            owners.append(
                (
                    len(owners),
                    f"{entry.document_id}:{method}",
                    entry.document_id,
                    entry.place_id and entry.place_id[:4],
                    entry.period_start,
                    entry.period_end,
                    found and found.sha256,
                    found and found.kept and str(found.kept),
                )
            )
    return owners, in_memory


def _by_hand(entry: Entry, codebook: Codebook) -> Found:
    """The coding by hand as the row of a file that is called like the coding."""
    from planoteca import coder  # noqa: PLC0415 - loads what only workers need

    name = f"{entry.document_id}:{MANUAL}"
    made = entry.manual
    return Found(sha256=name, coding=made, **(coder.annotated(made, codebook) if made else {}))


def _name_places(connection: duckdb.DuckDBPyConnection, gazetteer: Gazetteer, folder: Path) -> None:
    """Make the table `named_place`: which place a statistic's place is."""
    named = pl.DataFrame(ArrowStream(connection.sql(_sql(folder, "named_place"))))
    place_ids = [gazetteer.resolve(*row) for row in named.iter_rows()]
    frame = named.with_columns(pl.Series("place_id", place_ids, pl.String))
    connection.register("incoming", ArrowStream(frame))
    connection.execute("CREATE TEMP TABLE named_place AS SELECT * FROM incoming")
    connection.unregister("incoming")


def _vocabularies(codebook: Codebook) -> dict[str, pl.DataFrame]:
    result = {table: _vocabulary(codebook[name]) for name, table in _OWN_TABLE.items()}
    codes = [
        _vocabulary(vocabulary)
        .rename({vocabulary.key: "code"})
        .select(
            pl.lit(name).alias("vocabulary"),
            *("code", "label_es", "label_en", "description_es", "description_en", "position"),
        )
        for name, vocabulary in codebook.vocabularies.items()
        if name not in _OWN_TABLE and "description_es" in next(iter(vocabulary.rows.values()))
    ]
    return {"code": pl.concat(codes), **result}


def _vocabulary(vocabulary: Vocabulary) -> pl.DataFrame:
    rows = [
        {**{k: v or None for k, v in row.items()}, "position": position}
        for position, row in enumerate(vocabulary.rows.values(), start=1)
    ]
    return pl.DataFrame(rows, infer_schema_length=None).drop("variants", "aliases", strict=False)


def _competences(codebook: Codebook) -> pl.DataFrame:
    cells = [[value or None for value in astuple(row)] for row in codebook.competences]
    return pl.DataFrame(cells, dict.fromkeys(COLUMNS, pl.String), orient="row")


def _document(entry: Entry) -> dict[str, Any]:
    row = {column: getattr(entry, column, None) for column in _DOCUMENT}
    read = {name: getattr(entry.found, name, None) for name in ("media_type", "pages", "lines")}
    return {**row, **read, "coverage": entry.coverage, "coverage_reason": entry.reason}


def _outcomes(entries: Sequence[Entry]) -> pl.DataFrame:
    rated = [
        frame.select(
            pl.format(
                "{}:{}:c{}",
                pl.lit(entry.document_id),
                pl.lit(MANUAL if entry.manual else AUTOMATIC),
                pl.col("sequence").cast(pl.String).str.zfill(4),
            ).alias("commitment_id"),
            pl.all().exclude("sequence"),
        )
        for entry in entries
        if (frame := entry.outcomes) is not None
    ]
    columns = {name: kind for name, kind in OUTCOME.items() if name != "sequence"}
    return pl.concat([pl.DataFrame(schema={"commitment_id": pl.String, **columns}), *rated])
