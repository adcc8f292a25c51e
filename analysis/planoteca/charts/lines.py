"""Bars whose label stands above them in full: for names of services and subjects of targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import altair as alt

from planoteca.charts import theme
from planoteca.charts.formats import pick, shorten

MAX_LINES = 25
STEP = 40
LABEL_WIDTH = 92
_FULL = 100.0
# A stated share may pass 100 (an error as printed); far beyond, it would squeeze all other bars.
_CUT_ABOVE = 150.0
_CUT_AT = 112.0


@dataclass(frozen=True)
class Line:
    """One bar: the text above it, its percent value, how it is written, its colour's key."""

    text: str
    value: float
    shown: str
    series: str
    tooltip: str


def draw_lines(
    lines: Sequence[Line],
    colours: Mapping[str, str],
    *,
    title: str,
    notes: Sequence[str],
    axis: str,
    language: str,
    source: str,
) -> alt.VConcatChart:
    """Horizontal bars in percent, in the order given; the first MAX_LINES are drawn."""
    shown, hidden = lines[:MAX_LINES], len(lines) - MAX_LINES
    cut = sum(line.value > _CUT_ABOVE for line in shown)
    notes = list(notes)
    if hidden > 0:
        notes.append(pick(language, f"Y {hidden} más.", f"And {hidden} more."))
    if cut:
        notes.append(
            pick(
                language,
                f"Barras cortadas, por pasar mucho de 100: {cut}; se escribe el valor del plan.",
                f"Bars cut because they are far above 100: {cut}; the plan's value is written.",
            )
        )
    return theme.finish(
        _bars(shown, colours, axis, language),
        title=title,
        subtitle=notes,
        source=source,
        language=language,
        described=[f"{line.text}: {line.shown}" for line in shown],
    )


def row_axis(count: int) -> alt.Scale:
    """The scale of row numbers from top to bottom, half a row of room at both ends."""
    return alt.Scale(domain=[-0.5, count - 0.5], reverse=True, nice=False, zero=False)


def _bars(
    lines: Sequence[Line], colours: Mapping[str, str], axis: str, language: str
) -> alt.LayerChart:
    end = max(
        _FULL,
        *(min(line.value, _CUT_AT) if line.value > _CUT_ABOVE else line.value for line in lines),
    )
    rows = [
        {
            **asdict(line),
            "label": shorten(line.text, LABEL_WIDTH),
            "drawn": min(line.value, end),
            "top": place - 0.02,
            "bottom": place + 0.34,
            "text_at": place - 0.22,
            "value_at": place + 0.16,
            "zero": 0,
        }
        for place, line in enumerate(lines)
    ]
    present = [name for name in colours if any(line.series == name for line in lines)]
    base = alt.Chart(theme.data(rows))
    y = alt.Y("top:Q", axis=None, scale=row_axis(len(rows)))
    bars = base.mark_bar().encode(
        x=alt.X(
            "drawn:Q",
            axis=theme.percent_axis(axis, language),
            scale=alt.Scale(domain=[0, end], nice=False),
        ),
        x2=alt.X2("zero:Q"),
        y=y,
        y2=alt.Y2("bottom:Q"),
        color=alt.Color(
            "series:N",
            scale=alt.Scale(domain=present, range=[colours[name] for name in present]),
            legend=alt.Legend() if len(present) > 1 else None,
        ),
        tooltip=[
            alt.Tooltip("text:N", title=pick(language, "Qué", "What")),
            alt.Tooltip("shown:N", title=pick(language, "Valor", "Value")),
            alt.Tooltip("tooltip:N", title=pick(language, "Dónde", "Where")),
        ],
    )
    labels = base.mark_text(align="left", baseline="middle").encode(
        x=alt.value(0), y=alt.Y("text_at:Q"), text="label:N"
    )
    values = base.mark_text(align="left", baseline="middle", dx=5, fontWeight="bold").encode(
        x=alt.X("drawn:Q"), y=alt.Y("value_at:Q"), text="shown:N"
    )
    return theme.layered(bars, labels, values).properties(
        width=theme.WIDTH, height=max(STEP * len(rows), STEP)
    )
