"""Bars whose label stands above them in full: for names of services and subjects of targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import altair as alt

from planoteca.charts import slots, theme
from planoteca.charts.formats import pick

MAX_LINES = 25
_BAR = 15
_ROOM = 56  # for the value written after the longest bar
_FULL = 100.0
# A stated share may pass 100 (an error as printed); far beyond, it would squeeze all other bars.
_CUT_ABOVE = 150.0
_CUT_AT = 112.0


@dataclass(frozen=True)
class Line:
    """One bar: the text above it, its value, how it is written, its colour's key; for the tooltip
    the whole statement and where it stands."""

    text: str
    value: float
    shown: str
    series: str
    tooltip: str
    statement: str = ""


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


def _bars(
    lines: Sequence[Line], colours: Mapping[str, str], axis: str, language: str
) -> alt.LayerChart:
    end = max(
        _FULL,
        *(min(line.value, _CUT_AT) if line.value > _CUT_ABOVE else line.value for line in lines),
    )
    placed = slots.place([line.text for line in lines], _BAR)
    rows = [
        {
            **asdict(line),
            "drawn": min(line.value, end),
            "top": slot.top,
            "middle": slot.middle,
            "bottom": slot.bottom,
            "zero": 0,
        }
        for line, slot in zip(lines, placed.rows, strict=True)
    ]
    present = [name for name in colours if any(line.series == name for line in lines)]
    tooltip = [
        alt.Tooltip("text:N", title=pick(language, "Qué", "What")),
        alt.Tooltip("shown:N", title=pick(language, "Valor", "Value")),
        alt.Tooltip("tooltip:N", title=pick(language, "Dónde", "Where")),
    ]
    if any(line.statement for line in lines):
        commitment = pick(language, "Compromiso", "Commitment")
        tooltip.insert(0, alt.Tooltip("statement:N", title=commitment))
    base = theme.chart(rows)
    bars = base.mark_bar().encode(
        x=alt.X(
            "drawn:Q",
            axis=theme.percent_axis(axis, language),
            scale=alt.Scale(domain=[0, end], nice=False),
        ),
        x2=alt.X2("zero:Q"),
        y=placed.y("top"),
        y2=alt.Y2("bottom:Q"),
        color=alt.Color(
            "series:N",
            scale=alt.Scale(domain=present, range=[colours[name] for name in present]),
            legend=theme.legend(present) if len(present) > 1 else None,
        ),
        tooltip=tooltip,
    )
    values = base.mark_text(align="left", baseline="middle", dx=5, fontWeight="bold").encode(
        x=alt.X("drawn:Q"), y=placed.y("middle"), text=alt.Text("shown:N")
    )
    return theme.layered(
        bars, placed.labels(), values, width=theme.WIDTH - _ROOM, height=placed.height
    )
