"""How builds grow with the corpus, what the cache saves, and what a second process brings.

Prints a table and writes the same figures as JSON. Corpora are generated from a seed (corpus.py)
and built by the command, in a project of its own, so that no cache is touched. Ratios compare
builds of one run, so they hold on other machines; seconds do not. CPU seconds are those of all
processes of a build, the peak is that of the largest of them.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import corpus
import figures

from planoteca import workspace

_PROGRAM = Path(sys.executable).parent / "planoteca"
_LINKED = ("data", "queries")
_COLUMNS = {
    "plans": "7d",
    "mb": "7.1f",
    "build": "<18",
    "seconds": "9.2f",
    "cpu_seconds": "11.2f",
    "plans_per_s": "12.1f",
    "of_cold": "8.1%",
    "peak_mb": "8.0f",
}


def main() -> None:
    """Measure, print, and write the JSON file."""
    parser = figures.parser(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 200], help="plans of a corpus")
    parser.add_argument("--pdf", type=float, default=0.05, help="share of PDF plans")
    parser.add_argument("--jobs", type=int, default=2, help="processes compared with one")
    parser.add_argument("--no-reuse", action="store_true", help="do not compare the texts")
    arguments = parser.parse_args()
    options = ["--no-reuse"] if arguments.no_reuse else []
    rows = chain.from_iterable(
        measure(plans, arguments.pdf, arguments.jobs, options) for plans in arguments.sizes
    )
    figures.write(arguments.json, figures.table(rows, _COLUMNS))


def measure(plans: int, pdf: float, jobs: int, options: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One row for each build: from nothing with several and one process, again, and changed."""
    with tempfile.TemporaryDirectory() as temporary:
        project, folder = Path(temporary, "project"), Path(temporary, "plans")
        project.mkdir()
        for name in _LINKED:
            (project / name).symlink_to(workspace.find().root / name)
        corpus.write(folder, plans, shares=corpus.Shares.of(pdf))
        changed = max(folder.glob("*.txt"), default=None)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        cold = 0.0
        for build in (
            *(f"cold, {jobs} jobs", "cold, 1 job"),
            *("from full cache", "nothing changed", "one plan changed"),
        ):
            if build.startswith("cold"):
                shutil.rmtree(project / "outputs", ignore_errors=True)
            elif build.startswith("from"):
                (project / "outputs" / "plans.duckdb").unlink()
            elif build.startswith("one") and changed:
                changed.write_text(changed.read_text("utf-8") + "\nAnexo.\n", "utf-8")
            processes = 1 if build.endswith("1 job") else jobs
            seconds, cpu, peak = _build(project, folder, ["--jobs", str(processes), *options])
            cold = cold or seconds
            yield {
                "plans": plans,
                "mb": size,
                "build": build,
                "seconds": seconds,
                "cpu_seconds": cpu,
                "plans_per_s": plans / seconds,
                "of_cold": seconds / cold,
                "peak_mb": peak,
            }


def _build(project: Path, folder: Path, options: Sequence[str]) -> tuple[float, float, float]:
    """Seconds of a build, its CPU seconds, and the megabytes of the largest of its processes."""
    command = [_PROGRAM, "build", "--documents", folder, *options]
    start, before = time.perf_counter(), _cpu_seconds()
    with subprocess.Popen(  # noqa: S603
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build failed: {' '.join(map(str, command))}")
    return time.perf_counter() - start, _cpu_seconds() - before, usage.ru_maxrss / 1024


def _cpu_seconds() -> float:
    """Of all processes that this one has started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
