"""The finding of the key figures: on how many days spend was above the same day of the period before, and when it peaked."""

from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.daily_totals import daily_totals
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import period_before
from chalicelib.domain.section import Wording


def finding(group: CurrencyGroup, facts: Facts, wording: Wording) -> str:
    """`Spend was above the week before on 6 of 7 days and highest on Sat 18 (€640.10)`."""
    comparison = compare(group.accounts, facts.period)
    days = comparison.days
    above = sum(day.now.cost > day.before.cost for day in days)
    known = {day: totals.cost for day, totals in daily_totals(group, facts.period).items() if totals}
    peak = max(known, key=lambda day: (known[day], day))
    highest = f"highest on {wording.short_day(peak)} ({wording.money(known[peak], group.currency)})"
    if not days:
        return f"Spend was {highest}"
    before = period_before(facts.period)
    of_days = f"{len(days)} days" if comparison.is_complete else f"{len(days)} compared days"
    return f"Spend was above {before} on {above} of {of_days} and {highest}" if len(days) > 1 else f"Spend was {highest}"
