"""CHANGES.md: the changes against an earlier release, for people."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from planoteca.releases.edition import Edition
from planoteca.releases.markdown import code, section, table
from planoteca.releases.records import RECORDS

_MOST = 40  # plans named, and recodings of one kind
_KINDS = ("added", "removed", "recoded", "renumbered")


def counts(changes: pl.DataFrame) -> dict[str, dict[str, int]]:
    """Rows added, removed, recoded and renumbered, by table; a row recoded twice counts once."""
    counted = (
        changes.group_by("table", "change")
        .agg(pl.struct("key", "previous_key").n_unique().alias("n"))
        .rows()
    )
    found = {record.view: dict.fromkeys(_KINDS, 0) for record in RECORDS}
    for name, kind, number in counted:
        found[name][kind] = number
    return found


def text(
    changes: pl.DataFrame,
    edition: Edition,
    previous: Edition | None,
    vocabularies: Mapping[str, str],
) -> str:
    """The page of a release against the previous one; None says that it is the first.

    `vocabularies`: the vocabulary by column, of the columns of codes.
    """
    title = f"# Changes · Cambios: {edition.version}"
    if previous is None:
        first = "The first release; there is none to compare it with."
        return section(title, first, "*La primera versión; no hay otra con que compararla.*")
    return section(
        title,
        f"Against `{previous.version}`. Every change is a row of `changes.csv`. "
        f"*Respecto de `{previous.version}`. Cada cambio es una fila de `changes.csv`.*",
        table(
            ("", previous.version, edition.version),
            [
                ("build", code(previous.build_id), code(edition.build_id)),
                ("codebook", previous.codebook_version, edition.codebook_version),
                ("Planoteca", previous.software_version, edition.software_version),
            ],
        ),
        *_texts(edition, previous),
        "## Rows · Filas",
        table(
            ("table", "before", "now", *_KINDS),
            [
                (code(name), previous.rows.get(name, 0), edition.rows[name], *number.values())
                for name, number in counts(changes).items()
            ],
        ),
        "A row is found again by its place in the plan and what it says, not by its number: "
        "`renumbered` rows only have another identifier. "
        "*Una fila se reconoce por su lugar en el plan y lo que dice, no por su número: las "
        "`renumbered` solo tienen otro identificador.*",
        *_plans(changes),
        *_recodings(changes, vocabularies),
        *_columns(edition, previous),
    )


def _texts(edition: Edition, previous: Edition) -> list[str]:
    if edition.with_texts == previous.with_texts:
        return []
    has = edition if edition.with_texts else previous
    return [
        f"Only `{has.version}` has the printed words of plans: columns of text are not compared. "
        f"*Solo `{has.version}` tiene las palabras impresas de los planes: las columnas de texto "
        "no se comparan.*"
    ]


def _plans(changes: pl.DataFrame) -> list[str]:
    parts = []
    plans = changes.filter(pl.col("table") == "document")
    for kind, title in (
        ("added", "Plans added · Planes nuevos"),
        ("removed", "Plans removed · Planes retirados"),
    ):
        names = plans.filter(pl.col("change") == kind)["document_id"].sort().to_list()
        if names:
            listed = ", ".join(code(name) for name in names[:_MOST])
            more = f" … (+{len(names) - _MOST})" if len(names) > _MOST else ""
            parts += [f"## {title}", listed + more]
    return parts


def _recodings(changes: pl.DataFrame, vocabularies: Mapping[str, str]) -> list[str]:
    """How often each code became each other one; of other columns, how many cells changed."""
    is_code = pl.col("column").is_in(list(vocabularies))
    found = (
        changes.filter(pl.col("change") == "recoded")
        .group_by("table", "column", pl.when(is_code).then("old"), pl.when(is_code).then("new"))
        .agg(pl.len().alias("cells"))
        .with_columns(is_code.alias("is_code"))
        .sort("cells", "table", "column", "old", "new", descending=[True] + [False] * 4)
    )
    if found.is_empty():
        return []
    rows = [
        (code(name), code(column), _told(old, is_code), _told(new, is_code), number)
        for name, column, old, new, number, is_code in found.head(_MOST).iter_rows()
    ]
    more = [f"… (+{len(found) - _MOST})"] if len(found) > _MOST else []
    header = ("table", "column", "from", "to", "cells")
    return ["## Recoded · Recodificado", table(header, rows), *more]


def _told(value: str | None, is_code: bool) -> str:
    if not is_code:
        return ""
    return "—" if value is None else code(value)


def _columns(edition: Edition, previous: Edition) -> list[str]:
    rows = [
        (code(name), code(column), change)
        for name in sorted({*edition.columns, *previous.columns})
        for change, here, there in (
            ("added", edition.columns, previous.columns),
            ("removed", previous.columns, edition.columns),
        )
        for column in here.get(name, ())
        if column not in there.get(name, ())
    ]
    return ["## Columns · Columnas", table(("table", "column", "change"), rows)] if rows else []
