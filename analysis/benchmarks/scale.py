"""How builds grow with the corpus, what the cache saves, and what a second process brings.

Prints a table and writes the same figures as JSON. Corpora are generated from a seed (corpus.py)
and built by the command, in a project of its own, so that no cache is touched. Ratios compare
builds of one run, so they hold on other machines; seconds do not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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
    arguments = parser.parse_args()
    rows = chain.from_iterable(
        measure(plans, arguments.pdf, arguments.jobs) for plans in arguments.sizes
    )
    figures.write(arguments.json, figures.table(rows, _COLUMNS))


def measure(plans: int, pdf: float, jobs: int) -> Iterator[dict[str, Any]]:
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
        for build in (f"cold, {jobs} jobs", "cold, 1 job", "nothing changed", "one plan changed"):
            if build.startswith("cold"):
                shutil.rmtree(project / "outputs", ignore_errors=True)
            elif build.startswith("one") and changed:
                changed.write_text(changed.read_text("utf-8") + "\nAnexo.\n", "utf-8")
            processes = 1 if build.endswith("1 job") else jobs
            seconds, peak = _build(project, folder, processes)
            cold = cold or seconds
            yield {
                "plans": plans,
                "mb": size,
                "build": build,
                "seconds": seconds,
                "plans_per_s": plans / seconds,
                "of_cold": seconds / cold,
                "peak_mb": peak,
            }


def _build(project: Path, folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds of a build, and the megabytes of the largest of its processes."""
    command = [_PROGRAM, "build", "--documents", folder, "--jobs", str(jobs)]
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build failed: {' '.join(map(str, command))}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
