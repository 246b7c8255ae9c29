"""Port: what is kept of requests that carry an `Idempotency-Key`."""

from datetime import datetime
from typing import Protocol

from chalicelib.domain.idempotency import IdempotencyRecord


class IdempotencyRecords(Protocol):
    """One record per organization and key. An expired one is as if it were not there."""

    def add(self, record: IdempotencyRecord, now: datetime) -> None:
        """Store the record of a key that has none; `Stale` where it has one."""
        ...

    def find(self, organization_id: str, key_hash: str, now: datetime) -> IdempotencyRecord | None:
        """The record of a key, or None."""
        ...

    def take_over(self, record: IdempotencyRecord, holder: str, leased_until: datetime) -> IdempotencyRecord:
        """Hand an unanswered record to another attempt; `Stale` where it is no longer as it was read."""
        ...

    def keep(self, record: IdempotencyRecord, answer: bytes) -> None:
        """Store the answer, of whatever size; `Stale` where the record is another attempt's by now."""
        ...

    def release(self, record: IdempotencyRecord, now: datetime) -> None:
        """End the lease: the next attempt takes over at once, with the same ids. Nothing happens where the record is another's."""
        ...

    def forget(self, record: IdempotencyRecord) -> None:
        """Remove the record: its key is free. Nothing happens where it is another's."""
        ...
