"""Cell: one prompt on one platform, and the work of getting its answer.

A report's cells are numbered from 0 when it is dispatched, and frozen. Each has an item of its own, made by its first claim:

    (no item) → asking → answered | failed → asking
                  └─┘ the lease ran out, or the question is asked again later; and what failed is asked again where its report is retried

Only the call of the provider can happen twice, and `attempts` says so. Time is bounded twice: 15 minutes from a cell's first
claim, and 24 hours from when the report began to ask for one that nobody ever claimed; so every report ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import product
from math import ceil

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.prompt import Prompt

ANSWER_WITHIN = timedelta(minutes=15)
"""From a cell's first claim: long enough for a provider's rate limit to pass, short enough for a report within the hour."""
CLAIM_WITHIN = timedelta(hours=24)
"""From when the report began to ask, for a cell that nobody claimed: a queue may be long for good reasons, but not for a day."""
LONGEST_DELAY = timedelta(seconds=900)
"""What SQS can hold a message back (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html)."""
FIRST_DELAY = timedelta(seconds=5)
MAX_CELLS = 400
"""Of one report: 50 prompts on 8 platforms."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of a report, as it was when the report was made. `number` is its place in the report's join."""

    number: int
    prompt_id: str
    prompt_text: str
    category: str
    platform: AiPlatform


class CellStatus(StrEnum):
    """Where a cell's work stands."""

    ASKING = "asking"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CellWork:
    """The work on one cell so far. `lease_until` is None while nobody has it.

    `retries` is how often its report had been retried when it was first claimed: it belongs to that round of asking, as do `attempts`.
    """

    report_id: str
    number: int
    status: CellStatus
    attempts: int
    first_claimed_at: datetime
    lease_until: datetime | None
    retries: int = 0

    @property
    def deadline(self) -> datetime:
        """When it ends without an answer."""
        return self.first_claimed_at + ANSWER_WITHIN

    @property
    def is_closed(self) -> bool:
        """Whether its answer or its failure stands."""
        return self.status is not CellStatus.ASKING


class ClaimRefused(StrEnum):
    """Why a worker can't have a cell. `CLOSED`: leave the join, once more; `HELD`: somebody else asks; `OVERDUE`: close it as failed."""

    CLOSED = "closed"
    HELD = "held"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The question is put again after `delay`, whole seconds."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class GiveUp:
    """No further attempt fits before the deadline: the cell fails with what the last one said."""


def numbered(prompts: Iterable[Prompt], platforms: Iterable[AiPlatform]) -> tuple[Cell, ...]:
    """The cells of a report: each enabled prompt on each platform, prompt by prompt, in the order given."""
    asked = product((prompt for prompt in prompts if not prompt.disabled), tuple(platforms))
    return tuple(Cell(n, prompt.id, prompt.prompt_text, prompt.category, platform) for n, (prompt, platform) in enumerate(asked))


def is_left_over(work: CellWork, retries: int) -> bool:
    """Whether it failed before its report was retried for the last time: it counts as never claimed."""
    return work.status is CellStatus.FAILED and work.retries < retries


def claim(work: CellWork | None, report_id: str, number: int, now: datetime, lease: timedelta, retries: int = 0) -> CellWork | ClaimRefused:
    """The cell as a worker's own until the lease (or its deadline) ends, or why it can't be.

    `work` is None before the first claim, `retries` how often the report was retried.
    """
    if work is None or is_left_over(work, retries):
        return CellWork(report_id, number, CellStatus.ASKING, 1, now, now + lease, retries)
    if work.is_closed:
        return ClaimRefused.CLOSED
    if work.lease_until is not None and now < work.lease_until:
        return ClaimRefused.HELD
    if now >= work.deadline:
        return ClaimRefused.OVERDUE
    return replace(work, attempts=work.attempts + 1, lease_until=min(now + lease, work.deadline))


def still_mine(stored: CellWork, claimed: CellWork) -> bool:
    """Whether what was read may be written over: no later claim was made, and nobody closed the cell."""
    return (stored.retries, stored.attempts, stored.is_closed) == (claimed.retries, claimed.attempts, claimed.is_closed)


def closed(work: CellWork, status: CellStatus) -> CellWork:
    """Its answer or its failure stands."""
    return replace(work, status=status, lease_until=None)


def let_go(work: CellWork) -> CellWork:
    """Nobody's, until its question is put again."""
    return replace(work, lease_until=None)


def next_attempt(work: CellWork, retry_after: timedelta | None, jitter: float, now: datetime) -> AskAgain | GiveUp:
    """When to ask again after a failure that may pass. `jitter` is drawn from [0, 1).

    The platform's own `Retry-After` is kept, and spread by up to `FIRST_DELAY`, so that a report's cells do not come back as
    one. Without it: full jitter over an exponential ceiling, 5 s × 2^(attempts − 1), and never under a second
    (Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015).
    """
    own, spread = (timedelta(0), backoff_ceiling(work.attempts)) if retry_after is None else (retry_after, FIRST_DELAY)
    wanted = own + spread * jitter
    delay = timedelta(seconds=max(1, ceil(wanted.total_seconds())))
    if delay > LONGEST_DELAY or now + delay >= work.deadline:
        return GiveUp()
    return AskAgain(delay)


def backoff_ceiling(attempts: int) -> timedelta:
    """The longest wait after so many attempts: 5, 10, 20 … seconds, at most 900."""
    doubled = FIRST_DELAY * (1 << min(attempts - 1, 8))
    return min(doubled, LONGEST_DELAY)


def must_close(work: CellWork | None, asking_since: datetime, now: datetime) -> bool:
    """Whether a cell that is still open has had its time, claimed or not. One whose worker still holds its lease is left to it."""
    if work is None:
        return now >= asking_since + CLAIM_WITHIN
    held = work.lease_until is not None and now < work.lease_until
    return not work.is_closed and not held and now >= work.deadline
