"""What a process knows before it asks anyone: the time, randomness, and its deployment."""

import os
from datetime import UTC, datetime
from functools import cache

from chalicelib import settings
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.clock import to_milliseconds
from chalicelib.usecases.timing import AskTiming, Timing

random = os.urandom


def clock() -> datetime:
    """Now, to the millisecond that is stored."""
    return to_milliseconds(datetime.now(UTC))


def attempt() -> Attempt:
    """The one attempt at a request that carries no `Idempotency-Key`."""
    return Attempt(clock, random)


@cache
def deployment() -> settings.Settings:
    """What this process knows of its deployment."""
    return settings.read()


@cache
def timing() -> Timing:
    """How long things may take on this stage."""
    known = deployment()
    return Timing(lease=known.render_lease, attempts=known.render_attempts, resend_after=known.resend_after)


@cache
def ask_timing() -> AskTiming:
    """How long a question may take on this stage."""
    known = deployment()
    return AskTiming(lease=known.ask_lease, answer_within=known.answer_within)
