"""The finding of the key figures: on how many days spend was above the same day of the period before, and when it peaked."""

from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.period_words import above_before
from chalicelib.domain.section import Wording


def finding(group: CurrencyGroup, facts: Facts, wording: Wording) -> str:
    """`Spend was above the week before on 6 of 7 days and highest on Sat 18 (€640.10)`."""
    comparison = compare(group.accounts, facts.period)
    days = comparison.days
    above = sum(day.now.cost > day.before.cost for day in days)
    known = {day: totals.cost for day, totals in daily_totals(group, facts.period).items() if totals}
    peak = max(known, key=lambda day: (known[day], day))
    highest = {"day": wording.short_day(peak), "amount": wording.money(known[peak], group.currency)}
    if len(days) < 2:
        return wording.text("Spend was highest on {day} ({amount})", **highest)
    told = {"above_before": above_before(facts.period, wording), "days": wording.count(len(days))}
    if comparison.is_complete:
        return wording.text_many(
            "Spend was {above_before} on {number} of {days} days and highest on {day} ({amount})",
            "Spend was {above_before} on {number} of {days} days and highest on {day} ({amount})",
            above,
            **told,
            **highest,
        )
    return wording.text_many(
        "Spend was {above_before} on {number} of {days} compared days and highest on {day} ({amount})",
        "Spend was {above_before} on {number} of {days} compared days and highest on {day} ({amount})",
        above,
        **told,
        **highest,
    )
