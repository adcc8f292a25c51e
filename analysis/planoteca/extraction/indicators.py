"""Which indicator of the codebook a number measures, by the printed variants around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from planoteca.codebook import Codebook
from planoteca.extraction.units import MONEY

_WORD = re.compile(r"\w+")
_PLURAL = re.compile(r"(?:e?s)?(?!\w)")
PART = re.compile(r"[,;()]|\s(?:y|e|siendo|mientras|asimismo)\s")
PART_END = re.compile(r"[.;]\s")
_OF_THE = re.compile(r"[\s.]*(?:de\s+l[ao]s?|del)\s+")
_LINK = re.compile(r"[\s.]*(?:de|del|en|con)\b")
_BESIDE, _ADJECTIVE = 60, 14  # characters
_NEAR = 4  # characters that count as side by side
_AREAS = frozenset({"km2", "ha", "m2"})
# Weights, in characters of a variant's length.
_LINKED, _CLOSE, _FOREIGN, _WHOLE, _PER_CHARACTER = 6.0, 4.0, 12.0, 24.0, 0.12
_POPULATIONS = frozenset({"population", "population_share"})  # what other shares are taken of


_GAP = "..."  # in a variant: other words may stand here
_GAP_LENGTH = 60  # characters


class Match(NamedTuple):
    """A printed variant found at [start, end) of a text, and the indicators it may mean."""

    start: int
    end: int
    size: int  # characters of the variant itself
    indicators: tuple[str, ...]


class Scope(NamedTuple):
    """The text a number owns: from its left neighbour (`low`) to its right one (`high`).

    The number is [start, stop), its unit ends at `end`. What stands between two numbers belongs to
    the left one up to the first comma or conjunction, and to the right one after it.
    """

    low: int
    start: int
    stop: int
    end: int
    high: int
    has_left: bool = False
    has_right: bool = False
    is_beside: bool = False

    @classmethod
    def whole(cls, text: str) -> Scope:
        """The scope of a number that a whole text (a header, a caption) describes."""
        length = len(text)
        return cls(0, length, length, length, length)

    def beside(self) -> Scope:
        """Only the words right after the number, which names what it counts."""
        high = min(self.high, self.end + _BESIDE)
        return self._replace(low=self.start, high=high, is_beside=True)

    def before(self, folded: str) -> tuple[int, int]:
        """The part before the number, less what belongs to the number on its left."""
        part = PART.search(folded, self.low, self.start) if self.has_left else None
        return (part.end() if part else self.low), self.start

    def after(self, folded: str) -> tuple[int, int]:
        """The part after the number, up to the first comma or conjunction."""
        part = PART.search(folded, self.end, self.high)
        return self.end, (part.start() if part else self.high)

    def is_of(self, folded: str, start: int) -> bool:
        """Whether the number is a share of what begins at `start` ('10 % de la población')."""
        link = _OF_THE.match(folded, self.stop)
        return link is not None and link.end() == start

    def weigh(self, folded: str, start: int, end: int) -> float | None:
        """How much a variant at [start, end) speaks for this number; None when it does not."""
        if self.is_beside and start - self.end > _ADJECTIVE:
            return None
        if start < self.low or end > self.high:
            return None
        if end <= self.start:
            beside_left = self.has_left and not folded[self.low : start].strip()
            is_foreign = beside_left or start < self.before(folded)[0]
            return None if is_foreign else _nearness(self.start - end)
        if start < self.start:
            return _LINKED  # a variant with a gap, around the number
        if start < self.end:
            return _CLOSE  # the unit's own word
        return self._weigh_after(folded, start)

    def _weigh_after(self, folded: str, start: int) -> float | None:
        distance = start - self.end
        if start >= self.after(folded)[1]:
            return None if self.has_right else _nearness(distance) - _FOREIGN
        is_linked = _LINK.match(folded, self.end) or distance <= _NEAR
        return _nearness(distance) + (_LINKED if is_linked else 0.0)


class Choice(NamedTuple):
    """An indicator and how well the text supports it (longer and nearer variants score higher)."""

    indicator: str
    score: float


class IndicatorIndex:
    """The variants of the vocabulary `indicators`, indexed by their first word."""

    def __init__(self, variants: Iterable[tuple[str, str]], units: Mapping[str, str]) -> None:
        self.units = dict(units)
        owners = Counter(self.units.values())
        self.only_of = {unit: code for code, unit in self.units.items() if owners[unit] == 1}
        by_form: dict[str, list[str]] = {}
        for variant, indicator in variants:
            by_form.setdefault(variant, []).append(indicator)
        self._forms: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for form, indicators in by_form.items():
            first = _WORD.match(form)
            if first:
                parts = tuple(part.strip() for part in form.split(_GAP))
                self._forms.setdefault(first.group(), []).append((parts, tuple(indicators)))
        self._starts = {
            word: re.compile("|".join(re.escape(form[0]) for form, _ in forms))
            for word, forms in self._forms.items()
        }
        self._first_words = self._forms.keys() | {f"{word}s" for word in self._forms}

    def unit_for(self, indicator: str, printed: str) -> str:
        """The indicator's unit where the printed one is missing or only its family ('soles')."""
        wanted = "" if indicator == "other" else self.units[indicator]
        is_detail = not printed or (printed in MONEY and same_family(printed, wanted))
        return wanted if wanted and is_detail else printed or "count"

    def matches(self, folded: str) -> list[Match]:
        """Every variant of a folded text, longer ones too where several start at one word."""
        found = []
        for word in _WORD.finditer(folded):
            key, start = word.group(), word.start()
            if key not in self._first_words:
                continue
            for known in (key, key[:-1]) if key.endswith("s") else (key,):
                if known not in self._forms or not self._starts[known].match(folded, start):
                    continue
                for form, indicators in self._forms[known]:
                    if not folded.startswith(form[0], start):
                        continue
                    end = _form_end(folded, start, form)
                    if end is not None:
                        size = sum(len(part) for part in form)
                        found.append(Match(start, end, size, indicators))
        return found

    def choose(
        self,
        folded: str,
        matches: Iterable[Match],
        unit: str,
        scope: Scope,
        bare: frozenset[str] = frozenset(),
    ) -> Choice | None:
        """The best indicator for a number whose printed unit is `unit` ('' when there is none).

        `bare` are the units that a number may have without printing them; all when empty.
        """
        best: Choice | None = None
        for match in matches:
            weight = _weight(folded, match, unit, scope)
            if weight is None:
                continue
            for indicator in match.indicators:
                fit = _fit(unit, self.units[indicator], bare)
                if fit is None:
                    continue
                score = match.size + weight + fit
                # What has no score is too far away, beyond a comma.
                if score > 0 and (best is None or score > best.score):
                    best = Choice(indicator, score)
        return best


def _weight(folded: str, match: Match, unit: str, scope: Scope) -> float | None:
    """How much a variant speaks for a number measured in `unit`; None when it does not."""
    weight = scope.weigh(folded, match.start, match.end)
    if weight is None:
        return None
    if unit == "head" and scope.stop <= match.start < scope.end:
        weight += _LINKED  # the animal that the number itself names
    if not scope.is_of(folded, match.start):
        return weight
    if not unit:
        return None  # 'dos de los distritos' is no number of districts
    return weight - _WHOLE if _POPULATIONS.issuperset(match.indicators) else weight


@lru_cache(maxsize=4)
def index_of(codebook: Codebook) -> IndicatorIndex:
    """The index of a codebook's indicators (built once for each codebook)."""
    vocabulary = codebook["indicators"]
    variants = (
        (variant, code)
        for code in vocabulary.rows
        for variant in vocabulary.variants(code)
        if code != "other"
    )
    return IndicatorIndex(variants, {code: row["unit_id"] for code, row in vocabulary.rows.items()})


def _nearness(distance: int) -> float:
    return (_CLOSE if distance <= _NEAR else 0.0) - distance * _PER_CHARACTER


def _form_end(folded: str, start: int, parts: tuple[str, ...]) -> int | None:
    """Where a variant that has its first part at `start` ends, with its plural; None if nowhere."""
    end = start + len(parts[0])
    for part in parts[1:]:
        found = folded.find(part, end, end + _GAP_LENGTH + len(part))
        if found < 0 or PART_END.search(folded, end, found):
            return None
        end = found + len(part)
    plural = _PLURAL.match(folded, end)
    return plural.end() if plural else None


def same_family(unit: str, other: str) -> bool:
    """Whether two units differ only in a detail (`soles`, `soles_month`; `people_per_ha`)."""
    family = unit.rpartition("_")[0] or unit
    return family != "per" and other.startswith(f"{family}_") and unit not in {"people", "per"}


def _fit(unit: str, wanted: str, bare: frozenset[str]) -> float | None:
    """How well a printed unit suits an indicator's; None when it excludes the indicator."""
    if unit == wanted:
        return 6.0
    if not unit:
        return 0.0 if wanted in bare or not bare else None
    if same_family(unit, wanted):
        return 3.0
    return 1.0 if {unit, wanted} <= _AREAS or {unit, wanted} == {"people", "count"} else None
