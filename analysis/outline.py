"""The outline of Peru that maps are drawn over, from Natural Earth.

npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
python analysis/outline.py package/countries-50m.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_OUTLINE = Path(__file__).resolve().parents[1] / "data" / "reference" / "peru.geojson"
_PERU = "604"  # ISO 3166-1
_DECIMALS = 2  # of a degree: about one kilometre, a thirtieth of a pixel on the maps


def ring(topology: dict[str, Any], arcs: list[int]) -> list[list[float]]:
    """The points (longitude, latitude) of a ring, given by the numbers of its arcs."""
    points: list[list[float]] = []
    for number in arcs:
        line = _line(topology, topology["arcs"][~number if number < 0 else number])
        line = line[::-1] if number < 0 else line
        points += [point for point in line if not points or point != points[-1]]
    return points


def _line(topology: dict[str, Any], steps: list[list[int]]) -> list[list[float]]:
    (east, north), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    x = y = 0
    points = []
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append([round(x * east + left, _DECIMALS), round(y * north + bottom, _DECIMALS)])
    return points


def main(path: str) -> None:
    """Write data/reference/peru.geojson from a TopoJSON file of countries."""
    topology = json.loads(Path(path).read_text("utf-8"))
    countries = topology["objects"]["countries"]["geometries"]
    (peru,) = (country for country in countries if country.get("id") == _PERU)
    feature = {
        "type": "Feature",
        "properties": {"name": peru["properties"]["name"]},
        "geometry": {
            "type": "Polygon",
            "coordinates": [ring(topology, arcs) for arcs in peru["arcs"]],
        },
    }
    _OUTLINE.write_text(json.dumps(feature, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
