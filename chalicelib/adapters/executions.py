"""Executions in DynamoDB."""

from dataclasses import replace
from datetime import datetime

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.open_work import WORK
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.scheduled_reports import advance_write
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.execution import Execution
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.executions import SlotTaken


class DynamoExecutions:
    """The port `Executions` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def start_slot(self, execution: Execution, schedule: ScheduledReport, next_run_at: datetime) -> None:
        """One transaction of two items, however many configs, prompts and platforms the schedule has."""
        create = writes.create(_item(execution))
        self._table.commit([(create, SlotTaken), (advance_write(schedule, next_run_at), Stale)])

    def skip_slot(self, schedule: ScheduledReport, next_run_at: datetime) -> None:
        """The second half of `start_slot`, alone."""
        self._table.perform(advance_write(schedule, next_run_at))

    def add(self, execution: Execution) -> None:
        """Store a new run."""
        try:
            self._table.create(_item(execution))
        except Stale as taken:
            raise AlreadyMade from taken

    def get(self, organization_id: str, execution_id: str) -> Execution | None:
        """The run, or None."""
        item = self._table.get(keys.execution(organization_id, execution_id))
        return from_stored(Execution, item) if item else None

    def save(self, execution: Execution) -> Execution:
        """Store the next state of the run, on condition that it is still the one that was read."""
        saved = replace(execution, revision=execution.revision + 1)
        self._table.replace(_item(saved), execution.revision)
        return saved

    def page(self, organization_id: str, scheduled_report_id: str, *, limit: int, after: str | None) -> Listing[Execution]:
        """One page of a schedule's runs: their ids sort by age."""
        read = self._table.listed(keys.executions_listed(organization_id, scheduled_report_id), limit=limit, after=after)
        return Listing(tuple(from_stored(Execution, item) for item in read.items), read.after)


def _item(execution: Execution) -> Item:
    item = to_stored(Execution, execution) | keys.execution(execution.organization_id, execution.id)._asdict()
    item |= {"list_pk": keys.executions_listed(execution.organization_id, execution.scheduled_report_id), "list_sk": execution.id}
    if execution.attention_at is not None:
        item["attention_shard"] = keys.attention_shard(WORK, execution.id)
    return item
