"""The finding of the campaign table: where the difference in spend went, and what ran before and no longer does."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Comparison
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import foremost
from chalicelib.domain.period import Period
from chalicelib.domain.period_words import in_before
from chalicelib.domain.prose import Prose, capitalised, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import Value


def finding(campaigns: Sequence[Campaign], comparison: Comparison, currency: str, wording: Wording) -> Prose:
    """`12 campaigns: spend moved most in Brand (+€120.10) and Video (−€80.00), €230.00 more in all`."""
    moved = foremost(campaigns, Metric.SPEND, thresholds.NAMED_MOVERS)[: thresholds.NAMED_TIED] if comparison.days else ()
    if len(campaigns) < 2 or not moved:
        return wording.say_many("{number} campaign of the period", "{number} campaigns of the period", len(campaigns))
    names = [
        wording.say("{campaign} ({figure})", campaign=shortened(each.campaign.name), figure=wording.signed_money(each.difference, currency))
        for each in moved
    ]
    return wording.say_many(
        "{number} campaign: spend moved most in {campaigns}, {whole} in all",
        "{number} campaigns: spend moved most in {campaigns}, {whole} in all",
        len(campaigns),
        campaigns=wording.listed(names),
        whole=wording.signed_money(comparison.now.cost - comparison.before.cost, currency),
    )


def stopped(campaigns: Sequence[Campaign], period: Period, currency: str, wording: Wording) -> Prose:
    """`Ran in the 30 days before and not in these: A (€120.00) and B (€30.10).`: what no line of the period can show."""
    gone = [campaign for campaign in campaigns if not campaign.ran and campaign.comparison.before.cost]
    gone.sort(key=lambda campaign: -campaign.comparison.before.cost)
    if not gone:
        return ()
    shown = gone[: thresholds.NOTES]
    names: list[Value] = [
        wording.say(
            "{campaign} ({spent} on the days compared)",
            campaign=shortened(each.name),
            spent=wording.money(each.comparison.before.cost, currency),
        )
        for each in shown
    ]
    if len(gone) > len(shown):
        names.append(wording.text_many_in("campaigns", "{number} more", "{number} more", len(gone) - len(shown)))
    before = in_before(period, wording)
    told = wording.say("Ran {in_before} and not in these days: {campaigns}.", in_before=before, campaigns=wording.listed(names))
    return capitalised(told)
