"""Every figure that a weekly and a monthly report print, computed again from the rows by the arithmetic below and nothing of the product.

Each number of the page's text has to be one of those worked out here, written as the page writes it. Names, dates, ids, axis labels and
the definitions' constants are taken out before.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from statistics import median

import pytest

from chalicelib.adapters.composer import compose
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.facts import Facts
from tests.fakes import report_facts
from tests.fakes.months import month

D = Decimal
type Rows = list[tuple[str, DailyMetrics]]
"""Account id and row."""

_MONTH = "(February|March|April)"
_DATES = rf"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+|\d+ ({_MONTH} )?– \d+ {_MONTH} 2026|\d+ {_MONTH} 2026, \d\d:\d\d UTC"
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?: ?%)?")
_NOT_DATA = r"<svg.*?</svg>|<div class=\"wash.*?</div>|<div class=\"masthead.*?</div>|<colgroup>.*?</colgroup>|<[^>]*>"


def printed(facts: Facts) -> list[str]:
    """The numbers of the page's text, without their signs and currencies."""
    html = compose(facts)
    body = html[html.index("</div>", html.index("running-id")) :]
    text = unescape(re.sub(_NOT_DATA, " ", body, flags=re.S)).replace("\u202f", " ").replace("\xa0", " ")
    names = {row.campaign_name for account in facts.accounts for row in account.rows}
    names |= {value for account in facts.accounts for value in (account.identity.account_name, account.identity.external_account_id)}
    names |= {entry.text for entry in facts.decisions} | {tag for entry in facts.decisions for tag in entry.tags}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(_DATES, " ", text)
    return [" ".join(number.replace("%", " %").split()) for number in _NUMBER.findall(text)]


def rounded(number: D, digits: int) -> str:
    return f"{abs(number.quantize(D(1).scaleb(-digits), ROUND_HALF_UP)):,}"


def money(number: D) -> set[str]:
    return {rounded(number, 2)}


def count(number: D) -> set[str]:
    text = rounded(number, 2)
    return {text.rstrip("0").rstrip(".") if "." in text else text}


def percent(fraction: D, digits: int = 1) -> set[str]:
    return {f"{rounded(fraction * 100, digits)} %"}


def sums(rows: Rows) -> dict[str, D]:
    return {
        "cost": sum((row.cost for _, row in rows), D(0)),
        "impressions": D(sum(row.impressions for _, row in rows)),
        "clicks": D(sum(row.clicks for _, row in rows)),
        "conversions": sum((row.conversions for _, row in rows), D(0)),
        "value": sum((row.conversion_value for _, row in rows), D(0)),
    }


RATIOS: dict[str, tuple[str, str, Callable[[D], set[str]]]] = {
    "cpa": ("cost", "conversions", money),
    "cpc": ("cost", "clicks", money),
    "roas": ("value", "cost", money),
    "ctr": ("clicks", "impressions", lambda ratio: percent(ratio, 2)),
    "conversion rate": ("conversions", "clicks", lambda ratio: percent(ratio, 2)),
    "value per conversion": ("value", "conversions", money),
}


def ratios(of: dict[str, D]) -> dict[str, D]:
    return {name: of[top] / of[bottom] for name, (top, bottom, _) in RATIOS.items() if of[bottom]}


def figures(rows: Rows) -> Iterator[set[str]]:
    """A scope's own figures."""
    of = sums(rows)
    yield money(of["cost"])
    yield count(of["conversions"])
    for name, ratio in ratios(of).items():
        yield RATIOS[name][2](ratio)


def changes(now: Rows, before: Rows) -> Iterator[set[str]]:
    """What it was, and how it changed: relative, and as a difference of what adds up."""
    later, earlier = sums(now), sums(before)
    yield from figures(before)
    for name in later:
        yield count(later[name] - earlier[name]) | money(later[name] - earlier[name])
        if earlier[name]:
            yield percent((later[name] - earlier[name]) / earlier[name])
    for name, ratio in ratios(later).items():
        if ratios(earlier).get(name):
            yield percent((ratio - ratios(earlier)[name]) / ratios(earlier)[name])


class Report:
    """The rows of a report, and everything that can be worked out from them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.rows: Rows = [(account.identity.ad_account_id, row) for account in facts.accounts for row in account.rows]
        self.days = len(facts.period)
        self.start, self.end = facts.period.start, facts.period.end

    def between(self, first: date, last: date) -> Rows:
        return [(account, row) for account, row in self.rows if first <= row.day <= last]

    @property
    def now(self) -> Rows:
        return self.between(self.start, self.end)

    @property
    def before(self) -> Rows:
        return self.between(self.start - timedelta(days=self.days), self.start - timedelta(days=1))

    def campaigns(self) -> list[tuple[Rows, Rows]]:
        """Each campaign's rows of the period and of the period before, by falling cost."""
        of: dict[tuple[str, str], tuple[Rows, Rows]] = {(account, row.campaign_id): ([], []) for account, row in self.now}
        for place, rows in enumerate((self.now, self.before)):
            for account, row in rows:
                if (account, row.campaign_id) in of:
                    of[account, row.campaign_id][place].append((account, row))
        return sorted(of.values(), key=lambda pair: -sums(pair[0])["cost"])

    def everything(self) -> Iterator[set[str]]:
        whole = sums(self.now)
        yield from figures(self.now)
        yield from changes(self.now, self.before)
        yield {str(number) for number in range(32)}  # days, campaigns, ranks, entries: counted by hand in the tests of their sections
        yield {"0", "100", "40", "70", "100.0 %", "30 %", "40 %", "10 %", "7,"}
        for now, before in self.campaigns():
            yield from figures(now)
            yield from changes(now, before)
            yield percent(sums(now)["cost"] / whole["cost"])
        yield from self.sums_of_campaigns(whole)
        yield from self.by_day()
        yield from self.index()
        yield self.volatility()
        yield from self.attention()

    def sums_of_campaigns(self, whole: dict[str, D]) -> Iterator[set[str]]:
        """Any first and any last few of them together: the lines that sum the rest, and those that take half of the spend."""
        found = self.campaigns()
        for cut in range(1, len(found)):
            for part in (found[:cut], found[cut:]):
                now, before = [x for pair in part for x in pair[0]], [x for pair in part for x in pair[1]]
                yield from figures(now)
                yield from changes(now, before)
                for name in ("cost", "conversions"):
                    yield percent(sums(now)[name] / whole[name])
        moves = sorted((sums(now)["conversions"] - sums(before)["conversions"] for now, before in found), key=lambda move: -abs(move))
        yield {rounded(sum(moves[4:], D(0)), 0)}

    def by_day(self) -> Iterator[set[str]]:
        for day in {row.day for _, row in self.now}:
            yield money(sums(self.between(day, day))["cost"])

    def index(self) -> Iterator[set[str]]:
        """The Ad Baseline Index of the period: its parts, what they were measured by, and the score."""
        cpa = ratios(sums(self.now))["cpa"]
        efficiency = min(max(1 - D(math.log10(cpa)) / 2, D(0)), D(1))
        waste = self.waste_share(self.now)
        known = ((row.impressions, row.budget_lost_impression_share) for _, row in self.now)
        shares = [(impressions, share) for impressions, share in known if share is not None]
        lost = sum((n * share for n, share in shares), D(0)) / sum(n for n, _ in shares)
        headroom = lost * 10 if lost < D("0.1") else D(1) if lost <= D("0.25") else max((D("0.6") - lost) / D("0.35"), D(0))
        parts = [(efficiency, D("0.4")), (max(1 - waste * 2, D(0)), D("0.3")), (headroom, D("0.3"))]
        yield {rounded(value * 100, 0) for value, _ in parts}
        yield {rounded(sum((value * weight for value, weight in parts), D(0)) * 100, 0)}
        yield percent(waste) | percent(lost)
        yield {str(len(self.now))}

    def wasted(self, rows: Rows) -> list[tuple[D, D, D]]:
        """By campaign of Google and Meta: waste, the cost that was judged, and the mean rank-lost share by cost or the CPA."""
        found = []
        for account in self.facts.accounts:
            by_campaign: dict[str, list[DailyMetrics]] = {}
            for row in (row for of, row in rows if of == account.identity.ad_account_id):
                by_campaign.setdefault(row.campaign_id, []).append(row)
            if account.identity.platform is Platform.GOOGLE_ADS:
                found += [self.lost(of) for of in by_campaign.values()]
            if account.identity.platform is Platform.META_ADS:
                found += self.costly([sums([("", row) for row in of]) for of in by_campaign.values()])
        return sorted(found, reverse=True)

    def lost(self, of: list[DailyMetrics]) -> tuple[D, D, D]:
        known = [(row.cost, row.rank_lost_impression_share) for row in of if row.rank_lost_impression_share is not None]
        cost = sum((each for each, _ in known), D(0))
        return sum((c * share * D("0.3") for c, share in known), D(0)), cost, sum((c * share for c, share in known), D(0)) / cost

    def costly(self, campaigns: list[dict[str, D]]) -> list[tuple[D, D, D]]:
        cpas = [of["cost"] / of["conversions"] if of["conversions"] else None for of in campaigns]
        limit = 2 * median(cpa for cpa in cpas if cpa is not None)
        flagged = [of["cost"] > 50 if cpa is None else cpa > limit for of, cpa in zip(campaigns, cpas, strict=True)]
        return [(of["cost"] if wastes else D(0), of["cost"], cpa or D(0)) for of, cpa, wastes in zip(campaigns, cpas, flagged, strict=True)]

    def waste_share(self, rows: Rows) -> D:
        found = self.wasted(rows)
        return sum((waste for waste, _, _ in found), D(0)) / sum((cost for _, cost, _ in found), D(0))

    def volatility(self) -> set[str]:
        earlier = self.between(self.start - timedelta(days=28), self.start - timedelta(days=1))
        base = {name: sums(earlier)[name] / 28 for name in ("cost", "conversions")} | {"cpa": ratios(sums(earlier))["cpa"]}
        deviations = []
        for name, center in base.items():
            values = [self.daily(name, self.start + timedelta(days=n)) for n in range(self.days)]
            squares = [(value - center) ** 2 for value in values if value is not None]
            deviations.append((sum(squares, D(0)) / len(squares)).sqrt() / center)
        return count((sum(deviations, D(0)) / len(deviations) * 100).quantize(D("0.1"), ROUND_HALF_UP))

    def daily(self, name: str, day: date) -> D | None:
        of = sums(self.between(day, day))
        return ratios(of).get("cpa") if name == "cpa" else of[name]

    def attention(self) -> Iterator[set[str]]:
        """CPA ÷ the median campaign's, and the budget-lost share of each campaign."""
        cpas = [cpa for now, _ in self.campaigns() if (cpa := ratios(sums(now)).get("cpa")) is not None]
        for now, _ in self.campaigns():
            cpa = ratios(sums(now)).get("cpa")
            if cpa is not None:
                yield money(cpa / median(cpas))
            shares = [(row.impressions, row.budget_lost_impression_share or D(0)) for _, row in now]
            yield percent(sum((n * share for n, share in shares), D(0)) / sum(n for n, _ in shares))


class Monthly(Report):
    """What a monthly prints beyond a weekly."""

    def everything(self) -> Iterator[set[str]]:
        yield from super().everything()
        yield from self.accounts()
        yield from self.weeks()
        yield from self.targets()
        yield from self.wasted_figures()
        yield from self.unusual()
        yield from self.effects()
        yield {"13", "28", "14"}

    def accounts(self) -> Iterator[set[str]]:
        whole = sums(self.now)
        for account in self.facts.accounts:
            of = account.identity.ad_account_id
            now, before = [x for x in self.now if x[0] == of], [x for x in self.before if x[0] == of]
            yield from figures(now)
            yield from changes(now, before)
            for name in ("cost", "conversions"):
                yield percent(sums(now)[name] / whole[name])

    def weeks(self) -> Iterator[set[str]]:
        """Means per day of the period, and their least and most of the 13 weeks before."""
        history: dict[date, list[D]] = {}
        for account in self.facts.accounts:
            for earlier in account.earlier:
                day = history.setdefault(earlier.day, [D(0), D(0)])
                day[0] += earlier.totals.cost
                day[1] += earlier.totals.conversions
        for _, row in self.rows:
            day = history.setdefault(row.day, [D(0), D(0)])
            day[0] += row.cost
            day[1] += row.conversions
        weeks = []
        for n in range(-(-self.days // 7), -(-self.days // 7) + 13):
            last = self.end - timedelta(days=7 * n)
            weeks.append([sum((history[last - timedelta(days=k)][place] for k in range(7)), D(0)) for place in (0, 1)])
        spend, conversions, cpa = [w[0] / 7 for w in weeks], [w[1] / 7 for w in weeks], [w[0] / w[1] for w in weeks]
        for values in (spend, cpa):
            yield money(min(values)) | money(max(values))
        yield count(min(conversions)) | count(max(conversions))
        whole = sums(self.now)
        yield money(whole["cost"] / self.days)
        yield count(whole["conversions"] / self.days)

    def targets(self) -> Iterator[set[str]]:
        """9,000 a month and 400 a week, pro-rated by the days of March and April; CPA 18 and 30, ROAS 4 as they are."""
        days = [self.start + timedelta(days=n) for n in range(self.days)]
        spend = sum((D(9000) / (31 if day.month == 3 else 30) for day in days), D(0))
        conversions = D(400) / 7 * self.days
        yield {"9,000.00", "400", "18.00", "30.00", "4.00"} | money(spend) | count(conversions)
        whole = sums(self.now)
        yield percent((whole["cost"] - spend) / spend) | percent((whole["conversions"] - conversions) / conversions)
        by_account = [[x for x in self.now if x[0] == account.identity.ad_account_id] for account in self.facts.accounts]
        scopes = [self.now, *by_account, *(now for now, _ in self.campaigns())]
        for of in (ratios(sums(rows)) for rows in scopes):
            for name, value in (("cpa", D(18)), ("cpa", D(30)), ("roas", D(4))):
                if name in of:
                    yield percent((of[name] - value) / value)

    def wasted_figures(self) -> Iterator[set[str]]:
        found = self.wasted(self.now)
        for waste, cost, lost in found:
            yield money(waste) | money(cost) | percent(lost) | money(lost) | percent(waste / cost)
        for part in (found, found[8:]):
            waste, cost = sum((each for each, _, _ in part), D(0)), sum((each for _, each, _ in part), D(0))
            yield money(waste) | money(cost) | (percent(waste / cost) if cost else set())
        judged = sum((cost for _, cost, _ in found), D(0))
        yield money(sums(self.now)["cost"] - judged)
        yield percent(self.waste_share(self.before))

    def unusual(self) -> Iterator[set[str]]:
        """Each figure's range from the 28 days before, each day's figures, and each campaign's stray from its mean."""
        earlier = [self.start - timedelta(days=n) for n in range(1, 29)]
        for name, write in (("cost", money), ("conversions", count), ("cpa", money)):
            values = [value for day in earlier if (value := self.daily(name, day)) is not None]
            middle = median(values)
            reach = median(abs(value - middle) for value in values) * D("1.4826") * D("3.5")
            yield write(max(middle - reach, D(0))) | write(middle + reach)
            for n in range(self.days):
                value = self.daily(name, self.start + timedelta(days=n))
                yield set() if value is None else write(value)
        baseline = self.between(earlier[-1], earlier[0])
        for key in {(account, row.campaign_id) for account, row in self.now}:
            usual = sums([x for x in baseline if (x[0], x[1].campaign_id) == key])
            for n in range(self.days):
                day = self.start + timedelta(days=n)
                of = sums([x for x in self.between(day, day) if (x[0], x[1].campaign_id) == key])
                yield money(of["cost"] - usual["cost"] / 28) | count(of["conversions"] - usual["conversions"] / 28)

    def effects(self) -> Iterator[set[str]]:
        """CPA of the entry's campaign over the 7 days from its day on and the 7 before; the outcome as it was written: 24 → 20."""
        yield {"24.00", "20.00", "16.7 %", "7", "14"}
        for entry in self.facts.decisions:
            of = [x for x in self.rows if x[0] == entry.ad_account_id and x[1].campaign_id == entry.campaign_id]
            first, middle = entry.decided_on - timedelta(days=7), entry.decided_on
            before = [x for x in of if first <= x[1].day < middle]
            after = [x for x in of if middle <= x[1].day < middle + timedelta(days=7)]
            yield from changes(after, before)
            yield from figures(after)


def unknown(facts: Facts, report: Report) -> list[str]:
    known = set().union(*report.everything())
    return sorted(set(printed(facts)) - known)


def test_every_figure_of_a_weekly_is_what_its_rows_come_to() -> None:
    facts = report_facts.facts()
    assert len(printed(facts)) > 120
    assert unknown(facts, Report(facts)) == []


def test_every_figure_of_a_monthly_is_what_its_rows_come_to() -> None:
    facts = month("monthly_performance", accounts=2)
    assert len(printed(facts)) > 300
    assert unknown(facts, Monthly(facts)) == []


@pytest.mark.parametrize("part", ["cost", "conversions"])
def test_a_figure_that_is_not_what_the_rows_come_to_is_found(part: str) -> None:
    facts = report_facts.facts()
    account = facts.accounts[0]
    row = next(row for row in account.rows if row.day in facts.period)
    wrong = replace(row, **{part: getattr(row, part) + D("37.37")})
    other = replace(facts, accounts=(replace(account, rows=tuple(wrong if each is row else each for each in account.rows)),))
    assert len(unknown(other, Report(facts))) > 5
