"""Daily totals: a currency's totals by day, with the days that no account has data for left empty."""

from datetime import date

from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.period import Period
from chalicelib.domain.totals import Totals, totals_by


def daily_totals(group: CurrencyGroup, period: Period) -> dict[date, Totals | None]:
    """Each day of the period in order; None where no account has a row."""
    known = totals_by(group.rows(period), lambda row: row.day)
    return {day: known.get(day) for day in period}
