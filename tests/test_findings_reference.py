"""The findings in the five plans, against those made by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from finding_plans import findings_of
from planoteca import building
from planoteca.workspace import Workspace


def _reference(shared: Path) -> list[tuple[str, set[int], str]]:
    """Every finding made by hand: plan, lines, severity."""
    stems = {"candarave-2018": "000", "huancane-2018": "001"}
    rows = []
    for document_id, stem in stems.items():
        (path,) = (shared / "coding").glob(f"{stem}_*/findings.csv")
        with path.open(encoding="utf-8", newline="") as file:
            rows += [
                (document_id, {int(line) for line in row["lines"].split(";")}, row["severity"])
                for row in csv.DictReader(file)
            ]
    return rows


# Lines of the error that rests on neither a coded row nor a title: a list of limits.
_ONLY_IN_THE_TEXT = [{85, 104}]


@pytest.mark.parametrize("method", ["manual", "automatic"])
def test_the_errors_found_by_hand_are_found_wherever_they_rest_on_coded_rows(
    method: str, project: Workspace, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plans.duckdb"
    building.build(project, shared / "documents" / "text", path)
    found = [
        (row["document_id"], {int(line) for line in row["lines"].split(";")}, row["severity"])
        for row in findings_of(path, f"ends_with(coding_id, ':{method}')")
    ]
    errors = [(plan, lines) for plan, lines, severity in _reference(shared) if severity == "error"]
    missed = [
        lines
        for plan, lines in errors
        if not any(plan == other and lines & others for other, others, _ in found)
    ]
    assert len(errors) == 17
    assert missed == _ONLY_IN_THE_TEXT
    spurious = [
        (plan, lines)
        for plan, lines, severity in found
        if severity == "error"
        and not any(plan == other and lines & others for other, others, _ in _reference(shared))
    ]
    assert spurious == []


def test_consistent_plans_have_no_findings(plans: Path) -> None:
    consistent = "document_id IN ('espinar-2018', 'ilo-2018', 'tarata-2018')"
    assert findings_of(plans, consistent) == []
