"""API key: a secret that acts for an organization. Only its hash is kept."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

PREFIX = "folio_"
PREFIX_SHOWN = 12
_SECRET_CHARACTERS = 40
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FORM = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_SECRET_CHARACTERS}}}")
ORGANIZATION_FORM = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is stored and listed: everything but the secret. One with an `allowed_brand_id` is restricted to that brand."""

    id: str
    organization_id: str
    name: str
    key_hash: str
    key_prefix: str
    scopes: frozenset[str]
    created_at: datetime
    allowed_brand_id: str | None = None
    last_used_at: datetime | None = None


def secret_from(random: bytes) -> str:
    """`folio_` and 40 base62 characters (238 bits) from 32 random bytes."""
    number, characters = int.from_bytes(random), []
    for _ in range(_SECRET_CHARACTERS):
        number, digit = divmod(number, len(_BASE62))
        characters.append(_BASE62[digit])
    return PREFIX + "".join(characters)


def has_form(secret: str) -> bool:
    """Whether this could be a key at all; what could not is asked of no table."""
    return _FORM.fullmatch(secret) is not None


def hashed(secret: str) -> str:
    """What is stored of a secret: SHA-256, since it has more entropy than any guess could cover."""
    return hashlib.sha256(secret.encode()).hexdigest()
