"""Period: whole calendar days, both ends inclusive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MAX_DAYS = 31
FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Of rows and of reports: online ads are not older, and a later year is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both inclusive; `end` is never before `start`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} – {self.end}")

    @classmethod
    def ending(cls, end: date, days: int) -> "Period":
        """The `days` days that end with `end`."""
        return cls(end - timedelta(days=days - 1), end)

    def __len__(self) -> int:
        return (self.end - self.start).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(len(self)))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def before(self, days: int | None = None) -> "Period":
        """The `days` days (default: as many as this one has) just before this one."""
        return Period.ending(self.start - timedelta(days=1), days or len(self))

    def by_month(self) -> list["Period"]:
        """The same days, cut at the turns of the months."""
        starts = [self.start, *(day for day in self if day.day == 1 and day != self.start)]
        ends = [*(start - timedelta(days=1) for start in starts[1:]), self.end]
        return [Period(start, end) for start, end in zip(starts, ends, strict=True)]

    def months(self) -> list[str]:
        """The calendar months it touches, as `YYYY-MM`, in order."""
        return list(dict.fromkeys(f"{day:%Y-%m}" for day in self))
