"""Target judgement: the report's figures against their targets, each by the narrowest target that there is for it.

- A campaign's own target judges that campaign, an account's own target that account. The organization's judges the accounts of the
  report that have none of their own for the metric, together: per currency where the metric has money in it.
- Additive metrics are pro-rated by days, ratios are not. Only days on which every account concerned has data count, on both sides.
- More than 10 % better is a win, more than 10 % worse a concern, exactly 10 % neither. Spend is a budget: under it is said, not praised.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain import thresholds
from chalicelib.domain.coverage import days_with_data
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.report_target import ReportTarget, TargetMetric
from chalicelib.domain.targets_in_force import days_of, in_force
from chalicelib.domain.totals import total

_DIGITS = 12
"""Digits of a deviation that are compared with the margin: what a division leaves behind them must not turn exactly 10 % into more."""


class Standing(StrEnum):
    """How a figure stands against what it is held against."""

    WIN = "win"
    CONCERN = "concern"
    NEAR = "near"
    """Within 10 %, either way."""
    UNDER_BUDGET = "under budget"
    NOT_MEASURED = "not measured"
    """The figure has no value: a ratio whose divisor is zero."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figure it is: a campaign's, one account's, or that of the accounts that the organization's target is held against."""

    accounts: tuple[AccountFacts, ...]
    campaign_id: str | None = None
    campaign_name: str | None = None
    is_organization: bool = False

    @property
    def currency(self) -> str | None:
        """Its accounts' currency; None where they have several."""
        codes = {account.identity.currency for account in self.accounts}
        return codes.pop() if len(codes) == 1 else None

    def rows(self, days: frozenset[date]) -> list[DailyMetrics]:
        """Its rows of these days."""
        rows = (row for account in self.accounts for row in account.rows if row.day in days)
        return [row for row in rows if self.campaign_id in (None, row.campaign_id)]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A figure against its target over `days`, the days of the period that count. `target` is what falls on those days."""

    metric: Metric
    subject: Subject
    targets: tuple[ReportTarget, ...]
    """The targets in force, in order of days: several where one took over from another."""
    target: Decimal
    actual: Decimal | None
    days: tuple[date, ...]
    standing: Standing

    @property
    def relative(self) -> Decimal | None:
        """(actual − target) ÷ target, a fraction."""
        return None if self.actual is None else (self.actual - self.target) / self.target


def judgements(facts: Facts) -> tuple[Judgement, ...]:
    """Every figure that has a target: the organization's first, then accounts, then campaigns, metrics in the order of their enum."""
    made = (_judged(metric, subject, targets, facts) for metric in TargetMetric for subject, targets in _subjects(metric, facts))
    return tuple(sorted((judgement for judgement in made if judgement), key=lambda judgement: _breadth(judgement.subject)))


def standing(metric: Metric, actual: Decimal | None, target: Decimal) -> Standing:
    """How an actual stands against a target over zero."""
    if actual is None:
        return Standing.NOT_MEASURED
    off = round((actual - target) / target, _DIGITS)
    if abs(off) <= thresholds.TARGET_MARGIN:
        return Standing.NEAR
    if metric is Metric.SPEND:
        return Standing.CONCERN if off > 0 else Standing.UNDER_BUDGET
    is_better = (off > 0) == (metric is not Metric.CPA)
    return Standing.WIN if is_better else Standing.CONCERN


def due_by_day(judged: Judgement, length: int) -> list[Decimal]:
    """What an additive target asks of each judged day of a report of `length` days, in order."""
    held = [(day, in_force(judged.targets, day, length)) for day in judged.days]
    return [target.target_value / days_of(target.period_type, day) for day, target in held if target]


def measured_days(accounts: Sequence[AccountFacts], facts: Facts) -> tuple[date, ...]:
    """The days of the period on which every account with any data has data, in order."""
    covered = [days for account in accounts if (days := days_with_data(account, facts.period))]
    return tuple(sorted(frozenset.intersection(*covered))) if covered else ()


def _breadth(subject: Subject) -> int:
    return 0 if subject.is_organization else 1 if subject.campaign_id is None else 2


def _subjects(metric: TargetMetric, facts: Facts) -> Iterable[tuple[Subject, list[ReportTarget]]]:
    of_metric = [target for target in facts.targets if target.metric is metric and target.target_value > 0]
    without: list[AccountFacts] = []
    for account in facts.accounts:
        of_account = [target for target in of_metric if target.ad_account_id == account.identity.ad_account_id]
        own = [target for target in _in_currency(of_account, account.identity.currency) if target.campaign_external_id is None]
        if own:
            yield Subject((account,)), own
        else:
            without.append(account)
        yield from _campaigns(account, of_account)
    general = [target for target in of_metric if target.ad_account_id is None]
    for accounts in _together(metric, without):
        yield Subject(accounts, is_organization=True), _in_currency(general, accounts[0].identity.currency)


def _campaigns(account: AccountFacts, targets: Iterable[ReportTarget]) -> Iterable[tuple[Subject, list[ReportTarget]]]:
    by_campaign: dict[str, list[ReportTarget]] = {}
    for target in _in_currency(targets, account.identity.currency):
        if target.campaign_external_id is not None:
            by_campaign.setdefault(target.campaign_external_id, []).append(target)
    for campaign_id, own in sorted(by_campaign.items()):
        name = next((row.campaign_name for row in reversed(account.rows) if row.campaign_id == campaign_id), campaign_id)
        yield Subject((account,), campaign_id, name), own


def _together(metric: TargetMetric, accounts: Sequence[AccountFacts]) -> list[tuple[AccountFacts, ...]]:
    """The accounts whose figures may be added up: all of them, or those of one currency where there is money in the metric."""
    if metric in (TargetMetric.CONVERSIONS, TargetMetric.CTR, TargetMetric.IMPRESSIONS):
        return [tuple(accounts)] if accounts else []
    groups: dict[str, list[AccountFacts]] = {}
    for account in accounts:
        groups.setdefault(account.identity.currency, []).append(account)
    return [tuple(group) for group in groups.values()]


def _in_currency(targets: Iterable[ReportTarget], currency: str) -> list[ReportTarget]:
    return [target for target in targets if target.target_currency in (None, currency)]


def _judged(metric: TargetMetric, subject: Subject, targets: Sequence[ReportTarget], facts: Facts) -> Judgement | None:
    length = len(facts.period)
    held = {day: target for day in measured_days(subject.accounts, facts) if (target := in_force(targets, day, length))}
    if held and metric.metric.is_ratio:
        last = held[max(held)]
        held = {day: target for day, target in held.items() if target is last}
    if not held:
        return None
    value = held[max(held)].target_value if metric.metric.is_ratio else _pro_rated(held)
    actual = metric.metric.of(total(subject.rows(frozenset(held))))
    in_order = tuple(dict.fromkeys(held.values()))
    return Judgement(metric.metric, subject, in_order, value, actual, tuple(held), standing(metric.metric, actual, value))


def _pro_rated(held: Mapping[date, ReportTarget]) -> Decimal:
    """Whole units of a target's period come out exact: days of one target and one length of its unit are divided once."""
    days = Counter((target, days_of(target.period_type, day)) for day, target in held.items())
    return sum((target.target_value * count / unit for (target, unit), count in days.items()), Decimal(0))
