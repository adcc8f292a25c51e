"""Text that plans share: how much of each plan is its own, and which pairs share most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import altair as alt
import polars as pl

from planoteca.charts import slots, theme
from planoteca.charts.divisions import draw_division
from planoteca.charts.formats import counted, number, percent, pick, shorten
from planoteca.charts.parts import Division, Part, short_titles

_PAIRS = 12
_BAR, _BETWEEN = 16, 3
_NAME = 34  # letters of a plan's name beside its bar
_ROOM = 0.95  # for the text after the longest bar, in bars
_PARTS = {
    "own_words": ("Propio", "Own", "#0072b2"),
    "reused_words": ("Compartido con pocos planes", "Shared with few plans", "#d55e00"),
    "boilerplate_words": ("Común a muchos planes", "Common to many plans", "#b3b3b3"),
}


def originality(frame: pl.DataFrame, *, language: str = "es", source: str = "") -> alt.VConcatChart:
    """How the words of each plan divide: own, shared with few plans, common to many.

    `frame`: query `plan_originality` (one plan or many).
    """
    columns = ["document_id", "document", "words", *_PARTS]
    rows = theme.prepare(frame, language, columns, "query plan_originality")
    order = list(_PARTS)

    def part(row: Mapping[str, Any]) -> Part:
        es, en, colour = _PARTS[row["part"]]
        return Part(row["part"], pick(language, es, en), colour, row["count"])

    return draw_division(
        [row | {"part": name, "count": row[name]} for row in rows for name in _PARTS],
        part,
        Division(
            "part", pick(language, "Texto", "Text"), order.index, _words, ("palabras", "words")
        ),
        title=_originality_title(rows, language),
        language=language,
        source=source,
        notes=[
            pick(
                language,
                "Compartido: pasajes de 20 palabras o más que tienen pocos planes.",
                "Shared: passages of 20 words or more that few plans have.",
            )
        ],
    )


def shared_pairs(
    frame: pl.DataFrame, *, language: str = "es", source: str = ""
) -> alt.VConcatChart:
    """The pairs of plans that share most: which part of each is in passages of both.

    `frame`: query `text_reuse`, whose first twelve pairs are drawn.
    """
    columns = ["document_id", "document", "other_id", "other_document", "passages", "words"]
    columns += ["share_pct", "other_share_pct", "longest"]
    rows = theme.prepare(frame.head(_PAIRS), language, columns, "query text_reuse")
    if not rows:
        return theme.nothing(no_pairs(language), source=source, language=language)
    titles = short_titles(
        {row["document_id"]: row["document"] for row in rows}
        | {row["other_id"]: row["other_document"] for row in rows}
    )
    placed = slots.place([_pair(row, language) for row in rows], 2 * _BAR + _BETWEEN)
    bars = [
        {
            "plan": titles[row[plan]],
            "share": row[share],
            "shown": f"{percent(row[share], language)} · {shorten(titles[row[plan]], _NAME)}",
            "top": slot.top + place * (_BAR + _BETWEEN),
            "bottom": slot.top + place * (_BAR + _BETWEEN) + _BAR,
            "middle": slot.top + place * (_BAR + _BETWEEN) + _BAR / 2,
        }
        for row, slot in zip(rows, placed.rows, strict=True)
        for place, (plan, share) in enumerate(
            (("document_id", "share_pct"), ("other_id", "other_share_pct"))
        )
    ]
    longest = max(bar["share"] for bar in bars)
    x = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, longest * (1 + _ROOM)], nice=False))
    base = theme.chart(bars)
    drawn = base.mark_rect(color=theme.SERIES_COLOURS[0]).encode(
        x=x,
        x2=alt.datum(0),
        y=placed.y("top"),
        y2=alt.Y2("bottom:Q"),
        tooltip=[
            alt.Tooltip("plan:N", title="Plan"),
            alt.Tooltip("shown:N", title=pick(language, "Parte del plan", "Share of the plan")),
        ],
    )
    labels = base.mark_text(align="left", dx=6).encode(
        x=x, y=placed.y("middle"), text=alt.Text("shown:N")
    )
    return theme.finish(
        theme.layered(drawn, labels, placed.labels(), width=theme.WIDTH, height=placed.height),
        title=_pairs_title(rows[0], titles, language),
        subtitle=[_pairs_note(len(rows), len(frame), language)],
        source=source,
        language=language,
        described=[str(bar["shown"]) for bar in bars],
    )


def no_pairs(language: str) -> str:
    """The sentence of plans of which no two share a passage."""
    return pick(language, "Ningún plan comparte pasajes con otro", "No two plans share a passage")


def _words(count: int, language: str) -> str:
    return counted(count, language, ("palabra", "palabras"), ("word", "words"))


def _originality_title(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    shares = [100 * row["own_words"] / row["words"] for row in rows if row["words"]]
    if not shares:
        return pick(language, "Ningún plan tiene texto leído", "No plan has text that was read")
    own = percent(median(shares), language)
    if len(shares) == 1:
        plan = rows[0]["document"]
        return pick(
            language,
            f"{own} del texto de {plan} no está en ningún otro plan",
            f"{own} of the text of {plan} is in no other plan",
        )
    return pick(
        language,
        f"En el plan típico de {number(len(shares), language)}, {own} del texto no está en "
        "ningún otro",
        f"In the typical plan of {number(len(shares), language)}, {own} of the text is in no other",
    )


def _pair(row: Mapping[str, Any], language: str) -> str:
    passages = counted(row["passages"], language, ("pasaje", "pasajes"), ("passage", "passages"))
    longest = number(row["longest"], language)
    return pick(
        language,
        f"{passages}, {_words(row['words'], language)}; el más largo, {longest}",
        f"{passages}, {_words(row['words'], language)}; the longest, {longest}",
    )


def _pairs_title(row: Mapping[str, Any], titles: Mapping[str, str], language: str) -> str:
    first, second = titles[row["document_id"]], titles[row["other_id"]]
    share, other = (percent(row[name], language) for name in ("share_pct", "other_share_pct"))
    return pick(
        language,
        f"{share} de {first} y {other} de {second} son pasajes de ambos planes",
        f"{share} of {first} and {other} of {second} are passages of both plans",
    )


def _pairs_note(shown: int, total: int, language: str) -> str:
    if total > shown:
        pairs = number(total, language)
        return pick(
            language,
            f"Los {shown} pares que más comparten, de {pairs}. Barras: parte de cada plan.",
            f"The {shown} pairs that share most, of {pairs}. Bars: share of each plan.",
        )
    return pick(language, "Barras: parte de cada plan.", "Bars: share of each plan.")
