"""Performance tables: a performance report's figures as tables, whole: also what its page sums into an "other" row.

Money is in the account's currency. `…_compared` and `…_before` are of the days that both the period and the one before have data for.
"""

from collections.abc import Iterator

from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.campaigns import Campaign, campaigns
from chalicelib.domain.change import Comparison, compare
from chalicelib.domain.coverage import coverage
from chalicelib.domain.currency_group import by_currency
from chalicelib.domain.exported_table import Entry, ExportedTable, exported, table
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.totals import Totals

_SUMS = tuple(metric for metric in Metric if not metric.is_ratio)
_IDENTITY = ("ad_account_id", "account_name", "platform", "external_account_id", "currency")
_METRICS = tuple(metric.value for metric in Metric)
_COMPARED = ("compared_days", *(f"{metric}_{what}" for metric in _SUMS for what in ("compared", "before")))
_PERIOD = ("period_start", "period_end")


def performance_tables(facts: Facts) -> tuple[ExportedTable, ...]:
    """Accounts, campaigns by falling cost within their currency, and each account's days."""
    return (
        table(
            "accounts",
            [_account(account, facts) for account in facts.accounts],
            (*_IDENTITY, "timezone", *_PERIOD, "days_with_data", "days", *_METRICS, *_COMPARED),
        ),
        table(
            "campaigns",
            [_campaign(campaign, facts) for group in by_currency(facts) for campaign in campaigns(group, facts.period)],
            (*_IDENTITY, "campaign_id", "campaign_name", *_PERIOD, "days_with_rows", *_METRICS, *_COMPARED),
        ),
        table(
            "days",
            [day for account in facts.accounts for day in _days(account, facts)],
            ("day", *_IDENTITY, "has_data", *_METRICS),
        ),
    )


def _account(account: AccountFacts, facts: Facts) -> dict[str, Entry]:
    covered = coverage(account, facts.period)
    return (
        _identity(account.identity)
        | {"timezone": account.identity.timezone, "days_with_data": covered.days_with_data, "days": covered.days}
        | _period(facts)
        | _figures(account.total(facts.period), account.identity.currency)
        | _comparison(compare([account], facts.period), account.identity.currency)
    )


def _campaign(campaign: Campaign, facts: Facts) -> dict[str, Entry]:
    return (
        _identity(campaign.account)
        | {"campaign_id": campaign.id, "campaign_name": campaign.name, "days_with_rows": len({row.day for row in campaign.rows})}
        | _period(facts)
        | _figures(campaign.now, campaign.account.currency)
        | _comparison(campaign.comparison, campaign.account.currency)
    )


def _days(account: AccountFacts, facts: Facts) -> Iterator[dict[str, Entry]]:
    for day in facts.period:
        figures: dict[str, Entry] = (
            _figures(account.daily[day], account.identity.currency) if day in account.daily else dict.fromkeys(_METRICS)
        )
        yield _identity(account.identity) | figures | {"day": day, "has_data": day in account.daily}


def _identity(identity: AccountIdentity) -> dict[str, Entry]:
    return {
        "ad_account_id": identity.ad_account_id,
        "account_name": identity.account_name,
        "platform": identity.platform.value,
        "external_account_id": identity.external_account_id,
        "currency": identity.currency,
    }


def _period(facts: Facts) -> dict[str, Entry]:
    return {"period_start": facts.period.start, "period_end": facts.period.end}


def _figures(totals: Totals, currency: str) -> dict[str, Entry]:
    return {metric.value: exported(metric, totals, currency) for metric in Metric}


def _comparison(comparison: Comparison, currency: str) -> dict[str, Entry]:
    """Empty where no day could be compared."""
    now, before = comparison.now, comparison.before
    figures: dict[str, Entry] = {"compared_days": len(comparison.days)}
    for metric in _SUMS:
        figures[f"{metric}_compared"] = exported(metric, now, currency) if comparison.days else None
        figures[f"{metric}_before"] = exported(metric, before, currency) if comparison.days else None
    return figures
