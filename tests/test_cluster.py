"""Plans read by the workers of a Dask cluster: a real scheduler and two workers on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the cluster extra is not installed")

from databases import rows_of
from planoteca import building, clusters, storage
from planoteca.building import Build
from planoteca.coded_files import Cluster
from planoteca.errors import PlanotecaError
from planoteca.workspace import Workspace

DASK = [sys.executable, "-m", "dask"]
COPIES = 4
TABLES = ("document", "commitment", "quantity", "statistic", "heading", "line", "commitment_theme")


class Machines:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        _, self.address = self._start("Scheduler at:", "scheduler", *options)

    def add_worker(self) -> subprocess.Popen[bytes]:
        options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        options += ["--local-directory", str(self._folder)]
        return self._start("Registered to:", "worker", self.address, *options)[0]

    def _start(self, said: str, *arguments: str) -> tuple[subprocess.Popen[bytes], str]:
        """Start it and wait until it says at which address."""
        process = subprocess.Popen([*DASK, *arguments], stderr=subprocess.PIPE)
        assert process.stderr is not None
        self._stack.enter_context(process)
        self._stack.callback(process.kill)
        for line in process.stderr:
            if said.encode() in line:
                drain = threading.Thread(target=process.stderr.read, daemon=True)
                drain.start()
                self._stack.callback(drain.join)
                self._stack.callback(process.kill)
                return process, line.split()[-1].decode()
        raise AssertionError(f"dask {arguments[0]} ended with {process.wait()}")


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with ExitStack() as stack:
        yield Machines(tmp_path_factory.mktemp("dask"), stack)


@pytest.fixture(scope="module")
def folder(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several plans of different content, one that cannot be read, and a read-me."""
    folder = tmp_path_factory.mktemp("plans")
    for source in sorted((project.root / "data" / "specimens").glob("*.txt")):
        for copy in range(COPIES):
            text = source.read_text("utf-8") + f"\n{copy}\n"
            (folder / f"{source.stem}-{copy}.txt").write_text(text, "utf-8")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "README.md").write_text("no plan")
    return folder


def _build(
    project: Workspace, folder: Path, work: Path, cluster: Cluster | None, kill: object = None
) -> Build:
    """A build with a cache of its own; `kill`, a process, is killed when a plan has arrived."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "cache", work / "cache")

        def arrived(_: Path) -> None:
            if isinstance(kill, subprocess.Popen) and kill.poll() is None:
                os.kill(kill.pid, signal.SIGKILL)
                kill.wait()

        return building.build(
            *(project, folder, work / "plans.duckdb", arrived), reuse=False, cluster=cluster
        )


@pytest.fixture(scope="module")
def local(project: Workspace, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return _build(project, folder, tmp_path_factory.mktemp("local"), None)


def _assert_same(one: Build, other: Build) -> None:
    assert one.build["build_id"] == other.build["build_id"]
    for table in TABLES:
        sql = f"FROM {table} ORDER BY ALL"
        assert rows_of(one.path, sql) == rows_of(other.path, sql), table


def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(
    project: Workspace, folder: Path, local: Build, machines: Machines, tmp_path: Path
) -> None:
    workers = [machines.add_worker(), machines.add_worker()]
    cluster = Cluster(machines.address)
    built = _build(project, folder, tmp_path, cluster, kill=workers[0])
    assert workers[0].poll() == -signal.SIGKILL
    _assert_same(built, local)


def test_workers_leave_what_they_coded_in_a_store_for_the_next_build(
    project: Workspace,
    folder: Path,
    local: Build,
    machines: Machines,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machines.add_worker()
    cluster = Cluster(machines.address, tmp_path / "store")
    for work in ("one", "two"):
        (tmp_path / work).mkdir()
    _assert_same(_build(project, folder, tmp_path / "one", cluster), local)
    left = sorted((tmp_path / "store").rglob("*.parquet"))
    assert len(left) == len(list(folder.iterdir())) - 1
    # One that is damaged is coded again; the others are only taken.
    before = {path: path.stat().st_mtime_ns for path in left}
    left[0].write_bytes(b"PAR1 and no more")
    _assert_same(_build(project, folder, tmp_path / "two", cluster), local)
    assert {path for path in left if path.stat().st_mtime_ns != before[path]} == {left[0]}
    # What this machine has already is not asked for.
    monkeypatch.setattr(clusters, "_client", _unreachable)
    _assert_same(_build(project, folder, tmp_path / "two", cluster), local)


def _unreachable(address: str) -> None:
    raise AssertionError(address)


def test_a_cluster_that_cannot_do_it_is_told(
    project: Workspace, folder: Path, machines: Machines, tmp_path: Path
) -> None:
    machines.add_worker()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_SECONDS", 1)
        with pytest.raises(PlanotecaError, match="no Dask scheduler answers at tcp://127"):
            _build(project, folder, tmp_path, Cluster("tcp://127.0.0.1:9"))
        with pytest.raises(PlanotecaError, match="no Dask scheduler answers at nonsense"):
            _build(project, folder, tmp_path, Cluster("nonsense://x"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters.cache, "extractor", lambda: "another")  # here, not there
        with pytest.raises(PlanotecaError, match="another version"):
            _build(project, folder, tmp_path, Cluster(machines.address))
    assert not (tmp_path / "plans.duckdb").exists()


def test_plans_in_a_store(project: Workspace, folder: Path, tmp_path: Path, local: Build) -> None:
    """fsspec's address of a local folder takes the way of every other store."""
    remote = storage.path_of(folder.as_uri().replace("file://", "local://"))
    built = _build(project, remote, tmp_path, None)
    _assert_same(built, local)


def test_addresses_that_lead_nowhere() -> None:
    assert storage.path_of("plans") == Path("plans")
    with pytest.raises(PlanotecaError, match="nowhere://plans"):
        storage.path_of("nowhere://plans")
    with pytest.raises(PlanotecaError, match="is not a folder"):
        building.plan_files(storage.path_of("memory://no-such-folder"))


def test_a_corpus_of_its_own_in_a_store_is_refused(project: Workspace, tmp_path: Path) -> None:
    shutil.copy(project.root / "data" / "specimens" / "documents.csv", tmp_path)
    remote = storage.path_of(tmp_path.as_uri().replace("file://", "local://"))
    with pytest.raises(PlanotecaError, match="copy it to this machine"):
        building.plan_files(remote)
