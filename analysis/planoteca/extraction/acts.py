"""Texts that open with an act: what promises, among what only describes."""

from __future__ import annotations

import re

_INFINITIVE = re.compile(r"^[^\W\d_]{2,}(?:[aei]r|[ií]r|arse|erse|irse)\b")
_ACTION_NOUN = re.compile(r"^[^\W\d_]{3,}(?:ci[oó]n|si[oó]n|miento)\b")
_FUTURE = re.compile(r"(?i)^(?:nos |se )?[^\W\d_]{2,}[aei]r(?:emos|án?)\b")
# "APP propone ...", "Nuestro gobierno se compromete a ...": a subject that promises.
_PROMISES = re.compile(
    r"(?i)^(?:[^\W\d_]+\s){1,4}?(?:propone|se compromete|plantea|impulsará|promoverá)n?\b"
)


def starts_action(text: str) -> bool:
    """Whether the text opens with an infinitive, a future, the noun of an action, or a promise."""
    return any(form.match(text) for form in (_INFINITIVE, _ACTION_NOUN, _FUTURE, _PROMISES))


def starts_verb(text: str) -> bool:
    """Whether the text opens with an infinitive or a future: a sentence, not a title."""
    return any(form.match(text) for form in (_INFINITIVE, _FUTURE))
