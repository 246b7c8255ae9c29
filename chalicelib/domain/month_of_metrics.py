"""Month of metrics: the rows of one ad account in one calendar month, which are stored and replaced as one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.domain.daily_metrics import DailyMetrics


@dataclass(frozen=True, slots=True)
class MonthOfMetrics:
    """The rows of `month` (`YYYY-MM`), ordered by day, then campaign id. `version` counts its replacements; 0: nothing is stored."""

    month: str
    version: int
    rows: tuple[DailyMetrics, ...]

    def with_rows(self, rows: Iterable[DailyMetrics]) -> "MonthOfMetrics":
        """The month after an upsert by day and campaign; `version` is still the one that was read."""
        by_key = {row.key: row for row in self.rows} | {row.key: row for row in rows}
        return replace(self, rows=tuple(by_key[key] for key in sorted(by_key)))


def by_month(rows: Iterable[DailyMetrics]) -> dict[str, list[DailyMetrics]]:
    """Rows by their calendar month."""
    months: dict[str, list[DailyMetrics]] = {}
    for row in rows:
        months.setdefault(f"{row.day:%Y-%m}", []).append(row)
    return months
