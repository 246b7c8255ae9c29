"""Reports in memory: the port `Reports`, held to the same contract as the table."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.deletion import Deletion
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report
from chalicelib.usecases.ports.reports import ReportFilter
from tests.fakes.joins import FakeJoins


class FakeReports:
    def __init__(self, joins: FakeJoins | None = None) -> None:
        self.joins = joins or FakeJoins()
        self._reports: dict[tuple[str, str], Report] = {}
        self._pointers: dict[tuple[str, str], str] = {}
        self.deletions: dict[tuple[str, str], Deletion] = {}

    def __len__(self) -> int:
        return len(self._reports)

    def get(self, organization_id: str, report_id: str) -> Report | None:
        return self._reports.get((organization_id, report_id))

    def add(self, report: Report, digest: str, *, in_place_of: str | None) -> None:
        if self.pointed_at(report.organization_id, digest) != in_place_of:
            raise Stale
        if self.get(report.organization_id, report.id) is not None:
            raise AlreadyMade
        self._pointers[report.organization_id, digest] = report.id
        self._store_new(report)

    def create(self, report: Report) -> None:
        if self.get(report.organization_id, report.id) is not None or (report.organization_id, report.id) in self.deletions:
            raise Stale
        self._store_new(report)

    def get_many(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, Report]:
        found = {report_id: self.get(organization_id, report_id) for report_id in report_ids}
        return {report_id: report for report_id, report in found.items() if report is not None}

    def _store_new(self, report: Report) -> None:
        self._reports[report.organization_id, report.id] = report
        if report.subject is not None and report.is_asking:
            self.joins.sets[report.organization_id, report.id] = set(range(report.subject.cells))

    def pointed_at(self, organization_id: str, digest: str) -> str | None:
        return self._pointers.get((organization_id, digest))

    def save(self, report: Report) -> Report:
        stored = self.get(report.organization_id, report.id)
        if stored is None or stored.revision != report.revision:
            raise Stale
        saved = replace(report, revision=report.revision + 1)
        self._reports[report.organization_id, report.id] = saved
        return saved

    def ask_again(self, report: Report, open_cells: frozenset[int]) -> Report:
        saved = self.save(report)
        self.joins.sets[report.organization_id, report.id] = set(open_cells)
        return saved

    def remove(self, report: Report, deletion: Deletion) -> None:
        stored = self.get(report.organization_id, report.id)
        if stored is None or stored.revision != report.revision:
            raise Stale
        del self._reports[report.organization_id, report.id]
        self.deletions[deletion.organization_id, deletion.report_id] = deletion

    def page(self, organization_id: str, wanted: ReportFilter, *, limit: int, after: str | None) -> Listing[Report]:
        shown = sorted(
            (report for (org, _), report in self._reports.items() if org == organization_id and self._shows(report, wanted)),
            key=lambda report: report.id,
            reverse=True,
        )
        rest = [report for report in shown if after is None or report.id < after]
        return Listing(tuple(rest[:limit]), rest[limit - 1].id if len(rest) > limit else None)

    @staticmethod
    def _shows(report: Report, wanted: ReportFilter) -> bool:
        return (
            wanted.status in (None, report.status)
            and wanted.kind in (None, report.kind)
            and (wanted.ad_account_id is None or wanted.ad_account_id in report.account_ids)
            and wanted.brand_id in (None, report.brand_id)
            and (wanted.since is None or report.created_at >= wanted.since)
            and all(
                limit is None or (report.subject is not None and getattr(report.subject, field) == limit)
                for field, limit in (
                    ("scheduled_report_id", wanted.scheduled_report_id),
                    ("execution_id", wanted.execution_id),
                )
            )
        )

    def all(self) -> list[Report]:
        return list(self._reports.values())
