"""The errors users see: what failed, where, what was allowed and what to do next."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Iterable, Sequence

_LISTED = 40


def _is_cell(frame: traceback.FrameSummary) -> bool:
    return "ipykernel_" in frame.filename or frame.filename.startswith("<ipython-input")


def _is_code(frame: traceback.FrameSummary) -> bool:
    return not (frame.line or "").startswith("get_ipython().")


class PlanotecaError(Exception):
    """Base of every error that the command line turns into a message and exit code 1.

    `problems` lists every single violation when several were found together.
    """

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        self.message = message
        self.problems = tuple(problems)
        super().__init__("\n".join([message, *(f"  - {problem}" for problem in self.problems)]))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message and the cell's line, not the frames of the package."""
        cell = [each for each in traceback.extract_tb(self.__traceback__) if _is_cell(each)]
        # A magic command's own line stands for no line of the cell.
        where = [f"  line {each.lineno}: {each.line}" for each in cell[-1:] if _is_code(each)]
        return [f"{type(self).__name__}: {self}", *where]


class InvalidData(PlanotecaError):
    """A data file of the project (codebook, coding, registry, manifest) breaks its rules."""


class UnreadableDocument(PlanotecaError):
    """A plan cannot be read; the message is the reason shown in its coverage."""


class UnknownName(PlanotecaError):
    """A query, report, parameter, document or code that does not exist."""

    def __init__(self, what: str, name: str, known: Iterable[str], of: str = "") -> None:
        known = sorted(known)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        listing = ", ".join(known[:_LISTED]) if known else "none"
        if len(known) > _LISTED:
            listing += f" and {len(known) - _LISTED} more"
        super().__init__(f"no {what} {name!r}{of and f' of {of}'}; {hint}available: {listing}")


class InvalidParameter(PlanotecaError):
    """A parameter of a query or report that is missing or of the wrong type."""


class DatabaseUnavailable(PlanotecaError):
    """The database is missing, damaged, or of another schema version."""


class ReportFailed(PlanotecaError):
    """At least one report could not be made; the others were."""
