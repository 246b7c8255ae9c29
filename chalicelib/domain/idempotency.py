"""Idempotency: what makes two requests with one `Idempotency-Key` the same request, and what is kept of the first."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)
"""How long an attempt may take before another takes over; the function that serves the API ends it long before."""

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def is_key(text: str) -> bool:
    """Whether `text` can be an `Idempotency-Key`: 1–255 printable ASCII characters, no spaces."""
    return _KEY.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request that carries a key, and everything that its answer depends on.

    `restricted_to` is the brand that its caller is restricted to: what one caller was answered is never handed to one who may see
    less, and beyond the scope that every attempt is checked for, a restriction is all that tells callers of an organization apart.
    """

    organization_id: str
    restricted_to: str | None
    key: str
    method: str
    route: str
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: bytes

    @property
    def key_hash(self) -> str:
        """The key as it is stored: a caller's text is no part of an item's key."""
        return hashlib.sha256(self.key.encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The same for the same request, and for no other."""
        asked = [self.restricted_to, self.method, self.route, sorted(self.path.items()), sorted(self.query.items())]
        return hashlib.sha256(json.dumps(asked).encode() + b"\0" + self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class IdempotencyRecord:
    """What is kept under an organization's key, from before the first write until `expires_at`.

    `started_at` and `seed` fix the ids of what the request makes, whichever attempt makes it. `holder` is the attempt that has the
    lease, or had it last; `resumes` says that there was one before it. `answer` is None until one is decided.
    """

    organization_id: str
    key_hash: str
    fingerprint: str
    seed: str
    started_at: datetime
    expires_at: datetime
    holder: str
    leased_until: datetime
    resumes: bool = False
    answer: bytes | None = None


def first_record(request: KeyedRequest, now: datetime, *, seed: str, holder: str) -> IdempotencyRecord:
    """The record of a key that is used for the first time."""
    return IdempotencyRecord(
        organization_id=request.organization_id,
        key_hash=request.key_hash,
        fingerprint=request.fingerprint,
        seed=seed,
        started_at=now,
        expires_at=(now + KEPT).replace(microsecond=0),
        holder=holder,
        leased_until=now + LEASE,
    )
