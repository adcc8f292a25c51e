"""Which headings stay open above the next one: by their numbering, and by what they announce."""

from __future__ import annotations

from dataclasses import dataclass, field

from planoteca.extraction import headings, outline_numbers
from planoteca.extraction.headings import Heading

_PROMISING = frozenset({"targets", "proposals"})
# What a title below a dimension announces about that dimension; other roles end the dimension.
_SUBORDINATE = frozenset(
    {"targets", "proposals", "objectives", "strategies", "diagnosis", "indicators"}
)


@dataclass
class OpenHeadings:
    """The headings above the next block, outermost first."""

    path: list[Heading] = field(default_factory=list)

    def open(self, heading: Heading) -> None:
        self._lift(heading)
        del self.path[self._parents(heading) :]
        self.path.append(heading)

    def _lift(self, heading: Heading) -> None:
        """Where "1." starts anew below an unnumbered title, that title ends the count before it."""
        if (
            heading.style != "decimal"
            or heading.depth > 1
            or outline_numbers.ordinal(heading.text) != 1
        ):
            return
        first = self._first_of_level(heading)
        if first is None:
            return
        kept = [open_ for open_ in self.path[first:] if not open_.style and open_.role]
        if kept and not self.path[-1].style:
            self.path[first:] = kept

    def _parents(self, heading: Heading) -> int:
        """How many of the open headings stay open above this one."""
        if heading.style == "part":
            return 0
        if heading.dimension:
            return self._parents_of_dimension(heading)
        if not heading.style:
            return self._parents_of_unnumbered(heading)
        same = self._first_of_level(heading)
        if same is not None:
            return same
        if heading.style == "roman" and outline_numbers.ordinal(heading.text) > 1:
            return self._parents_of_roman(heading)
        kept = len(self.path)
        is_first = outline_numbers.ordinal(heading.text) == 1
        while kept and not self.path[kept - 1].style:
            above = self.path[kept - 1]
            # A count that begins here stands inside of the dimension or list of promises.
            if above.dimension and (is_first or heading.depth > 1):
                break
            if above.role in _PROMISING and is_first and not above.is_label:
                break
            kept -= 1
        return kept

    def _parents_of_roman(self, heading: Heading) -> int:
        """ "III." that opens no numbering goes on with one that was left open above letters and
        numbers; where "CAPÍTULO II" is open, with the chapters.
        """
        number = outline_numbers.ordinal(heading.text)
        for index, open_ in enumerate(self.path):
            if open_.style and (
                open_.style != "part" or outline_numbers.ordinal(open_.text) == number - 1
            ):
                return index
        return len(self.path)

    def _first_of_level(self, heading: Heading) -> int | None:
        """Index of the first open heading of the same numbering and depth, or deeper.

        The one that the heading counts on from, where there is one: counts may start anew inside.
        """
        alike = [
            index
            for index, open_ in enumerate(self.path)
            if open_.style == heading.style
            and open_.depth >= heading.depth
            and not outline_numbers.restarts(heading.text, open_.text)
        ]
        counted = (i for i in alike if outline_numbers.counts_on(heading.text, self.path[i].text))
        return max(counted, default=min(alike, default=None))

    def _parents_of_dimension(self, heading: Heading) -> int:
        """Dimensions end each other; a first one lies below whatever heading is open.

        "2.7 METAS" stays open above "1. Eje Social": the numbering of the dimensions starts anew.
        """
        for index, open_ in enumerate(self.path):
            if open_.dimension:
                return index
        same = self._first_of_level(heading) if heading.style else None
        if same is not None and self.path[same].depth == heading.depth:
            return same
        return len(self.path)

    def _parents_of_unnumbered(self, heading: Heading) -> int:
        """Below a dimension it is a title inside of it, unless it announces something else."""
        inside = (
            heading.is_label
            or heading.role in _SUBORDINATE
            or heading.role is None
            or (heading.text.endswith(":") and heading.role not in headings.CLOSING)
        )
        kept = len(self.path)
        while kept and not self.path[kept - 1].style:
            if self.path[kept - 1].dimension and inside:
                break
            kept -= 1
        if not inside:
            while kept and self.path[kept - 1].dimension:
                kept -= 1
        return kept
