"""The commands that measure judgements of people: competence-agreement, outcome-agreement."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planoteca import workspace
from planoteca.cli.output import Format, chosen_format, write, write_frame
from planoteca.cli.program import Database, app

if TYPE_CHECKING:
    from planoteca.evaluation import Judged

Output = Annotated[Path | None, typer.Option(help="File to write instead of printing.")]
AnyFormat = Annotated[Format, typer.Option(help="How to print the figures.")]


@app.command("competence-agreement")
def competence_agreement(
    first: Annotated[
        str, typer.Argument(help="A coder: X of competence.X.csv, or automatic.")
    ] = "a",
    second: Annotated[str, typer.Argument(help="The coder compared with the first.")] = "automatic",
    codings: Annotated[
        Path | None, typer.Option(help="Folder of coding folders [default: data/coding].")
    ] = None,
    database: Database = None,
    format: AnyFormat = Format.TABLE,  # noqa: A002
    output: Output = None,
) -> None:
    """Measure the agreement of two coders on the power of municipalities over commitments.

    The automatic coder is the database: the strongest power of all that a commitment names. Alpha
    is Krippendorff's, with bootstrap intervals, 95 %; the first coder is the reference.
    """
    chosen = chosen_format(format, output)
    from planoteca import codebook, evaluation

    project = workspace.find()
    found = evaluation.competence_agreement(
        codings or project.coding,
        database or project.database,
        first,
        second,
        codebook.load(project.codebook),
    )
    _write(found, f"first: {first}; second: {second}", chosen, output)


@app.command("outcome-agreement")
def outcome_agreement(
    first: Annotated[str, typer.Argument(help="A coder of data/outcomes.")],
    second: Annotated[str, typer.Argument(help="The coder compared with the first.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only records up to this day, as 2021-06-30."),
    ] = None,
    database: Database = None,
    format: AnyFormat = Format.TABLE,  # noqa: A002
    output: Output = None,
) -> None:
    """Measure the agreement of two coders on what came of commitments, by their latest records.

    Alpha is Krippendorff's, with bootstrap intervals, 95 %; ordinal of the verdicts broken, partly
    kept and kept alone. The first coder is the reference.
    """
    chosen = chosen_format(format, output)
    from planoteca import evaluation

    found = evaluation.outcome_agreement(
        database or workspace.find().database, first, second, as_of.date() if as_of else None
    )
    _write(found, f"first: {first}; second: {second}", chosen, output)


def _write(found: Judged, coders: str, chosen: Format, output: Path | None) -> None:
    if chosen is not Format.TABLE:
        write_frame(found.figures, chosen, output)
        return
    from planoteca.cli.agreement_tables import judged_text

    write(judged_text(found, coders).encode(), output)
