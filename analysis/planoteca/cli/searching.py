"""The command that shows words of the plans in their context: search."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planoteca import workspace
from planoteca.cli.output import Format, chosen_format, write_frame
from planoteca.cli.program import Database, app

if TYPE_CHECKING:
    import polars as pl

_WIDTH = 160  # columns, where the output is no terminal


class Source(StrEnum):
    """Where to look."""

    LINES = "lines"
    STATEMENTS = "statements"


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words; * stands for any letters, ? for one.")],
    *,
    context: Annotated[int, typer.Option(help="Words shown on each side.")] = 8,
    regex: Annotated[
        bool, typer.Option("--regex", help="The text is a regular expression within a line.")
    ] = False,
    source: Annotated[
        Source | None,
        typer.Option(
            "--in", help="Only there [default: lines, and statements of plans not at hand]."
        ),
    ] = None,
    document_id: Annotated[str | None, typer.Option(help="Only this plan.")] = None,
    place_id: Annotated[str | None, typer.Option(help="Only plans of this place.")] = None,
    department: Annotated[str | None, typer.Option(help="Only plans of this department.")] = None,
    organisation: Annotated[
        str | None, typer.Option(help="Only plans of this organisation.")
    ] = None,
    dimension_id: Annotated[str | None, typer.Option(help="Only this dimension.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Only so many lines, the first.")] = 100,
    format: Annotated[Format, typer.Option(help="How to print the rows.")] = Format.TABLE,  # noqa: A002
    output: Annotated[Path | None, typer.Option(help="File to write instead of printing.")] = None,
    database: Database = None,
) -> None:
    """Show words of the plans in their context; accents, case and line breaks are ignored.

    Words of a plan marked (restated) are not its own but those of our restatements.
    """
    from planoteca import connections
    from planoteca.concordance import concordance

    chosen = chosen_format(format, output)
    project = workspace.find()
    with connections.reading(database or project.database) as connection:
        found = concordance(
            connection,
            project.queries,
            text,
            context=context,
            is_regex=regex,
            source=None if source is None else source.value.removesuffix("s"),
            document_id=document_id,
            place_id=place_id,
            department=department,
            organisation=organisation,
            dimension_id=dimension_id,
            at_most=limit,
        )
    if chosen is Format.TABLE and output is None:
        for line in _lines(found, shutil.get_terminal_size((_WIDTH, 0)).columns):
            typer.echo(line)
        typer.echo(_summary(found))
    else:
        write_frame(found, chosen, output)


def _lines(found: pl.DataFrame, width: int) -> Iterator[str]:
    """Each occurrence in a line, keywords below each other, under the title of its plan."""
    plan = None
    for row in found.iter_rows(named=True):
        if row["document_id"] != plan:
            plan = row["document_id"]
            restated = " (restated)" if row["source"] == "statement" else ""
            yield f"{_plain(row['document'])} ({plan}){restated}"
        place = _place(row)
        side = max(10, (width - len(place) - len(row["keyword"]) - 6) // 2)
        left, right = _plain(row["left"])[-side:], _plain(row["right"])[:side]
        yield f"  {place}  {left:>{side}} {_plain(row['keyword'])} {right}".rstrip()


def _place(row: dict[str, object]) -> str:
    page = f"p. {row['page']:>3} " if row["page"] else ""
    line = f"l. {row['line']:>4}" if row["line"] else ""
    return f"{page}{line}"


def _plain(text: str) -> str:
    """A text of a document without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _summary(found: pl.DataFrame) -> str:
    if not len(found):
        return "nothing found"
    lines = found.unique(["document_id", "source", "line", "commitment_id"]).height
    plans = found["document_id"].n_unique()
    summary = f"{len(found)} occurrence(s) in {lines} line(s) of {plans} plan(s)"
    total = found["found"][0]
    return summary if total == lines else f"{summary}; {total} lines in all: --limit {total}"
