"""Wins and concerns: what is more than 10 % better, and what more than 10 % worse, than its target; the foremost first.

- A campaign without a target of its own is held against the CPA and ROAS targets of its account, or else of the organization, from 5 %
  of its currency's spend on: a total inside its target can hide a campaign far outside it.
- Where a currency or an account has no target for conversions, CPA, ROAS or CTR, a clear change of more than 10 % against the period
  before counts instead, and says so.
- The order: how far it is off × the part of its currency's spend that it concerns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.change import Change, change, compare
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.target_judgement import Judgement, Standing, Subject, judgements, standing
from chalicelib.domain.totals import ratio, total, totals_by


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure that is off: `actual` against `reference` (both over the same days), which is its target or its value before."""

    metric: Metric
    subject: Subject
    actual: Decimal
    reference: Decimal
    is_target: bool
    is_win: bool
    days: int
    share: Decimal
    """The part of its currency's spend that it concerns, 0–1."""

    @property
    def relative(self) -> Decimal:
        """(actual − reference) ÷ reference, a fraction."""
        return (self.actual - self.reference) / self.reference


@dataclass(frozen=True, slots=True)
class WinsAndConcerns:
    """All of each, the foremost first; `judged` is how many figures were held against something."""

    wins: tuple[Finding, ...]
    concerns: tuple[Finding, ...]
    judged: int


def wins_and_concerns(facts: Facts) -> WinsAndConcerns:
    """What stands out in a report."""
    by_target = judgements(facts)
    told = [*by_target, *_inherited(by_target, facts)]
    off = [_of_judgement(each, facts) for each in told if each.standing in (Standing.WIN, Standing.CONCERN)]
    changes = list(_changes(by_target, facts))
    found = [*off, *(finding for finding in changes if finding)]
    foremost = sorted(found, key=lambda finding: -abs(finding.relative) * finding.share)
    wins = tuple(finding for finding in foremost if finding.is_win)
    return WinsAndConcerns(wins, tuple(finding for finding in foremost if not finding.is_win), len(told) + len(changes))


def _of_judgement(each: Judgement, facts: Facts) -> Finding:
    assert each.actual is not None
    days = frozenset(each.days)
    spend = total(each.subject.rows(days)).cost
    return Finding(
        metric=each.metric,
        subject=each.subject,
        actual=each.actual,
        reference=each.target,
        is_target=True,
        is_win=each.standing is Standing.WIN,
        days=len(each.days),
        share=_share(spend, each.subject.currency, days, facts),
    )


def _share(spend: Decimal, currency: str | None, days: frozenset[date], facts: Facts) -> Decimal:
    """The part of a currency's spend of these days; 1 where several currencies are concerned."""
    share = ratio(spend, _spend(currency, days, facts))
    return Decimal(1) if share is None else share


def _spend(currency: str | None, days: frozenset[date], facts: Facts) -> Decimal:
    accounts = [account for account in facts.accounts if account.identity.currency == currency]
    return sum((totals.cost for account in accounts for day, totals in account.daily.items() if day in days), Decimal(0))


def _inherited(made: Sequence[Judgement], facts: Facts) -> Iterator[Judgement]:
    """CPA and ROAS of campaigns that carry spend, against the target that judges their account."""
    own = {(each.metric, *_key(each.subject)) for each in made if each.subject.campaign_id is not None}
    wide = [each for each in made if each.metric in (Metric.CPA, Metric.ROAS) and each.subject.campaign_id is None]
    for judged in (judged for each in wide for account in each.subject.accounts for judged in _of_account(each, account, facts)):
        if (judged.metric, *_key(judged.subject)) not in own:
            yield judged


def _of_account(each: Judgement, account: AccountFacts, facts: Facts) -> Iterator[Judgement]:
    days = frozenset(each.days)
    rows = [row for row in account.rows if row.day in days]
    names = {row.campaign_id: row.campaign_name for row in rows}
    least = thresholds.MATERIAL_SHARE * _spend(account.identity.currency, days, facts)
    for campaign_id, totals in totals_by(rows, lambda row: row.campaign_id).items():
        if totals.cost >= least:
            actual = each.metric.of(totals)
            subject = Subject((account,), campaign_id, names[campaign_id])
            yield replace(each, subject=subject, actual=actual, standing=standing(each.metric, actual, each.target))


def _key(subject: Subject) -> tuple[str, str | None]:
    return subject.accounts[0].identity.ad_account_id, subject.campaign_id


def _changes(made: Sequence[Judgement], facts: Facts) -> Iterator[Finding | None]:
    """For each figure of a currency that no target judges: what clearly changed by more than 10 %, or None."""
    whole = [each for each in made if each.subject.campaign_id is None]
    judged = {(each.metric, account.identity.ad_account_id) for each in whole for account in each.subject.accounts}
    for group in with_data(facts):
        comparison = compare(group.accounts, facts.period)
        for metric in (Metric.CONVERSIONS, Metric.CPA, Metric.ROAS, Metric.CTR):
            moved = change(metric, comparison)
            is_open = not any((metric, account.identity.ad_account_id) in judged for account in group.accounts)
            if is_open and moved.relative is not None:
                yield _of_change(moved, group)


def _of_change(moved: Change, group: CurrencyGroup) -> Finding | None:
    if not moved.goodness or moved.relative is None or abs(moved.relative) <= thresholds.TARGET_MARGIN:
        return None
    assert moved.now is not None
    assert moved.before is not None
    return Finding(
        metric=moved.metric,
        subject=Subject(group.accounts),
        actual=moved.now,
        reference=moved.before,
        is_target=False,
        is_win=moved.goodness > 0,
        days=moved.days,
        share=Decimal(1),
    )
