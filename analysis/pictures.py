"""The pictures of the README, made from the database: `make pictures`."""

from __future__ import annotations

from pathlib import Path

import planoteca
from planoteca import charts

_FOLDER = Path(__file__).resolve().parents[1] / "docs"
_WIDE = 2  # pixels per point: sharp on dense screens


def main() -> None:
    """Write docs/*.png."""
    # The build would change with every edit, and the pictures with it.
    source = "Source: Planoteca; government plans filed with the JNE."
    pictures = {
        "five-plans": charts.targets_by_dimension(
            planoteca.query("targets_by_dimension"), language="en", source=source
        ),
        "baselines": charts.targets_and_baselines(
            planoteca.query("targets_with_baseline"), language="en", source=source
        ),
        "poverty": charts.statistics_by_place(
            planoteca.query("poverty", document_id="candarave-2018"), language="en", source=source
        ),
    }
    for name, chart in pictures.items():
        chart.save(_FOLDER / f"{name}.png", scale_factor=_WIDE)


if __name__ == "__main__":
    main()
