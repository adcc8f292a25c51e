"""The folder of a coder: the session beside the files of its coding, saved at every step.

`session.json` is written first, then the files of the coding that changed, each beside the old one
and renamed over it. Where that was interrupted, opening the folder completes it. A file that
somebody else changed is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planoteca import theme_coding
from planoteca.agreement import match_units
from planoteca.agreement.numbers import pair_statistics
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.reviewing import records, sources, starting
from planoteca.reviewing.fields import COMMITMENTS, STATISTICS, place_of
from planoteca.reviewing.records import FILE, NUMBERS
from planoteca.reviewing.session import DELETED, DONE, Row, Session

_SESSIONS = {COMMITMENTS: "session.json", STATISTICS: "statistics.session.json"}
_FORMAT = 1


class ChangedOnDisk(PlanotecaError):
    """Somebody else wrote a file of the folder since it was last read or written."""


@dataclass(frozen=True)
class Made:
    """What a session was made from; one folder holds one session of each table.

    `task`: review, own, blind_units, blind_passages or adjudicate. `sources`: names of coders.
    `is_sample`: it never is about the whole document. What is None is not known, or not asked for.
    """

    task: str
    coder: str
    document_id: str
    sha256: str | None = None
    sources: tuple[str, ...] | None = None
    size: int | None = None
    seed: int | None = None
    is_sample: bool | None = None
    table: str = COMMITMENTS

    @property
    def session_file(self) -> str:
        return _SESSIONS[self.table]

    def files(self, session: Session) -> dict[str, str | None]:
        """The text of every file of the coding by its name."""
        return records.files_of(session, self.coder, is_sample=bool(self.is_sample))


@dataclass
class Store:
    """A coder's folder. `digests`: of its files as they were when last read or written."""

    folder: Path
    made: Made
    digests: dict[str, str | None]

    def save(self, session: Session) -> None:
        """Write what the session comes to.

        Raises ChangedOnDisk, with nothing written, and PlanotecaError where the disk does not take
        it: what is on it then is complete again after the next step, or when it is opened.
        """
        files = self.made.files(session)
        if changed := self.changed():
            raise ChangedOnDisk(", ".join(changed))
        after = {name: _digest(text) for name, text in files.items()}
        before = {name: self.digests.get(name) for name in files}
        text = _dump(self.made, session, before, after)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / self.made.session_file, text)
            self.digests[self.made.session_file] = _digest(text)
            self._write_files(files, after)
        except OSError as error:
            raise PlanotecaError(
                f"{self.folder} cannot be written: {error.strerror}; the step is not saved"
            ) from error

    def changed(self) -> list[str]:
        """The files of the folder that are not as this session left them."""
        return [
            name for name, digest in self.digests.items() if _on_disk(self.folder / name) != digest
        ]

    def _write_files(
        self, files: Mapping[str, str | None], after: Mapping[str, str | None]
    ) -> None:
        """Commitments first: numbers that belong to none of them would make the coding invalid."""
        themes = theme_coding.path_name(self.made.coder)
        if FILE in after and after[FILE] != self.digests.get(FILE):
            header = (files[NUMBERS] or "").split("\n", 1)[0] + "\n"
            if after[NUMBERS] != self.digests.get(NUMBERS):
                self._put(NUMBERS, header)
            if after[themes] != self.digests.get(themes):
                self._put(themes, None)
        for name, text in files.items():
            if after[name] != self.digests.get(name):
                self._put(name, text)

    def _put(self, name: str, text: str | None) -> None:
        if text is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            _write(self.folder / name, text)
        self.digests[name] = _digest(text)


def is_begun(folder: Path, table: str) -> bool:
    """Whether a folder holds a session or a coding of a table."""
    return (folder / _SESSIONS[table]).is_file() or sources.has(folder, table)


def begin(folder: Path, made: Made, session: Session) -> tuple[Store, Session]:
    """A new session in a folder that has none yet."""
    names = (made.session_file, *made.files(session))
    digests = {name: _on_disk(folder / name) for name in names}
    store = Store(folder, made, digests)
    store.save(session)
    return store, session


def resume(folder: Path, wanted: Made, codebook: Codebook) -> tuple[Store, Session, bool]:
    """The session of a folder, and whether files were changed since, by somebody else.

    What is in those files then goes before what the session had. A coding without a session is
    reviewed as it is. Raises PlanotecaError where the session was made from something else than
    what is wanted, InvalidData where a file cannot be read.
    """
    kept = folder / wanted.session_file
    if not kept.is_file():
        made = replace(wanted, task="own")
        _check(folder, made, wanted)
        session = starting.own(
            sources.sourced(folder, made.coder, codebook, made.table), made.table
        )
        return (*begin(folder, made, session), False)
    data = _load(kept)
    made = Made(**{**data["made"], "sources": tuple(data["made"]["sources"] or ())})
    _check(folder, made, wanted)
    session = records.reopened(records.from_json(data["session"]))
    before, after = data["files"]["before"], data["files"]["after"]
    found = {name: _on_disk(folder / name) for name in after}
    store = Store(folder, made, {kept.name: _on_disk(kept), **found})
    themes = theme_coding.path_name(made.coder)
    halfway = {NUMBERS: _digest_of_header(folder / NUMBERS), themes: None}
    ours = all(
        found[name] in {before[name], after[name], halfway.get(name, after[name])} for name in after
    )
    if ours:
        if found != after:
            store.save(session)
        return store, session, False
    return store, _adopted(store, session, codebook), True


def reread(store: Store, session: Session, codebook: Codebook) -> Session:
    """The session with what is on disk now, which somebody else changed. Raises InvalidData."""
    store.digests = {name: _on_disk(store.folder / name) for name in store.digests}
    return _adopted(store, session, codebook)


def _adopted(store: Store, session: Session, codebook: Codebook) -> Session:
    """The session with the rows of the files of its coding in place of its own.

    Rows are known by place and text. One that the file lacks was struck, one that it has more is
    coded. What is open stays open; there is nothing to undo any more.
    """
    table = store.made.table
    if not (store.folder / f"{table}.csv").is_file():
        store.save(session)
        return session
    found = starting.own(sources.sourced(store.folder, store.made.coder, codebook, table), table)
    old = records.coded_rows(session)
    pairs = _pairs(records.coding_of(session), records.coding_of(found), table)
    new = {old[a].key: found.rows[b] for a, b in pairs}
    taken = {row.key for row in new.values()}
    rows = [_replaced(row, new.get(row.key)) for row in session.rows]
    key = max((row.key for row in rows), default=0)
    for row in found.rows:
        if row.key not in taken:
            key += 1
            rows.append(replace(row, key=key))
    adopted = replace(session, rows=tuple(_in_order(rows)), past=())
    store.save(adopted)
    return adopted


def _pairs(old: Coding, new: Coding, table: str) -> list[tuple[int, int]]:
    """Which rows of two codings are the same, by their places in them, from 0."""
    if table == COMMITMENTS:
        return [(a - 1, b - 1) for a, b in match_units(old.commitments, new.commitments).pairs]
    pairs = pair_statistics(old.statistics.rows(named=True), new.statistics.rows(named=True))
    return [(a, b) for a, b in pairs if a is not None and b is not None]


def _replaced(row: Row, found: Row | None) -> Row:
    if row.is_passage or row.state != DONE:
        return row
    if found is None:
        return replace(row, state=DELETED)
    themes = found.themes or row.themes
    return replace(row, cells=found.cells, quantities=found.quantities, themes=themes)


def _in_order(rows: list[Row]) -> list[Row]:
    """By line or page where rows were put at the end; the order is kept among equals."""

    def place(row: Row) -> tuple[int, int]:
        where = place_of(row.cells)
        return where["line_start"] or 0, where["page_start"] or 0

    return sorted(rows, key=place)


def _check(folder: Path, made: Made, wanted: Made) -> None:
    if made.task == "own" and wanted.task == "review":
        wanted = replace(wanted, task="own", sources=None)
    asked = {name: value for name, value in vars(wanted).items() if value is not None}
    differing = [
        f"{name} {had!r}, not {asked[name]!r}"
        for name, had in vars(made).items()
        if name in asked and had is not None and had != asked[name]
    ]
    if differing:
        raise PlanotecaError(
            f"{folder} holds another session ({'; '.join(differing)}); "
            "continue that one, or choose another name for the coder"
        )


def _load(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InvalidData(f"{path}: no session ({error})") from error
    if data.get("format") != _FORMAT:
        raise InvalidData(f"{path}: of another version of Planoteca (format {data.get('format')})")
    return data


def _dump(
    made: Made,
    session: Session,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
) -> str:
    data = {
        "format": _FORMAT,
        "made": vars(made),
        "files": {"before": dict(before), "after": dict(after)},
        "session": records.to_json(session),
    }
    return json.dumps(data, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.writing")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _digest(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def _on_disk(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _digest_of_header(path: Path) -> str | None:
    """The digest that a file has while it waits for its rows; None where it is another."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return _digest(text) if text.count("\n") == 1 else None
