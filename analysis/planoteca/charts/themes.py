"""What the commitments are about: themes of one plan, of a few side by side, of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import phrases, theme
from planoteca.charts.formats import commitments, label, lowered, number, percent, pick, shorten
from planoteca.charts.share_table import STEP, Cell, draw_share_table, theme_axis

MAX_COLUMNS = 12  # plans side by side; of more, the spread is drawn
_OTHER = "other"
_NAMES = 240  # px; the names of the themes and the values after the bars
_HEAD = 26
_COLUMNS = [
    *("document_id", "document", "theme_id", "commitments"),
    *("of_commitments", "share_pct"),
]
Rows = Sequence[Mapping[str, Any]]


def targets_by_theme(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """The share of each plan's commitments that have each theme.

    `frame`: query `targets_by_theme`. Of one plan bars, of up to MAX_COLUMNS plans a table of
    shares, of more the median and the middle half of the plans.
    """
    rows = theme.prepare(frame, language, _COLUMNS, "query targets_by_theme")
    if not rows:
        return theme.nothing(phrases.no_commitments(language), source=source, language=language)
    names = {row["theme_id"]: label(row, "theme", language) or row["theme_id"] for row in rows}
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["theme_id"]] += row["commitments"]
    order = sorted(names, key=lambda key: (key == _OTHER, -counts[key], names[key]))
    plans = {row["document_id"]: row for row in rows}
    notes = [_several_note(language)]
    if len(plans) == 1:
        chart, described = _bars(rows, names, order, language)
    elif len(plans) <= MAX_COLUMNS:
        chart, described = _table(rows, names, order, language)
    else:
        chart, described = _spread(frame, names, order, language)
        notes.insert(0, _spread_note(_count(plans, language), language))
    return theme.finish(
        chart,
        title=_title(plans, names, order, counts, language),
        subtitle=notes,
        source=source,
        language=language,
        described=described,
    )


def _title(
    plans: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    order: Sequence[str],
    counts: Mapping[str, int],
    language: str,
) -> str:
    total = sum(row["of_commitments"] for row in plans.values())
    only = next(iter(plans.values()))["document"] if len(plans) == 1 else None
    count = _count(plans, language)
    owner = only or pick(language, f"{count} planes", f"{count} plans")
    of = commitments(total, language)
    if order[0] == _OTHER:
        return pick(
            language,
            f"Ninguno de los {of} de {owner} nombra un tema",
            f"None of the {of} of {owner} names a theme",
        )
    leading = [
        lowered(names[key]) or key
        for key in order
        if key != _OTHER and counts[key] == counts[order[0]]
    ]
    share = percent(100 * counts[order[0]] / total, language)
    if len(leading) > 1:
        return pick(
            language,
            f"Ningún tema predomina: {len(leading)} tienen {share} de los {of} de {owner} cada uno",
            f"No theme leads: {len(leading)} have {share} of the {of} of {owner} each",
        )
    return pick(
        language,
        f"El tema más frecuente es {leading[0]}: {share} de los {of} de {owner}",
        f"The most frequent theme is {leading[0]}: {share} of the {of} of {owner}",
    )


def _bars(
    rows: Rows, names: Mapping[str, str], order: Sequence[str], language: str
) -> tuple[alt.LayerChart, list[str]]:
    """One plan: a bar for each theme, its count and share beside it."""
    marks = [
        {
            "theme": names[row["theme_id"]],
            "share_pct": row["share_pct"],
            "commitments": row["commitments"],
            "shown": f"{number(row['commitments'], language)} ({_share(row, language)})",
        }
        for row in sorted(rows, key=lambda row: order.index(row["theme_id"]))
    ]
    base = theme.chart(marks).encode(
        x=alt.X(
            "share_pct:Q",
            axis=theme.percent_axis(_of_commitments(language), language),
            scale=alt.Scale(domain=[0, max(row["share_pct"] for row in rows)], nice=True),
        ),
        y=theme_axis([names[key] for key in order]),
        tooltip=[
            alt.Tooltip("theme:N", title=pick(language, "Tema", "Theme")),
            alt.Tooltip("shown:N", title=pick(language, "Compromisos", "Commitments")),
        ],
    )
    bars = base.mark_bar(color=theme.SERIES_COLOURS[0])
    values = base.mark_text(align="left", dx=5).encode(text=alt.Text("shown:N"))
    described = [f"{mark['theme']}: {mark['shown']}" for mark in marks]
    return _sized(theme.layered(bars, values), len(order)), described


def _table(
    rows: Rows, names: Mapping[str, str], order: Sequence[str], language: str
) -> tuple[alt.LayerChart, list[str]]:
    """A few plans: a cell for each theme of each plan."""
    heads = _heads(rows)
    chart = draw_share_table(
        [
            Cell(
                heads[row["document_id"]],
                names[row["theme_id"]],
                row["share_pct"],
                f"{number(row['commitments'], language)} ({_share(row, language)})",
            )
            for row in rows
        ],
        plans=list(heads.values()),
        themes=[names[key] for key in order],
        language=language,
    )
    leading = sorted(rows, key=lambda row: -row["share_pct"])
    return chart, [
        f"{heads[row['document_id']]}, {names[row['theme_id']]}: {_share(row, language)}"
        for row in leading
    ]


def _spread(
    frame: pl.DataFrame, names: Mapping[str, str], order: Sequence[str], language: str
) -> tuple[alt.LayerChart, list[str]]:
    """Many plans: the median share of each theme and the middle half of the plans.

    A plan without a theme has the share 0, though the query gives no row for it.
    """
    plans = frame.select("document_id").unique()
    every = plans.join(pl.DataFrame({"theme_id": list(order)}), how="cross").join(
        frame.select("document_id", "theme_id", "share_pct"),
        on=["document_id", "theme_id"],
        how="left",
    )
    share = pl.col("share_pct").fill_null(0.0)
    quartiles = every.group_by("theme_id").agg(
        share.quantile(0.25, "linear").alias("low"),
        share.median().alias("median"),
        share.quantile(0.75, "linear").alias("high"),
        (share > 0).sum().alias("plans"),
    )
    marks = [
        {**row, "theme": names[row["theme_id"]], "shown": percent(row["median"], language)}
        for row in sorted(quartiles.to_dicts(), key=lambda row: order.index(row["theme_id"]))
    ]
    base = theme.chart(marks).encode(
        y=theme_axis([mark["theme"] for mark in marks]),
        tooltip=[
            alt.Tooltip("theme:N", title=pick(language, "Tema", "Theme")),
            alt.Tooltip("shown:N", title=pick(language, "Mediana", "Median")),
            alt.Tooltip("low:Q", title=pick(language, "Primer cuartil, %", "First quartile, %"),
                        format=".1f"),
            alt.Tooltip("high:Q", title=pick(language, "Tercer cuartil, %", "Third quartile, %"),
                        format=".1f"),
            alt.Tooltip("plans:Q", title=pick(language, "Planes con el tema", "Plans with it")),
        ],
    )  # fmt: skip
    axis = theme.percent_axis(_of_commitments(language), language)
    middle = base.mark_bar(color="#a6cbe3", height=11).encode(
        x=alt.X("low:Q", axis=axis, scale=alt.Scale(zero=True, nice=True)), x2=alt.X2("high:Q")
    )
    medians = base.mark_tick(color=theme.SERIES_COLOURS[0], thickness=3, size=17).encode(
        x=alt.X("median:Q")
    )
    described = [f"{mark['theme']}: {mark['shown']}" for mark in marks]
    return _sized(theme.layered(middle, medians), len(marks)), described


def _heads(rows: Rows) -> dict[str, str]:
    """A short name for each plan that no other plan has."""
    short = {row["document_id"]: shorten(row["document"], _HEAD) for row in rows}
    taken = Counter(short.values())
    return {plan: plan if taken[name] > 1 else name for plan, name in short.items()}


def _sized(chart: alt.LayerChart, themes: int) -> alt.LayerChart:
    return chart.properties(width=theme.WIDTH - _NAMES, height=STEP * themes)


def _share(row: Mapping[str, Any], language: str) -> str:
    return percent(row["share_pct"], language)


def _of_commitments(language: str) -> str:
    return pick(language, "% de los compromisos del plan", "% of the plan's commitments")


def _several_note(language: str) -> str:
    return pick(
        language,
        "Porcentaje de los compromisos de cada plan que tienen el tema. Un compromiso puede tener "
        "varios, y entonces las partes suman más de 100.",
        "Percent of each plan's commitments that have the theme. A commitment may have several, "
        "and then the shares add up to more than 100.",
    )


def _count(plans: Mapping[str, Any], language: str) -> str:
    return number(len(plans), language)


def _spread_note(count: str, language: str) -> str:
    return pick(
        language,
        f"Raya: el plan del medio de los {count}. Barra: la mitad central de los planes.",
        f"Tick: the middle one of the {count} plans. Bar: the middle half of the plans.",
    )
