"""Entries: the activity log of the period's days, with what came of each entry as its author wrote it, or what came after it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.decision import Decision, Outcome
from chalicelib.domain.effect import effect
from chalicelib.domain.exported_table import exported_value, rounded
from chalicelib.domain.facts import Facts
from chalicelib.domain.performance_document.measured import changed


def entries(facts: Facts) -> Iterator[dict[str, Any]]:
    """In order of time; none where no section reads the log."""
    names = {(account.identity.ad_account_id, row.campaign_id): row.campaign_name for account in facts.accounts for row in account.rows}
    currencies = {account.identity.ad_account_id: account.identity.currency for account in facts.accounts}
    within = (entry for entry in facts.decisions if entry.decided_on in facts.period)
    for entry in sorted(within, key=lambda entry: (entry.decided_on, entry.created_at, entry.id)):
        code = currencies.get(entry.ad_account_id)
        yield {
            "decision_id": entry.id,
            "ad_account_id": entry.ad_account_id,
            "decided_on": entry.decided_on,
            "entry_type": entry.entry_type.value,
            "text": entry.text,
            "tags": list(entry.tags),
            "campaign_id": entry.campaign_id,
            "campaign_name": entry.campaign_id and names.get((entry.ad_account_id, entry.campaign_id)),
            "outcome": entry.outcome and _outcome(entry.outcome, code),
            "effect": None if entry.outcome or code is None else _effect(entry, facts, code),
        }


def _outcome(of: Outcome, code: str | None) -> dict[str, Any]:
    """The author's figures."""
    relative = (of.after - of.before) / of.before if of.before else None
    return {
        "metric": of.metric.value,
        "before": exported_value(of.metric, Decimal(of.before), code),
        "after": exported_value(of.metric, Decimal(of.after), code),
        "relative": rounded(relative),
        "window": of.window,
    }


def _effect(entry: Decision, facts: Facts, code: str) -> dict[str, Any] | None:
    """Ours: so many days from the entry's on against as many before it, of its campaign or else its account."""
    found = effect(entry, facts)
    if found is None:
        return None
    last = entry.decided_on + timedelta(days=thresholds.EFFECT_DAYS - 1)
    return {"metric": found.metric.value, "from": entry.decided_on, "to": last} | changed(found, code)
