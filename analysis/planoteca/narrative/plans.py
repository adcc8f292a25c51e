"""What sentences say of one plan or of several, in Spanish and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    if overview["place_source"] == "text":
        place += pick(language, "; lo dice el texto del plan", "; told from the plan's text")
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
