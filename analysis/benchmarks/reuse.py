"""How much of planted copies is found, how much of what is found was planted, and at what cost.

Corpora are invented: words of random syllables, each as often as its rank says (Zipf). Every plan
has the words of the form, one in three the template of its party; every second copies passages of
the one before it, word by word or with one word of ten or of five replaced, left out or put in. The
same seed makes the same corpus. Prints a table and writes the same figures as JSON.
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import figures
import numpy as np
import numpy.typing as npt
import polars as pl

from planoteca import reuse

_VOCABULARY = 30_000
_LINE = 12  # words
_AT_ONCE = 200  # plans in a frame
_FORM, _FORM_PARTS = 40, 5
_TEMPLATE, _PLANS_OF_TEMPLATE = 600, 300
LENGTHS = (30, 60, 150, 600)
CHANGED = (0.0, 0.1, 0.2)
Numbers = npt.NDArray[np.int64]
Line = tuple[str, int]


@dataclass(frozen=True)
class Planted:
    """A copied passage: lines `start` to `end` of `document`, from `source`."""

    document: str
    source: str
    start: int
    end: int
    length: int
    changed: float


class Corpus:
    """Invented plans; `planted` and `templates` (lines) are filled while `frames` goes on."""

    def __init__(self, plans: int, words: int = 5_000, seed: int = 1) -> None:
        self.plans, self._words = plans, words
        self.planted: list[Planted] = []
        self.templates: set[Line] = set()
        self._chance = np.random.default_rng(seed)
        self._vocabulary = self._syllables()
        weights = 1 / np.arange(1, _VOCABULARY + 1)
        self._steps = np.cumsum(weights / weights.sum())
        self._form = [self._text(_FORM) for _ in range(_FORM_PARTS)]
        parties = max(1, plans // _PLANS_OF_TEMPLATE)
        self._templates = [self._text(_TEMPLATE) for _ in range(parties)]

    def frames(self) -> Iterator[pl.DataFrame]:
        """Lines of all plans, in frames of some of them."""
        rows: list[tuple[str, int, str]] = []
        name, pool = "", self._text(0)
        for number in range(self.plans):
            before, name = name, f"plan-{number:05}"
            parts = self._own()
            if number % 3 == 0:
                first = sum(map(len, parts))
                self.templates |= {(name, line) for line in _lines(first, first + _TEMPLATE)}
                parts.append(self._templates[self._chance.integers(len(self._templates))])
            if number % 2:
                parts += self._copied(name, before, pool, sum(map(len, parts)))
            else:
                pool = self._text(sum(LENGTHS))
                parts.append(pool)
            text = self._vocabulary[np.concatenate(parts)]
            rows += [
                (name, line, " ".join(text[first : first + _LINE]))
                for line, first in enumerate(range(0, len(text), _LINE), start=1)
            ]
            if number % _AT_ONCE == _AT_ONCE - 1 or number == self.plans - 1:
                yield pl.DataFrame(rows, ["document_id", "line", "text"], orient="row")
                rows = []

    def _own(self) -> list[Numbers]:
        length = int(self._words * self._chance.uniform(0.4, 1.6)) // _FORM_PARTS
        return [part for form in self._form for part in (form, self._text(length))]

    def _copied(self, name: str, source: str, pool: Numbers, at: int) -> list[Numbers]:
        """The passages of the pool, changed, with words of their own between them."""
        parts = []
        begin = 0
        for length in LENGTHS:
            changed = float(self._chance.choice(CHANGED))
            copied = self._changed(pool[begin : begin + length], changed)
            begin += length
            lines = _lines(at, at + len(copied))
            self.planted.append(Planted(name, source, lines[0], lines[-1], length, changed))
            parts += [copied, self._text(100)]
            at += len(copied) + 100
        return parts

    def _changed(self, text: Numbers, share: float) -> Numbers:
        """Of the words that change, three of five are replaced; one is left out, one put in."""
        chances = [1 - share, 0.6 * share, 0.2 * share, 0.2 * share]
        kinds = self._chance.choice(
            ["kept", "replaced", "left out", "put in"], len(text), p=chances
        )
        changed: list[int] = []
        for kind, word, new in zip(kinds, text, self._text(len(text)), strict=True):
            if kind in ("kept", "put in"):
                changed.append(word)
            if kind in ("replaced", "put in"):
                changed.append(new)
        return np.array(changed, np.int64)

    def _text(self, length: int) -> Numbers:
        return np.searchsorted(self._steps, self._chance.random(length))

    def _syllables(self) -> npt.NDArray[np.object_]:
        letters = np.array([a + b for a in "bcdfglmnprstv" for b in "aeiou"], object)
        made: dict[str, None] = {}
        while len(made) < _VOCABULARY:
            made["".join(self._chance.choice(letters, self._chance.integers(1, 5)))] = None
        return np.array(list(made), object)


def _lines(start: int, end: int) -> range:
    """The numbers of the lines in which the words from `start` to before `end` stand."""
    return range(start // _LINE + 1, (end - 1) // _LINE + 2)


def main() -> None:
    """Measure, print, and write the JSON file."""
    parser = figures.parser(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 3_000], help="plans")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rows = [row for plans in arguments.sizes for row in measure(plans, arguments.seed)]
    figures.write(arguments.json, rows)


def measure(plans: int, seed: int) -> list[dict[str, Any]]:
    """Time and memory of a corpus; recall by length and share of changed words; precision."""
    corpus = Corpus(plans, seed=seed)
    words, inventing = 0, 0.0

    def frames() -> Iterator[pl.DataFrame]:
        nonlocal words, inventing
        made = corpus.frames()
        while True:
            started = time.process_time()
            frame = next(made, None)
            inventing += time.process_time() - started
            if frame is None:
                return
            words += int(frame["text"].str.count_matches(" ").sum()) + len(frame)
            yield frame

    started = time.process_time()
    found = reuse.find(frames())
    seconds = time.process_time() - started - inventing
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"{plans} plans, {words:,} words: {seconds:.1f} s of processor, peak {peak:,.0f} MB, "
        f"{len(found['reused_passage']):,} passages"
    )
    cost = {"plans": plans, "words": words, "seconds": seconds, "peak_mb": peak}
    rows = [cost | row for row in _quality(corpus, found)]
    print(pl.DataFrame(rows).drop(*cost))  # noqa: T201
    return rows


def _quality(corpus: Corpus, found: dict[str, pl.DataFrame]) -> Iterator[dict[str, Any]]:
    covered: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in found["reused_passage"].iter_rows(named=True):
        for mine, other, start in (
            ("document_id", "other_id", "line"),
            ("other_id", "document_id", "other_line"),
        ):
            lines = range(row[f"{start}_start"], row[f"{start}_end"] + 1)
            covered[row[mine], row[other]].update(lines)
    right: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for changed in CHANGED:
        for length in LENGTHS:
            planted = [p for p in corpus.planted if (p.length, p.changed) == (length, changed)]
            lines = hits = passages = 0
            for each in planted:
                own = set(range(each.start, each.end + 1))
                right[each.document, each.source] |= own
                hit = len(own & covered[each.document, each.source])
                lines, hits, passages = lines + len(own), hits + hit, passages + (hit > 0)
            yield {
                "what": f"{length} words, {changed:.0%} changed",
                "passages": len(planted),
                "passages_found": passages / max(1, len(planted)),
                "lines_found": hits / max(1, lines),
            }
    copies = {pair: lines for pair, lines in covered.items() if int(pair[0][-5:]) % 2}
    total = sum(map(len, copies.values()))
    hits = sum(len(lines & right[pair]) for pair, lines in copies.items())
    yield {"what": "found in copying plans and planted", "lines_found": hits / max(1, total)}
    listed = {
        (row["document_id"], line)
        for row in found["boilerplate_passage"].iter_rows(named=True)
        for line in range(row["line_start"], row["line_end"] + 1)
    }
    hits = len(corpus.templates & listed)
    yield {"what": "templates of parties", "lines_found": hits / max(1, len(corpus.templates))}


if __name__ == "__main__":
    main()
