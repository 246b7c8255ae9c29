"""Performance document: every figure of a performance report, with the accounts, campaign, days and formula that it comes from.

A figure is found under what it is of (a currency, an account, a platform, a campaign, a day, a target, a finding); its formula is under
its name in `formulas`. What a section reads only where it is asked for (targets, the log, weeks) is empty where none is.
"""

from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.attention import notes
from chalicelib.domain.campaigns import campaigns
from chalicelib.domain.currency_group import by_currency, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.performance_document import findings, scopes
from chalicelib.domain.performance_document.entries import entries
from chalicelib.domain.period import Period
from chalicelib.domain.report_figures import report_figures
from chalicelib.domain.target_judgement import judgements
from chalicelib.domain.wins_and_concerns import wins_and_concerns

_FORMULAS = {
    "abi": "100 × (40 % efficiency + 30 % (1 − waste share ÷ 50 %) + 30 % headroom); weights scaled up for what has no data",
    "volatility_score": "100 × mean over spend, conversions and CPA of √(Σ(day − baseline)² ÷ days) ÷ baseline; the highest currency's",
    "waste": "Google Ads: Σ cost × min(30 % × rank-lost impression share, 50 %); Meta Ads: the cost of a campaign of the rules given",
    "waste_share": "waste ÷ judged spend",
    "data_coverage_pct": "days with data ÷ days × 100; the lowest of the accounts",
    "difference": "now − before, over the compared days",
    "relative": "(now − before) ÷ before over the compared days; (actual − target) ÷ target; (after − before) ÷ before",
    "per_day": "of what adds up Σ ÷ days with data; a ratio over all of them",
    "share_of_spend": "spend ÷ spend of its currency",
    "share_of_conversions": "conversions ÷ conversions of its currency",
    "target": "of spend, conversions and impressions Σ over the days of target value ÷ days of its period; of ratios the value set",
    "usual": "median of the days before ± 3.5 × 1.4826 × their median absolute deviation, not below 0",
    "deviations": "|value − median| ÷ (1.4826 × median absolute deviation)",
    "behind": "the campaign's value on the day − its mean per day of the baseline",
    "effect": f"{thresholds.EFFECT_DAYS} days from the entry's day on against {thresholds.EFFECT_DAYS} before",
    "attention": "no_conversion: share of spend; high_cpa: CPA ÷ the median campaign's; budget_limited: budget-lost impression share",
}
_TELLS_OFF_TARGET = {"wins_and_concerns", "executive_summary"}
"""Sections that read the targets and say what is off; without one, targets that exist were not read, and nothing must say otherwise."""


def performance_document(facts: Facts) -> dict[str, Any]:
    """The document's content; `report_document` is what frames it."""
    figures = report_figures(facts)
    return {
        "period": _days(facts.period),
        "compared_with": _days(facts.previous),
        "formulas": {metric.value: formula(metric) for metric in Metric} | {name: {"formula": text} for name, text in _FORMULAS.items()},
        "volatility_score": figures.volatility_score,
        "volatility_band": figures.volatility_band,
        "data_coverage_pct": figures.data_coverage_pct,
        **_measured(facts),
        **_found(facts),
    }


def formula(metric: Metric) -> dict[str, Any]:
    """How a metric is made, of which fields of the daily rows, and its unit."""
    unit = "money" if metric.is_money else "fraction" if metric.is_share else "ratio" if metric is Metric.ROAS else "count"
    return {"formula": metric.formula, "unit": unit}


def _measured(facts: Facts) -> dict[str, Any]:
    groups, period = by_currency(facts), facts.period
    found = [(group, campaigns(group, period)) for group in groups]
    totals = {group.currency: group.total(period) for group in groups}
    return {
        "currencies": [scopes.currency(group, facts) for group in groups],
        "accounts": [scopes.account(account, totals[account.identity.currency], period) for account in facts.accounts],
        "platforms": [platform for group in groups for platform in scopes.platforms(group, period)],
        "campaigns": [campaign for group, of in found for campaign in scopes.campaigns(of, group.currency)],
        "days": [day for account in facts.accounts for day in scopes.days(account, period)],
        "attention": [findings.note(note) for _, of in found for note in notes(of)],
    }


def _found(facts: Facts) -> dict[str, Any]:
    groups = with_data(facts)
    told = wins_and_concerns(facts) if groups and _TELLS_OFF_TARGET & set(facts.sections) else None
    unusual = [found for group in groups if (found := findings.unusual(group, facts.period))]
    return {
        "targets": [findings.target(judged) for judged in (judgements(facts) if groups else ())],
        "wins": [findings.finding(win) for win in (told.wins if told else ())],
        "concerns": [findings.finding(concern) for concern in (told.concerns if told else ())],
        "waste": [campaign for group in groups for campaign in findings.wasted(group, facts.period)],
        "anomalies": unusual,
        "decisions": list(entries(facts)),
    }


def _days(period: Period) -> dict[str, Any]:
    return {"from": period.start, "to": period.end, "days": len(period)}
