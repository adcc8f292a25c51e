"""The text of report notebooks, in Spanish and English; whatever comes from data is escaped."""

from planoteca.narrative.corpora import agreement, corpus, methods, organisations, shown_of
from planoteca.narrative.markup import Markup, fact_table, heading, paragraph
from planoteca.narrative.passages import how_reuse_is_found, reuse, side_by_side
from planoteca.narrative.plans import (
    accomplished,
    contradictions,
    division,
    facts,
    figures,
    how_coded,
    introduction,
    listed,
    spread,
    unread,
)

__all__ = [
    "Markup",
    "accomplished",
    "agreement",
    "contradictions",
    "corpus",
    "division",
    "fact_table",
    "facts",
    "figures",
    "heading",
    "how_coded",
    "how_reuse_is_found",
    "introduction",
    "listed",
    "methods",
    "organisations",
    "paragraph",
    "reuse",
    "shown_of",
    "side_by_side",
    "spread",
    "unread",
]
