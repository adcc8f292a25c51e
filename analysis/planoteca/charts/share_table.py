"""A table of the shares of themes in plans: the larger a share, the darker its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import altair as alt

from planoteca.charts import theme
from planoteca.charts.formats import number, pick

STEP = 25  # px; of each row
_CELL = 46
_NARROWEST = 150
_PALE, _DARK = "#eaf3f9", "#0b4f86"
_DARK_FROM = 0.55  # of the largest share: on darker cells the text is white


@dataclass(frozen=True)
class Cell:
    """The share of a theme in a plan, percent, and the words for the tooltip."""

    plan: str
    theme: str
    share_pct: float
    told: str


def draw_share_table(
    cells: Sequence[Cell],
    *,
    plans: Sequence[str],
    themes: Sequence[str],
    language: str,
    last: Mapping[str, str] | None = None,
    last_head: str = "",
) -> alt.LayerChart:
    """Plans as columns and themes as rows, in the order given.

    `last`: the text of each theme in one more column at the end, headed `last_head`.
    """
    largest = max(cell.share_pct for cell in cells) or 1.0
    columns = [*plans, last_head] if last else list(plans)
    x = alt.X(
        "plan:N",
        scale=alt.Scale(domain=columns),
        title=None,
        axis=alt.Axis(orient="top", labelAngle=-30, labelAlign="left", ticks=False, domain=False),
    )
    y = theme_axis(themes)
    marks = [
        {
            **asdict(cell),
            "shown": _shown(cell.share_pct, language),
            "ink": theme.PAPER if cell.share_pct > _DARK_FROM * largest else theme.INK,
        }
        for cell in cells
    ]
    base = theme.chart(marks).encode(x=x, y=y)
    boxes = base.mark_rect(stroke=theme.PAPER, strokeWidth=2).encode(
        color=alt.Color(
            "share_pct:Q",
            scale=alt.Scale(domain=[0, largest], range=[_PALE, _DARK]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("plan:N", title="Plan"),
            alt.Tooltip("theme:N", title=pick(language, "Tema", "Theme")),
            alt.Tooltip("told:N", title=pick(language, "Compromisos", "Commitments")),
        ],
    )
    shares = base.mark_text().encode(text=alt.Text("shown:N"), fill=alt.Fill("ink:N", scale=None))
    layers = [boxes, shares]
    if last:
        rows = [{"plan": last_head, "theme": name, "shown": text} for name, text in last.items()]
        layers.append(
            theme.chart(rows)
            .mark_text(fontWeight="bold")
            .encode(x=x, y=y, text=alt.Text("shown:N"))
        )
    return theme.layered(
        *layers, width=max(_CELL * len(columns), _NARROWEST), height=STEP * len(themes)
    )


def theme_axis(themes: Sequence[str]) -> alt.Y:
    """The names of themes at the left, in the order given."""
    return alt.Y(
        "theme:N",
        sort=list(themes),
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelPadding=6),
    )


def _shown(share_pct: float, language: str) -> str:
    return "<1" if 0 < share_pct < 1 else number(share_pct, language, 0)
