"""Last runs in DynamoDB: how a run ended, on the item of a schedule or of a config, beside what callers change there."""

from contextlib import suppress

from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.keys import Key
from chalicelib.domain.clock import format_instant
from chalicelib.domain.errors import Stale
from chalicelib.usecases.ports.scheduled_reports import LastRun

LAST_RUN = ("last_run_at", "last_run_status", "last_error_message")
"""The attributes that only the end of a run writes."""


def record_last_run(table: Table, key: Key, run: LastRun) -> None:
    """Show a run's end, unless the item is gone or shows the end of one that started later."""
    told = run.error_message is not None
    values = {":at": format_instant(run.started_at), ":status": run.status.value, ":message": run.error_message}
    update = "SET last_run_at = :at, last_run_status = :status" + (
        ", last_error_message = :message" if told else " REMOVE last_error_message"
    )
    with suppress(Stale):
        table.update(key, update, values, "attribute_exists(pk) AND (attribute_not_exists(last_run_at) OR last_run_at <= :at)")
