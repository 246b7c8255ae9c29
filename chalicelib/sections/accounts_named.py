"""Accounts named: several accounts within a sentence."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.narrative import platform_name
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import Value


def accounts_named(identities: Sequence[AccountIdentity], wording: Wording) -> Prose:
    """`Meta DE (Meta Ads), Search (Google Ads) and 2 more accounts`."""
    shown = identities[: thresholds.NAMED_ACCOUNTS]
    names: list[Value] = [
        wording.say("{account} ({platform})", account=shortened(each.account_name), platform=platform_name(each.platform, wording))
        for each in shown
    ]
    more = len(identities) - len(shown)
    return wording.listed([*names, wording.text_many("{number} more account", "{number} more accounts", more)] if more else names)
