"""Idempotency records in DynamoDB. An answer is compressed, and cut where it is still more than an item holds (400 KB).

The further parts are written before the record says that there are any, under a key of the attempt's own.
"""

import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.domain.clock import format_instant, parse_instant
from chalicelib.domain.errors import Stale
from chalicelib.domain.idempotency import IdempotencyRecord

PART_BYTES = 300_000
_IS_MINE = "holder = :holder AND attribute_not_exists(answer)"


class DynamoIdempotencyRecords:
    """The port `IdempotencyRecords` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, record: IdempotencyRecord, now: datetime) -> None:
        """Store the record, also over an expired one that DynamoDB has not yet tidied away."""
        values = {":now": _epoch(now)}
        self._table.put_if(_item(record), "attribute_not_exists(pk) OR expires_at <= :now", values)

    def find(self, organization_id: str, key_hash: str, now: datetime) -> IdempotencyRecord | None:
        """The record, with the whole of its answer, or None."""
        item = self._table.get(keys.idempotency(organization_id, key_hash))
        return self._read(item) if item and item["expires_at"] > _epoch(now) else None

    def take_over(self, record: IdempotencyRecord, holder: str, leased_until: datetime) -> IdempotencyRecord:
        """Change the holder, on condition that it is still the one that was read."""
        self._table.update(
            _key(record),
            "SET holder = :new, leased_until = :until, resumes = :true",
            {":new": holder, ":until": format_instant(leased_until), ":true": True, ":holder": record.holder},
            _IS_MINE,
        )
        return replace(record, holder=holder, leased_until=leased_until, resumes=True)

    def keep(self, record: IdempotencyRecord, answer: bytes) -> None:
        """Store the parts of the answer, the first of them with the record."""
        packed = zlib.compress(answer)
        first, *further = [packed[start : start + PART_BYTES] for start in range(0, len(packed), PART_BYTES)]
        for number, part in enumerate(further, 1):
            key = keys.part_of_answer(record.organization_id, record.key_hash, record.holder, number)
            self._table.put(key._asdict() | {"part": part, "expires_at": _epoch(record.expires_at)})
        values = {":answer": first, ":parts": len(further), ":holder": record.holder}
        self._table.update(_key(record), "SET answer = :answer, further_parts = :parts", values, _IS_MINE)

    def release(self, record: IdempotencyRecord, now: datetime) -> None:
        """End the lease."""
        values = {":now": format_instant(now), ":holder": record.holder}
        with suppress(Stale):
            self._table.update(_key(record), "SET leased_until = :now", values, _IS_MINE)

    def forget(self, record: IdempotencyRecord) -> None:
        """Remove the record."""
        with suppress(Stale):
            self._table.delete_if(_key(record), _IS_MINE, {":holder": record.holder})

    def _read(self, item: Item) -> IdempotencyRecord:
        organization_id, key_hash, holder = item["organization_id"], item["key_hash"], item["holder"]
        answer = item.get("answer")
        if answer is not None:
            further = range(1, int(item["further_parts"]) + 1)
            wanted = [keys.part_of_answer(organization_id, key_hash, holder, number) for number in further]
            parts = sorted(self._table.batch_get(wanted), key=lambda part: str(part["sk"]))
            answer = zlib.decompress(bytes(answer) + b"".join(bytes(part["part"]) for part in parts))
        return IdempotencyRecord(
            organization_id=organization_id,
            key_hash=key_hash,
            fingerprint=item["fingerprint"],
            seed=item["seed"],
            started_at=parse_instant(item["started_at"]),
            expires_at=datetime.fromtimestamp(int(item["expires_at"]), UTC),
            holder=holder,
            leased_until=parse_instant(item["leased_until"]),
            resumes=item["resumes"],
            answer=answer,
        )


def _item(record: IdempotencyRecord) -> Item:
    return _key(record)._asdict() | {
        "organization_id": record.organization_id,
        "key_hash": record.key_hash,
        "fingerprint": record.fingerprint,
        "seed": record.seed,
        "started_at": format_instant(record.started_at),
        "expires_at": _epoch(record.expires_at),
        "holder": record.holder,
        "leased_until": format_instant(record.leased_until),
        "resumes": record.resumes,
    }


def _key(record: IdempotencyRecord) -> keys.Key:
    return keys.idempotency(record.organization_id, record.key_hash)


def _epoch(at: datetime) -> int:
    """Seconds since 1970, which is what DynamoDB's TTL reads."""
    return int(at.timestamp())
