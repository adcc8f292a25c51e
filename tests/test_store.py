"""What is noted of plans that were stopped, and what workers of a cluster leave for the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planoteca import building, coded_files, workers
from planoteca.codebook import Codebook
from planoteca.coded_files import Cluster
from planoteca.errors import PlanotecaError
from planoteca.fingerprints import sha256_of
from planoteca.found import Found, from_rows, to_row
from planoteca.store import Store
from planoteca.workspace import Workspace


@pytest.fixture
def plan(project: Workspace) -> Path:
    return project.specimens / "aruma-tabla.txt"


@pytest.fixture
def no_folder(tmp_path: Path) -> Path:
    """A file where a folder should be, and so nothing that can be written in."""
    path = tmp_path / "no-folder"
    path.write_text("")
    return path


def test_the_limits_of_a_plan_that_was_stopped_are_kept_as_numbers_of_one_kind() -> None:
    """The program's own limits are whole seconds; a list of a frame takes no mixture."""
    limits = coded_files._tried(workers.LIMITS)
    assert {type(limit) for limit in limits} == {float}
    (kept,) = from_rows(to_row(Found(sha256="0" * 64, reason="stopped", limits=limits)))
    assert kept.limits == limits


def test_a_worker_that_cannot_write_in_the_store_sends_all_that_it_coded(
    vocabularies: Codebook, plan: Path, no_folder: Path
) -> None:
    job = coded_files._Job(vocabularies, False, workers.LIMITS, None, store=Store(no_folder / "v"))
    found = coded_files._code(job, plan)
    assert isinstance(found, Found)
    assert found.coding is not None
    assert found.reason is None


@pytest.mark.parametrize(
    ("changed", "is_tried"),
    [
        ({}, False),
        ({"limits": replace(workers.LIMITS, seconds=121)}, True),
        ({"retry": True}, True),
    ],
)
def test_a_plan_that_was_stopped_elsewhere_is_tried_again_within_wider_limits_or_when_asked(
    changed: dict[str, Any],
    is_tried: bool,
    vocabularies: Codebook,
    plan: Path,
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    store.put(Found(sha256=sha256_of(plan), reason="stopped", limits=(120.0, 2e9)))
    job = coded_files._Job(vocabularies, False, workers.LIMITS, None, store=store)
    found = coded_files._code(replace(job, **changed), plan)
    assert found.is_coded == is_tried
    left = store.get(str(found.sha256))
    assert left is not None
    assert (left.reason is None) == is_tried


def test_a_store_that_cannot_be_made_is_told_before_anything_is_read(
    project: Workspace,
    plan: Path,
    no_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Workspace, "cache", tmp_path / "cache")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / plan.name).symlink_to(plan)
    cluster = Cluster("tcp://127.0.0.1:9", no_folder)
    with pytest.raises(PlanotecaError, match=r"--store: .*no-folder.* cannot be made"):
        building.build(project, tmp_path / "plans", tmp_path / "plans.duckdb", cluster=cluster)
    assert not (tmp_path / "plans.duckdb").exists()
