"""Performance document: every figure of a performance report, with the accounts, campaign, days and formula that it comes from.

A figure is found under what it is of (a currency, an account, a campaign, an account's day); its formula is under its name in `formulas`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain.ad_baseline_index import ad_baseline_index
from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.change import Comparison, change, compare
from chalicelib.domain.coverage import coverage
from chalicelib.domain.currency_group import CurrencyGroup, by_currency, with_data
from chalicelib.domain.exported_table import exported, rounded
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.report_figures import report_figures
from chalicelib.domain.target_judgement import Judgement, judgements
from chalicelib.domain.totals import Totals, total, totals_by
from chalicelib.domain.volatility import group_score
from chalicelib.domain.waste import waste

_INDICES = {
    "abi": "100 × (40 % efficiency + 30 % (1 − waste share ÷ 50 %) + 30 % headroom); weights scaled up for what has no data",
    "volatility_score": "100 × mean over spend, conversions and CPA of √(Σ(day − baseline)² ÷ days) ÷ baseline; the highest currency's",
    "waste_share": "cost of campaigns that is waste ÷ cost of those that could be judged",
    "data_coverage_pct": "days with data ÷ days × 100; the lowest of the accounts",
    "difference": "now − before, over the compared days",
    "relative": "(now − before) ÷ before, over the compared days",
}


def performance_document(facts: Facts) -> dict[str, Any]:
    """The document's content; `report_document` is what frames it."""
    figures = report_figures(facts)
    return {
        "period": _days(facts.period),
        "compared_with": _days(facts.previous),
        "formulas": {metric.value: formula(metric) for metric in Metric} | {name: {"formula": text} for name, text in _INDICES.items()},
        "volatility_score": figures.volatility_score,
        "volatility_band": figures.volatility_band,
        "data_coverage_pct": figures.data_coverage_pct,
        "currencies": [_currency(group, facts.period) for group in by_currency(facts)],
        "accounts": [_account(account, facts.period) for account in facts.accounts],
        "campaigns": [campaign for group in by_currency(facts) for campaign in _campaigns(group, facts.period)],
        "days": [day for account in facts.accounts for day in _by_day(account, facts.period)],
        "targets": [_target(judged) for judged in (judgements(facts) if with_data(facts) else ())],
    }


def formula(metric: Metric) -> dict[str, Any]:
    """How a metric is made, of which fields of the daily rows, and its unit."""
    unit = "money" if metric.is_money else "fraction" if metric.is_share else "ratio" if metric is Metric.ROAS else "count"
    return {"formula": metric.formula, "unit": unit}


def _currency(group: CurrencyGroup, period: Period) -> dict[str, Any]:
    found, wasted = ad_baseline_index(group, period), waste(group, period)
    return {
        "currency": group.currency,
        "ad_account_ids": [account.identity.ad_account_id for account in group.accounts],
        "figures": _figures(group.total(period)),
        "comparison": _comparison(compare(group.accounts, period)),
        "abi": found
        and {
            "score": found.score,
            "band": found.band,
            "confidence": found.confidence,
            "campaign_days": found.campaign_days,
            "components": [
                {"name": part.name, "value": rounded(part.value), "measured": rounded(part.measured), "weight": rounded(part.weight)}
                for part in found.components
            ],
        },
        "waste_share": rounded(wasted.share),
        "volatility_score": group_score(group, period),
    }


def _account(account: AccountFacts, period: Period) -> dict[str, Any]:
    covered, identity = coverage(account, period), account.identity
    return {
        "ad_account_id": identity.ad_account_id,
        "account_name": identity.account_name,
        "platform": identity.platform.value,
        "external_account_id": identity.external_account_id,
        "currency": identity.currency,
        "timezone": identity.timezone,
        "data_version": account.data_version,
        "days_with_data": covered.days_with_data,
        "missing_days": list(covered.missing),
        "figures": _figures(total(account.within(period))),
        "comparison": _comparison(compare([account], period)),
    }


def _campaigns(group: CurrencyGroup, period: Period) -> Iterator[dict[str, Any]]:
    for campaign in campaigns(group, period):
        yield {
            "campaign_id": campaign.id,
            "campaign_name": campaign.name,
            "ad_account_id": campaign.account.ad_account_id,
            "currency": group.currency,
            "days_with_rows": len({row.day for row in campaign.rows}),
            "figures": _figures(campaign.now),
            "comparison": _comparison(campaign.comparison),
        }


def _by_day(account: AccountFacts, period: Period) -> Iterator[dict[str, Any]]:
    known = totals_by(account.within(period), lambda row: row.day)
    for day in period:
        yield {
            "day": day,
            "ad_account_id": account.identity.ad_account_id,
            "currency": account.identity.currency,
            "figures": _figures(known[day]) if day in known else None,
        }


def _target(judged: Judgement) -> dict[str, Any]:
    """`target` is what falls on the days that count: of an additive metric by its share of the days that it was set for."""
    return {
        "metric": judged.metric.value,
        "target_ids": [target.id for target in judged.targets],
        "ad_account_ids": [account.identity.ad_account_id for account in judged.subject.accounts],
        "campaign_id": judged.subject.campaign_id,
        "currency": judged.subject.currency,
        "days": list(judged.days),
        "target": rounded(judged.target),
        "actual": rounded(judged.actual),
        "standing": judged.standing.value,
    }


def _figures(totals: Totals) -> dict[str, Decimal | None]:
    return {metric.value: exported(metric, totals) for metric in Metric}


def _comparison(comparison: Comparison) -> dict[str, Any]:
    """None of the figures where no day could be compared."""
    compared: Sequence[Metric] = tuple(Metric) if comparison.days else ()
    return {
        "days": len(comparison.days),
        "account_days": comparison.pairs,
        "possible_account_days": comparison.possible,
        "figures": {metric.value: _change(metric, comparison) for metric in compared},
    }


def _change(metric: Metric, comparison: Comparison) -> dict[str, Any]:
    found = change(metric, comparison)
    return {
        "now": exported(metric, comparison.now),
        "before": exported(metric, comparison.before),
        "difference": rounded(found.difference) if metric.is_ratio else found.difference,
        "relative": rounded(found.relative),
        "verdict": found.verdict.value,
    }


def _days(period: Period) -> dict[str, Any]:
    return {"from": period.start, "to": period.end, "days": len(period)}
