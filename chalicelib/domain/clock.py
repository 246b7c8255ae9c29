"""Instants: aware, UTC, to the millisecond, which is what is stored and answered."""

from collections.abc import Callable
from datetime import UTC, datetime

type Clock = Callable[[], datetime]


def to_milliseconds(at: datetime) -> datetime:
    """The same instant in UTC, cut to the millisecond."""
    if at.tzinfo is None:
        raise ValueError(f"a naive datetime is nobody's instant: {at!r}")
    at = at.astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def format_instant(at: datetime) -> str:
    """`2026-03-01T10:00:00.000Z`: sorts as text in the order of time."""
    return to_milliseconds(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """Back from `format_instant`, or from any ISO-8601 instant with an offset; ValueError on anything else."""
    return to_milliseconds(datetime.fromisoformat(text))
