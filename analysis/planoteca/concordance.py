"""Keywords in context: each occurrence of words in the plans, with the words around it.

Query `search` finds the lines and statements; here they are cut into one row an occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planoteca import queries
from planoteca.documents.markup import plain
from planoteca.errors import InvalidParameter

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_QUERY = "search"
_LETTER = "[0-9A-Za-zÀ-ÖØ-öø-ÿ]"  # as in queries/schema/macros.sql
_CITED = ("source", "document_id", "document", "commitment_id", "page", "line")
_SOURCES = ("line", "statement")
_MOST_WORDS = 50  # the lines around hold few more
# The engine that finds the lines of a regular expression also says what of them it matches: no
# other reads every pattern alike.
_MARKS = "\x02\x03"
_MARKED = re.compile("\x02([^\x02\x03]+)\x03")
_MARK = "SELECT regexp_replace(translate(unnest($texts), $marks, '  '), $pattern, $marked, 'g')"
Row = dict[str, Any]
Pieces = tuple[str, str, str]  # of a text: what is before an occurrence, the occurrence, the rest


def concordance(
    connection: duckdb.DuckDBPyConnection,
    query_folder: Path,
    text: str,
    *,
    context: int,
    **filters: Any,
) -> pl.DataFrame:
    """One row for each occurrence: `source, document_id, document, commitment_id, page, line`,
    `left` and `right` (`context` words each, fewer at the ends, without the tags that some texts
    hold), `keyword` as printed, and `found`: how many lines and statements have it, with those
    beyond the filter `at_most`.

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
    is_regex = bool(filters.get("is_regex"))
    if is_regex:
        _check(connection, text)
    rows = queries.run(connection, queries.find(query_folder, _QUERY), {"text": text, **filters})
    schema = {name: rows.schema[name] for name in _CITED}
    schema |= {"left": pl.String(), "keyword": pl.String(), "right": pl.String()}
    schema |= {"found": rows.schema["found"]}
    find = _matches if is_regex else _words
    found = find(connection, text, list(rows.iter_rows(named=True)))
    return pl.DataFrame([_shown(row, pieces, context) for row, pieces in found], schema=schema)


def _check(connection: duckdb.DuckDBPyConnection, pattern: str) -> None:
    import duckdb  # noqa: PLC0415

    try:
        connection.execute("SELECT regexp_matches('', ?)", [f"(?i){pattern}"]).fetchall()
    except duckdb.Error as error:
        _, _, reason = str(error).partition(": ")
        raise InvalidParameter(
            f"the regular expression {pattern!r} cannot be read: {reason}"
        ) from error


def _matches(
    connection: duckdb.DuckDBPyConnection, pattern: str, rows: list[Row]
) -> Iterator[tuple[Row, Pieces]]:
    """What a regular expression matches within the text of each row; nothing is no match."""
    values = {
        "texts": [row["text"] for row in rows],
        "marks": _MARKS,
        "pattern": f"(?i){pattern}",
        "marked": "\\0".join(_MARKS),
    }
    unmarked = str.maketrans("", "", _MARKS)
    answer = connection.execute(_MARK, values).fetchall()
    for row, (marked,) in zip(rows, answer, strict=True):
        after = row["after"] or ""
        for match in _MARKED.finditer(marked):
            left, right = marked[: match.start()], marked[match.end() :]
            yield row, (left.translate(unmarked), match[1], f"{right.translate(unmarked)} {after}")


def _words(
    connection: duckdb.DuckDBPyConnection, text: str, rows: list[Row]
) -> Iterator[tuple[Row, Pieces]]:
    """Where the words begin in the text of each row; they may go on in the lines after it."""
    phrase = connection.execute("SELECT search_phrase(search_words(?))", [text]).fetchall()[0][0]
    keyword = re.compile(f"(?i)(?<!{_LETTER})(?:{phrase})(?!{_LETTER})")
    for row in rows:
        whole = f"{row['text']} {row['after'] or ''}"
        for match in keyword.finditer(whole):
            if match.group() and match.start() < len(row["text"]):
                yield row, (whole[: match.start()], match.group(), whole[match.end() :])


def _shown(row: Row, pieces: Pieces, context: int) -> Row:
    left, keyword, right = pieces
    before = f"{row['before'] or ''} {left}"
    return {
        **{name: row[name] for name in _CITED},
        "left": " ".join(plain(before).split()[-context:] if context else ()),
        "keyword": " ".join(keyword.split()),
        "right": " ".join(plain(right).split()[:context]),
        "found": row["found"],
    }
