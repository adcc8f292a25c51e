"""The text of report notebooks, in Spanish and English; whatever comes from data is escaped."""

from planoteca.narrative.corpora import agreement, corpus, methods, organisations, shown_of
from planoteca.narrative.markup import Markup, fact_table, heading, paragraph
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
    "introduction",
    "listed",
    "methods",
    "organisations",
    "paragraph",
    "shown_of",
    "spread",
    "unread",
]
