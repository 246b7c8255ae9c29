"""Rate limit: what a key may do in one UTC minute, and how much of it is left."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from math import ceil

BURST_LIMIT = 120
"""Requests."""
PAID_LIMIT = 10
"""Requests that start paid work, which are counted among the others too."""
_MINUTE = 60


class Tier(StrEnum):
    """Which limit: of all requests, or of those that start paid work. The value is `details.scope` of the refusal."""

    BURST = "burst"
    PAID = "llm"


@dataclass(frozen=True, slots=True)
class Usage:
    """What a key was used for in one minute (counted from 1970): requests let through, and those of them that started paid work."""

    minute: int
    used: int
    paid: int

    def full(self, *, paid: bool) -> Tier | None:
        """The limit that keeps the next request from this minute, or None where there is room."""
        if self.used >= BURST_LIMIT:
            return Tier.BURST
        return Tier.PAID if paid and self.paid >= PAID_LIMIT else None


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many requests a minute has room for, how many are left, and in how many seconds (1 at least) it ends."""

    limit: int
    remaining: int
    reset: int


def minute_of(at: datetime) -> int:
    """The minute that an instant is in, counted from 1970."""
    return int(at.timestamp()) // _MINUTE


def usage_at(last: Usage | None, now: datetime) -> Usage:
    """What counts now: the minute that was last counted in, if it is not over, or else an empty one.

    A minute ahead of our clock is another machine's, whose clock is ahead of ours: all machines count in the latest.
    """
    minute = minute_of(now)
    return last if last is not None and last.minute >= minute else Usage(minute, 0, 0)


def allowance(usage: Usage, now: datetime) -> Allowance:
    """What is left of a minute."""
    ends = datetime.fromtimestamp((usage.minute + 1) * _MINUTE, UTC)
    return Allowance(BURST_LIMIT, max(BURST_LIMIT - usage.used, 0), max(ceil((ends - now).total_seconds()), 1))
