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
_LISTED = 8
NOTHING = "–"
_COUNTS = {
    "quantified": ("Con alguna cantidad", "With some quantity"),
    "with_deadline": ("Con plazo", "With a deadline"),
    "with_baseline": ("Con línea de base", "With a baseline"),
}
_PAGES_ES, _PAGES_EN = ("página", "páginas"), ("page", "pages")
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


def facts(overview: Mapping[str, Any], findings: int, language: str) -> list[tuple[str, str]]:
    """Who, where, when and how much, as names and values; a row of query `plan_overview`.

    `findings` is how many contradictions the rules found in the plan.
    """
    check_language(language)
    names = [overview["place_name"], overview["province"], overview["department"]]
    place = ", ".join(dict.fromkeys(name for name in names if name)) or NOTHING
    if overview["place_id"]:
        place += f" (UBIGEO {overview['place_id']})"
    term = NOTHING
    if overview["period_start"] is not None:
        term = f"{overview['period_start']}–{overview['period_end']}"
    pages = overview["pages"]
    of = "" if pages is None else counted(pages, language, _PAGES_ES, _PAGES_EN)
    file = ", ".join(part for part in (overview["file_name"], of) if part) or NOTHING
    total = overview["commitments"]
    rows = [
        (("Organización", "Organisation"), overview["organisation"] or NOTHING),
        (("Lugar", "Place"), place),
        (("Periodo", "Term"), term),
        (("Documento", "Document"), file),
        (("Compromisos", "Commitments"), number(total, language)),
        *((name, _part(overview[key], total, language)) for key, name in _COUNTS.items()),
        (
            ("Cifras sobre el lugar", "Figures on the place"),
            number(overview["statistics"], language),
        ),
        (("Incoherencias halladas", "Contradictions found"), number(findings, language)),
        (("Cobertura", "Coverage"), _coverage(overview, language)),
    ]
    return [(pick(language, *name), value) for name, value in rows]


def fact_table(rows: Sequence[tuple[str, str]]) -> Markup:
    """Names and values as a compact table."""
    cells = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in rows
    )
    return Markup(f'<table class="facts"><tbody>{cells}</tbody></table>')


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
    """Plans that have something in common, named up to eight, else how many; none: empty."""
    if len(names) > _LISTED:
        plans = f"{number(len(names), language)} {pick(language, 'planes', 'plans')}"
        return f"{what}: {plans}"
    return f"{what}: {joined(names, language)}" if names else ""


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
    words = pick(
        language,
        *{
            ("manual",): ("está en palabras nuestras", "is in our own words"),
            ("automatic",): ("es el del documento", "is that of the document"),
        }.get(
            tuple(methods),
            (
                "está en palabras nuestras si se codificó a mano, y es el del documento si no",
                "is in our own words where it was coded by hand, else that of the document",
            ),
        ),
    )
    return pick(
        language,
        f"Codificado {how}, con el libro de códigos {version}. Cada compromiso es una promesa del "
        f"plan; su enunciado {words}, y sus líneas dicen dónde está en el documento. Lo "
        "que el plan no dice queda en blanco. Los errores del plan no se corrigen: se conservan "
        "sus cifras como están escritas",
        f"Coded {how}, with codebook {version}. Each commitment is one promise of the plan; its "
        f"statement {words}, and its lines say where it stands in the document. What "
        "the plan does not say is left blank. Errors of the plan are not corrected: its figures "
        "are kept as written",
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


def contradictions(frame: pl.DataFrame, language: str) -> str:
    """How many contradictions a plan has and of which kinds; query `findings`."""
    if not len(frame):
        return pick(
            language,
            "Las reglas no hallaron ninguna incoherencia en las cifras del plan",
            "The rules found no contradiction in the figures of the plan",
        )
    counts: dict[str, int] = {}
    for row in frame.to_dicts():
        rule = label(row, "rule", language) or row["rule"]
        counts[rule] = counts.get(rule, 0) + 1
    kinds = [f"{rule} ({count})" for rule, count in sorted(counts.items(), key=lambda i: -i[1])]
    total = counted(
        len(frame), language, ("incoherencia", "incoherencias"), ("contradiction", "contradictions")
    )
    return f"{total}: {'; '.join(kinds)}"


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


def unread(reason: str | None, language: str) -> str:
    """What of a document could not be read; `coverage_reason` of query `plan_overview`."""
    return f"{pick(language, 'Sin leer', 'Not read')}: {reason}" if reason else ""


def _part(count: int, total: int, language: str) -> str:
    text = number(count, language)
    return f"{text} ({percent(100 * count / total, language)})" if total else text


def _coverage(overview: Mapping[str, Any], language: str) -> str:
    state = label(overview, "coverage", language) or NOTHING
    method = _METHODS.get(overview["method"])
    if method is None:
        return state
    return pick(language, f"{state}, {method[0]}", f"{state}, {method[1]}")


def _some(names: Sequence[str], language: str) -> str:
    """Up to three names, else how many."""
    if len(names) <= _NAMED:
        return joined(names, language)
    return pick(language, f"{len(names)} planes", f"{len(names)} plans")
