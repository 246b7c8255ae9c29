"""The cover: a masthead on page one that says who, what and when, and leads straight into the answer."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import plural
from chalicelib.domain.section import Section, Wording


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """What the masthead says."""
    identities = [account.identity for account in facts.accounts]
    platforms = sorted({identity.platform.label for identity in identities})
    currencies = list(dict.fromkeys(identity.currency for identity in identities))
    days = wording.days(facts.period.start, facts.period.end)
    named = identities if len(identities) <= thresholds.NAMED_ACCOUNTS else []
    label = facts.worn.label
    title = facts.title if facts.has_own_title else label.cover_title or facts.template.name
    return {
        "is_first": facts.sections[0] == "cover",
        "eyebrow": facts.template.name if title != facts.template.name else "",
        "title": title,
        "subtitle": label.cover_subtitle or "",
        "days": days,
        "before": wording.days(facts.previous.start, facts.previous.end),
        "accounts": [_account(identity) for identity in named],
        "scope": f"{plural(len(identities), 'account')} on {', '.join(platforms)}",
        "currencies": ", ".join(currencies),
        "gathered_at": f"{wording.day(facts.gathered_at.date())}, {facts.gathered_at:%H:%M} UTC",
    }


def _account(identity: AccountIdentity) -> dict[str, str]:
    return {"name": identity.account_name, "platform": identity.platform.label}


SECTION = Section("cover", "Cover", "A masthead: title, period, accounts and what the period is compared with.", lambda _length: 0, view)
