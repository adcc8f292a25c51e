"""What the sentences of charts share: who, how many, and the names of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planoteca.charts.formats import label, lowered, number, pick

Row = Mapping[str, Any]


def no_commitments(language: str) -> str:
    """The sentence for a plan or corpus without commitments."""
    return pick(language, "No hay compromisos codificados", "There are no coded commitments")


def owner(rows: Sequence[Row], language: str) -> str:
    """The plan's title when there is one plan, else how many there are."""
    plans = {row["document_id"]: row["document"] for row in rows}
    if len(plans) == 1:
        return str(next(iter(plans.values())))
    return pick(
        language, f"{number(len(plans), language)} planes", f"{number(len(plans), language)} plans"
    )


def sum_by(rows: Iterable[Row], key: str, count: str) -> Counter[Any]:
    """The sum of a column by the values of another."""
    counts: Counter[Any] = Counter()
    for row in rows:
        counts[row[key]] += row[count]
    return counts


def dimension(rows: Iterable[Row], key: str | None, language: str) -> str:
    """A dimension as inside a sentence; blank is another axis."""
    if key is None:
        return pick(language, "otro eje", "another axis")
    return label_of(rows, "dimension", key, language)


def of_dimension(name: str, key: str | None, language: str) -> str:
    """The same with its article and noun."""
    if key is None:
        return name
    return pick(language, f"la dimensión {name}", f"the {name} dimension")


def label_of(rows: Iterable[Row], name: str, key: str, language: str) -> str:
    """The label of a code among rows, as inside a sentence."""
    row = next(row for row in rows if row[f"{name}_id"] == key)
    return lowered(label(row, name, language)) or key


def plans(rows: Iterable[Row]) -> int:
    """How many plans rows are of."""
    return len({row["document_id"] for row in rows})


def total(rows: Iterable[Row]) -> int:
    """How many commitments rows count."""
    return sum(row["commitments"] for row in rows)
