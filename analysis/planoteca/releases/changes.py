"""What differs between the tables of two releases: rows added, removed, recoded, renumbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from planoteca.errors import InvalidData
from planoteca.releases import texts
from planoteca.releases.records import PARENT, RECORDS, Record, pairs

CHANGE = {
    "table": pl.String,
    "change": pl.String,  # added, removed, recoded (one row for each cell), renumbered
    "key": pl.String,
    "previous_key": pl.String,
    "document_id": pl.String,
    "column": pl.String,
    "old": pl.String,
    "new": pl.String,
}
_SEPARATOR = "/"  # between the parts of a key


def find(
    before: Path,
    after: Path,
    compared: Mapping[str, Sequence[str]],
    *,
    with_texts: bool,
) -> pl.DataFrame:
    """Every change between two folders of Parquet files, a frame CHANGE.

    `compared`: the columns to compare by the name of the record's table. Without `with_texts` no
    column of texts.COLUMNS is, for one of the releases does not have them all. Raises InvalidData
    when the earlier files cannot be compared.
    """
    found = [pl.DataFrame(schema=CHANGE)]
    renumbered = pl.DataFrame(schema={"old_id": pl.String, PARENT: pl.String})
    for record in RECORDS:
        own = compared[record.table]
        old, new = (_read(folder, record, own, with_texts=with_texts) for folder in (before, after))
        if record.has_parent:
            old = old.join(
                renumbered,
                left_on="commitment_id",
                right_on="old_id",
                how="left",
                maintain_order="left",
            )
            new = new.with_columns(pl.col("commitment_id").alias(PARENT))
        same = pairs(old, new, record.stages)
        columns = [name for name in own if name in old.columns and name in new.columns]
        found += _differences(record, old, new, same, columns)
        if record.view == "plan_commitment":
            renumbered = pl.DataFrame(
                {
                    "old_id": old["commitment_id"].gather(same["before"]),
                    PARENT: new["commitment_id"].gather(same["after"]),
                }
            )
    return pl.concat(found)


def _read(
    folder: Path, record: Record, compared: Sequence[str], *, with_texts: bool
) -> pl.DataFrame:
    """The columns of a table that are compared or by which its rows are found again."""
    path = folder / f"{record.view}.parquet"
    needed = {*record.key, *(name for stage in record.stages for name in stage)} - {PARENT}
    try:
        lazy = pl.scan_parquet(path)
        present = lazy.collect_schema().names()
        wanted = {*needed, *compared, "document_id"}
        frame = lazy.select(name for name in present if name in wanted).collect()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InvalidData(f"{path} cannot be read ({error}); name another --previous") from error
    if missing := sorted(needed.difference(present)):
        raise InvalidData(
            f"{path} has no column {', '.join(missing)}: a release that old cannot be compared; "
            "name another with --previous"
        )
    if with_texts:
        return frame
    left_out = [name for name in frame.columns if name in texts.COLUMNS]
    return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in left_out)


def _differences(
    record: Record, old: pl.DataFrame, new: pl.DataFrame, same: pl.DataFrame, columns: Sequence[str]
) -> list[pl.DataFrame]:
    removed = old.with_row_index("before").join(same, on="before", how="anti")
    added = new.with_row_index("after").join(same, on="after", how="anti")
    left, right = old[same["before"]], new[same["after"]]
    keys = pl.DataFrame(
        {
            "key": right.select(_key(record)).to_series(),
            "previous_key": left.select(_key(record)).to_series(),
            "document_id": _documents(right),
        },
        schema_overrides={"document_id": pl.String},
    )
    cells = [
        keys.with_columns(
            pl.lit(name).alias("column"),
            left[name].cast(pl.String).alias("old"),
            right[name].cast(pl.String).alias("new"),
        ).filter(pl.col("old").ne_missing(pl.col("new")))
        for name in columns
        if name not in {record.key[0], "sequence"}
    ]
    # What belongs to a commitment moves with it: its new number is told once, with the commitment.
    is_moved = left[record.key[0]] != right[record.key[0]]
    moved = keys.clear() if record.has_parent else keys.filter(is_moved)
    return [
        _shaped(record, change, frame)
        for change, frame in (
            ("removed", _whole(record, removed, "previous_key")),
            ("added", _whole(record, added, "key")),
            ("renumbered", moved),
            *(("recoded", each) for each in cells),
        )
    ]


def _whole(record: Record, rows: pl.DataFrame, column: str) -> pl.DataFrame:
    keys = rows.select(_key(record)).to_series()
    return pl.DataFrame(
        {column: keys, "document_id": _documents(rows)}, schema_overrides={"document_id": pl.String}
    )


def _key(record: Record) -> pl.Expr:
    return pl.concat_str(*record.key, separator=_SEPARATOR).alias("key")


def _documents(rows: pl.DataFrame) -> pl.Series:
    if "document_id" in rows.columns:
        return rows["document_id"]
    return pl.repeat(None, len(rows), dtype=pl.String, eager=True)


def _shaped(record: Record, change: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows as a frame CHANGE, by key."""
    told = frame.with_columns(pl.lit(record.view).alias("table"), pl.lit(change).alias("change"))
    absent = [pl.lit(None, kind).alias(n) for n, kind in CHANGE.items() if n not in told.columns]
    return told.with_columns(absent).select(*CHANGE).sort(pl.coalesce("key", "previous_key"))
