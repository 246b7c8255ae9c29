"""Reports in memory: the port `Reports`, held to the same contract as the table."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report
from chalicelib.usecases.ports.reports import ReportFilter


class FakeReports:
    def __init__(self) -> None:
        self._reports: dict[tuple[str, str], Report] = {}
        self._pointers: dict[tuple[str, str], str] = {}

    def __len__(self) -> int:
        return len(self._reports)

    def get(self, organization_id: str, report_id: str) -> Report | None:
        return self._reports.get((organization_id, report_id))

    def add(self, report: Report, digest: str, *, in_place_of: str | None) -> None:
        if self.pointed_at(report.organization_id, digest) != in_place_of:
            raise Stale
        self._pointers[report.organization_id, digest] = report.id
        self._reports[report.organization_id, report.id] = report

    def pointed_at(self, organization_id: str, digest: str) -> str | None:
        return self._pointers.get((organization_id, digest))

    def save(self, report: Report) -> Report:
        stored = self.get(report.organization_id, report.id)
        if stored is None or stored.revision != report.revision:
            raise Stale
        saved = replace(report, revision=report.revision + 1)
        self._reports[report.organization_id, report.id] = saved
        return saved

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
            and (wanted.since is None or report.created_at >= wanted.since)
        )

    def waiting(self, until: datetime) -> Iterator[tuple[str, str]]:
        for report in list(self._reports.values()):
            if report.attention_at is not None and report.attention_at <= until:
                yield report.organization_id, report.id
