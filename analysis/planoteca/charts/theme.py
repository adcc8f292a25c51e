"""One look for all charts: colours, type, number formats, title, source line, alternative text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Self, cast

import altair as alt
import polars as pl

from planoteca.charts.formats import DECIMAL, THOUSANDS, check_language, pick, shorten, wrap
from planoteca.errors import PlanotecaError

# On a telephone of 390 px a chart is shown at about three quarters of its size, and must be read.
WIDTH = 480
FONT_SIZE = 13
# Above this many plans a chart draws how they are spread, not a row for each.
MANY_PLANS = 12
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK = "#222222"
MUTED = "#5f6368"
GRID = "#e3e3e3"
PAPER = "#ffffff"

# Okabe and Ito (2008), Color Universal Design: told apart by every kind of colour vision.
DIMENSION_COLOURS = {
    "social": "#0072b2",
    "economic": "#e69f00",
    "environmental": "#009e73",
    "institutional": "#cc79a7",
    None: "#b3b3b3",
}
# Grades are ordered, so their colours are by lightness: the darker, the better it can be measured.
MEASURABILITY_COLOURS = {
    "outcome": "#3f007d",
    "output": "#7a70b8",
    "activity": "#bdbdde",
    "aspiration": "#e4e4ea",
    None: "#f7f7f7",
}
# A fall is vermilion and a rise green: dark by how much, light to what level.
COMPARATOR_COLOURS = {
    "achieve_share": "#56b4e9",
    "count": "#e69f00",
    "reach": "#0072b2",
    "reduce_by": "#d55e00",
    "reduce_to": "#f0a878",
    "increase_by": "#009e73",
    "increase_to": "#7fcfb8",
    "range_low": "#cc79a7",
    "range_high": "#e6bcd3",
    "other": "#b3b3b3",
}
# The darker blue, the more its own; what is not its own stands out by hue as well.
POWER_COLOURS = {
    "exclusive": "#08519c",
    "shared": "#9ecae1",
    "outside": "#d55e00",
    "unclassified": "#e4e4ea",
}
YEAR_COLOURS = ("#08306b", "#2b7bba", "#72b2d8", "#b5d4e9", "#dbe9f6")
SERIES_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
NONE_COLOUR = "#d0d0d0"
TITLE_WIDTH = 56
_SUBTITLE_WIDTH = 74
_SOURCE_WIDTH = 86
_LETTER = 7.2  # the width of a letter, generously
_SYMBOL = 30
_DESCRIBED = 12
_DARK = 140


@cache
def config(language: str) -> alt.Config:
    """The theme as Vega-Lite configuration, with the number format of the language."""
    axis = alt.AxisConfig(
        domainColor="#9a9a9a",
        gridColor=GRID,
        labelColor=INK,
        labelFontSize=FONT_SIZE,
        labelLimit=260,
        tickColor="#9a9a9a",
        titleColor=MUTED,
        titleFontSize=FONT_SIZE,
        titleFontWeight="normal",
        titlePadding=8,
    )
    return alt.Config(
        axis=axis,
        background=PAPER,
        font=FONT,
        legend=alt.LegendConfig(
            columns=4,
            labelColor=INK,
            labelFontSize=FONT_SIZE,
            labelLimit=320,
            offset=8,
            orient="top",
            symbolType="square",
            title=None,
        ),
        locale=alt.Locale(
            number=alt.NumberLocale(
                currency=["S/ ", ""],
                decimal=DECIMAL[language],
                grouping=[3],
                minus="\u2212",
                thousands=THOUSANDS[language],
            )
        ),
        text=alt.MarkConfig(color=INK, fontSize=FONT_SIZE),
        title=alt.TitleConfig(
            anchor="start",
            color=INK,
            fontSize=16,
            frame="bounds",
            lineHeight=20,
            offset=12,
            subtitleColor=MUTED,
            subtitleFontSize=FONT_SIZE,
            subtitleLineHeight=17,
            subtitlePadding=6,
        ),
        view=alt.ViewConfig(stroke=None),
    )


def finish(
    chart: alt.Chart | alt.LayerChart,
    *,
    title: str,
    subtitle: Sequence[str],
    source: str,
    language: str,
    described: Iterable[str] = (),
) -> alt.VConcatChart:
    """The chart with its title, notes, source line, alternative text and configuration.

    `subtitle` is a list of sentences, `described` the figures that the alternative text lists.
    """
    notes = [line for sentence in subtitle for line in wrap(sentence, _SUBTITLE_WIDTH)]
    heading = alt.TitleParams(wrap(title, TITLE_WIDTH), subtitle=notes or alt.Undefined)
    below = alt.TitleParams(
        wrap(source or default_source(language), _SOURCE_WIDTH),
        anchor="start",
        color=MUTED,
        fontSize=11,
        fontWeight="normal",
        lineHeight=14,
        offset=10,
        orient="bottom",
    )
    # All at once: each method of a chart copies and checks the whole of it.
    return alt.vconcat(
        chart.properties(title=heading),
        title=below,
        description=_description(title, list(described), language),
        config=config(language),
        # Legends of the whole concatenation would stand above the title.
        resolve=alt.Resolve(
            legend=alt.LegendResolveMap(
                color="independent", fill="independent", shape="independent", stroke="independent"
            )
        ),
    )


class _Chart(alt.Chart):
    """A chart whose copies share its parts, of which none is changed once it is made.

    Altair copies each layer of a finished chart a dozen times, with all that is in it.
    """

    def __deepcopy__(self, memo: object = None) -> Self:
        return self.copy(deep=False)


def chart(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart of rows without marks; every encoding states its own type."""
    # Altair would copy a list with every chart that is made from this one.
    return _Chart(alt.InlineData(values=tuple(map(dict, rows))))


def layered(*charts: alt.Chart, **properties: Any) -> alt.LayerChart:
    """Charts drawn over each other; `properties` (width, height) are those of the whole."""
    return cast("alt.LayerChart", alt.layer(*charts, **properties))


def nothing(message: str, *, source: str, language: str) -> alt.VConcatChart:
    """What every chart gives for an empty frame: the sentence that says so, and no marks."""
    blank = (
        chart([{}])
        .mark_text(color=MUTED, align="left")
        .encode(text=alt.value(""), x=alt.value(0), y=alt.value(0))
        .properties(width=WIDTH, height=1)
    )
    return finish(blank, title=message, subtitle=[], source=source, language=language)


def prepare(
    frame: pl.DataFrame, language: str, columns: Sequence[str], query: str
) -> list[dict[str, Any]]:
    """The rows of a frame, checked to have the columns that a chart needs.

    Raises UnknownName for the language, PlanotecaError naming the missing columns and the query
    that gives them.
    """
    check_language(language)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise PlanotecaError(
            f"this chart draws the rows of {query}; the frame lacks {', '.join(missing)} "
            f"(it has {', '.join(frame.columns) or 'no columns'})"
        )
    return frame.to_dicts()


def default_source(language: str) -> str:
    """The source line of a chart for which no build is known."""
    return pick(
        language,
        "Fuente: Planoteca; planes de gobierno.",
        "Source: Planoteca; government plans.",
    )


def legend(names: Sequence[str]) -> alt.Legend:
    """A legend above the chart with as many columns as its names leave room for."""
    widest = max(map(len, names), default=1) * _LETTER + _SYMBOL
    columns = max(1, min(len(names), int(WIDTH / widest)))
    return alt.Legend(columns=columns, symbolStrokeColor="#9a9a9a", symbolStrokeWidth=0.5)


def text_room(texts: Sequence[str]) -> float:
    """About how many pixels the widest of some texts takes."""
    return max(map(len, texts), default=0) * _LETTER


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    is_dark = 0.299 * red + 0.587 * green + 0.114 * blue < _DARK
    return PAPER if is_dark else INK


def percent_axis(title: str, language: str) -> alt.Axis:
    """A percent axis with its sign on every label."""
    sign = pick(language, "'\u00a0%'", "'%'")
    return alt.Axis(labelExpr=f"datum.label + {sign}", tickCount=5, title=title)


def _description(title: str, described: list[str], language: str) -> str:
    parts = [shorten(text, 160) for text in described[:_DESCRIBED]]
    if len(described) > _DESCRIBED:
        rest = len(described) - _DESCRIBED
        parts.append(pick(language, f"y {rest} más", f"and {rest} more"))
    return f"{title.rstrip('.')}. {'; '.join(parts)}".strip() + ("." if parts else "")
