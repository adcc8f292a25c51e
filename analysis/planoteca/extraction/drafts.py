"""A commitment found, before its quantities and grade are known."""

from __future__ import annotations

from dataclasses import dataclass

from planoteca.documents.model import Fragment


@dataclass(frozen=True)
class Draft:
    """One promise: where it stands, under what, and the deadline of its column's title."""

    kind: str
    section: str
    statement: Fragment
    dimension: str | None = None
    axis: str | None = None
    problem: str | None = None
    objective: str | None = None
    indicator_text: str | None = None
    header_deadline: str | None = None
    notes: str | None = None
