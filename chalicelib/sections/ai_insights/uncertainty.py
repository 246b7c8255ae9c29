"""What stays uncertain: changes inside the noise, days that are missing, and days that may still change."""

from collections.abc import Mapping, Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.change import Change, Comparison, Verdict
from chalicelib.domain.coverage import Coverage, coverage
from chalicelib.domain.currency_group import CurrencyGroup
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import missing_days
from chalicelib.domain.period_words import compared_over, with_before
from chalicelib.domain.prose import Name, Prose
from chalicelib.domain.section import Wording

_TOLD = (Metric.SPEND, Metric.CONVERSIONS, Metric.CPA, Metric.ROAS, Metric.CTR, Metric.CPC)


def uncertainties(
    group: CurrencyGroup, facts: Facts, comparison: Comparison, moved: Mapping[Metric, Change], wording: Wording
) -> list[Prose]:
    """The sentences that apply."""
    told = [_comparison(facts, comparison, wording), *_noise(moved, wording), *_missing(group, facts, wording), _fresh(facts, wording)]
    return [sentence for sentence in told if sentence]


def _comparison(facts: Facts, comparison: Comparison, wording: Wording) -> Prose:
    if not comparison.days:
        days = wording.days(facts.previous.start, facts.previous.end)
        before = with_before(facts.period, wording)
        return wording.say("No day of {days} has data, so nothing is compared {with_before}.", days=days, with_before=before)
    if len(comparison.days) < thresholds.MIN_COMPARED_DAYS:
        return wording.say_many(
            "Only {number} day can be compared: fewer than {least} get no verdict.",
            "Only {number} days can be compared: fewer than {least} get no verdict.",
            len(comparison.days),
            least=wording.count(thresholds.MIN_COMPARED_DAYS),
        )
    if comparison.is_complete:
        return ()
    return wording.say(
        "Changes compare {days}: a day that is missing on one side is left out on both.",
        days=compared_over(comparison, facts.period, wording),
    )


def _noise(moved: Mapping[Metric, Change], wording: Wording) -> list[Prose]:
    unclear = [moved[metric] for metric in _TOLD if moved[metric].verdict is Verdict.NO_CLEAR_CHANGE]
    told = []
    if noisy := _figures([change for change in unclear if change.relative is not None and not change.is_small], wording):
        told.append(
            wording.say_many(
                "{metrics} moved no more than days differ anyway: no clear change.",
                "{metrics} moved no more than days differ anyway: no clear change.",
                len(noisy),
                metrics=wording.listed(noisy),
            )
        )
    if small := _figures([change for change in unclear if change.is_small], wording):
        told.append(
            wording.say_many(
                "{metrics} moved by less than {smallest}: no clear change.",
                "{metrics} moved by less than {smallest}: no clear change.",
                len(small),
                metrics=wording.listed(small),
                smallest=wording.percent(thresholds.SMALLEST_CLEAR_CHANGE),
            )
        )
    return told


def _figures(changes: Sequence[Change], wording: Wording) -> list[Prose]:
    """What a sentence begins with: the first alone is written as its label is."""
    labels = [wording.text(change.metric.label) for change in changes]
    names = [*labels[:1], *map(wording.inner, labels[1:])]
    return [_figure(change, name, wording) for change, name in zip(changes, names, strict=True)]


def _figure(change: Change, name: str, wording: Wording) -> Prose:
    assert change.relative is not None
    return wording.say("{metric} ({figure})", metric=name, figure=wording.signed_percent(change.relative))


def _missing(group: CurrencyGroup, facts: Facts, wording: Wording) -> list[Prose]:
    covered = [coverage(account, facts.period) for account in group.accounts]
    return [_missing_days(each, wording) for each in covered if each.missing]


def _missing_days(each: Coverage, wording: Wording) -> Prose:
    name = Name(each.identity.account_name)
    if not each.days_with_data:
        return wording.say("{account} has no row in the period: it is in none of the figures.", account=name)
    return wording.say("{account} has no data for {days}.", account=name, days=missing_days(each.missing, wording))


def _fresh(facts: Facts, wording: Wording) -> Prose:
    age = (facts.gathered_at.date() - facts.period.end).days
    if age > thresholds.FRESH_DAYS:
        return ()
    return wording.say_many(
        "The data was read {number} day after the period's end: platforms may still add conversions to its last days.",
        "The data was read {number} days after the period's end: platforms may still add conversions to its last days.",
        max(age, 0),
    )
