"""Update a report target: its value and its days. What it is about stays: that is another target."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Fault, InvalidBody
from chalicelib.domain.report_target import ReportTarget
from chalicelib.usecases.ports.report_targets import ReportTargets
from chalicelib.usecases.read_target import ReadTarget
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class UpdateTarget:
    """The use case, with what it depends on."""

    targets: ReportTargets
    read: ReadTarget
    clock: Clock

    def __call__(self, caller: Caller, target_id: str, changes: Mapping[str, Any]) -> ReportTarget:
        """The target with these fields changed; nothing is written where nothing changes.

        `InvalidBody` where it would end before it begins, `TargetOverlaps` where it would be valid on a day of another.
        """

        def attempt() -> ReportTarget:
            target = self.read(caller, target_id)
            changed = replace(target, **changes)
            _require_days(changed)
            return target if changed == target else self.targets.save(replace(changed, updated_at=self.clock()))

        return settled(attempt, "the report target")


def _require_days(target: ReportTarget) -> None:
    if target.valid_to is not None and target.valid_to < target.valid_from:
        raise InvalidBody((Fault(("body", "valid_to"), "Input should not be before valid_from", "period_order"),))
