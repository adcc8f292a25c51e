"""Every step of hand coding is on disk: after a crash, beside other programs, over again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from databases import FIVE, rows_of
from planoteca import building, coding
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData, PlanotecaError
from planoteca.reviewing import opening, storage
from planoteca.reviewing.opening import Opened, Plan
from planoteca.reviewing.session import DELETED, DONE, OPEN
from planoteca.reviewing.storage import ChangedOnDisk
from planoteca.workspace import Workspace
from reviews import choose_all, keep, plan, promises, take

FOUR = promises({}, {}, {}, {})


@pytest.fixture
def found(vocabularies: Codebook, tmp_path: Path) -> Plan:
    return plan(tmp_path, vocabularies, FOUR)


def _two_coded(found: Plan) -> Opened:
    opened = opening.review(found, "ana")
    for _ in range(2):
        keep(opened, take(opened.session, found.codebook, ("confirm", {})))
    return opened


def _rewritten(opened: Opened, **changes: Any) -> Path:
    """What a person does in a spreadsheet: another grade in every row, or text in place."""
    path = opened.store.folder / "commitments.csv"
    text = path.read_text("utf-8")
    for old, new in (changes or {"activity": "aspiration"}).items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


def test_it_goes_on_where_it_was(found: Plan) -> None:
    opened = _two_coded(found)
    keep(opened, take(opened.session, found.codebook, ("delete", {})))
    again = opening.review(found, "ana")
    assert again.session.rows == opened.session.rows
    assert again.session.position == 4
    assert not again.was_changed
    undone = take(again.session, found.codebook, ("undo", {}))  # steps outlive the kernel
    assert undone.row(3).state == OPEN
    assert not list(again.store.folder.glob(".*"))


@pytest.mark.parametrize("written", range(6))
def test_a_save_that_breaks_off_anywhere_is_completed_later(
    written: int, found: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = _two_coded(found)
    after = take(opened.session, found.codebook, ("delete", {"row": 2}), ("confirm", {"row": 3}))
    left = iter(range(written))
    write = storage._write

    def break_off(path: Path, text: str) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        write(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "_write", break_off)
        try:
            opened.store.save(after)
        except PlanotecaError as error:
            assert "the step is not saved" in error.message  # noqa: PT017 - six writes suffice
    loaded = coding.load(opened.store.folder, found.codebook)  # whatever was written
    had, has = ["promesa 1", "promesa 2"], ["promesa 1", "promesa 3"]
    assert loaded.commitments["statement"].to_list() in (had, has)

    again = opening.review(found, "ana")
    assert not again.was_changed
    assert again.session.rows == (after if written else opened.session).rows
    completed = coding.load(opened.store.folder, found.codebook)
    assert completed.commitments["statement"].to_list() == (has if written else had)


def test_a_file_changed_meanwhile_is_noticed_and_not_overwritten(found: Plan) -> None:
    opened = _two_coded(found)
    path = _rewritten(opened)
    theirs = path.read_bytes()
    after = take(opened.session, found.codebook, ("confirm", {}))
    with pytest.raises(ChangedOnDisk, match=r"commitments\.csv"):
        opened.store.save(after)
    assert path.read_bytes() == theirs
    adopted = storage.reread(opened.store, opened.session, found.codebook)
    grades = [row.cells["measurability"] for row in adopted.rows]
    assert grades == ["aspiration", "aspiration", "activity", "activity"]
    assert adopted.past == ()
    opened.store.save(take(adopted, found.codebook, ("confirm", {})))
    assert coding.load(path.parent, found.codebook).commitments.height == 3


def test_moving_a_changed_file_away_keeps_what_is_here(found: Plan) -> None:
    opened = _two_coded(found)
    path = _rewritten(opened)
    path.rename(path.with_name("theirs.txt"))
    adopted = storage.reread(opened.store, opened.session, found.codebook)
    assert adopted == opened.session
    assert "activity" in path.read_text("utf-8")


def test_another_window_on_the_same_coder_is_noticed(found: Plan) -> None:
    one, other = _two_coded(found), opening.review(found, "ana")
    keep(one, take(one.session, found.codebook, ("confirm", {})))
    with pytest.raises(ChangedOnDisk, match=r"session\.json"):
        other.store.save(take(other.session, found.codebook, ("skip", {})))


def test_what_was_changed_between_two_sessions_is_read(found: Plan) -> None:
    path = _rewritten(_two_coded(found))
    lines = path.read_text("utf-8").splitlines()
    made = lines[2].replace("promesa 2", "promesa nueva").replace(",20,20,", ",25,25,")
    path.write_text("\n".join([lines[0], lines[1], made]) + "\n", "utf-8")
    opened = opening.review(found, "ana")
    assert opened.was_changed
    states = {row.cells["statement"]: row.state for row in opened.session.rows}
    assert states == {
        "promesa 1": DONE,
        "promesa 2": DELETED,
        "promesa nueva": DONE,
        "promesa 3": OPEN,
        "promesa 4": OPEN,
    }
    assert [row.cells["line_start"] for row in opened.session.rows] == [10, 20, 25, 30, 40]
    assert not opening.review(found, "ana").was_changed


def test_a_file_that_was_broken_is_told_and_left(found: Plan) -> None:
    opened = _two_coded(found)
    path = _rewritten(opened, target="objective")
    for again in (
        lambda: opening.review(found, "ana"),
        lambda: storage.reread(opened.store, opened.session, found.codebook),
    ):
        with pytest.raises(InvalidData) as broken:
            again()
        assert "kind 'objective' is unknown" in str(broken.value)
    assert "objective" in path.read_text("utf-8")


def test_a_folder_holds_one_session(found: Plan) -> None:
    _two_coded(found)
    with pytest.raises(PlanotecaError, match="task 'review', not 'blind_units'"):
        opening.blind_units(found, "ana", None, 5, 1)
    opening.blind_units(found, "luis", None, 3, 1)
    with pytest.raises(PlanotecaError, match="seed 1, not 2"):
        opening.blind_units(found, "luis", None, 3, 2)
    (found.folder("ana") / "session.json").write_text("{", "utf-8")
    with pytest.raises(InvalidData, match="no session"):
        opening.review(found, "ana")


def test_a_coding_made_elsewhere_is_reviewed_as_it_is(found: Plan) -> None:
    coding.save(FOUR, found.folder("rosa"))
    opened = opening.review(found, "rosa")
    assert opened.session.count(DONE) == 4
    assert opening.review(found, "rosa").session.rows == opened.session.rows
    loaded = coding.load(found.folder("rosa"), found.codebook)
    assert loaded.quantities.equals(FOUR.quantities)


def test_themes_are_kept_once_every_row_has_some(found: Plan) -> None:
    opened = opening.blind_units(found, "ana", None, 2, 1)
    first, second = (row.key for row in opened.session.rows)
    path = opened.store.folder / "themes.ana.csv"
    for row, exists in ((first, False), (second, True)):
        keep(opened, choose_all(opened.session, found.codebook, row))
        step = ("set", {"row": row, "field": "themes", "value": ["health", "education"]})
        keep(opened, take(opened.session, found.codebook, step))
        assert path.exists() == (exists or opened.session.count(DONE) == 1)
    assert path.read_text("utf-8").splitlines()[1:] == ["1,health;education", "2,health;education"]


def test_folders_of_coders_do_not_disturb_a_build(project: Workspace, tmp_path: Path) -> None:
    for folder in ("data", "queries"):
        shutil.copytree(project.root / folder, tmp_path / folder)
    copy = Workspace(tmp_path)
    for plan_folder in ("tarata-2018", "not-registered"):
        coding.save(FOUR, copy.coding / plan_folder / "ana")
    building.build(copy, None, None)
    found = rows_of(copy.database, "SELECT document_id FROM coding ORDER BY document_id")
    assert [row[0] for row in found] == FIVE
