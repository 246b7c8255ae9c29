"""The cover: a masthead on page one that says who, what and when, and leads straight into the answer."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import platform_name, template_name
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Section, Wording
from chalicelib.domain.translation import translatable


def view(facts: Facts, wording: Wording) -> Mapping[str, Any]:
    """What the masthead says."""
    identities = [account.identity for account in facts.accounts]
    platforms = sorted({platform_name(identity.platform, wording) for identity in identities})
    currencies = list(dict.fromkeys(identity.currency for identity in identities))
    days = wording.days(facts.period.start, facts.period.end)
    named = identities if len(identities) <= thresholds.NAMED_ACCOUNTS else []
    label, template = facts.worn.label, template_name(facts.template, wording)
    title = facts.title if facts.has_own_title else label.cover_title or template
    return {
        "is_first": facts.sections[0] == "cover",
        "eyebrow": template if title not in (template, facts.template.name) else "",
        "title": title,
        "subtitle": label.cover_subtitle or "",
        "days": days,
        "before": wording.days(facts.previous.start, facts.previous.end),
        "accounts": [_account(identity, wording) for identity in named],
        "scope": wording.text_many(
            "{number} account on {platforms}", "{number} accounts on {platforms}", len(identities), platforms=wording.series(platforms)
        ),
        "currencies": plain(wording.series(currencies)),
        "gathered_at": wording.text("{day}, {time} UTC", day=wording.day(facts.gathered_at.date()), time=f"{facts.gathered_at:%H:%M}"),
    }


def _account(identity: AccountIdentity, wording: Wording) -> dict[str, str]:
    return {"name": identity.account_name, "platform": platform_name(identity.platform, wording)}


SECTION = Section(
    "cover", translatable("Cover"), "A masthead: title, period, accounts and what the period is compared with.", lambda _length: 0, view
)
