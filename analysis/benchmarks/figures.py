"""What every benchmark does with its figures: a table on the screen, a JSON file beside the others.

Rows are plain records; `ratio` compares two ways of one run, so that it holds on other machines.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planoteca import workspace


def parser(description: str | None) -> argparse.ArgumentParser:
    """The options of a benchmark; the JSON file is outputs/benchmarks/<its name>.json."""
    name = Path(sys.argv[0]).stem
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument(
        "--json",
        type=Path,
        default=workspace.find().outputs / "benchmarks" / f"{name}.json",
        help="file for the figures [default: %(default)s]",
    )
    return made


def table(rows: Iterable[Mapping[str, Any]], formats: Mapping[str, str]) -> list[dict[str, Any]]:
    """Print each row as it comes under the names of its figures, and return them all.

    `formats`: figure -> format, whose width is that of its column (`"12.1f"`, `"<30"`).
    """
    widths = {
        name: int(each.lstrip("<>").split(".")[0].strip(",df%")) for name, each in formats.items()
    }
    heads = (
        f"{name:{'<' if formats[name].startswith('<') else '>'}{width}}"
        for name, width in widths.items()
    )
    _print("  ".join(heads))
    kept = []
    for row in rows:
        kept.append(dict(row))
        cells = (
            f"{'':{widths[name]}}" if row[name] is None else f"{row[name]:{each}}"
            for name, each in formats.items()
        )
        _print("  ".join(cells))
    return kept


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write the figures; those of an earlier run go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _print(line: str) -> None:
    sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()
