"""Frames between polars and DuckDB by the Arrow C stream interface, without pyarrow."""

from __future__ import annotations

from typing import Any


class ArrowStream:
    """Anything that streams Arrow (a polars frame, a DuckDB relation) as just that.

    DuckDB takes a bare polars frame only through pyarrow, and polars keeps the type of every
    object it reads in a cache, which makes DuckDB report its own types as leaked at exit.
    """

    def __init__(self, source: Any) -> None:
        self._source = source

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        if requested_schema is None:
            return self._source.__arrow_c_stream__()
        return self._source.__arrow_c_stream__(requested_schema)
