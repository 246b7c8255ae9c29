"""What stays uncertain: changes inside the noise, days that are missing, and days that may still change."""

from collections.abc import Mapping

from chalicelib.domain import thresholds
from chalicelib.domain.change import Change, Comparison, Verdict
from chalicelib.domain.coverage import Coverage, coverage
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import compared_over, missing_days, period_before
from chalicelib.domain.prose import Name, Prose, listed, plural
from chalicelib.domain.section import Wording

_TOLD = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA, Metric.ROAS, Metric.CTR, Metric.CPC)


def uncertainties(
    group: CurrencyGroup, facts: Facts, comparison: Comparison, moved: Mapping[Metric, Change], wording: Wording
) -> list[Prose]:
    """The sentences that apply."""
    told = [_comparison(facts, comparison, wording), _noise(moved, wording), *_missing(group, facts, wording), _fresh(facts)]
    return [sentence for sentence in told if sentence]


def _comparison(facts: Facts, comparison: Comparison, wording: Wording) -> Prose:
    if not comparison.days:
        before = wording.days(facts.previous.start, facts.previous.end)
        return (f"No day of {before} has data, so nothing is compared with {period_before(facts.period)}.",)
    if len(comparison.days) < thresholds.MIN_COMPARED_DAYS:
        few = plural(len(comparison.days), "day")
        return (f"Only {few} can be compared: fewer than {thresholds.MIN_COMPARED_DAYS} get no verdict.",)
    if comparison.is_complete:
        return ()
    return (f"Changes compare {compared_over(comparison, facts.period)}: a day that is missing on one side is left out on both.",)


def _noise(moved: Mapping[Metric, Change], wording: Wording) -> Prose:
    unclear = [moved[metric] for metric in _TOLD if moved[metric].verdict is Verdict.NO_CLEAR_CHANGE]
    items: list[Prose] = [
        (f"{change.metric.label} ({wording.signed_percent(change.relative)})",) for change in unclear if change.relative is not None
    ]
    if not items:
        return ()
    return (*listed(items), " moved no more than days differ anyway: no clear change.")


def _missing(group: CurrencyGroup, facts: Facts, wording: Wording) -> list[Prose]:
    covered = [coverage(account, facts.period) for account in group.accounts]
    return [_missing_days(each, wording) for each in covered if each.missing]


def _missing_days(each: Coverage, wording: Wording) -> Prose:
    name = Name(each.identity.account_name)
    if not each.days_with_data:
        return (name, " has no row in the period: it is in none of the figures.")
    return (name, " has no data for ", *missing_days(each.missing, wording), ".")


def _fresh(facts: Facts) -> Prose:
    age = (facts.gathered_at.date() - facts.period.end).days
    if age > thresholds.FRESH_DAYS:
        return ()
    return (
        f"The data was read {plural(max(age, 0), 'day')} after the period's end: platforms may still add conversions to its last days.",
    )
