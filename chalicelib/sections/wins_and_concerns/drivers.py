"""What stands behind a finding: the campaigns that carry it."""

from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.campaigns import Campaign, campaigns
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.movers import foremost
from chalicelib.domain.narrative import value
from chalicelib.domain.period_words import against_before
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.wins_and_concerns import Finding


def drivers(finding: Finding, facts: Facts, wording: Wording) -> Prose:
    """A sentence on the campaigns behind it; of a campaign, its part of the spend; empty where there is nothing to add."""
    currency = finding.subject.currency
    if finding.subject.campaign_id is not None:
        return wording.say("The campaign takes {share} of the spend.", share=wording.percent(finding.share))
    if currency is None:
        return ()
    found = campaigns(CurrencyGroup(currency, finding.subject.accounts), facts.period)
    if len(found) < 2:
        return ()
    if finding.metric.is_ratio:
        return _carriers(finding, found, currency, wording)
    return _movers(finding, found, currency, facts, wording)


def _movers(finding: Finding, found: tuple[Campaign, ...], currency: str, facts: Facts, wording: Wording) -> Prose:
    """`Against the 30 days before it moved most in A (+€120.00) and B (+€80.00).`"""
    moved = foremost(found, finding.metric, thresholds.NAMED_MOVERS)[: thresholds.NAMED_MOVERS]
    if not moved:
        return ()
    signed = wording.signed_money if finding.metric.is_money else lambda amount, _currency: wording.signed_count(amount)
    names = [
        wording.say("{campaign} ({figure})", campaign=shortened(each.campaign.name), figure=signed(each.difference, currency))
        for each in moved
    ]
    return wording.say(
        "{against_before} it moved most in {campaigns}.",
        against_before=against_before(facts.period, wording),
        campaigns=wording.listed(names),
    )


def _carriers(finding: Finding, found: tuple[Campaign, ...], currency: str, wording: Wording) -> Prose:
    """`Most spend on this side: A (€14.12) and B (€18.00).`: the largest campaigns that are better, or worse, than the reference too."""
    known = [(value_of, campaign) for campaign in found if campaign.ran and (value_of := finding.metric.of(campaign.now)) is not None]
    same_side = [(of, campaign) for of, campaign in known if _is_better(finding.metric, of, finding.reference) == finding.is_win]
    if not same_side or len(same_side) == len(found):
        return ()
    names = wording.listed(
        [
            wording.say("{campaign} ({figure})", campaign=shortened(campaign.name), figure=value(finding.metric, of, currency, wording))
            for of, campaign in same_side[: thresholds.NAMED_MOVERS]
        ]
    )
    if finding.is_win:
        return wording.say("Largest campaigns on the better side: {campaigns}.", campaigns=names)
    return wording.say("Largest campaigns on the worse side: {campaigns}.", campaigns=names)


def _is_better(metric: Metric, of: Decimal, reference: Decimal) -> bool:
    return of < reference if metric.good_direction < 0 else of > reference
