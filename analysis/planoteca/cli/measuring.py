"""The commands that measure and explain: agreement, evaluate, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planoteca import workspace
from planoteca.cli.output import Format, chosen_format, write, write_frame
from planoteca.cli.program import Ocr, app
from planoteca.errors import InvalidParameter, PlanotecaError
from planoteca.progress import Progress

if TYPE_CHECKING:
    from planoteca.evaluation import Agreement
    from planoteca.extraction.explaining import Explanation

_CODERS = ("manual", "automatic")

Output = Annotated[Path | None, typer.Option(help="File to write instead of printing.")]
AnyFormat = Annotated[Format, typer.Option(help="How to print the figures.")]


@app.command()
def agreement(  # noqa: PLR0917 - an option is no positional argument
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="A B | DOCUMENT", help="Two coding folders; or a document_id or plan file."
        ),
    ],
    coder: Annotated[
        list[str] | None,
        typer.Option(
            help="Twice: manual, automatic or a coding folder [default: manual, then automatic]."
        ),
    ] = None,
    document: Annotated[
        Path | None, typer.Option(help="The plan's file, for passages and the automatic coder.")
    ] = None,
    disagreements: Annotated[
        Path | None, typer.Option(help="File for every difference (.csv, .json or .parquet).")
    ] = None,
    texts: Annotated[
        bool,
        typer.Option(
            help="Compare problem, objective and statement; not where a coder restates them."
        ),
    ] = True,
    format: AnyFormat = Format.TABLE,  # noqa: A002
    output: Output = None,
    ocr: Ocr = False,
) -> None:
    """Measure the agreement of two codings of one plan; the first is taken for the reference.

    Two coding folders, A B; or one DOCUMENT with two coders. Shares are of 0 to 1 with bootstrap
    intervals; alpha is Krippendorff's, and blank where nothing varies.
    """
    chosen = chosen_format(format, output)
    listing = _listing_format(disagreements)
    coders, document_id, file = _asked(what, coder or [], document)
    from planoteca import agreement as agreements
    from planoteca import codebook, evaluation

    project = workspace.find()
    vocabularies = codebook.load(project.codebook)
    found = evaluation.agree(
        project,
        vocabularies,
        coders,
        document_id=document_id,
        file=file,
        with_texts=texts,
        ocr=ocr,
    )
    figures = agreements.figures(found.comparison)
    if found.partly:
        typer.echo(f"partly read: {found.partly}", err=True)
    if disagreements is not None and listing is not None:
        _write_disagreements(found, disagreements, listing)
    if chosen is not Format.TABLE:
        write_frame(figures, chosen, output)
        return
    from planoteca.cli.agreement_tables import agreement_text

    write(agreement_text(found, figures).encode(), output)


@app.command()
def evaluate(
    references: Annotated[
        Path, typer.Argument(help="Folder of hand codings, named by file stem or document_id.")
    ],
    documents: Annotated[Path, typer.Option(help="Folder of the plan files.")],
    all_kinds: Annotated[
        bool,
        typer.Option(
            "--all-kinds/--kinds-of-reference",
            help="Compare commitments of kinds too that a plan's reference has no row of. "
            "By default they are left aside and counted: some references cover targets only.",
        ),
    ] = False,
    format: AnyFormat = Format.TABLE,  # noqa: A002
    output: Output = None,
    ocr: Ocr = False,
) -> None:
    """Measure the machine's coding against the hand coding of every plan that has one."""
    chosen = chosen_format(format, output)
    from planoteca import codebook, evaluation

    project = workspace.find()
    vocabularies = codebook.load(project.codebook)
    pairs = evaluation.find_references(references, documents, project, vocabularies)
    with Progress("plans", len(pairs.files)) as progress:
        found = evaluation.evaluate(
            pairs,
            vocabularies,
            all_kinds=all_kinds,
            ocr=ocr,
            progress=lambda _: progress.advance(),
        )
    if found.documents:
        figures = found.figures()
        if chosen is Format.TABLE:
            from planoteca.cli.agreement_tables import evaluation_text

            write(evaluation_text(found, figures).encode(), output)
        else:
            write_frame(figures, chosen, output)
    for reason in found.partly:
        typer.echo(f"partly read: {reason}", err=True)
    if found.without:
        names = ", ".join(found.without)
        typer.echo(f"no file at hand for {len(found.without)} coding(s): {names}", err=True)
    if found.problems:
        raise PlanotecaError(f"{len(found.problems)} problem(s)", found.problems)


@app.command("theme-agreement")
def theme_agreement(
    first: Annotated[str, typer.Argument(help="A coder: X of themes.X.csv, or automatic.")] = "a",
    second: Annotated[str, typer.Argument(help="The coder compared with the first.")] = "automatic",
    codings: Annotated[
        Path | None, typer.Option(help="Folder of coding folders [default: data/coding].")
    ] = None,
    format: AnyFormat = Format.TABLE,  # noqa: A002
    output: Output = None,
) -> None:
    """Measure the agreement of two coders on the themes of commitments; the first is the reference.

    Alpha is Krippendorff's: of all themes of a commitment together with the MASI distance of sets,
    then for each theme. Intervals are bootstrap, 95 %.
    """
    chosen = chosen_format(format, output)
    from planoteca import codebook, evaluation

    project = workspace.find()
    figures, documents = evaluation.theme_agreement(
        codings or project.coding, first, second, codebook.load(project.codebook)
    )
    if chosen is not Format.TABLE:
        write_frame(figures, chosen, output)
        return
    from planoteca.cli.agreement_tables import theme_text

    write(theme_text(figures, documents, first, second).encode(), output)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="A plan file.")],
    line: Annotated[
        int | None, typer.Argument(help="Number of a line, as codings cite it.")
    ] = None,
    page: Annotated[int | None, typer.Option(help="Every line of this page instead.")] = None,
    format: AnyFormat = Format.TABLE,  # noqa: A002
    output: Output = None,
    ocr: Ocr = False,
) -> None:
    """Say what the machine made of a line: where it stands, what cites it, or why nothing does."""
    chosen = chosen_format(format, output)
    from planoteca import codebook, evaluation

    vocabularies = codebook.load(workspace.find().codebook)
    found = evaluation.explain_file(file, vocabularies, line=line, page=page, ocr=ocr)
    if chosen is Format.TABLE:
        write("\n".join(map(_explained, found)).encode(), output)
    else:
        write_frame(evaluation.explanation_frame(found), chosen, output)


def _explained(found: Explanation) -> str:
    """An explanation for people, a line for each thing there is to say."""
    page = f", page {found.page}" if found.page else ""
    return "\n".join(
        [
            f"line {found.line}{page} [{found.standing}]: {found.text.strip()}",
            *(f"  {'under' if not i else '     '} {text}" for i, text in enumerate(found.headings)),
            *(f"  {text}" for group in (found.where, found.rows, found.reasons) for text in group),
            "",
        ]
    )


def _asked(
    what: list[str], coders: list[str], document: Path | None
) -> tuple[tuple[str, str], str | None, Path | None]:
    """(the two coders, document_id, file) of the arguments of `planoteca agreement`."""
    if len(what) == 2 and not coders:
        return (what[0], what[1]), None, document
    if len(what) != 1 or len(coders) not in {0, 2}:
        raise InvalidParameter(
            "name two coding folders (planoteca agreement A B), or one document and two coders "
            "(planoteca agreement DOCUMENT --coder manual --coder automatic)"
        )
    first, second = coders or _CODERS
    named = Path(what[0])
    if named.is_dir():
        raise InvalidParameter(
            f"{named} is a folder; name a second coding folder, or a document_id or plan file"
        )
    if not named.is_file():
        return (first, second), what[0], document
    if document is not None:
        raise InvalidParameter(f"{named} is the plan's file already; leave --document out")
    return (first, second), None, named


def _listing_format(path: Path | None) -> Format | None:
    if path is None:
        return None
    chosen = chosen_format(Format.TABLE, path)
    return Format.CSV if chosen is Format.TABLE else chosen


def _write_disagreements(found: Agreement, path: Path, format: Format) -> None:  # noqa: A002
    from planoteca import agreement as agreements

    rows = agreements.disagreements(
        found.comparison, found.first.coding, found.second.coding, found.document
    )
    write_frame(rows, format, path)
    typer.echo(f"{len(rows)} disagreement(s) -> {path}", err=True)
