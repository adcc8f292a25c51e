"""The program: its options that several commands share, and how its errors are told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from planoteca import __version__
from planoteca.errors import PlanotecaError

app = typer.Typer(
    name="planoteca",
    help="Peru's municipal government plans as data: build, query, report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_INTERRUPTED = 130  # the exit code of a command stopped by Ctrl-C

Parameters = Annotated[
    list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter.")
]
Database = Annotated[
    Path | None, typer.Option("--database", help="Database file [default: outputs/plans.duckdb].")
]
Ocr = Annotated[
    bool, typer.Option("--ocr", help="Read scanned pages with tesseract (needs the ocr extra).")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Plans read at once [default: processors, at most 4]."),
]


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"planoteca {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the command line; a PlanotecaError becomes its message and exit code 1."""
    try:
        app()
    except PlanotecaError as error:
        typer.echo(f"planoteca: {error}", err=True)
        sys.exit(1)
    except SystemExit as stop:
        if stop.code == _INTERRUPTED:
            typer.echo("planoteca: stopped; what was finished before is kept", err=True)
        raise
    sys.exit(0)
