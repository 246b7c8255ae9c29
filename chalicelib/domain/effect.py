"""Effect: how a figure moved after a decision, over the seven days from its day on against the seven days before it.

What came after is not always what came of it; the verdict is that of any change (see `change`).
"""

from datetime import timedelta

from chalicelib.domain import thresholds
from chalicelib.domain.change import Change, change, comparable_offsets, compare_rows
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.decision import Decision, EntryType
from chalicelib.domain.facts import AccountFacts, Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period


def effect(entry: Decision, facts: Facts) -> Change | None:
    """The change of CPA, or of spend where there was no conversion; None for an entry that changes nothing, or with days missing.

    Of the entry's campaign, or of its account where it names none.
    """
    if entry.entry_type not in (EntryType.DECISION, EntryType.EDIT):
        return None
    account = next((account for account in facts.accounts if account.identity.ad_account_id == entry.ad_account_id), None)
    after = Period(entry.decided_on, entry.decided_on + timedelta(days=thresholds.EFFECT_DAYS - 1))
    if account is None or after.end > facts.period.end or len(comparable_offsets(account, after)) < thresholds.EFFECT_DAYS:
        return None
    comparison = compare_rows(_rows(entry, account, after), comparable_offsets(account, after), after)
    cpa = change(Metric.CPA, comparison)
    found = cpa if cpa.relative is not None else change(Metric.SPEND, comparison)
    return found if found.relative is not None else None


def _rows(entry: Decision, account: AccountFacts, after: Period) -> list[DailyMetrics]:
    both = Period(after.before().start, after.end)
    return [row for row in account.within(both) if entry.campaign_id in (None, row.campaign_id)]
