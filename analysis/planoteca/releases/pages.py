"""The pages of a release for people: README.md and dictionary.md."""

from __future__ import annotations

from collections.abc import Sequence

from planoteca.exports.about import NOTES
from planoteca.exports.views import View
from planoteca.releases.citing import reference
from planoteca.releases.edition import Edition
from planoteca.releases.markdown import cell, code, section, table

_TEXTS = {
    True: (
        "The printed words of plans (`verbatim`, and every text of a machine coding) are those of "
        "the organisations that filed them, and not under the licence of the data.",
        "Las palabras impresas de los planes (`verbatim`, y todo texto de una codificación "
        "automática) son de las organizaciones que los presentaron, y no tienen la licencia de "
        "los datos.",
    ),
    False: (
        "The printed words of plans are not in it: `verbatim` is blank, and where the machine "
        "coded a plan so is every text; codes, figures, pages and lines are there. Whoever has "
        "the documents (by their SHA-256, table `document`) gets the words with `planoteca build`.",
        "Las palabras impresas de los planes no están: `verbatim` está en blanco y, donde la "
        "máquina codificó un plan, también los demás textos; sí están códigos, cifras, páginas y "
        "líneas. Quien tenga los documentos (por su SHA-256, tabla `document`) obtiene las "
        "palabras con `planoteca build`.",
    ),
}
_FILES = (
    (
        "`parquet/`",
        "every table; R (arrow), Python, DuckDB",
        "cada tabla; R (arrow), Python, DuckDB",
    ),
    ("`csv/`", "the same as UTF-8 CSV", "lo mismo en CSV UTF-8"),
    (
        "`stata/`",
        "the same for Stata 14 and later, labels in English",
        "lo mismo para Stata 14 y posteriores, etiquetas en inglés",
    ),
    (
        "`corpus/quanteda.csv`",
        "a row for each commitment with a text: `doc_id`, `text` and docvars",
        "una fila por cada compromiso con texto: `doc_id`, `text` y docvars",
    ),
    (
        "`corpus/manifesto.csv`",
        "a row for each commitment, with the columns of manifestoR; `cmp_code` and `eu_code` are "
        "blank, for nobody coded them; `theme_id` and `cap_topic` are ours",
        "una fila por cada compromiso, con las columnas de manifestoR; `cmp_code` y `eu_code` "
        "están en blanco, pues nadie los codificó; `theme_id` y `cap_topic` son nuestros",
    ),
    (
        "`dictionary.md`, `dictionary.csv`",
        "every table and column",
        "cada tabla y columna",
    ),
    ("`codebook/`", "the rules, and the vocabularies", "las reglas y los vocabularios"),
    (
        "`CHANGES.md`, `changes.csv`",
        "what differs from the previous release",
        "qué cambia respecto de la versión anterior",
    ),
    ("`CITATION.cff`, `CITATION.bib`", "how to cite it", "cómo citarla"),
    ("`datapackage.json`", "a Frictionless data package", "un paquete de datos Frictionless"),
    ("`LICENSE.txt`", "the licence", "la licencia"),
    ("`SHA256SUMS`", "the checksum of every file", "la suma de cada archivo"),
)
_R = """```r
# quanteda: one text for each commitment, its codes as docvars
rows <- read.csv("corpus/quanteda.csv", na.strings = "",
                 colClasses = c(place_id = "character"), encoding = "UTF-8")
corpus <- quanteda::corpus(rows, docid_field = "doc_id", text_field = "text")
# any table, with the types of its columns
plans <- arrow::read_parquet("parquet/plan_commitment.parquet")
```"""
_CHECK = """```sh
sha256sum -c SHA256SUMS     # macOS: shasum -a 256 -c SHA256SUMS
```"""


def readme(edition: Edition, views: Sequence[View]) -> str:
    """The text of README.md."""
    (notes_en, notes_es), (places_en, places_es) = NOTES["csv"]
    return section(
        f"# Planoteca {edition.version}",
        f"Peru's municipal government plans as data: {edition.plans} plans. A release is frozen: "
        "corrections make a new one. *Planes de gobierno municipales del Perú como datos. Una "
        "versión no cambia: las correcciones hacen otra.*",
        f"> {reference(edition)}",
        "## Files · Archivos",
        table(("", "", ""), _FILES),
        "Nothing in these files tells when they were written: the same data make the same bytes. "
        "To check them: *Nada en estos archivos dice cuándo se escribieron: los mismos datos dan "
        "los mismos bytes. Para comprobarlos:*",
        _CHECK,
        "## Tables · Tablas",
        table(
            ("table", "rows", ""),
            [(code(v.name), edition.rows[v.name], cell(v.description)) for v in views],
        ),
        "They hold the preferred coding of each plan: a person's where there is one, else the "
        "machine's (column `method`). *Tienen la codificación preferida de cada plan: la hecha a "
        "mano donde la hay; si no, la automática (columna `method`).*",
        "## Texts · Textos",
        "\n\n".join((_TEXTS[edition.with_texts][0], f"*{_TEXTS[edition.with_texts][1]}*")),
        "The lines of the documents (table `line` of the database) are in no release. "
        "*Las líneas de los documentos (tabla `line` de la base) no están en ninguna versión.*",
        "## Reading it · Cómo leerla",
        _R,
        f"{notes_en} {places_en}",
        f"*{notes_es} {places_es}*",
    )


def dictionary(edition: Edition, views: Sequence[View]) -> str:
    """The text of dictionary.md."""
    parts = [f"# Data dictionary · Diccionario de datos: {edition.version}"]
    for view in views:
        rows = [
            (
                code(c.name),
                c.type.lower(),
                code(c.vocabulary) if c.vocabulary else "",
                cell(c.description),
            )
            for c in view.columns
        ]
        parts += [
            f"## {view.name}",
            cell(view.description),
            table(("column", "type", "vocabulary", "what it holds"), rows),
        ]
    return section(*parts)
