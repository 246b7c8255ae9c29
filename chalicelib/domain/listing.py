"""Listing: one page of a list, newest first."""

from dataclasses import dataclass

DEFAULT_LIMIT = 20
MAX_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Listing[T]:
    """Items in order, and where the next page goes on (None: there is none). A page may be short while more is to come."""

    items: tuple[T, ...]
    after: str | None = None
