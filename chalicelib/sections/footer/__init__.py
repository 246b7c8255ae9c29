"""The footer: what the report rests on: every account with its coverage, and how each figure is made, in plain words."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.coverage import Coverage, coverage
from chalicelib.domain.facts import Facts
from chalicelib.domain.period import Period
from chalicelib.domain.prose import plural
from chalicelib.domain.section import Section, Wording
from chalicelib.sections.definitions import definitions

STRIP = 52.0
"""The width, in points, that the days' marks share."""
MARK = 3.0
"""A mark's width at most, in points."""


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """Coverage by account, and the definitions where no section of their own has them."""
    covered = [coverage(account, facts.period) for account in facts.accounts]
    return {
        "headline": _headline(covered),
        "accounts": [_account(each, facts.period, wording) for each in covered],
        "definitions": [] if "method" in facts.sections else definitions(facts, wording),
    }


def _headline(covered: list[Coverage]) -> str:
    days = plural(covered[0].days, "day")
    whole = sum(not each.missing for each in covered)
    if whole == len(covered):
        return f"What this rests on: data for {'every one of ' if covered[0].days > 1 else ''}{days}"
    present, possible = sum(each.days_with_data for each in covered), sum(each.days for each in covered)
    unit = "days" if len(covered) == 1 else "account-days"
    return f"What this rests on: data for {present} of {possible} {unit}"


def _account(each: Coverage, period: Period, wording: Wording) -> dict[str, Any]:
    identity = each.identity
    return {
        "name": identity.account_name,
        "platform": identity.platform.label,
        "external_id": identity.external_account_id,
        "currency": identity.currency,
        "timezone": identity.timezone,
        "days": f"{each.days_with_data} of {each.days}",
        "strip": _strip(each, period),
        "alt": _told(each, wording),
    }


def _strip(each: Coverage, period: Period) -> list[dict[str, Any]]:
    step = min(STRIP / len(period), MARK * 4 / 3)
    width = round(step * 0.75, 2)
    return [{"x": round(n * step, 2), "width": width, "has_data": day not in each.missing} for n, day in enumerate(period)]


def _told(each: Coverage, wording: Wording) -> str:
    missing = ", ".join(wording.short_day(day) for day in each.missing)
    return f"{each.days_with_data} of {plural(each.days, 'day')} with data" + (f"; missing: {missing}" if missing else "")


SECTION = Section(
    "footer",
    "What this rests on",
    "Coverage by account, method and definitions.",
    lambda length: max(length, thresholds.BASELINE_DAYS),
    view,
)
