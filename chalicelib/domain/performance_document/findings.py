"""Findings: what the report says of its figures: held against targets, off by more than a margin, wasted, or unusual on a day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.anomaly import Anomaly, Stray, UsualRange, behind, watched
from chalicelib.domain.attention import Note
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.exported_table import amount, exported_value, rounded
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.target_judgement import Judgement, Subject
from chalicelib.domain.waste import CampaignWaste, waste_by_campaign
from chalicelib.domain.wins_and_concerns import Finding


def target(judged: Judgement) -> dict[str, Any]:
    """`target` is what falls on the days that count: of an additive metric by its share of the days that it was set for."""
    code = judged.subject.currency
    return {
        "metric": judged.metric.value,
        "target_ids": [each.id for each in judged.targets],
        "set": [_as_set(each, code) for each in judged.targets],
        **_subject(judged.subject),
        "days": list(judged.days),
        "target": exported_value(judged.metric, judged.target, code, is_quotient=True),
        "actual": exported_value(judged.metric, judged.actual, code),
        "relative": rounded(judged.relative),
        "standing": judged.standing.value,
    }


def _as_set(each: ReportTarget, code: str | None) -> dict[str, Any]:
    return {
        "target_id": each.id,
        "period_type": each.period_type.value,
        "target_value": exported_value(each.metric.metric, each.target_value, each.target_currency or code),
    }


def finding(of: Finding) -> dict[str, Any]:
    """A win or a concern: its figure and what it was held against, over the same days, and the part of its currency's spend."""
    code = of.subject.currency
    return {
        "metric": of.metric.value,
        **_subject(of.subject),
        "campaign_name": of.subject.campaign_name,
        "held_against": "target" if of.is_target else "period_before",
        "days": of.days,
        "actual": exported_value(of.metric, of.actual, code),
        "reference": exported_value(of.metric, of.reference, code, is_quotient=of.is_target),
        "relative": rounded(of.relative),
        "share_of_spend": rounded(of.share),
    }


def note(of: Note) -> dict[str, Any]:
    """A campaign to look at, with the figure of the rule that put it on the list."""
    return {
        "rule": of.rule.name.lower(),
        "campaign_id": of.campaign.id,
        "campaign_name": of.campaign.name,
        "ad_account_id": of.campaign.account.ad_account_id,
        "figure": rounded(of.figure),
    }


def wasted(group: CurrencyGroup, period: Period) -> Iterator[dict[str, Any]]:
    """Every campaign that could be judged, the most waste first; what is missing could not be."""
    return (_wasted(each) for each in waste_by_campaign(group, period))


def _wasted(each: CampaignWaste) -> dict[str, Any]:
    code, is_share = each.account.currency, each.account.platform.value == "google_ads"
    return {
        "campaign_id": each.id,
        "campaign_name": each.name,
        "ad_account_id": each.account.ad_account_id,
        "currency": code,
        "rule": each.rule.name.lower(),
        "judged_spend": amount(each.waste.base, code),
        "waste": amount(each.waste.cost, code),
        "waste_share": rounded(each.waste.share),
        "rank_lost_impression_share": rounded(each.measured) if is_share else None,
        "cpa": None if is_share else exported_value(Metric.CPA, each.measured, code),
    }


def unusual(group: CurrencyGroup, period: Period) -> dict[str, Any] | None:
    """A currency's usual ranges and the days that left them; None with too few days before."""
    found = watched(group, period)
    if found is None:
        return None
    strays = behind(found, group, period)
    by_day: dict[date, list[Anomaly]] = {}
    for anomaly in found.anomalies:
        by_day.setdefault(anomaly.day, []).append(anomaly)
    return {
        "currency": group.currency,
        "baseline": {"from": period.before(thresholds.BASELINE_DAYS).start, "to": period.before(thresholds.BASELINE_DAYS).end},
        "days": list(found.daily),
        "usual": {metric.value: _range(metric, usual, group.currency) for metric, usual in found.ranges.items()},
        "unusual_days": [
            {
                "day": day,
                "figures": [_anomaly(anomaly, group.currency) for anomaly in of_day],
                "behind": _behind(strays.get(day), group.currency),
            }
            for day, of_day in sorted(by_day.items())
        ],
    }


def _range(metric: Metric, usual: UsualRange, code: str) -> dict[str, Any]:
    edges = {"low": usual.low, "median": usual.middle, "high": usual.high}
    return {name: exported_value(metric, edge, code, is_quotient=True) for name, edge in edges.items()}


def _anomaly(anomaly: Anomaly, code: str) -> dict[str, Any]:
    """`deviations` are robust standard deviations from the median, the sign left out."""
    value = exported_value(anomaly.metric, anomaly.value, code)
    return {"metric": anomaly.metric.value, "value": value, "deviations": rounded(anomaly.distance)}


def _behind(stray: Stray | None, code: str) -> dict[str, Any] | None:
    """`difference` is the day's value − the campaign's mean per day of the baseline."""
    if stray is None:
        return None
    return {
        "metric": stray.metric.value,
        "ad_account_id": stray.ad_account_id,
        "campaign_name": stray.campaign_name,
        "difference": exported_value(stray.metric, stray.difference, code, is_quotient=True),
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "ad_account_ids": [account.identity.ad_account_id for account in subject.accounts],
        "campaign_id": subject.campaign_id,
        "currency": subject.currency,
    }
