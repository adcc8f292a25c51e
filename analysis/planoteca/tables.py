"""Tables for notebooks and reports: great_tables, labels and numbers in Spanish or English."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

import polars as pl
from great_tables import GT

from planoteca.charts.formats import amount, check_language, lines_text, number, pick, unit_of
from planoteca.column_labels import LABELS
from planoteca.errors import UnknownName

NOTHING = "–"
# Columns written from two or more of a frame's own.
_LINES, _AMOUNT = "lines", "amount"
_DOCUMENT = "document"
_IDENTITIES = ("commitment_id", "statistic_id")
_MAX_DECIMALS = 4
_FONT = ["Helvetica Neue", "Helvetica", "Arial", "sans-serif"]
# JupyterLab's own colours where there are such, light or dark: it would else mix its with these,
# and give every column the same width.
_THEMED = """
#{id} .gt_table {{ table-layout: auto; }}
#{id} .gt_table, #{id} .gt_row, #{id} .gt_col_heading, #{id} .gt_heading {{
  background-color: var(--jp-layout-color0, #ffffff);
  color: var(--jp-content-font-color1, #333333);
}}"""


def table(
    frame: pl.DataFrame,
    language: str = "es",
    *,
    columns: Sequence[str] | None = None,
    title: str | None = None,
    anchors: bool = False,
) -> GT:
    """A frame as a table: chosen columns, labels and numbers of the language.

    `columns` are names of the frame without their language (`dimension` shows `dimension_es` or
    `dimension_en`), `lines` (`l. 361`, or the page where a plan has no lines) and `amount` (value
    with unit). On a report page `document` leads to the plan's profile where the frame has
    `document_id`, and `lines` to the row there where it has `commitment_id` or `statistic_id`. With
    `anchors` the table is that place: each row has its id, and its passage opens in `lines`. Blank
    cells show `–`; every text is escaped. Raises UnknownName for a column that the frame cannot
    give.
    """
    check_language(language)
    names = list(columns) if columns is not None else list(frame.columns)
    for name in names:
        if not _has(frame, name, language):
            raise UnknownName("column of this frame", name, frame.columns)
    rows = frame.to_dicts()
    cells = {name: [_cell(row, name, language) for row in rows] for name in names}
    if _LINES in names:
        cells[_LINES] = _places(rows, cells[_LINES], language, anchors=anchors)
    if _DOCUMENT in names:
        cells[_DOCUMENT] = [
            _link(row.get("document_id"), text)
            for row, text in zip(rows, cells[_DOCUMENT], strict=True)
        ]
    shown = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String))
    hashed = f"{title}{language}{anchors}{shown.write_csv()}"
    identity = f"t{hashlib.sha256(hashed.encode()).hexdigest()[:10]}"
    result = (
        GT(shown, id=identity)
        .cols_label({name: column_label(name, language) for name in names})
        .cols_align("left")
        .tab_options(table_font_size="14px", table_width="100%", data_row_padding="5px")
        .opt_table_font(font=_FONT, add=False)
        .opt_css(f"#{identity} td {{ vertical-align: top; }}")
        .opt_css(_THEMED.format(id=identity))
    )
    links = [name for name in (_LINES, _DOCUMENT) if name in names]
    if links:
        result = result.fmt(str, columns=links)  # markup of this module, its texts escaped
    numeric = [name for name in names if _is_numeric(frame, name, language)]
    if numeric:
        result = result.cols_align("right", columns=numeric)
    return result.tab_header(title=title) if title else result


def column_label(name: str, language: str) -> str:
    """What a column is called in a language; its own name where no label is known."""
    return pick(language, *LABELS.get(name, (name.replace("_", " "),) * 2))


def _places(
    rows: Sequence[Mapping[str, Any]], texts: Sequence[str], language: str, *, anchors: bool
) -> list[str]:
    """The cells of `lines` as markup: links to rows, or the rows' passages themselves."""
    cells = []
    taken: set[str] = set()
    for row, text in zip(rows, texts, strict=True):
        identity = next((row[name] for name in _IDENTITIES if row.get(name)), None)
        if identity is not None and anchors and identity not in taken:
            taken.add(identity)
            cells.append(
                f'<details id="{escape(identity)}"><summary>{escape(text)}</summary>'
                f'<div class="passage">{_passage(row, text, language)}</div></details>'
            )
        else:
            cells.append(_link(identity, text))
    return cells


def _link(identity: str | None, text: str) -> str:
    """Text that leads to a plan's profile, or to a row there, once it is on a report page."""
    if identity is None:
        return escape(text)
    # Without href it is plain text wherever no page follows it: JupyterLab, GitHub.
    return f'<a data-passage="{escape(identity)}">{escape(text)}</a>'


def _passage(row: Mapping[str, Any], lines: str, language: str) -> str:
    """What a row stands on: the printed words if the build had them, and where they are."""
    place = [text for text in (row.get("file_name"), lines) if text]
    if row.get("sha256"):
        place.append(f"SHA-256 {row['sha256']}")
    source = f'<p class="place">{escape(" · ".join(place))}</p>'
    if row.get("verbatim"):
        return f'<blockquote lang="es">{escape(row["verbatim"])}</blockquote>{source}'
    if row.get("context"):
        printed = column_label("value_text", language)
        figure = f" ({printed}: {row['value_text']})" if row.get("value_text") else ""
        return f"<p>{escape(row['context'] + figure)}</p>{source}"
    absent = pick(
        language,
        "El documento no estuvo a mano al construir la base: el pasaje se lee en él.",
        "The document was not at hand when the database was built: read the passage there.",
    )
    return f"<p>{escape(absent)}</p>{source}"


def _has(frame: pl.DataFrame, name: str, language: str) -> bool:
    if name == _LINES:
        return "line_start" in frame.columns
    if name == _AMOUNT:
        return "value" in frame.columns
    return name in frame.columns or f"{name}_{language}" in frame.columns


def _is_numeric(frame: pl.DataFrame, name: str, language: str) -> bool:
    if name == _AMOUNT:
        return True
    return f"{name}_{language}" not in frame.columns and (
        name in frame.columns and frame.schema[name].is_numeric()
    )


def _cell(row: Mapping[str, Any], name: str, language: str) -> str:
    if name == _LINES:
        return lines_text(row)
    if name == _AMOUNT:
        if row["value"] is None:
            return NOTHING
        # "4 units" says no more than "4".
        unit = None if row.get("unit_id") == "count" else unit_of(row, language)
        return amount(row["value"], unit, language, _MAX_DECIMALS)
    value = row.get(f"{name}_{language}")
    return _text(row.get(name) if value is None else value, name, language)


def _text(value: Any, name: str, language: str) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return pick(language, "sí", "yes") if value else pick(language, "no", "no")
    if name.endswith(("year", "period_start", "period_end")):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return number(value, language, 1 if name.endswith("_pct") else _MAX_DECIMALS)
    return value.isoformat() if isinstance(value, date) else str(value)
