"""Scheduled reports in DynamoDB: each with its membership (which region configs are on it), and waiting for its slot in the index.

Three write a schedule's item, each its own attributes: callers (on condition of `revision`, which they raise), ticks (`next_run_at`,
on condition of both) and the ends of runs (`last_run_*`). So no write of one undoes another's.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import batched

from chalicelib.adapters import brands, keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.filtered_pages import ReadPage, filtered_page, is_in
from chalicelib.adapters.last_runs import LAST_RUN, record_last_run
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.clock import format_instant
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.scheduled_reports import LastRun, ScheduledReportFilter

_DUE = "due"
_BATCH = 100


class DynamoScheduledReports:
    """The port `ScheduledReports` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, schedule: ScheduledReport) -> None:
        """Store a new schedule and its membership, and let it join its brand."""
        membership = keys.membership(schedule.organization_id, schedule.id)._asdict() | {"brand_id": schedule.brand_id}
        create = [(writes.create(item), AlreadyMade) for item in (schedule_item(schedule), membership)]
        self._table.commit([*create, *brands.join_writes(*_in_brand(schedule))])

    def get(self, organization_id: str, scheduled_report_id: str) -> ScheduledReport | None:
        """The schedule, or None."""
        item = self._table.get(keys.scheduled_report(organization_id, scheduled_report_id))
        return from_stored(ScheduledReport, item) if item else None

    def save(self, schedule: ScheduledReport, *, was: ScheduledReport) -> ScheduledReport:
        """Store the schedule over the one that was read, but for `last_run_*`."""
        saved = replace(schedule, revision=was.revision + 1)
        amend = writes.amend(schedule_item(saved), leave=LAST_RUN, condition=UNCHANGED, values=unchanged_values(was))
        self._table.commit([(amend, Stale)])
        return saved

    def remove(self, schedule: ScheduledReport) -> None:
        """Remove the schedule and its membership, which must be empty."""
        address = (schedule.organization_id, schedule.id)
        remove = writes.delete_if(keys.scheduled_report(*address), UNCHANGED, unchanged_values(schedule))
        close = writes.delete_if(keys.membership(*address), "attribute_exists(pk) AND attribute_not_exists(config_ids)")
        self._table.commit([(remove, Stale), (close, Stale), brands.leave_write(*_in_brand(schedule))])

    def page(self, organization_id: str, wanted: ScheduledReportFilter, *, limit: int, after: str | None) -> Listing[ScheduledReport]:
        """One page: a brand's schedules are found by its pointers, all others in the organization's listing."""
        return filtered_page(
            self._read_page(organization_id, wanted.brand_id),
            lambda item: from_stored(ScheduledReport, item),
            lambda schedule: matches(schedule, wanted),
            limit,
            after,
        )

    def due(self, until: datetime) -> Iterator[ScheduledReport]:
        """The schedules that the index nominates, shard by shard, a hundred a read; another shard is the first each minute."""
        for shard in keys.attention_shards(_DUE, until.minute):
            for nominated in batched(self._table.due(shard, format_instant(until)), _BATCH, strict=False):
                by_key = {keys.Key(item["pk"], item["sk"]): item for item in self._table.batch_get(nominated)}
                yield from (from_stored(ScheduledReport, by_key[key]) for key in nominated if key in by_key)

    def record_run(self, organization_id: str, scheduled_report_id: str, run: LastRun) -> None:
        """Show a run's end on its schedule."""
        record_last_run(self._table, keys.scheduled_report(organization_id, scheduled_report_id), run)

    def _read_page(self, organization_id: str, brand_id: str | None) -> ReadPage:
        if brand_id is None:
            listed = keys.scheduled_reports_listed(organization_id)
            return lambda after, limit: self._table.listed(listed, limit=limit, after=after)
        return brands.read_page(
            self._table,
            organization_id,
            brand_id,
            keys.SCHEDULES_OF_BRAND,
            lambda identity: keys.scheduled_report(organization_id, identity),
        )


UNCHANGED = "revision = :read_revision AND next_run_at = :read_next_run_at"
"""The condition that a schedule is as it was read, by callers and by ticks; its values are `unchanged_values`."""


def unchanged_values(schedule: ScheduledReport) -> Item:
    """The values of `UNCHANGED`."""
    return {":read_revision": schedule.revision, ":read_next_run_at": format_instant(schedule.next_run_at)}


def advance_write(schedule: ScheduledReport, next_run_at: datetime) -> Write:
    """A tick's write: on to the next slot, where the schedule is active and as it was read. It raises no revision."""
    return writes.update(
        keys.scheduled_report(schedule.organization_id, schedule.id),
        "SET next_run_at = :next, attention_at = :next",
        unchanged_values(schedule) | {":next": format_instant(next_run_at), ":true": True},
        f"{UNCHANGED} AND is_active = :true",
    )


def schedule_item(schedule: ScheduledReport) -> Item:
    """The schedule as its item; a paused one is in no index of what is due (None: no such attribute)."""
    attention_at = schedule.attention_at
    item = to_stored(ScheduledReport, schedule) | keys.scheduled_report(schedule.organization_id, schedule.id)._asdict()
    item |= {"list_pk": keys.scheduled_reports_listed(schedule.organization_id), "list_sk": schedule.id}
    return item | {
        "attention_shard": keys.attention_shard(_DUE, schedule.id) if attention_at else None,
        "attention_at": format_instant(attention_at) if attention_at else None,
    }


def matches(schedule: ScheduledReport, wanted: ScheduledReportFilter) -> bool:
    """Whether a list with this filter shows the schedule."""
    return (
        wanted.brand_id in (None, schedule.brand_id)
        and wanted.is_active in (None, schedule.is_active)
        and wanted.frequency in (None, schedule.frequency)
        and is_in(wanted.search, schedule.name)
    )


def _in_brand(schedule: ScheduledReport) -> tuple[str, str, str, str]:
    return schedule.organization_id, schedule.brand_id, keys.SCHEDULES_OF_BRAND, schedule.id
