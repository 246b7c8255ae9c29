"""Delete a report target. What reports said of it they keep."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.usecases.ports.report_targets import ReportTargets
from chalicelib.usecases.read_target import ReadTarget
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class DeleteTarget:
    """The use case, with what it depends on."""

    targets: ReportTargets
    read: ReadTarget

    def __call__(self, caller: Caller, target_id: str) -> None:
        """Remove the target; `NotFound` where there is none."""
        settled(lambda: self.targets.remove(self.read(caller, target_id)), "the report target")
