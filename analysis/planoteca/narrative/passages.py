"""Passages that plans share, side by side, and what sentences say of text reuse."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

from planoteca.charts.formats import counted, lines_text, number, percent, pick
from planoteca.narrative.markup import Markup
from planoteca.reuse.differences import Marked, marked

_WORDS = 180  # shown of a passage
_PLANS = ("plan", "planes"), ("plan", "plans")


def side_by_side(passages: pl.DataFrame, language: str) -> Markup:
    """Each passage in both plans, the words that differ marked; rows of `reused_passages`."""
    return Markup("".join(_aligned(row, language) for row in passages.iter_rows(named=True)))


def reuse(originality: pl.DataFrame, pairs: pl.DataFrame, language: str) -> str:
    """How many plans share text, and with how many; queries `plan_originality`, `text_reuse`."""
    if not len(originality):
        return pick(
            language,
            "Esta base no tiene el texto de los planes, o se construyó sin compararlos: "
            "constrúyala con la carpeta de los documentos (planoteca build --documents)",
            "This database does not have the text of the plans, or was built without comparing "
            "them: build it with the folder of the documents (planoteca build --documents)",
        )
    half = int((originality["reused_pct"] >= 50).sum())
    plans = counted(len(originality), language, *_PLANS)
    shared = number(int((originality["plans_shared_with"] > 0).sum()), language)
    count = counted(len(pairs), language, ("par", "pares"), ("pair", "pairs"))
    return pick(
        language,
        f"De {plans} con texto, {shared} comparten pasajes con otro, en {count}; en "
        f"{number(half, language)}, esos pasajes son la mitad del texto o más",
        f"Of {plans} with text, {shared} share passages with another, in {count}; in "
        f"{number(half, language)}, such passages are half of the text or more",
    )


def how_reuse_is_found(language: str) -> str:
    """What counts as a passage, and what it does not say."""
    return pick(
        language,
        "Un pasaje tiene 20 palabras o más, de las que al menos la mitad son las mismas en el "
        "mismo orden; lo que está en muchos planes se cuenta aparte. Que dos planes compartan un "
        "pasaje no dice quién copió de quién: ambos pueden venir de un tercero, de una ley o de un "
        "censo",
        "A passage has 20 words or more, of which at least half are the same in the same order; "
        "what stands in many plans is counted apart. That two plans share a passage does not say "
        "who copied from whom: both may come from a third, from a law or from a census",
    )


def _aligned(row: Mapping[str, Any], language: str) -> str:
    """One passage as a table of two columns; all text of the plans is escaped."""
    text, other = (_shown(row[name]) for name in ("text", "other_text"))
    mine, theirs = marked(text, other)
    if text != row["text"] or other != row["other_text"]:
        # What is cut off on one side only would be marked on the other.
        mine, theirs = _without_end(mine), _without_end(theirs)
    place = {"page": row["page"], **{k: row[k] for k in ("line_start", "line_end")}}
    other_place = {
        "page": row["other_page"],
        "line_start": row["other_line_start"],
        "line_end": row["other_line_end"],
    }
    similar = percent(row["similarity_pct"], language)
    words = number(row["words"], language)
    caption = pick(
        language, f"{words} palabras, {similar} iguales", f"{words} words, {similar} the same"
    )
    return (
        f'<table class="aligned"><caption>{escape(caption)}</caption><thead><tr>'
        f"{_head(row['document_id'], row['document'], place)}"
        f"{_head(row['other_id'], row['other_document'], other_place)}</tr></thead>"
        f'<tbody><tr><td lang="es">{_pieces(mine)}{_rest(row["text"])}</td>'
        f'<td lang="es">{_pieces(theirs)}{_rest(row["other_text"])}</td></tr></tbody></table>'
    )


def _head(document_id: str, title: str, place: Mapping[str, Any]) -> str:
    return (
        f'<th scope="col"><a data-passage="{escape(document_id)}">{escape(title)}</a>, '
        f"{escape(lines_text(place))}</th>"
    )


def _pieces(pieces: Marked) -> str:
    return " ".join(
        escape(text) if is_same else f"<mark>{escape(text)}</mark>" for text, is_same in pieces
    )


def _without_end(pieces: Marked) -> Marked:
    return pieces[:-1] if pieces and not pieces[-1][1] else pieces


def _shown(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) if len(words) > _WORDS else text


def _rest(text: str) -> str:
    return " …" if _shown(text) != text else ""
