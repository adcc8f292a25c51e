"""The figures of agreement as tables for people; programs get the frames themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from planoteca.cli.text_tables import text_table
from planoteca.evaluation import OVERALL

if TYPE_CHECKING:
    from planoteca.evaluation import Agreement, Coded, Evaluation, Judged

_NONE = "-"
_UNITS = "units"
# Column of an evaluation -> table, variable and measure of its figure.
_COMMITMENTS = {
    "F1": ("commitments", _UNITS, "f1"),
    **{
        name: ("commitments", name, "equal")
        for name in ("kind", "section", "dimension", "deadline")
    },
    "quantities right": ("quantities", _UNITS, "right"),
    "spurious": ("quantities", _UNITS, "spurious"),
}
_STATISTICS = {
    "found": ("statistics", _UNITS, "found"),
    "spurious": ("statistics", _UNITS, "spurious"),
    **{name: ("statistics", name, "equal") for name in ("indicator", "place", "year")},
}


def agreement_text(found: Agreement, figures: pl.DataFrame) -> str:
    """The two codings, what they share, and how far they agree on it."""
    return "\n".join([*_coders(found), _text(_shared(figures)), *_variables(figures), ""])


def evaluation_text(found: Evaluation, figures: pl.DataFrame) -> str:
    """A row for each document and for all together, and the figures of all with intervals."""
    lines = [_text(_by_document(found, figures, _COMMITMENTS, _commitment_counts(found)))]
    with_statistics = {each.document for each in found.documents if each.with_statistics}
    if with_statistics:
        kept = figures.filter(pl.col("document").is_in([*with_statistics, OVERALL]))
        lines.append(_text(_by_document(found, kept, _STATISTICS, _statistic_counts(found))))
    overall = figures.filter(pl.col("document") == OVERALL)
    lines += ["all documents together:", _text(_shared(overall)), *_variables(overall)]
    aside = [each for each in found.documents if each.aside]
    if aside:
        rows = sum(each.aside for each in aside)
        lines.append(
            f"{rows} commitment(s) of the machine left aside in {len(aside)} document(s): their"
            " kind is in no row of the reference (compare all with --all-kinds)"
        )
    return "\n".join([*lines, ""])


def theme_text(figures: pl.DataFrame, documents: list[str], first: str, second: str) -> str:
    """What two coders agree on for the themes of a commitment together, and theme by theme."""
    shown = figures.with_columns(_shown("value [95 %]"))
    whole = shown.filter(pl.col("theme_id").is_null())
    by_theme = shown.filter(pl.col("theme_id").is_not_null()).pivot(
        "measure", index=["theme_id", "first", "second"], values="value [95 %]"
    )
    return "\n".join(
        [
            f"first: {first}; second: {second}",
            f"{whole['first'][0]} commitments of {len(documents)} plan(s): {', '.join(documents)}",
            _text(whole.select("measure", "value [95 %]")),
            _text(by_theme),
            "",
        ]
    )


def judged_text(found: Judged, coders: str) -> str:
    """What two coders agree on for all units together, and code by code."""
    shown = found.figures.with_columns(_shown("value [95 %]"))
    whole = shown.filter(pl.col("code").is_null())
    by_code = shown.filter(pl.col("code").is_not_null()).pivot(
        "measure", index=["code", "first", "second"], values="value [95 %]"
    )
    return "\n".join(
        [
            coders,
            f"{found.units} commitments judged by both; {found.first_only} by the first alone, "
            f"{found.second_only} by the second",
            _text(whole.select("measure", pl.col("first").alias("units"), "value [95 %]")),
            _text(by_code),
            "",
        ]
    )


def _coders(found: Agreement) -> Iterator[str]:
    for which, coded in (("first", found.first), ("second", found.second)):
        yield f"{which}: {coded.name} ({_size(coded)})"
    if not found.with_statistics:
        yield "statistics are not compared: a coding without statistics.csv claims nothing of them"


def _size(coded: Coded) -> str:
    tables = ("commitments", "quantities", *(["statistics"] if coded.has_statistics else []))
    return ", ".join(f"{len(getattr(coded.coding, name))} {name}" for name in tables)


def _shared(figures: pl.DataFrame) -> pl.DataFrame:
    """Which rows both coders have."""
    own = figures.filter((pl.col("variable") == _UNITS) & (pl.col("compared") > 0))
    own = own.filter(pl.col("measure") != "aside")
    return own.select("table", "measure", "compared", _shown("value [95 %]"))


def _variables(figures: pl.DataFrame) -> Iterator[str]:
    """On what they agree in the rows that both have, and what could not be compared."""
    own = figures.filter(pl.col("variable") != _UNITS)
    empty = own.filter((pl.col("compared") == 0) & (pl.col("measure") == "equal"))
    compared = own.filter(pl.col("compared") > 0)
    if len(compared):
        pivoted = compared.select(
            "table", "variable", "compared", "measure", _shown("shown")
        ).pivot("measure", index=["table", "variable", "compared"], values="shown")
        measures = [name for name in ("equal", "alpha", "similarity") if name in pivoted.columns]
        yield _text(
            pivoted.select(
                "table", "variable", "compared", pl.col(*measures).fill_null(_NONE)
            ).rename({name: f"{name} [95 %]" for name in measures})
        )
    if len(empty):
        by_table = empty.group_by("table", maintain_order=True).agg("variable")
        names = "; ".join(f"{table}: {', '.join(found)}" for table, found in by_table.iter_rows())
        yield f"nothing to compare (blank in a coding, or no such rows): {names}"


def _shown(name: str) -> pl.Expr:
    """A figure with its interval."""
    text = pl.format("{} [{}, {}]", *(_decimals(each) for each in ("value", "low", "high")))
    text = pl.when(pl.col("low").is_null()).then(_decimals("value")).otherwise(text)
    return pl.when(pl.col("value").is_null()).then(pl.lit(_NONE)).otherwise(text).alias(name)


def _decimals(column: str) -> pl.Expr:
    return pl.col(column).map_elements(lambda value: f"{value:.3f}", pl.String).fill_null("")


def _by_document(
    found: Evaluation,
    figures: pl.DataFrame,
    columns: dict[str, tuple[str, str, str]],
    counts: dict[str, list[Any]],
) -> pl.DataFrame:
    """A row for each document of `figures`; `counts` holds further columns, overall last."""
    values = {
        (row["document"], row["table"], row["variable"], row["measure"]): row["value"]
        for row in figures.iter_rows(named=True)
    }
    documents = figures["document"].unique(maintain_order=True).to_list()
    every = [*(each.document for each in found.documents), OVERALL]
    rows = [
        {
            "document": document,
            **{name: str(column[every.index(document)]) for name, column in counts.items()},
            **{name: _number(values.get((document, *key))) for name, key in columns.items()},
        }
        for document in documents
    ]
    return pl.DataFrame(rows)


def _text(frame: pl.DataFrame) -> str:
    return text_table(frame.columns, frame.rows())


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _commitment_counts(found: Evaluation) -> dict[str, list[Any]]:
    return {
        "by hand": _with_sum(len(each.reference.commitments) for each in found.documents),
        "machine": _with_sum(len(each.machine.commitments) for each in found.documents),
        "left aside": _with_sum(each.aside for each in found.documents),
    }


def _statistic_counts(found: Evaluation) -> dict[str, list[Any]]:
    counted = [each if each.with_statistics else None for each in found.documents]
    return {
        "by hand": _with_sum(len(each.reference.statistics) if each else 0 for each in counted),
        "machine": _with_sum(len(each.machine.statistics) if each else 0 for each in counted),
    }


def _with_sum(numbers: Iterable[int]) -> list[int]:
    listed = list(numbers)
    return [*listed, sum(listed)]
