"""A plan, its codings and a coder's session, found by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from planoteca import cache, coding, scope
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.errors import InvalidParameter, PlanotecaError
from planoteca.evaluation import coders
from planoteca.evaluation.theme_codings import by_dictionary
from planoteca.places import plain
from planoteca.registry import AUTOMATIC, MANUAL
from planoteca.reviewing import sources, starting, storage
from planoteca.reviewing.fields import COMMITMENTS
from planoteca.reviewing.kept import kept_document
from planoteca.reviewing.session import Session
from planoteca.reviewing.starting import Sourced
from planoteca.reviewing.storage import Made, Store
from planoteca.workspace import Workspace

ADJUDICATED = "adjudicated"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_RESERVED = {AUTOMATIC, MANUAL, ADJUDICATED}


@dataclass(frozen=True)
class Plan:
    """A plan to be coded: its lines where file or database has them, its machine coding by file.

    `published`: the folder of the coding that a build reads; `codings`: that with a folder for
    each coder.
    """

    document_id: str
    published: Path
    codings: Path
    codebook: Codebook
    document: Document | None = None
    machine: Coding | None = None

    def folder(self, name: str) -> Path:
        return self.codings / name

    def sourced(self, name: str, table: str = COMMITMENTS) -> Sourced:
        """The coding of a table by a coder: a name, `manual`, `automatic` or a folder.

        Raises PlanotecaError where there is none, InvalidData.
        """
        if name == AUTOMATIC:
            if self.machine is None:
                raise PlanotecaError(
                    f"{self.document_id}: the machine's coding needs the file; give its path"
                )
            return Sourced(
                name, self.machine, by_dictionary(self.machine.commitments, self.codebook)
            )
        folder = self.published if name == MANUAL else self.folder(name)
        if name != MANUAL and not sources.has(folder, table):
            folder = Path(name)
        if not sources.has(folder, table):
            raise PlanotecaError(
                f"{self.document_id}: no coding of {table} by {name!r} in {self.codings}; codings: "
                f"{', '.join(self.names(table)) or 'none'}"
            )
        coder = MANUAL if name == MANUAL else folder.name
        return sources.sourced(folder, coder, self.codebook, table)

    def names(self, table: str) -> list[str]:
        """The codings of a table that the plan has."""
        found = [AUTOMATIC] if self.machine is not None else []
        found += [MANUAL] if sources.has(self.published, table) else []
        if self.codings.is_dir():
            folders = sorted(each for each in self.codings.iterdir() if each.is_dir())
            found += [each.name for each in folders if sources.has(each, table)]
        return found


@dataclass
class Opened:
    """A session with the plan it is of and the folder it is kept in."""

    plan: Plan
    store: Store
    session: Session
    was_changed: bool = False


def find_plan(
    project: Workspace,
    codebook: Codebook,
    plan: str | Path,
    folder: Path | None = None,
    *,
    ocr: bool = False,
) -> Plan:
    """The plan of a file or document_id; its codings are in `folder`/<document_id>/<coder>.

    The lines of a document_id are those that the project's database has, if any.
    Without `folder`, beside the coding of the plan in data/coding (of the corpus the file is in).
    Raises UnknownName, PlanotecaError.
    """
    file = Path(plan)
    if not file.is_file():
        if isinstance(plan, Path) or file.suffix or len(file.parts) > 1:
            raise PlanotecaError(f"{plan}: no such file")
        known = coders.find_plan(project, codebook, str(plan), None)
        read = None
        sha256 = known.entry.sha256 if known else None
        document = kept_document(project.database, str(plan), sha256)
    else:
        known = coders.find_plan(project, codebook, None, file)
        kept = cache.of(project.cache, codebook, ocr=ocr)
        read = coders.read_plan(file, codebook, ocr=ocr, cache=kept)
        document = read.document
    document_id = known.entry.document_id if known else _slug(file.stem)
    published = (known.codings if known else project.coding) / document_id
    return Plan(
        document_id=document_id,
        published=published,
        codings=published if folder is None else folder / document_id,
        codebook=codebook,
        document=document,
        machine=read.coding if read else None,
    )


def review(plan: Plan, coder: str, start: str | None = None, table: str = COMMITMENTS) -> Opened:
    """A coder's session on every row of a coding, by default the machine's, else the manual one."""
    made = replace(_made(plan, "review", coder, start), table=table)

    def begin() -> Begun:
        name = start or (AUTOMATIC if plan.machine is not None else MANUAL)
        return replace(made, sources=(name,)), starting.reviewed(plan.sourced(name, table), table)

    return _open(plan, made, begin)


def blind_units(plan: Plan, coder: str, of: str | None, size: int, seed: int) -> Opened:
    """A coder's session on a sample of a coding's units, whose codes are not shown."""
    made = replace(_made(plan, "blind_units", coder, of), size=size, seed=seed)

    def begin() -> Begun:
        name = of or _reference(plan)
        drawn = scope.draw_units(plan.sourced(name).coding.commitments, size, seed)
        session = starting.blind_units(drawn)
        return replace(made, sources=(name,), is_sample=True), session

    return _open(plan, made, begin)


def blind_passages(plan: Plan, coder: str, of: str | None, size: int, seed: int) -> Opened:
    """A coder's session on a sample of pages, in which the coder finds the commitments."""
    made = replace(_made(plan, "blind_passages", coder, of), size=size, seed=seed)

    def begin() -> Begun:
        if plan.document is None:
            raise PlanotecaError(f"{plan.document_id}: reading pages needs the file; give its path")
        name = of or _reference(plan)
        commitments = plan.sourced(name).coding.commitments
        drawn = scope.draw_passages(plan.document, commitments, size, seed)
        return replace(made, sources=(name,), is_sample=True), starting.blind_passages(drawn)

    return _open(plan, made, begin)


def adjudicate(
    plan: Plan, first: str, second: str, *, with_texts: bool, table: str = COMMITMENTS
) -> Opened:
    """The session that makes one coding of two, kept as the coder `adjudicated`."""
    made = Made("adjudicate", ADJUDICATED, plan.document_id, _sha256(plan), (first, second))
    made = replace(made, table=table)

    def begin() -> Begun:
        a, b = plan.sourced(first, table), plan.sourced(second, table)
        if a.name == b.name:
            raise InvalidParameter(f"both coders are {a.name!r}")
        is_sample = a.scope is not None or b.scope is not None
        session = starting.adjudicated(a, b, with_texts=with_texts, table=table)
        return replace(made, is_sample=is_sample), session

    return _open(plan, made, begin)


Begun = tuple[Made, Session]


def _open(plan: Plan, made: Made, begin: Callable[[], Begun]) -> Opened:
    folder = plan.folder(made.coder)
    if storage.is_begun(folder, made.table):
        return Opened(plan, *storage.resume(folder, made, plan.codebook))
    return Opened(plan, *storage.begin(folder, *begin()))


def _made(plan: Plan, task: str, coder: str, source: str | None) -> Made:
    if not _NAME.fullmatch(coder) or coder in _RESERVED:
        raise InvalidParameter(
            f"coder {coder!r}; use a name of a-z, 0-9, - and _, other than "
            f"{', '.join(sorted(_RESERVED))}"
        )
    sources = None if source is None else (source,)
    return Made(task, coder, plan.document_id, _sha256(plan), sources)


def _reference(plan: Plan) -> str:
    """The coding that a sample is drawn from: by default the manual one, else the machine's."""
    return MANUAL if coding.is_coding(plan.published) else AUTOMATIC


def _sha256(plan: Plan) -> str | None:
    return plan.document.sha256 if plan.document else None


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(stem)).strip("-") or "plan"
