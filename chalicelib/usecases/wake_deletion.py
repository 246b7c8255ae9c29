"""Wake a deletion: clear for the last time, now that no worker is alive that had the report."""

from dataclasses import dataclass

from chalicelib.domain.clock import Clock
from chalicelib.usecases.clear_deletion import ClearDeletion
from chalicelib.usecases.ports.deletions import Deletions
from chalicelib.usecases.wake_report import Woken


@dataclass(frozen=True, slots=True)
class WakeDeletion:
    """The use case, with what it depends on."""

    deletions: Deletions
    clear: ClearDeletion
    clock: Clock

    def __call__(self, organization_id: str, report_id: str, _correlation_id: str) -> Woken:
        """Clear what is left of the report, and forget it, if it is time."""
        deletion = self.deletions.get(organization_id, report_id)
        if deletion is not None and deletion.attention_at <= self.clock():
            self.clear(deletion)
            self.deletions.remove(deletion)
        return Woken.NOTHING
