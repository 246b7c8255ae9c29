"""What stands behind an unusual day: the campaign that strayed furthest from its own mean in the same direction."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.anomaly import Anomaly, compared_accounts
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_totals import common_days
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import Totals, totals_by


def behind(day: date, of_day: Sequence[Anomaly], group: CurrencyGroup, period: Period, wording: Wording) -> Prose:
    """`Brand: +€900.10 against its mean of the 28 days`; for a day whose CPA alone is unusual, of conversions."""
    metric = next((anomaly.metric for anomaly in of_day if not anomaly.metric.is_ratio), Metric.CONVERSIONS)
    strays = _strays(metric, day, group, period)
    if not strays:
        return ()
    upwards = sum(strays.values(), Decimal(0)) > 0
    (_, name), stray = max(strays.items(), key=lambda pair: pair[1] if upwards else -pair[1])
    figure = wording.signed_money(stray, group.currency) if metric.is_money else wording.signed_count(stray)
    return (
        shortened(name),
        f": {figure}{'' if metric.is_money else ' ' + metric.label.lower()} against its mean of the {thresholds.BASELINE_DAYS} days",
    )


def _strays(metric: Metric, day: date, group: CurrencyGroup, period: Period) -> dict[tuple[str, str], Decimal]:
    """By account and campaign's name: the day's value − its mean over the baseline's days. Summed, it is the day's own stray."""
    before = period.before(thresholds.BASELINE_DAYS)
    accounts = compared_accounts(group, period)
    days = common_days(accounts, before)
    strays: dict[tuple[str, str], Decimal] = {}
    for account in accounts:
        names = {row.campaign_id: row.campaign_name for row in account.rows}
        usual = totals_by((row for row in account.within(before) if row.day in days), lambda row: row.campaign_id)
        now = totals_by(account.within(Period(day, day)), lambda row: row.campaign_id)
        for campaign, name in names.items():
            mean = (metric.of(usual.get(campaign, Totals())) or Decimal(0)) / len(days)
            stray = (metric.of(now.get(campaign, Totals())) or Decimal(0)) - mean
            if stray:
                strays[account.identity.ad_account_id, name] = strays.get((account.identity.ad_account_id, name), Decimal(0)) + stray
    return strays
