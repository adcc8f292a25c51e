"""The commands from plans to reports: build, extract, query, report, check, lab."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planoteca import workspace
from planoteca.cli.output import Format, chosen_format, write_rows
from planoteca.cli.program import Database, Jobs, Ocr, Parameters, app
from planoteca.errors import InvalidParameter, PlanotecaError, ReportFailed, UnknownName
from planoteca.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planoteca.queries import Parameter


class Language(StrEnum):
    """Languages of the reports."""

    ES = "es"
    EN = "en"


@app.command()
def build(
    *,
    documents: Annotated[
        str | None,
        typer.Option(
            help="Folder of plan files, here or in a store (s3://...); one with its own "
            "documents.csv is its own corpus."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Database to write [default: outputs/plans.duckdb].")
    ] = None,
    ocr: Ocr = False,
    jobs: Jobs = None,
    no_reuse: Annotated[
        bool,
        typer.Option("--no-reuse", help="Do not compare the texts of the plans (saves time)."),
    ] = False,
    retry: Annotated[
        bool,
        typer.Option("--retry", help="Read plans again whose reading was stopped or crashed."),
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler whose workers read the plans (tcp://...)."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(help="Folder, here or in a store, where those workers leave what they coded."),
    ] = None,
) -> None:
    """Build the database from the hand coding and, if given, a folder of plans."""
    from planoteca import building, storage
    from planoteca.coded_files import Cluster

    if store and not scheduler:
        raise InvalidParameter("--store is for the workers of a cluster; name it with --scheduler")
    project = workspace.find()
    folder = storage.path_of(documents) if documents else None
    paths = building.plan_files(folder) if folder else []
    cluster = Cluster(scheduler, storage.path_of(store) if store else None) if scheduler else None
    with Progress("plans", len(paths)) as progress:
        result = building.build(
            project,
            folder,
            output,
            lambda _: progress.advance(),
            ocr=ocr,
            jobs=jobs,
            reuse=not no_reuse,
            retry=retry,
            cluster=cluster,
        )
    for line in building.summary(result, with_coverage=documents is not None):
        typer.echo(line)
    for line in building.unread(result, f" --database {output}" if output else ""):
        typer.echo(line, err=True)


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Plan files.")],
    output: Annotated[Path, typer.Option(help="Folder for one coding folder per file.")],
    ocr: Ocr = False,
    jobs: Jobs = None,
) -> None:
    """Code plans by machine: commitments.csv, quantities.csv and statistics.csv of each."""
    from planoteca import cache, codebook, coded_files, coding
    from planoteca.found import printable

    project = workspace.find()
    vocabularies = codebook.load(project.codebook)
    kept = cache.of(project.cache, vocabularies, ocr=ocr)
    failed: list[str] = []
    coded = coded_files.read_all(files, vocabularies, ocr=ocr, jobs=jobs, cache=kept)
    with Progress("plans", len(files)) as progress, closing(coded):
        for path, found in coded:
            if found.coding is None:
                failed.append(found.reason or path.name)
            else:
                coding.save(found.coding, output / path.stem)
                counts = (f"{len(getattr(found.coding, name))} {name}" for name in coding.SCHEMAS)
                line = f"{path.name}: {', '.join(counts)} -> {output / path.stem}"
                typer.echo(printable(line))
            progress.advance()
    if failed:
        raise PlanotecaError(f"{len(failed)} of {len(files)} plan(s) could not be coded", failed)


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="Name of the query.")] = None,
    param: Parameters = None,
    format: Annotated[Format, typer.Option(help="How to print the rows.")] = Format.TABLE,  # noqa: A002
    output: Annotated[Path | None, typer.Option(help="File to write instead of printing.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the queries.")] = False,
    database: Database = None,
) -> None:
    """Run a named query, or list them all."""
    from planoteca import queries

    project = workspace.find()
    if list_ or name is None:
        for found in queries.catalogue(project.queries).values():
            typer.echo(f"{found.name}\n    {found.question}")
            for p in found.parameters.values():
                given = "required" if p.default is None else f"default {p.default}"
                typer.echo(f"    --param {p.name}=...  {p.type}, {given}: {p.description}")
        return
    chosen = chosen_format(format, output)
    found = queries.find(project.queries, name)
    values = _parse_parameters(f"query {name!r}", found.parameters, param)
    from planoteca import connections

    path = database or project.database
    with connections.reading(path) as connection, queries.failing_as(found):
        write_rows(queries.relation(connection, found, values), chosen, output)


@app.command()
def report(
    names: Annotated[list[str] | None, typer.Argument(help="Reports [default: all].")] = None,
    param: Parameters = None,
    language: Annotated[
        list[Language] | None, typer.Option(help="es or en; may be repeated [default: both].")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder of the pages [default: outputs/reports].")
    ] = None,
    database: Database = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Pages made at once [default: processors + 1].")
    ] = None,
) -> None:
    """Make the report pages; those that would come out the same are left as they are."""
    from planoteca.reports import manifest, run

    project = workspace.find()
    known = manifest.load(project.report_notebooks)
    for name in names or ():
        if name not in known:
            raise UnknownName("report", name, known)
    chosen = [known[name] for name in names or known]
    declared = {name: p for each in chosen for name, p in each.parameters.items()}
    values = _parse_parameters("the chosen reports", declared, param)
    path = database or project.database
    languages = [str(each) for each in language or Language]
    wanted = run.plan(chosen, path, languages, values)
    folder = output or project.outputs / "reports"
    todo = run.changed(wanted, path, folder)
    with Progress("reports", len(todo)) as progress:
        failures = run.run(
            todo,
            path,
            folder,
            project.outputs / "failed",
            lambda _: progress.advance(),
            at_once=jobs,
        )
    counts = f"{len(todo) - len(failures)} of {len(wanted)} page(s) made"
    if unchanged := len(wanted) - len(todo):
        counts += f", {unchanged} unchanged"
    typer.echo(f"{counts}: {folder / 'index.html'}")
    if failures:
        raise ReportFailed(f"{len(failures)} page(s) failed", list(map(str, failures)))


@app.command()
def check(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of plan files to verify the coding against.")
    ] = None,
) -> None:
    """Check codebook, codings, queries and reports; with --documents also every cited number."""
    from planoteca import building, queries
    from planoteca.reports import manifest

    project = workspace.find()
    problems: list[str] = []
    verified: list[str] = []
    for each in (
        lambda: building.check(project, documents, verified),
        lambda: queries.catalogue(project.queries),
        lambda: manifest.load(project.report_notebooks),
    ):
        try:
            each()
        except PlanotecaError as error:
            problems += error.problems or [error.message]
    if problems:
        raise PlanotecaError(f"{len(problems)} problem(s)", problems)
    typer.echo("codebook, registry, codings, queries and reports are in order")
    if documents:
        typer.echo(f"numbers verified in the documents of: {', '.join(verified) or 'none'}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab on the start notebook; options of `jupyter lab` may follow (--no-browser).

    The notebooks are copies in outputs/notebooks, yours to change. A database that is not there yet
    is built first.
    """
    import os

    from planoteca import building, lab

    project = workspace.find()
    for name in lab.lay_out(project):
        typer.echo(
            f"{project.own_notebooks / name} is as you changed it; the project has a newer one: "
            "rename yours to get it",
            err=True,
        )
    if not project.database.exists():
        typer.echo("building the database first ...")
        for line in building.summary(building.build(project, None, None), with_coverage=False):
            typer.echo(line)
    typer.echo(f"JupyterLab on {project.own_notebooks / lab.START}; stop it with Ctrl-C, twice")
    sys.stdout.flush()
    # In place of this process: signals and the exit code are the server's own.
    os.execv(sys.executable, lab.command(project, context.args))  # noqa: S606


def _parse_parameters(
    owner: str, declared: Mapping[str, Parameter], given: Sequence[str] | None
) -> dict[str, Any]:
    from planoteca import queries

    values = {}
    for item in given or ():
        name, equals, text = item.partition("=")
        if not equals:
            raise InvalidParameter(f"--param {item!r}: write it as name=value")
        if name not in declared:
            raise UnknownName("parameter", name, declared, of=owner)
        values[name] = queries.parse_value(owner, declared[name], text)
    return values
