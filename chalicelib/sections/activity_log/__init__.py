"""Activity log: what was decided, changed and noticed in the accounts, day by day, and what came of it or came after it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.decision import Decision, EntryType
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Need, Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.activity_log.outcome import after, outcome

NO_ENTRY = Omitted(translatable("The activity log has no entry about these days."))


_ORDER = (EntryType.DECISION, EntryType.EDIT, EntryType.OUTCOME, EntryType.ANOMALY)


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The period's entries in order of time; the first ones of more than a report has room for."""
    within = [entry for entry in facts.decisions if entry.decided_on in facts.period]
    entries = sorted(within, key=lambda entry: (entry.decided_on, entry.created_at, entry.id))
    if not entries:
        return NO_ENTRY
    names = {(account.identity.ad_account_id, row.campaign_id): row.campaign_name for account in facts.accounts for row in account.rows}
    identities = {account.identity.ad_account_id: account.identity for account in facts.accounts}
    shown = entries[-thresholds.LOG_ROWS :]
    return {
        "headline": _headline(entries, wording),
        "sub": _sub(len(entries) - len(shown), wording),
        "rows": [_row(entry, identities, names, facts, wording) for entry in shown],
    }


def _headline(entries: Sequence[Decision], wording: Wording) -> str:
    """`4 entries: 1 decision, 2 changes and 1 outcome`."""
    counts = Counter(entry.entry_type for entry in entries)
    parts = [_counted(kind, counts[kind], wording) for kind in _ORDER if counts[kind]]
    return wording.text_many(
        "{number} entry in the activity log: {entries}",
        "{number} entries in the activity log: {entries}",
        len(entries),
        entries=wording.listed(parts),
    )


def _named(kind: EntryType, wording: Wording) -> str:
    match kind:
        case EntryType.DECISION:
            return wording.text_in("entry", "Decision")
        case EntryType.EDIT:
            return wording.text_in("entry", "Change")
        case EntryType.OUTCOME:
            return wording.text_in("entry", "Outcome")
        case EntryType.ANOMALY:
            return wording.text_in("entry", "Noticed")


def _counted(kind: EntryType, number: int, wording: Wording) -> str:
    match kind:
        case EntryType.DECISION:
            return wording.text_many("{number} decision", "{number} decisions", number)
        case EntryType.EDIT:
            return wording.text_many("{number} change", "{number} changes", number)
        case EntryType.OUTCOME:
            return wording.text_many("{number} outcome", "{number} outcomes", number)
        case EntryType.ANOMALY:
            return wording.text_many("{number} thing noticed", "{number} things noticed", number)


def _sub(more: int, wording: Wording) -> str:
    told = wording.text("By day; what came of an entry as its author measured it, or else what the data says came after it")
    if not more:
        return told
    left = wording.text_many("{number} earlier entry is not printed", "{number} earlier entries are not printed", more)
    return plain(wording.clauses([told, left]))


def _row(
    entry: Decision, identities: Mapping[str, AccountIdentity], names: Mapping[tuple[str, str], str], facts: Facts, wording: Wording
) -> dict[str, Any]:
    identity = identities.get(entry.ad_account_id)
    currency = identity.currency if identity else ""
    campaign = entry.campaign_id and names.get((entry.ad_account_id, entry.campaign_id), entry.campaign_id)
    return {
        "day": wording.short_day(entry.decided_on),
        "type": _named(entry.entry_type, wording),
        "text": _cut(entry.text),
        "campaign": campaign or "",
        "account": identity.account_name if identity and len(identities) > 1 else "",
        "tags": entry.tags,
        "outcome": outcome(entry.outcome, currency, wording) if entry.outcome else after(entry, facts, currency, wording),
    }


def _cut(text: str) -> str:
    return text if len(text) <= thresholds.LOG_CHARACTERS else text[: thresholds.LOG_CHARACTERS - 1].rstrip() + "…"


SECTION = Section(
    "activity_log",
    translatable("Activity log"),
    "What was decided, changed and noticed, day by day, and what came of it.",
    lambda length: max(length, thresholds.EFFECT_DAYS),
    view,
    needs=(Need.DECISIONS,),
)
