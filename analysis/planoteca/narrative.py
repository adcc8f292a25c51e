"""The text of report notebooks, in Spanish and English; whatever comes from data is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from planoteca.charts.formats import (
    check_language,
    commitments,
    counted,
    joined,
    label,
    number,
    percent,
    pick,
)

_LEVELS = {
    "region": ("gobierno regional", "regional government"),
    "province": ("municipalidad provincial", "provincial municipality"),
    "district": ("municipalidad distrital", "district municipality"),
}
_NAMED = 3
_COUNTS = ("quantified", "with_deadline", "with_baseline")
_METHODS = {
    "manual": ("a mano", "by hand"),
    "automatic": ("por la máquina", "by machine"),
}


@dataclass(frozen=True)
class Markup:
    """A piece of a page that a notebook shows as HTML."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def heading(text: str, level: int = 2) -> Markup:
    """A heading of a page."""
    return Markup(f"<h{level}>{escape(text)}</h{level}>")


def paragraph(*sentences: str) -> Markup:
    """Sentences as one paragraph; each gets its full stop, empty ones are dropped."""
    text = " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)
    return Markup(f"<p>{escape(text)}</p>" if text else "")


def introduction(overview: Mapping[str, Any], language: str) -> str:
    """Who filed a plan, for where and when; a row of query `plan_overview`.

    What neither the registry nor the plan's first pages tell is said to be unknown.
    """
    check_language(language)
    level = pick(language, *_LEVELS.get(overview["level"], ("gobierno", "government")))
    place = overview["place_name"] or pick(language, "un lugar sin identificar", "an unknown place")
    if overview["department"] and overview["level"] != "region":
        place = f"{place} ({overview['department']})"
    term = pick(language, "periodo sin identificar", "unknown term")
    if overview["period_start"] is not None:
        term = f"{overview['period_start']}–{overview['period_end']}"
    organisation = overview["organisation"]
    who = pick(language, "sin organización registrada", "no organisation on record")
    if organisation is not None:
        who = pick(language, f"presentado por {organisation}", f"filed by {organisation}")
    article = "la" if level.startswith("municipalidad") else "el"
    return pick(
        language,
        f"Plan de gobierno para {article} {level} de {place}, {term}; {who}",
        f"Government plan for the {level} of {place}, {term}; {who}",
    )


def key_figures(overview: Mapping[str, Any], language: str) -> str:
    """How much was coded from a plan; a row of query `plan_overview`."""
    total = commitments(overview["commitments"], language)
    figures = number(overview["statistics"], language)
    parts = [number(overview[name], language) for name in _COUNTS]
    return pick(
        language,
        f"Contiene {total}: {parts[0]} con alguna cantidad, {parts[1]} con plazo y {parts[2]} con "
        f"línea de base. Da {figures} cifras sobre el lugar",
        f"It has {total}: {parts[0]} with some quantity, {parts[1]} with a deadline and {parts[2]} "
        f"with a baseline. It gives {figures} figures on the place",
    )


def division(frame: pl.DataFrame, name: str, language: str) -> str:
    """How commitments divide: `Social: 8 (29 %), Económica: 6 (21 %) …`.

    `frame`: query `targets_by_dimension` (`name="dimension"`), `measurability` or `deadlines`
    (`name="deadline"`); with several plans, of all their commitments.
    """
    rows = frame.to_dicts()
    counts: dict[str, int] = {}
    for row in rows:
        key = label(row, name, language) or pick(language, "sin código", "no code")
        counts[key] = counts.get(key, 0) + row["commitments"]
    total = sum(counts.values())
    if not total:
        return ""
    parts = [
        f"{key}: {number(count, language)} ({percent(100 * count / total, language)})"
        for key, count in counts.items()
    ]
    return joined(parts, language)


def accomplished(frame: pl.DataFrame, language: str) -> str:
    """How many commitments are written as already fulfilled; query `measurability`."""
    count = int(frame["accomplished"].sum()) if len(frame) else 0
    if not count:
        return ""
    of = commitments(count, language)
    if count == 1:
        return pick(
            language,
            f"{of} está escrito como si ya se hubiera cumplido",
            f"{of} is written as if already fulfilled",
        )
    return pick(
        language,
        f"{of} están escritos como si ya se hubieran cumplido",
        f"{of} are written as if already fulfilled",
    )


def spread(frame: pl.DataFrame, column: str, what: str, language: str) -> str:
    """From which plan to which a percent column goes; query `plan_comparison`."""
    if not len(frame):
        return ""
    plans: dict[str, list[str]] = {}
    for row in frame.sort(column, maintain_order=True).to_dicts():
        plans.setdefault(percent(row[column], language), []).append(row["document"])
    ends = [f"{value} ({_some(names, language)})" for value, names in plans.items()]
    if len(ends) == 1:
        least = next(iter(plans))
        return pick(language, f"{what} es de {least}", f"{what} is {least}")
    return pick(
        language,
        f"{what} va de {ends[0]} a {ends[-1]}",
        f"{what} goes from {ends[0]} to {ends[-1]}",
    )


def listed(names: Sequence[str], what: str, language: str) -> str:
    """Plans that have something in common, as one sentence; empty when there are none."""
    return f"{what}: {joined(names, language)}" if names else ""


def corpus(build: Mapping[str, Any], coverage: pl.DataFrame, language: str) -> str:
    """How large a corpus is; the row of table `build` and query `corpus_coverage`."""
    check_language(language)
    plans = counted(build["documents"], language, ("plan", "planes"), ("plan", "plans"))
    total = commitments(build["commitments"], language)
    figures_ = counted(build["statistics"], language, ("cifra", "cifras"), ("figure", "figures"))
    hand, machine = (int(coverage[name].sum()) for name in ("manual", "automatic"))
    by_hand, by_machine = number(hand, language), number(machine, language)
    return pick(
        language,
        f"{plans}, {total} y {figures_} sobre los lugares, contando todas las codificaciones. "
        f"Planes codificados a mano: {by_hand}; por la máquina: {by_machine}",
        f"{plans}, {total} and {figures_} on the places, counting every coding. "
        f"Plans coded by hand: {by_hand}; by machine: {by_machine}",
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
    """How many of all rows a table shows."""
    part, whole = number(shown, language), number(total, language)
    if shown == total:
        return pick(language, f"Son {whole}", f"There are {whole}")
    return pick(
        language,
        f"Se muestran {part} de {whole}",
        f"{part} of {whole} are shown",
    )


def how_coded(overview: pl.DataFrame, build: Mapping[str, Any], language: str) -> str:
    """How the rows of a report came about; query `plan_overview` and the row of table `build`."""
    methods = [m for m in overview["method"].unique(maintain_order=True).to_list() if m]
    how = joined([pick(language, *_METHODS.get(m, (m, m))) for m in methods], language)
    version = build["codebook_version"]
    return pick(
        language,
        f"Codificado {how}, con el libro de códigos {version}. Cada compromiso es una promesa del "
        "plan; su enunciado está en palabras nuestras y sus líneas dicen dónde está en el "
        "documento. Lo que el plan no dice queda en blanco. Los errores del plan no se corrigen: "
        "se conservan sus cifras como están escritas",
        f"Coded {how}, with codebook {version}. Each commitment is one promise of the plan; its "
        "statement is in our own words and its lines say where it stands in the document. What "
        "the plan does not say is left blank. Errors of the plan are not corrected: its figures "
        "are kept as written",
    )


def citation(build: Mapping[str, Any], title: str, language: str) -> str:
    """How to cite a page; the row of table `build`."""
    day = build["created_at"].date().isoformat()
    return pick(
        language,
        f"Cómo citar: Planoteca {build['version']}, «{title}», build {build['build_id']}, libro de "
        f"códigos {build['codebook_version']}, {day}",
        f"How to cite: Planoteca {build['version']}, “{title}”, build {build['build_id']}, "
        f"codebook {build['codebook_version']}, {day}",
    )


def figures(frame: pl.DataFrame, language: str) -> str:
    """How many figures a frame of statistics has; empty when it has none."""
    if not len(frame):
        return ""
    count = counted(len(frame), language, ("cifra", "cifras"), ("figure", "figures"))
    one = len(frame) == 1
    return pick(
        language,
        f"{count} {'codificada' if one else 'codificadas'}",
        f"{count} {'was' if one else 'were'} coded",
    )


def _some(names: Sequence[str], language: str) -> str:
    """Up to three names, else how many."""
    if len(names) <= _NAMED:
        return joined(names, language)
    return pick(language, f"{len(names)} planes", f"{len(names)} plans")
