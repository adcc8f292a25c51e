"""The pages that a run of reports makes, all parameters checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planoteca import connections, queries
from planoteca.errors import InvalidParameter, UnknownName
from planoteca.reports import pages
from planoteca.reports.manifest import LANGUAGES, Report
from planoteca.reports.pages import Page

if TYPE_CHECKING:
    import duckdb

_PLANS = """
    SELECT document.*, plan_overview.department, plan_overview.commitments
    FROM document JOIN plan_overview USING (document_id)
    WHERE document.coverage = 'coded'
    ORDER BY document.title, document.document_id
"""
_DIMENSIONS = """
    SELECT document_id, dimension_es, dimension_en
    FROM targets_by_dimension LEFT JOIN dimension USING (dimension_id)
    ORDER BY document_id, targets_by_dimension.commitments DESC, dimension.position NULLS LAST
"""


@dataclass(frozen=True)
class Job:
    """One page to make: a report with all its parameters set.

    `document` is what is known of the plan that the page is on: `_PLANS` and `_DIMENSIONS`.
    """

    report: Report
    parameters: Mapping[str, Any]
    language: str
    title: str
    document: Mapping[str, Any] | None = None

    @property
    def file_name(self) -> str:
        return pages.file_name(self.report.name, self.parameters.values(), self.language)

    def page(self, build_id: str) -> Page:
        """What the page's head will say of it."""
        plan = self.document or {}
        return Page(
            self.file_name,
            self.title,
            self.language,
            build_id,
            self.report.titles[self.language],
            plan.get("place_name"),
            plan.get("department"),
            plan.get("organisation"),
            plan.get("commitments"),
            plan.get(f"dimension_{self.language}"),
        )


def plan(
    reports: Iterable[Report],
    database_path: Path,
    languages: Sequence[str],
    given: Mapping[str, Any],
) -> list[Job]:
    """Every page to make, all parameters checked, before anything runs.

    Raises UnknownName or InvalidParameter, DatabaseUnavailable.
    """
    for language in languages:
        if language not in LANGUAGES:
            raise UnknownName("language", language, LANGUAGES)
    reports = list(reports)
    known = {name for report in reports for name in report.parameters}
    for name in given:
        if name not in known:
            raise UnknownName("parameter", name, known, of=", ".join(r.name for r in reports))
    plans = _coded_plans(database_path, given.get("document_id"))
    queries.names_of("document", given.get("document_ids") or "", plans)
    return [
        _job(report, parameters, language, plans.get(parameters.get("document_id", "")))
        for language in languages
        for report in reports
        for parameters in _parameter_sets(report, given, list(plans))
    ]


def build_of(database_path: Path) -> dict[str, Any]:
    """The row of table `build`; raises DatabaseUnavailable."""
    with connections.reading(database_path) as connection:
        return _rows(connection, "SELECT * FROM build")[0]


def _coded_plans(database_path: Path, wanted: str | None) -> dict[str, dict[str, Any]]:
    """What pages say of the plans that have commitments, by id; `wanted` must be one of them."""
    with connections.reading(database_path) as connection:
        coverage = dict(connection.execute("SELECT document_id, coverage FROM document").fetchall())
        plans = _rows(connection, _PLANS)
        # The largest share of each plan comes first, so the others do not count.
        dimensions = {row["document_id"]: row for row in reversed(_rows(connection, _DIMENSIONS))}
    if wanted is not None and wanted not in coverage:
        raise UnknownName("document", wanted, coverage)
    if wanted is not None and coverage[wanted] != "coded":
        raise InvalidParameter(
            f"document {wanted!r} has no commitments to report (coverage: {coverage[wanted]})"
        )
    return {row["document_id"]: row | dimensions.get(row["document_id"], {}) for row in plans}


def _parameter_sets(
    report: Report, given: Mapping[str, Any], documents: Sequence[str]
) -> list[dict[str, Any]]:
    own = {name: value for name, value in given.items() if name in report.parameters}
    if report.per_document and own.get("document_id") is None:
        sets = [{**own, "document_id": document} for document in documents]
    else:
        sets = [own]
    for parameters in sets:
        queries.check_parameters(f"report {report.name!r}", report.parameters, parameters)
    return sets


def _job(
    report: Report,
    parameters: Mapping[str, Any],
    language: str,
    document: Mapping[str, Any] | None,
) -> Job:
    title = report.titles[language]
    if document is not None:
        title = f"{document['title']}: {title[0].lower()}{title[1:]}"
    return Job(report, parameters, language, title, document)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
