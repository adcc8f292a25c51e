"""The benchmarks start, and their figures come as a table and as a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "analysis" / "benchmarks"
NAMES = ("start", "text", "way", "pdf", "findings", "reuse", "scale")


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_tells_what_it_measures_and_is_run_by_make(name: str) -> None:
    script = BENCHMARKS / f"{name}.py"
    done = subprocess.run(
        [sys.executable, script, "--help"], capture_output=True, text=True, check=True
    )
    assert f"{name}.json" in done.stdout
    assert f"analysis/benchmarks/{name}.py" in (BENCHMARKS.parents[1] / "Makefile").read_text()


def test_figures_are_a_table_and_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import figures

    rows = [{"way": "ours", "n": 1234, "ratio": 1.0}, {"way": "theirs", "n": None, "ratio": 20.25}]
    kept = figures.table(iter(rows), {"way": "<8", "n": "7,d", "ratio": "7.1f"})
    assert capsys.readouterr().out.splitlines() == [
        "way             n    ratio",
        "ours        1,234      1.0",
        "theirs                20.2",
    ]
    figures.write(tmp_path / "new" / "figures.json", kept)
    assert json.loads((tmp_path / "new" / "figures.json").read_text("utf-8")) == rows
