"""What is noted of plans that were stopped, and what workers of a cluster leave for the next."""

from __future__ import annotations

from planoteca import coded_files, workers
from planoteca.found import Found, from_rows, to_row


def test_the_limits_of_a_plan_that_was_stopped_are_kept_as_numbers_of_one_kind() -> None:
    """The program's own limits are whole seconds; a list of a frame takes no mixture."""
    limits = coded_files._tried(workers.LIMITS)
    assert {type(limit) for limit in limits} == {float}
    (kept,) = from_rows(to_row(Found(sha256="0" * 64, reason="stopped", limits=limits)))
    assert kept.limits == limits
