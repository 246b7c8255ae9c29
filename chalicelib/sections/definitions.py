"""Definitions in plain words: how each figure is made and what its words mean. Only what this report prints is explained."""

from chalicelib.domain import thresholds
from chalicelib.domain.currency_group import by_currency
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import volatility_words
from chalicelib.domain.prose import Prose
from chalicelib.domain.report_figures import report_figures
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable
from chalicelib.sections.how_worded import how_worded

ATTENTION = ("ai_insights", "executive_summary")
"""Sections that print the list of what to look at."""
HELD_AGAINST_TARGETS = ("executive_summary", "pacing", "wins_and_concerns")
"""Sections that say how figures stand against their targets."""


def definitions(facts: Facts, wording: Wording) -> list[tuple[str, str]]:
    """Pairs of term and explanation for the report's sections."""
    shown = set(facts.sections)
    told = [
        (wording.text("Figures"), wording.text(_FIGURES), True),
        (wording.text("Change"), _change(facts, wording), True),
        (wording.text("Ad Baseline Index"), wording.text(_ABI), "abi" in shown),
        (wording.text("Waste"), _waste(facts, wording), bool(shown & {"waste", "abi"})),
        (wording.text("Targets"), wording.text(_TARGETS), bool(facts.targets) and bool(shown & set(HELD_AGAINST_TARGETS))),
        (wording.text("Wins and concerns"), wording.text(_FINDINGS), "wins_and_concerns" in shown),
        (wording.text("Weeks"), wording.text(_WEEKS), "trend" in shown),
        (wording.text("Unusual days"), wording.text(_ANOMALIES), "anomalies" in shown),
        (wording.text("Activity log"), wording.text(_LOG), "activity_log" in shown),
        (wording.text("Where to look"), _attention(facts, wording), bool(shown & set(ATTENTION))),
        (wording.text("Volatility"), _volatility(facts, wording), True),
    ]
    return [(term, words) for term, words, is_needed in told if is_needed] + how_worded(facts.reworded, wording)


_FIGURES = translatable(
    "CTR = clicks ÷ impressions, CPC = cost ÷ clicks, CPA = cost ÷ conversions, ROAS = conversion value ÷ cost, each from the period's "
    "totals, never from an average of days; n/a where the divisor is zero. Currencies are never added up. Conversions are those the "
    "platforms report; they may add to them later."
)
_ABI = translatable(
    "0–100 = 40\u202f% efficiency (a CPA of 1 scores 100, of 100 or more 0, logarithmic between) + 30\u202f% little waste (half of the "
    "spend wasted scores 0) + 30\u202f% room to grow (100 where 10–25\u202f% of impressions are lost to budget, 0 at none and at "
    "60\u202f%). A part without data is left out and the others weigh more. From 70 above, "
    "from 40 at, under 40 below baseline; confidence by campaign-days: from 100 high, from 30 medium."
)
_TARGETS = translatable(
    "The narrowest target wins: a campaign's own, else its account's, else the organization's, which judges the accounts without one of "
    "their own together. Spend, conversions and impressions are pro-rated by days (a monthly target by the days of its calendar month); "
    "CPA, ROAS and CTR are not. Only days with data in every account concerned count, on both sides. Spend is a budget: over it is worse, "
    "under it is said."
)
_FINDINGS = translatable(
    "More than 10\u202f% better or worse than the target; exactly 10\u202f% is neither. Campaigns from 5\u202f% of their currency's "
    "spend on are held against the CPA and ROAS targets of their account too. Where no target is set, a clear change of more than "
    "10\u202f% against the period before counts. Ranked by how far off × the part of the spend concerned."
)
_WEEKS = translatable(
    "Seven days each, counted back from the period's last day. What adds up is a mean per day with data; a ratio is of the week's totals."
)
_ANOMALIES = translatable(
    "A day is unusual where a figure leaves the median of the 28 days before ± 3.5 robust standard deviations (1.4826 × the median "
    "absolute deviation). Days that one of the accounts lacks do not count."
)
_LOG = translatable(
    "Entries are as their authors wrote them, and so are outcomes. Where a decision or an edit has none, the seven days from its day on "
    "are held against the seven before, of its campaign or else its account: what came after, which is not always what came of it."
)
_VOLATILITY = translatable(
    "How far the days stray from the mean of the 28 days before, in cost, conversions and CPA: root-mean-square deviation ÷ that mean, "
    "averaged, × 100, at most 100. Under 30 quiet, from 60 volatile. This report: {score} of 100: {band}."
)
_NO_VOLATILITY = translatable(
    "How far the days stray from the mean of the 28 days before, in cost, conversions and CPA: root-mean-square deviation ÷ that mean, "
    "averaged, × 100, at most 100. Under 30 quiet, from 60 volatile. This report: not computed: fewer than {least} of the {days} days "
    "before have data."
)


def _volatility(facts: Facts, wording: Wording) -> str:
    figures = report_figures(facts)
    if figures.volatility_score is None or figures.volatility_band is None:
        least, days = wording.count(thresholds.MIN_BASELINE_DAYS), wording.count(thresholds.BASELINE_DAYS)
        return wording.text(_NO_VOLATILITY, least=least, days=days)
    band = volatility_words(figures.volatility_band, wording)
    return wording.text(_VOLATILITY, score=wording.count(figures.volatility_score), band=band)


def _change(facts: Facts, wording: Wording) -> str:
    return wording.text(
        "Against {days_before}, day by day; a day missing on one side is left out on both. Clear: the 95\u202f% interval of the paired "
        "days' differences (for a ratio, of their linearised residuals) leaves out zero, and the change is {smallest} at "
        "least; otherwise no clear change. Fewer than {least} days get no verdict. More spend is neither better nor worse.",
        days_before=wording.days(facts.previous.start, facts.previous.end),
        smallest=wording.percent(thresholds.SMALLEST_CLEAR_CHANGE),
        least=wording.count(thresholds.MIN_COMPARED_DAYS),
    )


def _waste(facts: Facts, wording: Wording) -> str:
    return wording.text(
        "An estimate by rule. On Google Ads 30\u202f% of the rank-lost impression share, at most 50\u202f%, of the cost of each row that "
        "has the share. On Meta Ads the whole cost of campaigns that spent over {least} without a conversion, or at over "
        "twice the median CPA of the account's converting campaigns. Other platforms are not judged, and their cost is left out.",
        least=_least(facts, wording),
    )


def _least(facts: Facts, wording: Wording) -> Prose:
    """`50`, or where the report's currencies differ in it `€50.00 or ¥5,000`."""
    amounts = {group.currency: thresholds.waste_spend_without_conversion(group.currency) for group in by_currency(facts)}
    if len(set(amounts.values())) == 1:
        return (wording.count(next(iter(amounts.values()))),)
    return wording.one_of([wording.money(amount, currency) for currency, amount in amounts.items()])


def _attention(facts: Facts, wording: Wording) -> str:
    return wording.text(
        "Campaigns with at least {share} of their currency's spend that spent over {least} without a "
        "conversion, pay over {times} times the median campaign's CPA, or lose "
        "{lost} or more of their impressions to their budget at less than the average CPA.",
        share=wording.percent(thresholds.MATERIAL_SHARE, 0),
        least=_least(facts, wording),
        times=wording.count(thresholds.WASTE_CPA_TIMES_MEDIAN),
        lost=wording.percent(thresholds.BUDGET_LIMITED, 0),
    )
