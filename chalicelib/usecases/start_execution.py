"""Start an execution: somebody runs a scheduled report now. Its slots stay where they are, and a paused one runs all the same."""

from contextlib import suppress
from dataclasses import dataclass

from chalicelib.domain import execution as executions_of
from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Conflict, NotFound, Stale, Unavailable
from chalicelib.domain.execution import Execution, ExecutionStatus, Trigger
from chalicelib.domain.region_config import RegionConfig, nothing_to_ask
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.domain.wall_clock import wall_time
from chalicelib.messages import ExecutionRequested
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.executions import Executions
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from chalicelib.usecases.timing import Timing


@dataclass(frozen=True, slots=True)
class StartExecution:
    """The use case, with what it depends on."""

    read_schedule: ReadScheduledReport
    region_configs: RegionConfigs
    executions: Executions
    queue: Queue[ExecutionRequested]
    clock: Clock
    random: ids.RandomBytes
    timing: Timing
    resumes: bool = False

    def __call__(self, caller: Caller, scheduled_report_id: str, region_config_id: str | None, correlation_id: str) -> Execution:
        """A new run of the whole schedule, or of one config of it.

        `NotFound` for a schedule that is not there and a config that is not on it; `Conflict` where the config is inactive, or there
        is nothing to ask: then nothing is made.
        """
        schedule = self.read_schedule(caller, scheduled_report_id)
        execution = self._new(caller, schedule, region_config_id)
        return made_once(
            lambda: self.executions.get(execution.organization_id, execution.id),
            lambda: self._make(execution, schedule, correlation_id),
            resumes=self.resumes,
        )

    def _make(self, execution: Execution, schedule: ScheduledReport, correlation_id: str) -> Execution:
        self._require_questions(self._configs(schedule, execution.region_config_id))
        self.executions.add(execution)
        return self._send(execution, correlation_id)

    def _configs(self, schedule: ScheduledReport, region_config_id: str | None) -> tuple[RegionConfig, ...]:
        configs = self.region_configs.of_schedule(schedule.organization_id, schedule.id)
        if region_config_id is None:
            return configs
        wanted = tuple(config for config in configs if config.id == region_config_id)
        if not wanted:
            raise NotFound("region config", field="region_config_id")
        if not wanted[0].is_active:
            raise Conflict("The region config is not active", {"reason": "region_config_inactive"})
        return wanted

    def _require_questions(self, configs: tuple[RegionConfig, ...]) -> None:
        reason = nothing_to_ask(configs)
        if reason is not None:
            raise Conflict(reason.message, {"reason": reason.value})

    def _new(self, caller: Caller, schedule: ScheduledReport, region_config_id: str | None) -> Execution:
        now = self.clock()
        return Execution(
            id=ids.new_uuid(now, self.random),
            organization_id=caller.organization_id,
            scheduled_report_id=schedule.id,
            brand_id=schedule.brand_id,
            trigger=Trigger.MANUAL,
            scheduled_for=None,
            day=wall_time(now, schedule.timezone).date(),
            timezone=schedule.timezone,
            status=ExecutionStatus.PENDING,
            created_via=caller.via,
            created_by=caller.key_id,
            created_at=now,
            updated_at=now,
            attention_at=now + self.timing.resend_after,
            region_config_id=region_config_id,
        )

    def _send(self, execution: Execution, correlation_id: str) -> Execution:
        """Send the run on its way. From here on a failure loses nothing: the sweep sends what is still `pending`."""
        with suppress(Unavailable, Stale):
            self.queue.send(
                ExecutionRequested(organization_id=execution.organization_id, execution_id=execution.id, correlation_id=correlation_id)
            )
            return self.executions.save(executions_of.sent(execution, self.clock(), self.timing.requeue_after))
        return execution
