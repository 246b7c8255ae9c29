"""Period words: what the period before is called, a phrase for each place in a sentence that it stands in.

A language that inflects says `the week before` in as many ways: each of these stands on its own, with its preposition or its case.
"""

from chalicelib.domain.change import Comparison
from chalicelib.domain.period import Period
from chalicelib.domain.section import Wording

_WEEK = 7


def then(period: Period, wording: Wording) -> str:
    """When: `the week before`, beside a figure of then."""
    if len(period) == _WEEK:
        return wording.text_in("when", "the week before")
    return wording.text_many_in("when", "the day before", "the {number} days before", len(period))


def before_itself(period: Period, wording: Wording) -> str:
    """What: `the week before`, as what something is."""
    if len(period) == _WEEK:
        return wording.text_in("what it is", "the week before")
    return wording.text_many_in("what it is", "the day before", "the {number} days before", len(period))


def in_before(period: Period, wording: Wording) -> str:
    """`in the week before`."""
    if len(period) == _WEEK:
        return wording.text("in the week before")
    return wording.text_many("in the day before", "in the {number} days before", len(period))


def of_before(period: Period, wording: Wording) -> str:
    """`of the week before`."""
    if len(period) == _WEEK:
        return wording.text("of the week before")
    return wording.text_many("of the day before", "of the {number} days before", len(period))


def than_before(period: Period, wording: Wording) -> str:
    """`than the week before`."""
    if len(period) == _WEEK:
        return wording.text("than the week before")
    return wording.text_many("than the day before", "than the {number} days before", len(period))


def from_before(period: Period, wording: Wording) -> str:
    """`from the week before`."""
    if len(period) == _WEEK:
        return wording.text("from the week before")
    return wording.text_many("from the day before", "from the {number} days before", len(period))


def with_before(period: Period, wording: Wording) -> str:
    """`with the week before`."""
    if len(period) == _WEEK:
        return wording.text("with the week before")
    return wording.text_many("with the day before", "with the {number} days before", len(period))


def above_before(period: Period, wording: Wording) -> str:
    """`above the week before`."""
    if len(period) == _WEEK:
        return wording.text("above the week before")
    return wording.text_many("above the day before", "above the {number} days before", len(period))


def against_before(period: Period, wording: Wording) -> str:
    """`Against the week before`, as a sentence begins."""
    if len(period) == _WEEK:
        return wording.text("Against the week before")
    return wording.text_many("Against the day before", "Against the {number} days before", len(period))


def compared_over(comparison: Comparison, period: Period, wording: Wording) -> str:
    """`5 of 7 days`, or `19 of 21 account-days` where several accounts are compared."""
    compared = wording.count(comparison.pairs)
    if comparison.possible == len(period):
        return wording.text_many("{compared} of {number} day", "{compared} of {number} days", comparison.possible, compared=compared)
    return wording.text_many(
        "{compared} of {number} account-day", "{compared} of {number} account-days", comparison.possible, compared=compared
    )


def partly_compared(comparison: Comparison, period: Period, wording: Wording) -> str:
    """`5 of 7 days`; empty where all days are compared, or none is: what a figure of compared days has to say of itself."""
    return "" if comparison.is_complete or not comparison.days else compared_over(comparison, period, wording)
