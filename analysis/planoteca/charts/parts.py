"""What commitments or quantities are divided into: parts, plans, and the selection of a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from planoteca.charts.formats import commitments, pick

_DIMMED = 0.25


@dataclass(frozen=True)
class Part:
    """One segment of a plan's bar: its category with label and colour, and its count."""

    key: Any
    label: str
    colour: str
    count: int
    note: str = ""


@dataclass(frozen=True)
class Division:
    """How plans are divided: the field of the data, which is the name of the chart's selection;
    its name to read; the order of its keys; what is counted, as a noun with its number."""

    field: str
    name: str
    order: Callable[[Any], Any]
    counted: Callable[[int, str], str] = commitments
    nouns: tuple[str, str] = ("compromisos", "commitments")

    def noun(self, language: str) -> str:
        """What is counted, in the plural."""
        return pick(language, *self.nouns)

    def of_plan(self, language: str) -> str:
        """The title of an axis of shares."""
        noun = self.noun(language)
        return pick(
            language,
            f"Porcentaje de {'las' if noun.endswith('as') or noun == 'cantidades' else 'los'} "
            f"{noun} del plan",
            f"Percent of the plan's {noun}",
        )


@dataclass(frozen=True)
class Plan:
    """A plan's title and its parts by key."""

    title: str
    parts: Mapping[Any, Part]

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts.values())


def plans_of(
    rows: Sequence[Mapping[str, Any]], part: Callable[[Mapping[str, Any]], Part]
) -> dict[str, Plan]:
    """The plans that have something to count, in the order of the rows."""
    parts: dict[str, dict[Any, Part]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        new = part(row)
        if new.count:
            titles[row["document_id"]] = row["document"]
            _add(parts.setdefault(row["document_id"], {}), new)
    return {key: Plan(titles[key], own) for key, own in parts.items()}


def _add(parts: dict[Any, Part], new: Part) -> None:
    old = parts.get(new.key)
    if old is None:
        parts[new.key] = new
        return
    notes = [note for note in dict.fromkeys((old.note, new.note)) if note]
    parts[new.key] = Part(new.key, new.label, new.colour, old.count + new.count, " · ".join(notes))


def selection(field: str, *, by_legend: bool) -> alt.Parameter:
    """Clicking a mark or an entry of the legend chooses its category; its name is the field's."""
    if by_legend:
        return alt.selection_point(name=field, fields=[field], on="click", bind="legend")
    return alt.selection_point(name=field, fields=[field], on="click")


def dimmed(chosen: alt.Parameter) -> alt.OpacityValue:
    """The opacity of marks: full when chosen or when nothing is."""
    return alt.OpacityValue(_DIMMED, condition={"param": chosen.name, "value": 1})


def short_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles without the term that they all end with; plans of one title are told by their id."""
    endings = [title.rsplit(" ", 1)[-1] for title in titles.values() if " " in title]
    if len(titles) > 1 and len(endings) == len(titles) and len(set(endings)) == 1:
        titles = {plan: title.rsplit(" ", 1)[0] for plan, title in titles.items()}
    taken = Counter(titles.values())
    return {p: f"{title} ({p})" if taken[title] > 1 else title for p, title in titles.items()}
