"""Ranked table words: what stands under the heading of a ranked table: what it lists, and how to read its bars and its ±."""

from chalicelib.domain.change import Comparison
from chalicelib.domain.period import Period
from chalicelib.domain.period_words import before_itself, of_before, partly_compared
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Wording


def how_to_read(listed: str, comparison: Comparison, period: Period, wording: Wording, *, has_other: bool = False) -> str:
    """`Campaigns by cost, EUR; the grey bar is the week before, ± is the difference to it`; `listed` is the first clause."""
    other = [wording.text("Other has no bar")] if has_other else []
    return plain(wording.clauses([listed, *_compared(comparison, period, wording), *other]))


def _compared(comparison: Comparison, period: Period, wording: Wording) -> list[str]:
    if not comparison.days:
        return []
    days = partly_compared(comparison, period, wording)
    if not days:
        return [wording.text("the grey bar is {what}, ± is the difference to it", what=before_itself(period, wording))]
    of = of_before(period, wording)
    return [wording.text("bars and ± compare {days} with the same days {of_before}, in grey", days=days, of_before=of)]
