"""Timing: how long things may take before somebody looks again. A deployment sets it; production's are minutes."""

from dataclasses import dataclass
from datetime import timedelta

_QUEUE_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Timing:
    """`lease`: how long a worker has a report for itself; `attempts`: how many workers may try; `resend_after`: when a wish
    that no queue has seems lost."""

    lease: timedelta
    attempts: int
    resend_after: timedelta

    @property
    def requeue_after(self) -> timedelta:
        """When a message that is on the queue seems lost: much later, since a queue may be long for good reasons."""
        return self.resend_after * _QUEUE_PATIENCE


@dataclass(frozen=True, slots=True)
class AskTiming:
    """`lease`: how long a worker has a cell for itself; `answer_within`: how long a platform may take for one answer, which is less."""

    lease: timedelta
    answer_within: timedelta

    @property
    def look_again(self) -> timedelta:
        """When to look after a report's open cells: a dead worker can be followed by two more within the cell's 15 minutes."""
        return 2 * self.lease
