"""How far the data can be trusted: what was covered, and where plans contradict themselves."""

from __future__ import annotations

import altair as alt
import polars as pl

from planoteca.charts import theme
from planoteca.charts.formats import counted, label, number, percent, pick

_STEP = 30
_SEVERITY_COLOURS = {"error": "#d55e00", "warning": "#e6b94d"}
_COVERAGE_COLOURS = {
    "coded": "#0072b2",
    "no_commitments": "#72b2d8",
    "unreadable": "#d55e00",
    "pending": "#b3b3b3",
}
_PLANS = ("plan", "planes"), ("plan", "plans")
_FINDINGS = ("hallazgo", "hallazgos"), ("finding", "findings")


def coverage(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """How many plans are in each state of coverage.

    `frame`: query `corpus_coverage`.
    """
    rows = theme.prepare(frame, language, ["coverage", "documents"], "query corpus_coverage")
    total = sum(row["documents"] for row in rows)
    if not total:
        return theme.nothing(
            pick(language, "No hay planes", "There are no plans"), source=source, language=language
        )
    shown = [
        {
            "name": label(row, "coverage", language),
            "plans": row["documents"],
            "colour": _COVERAGE_COLOURS.get(row["coverage"], theme.NONE_COLOUR),
            "shown": f"{number(row['documents'], language)} "
            f"({percent(100 * row['documents'] / total, language)})",
        }
        for row in rows
    ]
    coded = next((row["documents"] for row in rows if row["coverage"] == "coded"), 0)
    plans = counted(total, language, *_PLANS)
    share = percent(100 * coded / total, language)
    return theme.finish(
        _bars(shown, pick(language, "Planes", "Plans"), language),
        title=pick(
            language,
            f"{share} de {plans} tienen compromisos",
            f"{share} of {plans} have commitments",
        ),
        subtitle=[],
        source=source,
        language=language,
        described=[f"{row['name']}: {row['shown']}" for row in shown],
    )


def findings_of_corpus(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """In how many plans each rule found something; errors and warnings by colour.

    `frame`: query `corpus_findings`.
    """
    columns = ["rule", "severity", "plans", "plans_pct", "findings"]
    rows = theme.prepare(frame, language, columns, "query corpus_findings")
    found = sorted(
        (row for row in rows if row["findings"]), key=lambda row: (-row["plans"], -row["findings"])
    )
    if not found:
        return theme.nothing(
            pick(
                language,
                f"Ninguna de las {len(rows)} reglas halló una contradicción",
                f"None of the {len(rows)} rules found a contradiction",
            ),
            source=source,
            language=language,
        )
    shown = [
        {
            "name": label(row, "rule", language),
            "plans": row["plans"],
            "colour": _SEVERITY_COLOURS.get(row["severity"], theme.NONE_COLOUR),
            "shown": f"{counted(row['plans'], language, *_PLANS)}, "
            f"{counted(row['findings'], language, *_FINDINGS)}",
        }
        for row in found
    ]
    total = sum(row["findings"] for row in found)
    rest = len(rows) - len(found)
    notes = [
        pick(
            language,
            "Naranja: error; amarillo: advertencia.",
            "Orange: error; yellow: warning.",
        )
    ]
    if rest:
        notes.append(
            pick(
                language,
                f"Reglas que no hallaron nada: {rest}.",
                f"Rules that found nothing: {rest}.",
            )
        )
    most, plans = label(found[0], "rule", language), counted(found[0]["plans"], language, *_PLANS)
    many = f"Se hallaron {number(total, 'es')} contradicciones"
    es = "Se halló 1 contradicción" if total == 1 else many
    en = "1 contradiction was" if total == 1 else f"{number(total, 'en')} contradictions were"
    return theme.finish(
        _bars(shown, pick(language, "Planes con el hallazgo", "Plans with the finding"), language),
        title=pick(
            language,
            f"{es}; la más extendida, «{most}», en {plans}",
            f"{en} found; the most widespread, “{most}”, in {plans}",
        ),
        subtitle=notes,
        source=source,
        language=language,
        described=[f"{row['name']}: {row['shown']}" for row in shown],
    )


def _bars(rows: list[dict[str, object]], what: str, language: str) -> alt.LayerChart:
    base = theme.chart(rows)
    most = max(int(str(row["plans"])) for row in rows)
    # Room for the label after the longest bar.
    scale = alt.Scale(domain=[0, most * 1.45 or 1], nice=False)
    y = alt.Y(
        "name:N",
        sort=[str(row["name"]) for row in rows],
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelLimit=230, labelPadding=8),
    )
    bars = base.mark_bar(height=16).encode(
        x=alt.X("plans:Q", axis=None, scale=scale),
        y=y,
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=pick(language, "Qué", "What")),
            alt.Tooltip("shown:N", title=what),
        ],
    )
    labels = base.mark_text(align="left", dx=5).encode(
        x=alt.X("plans:Q", axis=None, scale=scale), y=y, text=alt.Text("shown:N")
    )
    return theme.layered(bars, labels, width=theme.WIDTH - 150, height=_STEP * len(rows))
