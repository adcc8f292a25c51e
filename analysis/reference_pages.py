"""The reference pages of docs/, from the database, queries and codebook: `make docs`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from planoteca import building, codebook, database, queries, workspace
from planoteca.codebook import Vocabulary
from planoteca.queries import Query
from planoteca.workspace import Workspace

_NOTE = "<!-- Made by `make docs`: change its source instead. -->"
_RELATIONS = """
    SELECT table_name AS name, 'table' AS kind, comment
    FROM duckdb_tables() WHERE database_name = 'plans'
    UNION ALL
    SELECT view_name, 'view', comment
    FROM duckdb_views() WHERE database_name = 'plans' AND NOT internal
    ORDER BY kind, name
"""
_COLUMNS = """
    SELECT column_name, data_type, comment
    FROM duckdb_columns() WHERE database_name = 'plans' AND table_name = $name
    ORDER BY column_index
"""


def pages(project: Workspace, database_path: Path) -> dict[str, str]:
    """The text of every page by its file name in docs/."""
    catalogue = queries.catalogue(project.queries)
    vocabularies = codebook.load(project.codebook)
    return {
        "data-dictionary.md": _data_dictionary(database_path, set(catalogue)),
        "queries.md": _queries(catalogue),
        "codes.md": _codes(vocabularies.vocabularies),
    }


def _data_dictionary(path: Path, of_queries: set[str]) -> str:
    """Every table and view that is no query, with its columns, from the comments in the file."""
    with database.reading(path) as connection:
        relations = connection.execute(_RELATIONS).fetchall()
        columns = {
            name: connection.execute(_COLUMNS, {"name": name}).fetchall() for name, *_ in relations
        }
    parts = [
        "# Data dictionary · Diccionario de datos",
        _NOTE,
        "Tables and views of `plans.duckdb`. The same text is in the file, as the `COMMENT` of "
        "every table, view and column. The views of the [queries](queries.md) and the "
        "[codes](codes.md) have pages of their own.",
    ]
    for name, kind, comment in relations:
        if name not in of_queries:
            rows = [(f"`{c}`", type_.lower(), text) for c, type_, text in columns[name]]
            parts += [
                f"## {name}",
                f"*{kind}* · {comment}",
                _table(("column", "type", "what it holds"), rows),
            ]
    return _joined(parts)


def _queries(catalogue: Mapping[str, Query]) -> str:
    parts = [
        "# Queries · Consultas",
        _NOTE,
        "Run one with `planoteca query NAME --param name=value`, in a notebook with "
        '`planoteca.query("NAME", name=value)`, or in SQL: those without required parameters are '
        "views of `plans.duckdb` and take parameters as variables "
        "(`SET VARIABLE document_id = 'ilo-2018'; FROM targets_by_dimension;`). "
        "The tables they read: [data dictionary](data-dictionary.md).",
        _table(
            ("query", "what it answers", "qué responde"),
            [(f"[`{q.name}`](#{q.name})", q.question, q.question_es) for q in catalogue.values()],
        ),
    ]
    for query in catalogue.values():
        parts += [f"## {query.name}", f"{query.question} · *{query.question_es}*"]
        if query.parameters:
            parameters = [
                (f"`{p.name}`", p.type.lower(), p.default or "required", p.description)
                for p in query.parameters.values()
            ]
            parts.append(_table(("parameter", "type", "default", "what it does"), parameters))
        columns = [(f"`{name}`", text) for name, text in query.columns.items()]
        parts.append(_table(("column", "what it holds"), columns))
    return _joined(parts)


def _codes(vocabularies: Mapping[str, Vocabulary]) -> str:
    parts = [
        "# Codes · Códigos",
        _NOTE,
        "The vocabularies of [`data/codebook/`](../data/codebook). How to use them: "
        "[`CODEBOOK.md`](../data/codebook/CODEBOOK.md).",
    ]
    for name, vocabulary in vocabularies.items():
        rows = [
            (
                f"`{code}`",
                row["label_es"],
                row["label_en"],
                row.get("description_es", ""),
                row.get("description_en", ""),
            )
            for code, row in vocabulary.rows.items()
            if "label_es" in row
        ]
        if rows:
            header = ("code", "etiqueta", "label", "descripción", "description")
            parts += [f"## {name}", _table(header, rows)]
    return _joined(parts)


def _table(header: Iterable[str], rows: Iterable[Iterable[str | None]]) -> str:
    header = tuple(header)
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(_line(line) for line in lines)


def _line(cells: Iterable[str | None]) -> str:
    return "| " + " | ".join((cell or "").replace("|", "\\|") for cell in cells) + " |"


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write docs/*.md from a database of the five plans made for it."""

    project = workspace.find()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plans.duckdb"
        building.build(project, None, path)
        for name, text in pages(project, path).items():
            (project.root / "docs" / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
