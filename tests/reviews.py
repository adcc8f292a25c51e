"""Sessions of hand coding made for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from codings import coded, quantity, statistic
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.documents import Document
from planoteca.documents.model import Line
from planoteca.reviewing import opening, session
from planoteca.reviewing.opening import Plan
from planoteca.reviewing.session import Hand, Session
from planoteca.reviewing.widget import Review

CODES: dict[str, Any] = {
    "kind": "target",
    "section": "metas_list",
    "dimension": "social",
    "measurability": "activity",
    "accomplished": False,
}
# Everything a blind coder has to choose.
CHOICES = {**CODES, "accomplished": "false", "deadline": "", "quantities": []}
FIGURE: dict[str, Any] = {"nature": "observed", "place": "Aruma", "place_level": "province"}
NUMBERS = [quantity(2, 1, 12, "count", "count"), quantity(2, 2, 300, "people", "count")]


def promises(*changes: dict[str, Any], numbers: Any = NUMBERS) -> Coding:
    """A coding of as many commitments as changes are given, with numbers for the second."""
    return coded([{**CODES, **change} for change in changes], numbers)


def figures(*changes: dict[str, Any]) -> Coding:
    """A coding of as many statistics as changes are given, on lines 10, 20 and so on."""
    made = [{**FIGURE, **statistic(10 * n), **each} for n, each in enumerate(changes, 1)]
    return coded(statistics=made)


def document(lines: int = 100, pages: int | None = None) -> Document:
    """A document whose line n says "línea n"."""
    made = tuple(
        Line(n, f"- línea {n}", None if pages is None else 1 + (n - 1) * pages // lines)
        for n in range(1, lines + 1)
    )
    return Document("plan.txt", "0" * 64, "text/plain", made, pages=pages)


def plan(folder: Path, codebook: Codebook, machine: Coding, read: Document | None = None) -> Plan:
    """A plan whose codings are kept in `folder`."""
    return Plan("plan", folder / "plan", folder / "plan", codebook, read or document(), machine)


def hand(codebook: Codebook, by: str = "ana") -> Hand:
    return Hand(by, "2026-01-01T00:00:00+00:00", codebook)


def take(found: Session, codebook: Codebook, *steps: tuple[str, dict[str, Any]]) -> Session:
    """The state after some steps, each on the row in view unless it names one."""
    for name, message in steps:
        row = {"row": found.position, **message}
        found = session.step(found, name, row, hand(codebook))
    return found


def choose_all(found: Session, codebook: Codebook, row: int, **other: Any) -> Session:
    """A blind row with every choice made."""
    steps = [
        ("set", {"row": row, "field": name, "value": value})
        for name, value in {**CHOICES, **other}.items()
    ]
    return take(found, codebook, *steps)


def keep(opened: opening.Opened, after: Session) -> None:
    """What the widget does with a next state."""
    opened.store.save(after)
    opened.session = after


def say(tool: Review, step: str, **message: Any) -> dict[str, Any]:
    """A message of the browser, and the view it is answered with."""
    tool.answer({"id": "m1", "step": step, "row": tool.view["row"]["key"], **message})
    assert tool.view["answered"] == "m1"
    view: dict[str, Any] = tool.view
    return view
