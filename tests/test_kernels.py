"""Forked kernels: the same pages as from ordinary ones, none left behind, a dead one told."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planoteca.kernels import provisioner
from planoteca.reports import run
from planoteca.reports.run import Job
from report_pages import manifest_of, notebook_file

pytestmark = pytest.mark.skipif(not provisioner.CAN_FORK, reason="kernels are ordinary ones here")

_PATIENCE = 120  # seconds until a test gives up
_WHO = """
import os
parent = os.getppid()
print("forked", "forkserver" in open(f"/proc/{parent}/cmdline").read())
print("threads", len(os.listdir(f"/proc/{parent}/task")))
"""
_WAIT = """
import pathlib, signal
pathlib.Path({!r}).write_text("at work")
signal.pause()
"""
_DIE = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"


def _run(folder: Path, plans: Path, **sources: str) -> list[run.Failure]:
    for name, source in sources.items():
        notebook_file(folder, name, source)
    jobs = run.plan(manifest_of(folder, *sources).values(), plans, ["es"], {})
    return run.run(jobs, plans, folder / "out", folder / "failed", at_once=2)


def test_kernels_are_forked_from_a_process_without_threads(plans: Path, tmp_path: Path) -> None:
    assert _run(tmp_path, plans, who=_WHO) == []
    text = (tmp_path / "out" / "who.es.html").read_text("utf-8")
    assert "forked True\nthreads 1\n" in text


def test_pages_are_the_same_from_ordinary_kernels(
    page_jobs: list[Job],
    pages: Path,
    plans: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = Path(shutil.copytree(pages, tmp_path / "pages"))
    chosen = [job for job in page_jobs if job.report.per_document][:1]
    made = folder / chosen[0].file_name
    forked = made.read_bytes()
    made.write_text("", "utf-8")
    monkeypatch.setattr(provisioner, "CAN_FORK", False)
    assert run.run(chosen, plans, folder, tmp_path / "failed") == []
    assert made.read_bytes() == forked


def test_a_kernel_that_dies_costs_its_page_alone(plans: Path, tmp_path: Path) -> None:
    failures = _run(tmp_path, plans, dies=_DIE, lives="print('alive')")
    assert [failure.job.file_name for failure in failures] == ["dies.es.html"]
    assert "its kernel died" in str(failures[0])
    assert "Kernel died" in failures[0].kept.read_text("utf-8")
    assert "alive" in (tmp_path / "out" / "lives.es.html").read_text("utf-8")


@pytest.fixture
def at_work(plans: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`planoteca report` with one page made and two kernels that would wait for ever."""
    notebooks = tmp_path / "notebooks" / "reports"
    notebooks.mkdir(parents=True)
    (tmp_path / "data" / "codebook").mkdir(parents=True)
    notebook_file(notebooks, "quick", "print('made')")
    for name in ("first", "second"):
        os.mkfifo(tmp_path / name)
        notebook_file(notebooks, name, _WAIT.format(str(tmp_path / name)))
    manifest_of(notebooks, "quick", "first", "second")
    command = f"report --language es --jobs 2 --database {plans}"
    process = subprocess.Popen(
        [sys.executable, "-c", "from planoteca.cli import main; main()", *command.split()],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            for name in ("first", "second"):
                pipe = os.open(tmp_path / name, os.O_RDONLY | os.O_NONBLOCK)
                assert select.select([pipe], [], [], _PATIENCE)[0], "no kernel is at work"
                os.close(pipe)
            yield process
        finally:
            process.kill()


def test_ctrl_c_ends_every_kernel_and_keeps_what_is_made(
    at_work: subprocess.Popen[str], tmp_path: Path
) -> None:
    os.killpg(at_work.pid, signal.SIGINT)
    # The output ends when the last of all processes that were started has ended.
    output, _ = at_work.communicate(timeout=_PATIENCE)
    assert at_work.returncode == 130
    assert "stopped; what was finished before is kept" in output
    assert "Traceback" not in output
    reports = tmp_path / "outputs" / "reports"
    assert sorted(path.name for path in reports.iterdir()) == ["index.html", "quick.es.html"]
    assert 'href="quick.es.html"' in (reports / "index.html").read_text("utf-8")
    assert not (tmp_path / "outputs" / "failed").exists()


def test_no_kernel_outlives_a_killed_program(at_work: subprocess.Popen[str]) -> None:
    at_work.kill()
    output, _ = at_work.communicate(timeout=_PATIENCE)
    assert "Traceback" not in output
