"""Idempotency records in memory: the port `IdempotencyRecords`, held to the same contract as the table."""

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.errors import Stale
from chalicelib.domain.idempotency import IdempotencyRecord


class FakeIdempotencyRecords:
    def __init__(self) -> None:
        self._records: dict[tuple[str, str], IdempotencyRecord] = {}

    def __len__(self) -> int:
        return len(self._records)

    def add(self, record: IdempotencyRecord, now: datetime) -> None:
        if self.find(record.organization_id, record.key_hash, now) is not None:
            raise Stale
        self._records[record.organization_id, record.key_hash] = record

    def find(self, organization_id: str, key_hash: str, now: datetime) -> IdempotencyRecord | None:
        record = self._records.get((organization_id, key_hash))
        return record if record is not None and record.expires_at > now else None

    def take_over(self, record: IdempotencyRecord, holder: str, leased_until: datetime) -> IdempotencyRecord:
        taken = replace(self._mine(record), holder=holder, leased_until=leased_until, resumes=True)
        self._records[record.organization_id, record.key_hash] = taken
        return taken

    def keep(self, record: IdempotencyRecord, answer: bytes) -> None:
        self._records[record.organization_id, record.key_hash] = replace(self._mine(record), answer=answer)

    def release(self, record: IdempotencyRecord, now: datetime) -> None:
        if self._is_mine(record):
            self._records[record.organization_id, record.key_hash] = replace(self._mine(record), leased_until=now)

    def forget(self, record: IdempotencyRecord) -> None:
        if self._is_mine(record):
            del self._records[record.organization_id, record.key_hash]

    def _is_mine(self, record: IdempotencyRecord) -> bool:
        stored = self._records.get((record.organization_id, record.key_hash))
        return stored is not None and stored.holder == record.holder and stored.answer is None

    def _mine(self, record: IdempotencyRecord) -> IdempotencyRecord:
        if not self._is_mine(record):
            raise Stale
        return self._records[record.organization_id, record.key_hash]
