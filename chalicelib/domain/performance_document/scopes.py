"""Scopes: the currencies, accounts, platforms, campaigns and days that the document has figures of, each naming what it is of."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.ad_baseline_index import AdBaselineIndex, ad_baseline_index
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import compare
from chalicelib.domain.coverage import coverage
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.exported_table import amount, exported_value, rounded
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.performance_document.measured import comparison, figures, shares
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals
from chalicelib.domain.volatility import group_score
from chalicelib.domain.waste import Waste, waste
from chalicelib.domain.weeks import Week, weeks


def currency(group: CurrencyGroup, facts: Facts) -> dict[str, Any]:
    """What the accounts of a currency did together: in all, by day and by week. Weeks are read only for a section that shows them."""
    period, compared = facts.period, compare(group.accounts, facts.period)
    days, totals = daily_totals(group, period), group.total(period)
    by_week = weeks(group, period) if "trend" in facts.sections else ()
    return {
        "currency": group.currency,
        "ad_account_ids": _ids(group.accounts),
        "figures": figures(totals, group.currency),
        "comparison": comparison(compared, group.currency),
        "per_day": _per_day({metric: _mean(metric, totals, sum(day is not None for day in days.values())) for metric in Metric}, group),
        "abi": _index(ad_baseline_index(group, period)),
        **_waste(waste(group, period), totals.cost, group.currency),
        "waste_share_before": rounded(waste(group, facts.previous).share) if compared.is_complete else None,
        "volatility_score": group_score(group, period),
        "days": [{"day": day, "figures": of and figures(of, group.currency)} for day, of in days.items()],
        "weeks": [_week(each, group) for each in by_week if each.days_with_data],
    }


def account(of: AccountFacts, whole: Totals, period: Period) -> dict[str, Any]:
    """One account; `whole` is what its currency adds up to."""
    covered, identity, totals = coverage(of, period), of.identity, of.total(period)
    return {
        "ad_account_id": identity.ad_account_id,
        "account_name": identity.account_name,
        "platform": identity.platform.value,
        "external_account_id": identity.external_account_id,
        "currency": identity.currency,
        "timezone": identity.timezone,
        "data_version": of.data_version,
        "days_with_data": covered.days_with_data,
        "missing_days": list(covered.missing),
        "figures": figures(totals, identity.currency),
        **shares(totals, whole),
        "comparison": comparison(compare([of], period), identity.currency),
    }


def platforms(group: CurrencyGroup, period: Period) -> Iterator[dict[str, Any]]:
    """Each platform's accounts of the currency, together."""
    of_platform: dict[Platform, list[AccountFacts]] = {}
    for each in group.accounts:
        of_platform.setdefault(each.identity.platform, []).append(each)
    whole = group.total(period)
    for platform, accounts in of_platform.items():
        totals = CurrencyGroup(group.currency, tuple(accounts)).total(period)
        yield {
            "platform": platform.value,
            "currency": group.currency,
            "ad_account_ids": _ids(accounts),
            "figures": figures(totals, group.currency),
            **shares(totals, whole),
            "comparison": comparison(compare(accounts, period), group.currency),
        }


def campaigns(found: Sequence[Campaign], code: str) -> Iterator[dict[str, Any]]:
    """All campaigns of a currency."""
    whole = sum((campaign.now for campaign in found), Totals())
    for campaign in found:
        yield {
            "campaign_id": campaign.id,
            "campaign_name": campaign.name,
            "ad_account_id": campaign.account.ad_account_id,
            "currency": code,
            "days_with_rows": len({row.day for row in campaign.rows}),
            "figures": figures(campaign.now, code),
            **shares(campaign.now, whole),
            "comparison": comparison(campaign.comparison, code),
        }


def days(of: AccountFacts, period: Period) -> Iterator[dict[str, Any]]:
    """Each day of an account."""
    for day in period:
        yield {
            "day": day,
            "ad_account_id": of.identity.ad_account_id,
            "currency": of.identity.currency,
            "figures": figures(of.daily[day], of.identity.currency) if day in of.daily else None,
        }


def _waste(of: Waste, spend: Decimal, code: str) -> dict[str, Any]:
    return {
        "waste": amount(of.cost, code),
        "judged_spend": amount(of.base, code),
        "unjudged_spend": amount(spend - of.base, code),
        "waste_share": rounded(of.share),
    }


def _index(found: AdBaselineIndex | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "score": found.score,
        "band": found.band,
        "confidence": found.confidence,
        "campaign_days": found.campaign_days,
        "components": [
            {"name": part.name, "value": rounded(part.value), "measured": rounded(part.measured), "weight": rounded(part.weight)}
            for part in found.components
        ],
    }


def _week(week: Week, group: CurrencyGroup) -> dict[str, Any]:
    return {
        "from": week.period.start,
        "to": week.period.end,
        "side": week.side.value,
        "days_with_data": week.days_with_data,
        "per_day": _per_day({metric: week.value(metric) for metric in Metric}, group),
    }


def _per_day(values: dict[Metric, Decimal | None], group: CurrencyGroup) -> dict[str, Any]:
    return {metric.value: exported_value(metric, value, group.currency, is_quotient=True) for metric, value in values.items()}


def _mean(metric: Metric, totals: Totals, days: int) -> Decimal | None:
    """Per day with data, of what adds up; a ratio is what it is over all of them."""
    value = metric.of(totals)
    return value if metric.is_ratio or value is None or not days else value / days


def _ids(accounts: Sequence[AccountFacts]) -> list[str]:
    return [each.identity.ad_account_id for each in accounts]
