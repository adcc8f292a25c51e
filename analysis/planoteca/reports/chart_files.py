"""A chart as files to take away: SVG, PNG and the rows it draws as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import vl_convert

_SCALE = 2
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(spec: Mapping[str, Any], svg: str) -> dict[str, bytes]:
    """The files of a chart by ending; without `csv` for a chart that draws no rows."""
    result = {"svg": svg.encode(), "png": vl_convert.svg_to_png(svg, scale=_SCALE)}
    rows = _rows(spec)
    if rows:
        result["csv"] = _csv(rows)
    return result


def _rows(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the chart's largest table; the others are its lines and labels."""
    tables = [[row for row in table if isinstance(row, dict) and row] for table in _tables(spec)]
    return max(tables, key=len, default=[])


def _tables(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        for each in node:
            yield from _tables(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name == "datasets":
                yield from (table for table in value.values() if isinstance(table, list))
            elif name == "data" and isinstance(value, dict):
                if isinstance(value.get("values"), list):
                    yield value["values"]
            else:
                yield from _tables(value)


def _csv(rows: list[dict[str, Any]]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row if not _is_nested(row[name])))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _neutral(row.get(name)) for name in names} for row in rows)
    return text.getvalue().encode("utf-8-sig")  # spreadsheets take UTF-8 only with its mark


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _neutral(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return "" if _is_nested(value) else value
