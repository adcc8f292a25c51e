"""What notebooks call to code by hand: a review, a blind sample, two coders adjudicated."""

from __future__ import annotations

from pathlib import Path

from planoteca import codebook, workspace
from planoteca.errors import UnknownName
from planoteca.reviewing import opening
from planoteca.reviewing.fields import COMMITMENTS, SHEETS
from planoteca.reviewing.opening import Opened, Plan
from planoteca.reviewing.widget import Review

_LANGUAGES = ("es", "en")


def review(
    plan: str | Path,
    coder: str,
    *,
    table: str = COMMITMENTS,
    start: str | None = None,
    folder: str | Path | None = None,
    language: str = "es",
    ocr: bool = False,
) -> Review:
    """The review tool: every row of a coding with its passage, to be accepted or changed.

    `table`: `commitments` (with their quantities and themes) or `statistics`; each is a session of
    its own. `plan`: a file, or a document_id of the registry (its lines are then those of the last
    build, if that had the file). `start`: the coding reviewed: `"automatic"`, `"manual"`, another
    coder or a coding folder; by default the machine's where the file is at hand. Every step is
    saved in `folder`/<document_id>/<coder>, by default beside the plan's coding in data/coding;
    called again, it goes on where it was. Raises PlanotecaError, InvalidData, UnknownName.
    """
    _check_table(table)
    opened = opening.review(_plan(plan, folder, ocr=ocr), coder, start, table)
    return _widget(opened, coder, language)


def review_blind(
    plan: str | Path,
    coder: str,
    *,
    of: str | None = None,
    size: int = 50,
    pages: int | None = None,
    seed: int = 1,
    folder: str | Path | None = None,
    language: str = "es",
    ocr: bool = False,
) -> Review:
    """The review tool on a random sample of a plan, without anybody's codes.

    `size` commitments of the coding `of` (default: the manual one, else the machine's), to be
    coded; or, with `pages`, that many pages, to find the commitments in as well. Coders who give
    the same seed get the same sample. The rest as in `review`.
    """
    found = _plan(plan, folder, ocr=ocr)
    if pages is None:
        opened = opening.blind_units(found, coder, of, size, seed)
    else:
        opened = opening.blind_passages(found, coder, of, pages, seed)
    return _widget(opened, coder, language)


def adjudicate(
    plan: str | Path,
    first: str,
    second: str,
    *,
    by: str,
    table: str = COMMITMENTS,
    with_texts: bool = True,
    folder: str | Path | None = None,
    language: str = "es",
    ocr: bool = False,
) -> Review:
    """The review tool on what two coders differ in; `by` decides, and is recorded.

    The result is the coder `adjudicated`, with decisions.csv beside it. Without `with_texts`,
    statements in the coders' own words are no differences. The rest as in `review`.
    """
    _check_table(table)
    found = _plan(plan, folder, ocr=ocr)
    opened = opening.adjudicate(found, first, second, with_texts=with_texts, table=table)
    return _widget(opened, by, language)


def _plan(plan: str | Path, folder: str | Path | None, *, ocr: bool) -> Plan:
    project = workspace.find()
    vocabularies = codebook.load(project.codebook)
    home = None if folder is None else Path(folder)
    return opening.find_plan(project, vocabularies, plan, home, ocr=ocr)


def _check_table(table: str) -> None:
    if table not in SHEETS:
        raise UnknownName("table", table, SHEETS)


def _widget(opened: Opened, by: str, language: str) -> Review:
    if language not in _LANGUAGES:
        raise UnknownName("language", language, _LANGUAGES)
    return Review(opened, by, language)
