"""Settled: what is read, decided and written on condition that it is still what was read; tried again while others change it."""

from collections.abc import Callable
from contextlib import suppress

from chalicelib.domain.errors import Stale, Unavailable

_RACES = 8


def settled[T](attempt: Callable[[], T], what: str) -> T:
    """What the first attempt that is not `Stale` comes to; `Unavailable` for `what` where there is none. An attempt reads anew."""
    for _ in range(_RACES):
        with suppress(Stale):
            return attempt()
    raise Unavailable(f"{what}, which others keep changing")
