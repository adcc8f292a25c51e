"""The agreement that a session is for: with the coding it began from, or of the two adjudicated."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from planoteca import agreement, scope
from planoteca.agreement import FIGURE, match_units
from planoteca.agreement.themes import theme_figures
from planoteca.errors import PlanotecaError
from planoteca.evaluation import Coded, Compared, compare_coded
from planoteca.reviewing import records
from planoteca.reviewing.fields import STATISTICS, Refused
from planoteca.reviewing.opening import Opened
from planoteca.reviewing.session import OPEN, SKIPPED, Session
from planoteca.reviewing.starting import Sourced

_BLIND = ("blind_units", "blind_passages")


def sides(opened: Opened) -> tuple[Sourced, Sourced]:
    """The two codings that are compared, the reference first. Raises PlanotecaError, Refused."""
    made = opened.store.made
    if not made.sources:
        raise PlanotecaError(
            f"{opened.store.folder} began as a coding of its own; compare it with another by "
            "planoteca.compare"
        )
    left = opened.session.count(OPEN, SKIPPED)
    # What a review of statistics has not come to yet is written nowhere.
    if left and (made.task in _BLIND or (made.table == STATISTICS and made.task == "review")):
        raise Refused("blind", count=left)
    if made.task == "adjudicate":
        first, second = (opened.plan.sourced(name, made.table) for name in made.sources)
        return first, second
    session = opened.session
    coded = records.coding_of(session)
    themes = {
        number: row.themes
        for number, row in enumerate(records.coded_rows(session), 1)
        if row.themes
    }
    covered = records.scope_of(session, is_sample=bool(made.is_sample))
    reference = opened.plan.sourced(made.sources[0], made.table)
    return reference, Sourced(made.coder, coded, themes, covered)


def sealed(opened: Opened) -> Session:
    """The session after its agreement was seen: a blind one is not to change any more."""
    is_blind = opened.store.made.task in _BLIND
    return replace(opened.session, is_sealed=True) if is_blind else opened.session


def compared(opened: Opened, first: Sourced, second: Sourced) -> Compared:
    """The figures and differences of two codings; themes where both give every row some."""
    table = opened.store.made.table
    one, other = (
        Coded(each.name, each.coding, table == STATISTICS, each.scope) for each in (first, second)
    )
    found = compare_coded(one, other, document=opened.plan.document_id, with_texts=False)
    if table == STATISTICS:
        found = replace(
            found, items=found.items.filter(table=table), codes=found.codes.filter(table=table)
        )
    differences = agreement.disagreements(found, first.coding, second.coding, opened.plan.document)
    figures = agreement.figures(found)
    return Compared(pl.concat([figures, _of_themes(first, second)]), differences)


def _of_themes(first: Sourced, second: Sourced) -> pl.DataFrame:
    """The figures of themes as sets (alpha with the MASI distance), as rows of FIGURE."""
    a, b = (
        scope.restrict(each.coding, first.scope, second.scope).commitments
        for each in (first, second)
    )
    pairs = [
        (frozenset(first.themes[i]), frozenset(second.themes[j]))
        for i, j in match_units(a, b).pairs
        if i in first.themes and j in second.themes
    ]
    found = theme_figures(
        dict(enumerate(x for x, _ in pairs)), dict(enumerate(y for _, y in pairs))
    )
    whole = found.filter(pl.col("theme_id").is_null() & pl.col("measure").is_in(["equal", "alpha"]))
    return whole.select(
        pl.lit("commitments").alias("table"),
        pl.lit("themes").alias("variable"),
        "measure",
        pl.col("first").alias("compared"),
        *("value", "low", "high"),
    ).cast(pl.Schema(FIGURE))
