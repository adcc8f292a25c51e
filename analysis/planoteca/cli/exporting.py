"""The command that hands the data to other programs: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planoteca import workspace
from planoteca.cli.commands import Language
from planoteca.cli.program import Database, app
from planoteca.errors import InvalidParameter
from planoteca.exports.formats import FileFormat


@app.command()
def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to write: new, empty or an export.")
    ],
    format: Annotated[FileFormat, typer.Option(help="Format of the files.")],  # noqa: A002
    view: Annotated[
        list[str] | None,
        typer.Option(help="A view or table; may be repeated [default: those for reading]."),
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="Of Stata's value labels [default: es].")
    ] = None,
    decimal_comma: Annotated[
        bool,
        typer.Option(
            "--decimal-comma", help="CSV as Excel opens it where one writes 1,5: with semicolons."
        ),
    ] = False,
    database: Database = None,
) -> None:
    """Write the data for R, Stata, pandas, Excel or Spark, with data dictionary and citation."""
    if language is not None and format is not FileFormat.STATA:
        raise InvalidParameter("--language chooses Stata's value labels; other formats have both")
    if decimal_comma and format is not FileFormat.CSV:
        raise InvalidParameter("--decimal-comma is a form of CSV; use it with --format csv")
    if view and format is FileFormat.LAKE:
        raise InvalidParameter("a lake has all tables and views; leave --view out")
    from planoteca.exports import writing

    done = writing.write(
        database or workspace.find().database,
        folder,
        format,
        view or (),
        language=language or Language.ES,
        decimal_comma=decimal_comma,
    )
    for name, rows in done.rows.items():
        typer.echo(f"{folder / name}: {rows} row(s)")
    typer.echo(f"build {done.build_id}; how to cite it: {folder / 'CITATION.txt'}")
    for note in done.notes:
        typer.echo(note, err=True)
