"""The footer: what the report rests on: every account with its coverage, and how each figure is made, in plain words."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.coverage import Coverage, coverage
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import platform_name
from chalicelib.domain.period import Period
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.definitions import definitions

STRIP = 52.0
"""The width, in points, that the days' marks share."""
MARK = 3.0
"""A mark's width at most, in points."""


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """Coverage by account, and the definitions where no section of their own has them."""
    covered = [coverage(account, facts.period) for account in facts.accounts]
    return {
        "headline": _headline(covered, wording),
        "accounts": [_account(each, facts.period, wording) for each in covered],
        "definitions": [] if "method" in facts.sections else definitions(facts, wording),
    }


def _headline(covered: list[Coverage], wording: Wording) -> str:
    days = covered[0].days
    if not any(each.missing for each in covered):
        return wording.text_many(
            "What this rests on: data for {number} day", "What this rests on: data for every one of {number} days", days
        )
    present = wording.count(sum(each.days_with_data for each in covered))
    if len(covered) == 1:
        return wording.text_many(
            "What this rests on: data for {present} of {number} day",
            "What this rests on: data for {present} of {number} days",
            days,
            present=present,
        )
    return wording.text_many(
        "What this rests on: data for {present} of {number} account-day",
        "What this rests on: data for {present} of {number} account-days",
        sum(each.days for each in covered),
        present=present,
    )


def _account(each: Coverage, period: Period, wording: Wording) -> dict[str, Any]:
    identity = each.identity
    return {
        "name": identity.account_name,
        "platform": platform_name(identity.platform, wording),
        "external_id": identity.external_account_id,
        "currency": identity.currency,
        "timezone": identity.timezone,
        "days": wording.text("{part} of {whole}", part=wording.count(each.days_with_data), whole=wording.count(each.days)),
        "strip": _strip(each, period),
        "alt": _told(each, wording),
    }


def _strip(each: Coverage, period: Period) -> list[dict[str, Any]]:
    step = min(STRIP / len(period), MARK * 4 / 3)
    width = round(step * 0.75, 2)
    return [{"x": round(n * step, 2), "width": width, "has_data": day not in each.missing} for n, day in enumerate(period)]


def _told(each: Coverage, wording: Wording) -> str:
    told = wording.text_many(
        "{present} of {number} day with data",
        "{present} of {number} days with data",
        each.days,
        present=wording.count(each.days_with_data),
    )
    if not each.missing:
        return told
    missing = wording.series([wording.short_day(day) for day in each.missing])
    return plain(wording.clauses([told, wording.say("missing: {days}", days=missing)]))


SECTION = Section(
    "footer",
    translatable("What this rests on"),
    "Coverage by account, method and definitions.",
    lambda length: max(length, thresholds.BASELINE_DAYS),
    view,
)
