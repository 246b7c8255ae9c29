"""The finding of the campaign table: where the difference in spend went, and what ran before and no longer does."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign
from chalicelib.domain.change import Comparison
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import foremost
from chalicelib.domain.narrative import period_before
from chalicelib.domain.period import Period
from chalicelib.domain.prose import Prose, listed, plural, shortened
from chalicelib.domain.section import Wording


def finding(campaigns: Sequence[Campaign], comparison: Comparison, currency: str, wording: Wording) -> Prose:
    """`12 campaigns: spend moved most in Brand (+€120.10) and Video (−€80.00), €230.00 more in all`."""
    count = plural(len(campaigns), "campaign")
    moved = foremost(campaigns, Metric.SPEND, thresholds.NAMED_MOVERS)[: thresholds.NAMED_TIED] if comparison.days else ()
    if len(campaigns) < 2 or not moved:
        return (f"{count} of the period",)
    names: list[Prose] = [(shortened(each.campaign.name), f" ({wording.signed_money(each.difference, currency)})") for each in moved]
    whole = wording.signed_money(comparison.now.cost - comparison.before.cost, currency)
    return (f"{count}: spend moved most in ", *listed(names), f", {whole} in all")


def stopped(campaigns: Sequence[Campaign], period: Period, currency: str, wording: Wording) -> Prose:
    """`Ran in the 30 days before and not in these: A (€120.00) and B (€30.10).`: what no line of the period can show."""
    gone = [campaign for campaign in campaigns if not campaign.ran and campaign.comparison.before.cost]
    gone.sort(key=lambda campaign: -campaign.comparison.before.cost)
    if not gone:
        return ()
    shown = gone[: thresholds.NOTES]
    names: list[Prose] = [
        (shortened(each.name), f" ({wording.money(each.comparison.before.cost, currency)} on the days compared)") for each in shown
    ]
    if len(gone) > len(shown):
        names.append((f"{len(gone) - len(shown)} more",))
    return (f"Ran in {period_before(period)} and not in these days: ", *listed(names), ".")
