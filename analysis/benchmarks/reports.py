"""Reports at scale: profiles of many plans by `planoteca report`, and by the loop one would write.

The loop is a shell's: `papermill`, then `jupyter nbconvert --to html`, one page after the other, on
the same notebook and the same plans (the first few: a page takes it seconds). Prints a table and
writes the same figures as JSON. Ratios compare ways of one run, so they hold on other machines
with as many processors; seconds do not. Processor time counts every process that was started.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import corpus
import figures

from planoteca import connections, workspace

_BIN = Path(sys.executable).parent
_LINKED = ("data", "queries", "notebooks")
_REPORT = "plan_profile"
_COLUMNS = {
    "way": "<24",
    "pages": "6d",
    "seconds": "9.2f",
    "pages_per_min": "14.1f",
    "of_loop": "8.1f",
    "cpu_s_per_page": "15.2f",
    "kb_per_page": "12.0f",
}
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
_PLANS = "SELECT document_id FROM document WHERE coverage = 'coded' ORDER BY document_id"


def main() -> None:
    """Measure, print, and write the JSON file."""
    parser = figures.parser(__doc__)
    parser.add_argument("--plans", type=int, default=40, help="plans of the corpus")
    parser.add_argument("--loop", type=int, default=3, help="pages made by the loop")
    parser.add_argument("--jobs", type=int, nargs="+", default=[3], help="pages made at once")
    arguments = parser.parse_args()
    if sys.platform == "linux":  # what a process leaves behind is waited for here
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    rows = measure(arguments.plans, arguments.loop, arguments.jobs)
    figures.write(arguments.json, figures.table(rows, _COLUMNS))


def measure(plans: int, loop: int, jobs: Sequence[int]) -> Iterator[dict[str, Any]]:
    """One row for each way to make the pages."""
    with tempfile.TemporaryDirectory() as temporary:
        project = Path(temporary, "project")
        project.mkdir()
        for name in _LINKED:
            (project / name).symlink_to(workspace.find().root / name)
        corpus.write(Path(temporary, "plans"), plans, shares=corpus.Shares.of(0))
        _cost(project, [[_BIN / "planoteca", "build", "--documents", Path(temporary, "plans")]])
        with connections.reading(project / "outputs" / "plans.duckdb") as connection:
            documents = [row[0] for row in connection.execute(_PLANS).fetchall()]
        by_loop = project / "loop"
        by_loop.mkdir()
        commands = [each for name in documents[:loop] for each in _loop(project, by_loop, name)]
        base = _row("papermill + nbconvert", by_loop, _cost(project, commands))
        yield {**base, "of_loop": 1.0}
        for number in jobs:
            pages = project / f"jobs-{number}"
            report = [_BIN / "planoteca", "report", _REPORT, "--language", "es"]
            report += ["--output", pages, "--jobs", str(number)]
            for way in (f"report --jobs {number}", "again, all unchanged"):
                row = _row(way, pages, _cost(project, [report]))
                yield {**row, "of_loop": row["pages_per_min"] / base["pages_per_min"]}


def _loop(project: Path, folder: Path, document: str) -> Iterator[list[str | Path]]:
    executed = folder / f"{document}.ipynb"
    parameters = {"document_id": document, "language": "es"}
    parameters["database"] = str(project / "outputs" / "plans.duckdb")
    given = [part for name, value in parameters.items() for part in ("-p", name, value)]
    notebook = project / "notebooks" / "reports" / f"{_REPORT}.ipynb"
    yield [_BIN / "papermill", *given, notebook, executed]
    yield [_BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", executed]


def _row(way: str, folder: Path, cost: tuple[float, float]) -> dict[str, Any]:
    seconds, processors = cost
    pages = sorted({*folder.glob("*.html")} - {folder / "index.html"})
    return {
        "way": way,
        "pages": len(pages),
        "seconds": seconds,
        "pages_per_min": len(pages) / seconds * 60,
        "cpu_s_per_page": processors / len(pages),
        "kb_per_page": sum(page.stat().st_size for page in pages) / len(pages) / 1000,
    }


def _cost(folder: Path, commands: Sequence[Sequence[str | Path]]) -> tuple[float, float]:
    """Seconds by the clock, and of processors with all that the commands started."""
    start, before = time.perf_counter(), _processors()
    for command in commands:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))} failed: {done.stderr}")
    seconds = time.perf_counter() - start
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return seconds, _processors() - before


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
