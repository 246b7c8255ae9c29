"""Change: a metric against the period before, like with like, with a verdict that knows the noise.

Days are paired by offset (first day with first day). A pair counts for an account only where both its days have data.
A total of several accounts sums, on each offset, the accounts whose pair counts; offsets without any are left out.

Verdict, from the n compared offsets:
- additive metric: the paired t interval of the mean daily difference, d̄ ± t(0.975, n−1) · s_d ÷ √n, with d_i = now_i − before_i;
- ratio R = Σy ÷ Σx: the difference of the two ratios ± t(0.975, n−1) · s_u ÷ √n, with the linearised residuals of the ratio
  estimator (Cochran, Sampling Techniques, 3rd ed. 1977, ch. 6), also paired:
  u_i = (y_i − R·x_i) ÷ x̄ now  −  (y_i − R·x_i) ÷ x̄ before.
An interval that holds zero is no clear change, and neither is one of less than `thresholds.SMALLEST_CLEAR_CHANGE`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from chalicelib.domain import thresholds
from chalicelib.domain.coverage import days_with_data
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals, totals_by

# 97.5 % quantiles of Student's t for 1–30 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.2). A period has at most 31 days.
_T_THOUSANDTHS = (
    *(12706, 4303, 3182, 2776, 2571, 2447, 2365, 2306, 2262, 2228, 2201, 2179, 2160, 2145, 2131),
    *(2120, 2110, 2101, 2093, 2086, 2080, 2074, 2069, 2064, 2060, 2056, 2052, 2048, 2045, 2042),
)


_NOTHING = Totals()


class Verdict(StrEnum):
    """What may be said of a change."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW_DAYS = "too few days"


@dataclass(frozen=True, slots=True)
class PairedDay:
    """The same offset of both periods, over the accounts whose pair counts."""

    before: Totals
    now: Totals

    def __add__(self, other: "PairedDay") -> "PairedDay":
        return PairedDay(self.before + other.before, self.now + other.now)


@dataclass(frozen=True)
class Comparison:
    """The compared days, in order. `pairs` of `possible` account-days could be compared."""

    days: tuple[PairedDay, ...]
    pairs: int
    possible: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing had to be left out."""
        return self.pairs == self.possible

    @cached_property
    def before(self) -> Totals:
        """Totals of the compared days of the period before."""
        return sum((day.before for day in self.days), Totals())

    @cached_property
    def now(self) -> Totals:
        """Totals of the compared days of the period."""
        return sum((day.now for day in self.days), Totals())


@dataclass(frozen=True, slots=True)
class Change:
    """A metric's change over the compared days. `relative` and `difference` are None where a value is (a zero divisor, a zero before)."""

    metric: Metric
    before: Decimal | None
    now: Decimal | None
    verdict: Verdict
    days: int

    @property
    def difference(self) -> Decimal | None:
        """Now − before, in the metric's unit."""
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def relative(self) -> Decimal | None:
        """(now − before) ÷ before, a fraction."""
        difference = self.difference
        return difference / self.before if difference is not None and self.before else None

    @property
    def is_small(self) -> bool:
        """Whether it is too small to be called a change, whatever the noise."""
        return self.relative is not None and abs(self.relative) < thresholds.SMALLEST_CLEAR_CHANGE

    @property
    def is_clear(self) -> bool:
        """Whether the difference stands out of the noise."""
        return self.verdict in (Verdict.UP, Verdict.DOWN)

    @property
    def goodness(self) -> int:
        """1: clearly better, −1: clearly worse, 0: neither, or not for this metric to say."""
        return self.metric.good_direction * {Verdict.UP: 1, Verdict.DOWN: -1}.get(self.verdict, 0)


def comparable_offsets(account: AccountFacts, period: Period) -> tuple[int, ...]:
    """The offsets on which the account has data in the period and in the one before it."""
    now, before = days_with_data(account, period), days_with_data(account, period.before())
    pairs = zip(period, period.before(), strict=True)
    return tuple(offset for offset, (day, earlier) in enumerate(pairs) if day in now and earlier in before)


def compare(accounts: Iterable[AccountFacts], period: Period) -> Comparison:
    """All rows of accounts of one currency against the period before. An account without a row in either is left out of `possible` too."""
    both = Period(period.before().start, period.end)
    return _comparison([(account.daily, comparable_offsets(account, period)) for account in accounts if account.within(both)], period)


def compare_rows(rows: Sequence[DailyMetrics], offsets: tuple[int, ...], period: Period) -> Comparison:
    """Some rows of one account (a campaign's) over the account's comparable offsets: a day without a row of theirs is then a zero."""
    return _comparison([(totals_by(rows, lambda row: row.day), offsets)], period)


def _comparison(parts: Sequence[tuple[Mapping[date, Totals], tuple[int, ...]]], period: Period) -> Comparison:
    pairs = list(zip(period.before(), period, strict=True))
    days: dict[int, PairedDay] = {}
    for daily, offsets in parts:
        for offset in offsets:
            earlier, later = pairs[offset]
            day = PairedDay(daily.get(earlier, _NOTHING), daily.get(later, _NOTHING))
            days[offset] = days[offset] + day if offset in days else day
    in_order = tuple(days[offset] for offset in sorted(days))
    return Comparison(in_order, sum(len(offsets) for _, offsets in parts), len(parts) * len(period))


def change(metric: Metric, comparison: Comparison) -> Change:
    """The metric's change over a comparison's days."""
    before, now = metric.of(comparison.before), metric.of(comparison.now)
    if not comparison.days:
        before = now = None
    return Change(metric, before, now, _verdict(metric, comparison, before, now), len(comparison.days))


def _verdict(metric: Metric, comparison: Comparison, before: Decimal | None, now: Decimal | None) -> Verdict:
    days = comparison.days
    if len(days) < thresholds.MIN_COMPARED_DAYS or before is None or now is None:
        return Verdict.TOO_FEW_DAYS
    later = _residuals(metric, [day.now for day in days], now)
    earlier = _residuals(metric, [day.before for day in days], before)
    half_width = _half_width([a - b for a, b in zip(later, earlier, strict=True)])
    difference = now - before if metric.is_ratio else (now - before) / len(days)
    if abs(difference) <= half_width or abs(now - before) < abs(before) * thresholds.SMALLEST_CLEAR_CHANGE:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.UP if difference > 0 else Verdict.DOWN


def _residuals(metric: Metric, days: Sequence[Totals], value: Decimal) -> list[Decimal]:
    """What varies from day to day: a ratio's linearised residuals, or an additive metric's daily values themselves."""
    parts = [metric.parts(day) for day in days]
    if not metric.is_ratio:
        return [numerator for numerator, _ in parts]
    mean_divisor = sum((divisor for _, divisor in parts), Decimal(0)) / len(parts)
    return [(numerator - value * divisor) / mean_divisor for numerator, divisor in parts]


def _half_width(values: Sequence[Decimal]) -> Decimal:
    """Half the 95 % t interval of a mean: t · s ÷ √n, with s from n − 1."""
    n = len(values)
    mean = sum(values, Decimal(0)) / n
    variance = sum(((value - mean) ** 2 for value in values), Decimal(0)) / (n - 1)
    return Decimal(_T_THOUSANDTHS[n - 2]) / 1000 * (variance / n).sqrt()
