"""The lines of the breakdown: accounts by cost, and platforms where one has several accounts."""

from collections.abc import Sequence

from chalicelib.domain.ad_account import Platform
from chalicelib.domain.change import compare
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.narrative import platform_name
from chalicelib.domain.period import Period
from chalicelib.domain.section import Wording
from chalicelib.domain.totals import total
from chalicelib.sections.ranked_table import Line, summed


def account_lines(group: CurrencyGroup, period: Period, wording: Wording) -> list[Line]:
    """A line per account with a row in the period, by falling cost."""
    return [line for _, line in _lines(group, period, wording)]


def platform_lines(group: CurrencyGroup, period: Period, wording: Wording) -> list[Line]:
    """A line per platform, by falling cost; none where they would say the accounts again, or where there is one platform."""
    by_platform: dict[Platform, list[Line]] = {}
    for account, line in _lines(group, period, wording):
        by_platform.setdefault(account.identity.platform, []).append(line)
    if len(by_platform) < 2 or all(len(lines) == 1 for lines in by_platform.values()):
        return []
    made = [_platform(platform, lines, wording) for platform, lines in by_platform.items()]
    return sorted(made, key=lambda line: (-line.now.cost, line.name))


def _lines(group: CurrencyGroup, period: Period, wording: Wording) -> list[tuple[AccountFacts, Line]]:
    made = [(account, _account(account, period, wording)) for account in group.accounts if account.within(period)]
    return sorted(made, key=lambda pair: (-pair[1].now.cost, pair[1].name))


def _account(account: AccountFacts, period: Period, wording: Wording) -> Line:
    rows, comparison = account.within(period), compare([account], period)
    count = wording.text_many("{number} campaign", "{number} campaigns", len({row.campaign_id for row in rows}))
    under = f"{platform_name(account.identity.platform, wording)} · {count}"
    return Line(account.identity.account_name, under, total(rows), comparison.before, comparison.now)


def _platform(platform: Platform, lines: Sequence[Line], wording: Wording) -> Line:
    line = summed(lines, platform_name(platform, wording))
    return Line(line.name, wording.text_many("{number} account", "{number} accounts", len(lines)), line.now, line.before, line.compared)
