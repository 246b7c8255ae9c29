"""Port: what waits to be looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Waits(StrEnum):
    """What it is that waits."""

    REPORT = "report"
    EXECUTION = "execution"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Nominated:
    """A thing that may need attention: its id, and the organization that it is of."""

    kind: Waits
    organization_id: str
    id: str


class OpenWork(Protocol):
    """The index of what is under way, by when it should be looked at. It only nominates: the thing itself decides."""

    def waiting(self, until: datetime) -> Iterator[Nominated]:
        """What has its `attention_at` at `until` or before, read page by page."""
        ...
