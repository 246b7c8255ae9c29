"""Reports in DynamoDB."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.adapters import keys, writes
from chalicelib.adapters.deletions import deletion_item
from chalicelib.adapters.dynamodb import Cancelled, Item, Table
from chalicelib.adapters.joins import join_item
from chalicelib.adapters.open_work import WORK
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain import deduplication, ids
from chalicelib.domain.deletion import Deletion
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import Report
from chalicelib.domain.visibility_subject import VisibilitySubject
from chalicelib.usecases.ports.reports import ReportFilter

_PAGES_A_CALL = 5
_OLDEST_RANDOM = bytes(ids.RANDOM_BYTES)


class DynamoReports:
    """The port `Reports` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, organization_id: str, report_id: str) -> Report | None:
        """The report, or None."""
        item = self._table.get(keys.report(organization_id, report_id))
        return from_stored(Report, item) if item else None

    def add(self, report: Report, digest: str, *, in_place_of: str | None) -> None:
        """Store a new report (with its join, where it asks) and its pointer in one transaction."""
        pointer: Item = keys.deduplication(report.organization_id, digest)._asdict() | {
            "report_id": report.id,
            "expires_at": int((report.created_at + deduplication.WINDOW).timestamp()),
        }
        point = writes.create(pointer) if in_place_of is None else writes.put_if(pointer, "report_id = :seen", {":seen": in_place_of})
        try:
            self._table.transact([point, *self._creation(report)])
        except Cancelled as cancelled:
            if cancelled.only_conflicts or cancelled.failed(0):
                raise Stale from cancelled
            if cancelled.failed(1):
                raise AlreadyMade from cancelled
            raise

    def create(self, report: Report) -> None:
        """Store a new report, and its join where it asks."""
        # A report whose id is derived could be made again by a dispatch that was asleep while it was deleted.
        undeleted = writes.absent(keys.deletion(report.organization_id, report.id))
        self._table.commit([(write, Stale) for write in (*self._creation(report), undeleted)])

    def get_many(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, Report]:
        """The reports that exist, by id."""
        items = self._table.batch_get([keys.report(organization_id, report_id) for report_id in dict.fromkeys(report_ids)])
        return {item["id"]: from_stored(Report, item) for item in items}

    def pointed_at(self, organization_id: str, digest: str) -> str | None:
        """The id of the report that `digest` points at, or None."""
        item = self._table.get(keys.deduplication(organization_id, digest))
        return item["report_id"] if item else None

    def save(self, report: Report) -> Report:
        """Store the next state of the report, on condition that it is still the one that was read."""
        saved = replace(report, revision=report.revision + 1)
        self._table.replace(_item(saved), report.revision)
        return saved

    def ask_again(self, report: Report, open_cells: frozenset[int]) -> Report:
        """Store the next state of the report together with its join."""
        saved = replace(report, revision=report.revision + 1)
        join = writes.put(join_item(report.organization_id, report.id, open_cells))
        self._table.commit([(writes.replace(_item(saved), report.revision), Stale), (join, Stale)])
        return saved

    def remove(self, report: Report, deletion: Deletion) -> None:
        """Put the deletion in the report's place."""
        key = keys.report(report.organization_id, report.id)
        remove = writes.delete_if(key, "revision = :expected", {":expected": report.revision})
        self._table.commit([(remove, Stale), (writes.put(deletion_item(deletion)), Stale)])

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

    def _creation(self, report: Report) -> list[Write]:
        creation = [writes.create(_item(report))]
        if report.subject is not None and report.is_asking:
            creation.append(writes.create(join_item(report.organization_id, report.id, range(report.subject.cells))))
        return creation


def matches(report: Report, wanted: ReportFilter) -> bool:
    """Whether a list with this filter shows the report (`since` aside, which the index serves)."""
    return (
        wanted.status in (None, report.status)
        and wanted.kind in (None, report.kind)
        and (wanted.ad_account_id is None or wanted.ad_account_id in report.account_ids)
        and wanted.brand_id in (None, report.brand_id)
        and is_of(report.subject, wanted)
    )


def is_of(subject: VisibilitySubject | None, wanted: ReportFilter) -> bool:
    """Whether a report with this subject is of the schedule and the execution that a list is limited to."""
    limits = {name: limit for name in ("scheduled_report_id", "execution_id") if (limit := getattr(wanted, name)) is not None}
    return not limits or (subject is not None and all(getattr(subject, name) == limit for name, limit in limits.items()))


def _item(report: Report) -> Item:
    item = to_stored(Report, report)
    item |= keys.report(report.organization_id, report.id)._asdict()
    item |= {"list_pk": keys.reports_listed(report.organization_id), "list_sk": report.id}
    if report.attention_at is not None:
        item["attention_shard"] = keys.attention_shard(WORK, report.id)
    return item
