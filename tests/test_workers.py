"""Work in worker processes, with functions that misbehave for real."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from planoteca import building, coded_files, workers
from planoteca.codebook import Codebook
from planoteca.errors import PlanotecaError
from planoteca.workers import Failure, Limits
from planoteca.workspace import Workspace

SHORT = Limits(seconds=2, memory=300_000_000)


def _misbehave(shared: str, item: str) -> str:
    """The item with what is shared, unless the item is the name of a misbehaviour."""
    actions = {
        "hang": lambda: threading.Event().wait(),
        "loop": _loop,
        "eat": lambda: bytearray(400_000_000),
        "panic": lambda: pl.select(pl.int_range(500_000_000)),
        "exit": lambda: os._exit(3),
        "leave": lambda: sys.exit(4),
        "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "nest": _nest,
        "raise": lambda: int("no number"),
        "slow disk": _time_out,
        "unsendable": threading.Lock,
        "bomb": _Bomb,
    }
    return str(shared + item) if item not in actions else actions[item]()


class _Bomb:
    """What ends the process that packs it."""

    def __reduce__(self) -> tuple[Any, ...]:
        os._exit(5)


class _Mine:
    """What ends the process that unpacks it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (6,)


def _start_program(_: str, pipe: str) -> None:
    with Path(pipe).open("wb") as file:
        subprocess.run(["sleep", "1000000"], stdout=file, check=False)


def _loop() -> None:
    while True:
        pass


def _nest() -> None:
    _nest()


def _time_out() -> None:
    raise TimeoutError("slow disk")


def _run(items: Sequence[str], limits: Limits = SHORT, **options: Any) -> dict[str, Any]:
    found = list(workers.run_apart(_misbehave, ">", items, limits=limits, **options))
    assert [item for item, _ in found] == list(items)
    return dict(found)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("hang", "reading took longer than 2 s and was stopped"),
        ("loop", "reading took longer than 2 s and was stopped"),
        ("eat", "reading needed more than 0.3 GB of memory"),
        ("exit", "the reader ended by itself (exit code 3)"),
        ("leave", "SystemExit while reading; please report it: 4"),
        ("crash", "the reader crashed (signal 11)"),
        ("killed", "the reader was killed (signal 9)"),
        ("nest", "it is nested too deeply to be read (RecursionError)"),
        ("raise", "ValueError while reading; please report it: invalid literal"),
        ("slow disk", "TimeoutError while reading; please report it: slow disk"),
        ("bomb", "the reader ended by itself (exit code 5)"),
        ("unsendable", "TypeError while reading; please report it: cannot pickle"),
    ],
)
def test_a_misbehaving_item_gets_a_reason_and_the_others_their_results(
    item: str, reason: str
) -> None:
    found = _run(["a", item, "b"], workers=1)
    assert (found["a"], found["b"]) == (">a", ">b")
    assert isinstance(found[item], Failure)
    assert found[item].reason.startswith(reason)


def test_memory_taken_by_a_library_ends_in_a_reason() -> None:
    found = _run(["panic", "b"])
    assert isinstance(found["panic"], Failure)
    assert found["b"] == ">b"


def test_the_result_does_not_depend_on_the_number_of_workers() -> None:
    items = [*"abcdefgh", "crash", *"ijkl", "hang", "eat", *"mnop"]
    one, three = _run(items, workers=1), _run(items, workers=3)
    assert one == three == _run(items)
    assert sum(isinstance(each, Failure) for each in one.values()) == 3


def test_many_crashes_in_a_row_are_each_told() -> None:
    found = list(workers.run_apart(_misbehave, ">", ["crash", "exit"] * 3, limits=SHORT))
    assert [item for item, _ in found] == ["crash", "exit"] * 3
    assert all(isinstance(each, Failure) for _, each in found)


def test_no_items_start_no_worker() -> None:
    assert _run([]) == {}


def test_more_items_than_are_kept_ahead() -> None:
    items = ["hang", *(str(number) for number in range(200))]
    assert list(_run(items, workers=2))[-1] == "199"


def test_an_item_that_kills_the_worker_before_it_starts_is_told() -> None:
    found = list(workers.run_apart(_misbehave, ">", ["a", _Mine(), "b"], limits=SHORT))
    assert [result for _, result in found] == [
        ">a",
        Failure("the reader gave no answer (BrokenProcessPool); please report it"),
        ">b",
    ]


def test_where_no_worker_can_start_the_work_stops_with_an_error() -> None:
    with pytest.raises(PlanotecaError, match="no worker process can start"):
        list(workers.run_apart(_misbehave, _Mine(), ["a", "b"], limits=SHORT))


def test_a_main_module_that_workers_cannot_load_is_an_error_and_no_hang(tmp_path: Path) -> None:
    script = (
        "from planoteca import workers\nlist(workers.run_apart(max, 'x' * 1_000_000, ['a', 'b']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-"], input=script.encode(), cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "no worker process can start" in done.stderr.decode()


@pytest.fixture
def folder(project: Workspace, tmp_path: Path) -> Path:
    """A good plan, an empty file and a pipe that nobody writes to, whose reading hangs."""
    specimens = project.root / "data" / "specimens"
    folder = tmp_path / "plans"
    folder.mkdir()
    for source, name in (("aruma-tabla", "a.txt"), ("aruma-lineas", "d.txt")):
        (folder / name).write_bytes((specimens / f"{source}.txt").read_bytes())
    (folder / "b.txt").write_bytes(b"")
    os.mkfifo(folder / "c.txt")
    return folder


def test_bad_files_are_told_in_their_place_and_good_ones_coded(
    folder: Path, vocabularies: Codebook
) -> None:
    paths = sorted(folder.iterdir())
    limits = Limits(seconds=5)
    both = [
        list(coded_files.read_all(paths, vocabularies, limits=limits, jobs=number))
        for number in (1, 2)
    ]
    for coded in both:
        assert [path.name for path, _ in coded] == ["a.txt", "b.txt", "c.txt", "d.txt"]
        reasons = [found.reason for _, found in coded]
        assert reasons == [
            None,
            "b.txt: it holds no text; check that the file was exported completely",
            "c.txt: reading took longer than 5 s and was stopped; split the file",
            None,
        ]
    for (_, one), (_, two) in zip(*both, strict=True):
        assert one.sha256 == two.sha256
        assert (one.place, one.period, one.lines) == (two.place, two.period, two.lines)
        for name in ("commitments", "quantities", "statistics"):
            if one.coding is not None and two.coding is not None:
                assert getattr(one.coding, name).equals(getattr(two.coding, name))
    assert both[0][0][1].coding is not None
    assert both[0][0][1].place == ("Aruma", "province", "Aruma")


def test_lines_of_a_file_come_with_what_was_coded(
    project: Workspace, vocabularies: Codebook
) -> None:
    path = project.root / "data" / "specimens" / "aruma-tabla.txt"
    ((_, found),) = coded_files.read_all([path], vocabularies)
    assert found.document is not None
    assert len(found.document.lines) == found.lines
    printed = "\n".join(line.text for line in found.document.lines)
    assert printed.split() == path.read_text("utf-8").split()


def test_a_file_name_that_is_not_utf_8_is_shown_and_stored(
    project: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    Path(os.fsdecode(bytes(folder) + b"/ma\xf1ana.txt")).write_bytes(b"")
    built = building.build(project, folder, tmp_path / "out.duckdb")
    (entry,) = [each for each in built.entries if each.reason]
    assert entry.file_name == "ma?ana.txt"
    assert "ma?ana.txt: it holds no text" in str(entry.reason)


def test_files_without_a_hash_keep_their_own_entries(project: Workspace, tmp_path: Path) -> None:
    for name in ("x", "y", "z"):
        folder = tmp_path / "plans" / name
        folder.mkdir(parents=True)
        with (folder / "plan.txt").open("wb") as file:
            file.truncate(10**11)
    built = building.build(project, tmp_path / "plans", tmp_path / "out.duckdb")
    unread = {each.document_id: each.reason for each in built.entries if each.reason}
    assert list(unread) == ["plan", "plan-2", "plan-3"]
    assert set(unread.values()) == {
        "plan.txt: reading needed more than 2 GB of memory; split the file"
    }


_BUILD = """
import sys
from pathlib import Path
from planoteca import building, cli
building.plan_files = lambda folder: sorted(folder.iterdir())
cli.main()
"""


@contextlib.contextmanager
def _hanging_build(
    folder: Path, output: Path, project: Workspace
) -> Iterator[subprocess.Popen[bytes]]:
    """A build in a session of its own whose worker is reading the pipe that nobody writes to."""
    arguments = ["build", "--documents", str(folder), "--output", str(output)]
    process = subprocess.Popen(
        [sys.executable, "-c", _BUILD, *arguments],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    # Opening a pipe for writing waits until somebody opens it for reading.
    with process, (folder / "c.txt").open("wb"):
        yield process


def test_an_interrupted_build_leaves_the_database_and_no_process(
    folder: Path, project: Workspace, tmp_path: Path
) -> None:
    output = tmp_path / "plans.duckdb"
    building.build(project, None, output)
    before = output.read_bytes()
    with _hanging_build(folder, output, project) as process:
        os.killpg(process.pid, signal.SIGINT)
        # The end of the output comes when no process that has inherited it is left.
        out, error = process.communicate()
    assert process.returncode == 130
    # A line of progress comes first where the machine is slow.
    *progress, last = error.decode().splitlines()
    assert last == "planoteca: stopped; what was finished before is kept"
    assert all(line.startswith("plans: ") for line in progress)
    assert out == b""
    assert output.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plans", "plans.duckdb"]


def test_a_killed_build_leaves_no_process(folder: Path, project: Workspace, tmp_path: Path) -> None:
    with _hanging_build(folder, tmp_path / "plans.duckdb", project) as process:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert [each.name for each in tmp_path.iterdir()] == ["plans"]


def test_a_stopped_worker_takes_the_programs_it_started_with_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    results = workers.run_apart(_start_program, "", [str(pipe)], limits=Limits(seconds=5))
    # The pipe has an end when nobody has it open for writing any more.
    reader = threading.Thread(target=pipe.read_bytes)
    reader.start()
    assert [type(result) for _, result in results] == [Failure]
    reader.join()
