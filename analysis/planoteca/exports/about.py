"""What goes with exported data: how to cite it, its licence, and how its files are to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import polars as pl

AUTHORS = "The Planoteca authors"
TITLE = "Planoteca: Peru's municipal government plans as data"

LICENCE_EN = (
    "The coding is licensed under Creative Commons Attribution 4.0 International (CC BY 4.0), "
    "https://creativecommons.org/licenses/by/4.0/legalcode: share and adapt it for any purpose, "
    f'if you credit "{AUTHORS}", link to the licence and say what you changed. It covers neither '
    "the plans nor their printed words (verbatim, value_text and, in machine coding, every other "
    "text): those are of the organisations that filed them. Codes, names and coordinates of "
    "places are facts published by INEI."
)
LICENCE_ES = (
    "La codificación tiene la licencia Creative Commons Atribución 4.0 Internacional (CC BY 4.0), "
    "https://creativecommons.org/licenses/by/4.0/legalcode.es: puede compartirla y adaptarla para "
    f"cualquier fin si da crédito a «{AUTHORS}», enlaza la licencia y dice qué cambió. No abarca "
    "los planes ni sus palabras impresas (verbatim, value_text y, en la codificación automática, "
    "los demás textos): son de las organizaciones que los presentaron. Códigos, nombres y "
    "coordenadas de los lugares son hechos publicados por el INEI."
)
_ON_DICTIONARY = (
    "dictionary describes every view and column; codes gives the labels of the codes of each "
    "vocabulary.",
    "dictionary describe cada vista y columna; codes da las etiquetas de los códigos de cada "
    "vocabulario.",
)
_ON_APOSTROPHES = (
    "In the CSV files a text that a spreadsheet could run as a formula (it begins, after blanks, "
    "with = + - @ a tab or a line break) has an apostrophe before it; drop it to get the text. "
    "Numbers are untouched.",
    "En los CSV, un texto que una hoja de cálculo podría ejecutar como fórmula (empieza, tras "
    "espacios, con = + - @ tabulación o salto de línea) lleva un apóstrofo delante; quítelo para "
    "tener el texto. Los números no cambian.",
)
_ON_PLACES = (
    "place_id is text: have it read as text, so that 040101 keeps its first 0.",
    "place_id es texto: haga que se lea como texto, para que 040101 conserve su primer 0.",
)
NOTES = {
    "parquet": [
        (
            "Comments of views and columns are key-value metadata of each Parquet file.",
            "Los comentarios de vistas y columnas son metadatos de cada archivo Parquet.",
        ),
        _ON_APOSTROPHES,
    ],
    "lake": [
        (
            "lake.sql makes the tables and views of the database over the Parquet files, which "
            "files.csv lists. Rows of a plan are in the folder of its department and of the first "
            "year of its term; where one is not known, in __HIVE_DEFAULT_PARTITION__.",
            "lake.sql hace las tablas y vistas de la base sobre los Parquet, que files.csv "
            "enumera. Las filas de un plan están en la carpeta de su departamento y del primer año "
            "de su periodo; si no se conocen, en __HIVE_DEFAULT_PARTITION__.",
        ),
        _ON_APOSTROPHES,
    ],
    "csv": [_ON_APOSTROPHES, _ON_PLACES],
    "xlsx": [
        (
            "Text that looks like a formula is stored as text and quoted, so that editing its cell "
            "runs nothing. Control characters that a workbook cannot hold are replaced by \ufffd.",
            "El texto que parece fórmula se guarda como texto y entrecomillado: editar su celda no "
            "ejecuta nada. Los caracteres de control que un libro no admite se cambian por \ufffd.",
        ),
    ],
    "stata": [
        (
            "Columns of codes hold the number that codes gives, with value labels; the numbers "
            "hold for this build. True and false are 1 and 0; a missing text is empty.",
            "Las columnas de códigos tienen el número que da codes, con etiquetas de valor; los "
            "números valen para esta compilación. Verdadero y falso son 1 y 0; un texto que falta "
            "está vacío.",
        ),
        _ON_APOSTROPHES,
    ],
}


@dataclass(frozen=True)
class Build:
    """The build that the exported data is of."""

    build_id: str
    version: str
    codebook_version: str
    created_at: datetime
    plans: int

    @property
    def facts(self) -> str:
        return (
            f"build {self.build_id} of {self.created_at:%Y-%m-%d}, "
            f"codebook {self.codebook_version}, {self.plans} plans"
        )


def read_build(connection: duckdb.DuckDBPyConnection) -> Build:
    """The build of a database."""
    [row] = connection.execute(
        "SELECT build_id, version, codebook_version, created_at, documents FROM build"
    ).fetchall()
    return Build(*row)


def reference(build: Build) -> str:
    """The data as an entry of a list of references."""
    return (
        f"{AUTHORS} ({build.created_at:%Y}). {TITLE} (version {build.version}; {build.facts}) "
        "[Data set]."
    )


def citation(build: Build) -> str:
    """The text of CITATION.txt: how to cite, in words and for BibTeX."""
    return f"""Please cite the data with its build / Cite los datos con su compilación:

{reference(build)}

@misc{{planoteca-{build.build_id},
  author  = {{{{{AUTHORS}}}}},
  title   = {{{{{TITLE}}}}},
  year    = {{{build.created_at:%Y}}},
  version = {{{build.version}}},
  note    = {{Data set, {build.facts}}}
}}
"""


def licence() -> str:
    """The text of LICENSE.txt, in English and Spanish."""
    return f"{LICENCE_EN}\n\n{LICENCE_ES}\n"


def facts(build: Build, exporter: str, notes: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """item, english, spanish: the sheet `about`; `exporter` is the version that wrote the files."""
    same = {
        "citation": reference(build),
        "build_id": build.build_id,
        "built_at_utc": f"{build.created_at:%Y-%m-%d %H:%M}",
        "version": build.version,
        "codebook_version": build.codebook_version,
        "exported_by_version": exporter,
        "plans": str(build.plans),
    }
    rows = [
        *((item, value, value) for item, value in same.items()),
        ("licence", LICENCE_EN, LICENCE_ES),
        *(("note", english, spanish) for english, spanish in (_ON_DICTIONARY, *notes)),
    ]
    return pl.DataFrame(rows, ["item", "english", "spanish"], orient="row")
