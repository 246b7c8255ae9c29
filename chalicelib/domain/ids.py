"""Ids: UUIDv7 (RFC 9562), time-ordered; prefixed ones are TypeIDs (`ad_rpt_` + the same 128 bits in base32)."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

REPORT = "ad_rpt"
TEMPLATE = "ad_rtpl"
TARGET = "ad_rtgt"
AD_ACCOUNT = "ad_acct"

RANDOM_BYTES = 10
type RandomBytes = Callable[[int], bytes]

_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
_SUFFIX = re.compile(f"[0-7][{_BASE32}]{{25}}")
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def uuid7(at: datetime, random: bytes) -> UUID:
    """The UUIDv7 of an instant and 10 random bytes (74 of their bits are used)."""
    milliseconds = round(at.timestamp() * 1000)
    bits = int.from_bytes(random[:RANDOM_BYTES])
    high, low = bits >> 62 & 0xFFF, bits & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def derived_uuid7(at: datetime, *identity: str) -> UUID:
    """The one UUIDv7 of an instant and of what identifies the thing: made twice, it is the same."""
    return uuid7(at, hashlib.sha256("\0".join(identity).encode()).digest())


def prefixed(prefix: str, uuid: UUID) -> str:
    """`ad_rpt_` and the UUID's 128 bits in 26 characters of Crockford's base32, most significant first: sorts by time."""
    digits = "".join(_BASE32[uuid.int >> shift & 31] for shift in range(125, -1, -5))
    return f"{prefix}_{digits}"


def made_at(prefixed_id: str) -> datetime:
    """The instant that a prefixed id was made for: its first 48 bits are milliseconds."""
    bits = 0
    for digit in prefixed_id.rpartition("_")[2]:
        bits = bits << 5 | _BASE32.index(digit)
    return datetime.fromtimestamp((bits >> 80) / 1000, UTC)


def is_prefixed(prefix: str, text: str) -> bool:
    """Whether `text` has the form of an id of this prefix. What has not is nobody's: a 404, asked of no table."""
    return text.startswith(f"{prefix}_") and _SUFFIX.fullmatch(text, len(prefix) + 1) is not None


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID as it is answered, in lower case. What is not is nobody's id, as with `is_prefixed`."""
    return _UUID.fullmatch(text) is not None


def new_uuid(at: datetime, random: RandomBytes) -> str:
    """A new UUIDv7 for a thing made at `at`."""
    return str(uuid7(at, random(RANDOM_BYTES)))


def new_id(prefix: str, at: datetime, random: RandomBytes) -> str:
    """A new prefixed id for a thing made at `at`."""
    return prefixed(prefix, uuid7(at, random(RANDOM_BYTES)))
