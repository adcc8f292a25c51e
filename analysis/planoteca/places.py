"""Places of Peru by INEI ubigeo: the table of `data/reference/places.csv` and name lookup."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

PLACE = {
    "place_id": pl.String,
    "name": pl.String,
    "level": pl.String,
    "department": pl.String,
    "province": pl.String,
    "district": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
    "altitude_m": pl.Float64,
    "area_km2": pl.Float64,
}


def plain(text: str) -> str:
    """Lower case, without accents, single spaces: how names are compared."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


def _key(name: str) -> str:
    """Names are found however their words are joined: 'Vista Alegre' and 'Vistaalegre'."""
    return plain(name).replace(" ", "").replace("-", "")


@dataclass(frozen=True)
class Gazetteer:
    """All places, and an index by level and name."""

    table: pl.DataFrame
    index: Mapping[tuple[str, str], tuple[str, ...]]

    def resolve(self, name: str | None, level: str | None, near: str | None = None) -> str | None:
        """The ubigeo of a named place of a level (region, province, district).

        Of several places of one name, the one inside the same province as `near` (a ubigeo),
        then the same region, is meant; None when that leaves none or more than one.
        """
        if not name or not level:
            return None
        found = self.index.get((level, _key(name)), ())
        for digits in (4, 2):
            if len(found) > 1 and near and len(near) >= digits:
                found = tuple(p for p in found if p[:digits] == near[:digits]) or found
        return found[0] if len(found) == 1 else None


def load(folder: Path) -> Gazetteer:
    """Read places.csv of the reference folder."""
    table = pl.read_csv(folder / "places.csv", schema=PLACE)
    index: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place_id, name, level in table.select("place_id", "name", "level").iter_rows():
        index[level, _key(name)].append(place_id)
    return Gazetteer(table, {key: tuple(ids) for key, ids in index.items()})
