"""The plans that the databases of the tests hold, and the rows of a database."""

from __future__ import annotations

from pathlib import Path

from planoteca import database

SCANNED = "aruma-escaneado"
SPECIMENS = [
    *("aruma-cajas", "aruma-distrito-regla", SCANNED, "aruma-lineas", "aruma-propuestas"),
    *("aruma-provincia", "aruma-resumen-json", "aruma-resumen-xlsx", "aruma-sin-reglas"),
    "aruma-tabla",
]
FIVE = ["candarave-2018", "espinar-2018", "huancane-2018", "ilo-2018", "tarata-2018"]


def rows_of(path: Path, sql: str) -> list[tuple[object, ...]]:
    with database.reading(path) as connection:
        return connection.execute(sql).fetchall()
