"""Attempt: one go at a request, from which whatever it makes has its ids. A request that is tried again makes the same ones."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from chalicelib.domain.clock import Clock
from chalicelib.domain.ids import RandomBytes


@dataclass(frozen=True, slots=True)
class Attempt:
    """The time and the randomness that a request's new things are made of; `resumes`: an earlier attempt may have died half-way."""

    clock: Clock
    random: RandomBytes
    resumes: bool = False


def repeatable(at: datetime, seed: bytes, *, resumes: bool) -> Attempt:
    """An attempt that draws the same time and bytes as any other with this instant and seed. For ids, never for secrets."""
    draws = count()
    return Attempt(lambda: at, lambda length: hashlib.shake_256(seed + next(draws).to_bytes(8)).digest(length), resumes)
