"""The command that freezes a citable version of the data: release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planoteca import workspace
from planoteca.cli.program import Database, app


@app.command()
def release(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="Year and letter: 2026a, then 2026b.")
    ],
    folder: Annotated[
        Path | None,
        typer.Option(help="Folder of the releases [default: outputs/releases]."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(help="Release to compare with [default: the one before, in that folder]."),
    ] = None,
    with_texts: Annotated[
        bool,
        typer.Option("--with-texts", help="With the printed words of plans, which are not ours."),
    ] = False,
    database: Database = None,
) -> None:
    """Freeze a version of the data: tables, codebook, checksums, changes and citation."""
    from planoteca.releases import writing

    project = workspace.find()
    done = writing.write(
        project,
        database or project.database,
        version,
        folder or project.outputs / "releases",
        previous,
        with_texts=with_texts,
    )
    made = done.edition
    counted = ", ".join(f"{made.rows[name]} {name}" for name in ("document", "plan_commitment"))
    typer.echo(f"{done.folder}: {counted}, build {made.build_id}")
    if made.previous is None:
        typer.echo("the first release: no changes to list")
    else:
        typer.echo(f"against {made.previous}: {done.folder / 'CHANGES.md'}")
        for name, kinds in done.changes.items():
            if any(kinds.values()):
                listed = ", ".join(f"{n} {kind}" for kind, n in kinds.items() if n)
                typer.echo(f"  {name}: {listed}")
    if not with_texts:
        typer.echo("printed words of plans are left blank; --with-texts puts them in", err=True)
