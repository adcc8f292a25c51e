"""What sentences say of a whole corpus, in Spanish and English."""

from __future__ import annotations

import polars as pl

from planoteca.charts.formats import (
    commitments,
    counted,
    joined,
    number,
    percent,
    pick,
)


def methods(coverage: pl.DataFrame, language: str) -> str:
    """How many plans were coded by hand and by machine; query `corpus_coverage`."""
    hand, machine = (
        number(int(coverage[name].sum()), language) for name in ("manual", "automatic")
    )
    return pick(
        language,
        f"Planes codificados a mano: {hand}; por la máquina: {machine}",
        f"Plans coded by hand: {hand}; by machine: {machine}",
    )


def organisations(named: pl.DataFrame, unnamed: pl.DataFrame, language: str) -> str:
    """How many organisations there are; query `corpus_by_organisation`, with and without a name."""
    count = counted(
        len(named), language, ("organización", "organizaciones"), ("organisation", "organisations")
    )
    unknown = int(unnamed["plans"].sum()) if len(unnamed) else 0
    rest = counted(unknown, language, ("plan", "planes"), ("plan", "plans"))
    without = pick(
        language,
        f"; {rest} sin organización registrada",
        f"; {rest} without an organisation on record",
    )
    return pick(language, f"Hay {count}", f"There are {count}") + (without if unknown else "")


def agreement(variables: pl.DataFrame, language: str) -> str:
    """How far hand and machine agree; frame VARIABLE of `evaluation`."""
    if not len(variables):
        return pick(
            language,
            "Ningún plan de esta base está codificado a mano y por la máquina: para medirlo, "
            "construya la base con la carpeta de los documentos (planoteca build --documents)",
            "No plan of this database is coded both by hand and by machine: to measure it, build "
            "the database with the folder of the documents (planoteca build --documents)",
        )
    units = variables.filter(pl.col("variable_en") == "Found by both").row(0, named=True)
    plans = counted(units["plans"], language, ("plan", "planes"), ("plan", "plans"))
    share = percent(units["equal_pct"], language, 1)
    return pick(
        language,
        f"En {plans}, persona y máquina coinciden en los compromisos hallados en {share} (F1). El "
        "alfa de Krippendorff es 1 si coinciden siempre y 0 si solo por azar, con su intervalo de "
        "95 %; falta donde nada varía",
        f"In {plans}, person and machine agree on the commitments found in {share} (F1). "
        "Krippendorff's alpha is 1 where they always agree and 0 where only by chance, with its "
        "95% interval; it is missing where nothing varies",
    )


def shown_of(shown: int, total: int, language: str) -> str:
    """How many of all rows a table shows; empty where it shows them all."""
    if shown == total:
        return ""
    part, whole = number(shown, language), number(total, language)
    return pick(language, f"Se muestran {part} de {whole}", f"{part} of {whole} are shown")


def corpus(overview: pl.DataFrame, language: str) -> str:
    """How many plans, commitments and figures; rows of query `plan_overview`."""
    plans = counted(len(overview), language, ("plan", "planes"), ("plan", "plans"))
    total = commitments(int(overview["commitments"].sum()), language)
    about = counted(
        int(overview["statistics"].sum()),
        language,
        ("cifra sobre los lugares", "cifras sobre los lugares"),
        ("figure on the places", "figures on the places"),
    )
    silent = int((overview["commitments"] == 0).sum())
    rest = ""
    if silent:
        without = counted(silent, language, ("plan", "planes"), ("plan", "plans"))
        rest = pick(language, f"; {without} sin compromisos", f"; {without} without commitments")
    return joined([plans, total, about], language) + rest
