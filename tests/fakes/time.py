"""A clock that stands until it is moved, and randomness that repeats."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self, now: datetime = datetime(2026, 4, 22, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


class CountingRandom:
    """Bytes that count up: no two draws are equal, and every run draws the same."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, length: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(length)
