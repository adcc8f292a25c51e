"""The specification of a chart, and what tests look for in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import altair as alt
import vl_convert

from planoteca.charts import formats


def spec(chart: alt.VConcatChart) -> dict[str, Any]:
    with alt.data_transformers.enable(consolidate_datasets=False):
        spec: dict[str, Any] = chart.to_dict()
    return spec


def title(spec: dict[str, Any]) -> str:
    text = " ".join(spec["vconcat"][0]["title"]["text"])
    return text.replace(formats.NO_BREAK_SPACE, " ")


def subtitle(spec: dict[str, Any]) -> str:
    return " ".join(spec["vconcat"][0]["title"].get("subtitle", []))


def marks(spec: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The data rows of the first layer that has a field."""
    view = spec["vconcat"][0]
    for part in [spec, view, *view.get("layer", [])]:
        rows: list[dict[str, Any]] = part.get("data", {}).get("values", [])
        if rows and field in rows[0]:
            return rows
    raise AssertionError(f"no layer has {field}")


def strings(value: Any) -> Iterator[tuple[str, str]]:
    """Every (key, text) of a specification outside its data."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in {"values", "datasets"}:
                continue
            if isinstance(item, str):
                yield key, item
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def svg(spec: dict[str, Any]) -> str:
    return str(vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[]))
