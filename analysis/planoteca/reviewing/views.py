"""What the browser is given: once, all that stays; after each step, the row in view.

Texts go as texts: the page sets them as such, never as markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from planoteca.codebook import Codebook
from planoteca.documents import Document
from planoteca.reviewing import context, wording
from planoteca.reviewing.fields import (
    BLANK,
    COMMITMENTS,
    FIELDS,
    PLACE,
    QUANTITIES,
    SHEETS,
    STATISTICS,
    THEMES,
    Field,
    Sheet,
    codes_of,
    place_of,
)
from planoteca.reviewing.session import DELETED, DONE, OPEN, SKIPPED, Row, Session, Side
from planoteca.reviewing.storage import Made
from planoteca.theme_terms import NO_THEME

_CODE_KEYS = "123456789"
_SELECTED = {"baseline_unit": "units", "baseline_relation": "baseline_relations"}
_NUMBERS = {"outcome", "output"}
_VOCABULARIES = {"unit": "units", "comparator": "comparators"} | {
    field.name: field.vocabulary
    for field in (*FIELDS, *SHEETS[STATISTICS].fields)
    if field.vocabulary
}
_SHOWN_DIFFERENCES = 200


def frame(
    made: Made, by: str, document: Document | None, codebook: Codebook, language: str
) -> dict[str, Any]:
    """What stays: words, fields with codes and keys, and the lines of the document."""
    sheet = SHEETS[made.table]
    words = wording.words(language, made.table)
    return {
        "task": made.task,
        "title": f"{wording.task(made.task, made.table, language)}: {made.document_id} · {by}",
        "language": language,
        "words": words,
        "is_of_figures": made.table == STATISTICS,
        "printed": sheet.words,
        "fields": [_field(field, codebook, language) for field in sheet.fields],
        "texts": [_text(name, codebook, language) for name in sheet.texts],
        "quantity": [
            _select("unit", "units", codebook, language),
            _select("comparator", "comparators", codebook, language),
        ],
        "subject": wording.column("subject", language),
        "lines": context.shown_lines(document),
    }


def view(session: Session, document: Document | None, language: str) -> dict[str, Any]:
    """What a step changes: where things stand, and the row in view."""
    row = next((each for each in session.rows if each.key == session.position), None)
    return {
        "counts": {state: session.count(state) for state in (OPEN, DONE, SKIPPED, DELETED)},
        "rows": [
            {
                "key": each.key,
                "state": each.state,
                "place": wording.place(place_of(each.cells), language),
                "is_passage": each.is_passage,
            }
            for each in session.rows
        ],
        "row": None if row is None else _row(row, session.sheet, document, language),
        "can_undo": bool(session.past) and not session.is_sealed,
        "is_sealed": session.is_sealed,
    }


def agreement(
    figures: pl.DataFrame,
    disagreements: pl.DataFrame,
    names: Sequence[str],
    codebook: Codebook,
    language: str,
) -> dict[str, Any]:
    """The figures of an agreement as rows of a table, and the first differences."""
    shown: dict[tuple[str, str], dict[str, Any]] = {}
    for row in figures.rows(named=True):
        variable = "right" if row["measure"] == "right" else row["variable"]
        label = _variable(row["table"], variable, language)
        line = shown.setdefault((row["table"], variable), {"label": label})
        if row["measure"] in {"alpha", "f1"}:
            line |= {name: row[name] for name in ("measure", "compared", "value", "low", "high")}
        elif row["measure"] in {"equal", "right"}:
            line |= {"compared": row["compared"], "equal": row["value"]}
    first, second = names
    return {
        "title": wording.words(language)["agreement_with"].format(first=first, second=second),
        "figures": [line for line in shown.values() if line.get("compared")],
        "names": list(names),
        "count": len(disagreements),
        "disagreements": [
            {
                "label": _variable(row["table"], row["variable"], language),
                "about": row["about"],
                "place": wording.place(place_of(row), language),
                **{name: _coded(row, name, codebook, language) for name in ("first", "second")},
            }
            for row in disagreements.head(_SHOWN_DIFFERENCES).rows(named=True)
        ],
    }


def _variable(table: str, variable: str, language: str) -> str:
    """What is compared; of numbers, with the name of their table."""
    if table == "commitments":
        return wording.column(variable, language)
    name = wording.column(table, language)
    return name if variable == "presence" else f"{name}: {wording.column(variable, language)}"


def _coded(row: Mapping[str, Any], side: str, codebook: Codebook, language: str) -> str | None:
    """What a coder says in a difference: the label of a code, else the text."""
    code: str | None = row[side]
    name = _VOCABULARIES.get(row["variable"])
    if code in {"true", "false"}:
        return wording.boolean(code, language)
    if name is None or code is None or code not in codebook[name]:
        return code
    return codebook[name].label(code, language)


def _field(field: Field, codebook: Codebook, language: str) -> dict[str, Any]:
    if field.is_listed:
        listed = _select(field.name, str(field.vocabulary), codebook, language)
        blank = wording.words(language)["blank"] if field.may_be_blank else None
        return {**listed, "key": field.key, "codes": [], "is_listed": True, "blank": blank}
    codes = codes_of(field, codebook)
    vocabulary = codebook[field.vocabulary] if field.vocabulary else None
    shown = []
    for number, code in enumerate(codes):
        if code == BLANK:
            label, description = wording.words(language)["blank"], ""
        elif vocabulary is None:
            label, description = wording.boolean(code, language), ""
        else:
            label = vocabulary.label(code, language)
            description = vocabulary.rows[code][f"description_{language}"]
        key = "0" if code == BLANK else _CODE_KEYS[number : number + 1]
        shown.append({"code": code, "label": label, "description": description, "key": key})
    return {
        "name": field.name,
        "key": field.key,
        "label": wording.column(field.name, language),
        "codes": shown,
        "is_many": field.name == THEMES,
        "alone": NO_THEME,
        "takes_year": field.name == "deadline",
        "is_numbers": field.name == QUANTITIES,
    }


def _text(name: str, codebook: Codebook, language: str) -> dict[str, Any]:
    if name in _SELECTED:
        return _select(name, _SELECTED[name], codebook, language)
    return {"name": name, "label": wording.column(name, language), "options": None}


def _select(name: str, vocabulary: str, codebook: Codebook, language: str) -> dict[str, Any]:
    words = codebook[vocabulary]
    options = [[code, words.label(code, language)] for code in words]
    return {"name": name, "label": wording.column(name, language), "options": options}


def _row(row: Row, sheet: Sheet, document: Document | None, language: str) -> dict[str, Any]:
    lines = [] if document is None else context.lines_of(document, row.cells)
    words = row.verbatim or row.cells[sheet.words] or ""
    where = place_of(row.cells)
    return {
        "key": row.key,
        "state": row.state,
        "is_passage": row.is_passage,
        "place": wording.place(where, language),
        "where": where,
        **_said(row),
        "undecided": sorted(row.undecided),
        "sides": [_side(side) for side in row.sides],
        "lines": [line.number for line in lines],
        "marks": {} if row.is_passage or not words else _marks(sheet, lines, words),
        "hint": _hint(row, language),
    }


def _marks(sheet: Sheet, lines: Sequence[Any], words: str) -> dict[str, context.Marks]:
    find = context.marks if sheet.table == COMMITMENTS else context.printed
    return {str(number): found for number, found in find(lines, words).items()}


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "has": side.sequence is not None, **_said(side)}


def _said(who: Row | Side) -> dict[str, Any]:
    return {
        "cells": {name: _cell(value) for name, value in who.cells.items() if name not in PLACE},
        "quantities": [_quantity(each) for each in who.quantities],
        "themes": list(who.themes),
    }


def _quantity(quantity: Mapping[str, Any]) -> dict[str, str]:
    return {name: _cell(value) for name, value in quantity.items()}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _hint(row: Row, language: str) -> str | None:
    """Where grade and numbers do not go together (CODEBOOK.md, section 8)."""
    grade = row.cells.get("measurability")
    if row.is_passage or grade is None or QUANTITIES in row.undecided:
        return None
    if grade in _NUMBERS and not row.quantities:
        return wording.notice("numberless", language)
    if grade not in _NUMBERS and row.quantities:
        return wording.notice("numbered", language)
    return None
