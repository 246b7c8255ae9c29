"""Claim a request that carries an `Idempotency-Key`: one attempt at a time has it, and once it is answered, nobody has."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Conflict, Stale, Unavailable
from chalicelib.domain.idempotency import LEASE, IdempotencyRecord, KeyedRequest, first_record
from chalicelib.domain.ids import RandomBytes
from chalicelib.usecases.ports.idempotency import IdempotencyRecords

_RACES = 5
_TOKEN_BYTES = 16
_LOOK_AGAIN = 1
"""Seconds: a request takes far less than its lease."""


@dataclass(frozen=True, slots=True)
class ClaimRequest:
    """The use case, with what it depends on."""

    records: IdempotencyRecords
    clock: Clock
    random: RandomBytes

    def __call__(self, request: KeyedRequest) -> IdempotencyRecord:
        """The request's record: answered, or held by this attempt.

        `Conflict` where the key is another request's, and where another attempt has the request.
        """
        for _ in range(_RACES):
            now = self.clock()
            mine = first_record(request, now, seed=self._token(), holder=self._token())
            with suppress(Stale):
                return self._add(mine, now) or self._repeated(request, mine, now)
        raise Unavailable("the request, which others keep repeating")

    def _add(self, record: IdempotencyRecord, now: datetime) -> IdempotencyRecord | None:
        """The record of a request that came for the first time, which costs one write; None for any other."""
        try:
            self.records.add(record, now)
        except Stale:
            return None
        return record

    def _repeated(self, request: KeyedRequest, mine: IdempotencyRecord, now: datetime) -> IdempotencyRecord:
        record = self.records.find(request.organization_id, request.key_hash, now)
        if record is None:
            raise Stale  # forgotten meanwhile, or expired: the next round is the first
        if record.holder == mine.holder:
            return record  # it was written, only the answer to that got lost and the client wrote it again
        if record.fingerprint != request.fingerprint:
            reason = "The Idempotency-Key was used for another request"
            raise Conflict(reason, {"reason": "idempotency_key_reused"})
        if record.answer is not None:
            return record
        if now < record.leased_until:
            reason = "A request with this Idempotency-Key is still in flight"
            raise Conflict(reason, {"reason": "idempotency_key_in_flight"}, retry_after=_LOOK_AGAIN)
        return self.records.take_over(record, self._token(), now + LEASE)

    def _token(self) -> str:
        return self.random(_TOKEN_BYTES).hex()
