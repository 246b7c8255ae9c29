"""Reports in DynamoDB."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Cancelled, Item, Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain import deduplication, ids
from chalicelib.domain.clock import format_instant
from chalicelib.domain.errors import Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report
from chalicelib.usecases.ports.reports import ReportFilter

_PAGES_A_CALL = 5
_OLDEST_RANDOM = bytes(ids.RANDOM_BYTES)
_WORK = "work"


class DynamoReports:
    """The port `Reports` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, organization_id: str, report_id: str) -> Report | None:
        """The report, or None."""
        item = self._table.get(keys.report(organization_id, report_id))
        return from_stored(Report, item) if item else None

    def add(self, report: Report, digest: str, *, in_place_of: str | None) -> None:
        """Store a new report and its pointer in one transaction."""
        pointer: Item = keys.deduplication(report.organization_id, digest)._asdict() | {
            "report_id": report.id,
            "expires_at": int((report.created_at + deduplication.WINDOW).timestamp()),
        }
        if in_place_of is None:
            point = self._table.create_write(pointer)
        else:
            point = self._table.conditional_put_write(pointer, "report_id = :seen", {":seen": in_place_of})
        try:
            self._table.transact([self._table.create_write(_item(report)), point])
        except Cancelled as cancelled:
            if cancelled.only_conflicts or cancelled.failed(1):
                raise Stale from cancelled
            raise

    def pointed_at(self, organization_id: str, digest: str) -> str | None:
        """The id of the report that `digest` points at, or None."""
        item = self._table.get(keys.deduplication(organization_id, digest))
        return item["report_id"] if item else None

    def save(self, report: Report) -> Report:
        """Store the next state of the report, on condition that it is still the one that was read."""
        saved = replace(report, revision=report.revision + 1)
        self._table.replace(_item(saved), report.revision)
        return saved

    def page(self, organization_id: str, wanted: ReportFilter, *, limit: int, after: str | None) -> Listing[Report]:
        """One page; the index serves `since`, and the rest is applied to at most five pages."""
        since = ids.prefixed(ids.REPORT, ids.uuid7(wanted.since, _OLDEST_RANDOM)) if wanted.since else None
        matching: list[Report] = []
        for _ in range(_PAGES_A_CALL):
            read = self._table.listed(keys.reports_listed(organization_id), limit=limit, after=after, since=since)
            for item in read.items:
                report = from_stored(Report, item)
                after = report.id
                if matches(report, wanted):
                    matching.append(report)
                if len(matching) == limit:
                    more = read.after is not None or report.id != read.items[-1]["list_sk"]
                    return Listing(tuple(matching), after if more else None)
            after = read.after
            if after is None:
                break
        return Listing(tuple(matching), after)

    def waiting(self, until: datetime) -> Iterator[tuple[str, str]]:
        """Organization and id of the reports that the index nominates, shard by shard."""
        for shard in keys.attention_shards(_WORK):
            for key in self._table.due(shard, format_instant(until)):
                yield keys.report_of(key)


def matches(report: Report, wanted: ReportFilter) -> bool:
    """Whether a list with this filter shows the report (`since` aside, which the index serves)."""
    return (
        wanted.status in (None, report.status)
        and wanted.kind in (None, report.kind)
        and (wanted.ad_account_id is None or wanted.ad_account_id in report.account_ids)
    )


def _item(report: Report) -> Item:
    item = to_stored(Report, report)
    item |= keys.report(report.organization_id, report.id)._asdict()
    item |= {"list_pk": keys.reports_listed(report.organization_id), "list_sk": report.id}
    if report.attention_at is not None:
        item["attention_shard"] = keys.attention_shard(_WORK, report.id)
    return item
