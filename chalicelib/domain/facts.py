"""Facts: everything that a report is made from, gathered once and frozen. The same facts make the same bytes."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any

from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.decision import Decision
from chalicelib.domain.locale import DEFAULT
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.rewording.reworded import Reworded
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.totals import DayTotals, Totals, totals_by
from chalicelib.domain.white_label import NOTHING_WORN, Worn


@dataclass(frozen=True)
class AccountFacts:
    """One account's rows over the window that was gathered, ordered by day, then campaign id. A day without a row is a day without data.

    `earlier` is what is known of the days before that window, for context: whole days, in order, without their campaigns.
    `data_version` is the account's when they were read, or just before.
    There may be many rows, and many sections ask for the same sums of them: what was worked out is kept, as long as the facts are.
    """

    identity: AccountIdentity
    rows: tuple[DailyMetrics, ...]
    earlier: tuple[DayTotals, ...] = ()
    data_version: int = 0

    def within(self, period: Period) -> tuple[DailyMetrics, ...]:
        """The rows of a period, in the same order."""
        first = bisect_left(self.rows, period.start, key=_day)
        return self.rows[first : bisect_right(self.rows, period.end, lo=first, key=_day)]

    @cached_property
    def daily(self) -> Mapping[date, Totals]:
        """What all rows of a day add up to, in order; the days with data."""
        return totals_by(self.rows, _day)

    def total(self, period: Period) -> Totals:
        """What all rows of a period add up to."""
        return sum((totals for day, totals in self.daily.items() if day in period), Totals())

    def by_day(self) -> tuple[DayTotals, ...]:
        """Every day that is known of, whole, in order: those of the rows and the earlier ones."""
        return (*self.earlier, *(DayTotals(day, totals) for day, totals in self.daily.items()))

    @cached_property
    def _worked_out(self) -> dict[tuple[Any, Period], Any]:
        return {}


type OfAccount[T] = Callable[[AccountFacts, Period], T]


def once[T](work: OfAccount[T]) -> OfAccount[T]:
    """What is worked out of an account's rows for a period, kept beside them: the next who asks gets the same."""

    @wraps(work)
    def kept(account: AccountFacts, period: Period) -> T:
        known, key = account._worked_out, (work, period)
        if key not in known:
            known[key] = work(account, period)
        found: T = known[key]
        return found

    return kept


def _day(row: DailyMetrics) -> date:
    return row.day


@dataclass(frozen=True, slots=True)
class Facts:
    """A performance report's facts.

    `gathered` is the whole window whose rows were read, which begins as far before `period` as the template's sections need;
    `gathered_at` is when, and `locale` is how figures, dates and money are written (as Babel
    names it), `worn` whose look it has. `targets` are those that concern the accounts and
    are valid on some day of the period, `decisions` the entries of the accounts' logs within it; both are empty where no section asks.
    `reworded` is what of its prose is in a language model's words.
    """

    report_id: str
    title: str
    organization_id: str
    template: TemplateIdentity
    sections: tuple[str, ...]
    period: Period
    gathered: Period
    gathered_at: datetime
    accounts: tuple[AccountFacts, ...]
    locale: str = DEFAULT
    worn: Worn = NOTHING_WORN
    targets: tuple[ReportTarget, ...] = ()
    decisions: tuple[Decision, ...] = ()
    reworded: Reworded | None = None

    @property
    def previous(self) -> Period:
        """The period of equal length just before the report's."""
        return self.period.before()

    @property
    def has_own_title(self) -> bool:
        """Whether the caller gave a title, rather than the default of template name and period."""
        return self.title != f"{self.template.name} ({self.period.start} – {self.period.end})"
