"""Port: where executions are kept, and the one write that starts one for a slot."""

from datetime import datetime
from typing import Protocol

from chalicelib.domain.execution import Execution
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport


class SlotTaken(Exception):
    """The schedule's run for this slot exists."""


class Executions(Protocol):
    """Executions. Reads of one are never stale."""

    def start_slot(self, execution: Execution, schedule: ScheduledReport, next_run_at: datetime) -> None:
        """Store the slot's run and move its schedule on to its next slot: both or neither.

        `SlotTaken` where the run exists; `Stale` where the schedule is paused, gone, or another than was read (its `revision` or
        its `next_run_at`), or another write was in the way.
        """
        ...

    def skip_slot(self, schedule: ScheduledReport, next_run_at: datetime) -> None:
        """Move the schedule on, whose slot has its run; `Stale` as above."""
        ...

    def add(self, execution: Execution) -> None:
        """Store a new run; `AlreadyMade` where its id is taken."""
        ...

    def get(self, organization_id: str, execution_id: str) -> Execution | None:
        """The run, or None."""
        ...

    def save(self, execution: Execution) -> Execution:
        """Store the next state of the run that was read with this `revision`, and answer it with the revision it now has.

        `Stale` where the stored one is another by now.
        """
        ...

    def page(self, organization_id: str, scheduled_report_id: str, *, limit: int, after: str | None) -> Listing[Execution]:
        """One page of a schedule's runs, newest first."""
        ...
