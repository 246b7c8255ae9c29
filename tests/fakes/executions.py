"""Executions in memory: the port `Executions`, held to the same contract as the table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.execution import Execution
from chalicelib.domain.listing import Listing
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.ports.executions import SlotTaken
from tests.fakes.pages import page_of


class FakeExecutions:
    def __init__(self, advance: Callable[[ScheduledReport, datetime], None]) -> None:
        self._advance = advance
        self._executions: dict[tuple[str, str], Execution] = {}

    def __len__(self) -> int:
        return len(self._executions)

    def start_slot(self, execution: Execution, schedule: ScheduledReport, next_run_at: datetime) -> None:
        if self.get(execution.organization_id, execution.id) is not None:
            raise SlotTaken
        self._advance(schedule, next_run_at)
        self._executions[execution.organization_id, execution.id] = execution

    def skip_slot(self, schedule: ScheduledReport, next_run_at: datetime) -> None:
        self._advance(schedule, next_run_at)

    def add(self, execution: Execution) -> None:
        if self.get(execution.organization_id, execution.id) is not None:
            raise AlreadyMade
        self._executions[execution.organization_id, execution.id] = execution

    def get(self, organization_id: str, execution_id: str) -> Execution | None:
        return self._executions.get((organization_id, execution_id))

    def save(self, execution: Execution) -> Execution:
        stored = self.get(execution.organization_id, execution.id)
        if stored is None or stored.revision != execution.revision:
            raise Stale
        saved = replace(execution, revision=execution.revision + 1)
        self._executions[execution.organization_id, execution.id] = saved
        return saved

    def page(self, organization_id: str, scheduled_report_id: str, *, limit: int, after: str | None) -> Listing[Execution]:
        own = {execution.id: execution for (org, _), execution in self._executions.items() if org == organization_id}
        return page_of(own, lambda execution: execution.scheduled_report_id == scheduled_report_id, limit=limit, after=after)

    def all(self) -> list[Execution]:
        return list(self._executions.values())
