"""Rows of a chart whose label stands above the mark, in full, on as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from planoteca.charts import theme
from planoteca.charts.formats import shorten, wrap

LETTERS = 68
_LINE = 17
_GAP = 14
_MAX_LINES = 3


@dataclass(frozen=True)
class Slot:
    """One row: its label's lines, and where label and mark begin, in pixels from the top."""

    lines: tuple[str, ...]
    text_at: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Slots:
    """The rows of a chart, and how high they are together."""

    rows: tuple[Slot, ...]
    height: float

    def y(self, field: str) -> alt.Y:
        """The encoding of a field that holds pixels from the top."""
        scale = alt.Scale(domain=[0, self.height], reverse=True, nice=False, zero=False)
        return alt.Y(f"{field}:Q", axis=None, scale=scale)

    def labels(self) -> alt.Chart:
        """The labels, from the left edge."""
        texts = [
            {"label": line, "text_at": slot.text_at + place * _LINE}
            for slot in self.rows
            for place, line in enumerate(slot.lines)
        ]
        marks = theme.chart(texts).mark_text(align="left", baseline="top")
        left = alt.XValue(0)  # type: ignore[no-untyped-call]
        drawn: alt.Chart = marks.encode(x=left, y=self.y("text_at"), text=alt.Text("label:N"))
        return drawn


def place(labels: Sequence[str], mark: float) -> Slots:
    """Rows for labels over marks of a height in pixels; a label has at most three lines."""
    rows = []
    at = 0.0
    for label in labels:
        lines = tuple(wrap(shorten(label, _MAX_LINES * LETTERS - LETTERS // 4), LETTERS))
        top = at + len(lines) * _LINE
        rows.append(Slot(lines[:_MAX_LINES], at, top, top + mark))
        at = top + mark + _GAP
    return Slots(tuple(rows), max(at - _GAP, mark))
