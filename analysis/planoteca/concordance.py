"""Keywords in context: each occurrence of words in the plans, with the words around it.

Query `search` finds the lines and statements; here they are cut into one row an occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planoteca import queries
from planoteca.errors import InvalidParameter

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_QUERY = "search"
_LETTER = "[0-9A-Za-zÀ-ÖØ-öø-ÿ]"  # as in queries/schema/macros.sql
_CITED = ("source", "document_id", "document", "commitment_id", "page", "line")
_SOURCES = ("line", "statement")
_MOST_WORDS = 50  # the lines around hold few more


def concordance(
    connection: duckdb.DuckDBPyConnection,
    query_folder: Path,
    text: str,
    *,
    context: int,
    **filters: Any,
) -> pl.DataFrame:
    """One row for each occurrence: `source, document_id, document, commitment_id, page, line`,
    `left` and `right` (`context` words each, fewer at the ends), `keyword` as printed, and `found`:
    how many lines and statements have it, with those beyond the filter `at_most`.

    Filters are the parameters of query `search`. Raises InvalidParameter for an empty text or a
    regular expression that cannot be read, and what `queries.run` raises.
    """
    import polars as pl  # noqa: PLC0415 - the command line must not wait for it

    if not text.strip():
        raise InvalidParameter("search needs a word")
    if not 0 <= context <= _MOST_WORDS:
        raise InvalidParameter(f"context must be 0 to {_MOST_WORDS} words, not {context}")
    if filters.get("source") not in {None, *_SOURCES}:
        raise InvalidParameter(f"source must be one of {', '.join(_SOURCES)}")
    if filters.get("at_most") is not None and filters["at_most"] < 1:
        raise InvalidParameter("at_most must be 1 or more")
    keyword = _keyword(connection, text, is_regex=bool(filters.get("is_regex")))
    rows = queries.run(connection, queries.find(query_folder, _QUERY), {"text": text, **filters})
    schema = {name: rows.schema[name] for name in _CITED}
    schema |= {"left": pl.String(), "keyword": pl.String(), "right": pl.String()}
    schema |= {"found": rows.schema["found"]}
    cut = [each for row in rows.iter_rows(named=True) for each in _cut(row, keyword, context)]
    return pl.DataFrame(cut, schema=schema)


def _keyword(
    connection: duckdb.DuckDBPyConnection, text: str, *, is_regex: bool
) -> re.Pattern[str]:
    if not is_regex:
        found = connection.execute("SELECT search_phrase(search_words(?))", [text]).fetchall()
        return re.compile(f"(?i)(?<!{_LETTER})(?:{found[0][0]})(?!{_LETTER})")
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise InvalidParameter(
            f"the regular expression {text!r} cannot be read: {error}"
        ) from error


def _cut(row: dict[str, Any], keyword: re.Pattern[str], context: int) -> Iterator[dict[str, Any]]:
    """The occurrences that begin in the text of a row."""
    text, after = row["text"], row["after"] or ""
    whole = f"{text} {after}"
    for match in keyword.finditer(whole):
        if not match.group() or match.start() >= len(text):
            continue
        before = f"{row['before'] or ''} {whole[: match.start()]}"
        yield {
            **{name: row[name] for name in _CITED},
            "left": " ".join(before.split()[-context:] if context else ()),
            "keyword": " ".join(match.group().split()),
            "right": " ".join(whole[match.end() :].split()[:context]),
            "found": row["found"],
        }
