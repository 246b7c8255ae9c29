"""Campaign lines: a currency's campaigns as lines of a ranked table."""

from collections.abc import Sequence

from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Comparison
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.narrative import platform_name
from chalicelib.domain.period import Period
from chalicelib.domain.section import Wording
from chalicelib.sections.ranked_table import Line


def campaign_lines(campaigns: Sequence[Campaign], wording: Wording) -> list[Line]:
    """A line per campaign, with its account below its name."""
    return [
        Line(
            campaign.name,
            f"{campaign.account.account_name} · {platform_name(campaign.account.platform, wording)}",
            campaign.now,
            campaign.comparison.before,
            campaign.comparison.now,
        )
        for campaign in campaigns
    ]


def whole(name: str, group: CurrencyGroup, period: Period, comparison: Comparison) -> Line:
    """The line of everything."""
    return Line(name, None, group.total(period), comparison.before, comparison.now, is_name=False)
