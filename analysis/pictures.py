"""The pictures of the README, made from the database: `make pictures`."""

from __future__ import annotations

from pathlib import Path

import planoteca
from planoteca import charts

_FOLDER = Path(__file__).resolve().parents[1] / "docs"
_WIDE = 2  # pixels per point: sharp on dense screens


# The build would change with every edit, and the pictures with it.
_SOURCES = {
    "es": "Fuente: Planoteca; planes de gobierno presentados al JNE.",
    "en": "Source: Planoteca; government plans filed with the JNE.",
}


def main() -> None:
    """Write docs/*.png, in Spanish and English."""
    dimensions = planoteca.query("targets_by_dimension")
    baselines = planoteca.query("targets_with_baseline")
    poverty = planoteca.query("poverty", document_id="candarave-2018")
    for language, source in _SOURCES.items():
        look = {"language": language, "source": source}
        pictures = {
            "five-plans": charts.targets_by_dimension(dimensions, **look),
            "baselines": charts.targets_and_baselines(baselines, **look),
            "poverty": charts.statistics_by_place(poverty, **look),
        }
        for name, chart in pictures.items():
            chart.save(_FOLDER / f"{name}.{language}.png", scale_factor=_WIDE)


if __name__ == "__main__":
    main()
